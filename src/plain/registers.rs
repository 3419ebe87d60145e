//! What is read out beside the lists of rows: what is due today, the clauses, the ledger.

use super::desk::{Desk, Item};
use super::show::entry_words;
use super::talk::Break;
use crate::actions::table;
use crate::domain::{Context, Id, Noun, OfficeId, Role};
use crate::listings::board::{Standing, board};
use crate::listings::mask::Names;
use crate::listings::today::{self, Due};
use crate::regulation::book::BOOK;
use crate::regulation::clause::ClauseId;
use crate::regulation::register;
use crate::sentence;
use crate::store::ledger;
use crate::text::date::{Day, days_left};
use crate::text::search::Needle;
use crate::text::{Sentence, Text};

/// Entries of the ledger, and things due, read out at a time.
const PAGE: usize = 20;

/// What `+` reads on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// The list of rows.
    #[default]
    List,
    /// What is due, from this place on.
    Today(usize),
    /// The ledger, before this entry.
    Ledger(Option<i64>),
}

/// Reads what is due, by deadline, each with the number of its row.
pub fn today(desk: &mut Desk, from: usize) -> Result<Reading, Break> {
    let ctx = desk.context();
    let due = today::due_today(&desk.reader(&ctx), &ctx)?;
    if from == 0 {
        desk.forget_numbers();
        desk.say(sentence!("本日の対応 {n}件。", "Due today: {n}.", n = due.len()));
    }
    for row in due.iter().skip(from).take(PAGE) {
        self::due(desk, row, ctx.today());
    }
    let next = from + PAGE;
    if next < due.len() {
        desk.say(MORE);
    }
    Ok(Reading::Today(next.min(due.len())))
}

/// Reads something due: the number of its row, until when, what, why, and the verb that settles it.
fn due(desk: &mut Desk, row: &Due, today: Day) {
    let number = desk.number(Item::Row(row.target));
    let left = row.until.map(|until| days_left(until, today));
    let left = left.unwrap_or_else(|| Text::new("すみやかに", "now").into());
    let sentence = sentence!(
        "{number}：{target}、{left}、{what}（{clause}）、操作 {verb}",
        "{number}: {target}, {left}, {what} ({clause}), verb {verb}",
        number = number,
        verb = table::find(row.action).map_or_else(|| row.action.to_owned(), |action| desk.word_of(action)),
        target = row.target,
        left = left,
        what = row.sentence,
        clause = row.clause.clause().shown_as
    );
    desk.say_about(&sentence, &Names::new(row.names.iter().cloned()));
}

/// Reads the registers: each with its number, which opens its list.
pub fn registers(desk: &mut Desk) {
    desk.forget_numbers();
    desk.say(Text::new("台帳。番号で開きます。", "Registers: a number opens one."));
    let declared = register::all().map(|register| (register.noun, register.about));
    let in_mcs =
        Text::new("決定済みで、MCSでの操作が残るもの。", "Decided, and still to be carried out in MCS.");
    let is_the_desk = desk.session.actor.role == Role::City;
    let is_there = |(noun, _): &(Noun, Text)| !is_the_desk || *noun == Noun::Application;
    for (noun, about) in [(Noun::Mirror, in_mcs)].into_iter().chain(declared).filter(is_there) {
        let number = desk.number(Item::Register(noun));
        desk.say(sentence!(
            "{number}：{noun}、{about}",
            "{number}: {noun}, {about}",
            number = number,
            noun = noun.label(),
            about = about
        ));
    }
}

/// The clauses and the filter on them: an office's own; for the city's desk those of the office named first, as numbers.
fn looked_at<'w>(
    desk: &Desk,
    ctx: &Context,
    wanted: &'w str,
) -> Result<Option<(&'w str, Vec<Standing>)>, Break> {
    let reader = desk.reader(ctx);
    if !reader.is_the_desk() {
        return Ok(Some((wanted, board(&reader, ctx, &BOOK)?)));
    }
    let (named, rest) = wanted.trim().split_once(char::is_whitespace).unwrap_or((wanted.trim(), ""));
    let office = named.parse::<Id>().ok().filter(|id| id.noun == Noun::Office);
    let Some(office) = office.map(|id| OfficeId(id.number)) else { return Ok(None) };
    Ok(crate::listings::desk::standings(&reader, office)?.map(|standings| (rest, standings)))
}

/// Reads the clauses that fit: each with its number and how it stands, its words with the number.
pub fn clauses(desk: &mut Desk, wanted: &str) -> Result<(), Break> {
    let ctx = desk.context();
    let Some((wanted, standings)) = looked_at(desk, &ctx, wanted)? else {
        desk.say(Text::new(
            "事業所の番号を続けてください：5 O-0003",
            "Put an office's id after it: 5 O-0003",
        ));
        return Ok(());
    };
    let needle = Needle::parse(wanted);
    desk.forget_numbers();
    desk.say(BOOK.name);
    let fitting: Vec<&Standing> =
        standings.iter().filter(|standing| standing.fits(needle.as_ref())).collect();
    if fitting.is_empty() {
        desk.say(Text::new("当てはまる条項はありません。", "No clause fits."));
    }
    for part in BOOK.parts {
        let of_part =
            |standing: &&&Standing| part.clauses.iter().any(|clause| clause.id == standing.clause.id);
        let mut of_part = fitting.iter().filter(of_part).peekable();
        if of_part.peek().is_some() {
            desk.say(part.title);
        }
        for standing in of_part {
            let clause = standing.clause;
            let number = desk.number(Item::Clause(clause.id));
            desk.say(sentence!(
                "{number}：{status}、{shown}、{title}、{strength}",
                "{number}: {status}, {shown}, {title}, {strength}",
                number = number,
                status = standing.status.label(),
                shown = clause.shown_as,
                title = clause.title,
                strength = clause.strength.text()
            ));
        }
    }
    Ok(())
}

/// Reads how a clause stands and why, and the rows behind it, each with its number.
pub fn standing(desk: &mut Desk, clause: ClauseId) -> Result<(), Break> {
    let ctx = desk.context();
    let standings = board(&desk.reader(&ctx), &ctx, &BOOK)?;
    let Some(standing) = standings.into_iter().find(|standing| standing.clause.id == clause) else {
        return Ok(());
    };
    let (status, why) = (standing.status.label(), standing.sentence);
    desk.say(sentence!("{status}：{why}", "{status}: {why}", status = status, why = why));
    for row in &standing.rows {
        due(desk, row, ctx.today());
    }
    Ok(())
}

/// Reads the ledger, newest first; from its beginning it also says whether the chain holds.
pub fn entries(desk: &mut Desk, before: Option<i64>) -> Result<Reading, Break> {
    let ctx = desk.context();
    if before.is_none() {
        desk.forget_numbers();
        desk.say(Text::new("操作記録、新しい順。", "The ledger, newest first."));
    }
    let entries = ledger::list(&desk.reader(&ctx), before, PAGE as u32)?;
    for entry in &entries {
        let number = desk.number(Item::Entry(entry.number));
        let name = Id { noun: Noun::Entry, number: entry.number };
        let words = entry_words(entry);
        let sentence = sentence!(
            "{number}：{name}、{words}",
            "{number}: {name}, {words}",
            number = number,
            name = name,
            words = words
        );
        desk.say_about(&sentence, &Names::default().and_texts([entry.reason.clone()]));
    }
    match entries.last() {
        Some(last) if entries.len() == PAGE => {
            desk.say(MORE);
            Ok(Reading::Ledger(Some(last.number)))
        }
        _ => {
            desk.say(Sentence::from(Text::new("操作記録はここまでです。", "The ledger ends here.")));
            Ok(Reading::Ledger(entries.last().map(|last| last.number).or(before)))
        }
    }
}

const MORE: Text = Text::new("続きは + です。", "+ reads on.");
