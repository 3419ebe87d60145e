//! Checklists as commands: the runs of a person, as-of questions, and the comparison with a list of clients.

use std::io::Read as _;
use std::path::Path;

use serde::Serialize;

use super::batch::standard_input;
use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Next, read_id};
use crate::actions::import::mcs::{self, Side};
use crate::actions::import::{ImportError, compare};
use crate::actions::{Outcome, offer, table};
use crate::domain::{Context, GroupId, Id, Noun, PatientId, UserId};
use crate::exchange::{ExchangeError, Listed};
use crate::listings::checklist::{Checklist, Progress, Step, Topic};
use crate::listings::runs;
use crate::session::Session;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, parse_day};
use crate::text::{Lang, Sentence, Shown, Text, width};

/// JSON of a checklist.
#[derive(Serialize)]
struct Told<'a> {
    title: &'a str,
    title_en: &'a str,
    done: usize,
    of: usize,
    steps: Vec<Line<'a>>,
    notes: Vec<&'a str>,
    notes_en: Vec<&'a str>,
}

/// A step, and why it cannot be acted on now.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    step: &'a Step,
    why_not: Option<String>,
    why_not_en: Option<String>,
}

/// The steps of somebody's leaving.
pub(super) fn leaver(call: &Call<'_>) -> Result<Next, Failure> {
    of_person(call, Topic::Leaver)
}

/// The steps of somebody's coming.
pub(super) fn joiner(call: &Call<'_>) -> Result<Next, Failure> {
    of_person(call, Topic::Joiner)
}

fn of_person(call: &Call<'_>, topic: fn(UserId) -> Topic) -> Result<Next, Failure> {
    let id = read_id(call.text("id"), Noun::User)?;
    let session = call.sign_in_reading()?;
    tell_topic(call, &session, id, topic(UserId(id.number)))
}

/// Who could see a patient on a day.
pub(super) fn patient_on(call: &Call<'_>) -> Result<Next, Failure> {
    as_of(call, Noun::Patient, |number, day| Topic::PatientOn(PatientId(number), day))
}

/// What a user could see on a day.
pub(super) fn user_on(call: &Call<'_>) -> Result<Next, Failure> {
    as_of(call, Noun::User, |number, day| Topic::UserOn(UserId(number), day))
}

/// The reading is entered before anything is shown.
fn as_of(call: &Call<'_>, noun: Noun, topic: fn(i64, Day) -> Topic) -> Result<Next, Failure> {
    let id = read_id(call.text("id"), noun)?;
    let session = call.sign_in_reading()?;
    let today = session.context().today();
    let day = match call.maybe("on") {
        Some(typed) => parse_day(typed, today).map_err(|error| Failure::usage(error.sentence().clone()))?,
        None => today,
    };
    if day > today {
        return Err(Failure::usage(Text::new("--on は今日までの日付です。", "--on: today or earlier.")));
    }
    session.trace().has_read_as_of(id, day)?;
    tell_topic(call, &session, id, topic(id.number, day))
}

fn tell_topic(call: &Call<'_>, session: &Session, id: Id, topic: Topic) -> Result<Next, Failure> {
    let ctx = session.context();
    let reader = session.reader(&ctx);
    match runs::about(&reader, &ctx, topic)? {
        Some(list) => tell(call, &reader, &ctx, &list),
        None => Err(Failure::new(Status::NotFound, Outcome::NotFound(id).sentence())),
    }
}

/// What a list of clients says about the groups in use.
pub(super) fn clients(call: &Call<'_>) -> Result<Next, Failure> {
    let path = call.file("file").unwrap_or_else(|| call.db());
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let list = compare::clients(&reader, &ctx, path)?;
    tell(call, &reader, &ctx, &list)
}

/// What the staff that MCS lists says about the register.
pub(super) fn staff(call: &Call<'_>) -> Result<Next, Failure> {
    with_mcs(call, Side::Staff)
}

/// What the members that MCS lists for a group say about the register.
pub(super) fn members(call: &Call<'_>) -> Result<Next, Failure> {
    let id = read_id(call.text("id"), Noun::Group)?;
    with_mcs(call, Side::Members(GroupId(id.number)))
}

/// The list is a file, or what was copied off the screen, on standard input, where the sign-in may stand before it.
fn with_mcs(call: &Call<'_>, side: Side) -> Result<Next, Failure> {
    let path = call.file("file").unwrap_or_else(|| call.db());
    let session = call.sign_in_reading()?;
    let listed = if path == Path::new("-") { pasted()? } else { Listed::File(path.to_owned()) };
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let asked = match side {
        Side::Staff => ctx.actor.office.id(),
        Side::Members(group) => group.id(),
    };
    match mcs::compare(&reader, &ctx, side, &listed)? {
        Some(list) => tell(call, &reader, &ctx, &list),
        None => Err(Failure::new(Status::NotFound, Outcome::NotFound(asked).sentence())),
    }
}

/// What stands on standard input; half of a list that is too long would have people missing, and is not taken.
fn pasted() -> Result<Listed, Failure> {
    let mut text = Vec::new();
    standard_input()?.take(PASTED_MAX + 1).read_to_end(&mut text)?;
    if text.len() as u64 > PASTED_MAX {
        let limit = Text::new("貼り付けた文字", "the pasted text");
        return Err(
            ImportError::from(ExchangeError::TooLarge { what: limit, limit: PASTED_MAX >> 20 }).into()
        );
    }
    Ok(Listed::Pasted(text))
}

/// So much is read from standard input, and no more.
const PASTED_MAX: u64 = 8 << 20;

/// Writes it; a step to be done is something found.
fn tell(call: &Call<'_>, reader: &Reader<'_>, ctx: &Context, list: &Checklist) -> Result<Next, Failure> {
    let why_nots = list.steps.iter().map(|step| why_not(reader, ctx, step)).collect::<Result<Vec<_>, _>>()?;
    let lang = call.lang();
    if call.has("json") {
        output::print_json(&told(list, &why_nots))?;
    } else {
        let steps = list.steps.iter().zip(&why_nots).map(|(step, why)| line(step, why.as_ref(), lang));
        let notes = list.notes.iter().map(|note| format!("{}\n", note.get(lang)));
        let title = format!("{}\n", list.title.get(lang));
        output::print(&std::iter::once(title).chain(steps).chain(notes).collect::<String>())?;
    }
    let is_open = list.steps.iter().any(|step| step.progress == Progress::Open);
    Ok(if is_open { Status::Refused } else { Status::Done }.into())
}

/// Why the action of an open step cannot be done now; nothing where it can.
fn why_not(reader: &Reader<'_>, ctx: &Context, step: &Step) -> Result<Option<Sentence>, StoreError> {
    let action = step.action.filter(|_| step.progress == Progress::Open).and_then(table::find);
    let Some((action, case)) = action.zip(reader.case(step.target)?) else { return Ok(None) };
    Ok(offer::why_not(action, &case, ctx))
}

fn told<'a>(list: &'a Checklist, why_nots: &[Option<Sentence>]) -> Told<'a> {
    let said = |why: &Option<Sentence>, lang| why.as_ref().map(|why| why.get(lang).to_owned());
    let steps = list.steps.iter().zip(why_nots).map(|(step, why)| Line {
        step,
        why_not: said(why, Lang::Ja),
        why_not_en: said(why, Lang::En),
    });
    let (done, of) = list.done();
    Told {
        title: list.title.get(Lang::Ja),
        title_en: list.title.get(Lang::En),
        done,
        of,
        steps: steps.collect(),
        notes: list.notes.iter().map(|note| note.get(Lang::Ja)).collect(),
        notes_en: list.notes.iter().map(|note| note.get(Lang::En)).collect(),
    }
}

/// How far, on which row, what is known of it, by which command, and the clause; or why it cannot be done.
fn line(step: &Step, why_not: Option<&Sentence>, lang: Lang) -> String {
    let clause = step.clause.map(|id| id.clause().shown_as.get(lang)).unwrap_or_default();
    let command = step.action.filter(|_| step.progress == Progress::Open);
    let command = command.map(|action| command_of(action, step)).unwrap_or_default();
    let rest = why_not.map_or(command, |why| why.get(lang).to_owned());
    let text = format!(
        "{}{}{}{}  {clause}  {rest}",
        width::pad(step.progress.label().get(lang), 9),
        width::pad(&step.target.to_string(), 8),
        width::pad(step.label.get(lang), 17),
        step.says.get(lang)
    );
    format!("{}\n", text.trim_end())
}

/// The command that does it, with what is known of its answers: `group archive --end 2026-11-10 --why death`.
fn command_of(action: &'static str, step: &Step) -> String {
    let verb = action.replace('.', " ").replace('_', "-");
    // What a terminal must not be sent is not part of a command that somebody may copy.
    let harmless = step.answers.iter().filter(|(_, text)| Shown::new(text).as_str() == text);
    harmless
        .fold(verb, |line, (field, text)| format!("{line} --{} {}", field.replace('_', "-"), quoted(text)))
}

/// A word as a shell takes it for one word and nothing else, whatever a list says.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.@:/+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OfficeId;

    #[test]
    fn a_command_to_be_copied_runs_nothing_that_a_list_says_and_holds_no_hostile_character() {
        let answers = [
            ("name", "林 由紀"),
            ("mail", "a@b.example"),
            ("office", "x; rm '$HOME'"),
            ("kana", "\u{1b}[2J"),
        ];
        let answers = answers.map(|(field, text)| (field, text.to_owned())).to_vec();
        let step = Step::new("only_there", Text::new("MCSのみ", "Only in MCS"), OfficeId(1));
        assert_eq!(
            command_of("user.register", &Step { answers, ..step }),
            r"user register --name '林 由紀' --mail a@b.example --office 'x; rm '\''$HOME'\'''"
        );
    }
}
