//! Writing: from a write to how it ended. Runs on the writer thread.
//!
//! A busy store is tried again, and nothing is done twice. Whether a commit that failed stands is the store's to say
//! ([`Store::settle`]); what of it stands, the ledger's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::effects::Write;
use super::exports;
use super::files;
use super::message::{News, Written};
use super::papers;
use super::workers::progress;
use crate::actions::import::{ImportError, Imported, ListFile};
use crate::actions::{Go, Outcome, Receipt, Waits, patiently, perform, perform_many, scope, undo};
use crate::domain::{Context, Id};
use crate::store::{End, Mark, Store, StoreError, ledger};
use crate::text::{Sentence, Text};

/// A store that is busy for longer is said to be; among many hands shorter waits are nothing to tell.
const BUSY_AFTER: Duration = Duration::from_millis(300);

/// Writes; a busy store is tried again, and nothing is done twice.
pub fn write(
    store: &mut Store,
    ctx: &Context,
    job: &Write,
    stop: &AtomicBool,
    tell: impl Fn(News),
) -> Written {
    match job {
        Write::Import(list) => Written::Imported(import(store, ctx, list, stop, &tell)),
        Write::SaveNotTaken(list, report, to, lang) => {
            Written::Saved(files::save_not_taken(list, report, to, *lang))
        }
        Write::Print(job, folder) => Written::Printed(papers::print_to(store, ctx, job, folder)),
        Write::Export(job, folder) => {
            let go = &mut progress(stop, &tell);
            Written::Exported(exports::export_to(store, ctx, job, folder, go))
        }
        Write::Perform(_) | Write::Undo(_) => {
            let before = head(store, ctx);
            let mut outcomes: Vec<(Id, Outcome)> = Vec::new();
            match act(store, ctx, job, &mut outcomes, stop, &mut waiting(stop, &tell)) {
                Ok(()) => Written::Outcomes(outcomes),
                Err(error) => settled(store, ctx, before, outcomes, error, stop),
            }
        }
    }
}

/// The ledger's last entry before a write; nothing where it cannot be read.
fn head(store: &Store, ctx: &Context) -> Option<i64> {
    ledger::head_number(&store.reader(scope(ctx), ctx.today())).ok()
}

/// A write failed, perhaps in the very commit: then the ledger says whether that commit stands.
fn settled(
    store: &Store,
    ctx: &Context,
    before: Option<i64>,
    told: Vec<(Id, Outcome)>,
    error: StoreError,
    stop: &AtomicBool,
) -> Written {
    let why = said(&error, stop);
    let found = match (&error, before) {
        (StoreError::Unclear(lost), Some(before)) => found_again(store, ctx, before, &lost.mark),
        // Where nothing was known of the ledger before, nothing can be told apart now.
        (StoreError::Unclear(_), None) => None,
        _ => Some(Vec::new()),
    };
    let Some(found) = found else { return Written::Unknown(why) };
    let is_told = |id: Id| told.iter().any(|(told, _)| *told == id);
    let found: Vec<_> = found.into_iter().filter(|receipt| !is_told(receipt.object)).collect();
    if found.is_empty() && told.is_empty() {
        return Written::Failed(why);
    }
    let found = found.into_iter().map(|receipt| (receipt.object, Outcome::Done(receipt)));
    Written::Settled(told.into_iter().chain(found).collect(), why)
}

/// What this session's ledger has up to the mark of a lost commit; nothing of it where the commit does not stand,
/// and `None` where the ledger still cannot be read.
fn found_again(store: &Store, ctx: &Context, before: i64, mark: &Mark) -> Option<Vec<Receipt>> {
    if store.settle(mark).ok()? == End::NotDone {
        return Some(Vec::new());
    }
    let reader = store.reader(scope(ctx), ctx.today());
    let entries = ledger::of_session_since(&reader, &ctx.session, before).ok()?;
    let is_done =
        |entry: &ledger::Entry| entry.number <= mark.number && entry.outcome == ledger::Outcome::Done.word();
    Some(entries.into_iter().filter(is_done).map(Receipt::found_again).collect())
}

/// Says that the store is busy once that lasts, and goes on trying until somebody stops it.
fn waiting<'j>(stop: &'j AtomicBool, tell: impl Fn(News) + 'j) -> impl FnMut(Duration) -> Go + 'j {
    let mut is_told = false;
    move |waited| {
        if !is_told && waited >= BUSY_AFTER {
            is_told = true;
            tell(News::Busy);
        }
        if stop.load(Ordering::Acquire) { Go::Stop } else { Go::On }
    }
}

/// Why a write failed; a store that stayed busy was given up by a person, or by our patience.
fn said(error: &StoreError, stop: &AtomicBool) -> Sentence {
    if !error.is_busy() {
        return error.sentence();
    }
    if stop.load(Ordering::Acquire) {
        return given_up();
    }
    Text::new(
        "他の処理が保存中のままです。しばらくしてから、もう一度実行してください。",
        "Somebody else kept the store busy. Try again in a moment.",
    )
    .into()
}

fn given_up() -> Sentence {
    Text::new("保存を中止しました。入力は残っています。", "Given up. What was typed is kept.").into()
}

/// Acts, or takes an act back; each outcome is durable before it is noted.
fn act(
    store: &mut Store,
    ctx: &Context,
    job: &Write,
    outcomes: &mut Vec<(Id, Outcome)>,
    stop: &AtomicBool,
    waits: Waits<'_>,
) -> Result<(), StoreError> {
    match job {
        Write::Undo(entry) => {
            let outcome = patiently(waits, || undo::perform(store, ctx, *entry))?;
            outcomes.push((Id { noun: crate::domain::Noun::Entry, number: *entry }, outcome));
        }
        // These have returned already.
        Write::Import(_) | Write::SaveNotTaken(..) | Write::Print(..) | Write::Export(..) => {}
        Write::Perform(requests) if requests.len() == 1 => {
            let outcome = patiently(waits, || perform(store, ctx, &requests[0]))?;
            outcomes.push((requests[0].target, outcome));
        }
        Write::Perform(requests) => perform_many(store, ctx, requests, waits, &mut |at, outcome| {
            outcomes.push((requests[at].target, outcome.clone()));
            if stop.load(Ordering::Acquire) { Go::Stop } else { Go::On }
        })?,
    }
    Ok(())
}

/// Takes a list in; a file that cannot be read is told in its own words.
fn import(
    store: &mut Store,
    ctx: &Context,
    list: &ListFile,
    stop: &AtomicBool,
    tell: impl Fn(News),
) -> Result<Box<Imported>, Sentence> {
    let go = &mut progress(stop, &tell);
    match patiently(&mut waiting(stop, &tell), || list.import(store, ctx, go)) {
        Ok(imported) => Ok(Box::new(imported)),
        Err(ImportError::Store(error)) => Err(said(&error, stop)),
        Err(error @ ImportError::File(_)) => Err(error.sentence()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::Answers;
    use crate::testing::World;

    #[test]
    fn a_lost_commit_that_stands_is_told_row_by_row_and_one_that_does_not_is_not() {
        let mut world = World::new();
        let before = head(&world.store, &world.ctx).expect("a ledger");
        world.act("invitation.approve", "I-0001", Answers::default());
        let reader = world.reader();
        let entry = ledger::entry(&reader, before + 1).expect("a ledger").expect("an entry");
        let lost = |entry| found_again(&world.store, &world.ctx, before, &Mark::of(entry)).expect("a ledger");
        let found = lost(&entry);
        assert_eq!(found.iter().map(|r| r.object.to_string()).collect::<Vec<_>>(), ["I-0001"]);
        let never = ledger::Entry { hash: "0".repeat(64), ..entry.clone() };
        assert_eq!(lost(&never), []);
        assert_eq!(found_again(&world.store, &world.ctx, before + 1, &Mark::of(&entry)), Some(Vec::new()));
    }
}
