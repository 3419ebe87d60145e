//! Checklists read out: the runs of a person, who could see what on a day, and the comparison with a list of clients.

use super::desk::{Desk, Item};
use super::talk::Break;
use crate::actions::import::mcs::{self, Side};
use crate::actions::import::{ImportError, compare, typed_path};
use crate::actions::table;
use crate::domain::{GroupId, Id, Noun, PatientId, UserId};
use crate::exchange::Listed;
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

/// Reads what a list says about the register: the clients' one, or what MCS lists as staff or members.
pub fn compared(desk: &mut Desk, named: &str) -> Result<(), Break> {
    let (word, rest) = named.split_once(char::is_whitespace).unwrap_or((named, ""));
    let side = match (word, word.parse::<Id>()) {
        ("staff" | "職員", _) => Some(Side::Staff),
        (_, Ok(Id { noun: Noun::Group, number })) => Some(Side::Members(GroupId(number))),
        _ => None,
    };
    let file = if side.is_some() || word == "clients" { rest } else { named };
    if file.trim().is_empty() {
        desk.say(Text::new("ファイルを続けてください。", "Put a file after it."));
        return Ok(());
    }
    let ctx = desk.context();
    let path = typed_path(file);
    let list = match side {
        None => compare::clients(&desk.reader(&ctx), &ctx, &path).map(Some),
        Some(side) => {
            let listed = if file.trim() == "-" { pasted(desk)? } else { Listed::File(path) };
            mcs::compare(&desk.reader(&ctx), &ctx, side, &listed)
        }
    };
    match list {
        Ok(Some(list)) => {
            read_out(desk, &list);
            Ok(())
        }
        Ok(None) => {
            desk.say(Text::new("その行はありません。", "There is no such row."));
            Ok(())
        }
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error @ ImportError::File(_)) => {
            desk.say(error.sentence());
            Ok(())
        }
    }
}

/// The list itself, line by line, as it was copied off the screen.
fn pasted(desk: &mut Desk) -> Result<Listed, Break> {
    desk.say(Text::new(
        "一覧を貼り付け、最後に「.」だけの行を入力してください。",
        "Paste the list, and end it with a line of a single full stop.",
    ));
    let mut text = String::new();
    loop {
        let line = desk.ask(&Text::new("> ", "> ").into())?;
        if line.trim() == "." {
            return Ok(Listed::Pasted(text.into_bytes()));
        }
        text.push_str(&line);
        text.push('\n');
    }
}

fn one_row(desk: &Desk, named: &str) -> Option<Id> {
    let words: Vec<&str> = named.split_whitespace().collect();
    desk.items_named(&words).ok()?.first().copied().or(desk.current)?.row()
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
    for (at, step) in list.steps.iter().enumerate() {
        let number = desk.number(Item::Step(at, step.target));
        if let Some(action) = step.action {
            desk.begun.knows(at, action, step.target, &step.answers);
        }
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
