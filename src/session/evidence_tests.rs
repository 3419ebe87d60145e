//! Attacks on a store of files: whatever is edited, removed, put back or cut shows at the next open or verification.

use std::fs;
use std::path::PathBuf;

use super::desk::Desk;
use super::*;
use crate::store::evidence::lines::compare_lines;
use crate::store::evidence::{Breach, compare_rows};
use crate::store::ledger::{self, Mismatch};
use crate::store::open_error::OpenKind;
use crate::text::Lang;

fn rolled_back(breach: Option<Breach>) -> (i64, i64) {
    match breach {
        Some(Breach::RolledBack { head, anchored, .. }) => (head, anchored),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_untouched_store_fits_its_anchor_line_by_line() {
    let desk = Desk::new();
    assert_eq!(desk.breach(), None);
    assert_eq!((desk.first_bad(), desk.rows()), (None, None));
    let session = desk.open();
    let ctx = session.context();
    let verdict = compare_lines(&session.reader(&ctx), &desk.anchor()).unwrap();
    assert_eq!((verdict.lines, verdict.last, verdict.first_bad), (4, 4, None));
}

#[test]
fn entries_say_session_role_and_key_and_a_digest_that_changes_with_the_rows() {
    let desk = Desk::new();
    let session = desk.open();
    let ctx = session.context();
    let entry = |number| ledger::entry(&session.reader(&ctx), number).unwrap().unwrap();
    let (one, other) = (entry(3), entry(4));
    assert_eq!((one.encoding, one.role.as_str(), one.key_print.len()), (3, "admin", 16));
    assert_ne!(one.session, "");
    assert_ne!(one.state, other.state);
}

#[test]
fn an_edited_entry_is_named() {
    let desk = Desk::new();
    desk.attack("UPDATE ledger SET reason = 'いいえ' WHERE number = 2");
    assert_eq!(desk.first_bad(), Some((2, Mismatch::Hash)));
}

/// A store that the program of an earlier year left, and nobody has brought up to date yet.
#[test]
fn the_chain_of_a_store_from_before_ssh_keys_is_walked_as_it_is() {
    const OLDER: &str = "ALTER TABLE ledger DROP COLUMN ssh_key; PRAGMA user_version = 11";
    let first_bad = |attack: &str| {
        let desk = Desk::new();
        desk.attack(&format!("{attack}{OLDER}"));
        let reading = sign_in_reading(&desk.place(), &desk.credential(), Origin::default());
        assert!(matches!(reading, Err(NotSignedIn::NotOpened(error)) if error.kind() == OpenKind::Older));
        let unlocked = crate::store::vault::Vault::unlock(&desk.place().db, &desk.credential()).unwrap();
        let store = Store::open_as_it_is(&desk.place().db, &unlocked.key).unwrap();
        assert_eq!((store.older_schema().unwrap(), store.is_read_only()), (Some(11), true));
        let nobody = Scope { office: crate::domain::OfficeId(0), role: crate::domain::Role::City };
        let verdict = ledger::verify(&store.reader(nobody, today(clock::now()))).unwrap();
        (verdict.entries, verdict.first_bad.map(|bad| (bad.number, bad.what)))
    };
    assert_eq!(first_bad(""), (4, None));
    let edited = "UPDATE ledger SET reason = 'いいえ' WHERE number = 2; ";
    assert_eq!(first_bad(edited), (1, Some((2, Mismatch::Hash))));
}

#[test]
fn an_edited_last_entry_stops_the_session() {
    let desk = Desk::new();
    desk.attack("UPDATE ledger SET actor = 'U-0002' WHERE number = 4");
    assert_eq!(desk.breach(), Some(Breach::EntryBroken(4)));
}

#[test]
fn a_removed_entry_is_named_and_a_removed_last_one_stops_the_session() {
    let desk = Desk::new();
    desk.attack("DELETE FROM ledger_images WHERE entry = 2; DELETE FROM ledger WHERE number = 2");
    assert_eq!(desk.first_bad(), Some((2, Mismatch::Number)));
    let desk = Desk::new();
    desk.attack("DELETE FROM ledger_images WHERE entry = 4; DELETE FROM ledger WHERE number = 4");
    assert_eq!(rolled_back(desk.breach()), (3, 4));
}

#[test]
fn an_inserted_entry_is_named() {
    let desk = Desk::new();
    desk.attack(
        "UPDATE ledger SET number = 5 WHERE number = 4;
         INSERT INTO ledger SELECT 4, encoding, at, actor, role, office, session, client, action, object, outcome, \
         reason, clauses, undoes, details, images, previous, hash, key_print, state, ssh_key FROM ledger WHERE number = 3",
    );
    assert_eq!(desk.first_bad(), Some((4, Mismatch::Link)));
    assert!(desk.breach().is_some());
}

#[test]
fn reordered_entries_are_named() {
    let desk = Desk::new();
    desk.attack(
        "UPDATE ledger SET number = 9 WHERE number = 2; UPDATE ledger SET number = 2 WHERE number = 3;
         UPDATE ledger SET number = 3 WHERE number = 9",
    );
    assert_eq!(desk.first_bad(), Some((2, Mismatch::Link)));
}

#[test]
fn a_chain_that_was_computed_anew_is_not_the_anchored_one() {
    let desk = Desk::new();
    desk.attack("UPDATE ledger SET reason = 'いいえ' WHERE number = 2");
    desk.chain_anew(2);
    assert_eq!(desk.first_bad(), None);
    let Some(Breach::Replaced { number: 4, .. }) = desk.breach() else { panic!("{:?}", desk.breach()) };
}

#[test]
fn a_row_changed_behind_the_ledger_shows_in_the_walk() {
    for sql in [
        "UPDATE users SET name = '別人' WHERE id = 2",
        "UPDATE users SET voided = 1 WHERE id = 2",
        "DELETE FROM users WHERE id = 3",
        "UPDATE users SET admin_since = '2026-01-01' WHERE id = 2",
        "INSERT INTO operators VALUES ('H-0009', 'head', 1, 'だれか')",
    ] {
        let desk = Desk::new();
        desk.attack(sql);
        assert_eq!(desk.breach(), None, "{sql}: constant time sees the head only");
        assert!(matches!(desk.rows(), Some(Breach::RowsChanged { head: 4, .. })), "{sql}");
    }
}

#[test]
fn a_file_rolled_back_whole_is_missing_what_came_since() {
    let desk = Desk::new();
    let before = desk.copied();
    desk.register(&mut desk.open(), "田中");
    desk.register(&mut desk.open(), "伊藤");
    desk.put_back(&before);
    assert_eq!(rolled_back(desk.breach()), (4, 6));
    let sentence = desk.breach().unwrap().sentence();
    assert!(sentence.get(Lang::Ja).starts_with("操作記録 5～6 が失われています"), "{sentence:?}");
    assert!(sentence.get(Lang::En).starts_with("Entries 5 to 6 of the ledger are missing"), "{sentence:?}");
}

#[test]
fn one_entry_that_is_missing_is_told_as_one() {
    let (since, until) = ("2026-11-23T01:00:00.000Z".to_owned(), "2026-11-23T02:00:00.000Z".to_owned());
    let sentence = Breach::RolledBack { head: 4, anchored: 5, since, until }.sentence();
    assert_eq!(
        sentence.get(Lang::Ja),
        "操作記録 5（2026-11-23 11:00）が失われています。その前の記録は 2026-11-23 10:00 です。"
    );
    assert_eq!(
        sentence.get(Lang::En),
        "Entry 5 of the ledger (2026-11-23 11:00) is missing. The one before is of 2026-11-23 10:00."
    );
}

/// A log with commits that no checkpoint has taken into the file yet, as after a kill.
fn killed(desk: &Desk) -> (Vec<(PathBuf, Vec<u8>)>, usize) {
    let mut session = desk.open();
    desk.register(&mut session, "田中");
    let log = desk.copied()[1].1.len();
    desk.register(&mut session, "伊藤");
    (desk.copied(), log)
}

#[test]
fn a_log_cut_deleted_or_flipped_is_missing_what_it_held() {
    let desk = Desk::new();
    let (files, _) = killed(&desk);
    desk.put_back(&files);
    assert_eq!(desk.breach(), None, "the log as it was left");
    for name in ["cut", "deleted", "flipped"] {
        let desk = Desk::new();
        let (mut files, first) = killed(&desk);
        let log = &mut files[1].1;
        match name {
            "cut" => log.truncate(first),
            "deleted" => log.clear(),
            _ => log[first + 200] ^= 1,
        }
        desk.put_back(&files);
        let (head, anchored) = rolled_back(desk.breach());
        assert!(head < 6 && anchored == 6, "{name}: {head} {anchored}");
    }
}

/// Each page that two acts have changed is put back alone: SQLCipher takes it, the evidence does not.
#[test]
fn an_old_page_put_back_is_never_taken_in_silence() {
    let desk = Desk::new();
    let checkpointed = |desk: &Desk| {
        desk.attack("PRAGMA wal_checkpoint(TRUNCATE)");
        fs::read(desk.place().db).unwrap()
    };
    let old = checkpointed(&desk);
    desk.register(&mut desk.open(), "田中");
    let new = checkpointed(&desk);
    let page = 4096;
    let mut put_back = 0;
    for at in
        (0..old.len().min(new.len())).step_by(page).filter(|at| old[*at..at + page] != new[*at..at + page])
    {
        let mut mixed = new.clone();
        mixed[at..at + page].copy_from_slice(&old[at..at + page]);
        desk.put_back(&[(desk.place().db, mixed)]);
        put_back += 1;
        let Ok(session) = sign_in_reading(&desk.place(), &desk.credential(), Origin::default()) else {
            continue;
        };
        let ctx = session.context();
        let reader = session.reader(&ctx);
        let seen = session.evidence.breach().is_some()
            || !matches!(compare_rows(&reader), Ok(Some(Ok(_))))
            || !matches!(ledger::verify(&reader), Ok(verdict) if verdict.first_bad.is_none());
        assert!(seen, "page {} of {}", at / page, new.len() / page);
    }
    assert!(put_back > 3, "{put_back} pages");
}
