//! A desk that nobody types at: it locks, and its session ends by itself.

use std::io::{self, Write};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;

use super::super::talk::{Heard, Source};
use super::*;
use crate::session::desk::{Desk as Founded, PASSPHRASE};

/// What was said.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Said {
    fn count(&self, words: &str) -> usize {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap().matches(words).count()
    }
}

/// A desk in an office's own store, looking about every few milliseconds, and who types at it.
fn desk(founded: &Founded) -> (Desk, SyncSender<Heard>, Said) {
    let (types, inbox) = mpsc::sync_channel(8);
    let said = Said::default();
    let talk = Talk::new(inbox, Box::new(said.clone()), Source::Pipe, None);
    let talk = talk.looking_every(Duration::from_millis(5));
    let desk = Desk::new(talk, founded.open(), Box::new(|_| Vec::new()), Lang::En, Masking::Off);
    (desk, types, said)
}

fn line(typed: &str) -> Heard {
    Heard::Line(Zeroizing::new(typed.to_owned()))
}

fn asked(desk: &mut Desk) -> Result<String, Break> {
    desk.ask(&Text::new("招待 >", "Invitations >").into())
}

#[test]
fn a_session_of_eight_hours_ends_while_nobody_types_and_a_line_comes_too_late() {
    let founded = Founded::new();
    let (mut desk, types, said) = desk(&founded);
    desk.since = clock::now() - TimeDelta::hours(8);
    assert!(matches!(asked(&mut desk), Err(Break::Leave)));
    assert_eq!((desk.over, said.count("ended after 8 hours")), (Some(Why::TooLong), 1));
    types.send(line("10")).unwrap();
    assert!(matches!(asked(&mut desk), Err(Break::Leave)));
}

#[test]
fn a_desk_where_nothing_is_typed_locks_stays_locked_and_ends_after_fifteen_minutes() {
    let founded = Founded::new();
    let (mut desk, types, said) = desk(&founded);
    desk.lock_after = Some(Duration::from_millis(20));
    let typing = std::thread::spawn({
        let said = said.clone();
        move || {
            while said.count("The console is locked.") == 0 {
                std::thread::yield_now();
            }
            // Neither Ctrl-C nor another passphrase opens it.
            types.send(Heard::Interrupt).unwrap();
            types.send(line("wrong")).unwrap();
            types.send(line(PASSPHRASE)).unwrap();
            types.send(line("10")).unwrap();
            types
        }
    });
    assert_eq!(asked(&mut desk).unwrap(), "10");
    assert_eq!(said.count("Passphrase of U-0001 >"), 3);
    // Nobody asked who it is, so only the passphrase can be wrong.
    assert_eq!((said.count("Wrong passphrase."), said.count("operator or passphrase")), (1, 0));
    assert_eq!((desk.locked_at, said.count("Unlocked.")), (None, 1));
    let _types = typing.join().unwrap();
    desk.locked_at = Some(clock::now() - TimeDelta::minutes(15));
    assert!(matches!(desk.ask_to_unlock(&Text::new("鍵 >", "Key >").into()), Err(Break::Leave)));
    assert_eq!((desk.over, said.count("ended after 15 locked minutes.")), (Some(Why::Locked), 1));
}

#[test]
fn a_store_that_cannot_be_read_opens_no_lock() {
    let founded = Founded::new();
    let (mut desk, types, said) = desk(&founded);
    desk.session.store = crate::store::Store::closed();
    types.send(line(PASSPHRASE)).unwrap();
    types.send(Heard::End).unwrap();
    assert!(matches!(super::super::door::lock(&mut desk), Err(Break::Leave)));
    assert_eq!(said.count("Unlocked."), 0);
}

#[test]
fn an_operator_who_is_dismissed_is_out_while_nobody_types() {
    let founded = Founded::new();
    let (mut desk, _types, said) = desk(&founded);
    founded.attack("UPDATE users SET released_on = '2026-11-01' WHERE id = 1");
    assert!(matches!(asked(&mut desk), Err(Break::Leave)));
    assert_eq!((desk.over, said.count("may not act any more")), (Some(Why::Lapsed), 1));
}

#[test]
fn a_row_changed_behind_the_ledger_is_told_once_before_the_next_line_and_nothing_is_written_from_then_on() {
    let founded = Founded::new();
    let (mut desk, _types, said) = desk(&founded);
    founded.attack("UPDATE users SET name = '別の人' WHERE id = 2");
    assert!(desk.read_only().is_none());
    desk.walk = super::super::walk::begin(&desk.session);
    while desk.session.evidence.breach().is_none() {
        std::thread::yield_now();
    }
    for _ in 0..2 {
        super::super::walk::tell(&mut desk);
    }
    assert_eq!(said.count("EVIDENCE MISMATCH: The rows are not those"), 1);
    assert!(desk.read_only().is_some());
}
