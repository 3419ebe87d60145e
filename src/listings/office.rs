//! Offices (事業所): the own one as a list of one, with what 様式1 asks of it; for the city's desk every office, with
//! what is counted in it.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, desk, person};
use crate::domain::case::{OfficeCase, OneCase, Survey};
use crate::domain::{Case, Context, Noun, Office, OfficeState};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::Day;
use crate::text::width::cells;
use crate::text::{Sentence, Shown, Text};

/// A number that the desk counts in an office; no column at all for whoever is no desk.
macro_rules! counted {
    ($id:literal, $ja:literal, $en:literal, $gives_way:literal, $number:ident, $tone:expr) => {
        Column {
            id: $id,
            label: Text::new($ja, $en),
            width: (0, 8),
            gives_way: $gives_way,
            cell: |c, x| {
                of(c, x, |o, x| match o.survey {
                    Some(survey) => number(survey.$number, $tone, $ja, $en),
                    None if desk::counts_in(o, x) => not_yet($ja, $en),
                    None => Cell::default(),
                })
            },
        }
    };
}

/// The listing: the own office; for the city's desk every office, with what is counted in it.
pub static LISTING: Listing = Listing {
    noun: Noun::Office,
    columns: &[
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (8, 14),
            gives_way: 0,
            cell: |c, x| of(c, x, |o, _| state(&o.office)),
        },
        Column {
            id: "name",
            label: Text::new("事業所名", "Name"),
            width: (14, 40),
            gives_way: 1,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.name)),
        },
        counted!("open", "要対応", "To do", 0, open, Tone::Bad),
        counted!("review", "要検討", "Review", 2, review, Tone::Caution),
        counted!("late", "期限超過", "Late", 0, late, Tone::Bad),
        counted!("due", "本日", "Due", 2, due, Tone::Plain),
        counted!("users", "ユーザー", "Users", 3, users, Tone::Plain),
        counted!("groups", "グループ", "Groups", 3, groups, Tone::Plain),
        Column {
            id: "published_on",
            label: Text::new("公開日", "Published"),
            width: (0, 10),
            gives_way: 4,
            cell: |c, x| of(c, x, |o, _| o.office.published_on.map(day).unwrap_or_default()),
        },
        Column {
            id: "kind",
            label: Text::new("事業所種別", "Kind"),
            width: (8, 24),
            gives_way: 5,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.kind)),
        },
        Column {
            id: "phone",
            label: Text::new("電話番号", "Phone"),
            width: (8, 16),
            gives_way: 6,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.phone)),
        },
    ],
    orders: &[
        Choice { id: "state", label: Text::new("状態順", "by state") },
        Choice { id: "name", label: Text::new("名称順", "by name") },
    ],
    tallies: &[
        Choice { id: "on_the_way", label: Text::new("手続中", "on the way") },
        Choice { id: "published", label: Text::new("公開済", "published") },
        Choice { id: "unpublished", label: Text::new("未公開", "unpublished") },
    ],
    page: |reader, ask, window, limit| reader.offices(ask, window, limit),
    locate: |reader, ask, id| reader.locate_office(ask, id),
    count: |reader, ask| reader.count_offices(ask),
    details: |case, _| OfficeCase::of(case).map(details).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, _| OfficeCase::of(case).map_or(serde_json::Value::Null, json),
};

fn of(case: &Case, ctx: &Context, cell: fn(&OfficeCase, &Context) -> Cell) -> Cell {
    OfficeCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

/// How far the office has come; a published one says so.
fn state(office: &Office) -> Cell {
    match office.state {
        OfficeState::Registered if office.is_published() => {
            Cell::plain(Text::new("公開済", "Published")).toned(Tone::Good)
        }
        OfficeState::Registered if office.agreed_on.is_none() => {
            Cell::plain(Text::new("名称のみ", "Name only")).toned(Tone::Muted)
        }
        OfficeState::Draft | OfficeState::Submitted | OfficeState::Forwarded => {
            Cell::plain(office.state.label()).or_short(short(office.state)).toned(Tone::Caution)
        }
        OfficeState::Registered => Cell::plain(office.state.label()),
        OfficeState::Withdrawn => Cell::plain(office.state.label()).toned(Tone::Muted),
    }
}

/// The same in fewer cells.
fn short(state: OfficeState) -> Text {
    match state {
        OfficeState::Submitted => Text::new("市へ提出", "Submitted"),
        OfficeState::Forwarded => Text::new("送付済", "Forwarded"),
        OfficeState::Draft | OfficeState::Registered | OfficeState::Withdrawn => state.label(),
    }
}

/// A number as wide as its heading, so that the heading can be read.
fn number(n: u32, tone: Tone, ja: &str, en: &str) -> Cell {
    let tone = if n > 0 { tone } else { Tone::Muted };
    let text = format!("{n:>width$}", width = cells(ja).max(cells(en)));
    Cell::plain(sentence!("{n}", "{n}", n = text)).toned(tone)
}

/// The place of a number that is still to be counted: no column moves when it comes.
fn not_yet(ja: &str, en: &str) -> Cell {
    let blank = " ".repeat(cells(ja).max(cells(en)));
    Cell::plain(sentence!("{blank}", "{blank}", blank = blank))
}

fn day(day: Day) -> Cell {
    Cell::plain(sentence!("{day}", "{day}", day = day)).toned(Tone::Muted)
}

fn details(case: &OfficeCase) -> Details {
    let office = &case.office;
    let title = vec![person::id(office.id), Cell::raw(&office.name).toned(Tone::Strong), state(office)];
    let agreed = match office.agreed_on {
        Some(day) => sentence!("{day}", "{day}", day = day),
        None => Text::new("記録なし", "not on record").into(),
    };
    let mut lines = vec![
        asked(Text::new("事業所種別", "Kind"), &office.kind),
        asked(Text::new("郵便番号", "Postal code"), &office.postal_code),
        asked(Text::new("所在地", "Address"), &office.address),
        asked(Text::new("電話番号", "Phone"), &office.phone),
        asked(Text::new("事業所の管理者", "Head"), &office.head_name),
        asked(Text::new("同メール", "Head's mail"), &office.head_mail),
    ];
    lines.push(Line {
        label: Text::new("規程への同意", "Agreed on"),
        value: agreed,
        clause: Some(id("3-1")),
        tone: Tone::Plain,
    });
    let published = match office.published_on {
        Some(day) => sentence!("{day}から", "since {day}", day = day),
        None => Text::new("公開していない", "not published").into(),
    };
    lines.push(Line {
        label: Text::new("一覧での公開", "In the list"),
        value: published,
        clause: Some(id("3-2")),
        tone: Tone::Plain,
    });
    lines.push(Line {
        label: Text::new("MCS管理者", "Administrators"),
        value: sentence!("{n}名", "{n}", n = case.admins),
        clause: Some(id("7")),
        tone: if case.admins == 1 { Tone::Caution } else { Tone::Plain },
    });
    lines.extend(case.survey.iter().flat_map(survey_lines));
    Details { title, lines, outlook: Vec::new() }
}

/// What the desk counts in it, and no name of anybody.
fn survey_lines(survey: &Survey) -> [Line; 3] {
    let line = |label, value, tone| Line { label, value, clause: None, tone };
    let clauses = sentence!(
        "要対応 {open}、要検討 {review}、未点検 {unknown}（条項ごとには 5）",
        "action needed {open}, to review {review}, not checked {unknown} (5 shows each)",
        open = survey.open,
        review = survey.review,
        unknown = survey.unknown
    );
    let due = sentence!(
        "本日の対応 {due}件、うち期限を過ぎた報告・回答 {late}件",
        "{due} due today; reports and answers past their clock: {late}",
        due = survey.due,
        late = survey.late
    );
    let size = sentence!(
        "ユーザー {users}名、グループ {groups}",
        "{users} users, {groups} groups",
        users = survey.users,
        groups = survey.groups
    );
    let tone = |n: u32, tone| if n > 0 { tone } else { Tone::Plain };
    [
        line(Text::new("規程", "Clauses"), clauses, tone(survey.open, Tone::Caution)),
        line(Text::new("対応", "Due"), due, tone(survey.late, Tone::Bad)),
        line(Text::new("規模", "Size"), size, Tone::Plain),
    ]
}

/// A box of 様式1; an empty one wants a look.
fn asked(label: Text, typed: &str) -> Line {
    let shown = Shown::new(typed).to_string();
    let (value, tone) = match typed {
        "" => (Text::new("記入なし", "blank").into(), Tone::Caution),
        _ => (Sentence::new(shown.clone(), shown), Tone::Plain),
    };
    Line { label, value, clause: Some(id("F1-2")), tone }
}

/// The object of `office show --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    state: OfficeState,
    name: &'a str,
    kind: &'a str,
    postal_code: &'a str,
    address: &'a str,
    phone: &'a str,
    head_name: &'a str,
    head_mail: &'a str,
    agreed_on: Option<String>,
    published_on: Option<String>,
    admins: u32,
    survey: Option<SurveyJson>,
}

/// What the city's desk counts; `null` for everybody else.
#[derive(Serialize)]
struct SurveyJson {
    users: u32,
    groups: u32,
    due: u32,
    late: u32,
    open: u32,
    review: u32,
    unknown: u32,
}

fn json(case: &OfficeCase) -> serde_json::Value {
    let office = &case.office;
    super::value(&Json {
        id: office.id.to_string(),
        version: office.version,
        state: office.state,
        name: &office.name,
        kind: &office.kind,
        postal_code: &office.postal_code,
        address: &office.address,
        phone: &office.phone,
        head_name: &office.head_name,
        head_mail: &office.head_mail,
        agreed_on: office.agreed_on.map(|day| day.to_string()),
        published_on: office.published_on.map(|day| day.to_string()),
        admins: case.admins,
        survey: case.survey.map(|survey| {
            let Survey { users, groups, due, late, open, review, unknown } = survey;
            SurveyJson { users, groups, due, late, open, review, unknown }
        }),
    })
}
