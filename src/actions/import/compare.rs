//! Comparing with the list of clients of the office's own care software: who has ended there and is in use here.
//!
//! Matches by the name's key and the birth date, and decides nothing: every row stays to be acted on by a person.
//! What is not sure – no birth date, several of one name – is listed as that.

use std::collections::HashSet;
use std::path::Path;

use super::ImportError;
use crate::domain::{Context, EndReason, Group, GroupId, GroupState, Patient, PatientId};
use crate::exchange::{CLIENTS, Columns, RawRow, Sheet, SheetChoice, Source};
use crate::listings::checklist::{Checklist, Progress, Step};
use crate::regulation::clause::id;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, parse_day};
use crate::text::{Sentence, Shown, Text};

/// What the office's patients in use look like beside the list; writes nothing.
pub fn clients(reader: &Reader<'_>, ctx: &Context, path: &Path) -> Result<Checklist, ImportError> {
    let mut sheet = Sheet::open(Source::open(path, SheetChoice::FirstFilled)?, &CLIENTS)?;
    let columns = sheet.columns().clone();
    let mut compared = Compared::default();
    for row in &mut sheet {
        let client = Client::read(&row?, &columns, ctx.today());
        compared.take(reader, client)?;
    }
    if compared.served > 0 {
        compared.missing(reader)?;
    }
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(compared.checklist(&file))
}

/// A row of the list.
struct Client {
    row: u32,
    name: String,
    born_on: Option<Day>,
    end: Option<End>,
}

/// How a client's use ended there.
struct End {
    on: Option<Day>,
    why: EndReason,
}

impl Client {
    fn read(row: &RawRow, columns: &Columns, today: Day) -> Client {
        let text = |field| columns.text(&row.cells, field);
        let day = |field| parse_day(&text(field), today).ok();
        let words = format!("{} {}", text("status"), text("end_reason"));
        let (on, why) = (day("ended_on"), reason(&words));
        let end = match (on, why) {
            (None, None) => None,
            (on, why) => Some(End { on, why: why.unwrap_or(EndReason::ServiceEnded) }),
        };
        // An end to come is no end yet.
        let end = end.filter(|end| end.on.is_none_or(|on| on <= today));
        Client { row: row.number, name: text("name").into_owned(), born_on: day("birth_date"), end }
    }
}

/// What the words of state and reason mean, as care software writes them.
fn reason(words: &str) -> Option<EndReason> {
    const MEANT: [(&str, EndReason); 14] = [
        ("死亡", EndReason::Death),
        ("逝去", EndReason::Death),
        ("death", EndReason::Death),
        ("died", EndReason::Death),
        ("入院", EndReason::Hospital),
        ("転院", EndReason::Hospital),
        ("hospital", EndReason::Hospital),
        ("入所", EndReason::Facility),
        ("facility", EndReason::Facility),
        ("転居", EndReason::Moved),
        ("moved", EndReason::Moved),
        ("終了", EndReason::ServiceEnded),
        ("解約", EndReason::ServiceEnded),
        ("ended", EndReason::ServiceEnded),
    ];
    let words = words.to_lowercase();
    MEANT.iter().find(|(word, _)| words.contains(word)).map(|(_, reason)| *reason)
}

/// What has been found so far.
#[derive(Default)]
struct Compared {
    rows: u64,
    served: u64,
    unknown: u64,
    settled: u64,
    seen: HashSet<PatientId>,
    steps: Vec<Step>,
}

impl Compared {
    fn take(&mut self, reader: &Reader<'_>, client: Client) -> Result<(), StoreError> {
        self.rows += 1;
        let alike = reader.patients_like(&client.name)?;
        self.seen.extend(alike.iter().filter(|p| may_be(p, &client)).map(|p| p.id));
        let Some(end) = &client.end else {
            self.served += 1;
            return Ok(());
        };
        match matched(&alike, &client) {
            Matched::Nobody => self.unknown += 1,
            Matched::One(patient) => match in_use(reader, patient.id)? {
                Some(group) => self.steps.push(found(&group, patient, end)),
                None => self.settled += 1,
            },
            Matched::Unsure(why) => {
                for patient in alike.iter().filter(|p| may_be(p, &client)) {
                    if let Some(group) = in_use(reader, patient.id)? {
                        self.steps.push(unsure(&group, patient, &client, why));
                    }
                }
            }
        }
        Ok(())
    }

    /// Patients in use here whom the list does not have at all.
    fn missing(&mut self, reader: &Reader<'_>) -> Result<(), StoreError> {
        for (patient, group) in reader.patients_in_use()? {
            if self.seen.contains(&patient.id) {
                continue;
            }
            let says = sentence!(
                "{name}様：一覧にありません。確かめてください。",
                "{name}: not on the list. Make sure.",
                name = Shown::new(&patient.name)
            );
            self.steps.push(step("not_listed", NOT_LISTED, group, patient.name, says, Progress::Waiting));
        }
        Ok(())
    }

    fn checklist(self, file: &str) -> Checklist {
        let found = self.steps.iter().filter(|step| step.progress == Progress::Open).count();
        let title = sentence!(
            "{file} との照合  保管の候補 {found}件",
            "Compared with {file}: {found} candidates for the archive",
            file = Shown::new(file),
            found = found
        );
        let notes = vec![
            sentence!(
                "{rows}行：提供中 {served}、照合できない終了 {unknown}、保管済みか終了日記録済み {settled}。",
                "{rows} rows: {served} in use, {unknown} ended and not on file here, {settled} settled already.",
                rows = self.rows,
                served = self.served,
                unknown = self.unknown,
                settled = self.settled
            ),
            Text::new("何も書き込んでいません。1件ずつ決めます。", "Nothing was written: decide row by row.")
                .into(),
        ];
        Checklist { title, notes, steps: self.steps, names: Vec::new() }
    }
}

const ENDED: Text = Text::new("終了", "Ended");
const UNSURE: Text = Text::new("未確定", "Unsure");
const NOT_LISTED: Text = Text::new("一覧になし", "Not listed");

/// Whom a row of the list is about.
enum Matched<'p> {
    Nobody,
    One(&'p Patient),
    Unsure(Text),
}

fn matched<'p>(alike: &'p [Patient], client: &Client) -> Matched<'p> {
    let possible: Vec<&Patient> = alike.iter().filter(|patient| may_be(patient, client)).collect();
    match possible.as_slice() {
        [] => Matched::Nobody,
        [one] if client.born_on.is_some() && one.born_on == client.born_on => Matched::One(one),
        [one] if one.born_on.is_none() => {
            Matched::Unsure(Text::new("こちらに生年月日の記録がありません", "no birth date on file here"))
        }
        [_] => Matched::Unsure(Text::new("一覧に生年月日がありません", "no birth date on the list")),
        [..] => Matched::Unsure(Text::new("同姓同名の方がいます", "several of this name")),
    }
}

/// Nothing speaks against it: no two birth dates that differ.
fn may_be(patient: &Patient, client: &Client) -> bool {
    patient.born_on.zip(client.born_on).is_none_or(|(here, there)| here == there)
}

/// The patient's group that is still in use, and whose end is not on record.
fn in_use(reader: &Reader<'_>, patient: PatientId) -> Result<Option<Group>, StoreError> {
    let groups = reader.groups_of_patient(patient)?;
    Ok(groups.into_iter().find(|group| group.state == GroupState::Active))
}

/// 長期入院 may end: the end of use is recorded first; the others go to the archive.
fn found(group: &Group, patient: &Patient, end: &End) -> Step {
    let action = match end.why {
        EndReason::Hospital if group.ended_on.is_none() => "group.set_end",
        _ => "group.archive",
    };
    let on = end.on.map_or_else(
        || Text::new("終了日の記載なし", "no day given").into(),
        |day| sentence!("{day}", "{day}", day = day),
    );
    let says = sentence!(
        "{name}様：{why}（{on}）",
        "{name}: {why} ({on})",
        name = Shown::new(&patient.name),
        why = end.why.label(),
        on = on
    );
    let step = step("ended", ENDED, group.id, patient.name.clone(), says, Progress::Open);
    Step { action: Some(action), answers: answers(end), ..step }
}

/// What the list says of the end, for the form that is offered: the person looks at it and decides.
fn answers(end: &End) -> Vec<(&'static str, String)> {
    let on = end.on.map(|day| ("end", day.to_string()));
    on.into_iter().chain([("why", end.why.word().to_owned())]).collect()
}

fn unsure(group: &Group, patient: &Patient, client: &Client, why: Text) -> Step {
    let says = sentence!(
        "{name}様（一覧の{row}行目）：{why}。確かめてください。",
        "{name} (row {row} of the list): {why}. Make sure.",
        name = Shown::new(&patient.name),
        row = client.row,
        why = why
    );
    step("unsure", UNSURE, group.id, patient.name.clone(), says, Progress::Waiting)
}

fn step(
    kind: &'static str,
    label: Text,
    group: GroupId,
    name: String,
    says: Sentence,
    progress: Progress,
) -> Step {
    Step {
        id: kind,
        row: 0,
        label,
        says,
        progress,
        clause: Some(id("N2-1")),
        target: group.id(),
        action: None,
        answers: Vec::new(),
        names: vec![name],
    }
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
