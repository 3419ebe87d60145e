//! Trends (推移): a few numbers that people look at, as bars. Shared by screen, line mode, command and JSON.
//!
//! Decides nothing and draws nothing: a bar has a label, a key and a count.

use std::collections::BTreeMap;

use chrono::{Datelike, Days};
use serde::Serialize;

use crate::domain::Context;
use crate::regulation::approval::due as after_months;
use crate::sentence;
use crate::store::trend::OfDay;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, add_months};
use crate::text::{Lang, Sentence, Text};

/// How many weeks back approvals are counted, this one included.
const WEEKS: u64 = 10;
/// How many months ahead something falls due, this one included.
const MONTHS: i32 = 5;

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A stable word.
    pub id: &'static str,
    /// What it shows.
    pub title: Text,
    /// Why it has no bars, where it has none.
    pub note: Option<Text>,
    /// Its bars, top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// A stable key: an ISO day or month, days from–to, or a word.
    pub key: String,
    /// What it counts.
    pub label: Sentence,
    /// How many.
    pub count: u64,
}

impl Chart {
    /// The largest count.
    pub fn most(&self) -> u64 {
        self.bars.iter().map(|bar| bar.count).max().unwrap_or(0)
    }

    /// All counts together.
    pub fn total(&self) -> u64 {
        self.bars.iter().map(|bar| bar.count).sum()
    }
}

/// Every chart, as of today.
pub fn charts(reader: &Reader<'_>, ctx: &Context) -> Result<Vec<Chart>, StoreError> {
    let (settings, today) = (&ctx.settings, ctx.today());
    let passwords = match settings.password_months {
        Some(months) => due(&reader.passwords_by_day()?, months, today),
        None => Vec::new(),
    };
    Ok(vec![
        Chart {
            id: "approvals",
            title: Text::new("承認（週ごと）", "Approvals by week"),
            note: None,
            bars: approvals(reader, today)?,
        },
        Chart {
            id: "open_invitations",
            title: Text::new("未回答の招待の経過日数", "Age of open invitations"),
            note: None,
            bars: aged(&reader.open_invitations_by_day()?, today, &[7, 14, 21, 30]),
        },
        Chart {
            id: "passwords",
            title: Text::new("パスワードの変更期限（月ごと）", "Passwords due by month"),
            note: passwords.is_empty().then_some(NO_PERIOD),
            bars: passwords,
        },
        Chart {
            id: "trainings",
            title: Text::new("教育の期限（月ごと）", "Trainings due by month"),
            note: None,
            bars: due(&reader.trainings_by_day()?, settings.training_months, today),
        },
        Chart {
            id: "archive",
            title: Text::new("保管庫へ移していない終了グループ", "Ended groups not in the archive"),
            note: None,
            bars: aged(&reader.waiting_groups_by_day()?, today, &[settings.archive_within_days, 30, 90]),
        },
    ])
}

const NO_PERIOD: Text =
    Text::new("定期の変更は求めない定めです。", "The office's rule asks for no regular change.");

/// Approvals by week, from Monday, the oldest first.
fn approvals(reader: &Reader<'_>, on: Day) -> Result<Vec<Bar>, StoreError> {
    let monday = |day: Day| day - Days::new(day.weekday().num_days_from_monday().into());
    let first = monday(on) - Days::new(7 * (WEEKS - 1));
    let mut weeks: BTreeMap<Day, u64> = (0..WEEKS).map(|week| (first + Days::new(7 * week), 0)).collect();
    for (day, count) in reader.approvals_by_day(first)? {
        if let Some(week) = day.and_then(|day| weeks.get_mut(&monday(day))) {
            *week += count;
        }
    }
    let bar = |(day, count): (Day, u64)| Bar {
        key: day.to_string(),
        label: sentence!("{month}/{day}の週", "week of {month}/{day}", month = day.month(), day = day.day()),
        count,
    };
    Ok(weeks.into_iter().map(bar).collect())
}

/// Counts by how many days ago they are: up to each limit, and beyond the last.
fn aged(counted: &[OfDay], on: Day, limits: &[u32]) -> Vec<Bar> {
    let mut limits: Vec<i64> = limits.iter().copied().map(i64::from).collect();
    limits.sort_unstable();
    limits.dedup();
    let age = |day: Option<Day>| day.map_or(0, |day| (on - day).num_days().max(0));
    let within = |from: i64, until: i64| -> u64 {
        counted.iter().filter(|(day, _)| (from..=until).contains(&age(*day))).map(|(_, count)| count).sum()
    };
    let (mut bars, mut from) = (Vec::new(), 0);
    for until in limits {
        bars.push(Bar {
            key: format!("{from}-{until}"),
            label: sentence!("{from}～{until}日", "{from} to {until} days", from = from, until = until),
            count: within(from, until),
        });
        from = until + 1;
    }
    bars.push(Bar {
        key: format!("{from}-"),
        label: sentence!("{from}日以上", "{from} days or more", from = from),
        count: within(from, i64::MAX),
    });
    bars
}

/// What was last done on a day falls due so many months later: the unknown, what is over, what lies ahead.
fn due(done: &[OfDay], months: u32, on: Day) -> Vec<Bar> {
    let first_of = |day: Day| day.with_day(1).unwrap_or(day);
    let ahead: Vec<Day> = (0..MONTHS).map(|month| add_months(first_of(on), month)).collect();
    let last = add_months(first_of(on), MONTHS);
    let count = |is_meant: &dyn Fn(Option<Day>) -> bool| -> u64 {
        let meant = done.iter().filter(|(day, _)| is_meant(day.map(|day| after_months(day, months))));
        meant.map(|(_, count)| count).sum()
    };
    let word = |key: &str, label: Text, count: u64| Bar { key: key.to_owned(), label: label.into(), count };
    let mut bars = vec![
        word("unknown", Text::new("記録なし", "no record"), count(&|due| due.is_none())),
        word("overdue", Text::new("期限超過", "overdue"), count(&|due| due.is_some_and(|due| due < on))),
    ];
    bars.extend(ahead.into_iter().map(|month| {
        let key = month.format("%Y-%m").to_string();
        let (y, m) = (month.year(), month.month());
        let label = sentence!("{year}年{month}月", "{key}", year = y, month = m, key = key);
        Bar { key, label, count: count(&|due| due.is_some_and(|due| due >= on && first_of(due) == month)) }
    }));
    bars.push(word("later", Text::new("その後", "later"), count(&|due| due.is_some_and(|due| due >= last))));
    bars
}

/// JSON of a chart.
impl Serialize for Chart {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Chart", 6)?;
        out.serialize_field("chart", self.id)?;
        out.serialize_field("title", self.title.ja)?;
        out.serialize_field("title_en", self.title.en)?;
        out.serialize_field("note", &self.note.map(|note| note.ja))?;
        out.serialize_field("note_en", &self.note.map(|note| note.en))?;
        out.serialize_field("bars", &self.bars)?;
        out.end()
    }
}

/// JSON of a bar.
impl Serialize for Bar {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Bar", 4)?;
        out.serialize_field("key", &self.key)?;
        out.serialize_field("label", self.label.get(Lang::Ja))?;
        out.serialize_field("label_en", self.label.get(Lang::En))?;
        out.serialize_field("count", &self.count)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::Answers;
    use crate::testing::{World, day};

    fn told(bars: &[Bar]) -> String {
        bars.iter().map(|bar| format!("{}:{}", bar.key, bar.count)).collect::<Vec<_>>().join(" ")
    }

    fn counted(days: &[(&str, u64)]) -> Vec<OfDay> {
        days.iter().map(|(day, count)| (day.parse().ok(), *count)).collect()
    }

    #[test]
    fn an_approval_counts_in_its_week_from_monday() {
        let mut world = World::new();
        let bars = |world: &World| charts(&world.reader(), &world.ctx).unwrap()[0].bars.clone();
        let before = bars(&world);
        world.act("invitation.approve", "I-0001", Answers::default());
        let after = bars(&world);
        assert_eq!(after.last().unwrap().key, "2026-11-23", "a Monday, and today");
        assert_eq!(after.last().unwrap().count, before.last().unwrap().count + 1);
        assert_eq!(after.len(), WEEKS as usize);
    }

    #[test]
    fn what_was_made_to_day_and_what_is_older_than_every_limit_has_its_bar() {
        let days = counted(&[("2026-11-23", 2), ("2026-11-16", 1), ("2026-11-15", 4), ("2025-01-01", 8)]);
        assert_eq!(told(&aged(&days, day("2026-11-23"), &[30, 7, 7])), "0-7:3 8-30:4 31-:8");
    }

    #[test]
    fn what_falls_due_stands_in_its_month_until_its_last_day_is_over() {
        let done =
            counted(&[("", 1), ("2026-09-22", 2), ("2026-09-23", 4), ("2026-12-31", 8), ("2027-06-01", 16)]);
        assert_eq!(
            told(&due(&done, 2, day("2026-11-23"))),
            "unknown:1 overdue:2 2026-11:4 2026-12:0 2027-01:0 2027-02:8 2027-03:0 later:16"
        );
    }

    #[test]
    fn what_is_overdue_is_what_todays_list_has() {
        let world = World::demo();
        let (reader, ctx) = (world.reader(), &world.ctx);
        let due = crate::listings::today::due_today(&reader, ctx).unwrap();
        let charts = charts(&reader, ctx).unwrap();
        for (chart, check) in [("passwords", "password_change"), ("trainings", "training")] {
            let bars = &charts.iter().find(|one| one.id == chart).unwrap().bars;
            let over = due.iter().filter(|due| due.id == check).count() as u64;
            let shown: u64 = bars.iter().filter(|bar| bar.key == "overdue").map(|bar| bar.count).sum();
            let never = bars.iter().find(|bar| bar.key == "unknown").unwrap().count;
            let never = if chart == "trainings" { never } else { 0 };
            assert_eq!(shown + never, over, "{chart}");
        }
    }

    #[test]
    fn an_office_that_asks_for_no_change_of_passwords_is_told_so_in_place_of_a_chart() {
        let mut world = World::demo();
        world.ctx.settings.password_months = None;
        let charts = charts(&world.reader(), &world.ctx).unwrap();
        let told: Vec<(&str, bool)> =
            charts.iter().map(|chart| (chart.id, chart.bars.is_empty() && chart.note.is_some())).collect();
        assert_eq!(told.iter().filter(|(_, is_told)| *is_told).collect::<Vec<_>>(), [&("passwords", true)]);
    }
}
