//! `backup` and `restore`: the store kept safe, and put back without anything being overwritten.

use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::call::Call;
use super::output;
use super::proof::asked_again;
use super::sign_in::{self, Lines};
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::draft;
use crate::domain::Role;
use crate::sentence;
use crate::session::{self, Session, clock};
use crate::store::backup::{self, BackupOrder, Head, Manifest};
use crate::store::files::StoreFiles;
use crate::store::ledger::{self, Outcome};
use crate::store::restore::{self, Current, Existing, Loss, RestoreOrder, RestoreReport, unlock_at};
use crate::store::seal::DataKey;
use crate::store::slots::{Purpose, Slots};
use crate::store::vault::Vault;
use crate::store::{NEWEST_SCHEMA, Scope, Store, Tx, read_head};
use crate::text::{Sentence, Text, date};

/// Makes a backup of the store.
pub(super) fn backup(call: &Call<'_>) -> Result<Next, Failure> {
    let mut session = call.sign_in_as_it_is()?;
    asked_again(call, &mut session, Text::new("バックアップ", "A backup"))?;
    let to = call.file("dest").unwrap_or(Path::new("."));
    let order =
        BackupOrder { store: call.db(), key: &session.key, to, made_at: clock::now(), schema: NEWEST_SCHEMA };
    let report = backup::backup(&order, &read_head, &mut |_, _| ControlFlow::Continue(()))?;
    let head = report.manifest.head.as_ref().map_or(0, |head| head.number);
    call.tell(&sentence!(
        "{folder} にバックアップを作成し、読み返して確認しました（操作記録 {head} まで）。",
        "The backup {folder} is made and verified by reading it back (up to entry {head} of the ledger).",
        folder = report.folder.display(),
        head = head
    ));
    if call.has("json") {
        output::print_json(&json!({
            "folder": report.folder,
            "made_at": date::instant_iso(report.manifest.made_at),
            "schema": report.manifest.schema,
            "head": report.manifest.head,
        }))?;
    }
    Ok(Status::Done.into())
}

/// Puts a backup back where the store is, after saying what would be lost.
pub(super) fn restore(call: &Call<'_>) -> Result<Next, Failure> {
    call.must_write()?;
    let folder = call.file("backup").unwrap_or(Path::new("."));
    if folder.symlink_metadata().is_err() {
        return Err(Failure::new(
            Status::NotFound,
            sentence!(
                "バックアップ {folder} がありません。場所を確かめてください。",
                "There is no backup {folder}. Check where it is.",
                folder = folder.display()
            ),
        ));
    }
    let manifest = Manifest::read(folder)?;
    let mut lines = Lines::of(call)?;
    let credential = sign_in::credential(call, &unlock_at(folder), &mut lines)?;
    let key = Vault::unlock(&unlock_at(folder), &credential)?.key;
    let loss = loss(call.db(), &key, &manifest)?;
    call.tell(&loss_sentence(&loss));
    let existing = agreed(call, &loss)?;
    let order = RestoreOrder {
        backup: folder,
        key: &key,
        target: call.db(),
        existing,
        at: clock::now(),
        schema: NEWEST_SCHEMA,
    };
    let before = anchored_before(call, &manifest);
    let report = restore::restore(&order, &read_head)?;
    let door = session::knock_restored(&call.place(), &credential, call.origin())?;
    let session = sign_in::through(call, door, &mut lines)?;
    let entry = enter(session, call.text("reason"), &loss, &report, before)?;
    call.tell(&sentence!(
        "復元しました（記録 {entry}）。{aside}",
        "Restored (entry {entry}). {aside}",
        entry = entry,
        aside = aside_sentence(&report)
    ));
    if call.has("json") {
        output::print_json(&json!({ "ledger": entry, "aside": report.aside, "lost": lost(&loss) }))?;
    }
    Ok(Status::Done.into())
}

/// Whether the person has given a reason and, where there is a store, has agreed to what will be lost.
fn agreed(call: &Call<'_>, loss: &Option<Loss>) -> Result<Existing, Failure> {
    if call.text("reason").trim().is_empty() {
        return Err(Failure::usage(Text::new(
            "復元には理由（--reason）が必要です。",
            "A restore needs a reason (--reason).",
        )));
    }
    match (loss, call.has("yes")) {
        (None, _) => Ok(Existing::Keep),
        (Some(_), true) => Ok(Existing::MoveAside),
        (Some(_), false) => Err(Failure::new(
            Status::Refused,
            Text::new(
                "復元していません。承知のうえで行うには --yes を付けてください。今のストアは別のフォルダーに残します。",
                "Nothing was restored. To go ahead, add --yes; the present store is moved aside, not deleted.",
            ),
        )),
    }
}

/// What restoring would lose; `None` where no store is there.
fn loss(target: &Path, key: &DataKey, manifest: &Manifest) -> Result<Option<Loss>, Failure> {
    let files = StoreFiles::at(target).map_err(crate::store::open_error::OpenError::from)?;
    if files.all().iter().all(|path| path.symlink_metadata().is_err()) {
        return Ok(None);
    }
    let Ok(slots) = Slots::read(&files) else { return Ok(Some(Loss::Parted)) };
    if slots.store() != &manifest.store {
        return Ok(Some(Loss::OtherStore));
    }
    // A store that does not open any more is the reason for many a restore: then no numbers can be told.
    let Ok(store) = Store::open_as_it_is(target, key) else {
        return Ok(Some(Loss::Parted));
    };
    let nobody = Scope { office: crate::domain::OfficeId(0), role: Role::City };
    let reader = store.reader(nobody, date::today(clock::now()));
    let current = Current { store: slots.store().clone(), head: reader.ledger_head()? };
    let loss = restore::loss(manifest, Some(&current), |number| reader.hash_at(number).ok().flatten());
    Ok(Some(loss))
}

fn loss_sentence(loss: &Option<Loss>) -> Sentence {
    match loss {
        None => Text::new("この場所にストアはありません。", "There is no store in this place.").into(),
        Some(Loss::Nothing) => {
            Text::new("失われる操作記録はありません。", "No entry of the ledger will be lost.").into()
        }
        Some(Loss::Entries(range)) if range.start() == range.end() => sentence!(
            "操作記録 {only} が失われます（バックアップ後の操作）。",
            "Entry {only} of the ledger will be lost (made after the backup).",
            only = range.start()
        ),
        Some(Loss::Entries(range)) => sentence!(
            "操作記録 {first}～{last} が失われます（バックアップ後の操作）。",
            "Entries {first} to {last} of the ledger will be lost (made after the backup).",
            first = range.start(),
            last = range.end()
        ),
        Some(Loss::Parted) => Text::new(
            "今のストアとバックアップは別々に進んでいるか、今のストアが読めません。今のストアの内容はすべて失われます。",
            "The present store has parted from the backup, or cannot be read. All of its content will be lost.",
        )
        .into(),
        Some(Loss::OtherStore) => Text::new(
            "別のストアのバックアップです。今のストアの内容はすべて失われます。",
            "This is the backup of another store. All of the present store's content will be lost.",
        )
        .into(),
    }
}

/// What was lost, as the ledger and JSON have it.
fn lost(loss: &Option<Loss>) -> String {
    match loss {
        None | Some(Loss::Nothing) => String::new(),
        Some(Loss::Entries(range)) => format!("{}-{}", range.start(), range.end()),
        Some(Loss::Parted) => "parted".to_owned(),
        Some(Loss::OtherStore) => "other_store".to_owned(),
    }
}

fn aside_sentence(report: &RestoreReport) -> Sentence {
    match &report.aside {
        Some(folder) => sentence!(
            "それまでのストアは {folder} にあります。",
            "The store that was there is now in {folder}.",
            folder = folder.display()
        ),
        None => Sentence::default(),
    }
}

/// The head that the anchor knows of: what was acknowledged before the restore, whatever the store's file shows.
fn anchored_before(call: &Call<'_>, manifest: &Manifest) -> Option<Head> {
    let purpose = session::purpose_of(call.db()).unwrap_or(Purpose::Real);
    let last = call.place().anchor(&manifest.store, purpose).last().ok().flatten()?;
    Some(Head { number: last.number, hash: last.hash })
}

/// Enters the restore in the ledger of the store that is back, with both heads, and then in its anchor.
fn enter(
    session: Session,
    reason: &str,
    loss: &Option<Loss>,
    report: &RestoreReport,
    before: Option<Head>,
) -> Result<i64, Failure> {
    let ctx = session.context();
    let mut draft = draft(&ctx, "store.restore", &ctx.actor.office.to_string(), Outcome::Done);
    draft.reason = reason.trim().to_owned();
    draft.details = json!({
        "made_at": date::instant_iso(report.manifest.made_at),
        "head": report.manifest.head,
        "before": before,
        "lost": lost(loss),
    })
    .to_string();
    let entered = |tx: &mut Tx<'_>| ledger::append(tx, draft).map(|entry| entry.number);
    Ok(session.restored((before, report.manifest.head.clone()), entered)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn one_entry_that_would_be_lost_is_told_as_one() {
        let told = |range, lang| loss_sentence(&Some(Loss::Entries(range))).get(lang).to_owned();
        assert_eq!(told(4..=4, Lang::En), "Entry 4 of the ledger will be lost (made after the backup).");
        assert_eq!(told(4..=4, Lang::Ja), "操作記録 4 が失われます（バックアップ後の操作）。");
        assert!(told(4..=6, Lang::En).starts_with("Entries 4 to 6 "), "{}", told(4..=6, Lang::En));
    }
}
