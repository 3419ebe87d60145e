//! Undo (元に戻す): writes the before-images back, if nobody has built on the act meanwhile.
//!
//! An undo is a write like any other: one transaction, invariants checked again, one entry that cites the
//! undone one. An undo is not undone.

use super::assurance;
use super::authorise::{Wish, permit};
use super::outcome::{Conflict, Outcome, Receipt, Refusal, by_somebody};
use super::perform::{draft, scope};
use super::{import, table, withdraw};
use crate::domain::{Context, Id, Mirror, MirrorId, MirrorState, Noun};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::office::NOBODY_OPENS;
use crate::sentence;
use crate::store::ledger::{self, Entry};
use crate::store::{Known, Reader, Store, StoreError, Tx};
use crate::text::{Sentence, Text};

/// An act that `u` would take back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undoable {
    /// The entry that did it; of a batch, the last one.
    pub entry: i64,
    /// What it did, for the dialog.
    pub sentence: Sentence,
    /// The action's id.
    pub action: String,
}

/// Whether taking this entry back needs the passphrase once more.
pub fn wants_passphrase(reader: &Reader<'_>, ctx: &Context, number: i64) -> Result<bool, StoreError> {
    let entry = ledger::entry(reader, number)?.filter(|entry| entry.office == ctx.actor.office.0);
    Ok(entry.is_some_and(|entry| assurance::undo_wants_passphrase(ctx, &entry.action)))
}

/// The actor's own latest act of this session that is not yet undone.
pub fn last(reader: &Reader<'_>, ctx: &Context) -> Result<Option<Undoable>, StoreError> {
    let entry = ledger::last_undoable(reader, &ctx.actor.operator, &ctx.session)?;
    entry.map(|entry| describe(reader, entry)).transpose()
}

fn describe(reader: &Reader<'_>, entry: Entry) -> Result<Undoable, StoreError> {
    let rows = ledger::batch_of(reader, &entry)?.len();
    let what = table::words_of(&entry.action);
    let name = entry.object.parse::<Id>().ok().map(|id| reader.name_of(id)).transpose()?.unwrap_or_default();
    let name = crate::text::Shown::new(&name);
    let sentence = if rows > 1 {
        sentence!(
            "「{what}」{rows}件を元に戻します。",
            "Takes back \"{what}\" on {rows} rows.",
            what = what,
            rows = rows
        )
    } else {
        sentence!(
            "{object} {name}の「{what}」（記録 {entry}）を元に戻します。",
            "Takes back \"{what}\" on {object} {name} (entry {entry}).",
            object = entry.object,
            name = name,
            what = what,
            entry = entry.number
        )
    };
    Ok(Undoable { entry: entry.number, sentence, action: entry.action })
}

/// Takes back one entry, or the whole batch it belongs to: all or nothing.
pub fn perform(store: &mut Store, ctx: &Context, number: i64) -> Result<Outcome, StoreError> {
    if store.is_read_only() {
        return Ok(Outcome::Refused(Refusal::read_only()));
    }
    let entry = Id { noun: Noun::Entry, number };
    let undone = store.commit(scope(ctx), ctx.today(), |tx| {
        match permit(tx, ctx, wish_of(tx, ctx, number)?, &entry.to_string())? {
            Some(denied) => Ok(denied),
            None => undo(tx, ctx, number).map(Outcome::Done),
        }
    });
    match undone {
        Ok(done) => Ok(done.into()),
        Err(Stop::Told(outcome)) => Ok(*outcome),
        Err(Stop::Failed(error)) if error.is_duplicate() => Ok(Outcome::Refused(Refusal::of(finding(
            Text::new(
                "元に戻すと、ほかの記録と重複します（メールアドレスまたは患者のグループ）。",
                "Taking it back would clash with another row (mail address or patient group).",
            )
            .into(),
        )))),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Why an undo stops; nothing it wrote stands.
enum Stop {
    Told(Box<Outcome>),
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Failed(error)
    }
}

impl From<Outcome> for Stop {
    fn from(outcome: Outcome) -> Stop {
        Stop::Told(Box::new(outcome))
    }
}

fn undo(tx: &mut Tx<'_>, ctx: &Context, number: i64) -> Result<Receipt, Stop> {
    let entry = undoable(tx, ctx, number)?;
    if assurance::undo_wants_passphrase(ctx, &entry.action) {
        return Err(Outcome::Refused(assurance::refusal()).into());
    }
    let batch = ledger::batch_of(tx, &entry)?;
    for number in batch.iter().rev() {
        take_back(tx, *number)?;
        settle_marks(tx, ctx, *number)?;
    }
    still_sound(tx)?;
    if let Some(row) = tx.left_hanging()? {
        return Err(built_on(tx, row)?);
    }
    let mut draft = draft(ctx, "undo", &entry.object, ledger::Outcome::Done);
    draft.undoes = Some(entry.number);
    let keys = tx.ssh_keys_ended_here()?;
    let written = ledger::append(tx, draft)?;
    // Each row of a batch is cited by an entry of its own, so that none of them can be undone twice.
    for number in batch.into_iter().filter(|n| *n != entry.number) {
        cite(tx, ctx, number)?;
    }
    let object = entry.object.parse().unwrap_or(Id { noun: Noun::Entry, number: entry.number });
    let next = withdraw::enter(tx, ctx, &keys)?;
    let label = table::words_of("undo");
    Ok(Receipt { entry: written.number, hash: written.hash, object, label, next, known: Known::Told })
}

fn cite(tx: &mut Tx<'_>, ctx: &Context, number: i64) -> Result<(), StoreError> {
    let object = ledger::entry(tx, number)?.map(|e| e.object).unwrap_or_default();
    let mut draft = draft(ctx, "undo", &object, ledger::Outcome::Done);
    draft.undoes = Some(number);
    ledger::append(tx, draft).map(|_| ())
}

/// What would be taken back: an act, an import, or nothing that is known of this office.
fn wish_of(tx: &Tx<'_>, ctx: &Context, number: i64) -> Result<Wish<'static>, StoreError> {
    let entry = ledger::entry(tx, number)?.filter(|entry| entry.office == ctx.actor.office.0);
    let list = entry.as_ref().and_then(|entry| import::of_entry(&entry.action));
    let action = || entry.as_ref().and_then(|entry| table::find(&entry.action));
    Ok(list.map_or_else(|| Wish::Undo(action()), Wish::UndoImport))
}

/// The entry, if it is one that may be taken back.
fn undoable(tx: &Tx<'_>, ctx: &Context, number: i64) -> Result<Entry, Stop> {
    let entry = ledger::entry(tx, number)?.filter(|e| e.office == ctx.actor.office.0);
    let Some(entry) = entry else {
        return Err(Outcome::NotFound(Id { noun: Noun::Entry, number }).into());
    };
    if entry.undoes.is_some() {
        return Err(refused(
            Text::new("元に戻した操作は、さらに元に戻せません。", "An undo is not undone.").into(),
        ));
    }
    if entry.outcome != ledger::Outcome::Done.word() || entry.images.is_empty() {
        return Err(refused(
            Text::new("この記録は何も変更していません。", "That entry changed nothing.").into(),
        ));
    }
    if let Some(by) = ledger::undoing(tx, number)? {
        let sentence = sentence!(
            "記録 {number} はすでに元に戻されています（記録 {by}）。",
            "Entry {number} has been undone already (entry {by}).",
            number = number,
            by = by.number
        );
        return Err(Outcome::Conflict(Conflict { sentence, entry: Some(by.number) }).into());
    }
    Ok(entry)
}

/// Writes an entry's before-images back, last row first; a created row becomes void.
fn take_back(tx: &mut Tx<'_>, number: i64) -> Result<(), Stop> {
    for touch in ledger::touches(tx, number)?.into_iter().rev() {
        if touch.from.is_some() && touch.before.is_none() {
            return Err(refused(
                Text::new(
                    "承認された消去（様式3第5条(4)）で空にした内容は、元に戻せません。",
                    "What an approved erasure has emptied cannot be taken back.",
                )
                .into(),
            ));
        }
        if !tx.take_back(&touch)? {
            return Err(built_on(tx, Id { noun: touch.noun, number: touch.number })?);
        }
    }
    Ok(())
}

fn built_on(tx: &Tx<'_>, row: Id) -> Result<Stop, StoreError> {
    let who = match tx.last_entry_touching(row)? {
        Some(entry) => by_somebody(tx, row, &entry)?,
        None => Text::new("その後に変更されています。", "It was changed since.").into(),
    };
    Ok(refused(sentence!(
        "その後の操作があるため、元に戻せません：{who}",
        "It cannot be taken back, since something was built on it: {who}",
        who = who
    )))
}

/// A pending mark is cancelled; a confirmed one gets the opposite mark, pending.
fn settle_marks(tx: &mut Tx<'_>, ctx: &Context, number: i64) -> Result<(), StoreError> {
    for mark in tx.marks_of_entry(number)? {
        match mark.state {
            MirrorState::Pending => tx.save(&Mirror {
                state: MirrorState::Cancelled,
                settled_by: ctx.actor.operator.clone(),
                settled_at: Some(ctx.now),
                ..mark
            })?,
            MirrorState::Confirmed => {
                let id = MirrorId(tx.next_number::<Mirror>()?);
                tx.insert(&Mirror {
                    id,
                    version: 1,
                    opposite: true,
                    state: MirrorState::Pending,
                    settled_by: String::new(),
                    settled_at: None,
                    ..mark
                })?;
            }
            MirrorState::Cancelled => {}
        }
    }
    Ok(())
}

/// Invariant 1: the office still has an active admin, and somebody can open the store. Mail and patient groups are
/// held by unique indexes.
fn still_sound(tx: &Tx<'_>) -> Result<(), Stop> {
    if !tx.opens_for_somebody()? {
        return Err(Outcome::Refused(Refusal::of(last_of("last_key", NOBODY_OPENS))).into());
    }
    match tx.office_case()? {
        Some(office) if office.admins == 0 => {
            let why = Text::new(
                "MCS管理者が一人もいなくなります。",
                "The office would be without an MCS administrator.",
            );
            Err(Outcome::Refused(Refusal::of(last_of("last_admin", why))).into())
        }
        Some(_) | None => Ok(()),
    }
}

/// What an office never does without (第7条).
fn last_of(rule: &'static str, why: Text) -> Finding {
    Finding { rule, clause: id("7"), severity: Severity::Block, sentence: why.into() }
}

fn refused(sentence: Sentence) -> Stop {
    Outcome::Refused(Refusal::of(finding(sentence))).into()
}

fn finding(sentence: Sentence) -> Finding {
    Finding { rule: "undo", clause: id("8"), severity: Severity::Block, sentence }
}
