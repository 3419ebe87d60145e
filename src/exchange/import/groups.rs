//! Group lists: patient groups and free ones.

use std::collections::{HashMap, HashSet};

use super::reading::{any_day, birth_date, by_number, is_numbered};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{Context, EndReason, Group, GroupId, GroupKind, GroupState, Noun, Patient, PatientId};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::inviting::couple_hint;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, start_of};
use crate::text::{Shown, Text, fold};

/// Plans a list of groups.
#[derive(Default)]
pub struct Groups {
    /// Patients of the rows before, and the titles of their groups.
    patients: HashMap<Person, String>,
    /// Titles of the rows before.
    titles: HashSet<String>,
}

/// Who a patient is, as far as a list says: folded name, folded reading, birth date.
type Person = (String, String, Option<Day>);

impl Importer for Groups {
    fn noun(&self) -> Noun {
        Noun::Group
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let mut found = Findings::default();
        let title = title(fields);
        let kind = kind(fields, &mut found);
        if title.is_empty() {
            found.add(
                "title",
                id("5-1"),
                Severity::Block,
                Text::new("グループ名がありません。", "There is no title."),
            );
        }
        found.unseen(id("5-1"), Text::new("グループ名", "Title"), &title);
        found.unseen(id("N1-1"), Text::new("患者氏名", "Patient"), fields.get("patient"));
        let born_on = birth_date(fields, ctx, &mut found);
        others(reader, fields, &mut found)?;
        let end = end(fields, ctx, &mut found);
        if found.blocks() {
            return Ok(Planned::not_taken(&title, found.sorted()));
        }
        let archived_on = any_day(fields, "archived_on", ctx, id("N2-1"), &mut found);
        let memo = fields.get("note").to_owned();
        let draft = Draft { title, kind, born_on, end, archived_on, memo };
        match kind {
            GroupKind::Free => self.free(reader, ctx, fields, draft, found),
            GroupKind::Patient => self.patient(reader, ctx, fields, draft, found),
        }
    }
}

/// What could be read of a row.
struct Draft {
    title: String,
    kind: GroupKind,
    born_on: Option<Day>,
    end: Option<(Day, Option<EndReason>)>,
    /// The day of the archive: history of a group that is new here, and no decision about one that is not.
    archived_on: Option<Day>,
    memo: String,
}

impl Draft {
    fn group(&self, fields: &Fields, ctx: &Context, patient: Option<PatientId>) -> Group {
        Group {
            id: GroupId(0),
            version: 1,
            office: ctx.actor.office,
            kind: self.kind,
            patient,
            title: self.title.clone(),
            kana: fields.get("kana").to_owned(),
            state: if self.archived_on.is_some() { GroupState::Archived } else { GroupState::Active },
            ended_on: self.end.map(|(day, _)| day),
            end_reason: self.end.and_then(|(_, reason)| reason),
            end_note: fields.get("end_note").to_owned(),
            archived_at: self.archived_on.map(start_of),
            admin_room: false,
            urgent_reason: String::new(),
            memo: fields.get("note").to_owned(),
        }
    }

    /// The group in the register with what the list adds.
    fn merged(&self, group: &Group) -> Group {
        let memo = if self.memo.is_empty() { group.memo.clone() } else { self.memo.clone() };
        let group = Group { memo, ..group.clone() };
        match self.end {
            Some((day, reason)) if group.state == GroupState::Active => {
                Group { ended_on: Some(day), end_reason: reason.or(group.end_reason), ..group }
            }
            Some(_) | None => group,
        }
    }
}

impl Groups {
    fn free(
        &mut self,
        reader: &Reader<'_>,
        ctx: &Context,
        fields: &Fields,
        draft: Draft,
        mut found: Findings,
    ) -> Result<Planned, StoreError> {
        let mut known = reader.groups_by_title(&draft.title)?;
        known.retain(|group| group.kind == GroupKind::Free);
        if !known.is_empty() {
            return Ok(settle_one(known, &draft, fields, found));
        }
        if !self.titles.insert(fold::key(&draft.title)) {
            let why = Text::new(
                "同じ名前のグループが同じ表にあります。",
                "Another row of this list has the same title.",
            );
            found.add("title_twice", id("5-1"), Severity::Block, why);
            return Ok(Planned::not_taken(&draft.title, found.sorted()));
        }
        let group = draft.group(fields, ctx, None);
        Ok(new(group, None, found))
    }

    fn patient(
        &mut self,
        reader: &Reader<'_>,
        ctx: &Context,
        fields: &Fields,
        draft: Draft,
        mut found: Findings,
    ) -> Result<Planned, StoreError> {
        let name = fields.get("patient");
        if name.is_empty() {
            found.add(
                "patient",
                id("N1-1"),
                Severity::Block,
                Text::new("患者氏名がありません。", "There is no patient's name."),
            );
            return Ok(Planned::not_taken(&draft.title, found.sorted()));
        }
        found.0.extend(couple_hint(&[name, &draft.title]));
        let person = (fold::key(name), fold::key(fields.get("kana")), draft.born_on);
        match same_patient(reader, &person, name)? {
            Known::Groups(groups) => Ok(of_the_patients(groups, &draft, fields, found)),
            known @ (Known::Nobody | Known::Patient(_)) => {
                if let Some(other) = self.patients.get(&person) {
                    return Ok(second_group(&draft.title, other, found));
                }
                self.patients.insert(person.clone(), draft.title.clone());
                self.namesakes(reader, name, &person, &mut found)?;
                if let Known::Patient(patient) = known {
                    return Ok(new(draft.group(fields, ctx, Some(patient)), None, found));
                }
                let group = draft.group(fields, ctx, None);
                let patient = patient(name, fields.get("kana"), draft.born_on, ctx);
                Ok(new(group, Some(Box::new(patient)), found))
            }
        }
    }

    /// Another patient has the same name, and is told apart by reading or birth date only.
    fn namesakes(
        &self,
        reader: &Reader<'_>,
        name: &str,
        person: &Person,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        let in_list = self.patients.keys().any(|other| other.0 == person.0 && other != person);
        if in_list || !reader.patients_like(name)?.is_empty() {
            let why = Text::new(
                "似た名前の患者がいます。取り違えに注意してください。",
                "A patient has a similar name. Take care not to mix them up.",
            );
            found.add("patient_lookalike", id("N1-2"), Severity::Warn, why);
        }
        Ok(())
    }
}

/// What the register has for a patient of a list.
enum Known {
    Nobody,
    /// The patient, whose group this is to be.
    Patient(PatientId),
    /// The group of each patient whom it may be; never empty.
    Groups(Vec<Group>),
}

/// The groups of the same patient: name, reading and birth date agree, as far as both are known. Patients whom nothing
/// known tells apart have one each.
fn same_patient(reader: &Reader<'_>, person: &Person, name: &str) -> Result<Known, StoreError> {
    let (mut known, mut groups) = (Known::Nobody, Vec::new());
    for patient in reader.patients_like(name)? {
        let is_same_reading = fold::key(&patient.kana) == person.1;
        if !is_same_reading || patient.born_on != person.2 {
            continue;
        }
        match reader.groups_of_patient(patient.id)?.into_iter().next() {
            Some(group) => groups.push(group),
            None => known = Known::Patient(patient.id),
        }
    }
    Ok(if groups.is_empty() { known } else { Known::Groups(groups) })
}

/// A row about a patient who has a group: it is that group, or the patient would have a second one.
fn of_the_patients(groups: Vec<Group>, draft: &Draft, fields: &Fields, found: Findings) -> Planned {
    let (called_so, others): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.title == draft.title);
    match others.first() {
        Some(other) if called_so.is_empty() => {
            second_group(&draft.title, &format!("{} {}", other.id, other.title), found)
        }
        _ => settle_one(called_so, draft, fields, found),
    }
}

/// The one group that a row means. Of several that nothing else tells apart it is the one whose number the row gives:
/// what is recorded of one patient must not reach another's group.
fn settle_one(groups: Vec<Group>, draft: &Draft, fields: &Fields, mut found: Findings) -> Planned {
    let number = fields.get("id");
    let meant = groups.iter().find(|group| is_numbered(group, number));
    match (groups.as_slice(), meant) {
        ([only], _) => settle(only, draft, found),
        (_, Some(group)) => {
            found.add("by_number", id("N1-2"), Severity::Advise, by_number(group));
            settle(group, draft, found)
        }
        (several, None) => {
            let ids: Vec<String> = several.iter().map(|group| group.id.to_string()).collect();
            let why = sentence!(
                "「{title}」は {groups} のどれか分かりません。登録番号の列で区別します。",
                "\"{title}\" may be any of {groups}: a column with the group id tells them apart.",
                title = Shown::new(&draft.title),
                groups = ids.join(" ")
            );
            found.add("several_groups", id("N1-2"), Severity::Block, why);
            Planned::not_taken(&draft.title, found.sorted())
        }
    }
}

fn second_group(title: &str, other: &str, mut found: Findings) -> Planned {
    let why = sentence!(
        "同じ患者のグループがすでにあります（{other}）。患者1名につき1つのグループにします。",
        "This patient has a group already ({other}): one patient, one group.",
        other = Shown::new(other)
    );
    found.add("second_group", id("N1-2"), Severity::Block, why);
    Planned::not_taken(title, found.sorted())
}

fn settle(group: &Group, draft: &Draft, found: Findings) -> Planned {
    let merged = draft.merged(group);
    let is_same = merged == *group;
    let (about, write) = (Some(group.id.id()), (!is_same).then(|| Write::Group(Box::new(merged))));
    Planned::new(&draft.title, about, Change::of(is_same), write, found)
}

fn new(group: Group, patient: Option<Box<Patient>>, found: Findings) -> Planned {
    let label = group.title.clone();
    Planned::new(&label, None, Change::New, Some(Write::NewGroup(Box::new(group), patient)), found)
}

fn patient(name: &str, kana: &str, born_on: Option<Day>, ctx: &Context) -> Patient {
    Patient {
        id: PatientId(0),
        version: 1,
        office: ctx.actor.office,
        name: name.to_owned(),
        kana: kana.to_owned(),
        born_on,
    }
}

/// The title as typed; a patient group without one is called after its patient.
fn title(fields: &Fields) -> String {
    let (title, patient) = (fields.get("title"), fields.get("patient"));
    if title.is_empty() && !patient.is_empty() { format!("{patient}様") } else { title.to_owned() }
}

fn kind(fields: &Fields, found: &mut Findings) -> GroupKind {
    let typed = fields.get("kind");
    if typed.is_empty() {
        return if fields.get("patient").is_empty() { GroupKind::Free } else { GroupKind::Patient };
    }
    GroupKind::read(typed).unwrap_or_else(|| {
        let why = sentence!(
            "種別「{typed}」は「患者」か「自由」にします。",
            "The kind \"{typed}\" is neither \"patient\" nor \"free\".",
            typed = Shown::new(typed)
        );
        found.add("kind", id("5-1"), Severity::Block, why);
        GroupKind::Free
    })
}

/// A group of another office comes into the register by its invitations, and from no list.
fn others(reader: &Reader<'_>, fields: &Fields, found: &mut Findings) -> Result<(), StoreError> {
    let office = fields.get("originating_office");
    let own = reader.office_case()?.map(|case| case.office.name).unwrap_or_default();
    if !office.is_empty() && office != own {
        let why = sentence!(
            "連携元が {office} のグループです。一覧から取り込むのは自事業所のグループだけです。",
            "A group of {office}: lists bring in the own office's groups only.",
            office = Shown::new(office)
        );
        found.add("others", id("5-1"), Severity::Block, why);
    }
    Ok(())
}

/// The end of use; a reason that is not in the list is kept open with a warning.
fn end(fields: &Fields, ctx: &Context, found: &mut Findings) -> Option<(Day, Option<EndReason>)> {
    let on = any_day(fields, "ended_on", ctx, id("5-1"), found)?;
    let typed = fields.get("end_reason");
    let reason = EndReason::read(typed);
    found.0.push(ended(on, ctx));
    if reason.is_none() {
        let why = sentence!(
            "終了理由「{typed}」は保管のときに選び直します。",
            "The end reason \"{typed}\" is to be chosen when the group is archived.",
            typed = Shown::new(typed)
        );
        found.add("end_reason", id("N2-1"), Severity::Advise, why);
    }
    Some((on, reason))
}

/// A use that has ended: to be archived within the office's days, a candidate once they are over.
fn ended(on: Day, ctx: &Context) -> Finding {
    let days = ctx.settings.archive_within_days;
    let is_over = on + chrono::Days::new(u64::from(days)) < ctx.today();
    let (severity, sentence) = if is_over {
        let sentence = sentence!(
            "{on} に利用を終えて{days}日を過ぎています。取り込むと保管候補になります。",
            "Its use ended on {on}, more than {days} days ago: once taken in it is due for the archive.",
            on = on,
            days = days
        );
        (Severity::Warn, sentence)
    } else {
        let sentence = sentence!(
            "{on} に利用を終えています。{days}日以内に保管庫へ移します。",
            "Its use ended on {on}: archive it within {days} days.",
            on = on,
            days = days
        );
        (Severity::Advise, sentence)
    };
    Finding { rule: "ended", clause: id("N2-1"), severity, sentence }
}
