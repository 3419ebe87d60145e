//! A founded store of files for tests, and whoever would tamper with it.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::actions::{Answers, Outcome, Request, perform, table};
use crate::domain::PassphrasePolicy;
use crate::store::NEWEST_SCHEMA;
use crate::store::connection;
use crate::store::derive::tests::CHEAP;
use crate::store::evidence::anchor::Anchor;
use crate::store::evidence::{Breach, compare_rows};
use crate::store::ledger::{self, Mismatch};
use crate::store::vault::Credential;
use crate::text::date::today;

pub(crate) const PASSPHRASE: &str = "朝の雨は長くない、夜の雨は長い";

/// A founded store in a folder of its own, its anchor in another, and the second user that acts are about.
pub(crate) struct Desk {
    pub(super) folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        let typed = [("office", "狛江訪問看護"), ("admin", "林 由紀")]
            .map(|(field, value)| (field.to_owned(), value.to_owned()));
        let answers = Answers::read(FOUNDING_FIELDS, &typed.into(), "", today(clock::now())).unwrap();
        let policy = PassphrasePolicy::Long;
        let founding = Founding {
            answers: &answers,
            passphrase: PASSPHRASE,
            cost: CHEAP,
            purpose: Purpose::Real,
            policy,
        };
        let session = found(&desk.place(), &founding, Origin::default()).unwrap();
        drop(session);
        for name in ["佐藤", "鈴木", "高橋"] {
            desk.register(&mut desk.open(), name);
        }
        desk
    }

    pub(super) fn place(&self) -> Place {
        Place::new(self.folder.path().join("x.db"), self.folder.path().join("anchors"))
    }

    pub(super) fn credential(&self) -> Credential {
        Credential::Passphrase {
            operator: "U-0001".into(),
            passphrase: PASSPHRASE.to_owned().into(),
            code: None,
        }
    }

    pub(crate) fn open(&self) -> Session {
        sign_in(&self.place(), &self.credential(), Origin::default()).unwrap()
    }

    /// A session that nothing is held against.
    pub(super) fn open_anyway(&self) -> Session {
        knock_restored(&self.place(), &self.credential(), Origin::default()).unwrap().enter()
    }

    pub(super) fn breach(&self) -> Option<Breach> {
        self.open().evidence.breach().cloned()
    }

    pub(super) fn request(name: &str) -> Request {
        let action = table::find("user.register").unwrap();
        let typed = [("name", name), ("kana", "てすと"), ("occupation", "nurse")]
            .map(|(field, value)| (field.to_owned(), value.to_owned()));
        let answers =
            Answers::read(action.fields, &typed.into(), "確認済みです", today(clock::now())).unwrap();
        Request { action, target: "O-0001".parse().unwrap(), version: None, answers }
    }

    pub(super) fn register(&self, session: &mut Session, name: &str) -> Outcome {
        let ctx = session.context();
        perform(&mut session.store, &ctx, &Desk::request(name)).unwrap()
    }

    /// A connection with the key and without scruples: triggers go first.
    pub(crate) fn attack(&self, sql: &str) {
        let session = self.open_anyway();
        let conn =
            connection::open(&self.place().db, &session.key, Access::ReadWrite, NEWEST_SCHEMA).unwrap();
        drop(session);
        let triggers: Vec<String> = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for trigger in triggers {
            conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        conn.execute_batch(sql).unwrap();
    }

    /// Computes the chain anew from an entry on, as whoever has the key can.
    pub(super) fn chain_anew(&self, from: i64) {
        let session = self.open_anyway();
        let conn =
            connection::open(&self.place().db, &session.key, Access::ReadWrite, NEWEST_SCHEMA).unwrap();
        conn.execute_batch("DROP TRIGGER IF EXISTS ledger_is_never_changed").unwrap();
        let reader = |conn| crate::store::Reader::new(conn, session.scope(), today(clock::now()));
        let mut number = from;
        while let Some(mut entry) = ledger::entry(&reader(&conn), number).unwrap() {
            let before = ledger::entry(&reader(&conn), number - 1).unwrap();
            entry.previous = before.map(|entry| entry.hash).unwrap_or_default();
            let hash = entry.computed_hash();
            let sql = "UPDATE ledger SET previous = ?, hash = ? WHERE number = ?";
            conn.execute(sql, (&entry.previous, &hash, number)).unwrap();
            number += 1;
        }
    }

    pub(super) fn first_bad(&self) -> Option<(i64, Mismatch)> {
        let session = self.open();
        let ctx = session.context();
        let verdict = ledger::verify(&session.reader(&ctx)).unwrap();
        verdict.first_bad.map(|bad| (bad.number, bad.what))
    }

    pub(super) fn rows(&self) -> Option<Breach> {
        let session = self.open();
        let ctx = session.context();
        compare_rows(&session.reader(&ctx)).unwrap().unwrap().err()
    }

    pub(super) fn anchor(&self) -> Anchor {
        let session = self.open();
        self.place().anchor(&session.store_id, Purpose::Real)
    }

    /// The files of the store as they are, its log among them.
    pub(super) fn copied(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let db = self.place().db;
        ["", "-wal"]
            .iter()
            .map(|suffix| PathBuf::from(format!("{}{suffix}", db.display())))
            .filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes)))
            .collect()
    }

    pub(super) fn put_back(&self, files: &[(PathBuf, Vec<u8>)]) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{suffix}", self.place().db.display()));
        }
        for (path, bytes) in files {
            crate::store::files::write_new(path, bytes).unwrap();
        }
    }
}
