//! The office itself (事業所) as a list of one: its details, and what 様式1 asks of it.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{OfficeCase, OneCase};
use crate::domain::{Case, Context, Noun, OfficeState};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Office,
    columns: &[
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (8, 22),
            gives_way: 0,
            cell: |c, x| of(c, x, |o, _| Cell::plain(o.office.state.label())),
        },
        Column {
            id: "name",
            label: Text::new("事業所名", "Name"),
            width: (10, 36),
            gives_way: 0,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.name)),
        },
        Column {
            id: "kind",
            label: Text::new("事業所種別", "Kind"),
            width: (8, 24),
            gives_way: 2,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.kind)),
        },
        Column {
            id: "phone",
            label: Text::new("電話番号", "Phone"),
            width: (8, 16),
            gives_way: 1,
            cell: |c, x| of(c, x, |o, _| Cell::raw(&o.office.phone)),
        },
    ],
    orders: &[Choice { id: "name", label: Text::new("名称順", "by name") }],
    tallies: &[],
    page: |reader, ask, window, limit| reader.own_office(ask, window, limit),
    locate: |reader, ask, id| reader.locate_office(ask, id),
    count: |reader, ask| reader.count_offices(ask),
    details: |case, _| OfficeCase::of(case).map(details).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, _| OfficeCase::of(case).map_or(serde_json::Value::Null, json),
};

fn of(case: &Case, ctx: &Context, cell: fn(&OfficeCase, &Context) -> Cell) -> Cell {
    OfficeCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn details(case: &OfficeCase) -> Details {
    let office = &case.office;
    let title = vec![
        person::id(office.id),
        Cell::raw(&office.name).toned(Tone::Strong),
        Cell::plain(office.state.label()),
    ];
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
    lines.push(Line {
        label: Text::new("MCS管理者", "Administrators"),
        value: sentence!("{n}名", "{n}", n = case.admins),
        clause: Some(id("7")),
        tone: if case.admins == 1 { Tone::Caution } else { Tone::Plain },
    });
    Details { title, lines, outlook: Vec::new() }
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
    admins: u32,
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
        admins: case.admins,
    })
}
