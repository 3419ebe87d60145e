//! 月次報告書: what the month came to, for the office's head: numbers, trends, what is open, what was decided.

use std::collections::BTreeMap;

use chrono::{Datelike, Days};

use crate::domain::{Context, Noun};
use crate::listings::today::{Due, due_today};
use crate::paper::blocks::{Page, Voice};
use crate::paper::content::day;
use crate::paper::error::Unfit;
use crate::paper::forms::office;
use crate::paper::order::{Filled, Order};
use crate::sentence;
use crate::store::Reader;
use crate::store::tally::{group, user};
use crate::store::trend::OfDay;
use crate::text::date::{Day, add_months, wareki};

/// Months of a chart.
const MONTHS: i32 = 12;
/// Months that lie ahead in a chart of what falls due.
const AHEAD: i32 = 6;
/// The columns of a chart of ages, by their last day; older ones stand in one more.
const AGES: [(i64, &str); 4] = [(7, "7日まで"), (14, "14日まで"), (21, "21日まで"), (30, "30日まで")];

/// Fills the report of a month: of the one in progress up to today.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let today = ctx.today();
    let first = first_of(order.month.unwrap_or(today));
    if first > today {
        return Err(Unfit::Wanting(vec![sentence!(
            "{month} はまだ来ていない月です",
            "{month} has not come yet",
            month = first
        )]));
    }
    let last = (add_months(first, 1) - Days::new(1)).min(today);
    let page = Page::new("MCS運用月次報告書", &office)
        .from(Voice::Admin, &ctx.actor.name)
        .fields(&[("対象期間", "text", &format!("{}から{}まで", wareki(first), wareki(last)))])
        .heading(&format!("現在の状況（{}現在）", wareki(today)))
        .numbers(&standing(reader)?)
        .heading("推移と見通し");
    let page = charts(page, reader, ctx, first)?;
    let duties = open_duties(&due_today(reader, ctx)?);
    let decisions = reader.decisions_between(first, last)?;
    let refused = reader.refused_between(first, last)?;
    let page = page
        .heading("未了の対応")
        .table(&["条項", "内容", "件数", "最も早い期限"], &[1.3, 2.6, 0.7, 2.0], duties)
        .heading("期間中の決定")
        .table(
            &["操作", "件数"],
            &[4.0, 1.0],
            decisions.into_iter().map(|(action, count)| vec![action, count.to_string()]).collect(),
        )
        .naming_actions(0)
        .remark(format!("規程により認められなかった操作：{refused}件"))
        .signs(&["MCS管理者", "管理者氏名"]);
    Ok(page.about(None))
}

/// How many of everything there are now.
fn standing(reader: &Reader<'_>) -> Result<[(&'static str, u64, &'static str); 6], Unfit> {
    let count = |tally| -> Result<u64, Unfit> { Ok(reader.tally(tally)?.count.into()) };
    let invitations = reader.open_invitations_by_day()?;
    Ok([
        ("登録ユーザー", count(&user::REGISTERED)?, "名"),
        ("連携元グループ", count(&group::OWN)?, "件"),
        ("ユーザーの参加", count(&user::MEMBERSHIPS)?, "件"),
        ("未回答の招待", invitations.iter().map(|(_, count)| count).sum(), "件"),
        ("対応中の事案", open(reader, Noun::Incident)?, "件"),
        ("対応中の請求", open(reader, Noun::Request)?, "件"),
    ])
}

fn open(reader: &Reader<'_>, noun: Noun) -> Result<u64, Unfit> {
    Ok(reader.open_records_of(noun)?.len() as u64)
}

fn charts(page: Page, reader: &Reader<'_>, ctx: &Context, first: Day) -> Result<Page, Unfit> {
    let since = add_months(first, 1 - MONTHS);
    let approvals = reader.approvals_by_day(since)?;
    let backlog = months(since, MONTHS).into_iter().map(|month| {
        let end = (add_months(month, 1) - Days::new(1)).min(ctx.today());
        Ok((name(month), reader.archive_backlog(end)?))
    });
    let backlog: Vec<(String, u64)> = backlog.collect::<Result<_, Unfit>>()?;
    let past: Vec<(String, u64)> =
        months(since, MONTHS).into_iter().map(|m| (name(m), of(&approvals, m))).collect();
    let page = page
        .chart("承認の件数（月別）", "件", &past)
        .chart("利用が終わり、保管庫へ移していないグループ（月末）", "件", &backlog)
        .chart("未回答の招待の経過日数", "件", &ages(reader, ctx)?);
    let settings = &ctx.settings;
    let page = match settings.password_months {
        Some(period) => page.chart(
            "パスワードの変更期限（月別）",
            "名",
            &falling_due(&reader.passwords_by_day()?, period, ctx.today()),
        ),
        None => page,
    };
    Ok(page.chart(
        "教育の期限（月別）",
        "名",
        &falling_due(&reader.trainings_by_day()?, settings.training_months, ctx.today()),
    ))
}

/// Open invitations by their age in days.
fn ages(reader: &Reader<'_>, ctx: &Context) -> Result<Vec<(String, u64)>, Unfit> {
    let mut columns: Vec<(String, u64)> = AGES.iter().map(|(_, name)| ((*name).to_owned(), 0)).collect();
    columns.push(("31日以上".to_owned(), 0));
    for (invited, count) in reader.open_invitations_by_day()? {
        let age = invited.map_or(0, |invited| (ctx.today() - invited).num_days());
        let at = AGES.iter().position(|(most, _)| age <= *most).unwrap_or(AGES.len());
        columns[at].1 += count;
    }
    Ok(columns)
}

/// What falls due by month, from the last time of each and a period: the unknown, what is over, what lies ahead.
fn falling_due(last: &[OfDay], period: u32, today: Day) -> Vec<(String, u64)> {
    let this = first_of(today);
    let mut columns = vec![("未記録".to_owned(), 0), ("超過".to_owned(), 0)];
    let ahead = months(this, AHEAD);
    columns.extend(ahead.iter().map(|month| (name(*month), 0)));
    columns.push(("以降".to_owned(), 0));
    for (day, count) in last {
        let due = day.map(|day| add_months(first_of(day), period.cast_signed()));
        let at = match due {
            None => 0,
            Some(due) if due < this => 1,
            Some(due) => ahead.iter().position(|month| *month == due).map_or(columns.len() - 1, |at| at + 2),
        };
        columns[at].1 += count;
    }
    columns
}

/// What is open, kind by kind: most pressing first, each with its earliest day.
fn open_duties(due: &[Due]) -> Vec<Vec<String>> {
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut by_kind: BTreeMap<&str, Vec<&Due>> = BTreeMap::new();
    for row in due {
        if !kinds.contains(&row.id) {
            kinds.push(row.id);
        }
        by_kind.entry(row.id).or_default().push(row);
    }
    let line = |kind: &&str| {
        let rows = &by_kind[*kind];
        let until = rows.iter().filter_map(|row| row.until).min();
        vec![
            rows[0].clause.clause().shown_as.ja.to_owned(),
            rows[0].kind.ja.to_owned(),
            rows.len().to_string(),
            if until.is_none() { "期限なし".to_owned() } else { day(until) },
        ]
    };
    kinds.iter().map(line).collect()
}

fn first_of(day: Day) -> Day {
    day.with_day(1).unwrap_or(day)
}

fn months(from: Day, count: i32) -> Vec<Day> {
    (0..count).map(|n| add_months(from, n)).collect()
}

/// 11月
fn name(month: Day) -> String {
    format!("{}月", month.month())
}

fn of(counted: &[OfDay], month: Day) -> u64 {
    counted.iter().filter(|(day, _)| day.map(first_of) == Some(month)).map(|(_, count)| count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_due_stands_in_its_month_and_the_unknown_apart() {
        let last = [("", 3), ("2026-08-31", 4), ("2026-09-02", 5), ("2026-10-01", 6), ("2027-09-30", 7)];
        let last: Vec<OfDay> = last.into_iter().map(|(day, n)| (day.parse().ok(), n)).collect();
        let columns = falling_due(&last, 2, "2026-11-23".parse().unwrap());
        let told: Vec<String> = columns.iter().map(|(name, n)| format!("{name}{n}")).collect();
        assert_eq!(told.join(" "), "未記録3 超過4 11月5 12月6 1月0 2月0 3月0 4月0 以降7");
    }
}
