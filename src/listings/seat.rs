//! Seats in the administrators' room (MCS管理者の部屋; 第3条(3)): who must be in it, and who is.
//!
//! An office sees its own people by name; the city's desk sees offices and numbers.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{OneCase, SeatCase};
use crate::domain::{Case, Context, Noun};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::{Day, today};
use crate::text::{Sentence, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Seat,
    columns: &[
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (6, 12),
            gives_way: 0,
            cell: |c, x| of(c, x, |seat, _| state(seat)),
        },
        Column {
            id: "office",
            label: Text::new("事業所", "Office"),
            width: (14, 40),
            gives_way: 1,
            cell: |c, x| of(c, x, |seat, _| Cell::raw(&seat.office_name)),
        },
        Column {
            id: "user",
            label: Text::new("番号", "Id"),
            width: (6, 10),
            gives_way: 0,
            cell: |c, x| of(c, x, |seat, _| Cell::raw(&seat.user.to_string())),
        },
        Column {
            id: "name",
            label: Text::new("氏名", "Name"),
            width: (0, 20),
            gives_way: 2,
            cell: |c, x| of(c, x, |seat, _| Cell::raw(&seat.name)),
        },
        Column {
            id: "admin_since",
            label: Text::new("任命", "Appointed"),
            width: (10, 10),
            gives_way: 3,
            cell: |c, x| of(c, x, |seat, _| seat.admin_since.map(day).unwrap_or_default()),
        },
        Column {
            id: "since",
            label: Text::new("参加", "Since"),
            width: (10, 10),
            gives_way: 2,
            cell: |c, x| of(c, x, |seat, _| since(seat).map(day).unwrap_or_default()),
        },
    ],
    orders: &[
        Choice { id: "open", label: Text::new("不参加が先", "missing first") },
        Choice { id: "office", label: Text::new("事業所順", "by office") },
    ],
    tallies: &[
        Choice { id: "missing", label: Text::new("不参加", "missing") },
        Choice { id: "present", label: Text::new("参加中", "taking part") },
        Choice { id: "gone", label: Text::new("退出が必要", "to leave") },
    ],
    page: |reader, ask, window, limit| reader.seats(ask, window, limit),
    locate: |reader, ask, id| reader.locate_seat(ask, id),
    count: |reader, ask| reader.count_seats(ask),
    details: |case, _| SeatCase::of(case).map(details).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, _| SeatCase::of(case).map_or(serde_json::Value::Null, json),
};

fn of(case: &Case, ctx: &Context, cell: fn(&SeatCase, &Context) -> Cell) -> Cell {
    SeatCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn state(seat: &SeatCase) -> Cell {
    match (&seat.membership, seat.admin_since) {
        (None, _) => Cell::plain(Text::new("不参加", "Missing")).toned(Tone::Bad),
        (Some(_), Some(_)) => Cell::plain(Text::new("参加中", "Taking part")).toned(Tone::Good),
        (Some(_), None) => Cell::plain(Text::new("退出が必要", "To leave")).toned(Tone::Caution),
    }
}

fn since(seat: &SeatCase) -> Option<Day> {
    seat.membership.as_ref().map(|membership| today(membership.joined_at))
}

fn day(day: Day) -> Cell {
    Cell::plain(told(day)).toned(Tone::Muted)
}

fn told(day: Day) -> Sentence {
    sentence!("{day}", "{day}", day = day)
}

fn details(seat: &SeatCase) -> Details {
    let name = if seat.name.is_empty() { &seat.office_name } else { &seat.name };
    let title =
        vec![person::id(seat.id()), Cell::raw(name).toned(Tone::Strong), person::id(seat.user), state(seat)];
    let line = |label, value, clause, tone| Line { label, value, clause: Some(id(clause)), tone };
    let appointed =
        seat.admin_since.map_or_else(|| Text::new("任命なし", "no longer appointed").into(), told);
    let taking_part = since(seat).map_or_else(|| Text::new("参加していない", "not in the room").into(), told);
    let tone = if seat.membership.is_none() { Tone::Bad } else { Tone::Plain };
    let lines = vec![
        Line {
            clause: None,
            ..line(Text::new("事業所", "Office"), raw(&seat.office_name), "3-3", Tone::Plain)
        },
        line(Text::new("MCS管理者", "Administrator"), appointed, "7", Tone::Plain),
        line(Text::new("部屋への参加", "In the room since"), taking_part, "3-3", tone),
    ];
    let outlook = match (&seat.membership, seat.admin_since) {
        (None, _) => Text::new(
            "MCS管理者は「MCS管理者の部屋」に参加します。MCSで招待し、受理されたら参加を記録します。",
            "Every administrator takes part in the room. Invite in MCS; once accepted, record it here.",
        ),
        (Some(_), Some(_)) => return Details { title, lines, outlook: Vec::new() },
        (Some(_), None) => Text::new(
            "MCS管理者ではなくなりました。MCSで部屋から外し、退出を記録します。",
            "No longer an administrator: remove from the room in MCS, and record it here.",
        ),
    };
    Details { title, lines, outlook: vec![outlook.into()] }
}

fn raw(text: &str) -> Sentence {
    let shown = crate::text::Shown::new(text);
    sentence!("{text}", "{text}", text = shown)
}

/// The object of `room list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    user: String,
    name: &'a str,
    office: String,
    office_name: &'a str,
    admin_since: Option<String>,
    since: Option<String>,
    membership: Option<String>,
}

fn json(seat: &SeatCase) -> serde_json::Value {
    super::value(&Json {
        id: seat.id().to_string(),
        version: seat.version,
        user: seat.user.to_string(),
        name: &seat.name,
        office: seat.office.to_string(),
        office_name: &seat.office_name,
        admin_since: seat.admin_since.map(|day| day.to_string()),
        since: since(seat).map(|day| day.to_string()),
        membership: seat.membership.as_ref().map(|membership| membership.id.to_string()),
    })
}
