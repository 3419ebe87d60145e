//! What stands between a commit and its acknowledgement, and what happens without write access.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::desk::Desk;
use super::*;
use crate::actions::perform;
use crate::store::evidence::Breach;
use crate::store::vault::Credential;
use crate::store::{NEWEST_SCHEMA, StoreError, connection, ledger};
use crate::text::Lang;

#[test]
fn a_missing_emptied_or_garbled_anchor_is_a_failure_and_not_a_first_run() {
    let desk = Desk::new();
    let path = desk.anchor().path().to_owned();
    let whole = fs::read(&path).unwrap();
    let with = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        desk.breach()
    };
    let first_line = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
    assert_eq!(with(&whole[..first_line]), Some(Breach::AnchorEmptied { head: 4 }));
    assert!(matches!(
        with(&[&whole, "nothing\n".as_bytes()].concat()),
        Some(Breach::AnchorUnreadable { .. })
    ));
    assert_eq!(with(&whole), None);
    fs::remove_file(&path).unwrap();
    assert_eq!(desk.breach(), Some(Breach::AnchorMissing(path.clone())));
    assert!(!path.exists(), "nothing makes it anew in silence");
}

#[test]
fn an_entry_that_a_kill_left_without_its_line_is_anchored_at_the_next_open() {
    let desk = Desk::new();
    let path = desk.anchor().path().to_owned();
    let whole = fs::read(&path).unwrap();
    for cut in [10, 300] {
        fs::write(&path, &whole[..whole.len() - cut]).unwrap();
        assert_eq!(desk.breach(), None, "{cut}");
        assert_eq!(desk.anchor().last().unwrap().unwrap().number, 4, "{cut}");
    }
}

#[test]
fn a_session_that_only_reads_leaves_the_anchor_as_it_is() {
    let desk = Desk::new();
    let path = desk.anchor().path().to_owned();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 300]).unwrap();
    let session = sign_in_reading(&desk.place(), &desk.credential(), Origin::default()).unwrap();
    assert_eq!(session.evidence.breach(), None);
    assert_eq!(fs::read(&path).unwrap().len(), whole.len() - 300);
}

#[test]
fn with_a_breach_every_write_is_refused_and_says_why() {
    let desk = Desk::new();
    let before = desk.copied();
    desk.register(&mut desk.open(), "田中");
    desk.put_back(&before);
    let mut session = desk.open();
    let ctx = session.context();
    let refused = perform(&mut session.store, &ctx, &Desk::request("伊藤")).unwrap_err();
    let sentence = refused.about_evidence().unwrap();
    assert!(
        sentence.get(Lang::Ja).starts_with("証跡不一致のため変更できません。操作記録 5（"),
        "{sentence:?}"
    );
    assert!(session.cautions()[0].get(Lang::En).starts_with("EVIDENCE MISMATCH: "));
    assert_eq!(ledger::head_number(&session.reader(&ctx)).unwrap(), 4);
}

#[test]
fn a_breach_found_later_stops_every_connection_of_the_session() {
    let desk = Desk::new();
    let session = desk.open();
    let mut other = session.another_store(Access::ReadWrite).unwrap();
    session.evidence.broken(Breach::RowsChanged { head: 4, at: String::new() });
    let refused = perform(&mut other, &session.context(), &Desk::request("伊藤")).unwrap_err();
    assert!(matches!(refused, StoreError::Suspended(_)));
}

#[test]
fn a_write_that_cannot_be_anchored_says_so_and_nothing_follows_it() {
    let desk = Desk::new();
    let mut session = desk.open();
    let path = desk.anchor().path().to_owned();
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).unwrap();
    let ctx = session.context();
    let mut act = |name| perform(&mut session.store, &ctx, &Desk::request(name));
    let refused = act("田中").unwrap_err();
    assert!(
        refused.about_evidence().unwrap().get(Lang::Ja).contains("直前の操作は確定している場合があります")
    );
    act("伊藤").unwrap_err();
    fs::rename(&aside, &path).unwrap();
    act("渡辺").unwrap();
    let last = desk.anchor().last().unwrap().unwrap();
    assert_eq!(last.number, 6, "the first stands and is anchored, the second was never begun");
    assert_eq!(desk.breach(), None);
}

#[test]
fn a_failed_sign_in_is_entered_with_its_own_instant_by_the_next_session_that_may_write() {
    let desk = Desk::new();
    let origin = Origin { client: Some([192, 0, 2, 7].into()), ..Origin::default() };
    for operator in ["U-0001", "朝の雨は長くない"] {
        let credential = Credential::Passphrase {
            operator: operator.into(),
            passphrase: "wrong".to_owned().into(),
            code: None,
        };
        assert!(sign_in(&desk.place(), &credential, origin).is_err());
    }
    let spool = desk.folder.path().join("x.db.spool");
    assert_eq!(crate::store::files::check(&spool).map_err(|e| e.to_string()), Ok(()));
    assert!(!fs::read_to_string(&spool).unwrap().contains("朝の雨"), "what was typed is no id");
    let session = desk.open();
    let ctx = session.context();
    let entry = |number| ledger::entry(&session.reader(&ctx), number).unwrap().unwrap();
    let (known, unknown) = (entry(5), entry(6));
    assert_eq!(
        (known.action.as_str(), known.actor.as_str(), known.client.as_str()),
        ("sign_in.failed", "U-0001", "192.0.2.7")
    );
    assert_eq!((known.outcome.as_str(), unknown.actor.as_str(), unknown.office), ("refused", "", 1));
    assert!(known.at < instant_iso(ctx.now));
    drop(session);
    desk.open();
    assert_eq!(desk.anchor().last().unwrap().unwrap().number, 6, "entered once");
    assert_eq!(desk.first_bad(), None);
}

#[test]
fn a_spool_that_was_cut_is_entered_as_such() {
    let desk = Desk::new();
    let reading = Reading { action: "read.history", object: "U-0002".into(), ..Reading::default() };
    desk.open().has_read(&reading).unwrap();
    desk.open();
    fs::remove_file(desk.folder.path().join("x.db.spool")).unwrap();
    let session = desk.open();
    let ctx = session.context();
    let actions: Vec<String> =
        ledger::list(&session.reader(&ctx), None, 2).unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["spool.cut", "read.history"]);
    assert_eq!(session.actor.operator, "U-0001");
}

#[test]
fn a_clock_that_went_backwards_is_said_and_counted() {
    let desk = Desk::new();
    desk.attack("UPDATE ledger SET at = '2199-01-01T00:00:00.000Z' WHERE number = 3");
    desk.chain_anew(3);
    let session = desk.open_anyway();
    let ctx = session.context();
    let verdict = ledger::verify(&session.reader(&ctx)).unwrap();
    assert_eq!((verdict.first_bad, verdict.first_backwards), (None, Some(4)));
    desk.attack("UPDATE ledger SET at = '2199-01-01T00:00:00.000Z' WHERE number = 4");
    assert!(session.clock_caution()[0].get(Lang::Ja).starts_with("時計が戻っています"));
}

/// What is written outside the path of the ledger does not stand, whoever of us writes it.
#[test]
fn a_write_without_an_entry_is_rolled_back() {
    let desk = Desk::new();
    let mut session = desk.open();
    let (ctx, scope) = (session.context(), session.scope());
    let error = session
        .store
        .write::<_, StoreError>(scope, ctx.today(), |tx| tx.office_named("多摩中央病院"))
        .unwrap_err();
    assert!(matches!(error, StoreError::Unentered));
    assert_eq!(desk.rows(), None);
}

#[test]
fn triggers_forbid_to_change_or_remove_what_was_entered() {
    let desk = Desk::new();
    let session = desk.open();
    let conn = connection::open(&desk.place().db, &session.key, Access::ReadWrite, NEWEST_SCHEMA).unwrap();
    for sql in [
        "UPDATE ledger SET reason = 'x'",
        "DELETE FROM ledger WHERE number = 4",
        "DELETE FROM ledger_images",
        "UPDATE ledger_images SET after_digest = 'x'",
        "UPDATE ledger_images SET before = '[]'",
    ] {
        let error = conn.execute_batch(sql).unwrap_err();
        assert!(error.to_string().contains("the ledger is append-only"), "{sql}: {error}");
    }
    conn.execute_batch("UPDATE ledger_images SET before = NULL").unwrap();
}

#[test]
fn a_migration_over_many_rows_is_told_before_it_and_one_over_few_is_not() {
    let desk = Desk::new();
    let told = Arc::new(AtomicUsize::new(0));
    let opened = || {
        let count = Arc::clone(&told);
        let tell = move || {
            count.fetch_add(1, Relaxed);
        };
        let place = desk.place().telling(Teller::new(tell));
        let session = knock_to_read(&place, &desk.credential(), Origin::default()).unwrap().enter();
        (session.upgrade().is_some(), session.store.is_read_only(), told.load(Relaxed))
    };
    assert_eq!(opened(), (false, true, 0));
    desk.attack("PRAGMA user_version = 18");
    assert_eq!(opened(), (true, true, 0), "so few rows take no time");
    // The next one may be made within the same second, and none goes over another.
    for path in fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|end| end == "backup") {
            fs::remove_dir_all(path).unwrap();
        }
    }
    desk.attack(
        "INSERT INTO groups VALUES (200000, 1, 0, 1, 'patient', NULL, '', 'active', NULL, NULL, '', NULL, 0, '', '',
            '', '', ''); PRAGMA user_version = 18",
    );
    assert_eq!(opened(), (true, true, 1));
    assert_eq!(opened(), (false, true, 1), "once");
}
