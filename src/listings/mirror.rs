//! The list of mirror marks (MCS未反映): what is decided and still to be carried out in MCS.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{MirrorCase, OneCase};
use crate::domain::{Case, Context, Id, MirrorState, Noun};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::{clock, instant_iso, today};
use crate::text::{Sentence, Shown, Text};

/// The listing.
///
/// A mark is about an act, and what an act is called stands in the table of actions, after this layer. The
/// list shows the act's id; whoever draws it puts the label beside it.
pub static LISTING: Listing = Listing {
    noun: Noun::Mirror,
    columns: &[
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (9, 16),
            gives_way: 0,
            cell: |c, x| of(c, x, state),
        },
        Column {
            id: "object",
            label: Text::new("対象", "Object"),
            width: (7, 9),
            gives_way: 0,
            cell: |c, x| of(c, x, |m, _| person::id(m.mirror.object)),
        },
        Column {
            id: "about",
            label: Text::new("氏名・グループ名", "About"),
            width: (10, 28),
            gives_way: 0,
            cell: |c, x| of(c, x, |m, _| Cell::raw(&m.about)),
        },
        Column {
            id: "action",
            label: Text::new("操作", "Act"),
            width: (12, 24),
            gives_way: 1,
            cell: |c, x| of(c, x, |m, _| Cell::raw(&m.mirror.action)),
        },
        Column {
            id: "entry",
            label: Text::new("記録", "Entry"),
            width: (6, 8),
            gives_way: 2,
            cell: |c, x| of(c, x, |m, _| person::id(Id { noun: Noun::Entry, number: m.mirror.entry })),
        },
    ],
    orders: &[Choice { id: "decided", label: Text::new("決定順", "by decision") }],
    tallies: &[Choice { id: "pending", label: Text::new("未反映", "to do") }],
    page: |reader, ask, window, limit| reader.mirrors(ask, window, limit),
    locate: |reader, ask, id| reader.locate_mirror(ask, id),
    count: |reader, ask| reader.count_mirrors(ask),
    details: |case, _| MirrorCase::of(case).map(details).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, _| MirrorCase::of(case).map_or(serde_json::Value::Null, json),
};

fn of(case: &Case, ctx: &Context, cell: fn(&MirrorCase, &Context) -> Cell) -> Cell {
    MirrorCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn state(case: &MirrorCase, _: &Context) -> Cell {
    let tone = match case.mirror.state {
        MirrorState::Pending => Tone::Caution,
        MirrorState::Confirmed => Tone::Good,
        MirrorState::Cancelled => Tone::Muted,
    };
    Cell::plain(case.mirror.state.label()).toned(tone)
}

fn details(case: &MirrorCase) -> Details {
    let mirror = &case.mirror;
    let tone = match mirror.state {
        MirrorState::Pending => Tone::Caution,
        MirrorState::Confirmed | MirrorState::Cancelled => Tone::Plain,
    };
    let title = vec![
        person::id(mirror.id),
        person::id(mirror.object),
        Cell::raw(&case.about).toned(Tone::Strong),
        Cell::plain(mirror.state.label()).toned(tone),
    ];
    let what = sentence!(
        "{act}（記録 {n}）",
        "{act} (entry {n})",
        act = Shown::new(&mirror.action),
        n = mirror.entry
    );
    let mut lines = vec![Line {
        label: Text::new("決定", "Decision"),
        value: what,
        clause: Some(id("8")),
        tone: Tone::Plain,
    }];
    lines.extend(settled_line(case));
    Details { title, lines, outlook: outlook(case) }
}

fn settled_line(case: &MirrorCase) -> Option<Line> {
    let at = case.mirror.settled_at?;
    let value = sentence!(
        "{day} {clock} {who}",
        "{day} {clock} {who}",
        day = today(at),
        clock = clock(at),
        who = Shown::new(&case.mirror.settled_by)
    );
    Some(Line { label: case.mirror.state.label(), value, clause: None, tone: Tone::Plain })
}

/// An opposite mark wants the act taken back in MCS.
fn outlook(case: &MirrorCase) -> Vec<Sentence> {
    if case.mirror.state != MirrorState::Pending {
        return Vec::new();
    }
    let words = if case.mirror.opposite {
        Text::new(
            "元に戻した操作です。MCSでも元に戻してください。",
            "The act was undone: undo it in MCS, too.",
        )
    } else {
        Text::new("MCSで同じ操作を行ってから、反映済にします。", "Carry it out in MCS, then mark it done.")
    };
    vec![words.into()]
}

/// The object of `mirror list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    state: MirrorState,
    object: String,
    about: &'a str,
    action: &'a str,
    opposite: bool,
    entry: i64,
    settled_by: &'a str,
    settled_at: Option<String>,
}

fn json(case: &MirrorCase) -> serde_json::Value {
    let mirror = &case.mirror;
    super::value(&Json {
        id: mirror.id.to_string(),
        version: mirror.version,
        state: mirror.state,
        object: mirror.object.to_string(),
        about: &case.about,
        action: &mirror.action,
        opposite: mirror.opposite,
        entry: mirror.entry,
        settled_by: &mirror.settled_by,
        settled_at: mirror.settled_at.map(instant_iso),
    })
}
