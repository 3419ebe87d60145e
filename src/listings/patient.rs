//! The list of patients (患者) of the office: name, reading, birth date, group.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{OneCase, PatientCase};
use crate::domain::{Case, Context, Group, GroupState, Noun};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::{Shown, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Patient,
    columns: &[
        Column {
            id: "name",
            label: Text::new("氏名", "Name"),
            width: (10, 24),
            gives_way: 0,
            cell: |c, x| of(c, x, |p, _| Cell::raw(&p.patient.name)),
        },
        Column {
            id: "kana",
            label: Text::new("ふりがな", "Reading"),
            width: (8, 24),
            gives_way: 2,
            cell: |c, x| of(c, x, |p, _| Cell::raw(&p.patient.kana)),
        },
        Column {
            id: "born_on",
            label: Text::new("生年月日", "Birth date"),
            width: (10, 12),
            gives_way: 0,
            cell: |c, x| of(c, x, born),
        },
        Column {
            id: "group",
            label: Text::new("グループ", "Group"),
            width: (8, 30),
            gives_way: 1,
            cell: |c, x| of(c, x, group),
        },
    ],
    orders: &[
        Choice { id: "kana", label: Text::new("五十音順", "by reading") },
        Choice { id: "name", label: Text::new("氏名順", "by name") },
        Choice { id: "number", label: Text::new("番号順", "by id") },
    ],
    tallies: &[
        Choice { id: "no_birth_date", label: Text::new("生年月日なし", "no birth date") },
        Choice { id: "no_group", label: Text::new("グループなし", "no group") },
    ],
    page: |reader, ask, window, limit| reader.patients(ask, window, limit),
    locate: |reader, ask, id| reader.locate_patient(ask, id),
    count: |reader, ask| reader.count_patients(ask),
    details: |case, _| PatientCase::of(case).map(details).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, _| PatientCase::of(case).map_or(serde_json::Value::Null, json),
};

fn of(case: &Case, ctx: &Context, cell: fn(&PatientCase, &Context) -> Cell) -> Cell {
    PatientCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn born(case: &PatientCase, _: &Context) -> Cell {
    match case.patient.born_on {
        Some(day) => Cell::plain(sentence!("{day}", "{day}", day = day)),
        None => Cell::plain(Text::new("なし", "none")).toned(Tone::Muted),
    }
}

fn group(case: &PatientCase, _: &Context) -> Cell {
    case.groups.first().map_or_else(Cell::default, |group| {
        let tone = if group.state == GroupState::Active { Tone::Plain } else { Tone::Muted };
        Cell::raw(&group.title).toned(tone)
    })
}

fn details(case: &PatientCase) -> Details {
    let patient = &case.patient;
    let title = vec![person::id(patient.id), Cell::raw(&patient.name).toned(Tone::Strong)];
    let mut lines: Vec<Line> =
        person::typed_line(Text::new("ふりがな", "Reading"), &patient.kana).into_iter().collect();
    let born = match patient.born_on {
        Some(day) => sentence!("{day}", "{day}", day = day),
        None => Text::new("記録なし", "not on record").into(),
    };
    lines.push(Line {
        label: Text::new("生年月日", "Birth date"),
        value: born,
        clause: Some(id("F3-4-1")),
        tone: Tone::Plain,
    });
    lines.extend(case.groups.iter().map(group_line));
    Details { title, lines, outlook: Vec::new() }
}

fn group_line(group: &Group) -> Line {
    Line {
        label: Text::new("グループ", "Group"),
        value: sentence!(
            "{id} {title} {state}",
            "{id} {title} {state}",
            id = group.id,
            title = Shown::new(&group.title),
            state = group.state.label()
        ),
        clause: Some(id("N1-2")),
        tone: if group.state == GroupState::Active { Tone::Plain } else { Tone::Muted },
    }
}

/// The object of `patient list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    name: &'a str,
    kana: &'a str,
    born_on: Option<String>,
    groups: Vec<String>,
}

fn json(case: &PatientCase) -> serde_json::Value {
    let patient = &case.patient;
    super::value(&Json {
        id: patient.id.to_string(),
        version: patient.version,
        name: &patient.name,
        kana: &patient.kana,
        born_on: patient.born_on.map(|day| day.to_string()),
        groups: case.groups.iter().map(|group| group.id.to_string()).collect(),
    })
}
