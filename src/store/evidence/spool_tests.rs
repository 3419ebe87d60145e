//! The spool's file: private, whole lines only, and nothing typed but ids.

use super::*;

fn spool() -> (tempfile::TempDir, Spool) {
    let folder = tempfile::tempdir().unwrap();
    let spool = Spool::of(&folder.path().join("x.db")).unwrap();
    (folder, spool)
}

fn note(typed: &str) -> Note {
    Note::new("sign_in.failed", typed, crate::testing::noon())
}

#[test]
fn what_was_typed_is_kept_only_where_it_is_an_operators_id() {
    for (typed, kept) in [
        ("U-0001", "U-0001"),
        ("H-0001", "H-0001"),
        ("C-0012", "C-0012"),
        ("H-", ""),
        ("H-1x", ""),
        ("髙橋 美智子", ""),
        ("correct horse", ""),
        ("U-1", ""),
        ("", ""),
    ] {
        assert_eq!(note(typed).actor, kept, "{typed}");
    }
}

#[test]
fn notes_are_read_from_a_place_on_and_half_a_line_waits() {
    let (_folder, spool) = spool();
    spool.add(&note("U-0001")).unwrap();
    let first = spool.after(0).unwrap();
    assert_eq!((first.notes.len(), first.cut), (1, Cut::Whole));
    spool.add(&note("U-0002")).unwrap();
    let mut file = std::fs::OpenOptions::new().append(true).open(spool.path()).unwrap();
    file.write_all(b"{\"at\":\"2026").unwrap();
    let second = spool.after(first.until).unwrap();
    assert_eq!(second.notes, [note("U-0002")]);
    assert_eq!(spool.after(second.until).unwrap().notes, []);
}

#[test]
fn a_line_that_is_no_note_is_counted_and_passed_over() {
    let (_folder, spool) = spool();
    spool.add(&note("U-0001")).unwrap();
    let mut file = std::fs::OpenOptions::new().append(true).open(spool.path()).unwrap();
    file.write_all(b"nothing\n{\"at\":\"x\"}\n").unwrap();
    let found = spool.after(0).unwrap();
    assert_eq!((found.notes.len(), found.unreadable), (1, 2));
}

#[test]
fn a_spool_shorter_than_what_was_entered_was_cut() {
    let (_folder, spool) = spool();
    assert_eq!(spool.after(0).unwrap().cut, Cut::Whole);
    assert_eq!(spool.after(1).unwrap().cut, Cut::Shorter);
    spool.add(&note("U-0001")).unwrap();
    let found = spool.after(9999).unwrap();
    assert_eq!((found.cut, found.notes.len()), (Cut::Shorter, 1));
}

#[test]
fn the_spool_is_private_from_its_first_byte() {
    let (_folder, spool) = spool();
    spool.add(&note("U-0001")).unwrap();
    assert!(files::check(spool.path()).is_ok());
}
