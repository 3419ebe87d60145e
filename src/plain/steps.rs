//! Checklists read out: the runs of a person, who could see what on a day, and the comparison with a list of clients.

use super::desk::{Desk, Item};
use super::talk::Break;
use crate::actions::import::{ImportError, compare, typed_path};
use crate::actions::table;
use crate::domain::{Id, Noun, PatientId, UserId};
use crate::listings::checklist::{Checklist, Progress, Step, Topic};
use crate::listings::mask::Names;
use crate::listings::runs;
use crate::sentence;
use crate::text::date::parse_day;
use crate::text::{Sentence, Text};

/// Which run of a person.
#[derive(Clone, Copy)]
pub enum Run {
    /// 入職
    Joiner,
    /// 退職・異動
    Leaver,
}

/// Reads the steps of a person's run.
pub fn run(desk: &mut Desk, named: &str, run: Run) -> Result<(), Break> {
    let Some(Id { noun: Noun::User, number }) = one_row(desk, named) else {
        desk.say(Text::new("ユーザーの番号を続けてください。", "Put a user's number after it."));
        return Ok(());
    };
    let user = UserId(number);
    topic(
        desk,
        match run {
            Run::Joiner => Topic::Joiner(user),
            Run::Leaver => Topic::Leaver(user),
        },
    )
}

/// Reads who could see a patient, or what a user could see, on a day; the reading is entered first.
pub fn as_of(desk: &mut Desk, named: &str) -> Result<(), Break> {
    let (row, typed) = named.split_once(char::is_whitespace).unwrap_or((named, ""));
    let Some(subject) = one_row(desk, row).map(|id| subject(desk, id)).transpose()?.flatten() else {
        desk.say(Text::new(
            "ユーザーか患者の番号と日付を続けてください（例 asof U-0001 2026-11-01）。",
            "Put a user's or a patient's id and a day after it: asof U-0001 2026-11-01.",
        ));
        return Ok(());
    };
    let today = desk.context().today();
    let day = if typed.trim().is_empty() { Ok(today) } else { parse_day(typed, today) };
    let day = match day {
        Ok(day) if day <= today => day,
        Ok(_) => {
            desk.say(Text::new("今日までの日付です。", "Today or earlier."));
            return Ok(());
        }
        Err(error) => {
            desk.say(error.sentence().clone());
            return Ok(());
        }
    };
    if let Err(error) = desk.session.trace().has_read_as_of(subject, day) {
        desk.say(error.sentence());
        return Ok(());
    }
    let asked = match subject.noun {
        Noun::User => Topic::UserOn(UserId(subject.number), day),
        _ => Topic::PatientOn(PatientId(subject.number), day),
    };
    topic(desk, asked)
}

/// A patient is named by id, or by the group.
fn subject(desk: &Desk, id: Id) -> Result<Option<Id>, Break> {
    let ctx = desk.context();
    Ok(match desk.case(&ctx, id)? {
        Some(crate::domain::Case::Group(case)) => case.group.patient.map(PatientId::id),
        Some(_) if matches!(id.noun, Noun::User | Noun::Patient) => Some(id),
        _ => None,
    })
}

/// Reads what a list of clients says about the groups in use.
pub fn compared(desk: &mut Desk, file: &str) -> Result<(), Break> {
    if file.trim().is_empty() {
        desk.say(Text::new("ファイルを続けてください。", "Put a file after it."));
        return Ok(());
    }
    let ctx = desk.context();
    let list = compare::clients(&desk.reader(&ctx), &ctx, &typed_path(file));
    match list {
        Ok(list) => {
            read_out(desk, &list);
            Ok(())
        }
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error @ ImportError::File(_)) => {
            desk.say(error.sentence());
            Ok(())
        }
    }
}

fn one_row(desk: &Desk, named: &str) -> Option<Id> {
    let words: Vec<&str> = named.split_whitespace().collect();
    let item = desk.items_named(&words).ok()?.first().copied().or(desk.current)?;
    match item {
        Item::Row(id) => Some(id),
        _ => None,
    }
}

fn topic(desk: &mut Desk, topic: Topic) -> Result<(), Break> {
    let ctx = desk.context();
    match runs::about(&desk.reader(&ctx), &ctx, topic)? {
        Some(list) => read_out(desk, &list),
        None => desk.say(Text::new("その行はありません。", "There is no such row.")),
    }
    Ok(())
}

/// Each step with the number of its row, how far it is, and the verb that does it.
fn read_out(desk: &mut Desk, list: &Checklist) {
    desk.forget_numbers();
    desk.say_about(&list.title, &Names::new(list.names.iter().cloned()));
    for step in &list.steps {
        let number = desk.number(Item::Row(step.target));
        let said = told(desk, number, step);
        desk.say_about(&said, &Names::new(step.names.iter().cloned()));
    }
    list.notes.iter().for_each(|note| desk.say(note.clone()));
}

fn told(desk: &Desk, number: usize, step: &Step) -> Sentence {
    let clause = step.clause.map_or(Text::new("", ""), |id| id.clause().shown_as);
    let plain = sentence!(
        "{number}：{target}、{how}、{label}、{says}（{clause}）",
        "{number}: {target}, {how}, {label}, {says} ({clause})",
        number = number,
        target = step.target,
        how = step.progress.label(),
        label = step.label,
        says = step.says,
        clause = clause
    );
    match step.action.filter(|_| step.progress == Progress::Open).and_then(table::find) {
        None => plain,
        Some(action) => sentence!(
            "{plain}、操作 {verb}",
            "{plain}, verb {verb}",
            plain = plain,
            verb = desk.word_of(action)
        ),
    }
}
