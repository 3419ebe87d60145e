//! Days, instants and how they are written: ISO, 和暦, short forms for lists.
//!
//! Days are calendar days in Japan whatever the host's zone; instants are UTC with milliseconds.
//! Reads no clock: who needs to know what day it is passes it in. Reading typed days is [`parse_day`].

use super::era::Era;
use super::words::Lang;
use chrono::{Datelike, Months, NaiveDate, SubsecRound, TimeDelta, Timelike, Utc, Weekday};

pub use super::ago::{ago, days_left};
pub use super::day_input::{DateError, parse_day};

/// A calendar day in Asia/Tokyo.
pub type Day = NaiveDate;

/// A point in time, UTC, in milliseconds.
pub type Instant = chrono::DateTime<Utc>;

/// Japan has no summer time; the offset is fixed since 1952.
const JAPAN: TimeDelta = TimeDelta::hours(9);

/// The day in Japan at an instant.
pub fn today(now: Instant) -> Day {
    in_japan(now).date_naive()
}

/// The time of day in Japan at an instant, `HH:MM`.
pub fn clock(at: Instant) -> String {
    let at = in_japan(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The instant at which a day begins in Japan.
pub fn start_of(day: Day) -> Instant {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight.checked_sub_signed(JAPAN).unwrap_or(midnight)
}

/// An instant whose date and time of day read as Japan's.
fn in_japan(at: Instant) -> Instant {
    at.checked_add_signed(JAPAN).unwrap_or(at)
}

/// An instant as it is stored and exported: `2026-11-23T03:04:05.678Z`.
pub fn instant_iso(at: Instant) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Reads what [`instant_iso`] wrote; finer parts than milliseconds are cut off.
pub fn parse_instant(iso: &str) -> Option<Instant> {
    iso.parse::<Instant>().ok().map(|at| at.trunc_subsecs(3))
}

/// A day as it is stored and exported: `2026-11-23`.
pub fn iso(day: Day) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A day in the Japanese calendar: 令和8年11月23日; Gregorian before Meiji.
pub fn wareki(day: Day) -> String {
    format!("{}{}月{}日", wareki_year(day), day.month(), day.day())
}

/// A day as it stands on paper: 令和8年11月23日(月).
pub fn wareki_long(day: Day) -> String {
    format!("{}({})", wareki(day), weekday(day.weekday(), Lang::Ja))
}

fn wareki_year(day: Day) -> String {
    let Some(era) = Era::of(day) else {
        return format!("{}年", day.year());
    };
    match era.year(day.year()) {
        1 => format!("{}元年", era.name.ja),
        year => format!("{}{year}年", era.name.ja),
    }
}

/// A day as it stands in lists: `11/23 月`, `Mon 11/23`.
pub fn short(day: Day, lang: Lang) -> String {
    let weekday = weekday(day.weekday(), lang);
    match lang {
        Lang::Ja => format!("{}/{} {weekday}", day.month(), day.day()),
        Lang::En => format!("{weekday} {}/{}", day.month(), day.day()),
    }
}

fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    names[weekday.num_days_from_monday() as usize]
}

/// Adds calendar months, clamped to the month's end: two months after 12-31 is 02-28.
pub fn add_months(day: Day, months: i32) -> Day {
    let count = Months::new(months.unsigned_abs());
    if months < 0 {
        return day.checked_sub_months(count).unwrap_or(Day::MIN);
    }
    day.checked_add_months(count).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(iso: &str) -> Day {
        iso.parse().unwrap()
    }

    #[rstest]
    #[case("2026-11-23T14:59:59.999Z", "2026-11-23", "23:59")]
    #[case("2026-11-23T15:00:00.000Z", "2026-11-24", "00:00")]
    #[case("2026-12-31T15:00:00.000Z", "2027-01-01", "00:00")]
    fn a_day_begins_at_midnight_in_japan(#[case] at: &str, #[case] expected: &str, #[case] time: &str) {
        let at = parse_instant(at).unwrap();
        assert_eq!(iso(today(at)), expected);
        assert_eq!(clock(at), time);
    }

    #[rstest]
    #[case("2026-12-31", 2, "2027-02-28")]
    #[case("2027-12-31", 2, "2028-02-29")]
    #[case("2026-11-30", 1, "2026-12-30")]
    #[case("2026-03-31", -1, "2026-02-28")]
    #[case("2024-02-29", 12, "2025-02-28")]
    #[case("2026-11-23", 0, "2026-11-23")]
    fn months_are_clamped_to_the_months_end(#[case] from: &str, #[case] months: i32, #[case] to: &str) {
        assert_eq!(iso(add_months(day(from), months)), to);
    }

    #[test]
    fn months_beyond_the_calendar_stop_at_its_ends() {
        assert_eq!(add_months(day("2026-11-23"), i32::MAX), Day::MAX);
        assert_eq!(add_months(day("2026-11-23"), i32::MIN), Day::MIN);
    }

    #[test]
    fn an_instant_comes_back_from_its_text() {
        let text = "2026-11-23T03:04:05.678Z";
        assert_eq!(instant_iso(parse_instant(text).unwrap()), text);
        assert_eq!(parse_instant("2026-11-23T03:04:05.678999Z"), parse_instant(text));
        assert_eq!(parse_instant("yesterday"), None);
        assert_eq!(instant_iso(parse_instant("2026-11-23T03:04:05Z").unwrap()), "2026-11-23T03:04:05.000Z");
    }

    #[rstest]
    #[case("2026-11-23", "令和8年11月23日(月)", "11/23 月", "Mon 11/23")]
    #[case("2019-05-01", "令和元年5月1日(水)", "5/1 水", "Wed 5/1")]
    #[case("2019-04-30", "平成31年4月30日(火)", "4/30 火", "Tue 4/30")]
    #[case("1940-03-02", "昭和15年3月2日(土)", "3/2 土", "Sat 3/2")]
    #[case("1850-01-02", "1850年1月2日(水)", "1/2 水", "Wed 1/2")]
    fn a_day_is_written_in_each_form(
        #[case] of: &str,
        #[case] long: &str,
        #[case] ja: &str,
        #[case] en: &str,
    ) {
        assert_eq!(wareki_long(day(of)), long);
        assert_eq!(short(day(of), Lang::Ja), ja);
        assert_eq!(short(day(of), Lang::En), en);
    }
}
