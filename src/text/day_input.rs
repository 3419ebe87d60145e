//! Days as people type them: 2026-11-23, R8.11.23, 令和8年11月23日, 今日, +2w, in full or half width.
//!
//! Never guesses: a day without its year, or an era's year after the era, is an error that says what is right.

use super::date::{Day, add_months, iso, wareki};
use super::era::Era;
use super::shown::Shown;
use super::words::{Lang, Sentence};
use crate::sentence;
use chrono::{Datelike, TimeDelta};
use unicode_normalization::UnicodeNormalization;

/// The years in which a typed day may lie: from the first Meiji year on.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=2199;

/// Why a typed day was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.get(Lang::En))]
pub struct DateError(Sentence);

impl DateError {
    /// What is wrong and what to type instead.
    pub fn sentence(&self) -> &Sentence {
        &self.0
    }

    fn unreadable(typed: &str) -> DateError {
        DateError(sentence!(
            "「{typed}」は日付として読めません。2026-11-23、R8.11.23、今日、+2w のように入力してください。",
            "\"{typed}\" is not a day. Type it like 2026-11-23, R8.11.23, today or +2w.",
            typed = Shown::new(typed.trim())
        ))
    }

    fn no_such_day(typed: &str) -> DateError {
        DateError(sentence!(
            "「{typed}」という日はありません。月と日を確かめてください。",
            "There is no day \"{typed}\". Check the month and the day.",
            typed = Shown::new(typed.trim())
        ))
    }

    fn out_of_range() -> DateError {
        DateError(sentence!(
            "{first}年から{last}年までの日付を入力してください。",
            "Type a day between the years {first} and {last}.",
            first = YEARS.start(),
            last = YEARS.end()
        ))
    }

    fn outside_era(typed: &str, era: &Era, day: Day) -> DateError {
        DateError(sentence!(
            "「{typed}」は{era}の期間外です。正しくは{wareki}（{iso}）です。",
            "\"{typed}\" lies outside the {era} era. The right form is {wareki} ({iso}).",
            typed = Shown::new(typed.trim()),
            era = era.name,
            wareki = wareki(day),
            iso = iso(day)
        ))
    }
}

/// Reads a typed day; `today` is what 今日 and `+2w` count from.
///
/// # Errors
/// For what is no day, does not exist, lies outside the era it names, or outside the years 1868 to 2199.
pub fn parse_day(typed: &str, today: Day) -> Result<Day, DateError> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let day = if let Some(days) = day_word(&plain) {
        today.checked_add_signed(TimeDelta::days(days)).ok_or_else(DateError::out_of_range)?
    } else if plain.starts_with(['+', '-', '\u{2212}']) {
        relative(&plain, today).ok_or_else(|| DateError::unreadable(typed))?
    } else {
        calendar_day(&plain, typed)?
    };
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(DateError::out_of_range()) }
}

fn day_word(plain: &str) -> Option<i64> {
    match plain {
        "今日" | "本日" | "きょう" | "today" => Some(0),
        "昨日" | "きのう" | "yesterday" => Some(-1),
        "明日" | "あした" | "tomorrow" => Some(1),
        _ => None,
    }
}

/// `+3d`, `-1m`, `+2週`: days, weeks, months and years from today.
fn relative(plain: &str, today: Day) -> Option<Day> {
    let mut rest = plain.chars();
    let forward = rest.next()? == '+';
    let rest = rest.as_str();
    let unit = rest.find(|c: char| !c.is_ascii_digit())?;
    let count: i32 = rest[..unit].parse().ok()?;
    let count = if forward { count } else { -count };
    match &rest[unit..] {
        "d" | "日" => today.checked_add_signed(TimeDelta::days(count.into())),
        "w" | "週" | "週間" => today.checked_add_signed(TimeDelta::weeks(count.into())),
        "m" | "か月" | "ヶ月" | "ヵ月" | "カ月" | "月" => Some(add_months(today, count)),
        "y" | "年" => Some(add_months(today, count.saturating_mul(12))),
        _ => None,
    }
}

fn calendar_day(plain: &str, typed: &str) -> Result<Day, DateError> {
    let unreadable = || DateError::unreadable(typed);
    let (era, rest) = Era::strip(plain).map_or((None, plain), |(era, rest)| (Some(era), rest));
    let (year, month, day) = numbers(without_weekday(rest)).ok_or_else(unreadable)?;
    let year = match (era, year) {
        (Some(_), YearTyped::Digits { value: 0, .. }) => return Err(DateError::no_such_day(typed)),
        (Some(era), YearTyped::Digits { value, .. }) if value < 1000 => era.gregorian(value),
        (Some(era), YearTyped::First) => era.gregorian(1),
        (None, YearTyped::Digits { value, count: 4 }) => value,
        _ => return Err(unreadable()),
    };
    let day = Day::from_ymd_opt(year, month, day).ok_or_else(|| DateError::no_such_day(typed))?;
    match era {
        Some(era) if Era::of(day) != Some(era) => Err(DateError::outside_era(typed, era, day)),
        _ => Ok(day),
    }
}

/// 令和8年11月23日(月) is what we print: the weekday may come back, unchecked.
fn without_weekday(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((day, weekday)) if weekday.chars().count() <= 3 => day,
        _ => text,
    }
}

enum YearTyped {
    First,
    Digits { value: i32, count: usize },
}

/// Year, month and day between 年月日 or one of `- / .`, the same twice.
fn numbers(text: &str) -> Option<(YearTyped, u32, u32)> {
    let (year, month, day) = match text.strip_suffix('日') {
        Some(text) => {
            let (year, rest) = text.split_once('年')?;
            let (month, day) = rest.split_once('月')?;
            (year, month, day)
        }
        None => {
            let mut parts = text.split(text.matches(['-', '/', '.', '\u{2010}', '\u{2212}']).next()?);
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            (year, month, day)
        }
    };
    Some((year_typed(year)?, short_number(month)?, short_number(day)?))
}

fn year_typed(text: &str) -> Option<YearTyped> {
    if text == "元" {
        return Some(YearTyped::First);
    }
    let value = i32::try_from(short_number(text)?).ok()?;
    Some(YearTyped::Digits { value, count: text.len() })
}

/// One to four digits and nothing else; not what `parse` alone would take, such as `+3`.
fn short_number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn parse(typed: &str) -> Result<Day, DateError> {
        parse_day(typed, "2026-11-23".parse().unwrap())
    }

    #[rstest]
    #[case("2026-11-23", "2026-11-23")]
    #[case("2026/11/23", "2026-11-23")]
    #[case("2026.11.23", "2026-11-23")]
    #[case("2026年11月23日", "2026-11-23")]
    #[case("1941/2/10", "1941-02-10")]
    #[case("R8.11.23", "2026-11-23")]
    #[case("r8.11.23", "2026-11-23")]
    #[case("R08-11-23", "2026-11-23")]
    #[case("令和8年11月23日", "2026-11-23")]
    #[case("令和8年11月23日(月)", "2026-11-23")]
    #[case("令和 8 年 11 月 23 日", "2026-11-23")]
    #[case("㋿8年11月23日", "2026-11-23")]
    #[case("令和元年5月1日", "2019-05-01")]
    #[case("R元.5.1", "2019-05-01")]
    #[case("平成31年4月30日", "2019-04-30")]
    #[case("H30/10/1", "2018-10-01")]
    #[case("S15.3.2", "1940-03-02")]
    #[case("昭和64年1月7日", "1989-01-07")]
    #[case("昭和元年12月25日", "1926-12-25")]
    #[case("T14.1.9", "1925-01-09")]
    #[case("M45.7.29", "1912-07-29")]
    #[case("２０２５年４月１日", "2025-04-01")]
    #[case("Ｒ８．１１．２３", "2026-11-23")]
    #[case("２０２６－１１－２３", "2026-11-23")]
    #[case("  2024-02-29　", "2024-02-29")]
    #[case("今日", "2026-11-23")]
    #[case("Today", "2026-11-23")]
    #[case("昨日", "2026-11-22")]
    #[case("明日", "2026-11-24")]
    #[case("+2w", "2026-12-07")]
    #[case("＋２ｗ", "2026-12-07")]
    #[case("+3d", "2026-11-26")]
    #[case("-3日", "2026-11-20")]
    #[case("-1m", "2026-10-23")]
    #[case("+3か月", "2027-02-23")]
    #[case("+1y", "2027-11-23")]
    fn a_typed_day_is_understood(#[case] typed: &str, #[case] expected: &str) {
        assert_eq!(parse(typed).map(iso), Ok(expected.to_owned()));
    }

    #[rstest]
    #[case("", "は日付として読めません")]
    #[case("11/23", "は日付として読めません")]
    #[case("26-11-23", "は日付として読めません")]
    #[case("2026-11/23", "は日付として読めません")]
    #[case("2026-11-23-1", "は日付として読めません")]
    #[case("2026-+1-2", "は日付として読めません")]
    #[case("R2026.11.23", "は日付として読めません")]
    #[case("元年5月1日", "は日付として読めません")]
    #[case("+2x", "は日付として読めません")]
    #[case("+w", "は日付として読めません")]
    #[case("2026-02-29", "という日はありません")]
    #[case("R0.1.1", "という日はありません")]
    #[case("2026-13-01", "という日はありません")]
    #[case("1867-01-01", "1868年から2199年まで")]
    #[case("+999999999y", "1868年から2199年まで")]
    #[case("H31.5.1", "平成の期間外です。正しくは令和元年5月1日（2019-05-01）です。")]
    #[case("令和元年4月30日", "令和の期間外です。正しくは平成31年4月30日（2019-04-30）です。")]
    #[case("昭和64年1月8日", "正しくは平成元年1月8日")]
    #[case("大正15年12月25日", "正しくは昭和元年12月25日")]
    fn what_is_no_day_is_refused_with_what_is_right(#[case] typed: &str, #[case] said: &str) {
        let error = parse(typed).unwrap_err();
        assert!(error.sentence().get(Lang::Ja).contains(said), "{typed:?}: {error:?}");
    }

    #[test]
    fn a_hostile_entry_is_harmless_in_its_error() {
        let error = parse("\u{1B}[2J").unwrap_err();
        assert!(!error.to_string().contains('\u{1B}'));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(typed in any::<String>()) {
            let _ = parse(&typed);
        }

        #[test]
        fn every_form_that_we_print_is_read_back(days in 0i64..120_000) {
            let day = Day::from_ymd_opt(1868, 10, 23).unwrap() + TimeDelta::days(days);
            prop_assert_eq!(parse(&wareki(day)), Ok(day));
            prop_assert_eq!(parse(&super::super::date::wareki_long(day)), Ok(day));
            prop_assert_eq!(parse(&iso(day)), Ok(day));
        }
    }
}
