//! One row read out: its evidence with the clauses, what follows from acting, what can be done, its history.

use super::desk::{Desk, Item};
use super::registers;
use super::talk::{Break, joined};
use super::view::{self, View};
use crate::actions::offer::{self, Readiness};
use crate::actions::table;
use crate::domain::{Case, Context, Id};
use crate::listings::follow::{self, To};
use crate::listings::mask::Names;
use crate::listings::{self, Line};
use crate::regulation::clause::Clause;
use crate::regulation::finding::Finding;
use crate::sentence;
use crate::store::ledger::{self, Entry};
use crate::text::date::{clock, parse_instant, today};
use crate::text::{Sentence, Shown, Text};

/// Entries of a row's history that are read out; more are in the ledger.
const HISTORY_MAX: u32 = 100;

/// Reads items out, one after the other.
pub fn items(desk: &mut Desk, items: &[Item]) -> Result<(), Break> {
    for item in items {
        desk.current = Some(*item);
        match item {
            Item::Row(id) | Item::Step(_, id) => row(desk, *id)?,
            Item::Register(noun) => view::open(desk, View::of(*noun))?,
            Item::Clause(id) => {
                clause_text(desk, id.clause());
                registers::standing(desk, *id)?;
            }
            Item::Entry(number) => entry_object(desk, *number)?,
        }
    }
    Ok(())
}

fn row(desk: &mut Desk, id: Id) -> Result<(), Break> {
    let ctx = desk.context();
    let Some(case) = desk.case(&ctx, id)? else {
        desk.say(not_found(id));
        return Ok(());
    };
    details(desk, &case, &ctx);
    can_be_done(desk, &case, &ctx);
    Ok(())
}

/// Says that there is no such row.
pub fn not_found(id: Id) -> Sentence {
    sentence!("{id} は見つかりません。", "{id}: not found.", id = id)
}

/// The title, then one fact per line.
pub fn details(desk: &mut Desk, case: &Case, ctx: &Context) {
    let Some(listing) = listings::of(case.id().noun) else { return };
    let details = (listing.details)(case, ctx);
    title(desk, case, ctx);
    for line in &details.lines {
        fact(desk, line, case);
    }
    for sentence in &details.outlook {
        desk.say_about(sentence, &Names::of(case));
    }
}

/// Which row it is, its name in full, on one line.
pub fn title(desk: &mut Desk, case: &Case, ctx: &Context) {
    let Some(listing) = listings::of(case.id().noun) else { return };
    let words: Vec<Sentence> =
        (listing.details)(case, ctx).title.into_iter().map(|cell| cell.words).collect();
    desk.say_about(&joined(&words), &Names::of(case));
}

fn fact(desk: &mut Desk, line: &Line, case: &Case) {
    let sentence = match line.clause {
        Some(clause) => sentence!(
            "{label}：{value}（{clause}）",
            "{label}: {value} ({clause})",
            label = line.label,
            value = line.value,
            clause = clause.clause().shown_as
        ),
        None => sentence!("{label}：{value}", "{label}: {value}", label = line.label, value = line.value),
    };
    desk.say_about(&sentence, &Names::of(case));
}

/// A finding with its weight and its clause.
pub fn finding(desk: &mut Desk, finding: &Finding, case: &Case) {
    let what = finding.with_clause();
    let sentence =
        sentence!("{weight}：{what}", "{weight}: {what}", weight = finding.severity.label(), what = what);
    desk.say_about(&sentence, &Names::of(case));
}

/// The verbs whose time has come, each with its key.
fn can_be_done(desk: &mut Desk, case: &Case, ctx: &Context) {
    let is_ready = |action: &&&crate::actions::Action| {
        offer::why_not(action, case, ctx).is_none() && offer::readiness(action, case, ctx) == Readiness::Ready
    };
    let all: Vec<_> = offer::concerning(case.id().noun).filter(|a| a.on == case.id().noun).collect();
    let verbs: Vec<Sentence> = all
        .iter()
        .filter(is_ready)
        .map(|action| {
            let word = desk.word_of(action);
            sentence!("{word} {label}", "{word} {label}", word = word, label = action.label)
        })
        .collect();
    if verbs.is_empty() || desk.read_only().is_some() {
        return;
    }
    let verbs = joined(&verbs);
    desk.say(sentence!("できる操作：{verbs}", "Can be done: {verbs}", verbs = verbs));
}

/// Evidence and history in full.
pub fn evidence(desk: &mut Desk, id: Id) -> Result<(), Break> {
    let ctx = desk.context();
    let Some(case) = desk.case(&ctx, id)? else {
        desk.say(not_found(id));
        return Ok(());
    };
    desk.current = Some(Item::Row(id));
    details(desk, &case, &ctx);
    // The trace first: what could not be known of is not read out.
    if let Err(error) = desk.session.trace().has_read_history(id) {
        desk.say(error.sentence());
        return Ok(());
    }
    let entries = ledger::history(&desk.reader(&ctx), id, HISTORY_MAX)?;
    desk.say(sentence!("履歴 {n}件。", "History: {n} entries.", n = entries.len()));
    for entry in &entries {
        let words = entry_words(entry);
        desk.say_about(&words, &Names::of(&case).and_texts([entry.reason.clone()]));
    }
    Ok(())
}

/// An entry of the ledger on one line: when, what about which row, by whom, how it ended, why.
pub fn entry_words(entry: &Entry) -> Sentence {
    let at = parse_instant(&entry.at);
    let at = at.map_or_else(|| entry.at.clone(), |at| format!("{} {}", today(at), clock(at)));
    let mut parts = vec![
        sentence!("{at}", "{at}", at = at),
        sentence!("{object}", "{object}", object = Shown::new(&entry.object)),
        table::words_of(&entry.action).into(),
        sentence!("{actor}", "{actor}", actor = Shown::new(&entry.actor)),
    ];
    if let Some(outcome) = ledger::Outcome::read(&entry.outcome).filter(|o| *o != ledger::Outcome::Done) {
        parts.push(outcome.label().into());
    }
    if !entry.reason.is_empty() {
        parts.push(sentence!("理由 {why}", "reason {why}", why = Shown::new(&entry.reason)));
    }
    joined(&parts)
}

/// From an entry to the row it is about.
fn entry_object(desk: &mut Desk, number: i64) -> Result<(), Break> {
    let ctx = desk.context();
    let entry = ledger::entry(&desk.reader(&ctx), number)?.filter(|e| e.office == ctx.actor.office.0);
    match entry.and_then(|entry| entry.object.parse::<Id>().ok()) {
        Some(id) => row(desk, id),
        None => {
            desk.say(Text::new("この記録の対象は行ではありません。", "This entry is not about a row."));
            Ok(())
        }
    }
}

fn clause_text(desk: &mut Desk, clause: &'static Clause) {
    desk.say(sentence!(
        "{shown} {title}（{strength}）",
        "{shown} {title} ({strength})",
        shown = clause.shown_as,
        title = clause.title,
        strength = clause.strength.text()
    ));
    for holder in clause.holders {
        desk.say(sentence!("担う者：{holder}", "Holder: {holder}", holder = holder.text()));
    }
    // The Japanese wording is the law; the English gist stands before it, for whoever reads English.
    if desk.lang == crate::text::Lang::En {
        desk.talk.say(clause.gist);
    }
    desk.talk.say(clause.ja);
    if let Some(misprint) = clause.misprint {
        desk.say(misprint.told());
    }
}

/// From a row to what belongs to it; where there are several ways it asks which.
pub fn follow(desk: &mut Desk, id: Id) -> Result<(), Break> {
    let ctx = desk.context();
    let Some(case) = desk.case(&ctx, id)? else {
        desk.say(not_found(id));
        return Ok(());
    };
    let ways = follow::ways(&case);
    let way = match ways.as_slice() {
        [] => None,
        [only] => Some(only),
        several => {
            for way in several {
                desk.say(sentence!("{key}：{label}", "{key}: {label}", key = way.key, label = way.label));
            }
            let typed = desk.ask(&sentence!("どれですか >", "Which one? >"))?;
            let key = super::words::narrowed(typed.trim());
            ways.iter().find(|way| way.key.to_string() == key)
        }
    };
    match way.map(|way| &way.to) {
        Some(To::Row(id)) => items(desk, &[Item::Row(*id)]),
        Some(To::Rows(noun)) => {
            let name = follow::name_of(&case).to_owned();
            super::view::open(desk, super::view::View::related(*noun, id, name))
        }
        None => {
            desk.say(Text::new("関連する一覧はありません。", "There is nothing related to show."));
            Ok(())
        }
    }
}
