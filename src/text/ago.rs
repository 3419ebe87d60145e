//! How long ago and how much longer, in words.

use super::date::{Day, add_months};
use super::words::{Sentence, Text};
use crate::sentence;
use chrono::Datelike;

/// How far `day` lies before `today`: 8か月前 / 8 months ago; 3日後 / in 3 days when it is still to come.
///
/// Whole calendar months from one month on, whole years from two years on.
pub fn ago(day: Day, today: Day) -> Sentence {
    if day > today {
        return ahead((day - today).num_days());
    }
    match whole_months(day, today) {
        0 => days_ago((today - day).num_days()),
        1 => Text::new("1か月前", "1 month ago").into(),
        months if months < 24 => sentence!("{n}か月前", "{n} months ago", n = months),
        months => sentence!("{n}年前", "{n} years ago", n = months / 12),
    }
}

fn days_ago(days: i64) -> Sentence {
    match days {
        0 => Text::new("今日", "today").into(),
        1 => Text::new("昨日", "yesterday").into(),
        _ => sentence!("{days}日前", "{days} days ago", days = days),
    }
}

fn ahead(days: i64) -> Sentence {
    match days {
        1 => Text::new("明日", "tomorrow").into(),
        _ => sentence!("{days}日後", "in {days} days", days = days),
    }
}

fn whole_months(from: Day, to: Day) -> i32 {
    let months = (to.year() - from.year()) * 12 + to.month0() as i32 - from.month0() as i32;
    if add_months(from, months) > to { months - 1 } else { months }
}

/// How much time a due day leaves; due days are inclusive: あと2日, 今日まで, 2日超過.
pub fn days_left(due: Day, today: Day) -> Sentence {
    match (due - today).num_days() {
        0 => Text::new("今日まで", "due today").into(),
        1 => Text::new("あと1日", "1 day left").into(),
        -1 => Text::new("1日超過", "1 day over").into(),
        days if days > 0 => sentence!("あと{days}日", "{days} days left", days = days),
        days => sentence!("{days}日超過", "{days} days over", days = -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use rstest::rstest;

    const TODAY: &str = "2026-11-23";

    fn said(sentence: Sentence) -> [String; 2] {
        [Lang::Ja, Lang::En].map(|lang| sentence.get(lang).to_owned())
    }

    #[rstest]
    #[case("2026-11-23", "今日", "today")]
    #[case("2026-11-22", "昨日", "yesterday")]
    #[case("2026-10-24", "30日前", "30 days ago")]
    #[case("2026-10-23", "1か月前", "1 month ago")]
    #[case("2026-03-23", "8か月前", "8 months ago")]
    #[case("2026-03-24", "7か月前", "7 months ago")]
    #[case("2024-11-24", "23か月前", "23 months ago")]
    #[case("2024-11-23", "2年前", "2 years ago")]
    #[case("2026-11-24", "明日", "tomorrow")]
    #[case("2026-11-26", "3日後", "in 3 days")]
    fn a_past_day_is_told_in_the_unit_that_fits(#[case] day: &str, #[case] ja: &str, #[case] en: &str) {
        assert_eq!(said(ago(day.parse().unwrap(), TODAY.parse().unwrap())), [ja, en]);
    }

    #[rstest]
    #[case("2026-11-25", "あと2日", "2 days left")]
    #[case("2026-11-24", "あと1日", "1 day left")]
    #[case("2026-11-23", "今日まで", "due today")]
    #[case("2026-11-22", "1日超過", "1 day over")]
    #[case("2026-11-21", "2日超過", "2 days over")]
    fn a_due_day_counts_itself(#[case] due: &str, #[case] ja: &str, #[case] en: &str) {
        assert_eq!(said(days_left(due.parse().unwrap(), TODAY.parse().unwrap())), [ja, en]);
    }
}
