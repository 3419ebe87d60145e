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
    spool.add(&note("U-0001"), Of::Knock).unwrap();
    let first = spool.after(0).unwrap();
    assert_eq!((first.notes.len(), first.cut), (1, Cut::Whole));
    spool.add(&note("U-0002"), Of::Reading).unwrap();
    let mut file = std::fs::OpenOptions::new().append(true).open(spool.path()).unwrap();
    file.write_all(b"{\"at\":\"2026").unwrap();
    let second = spool.after(first.until).unwrap();
    assert_eq!(second.notes, [note("U-0002")]);
    assert_eq!(spool.after(second.until).unwrap().notes, []);
}

#[test]
fn a_line_that_is_no_note_is_counted_and_passed_over() {
    let (_folder, spool) = spool();
    spool.add(&note("U-0001"), Of::Knock).unwrap();
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
    spool.add(&note("U-0001"), Of::Knock).unwrap();
    let found = spool.after(9999).unwrap();
    assert_eq!((found.cut, found.notes.len()), (Cut::Shorter, 1));
}

#[test]
fn the_spool_is_private_from_its_first_byte() {
    let (_folder, spool) = spool();
    spool.add(&note("U-0001"), Of::Knock).unwrap();
    assert!(files::check(spool.path()).is_ok());
}

/// A spool of notes up to a length, written at once.
fn filled(bytes: u64) -> (tempfile::TempDir, Spool) {
    let (folder, spool) = spool();
    spool.add(&note("U-0001"), Of::Knock).unwrap();
    let line = line_of(&note("U-0001"));
    let missing = bytes.saturating_sub(line.len() as u64) / line.len() as u64;
    let mut file = std::fs::OpenOptions::new().append(true).open(spool.path()).unwrap();
    file.write_all(line.repeat(usize::try_from(missing).unwrap()).as_bytes()).unwrap();
    (folder, spool)
}

fn length(spool: &Spool) -> u64 {
    std::fs::metadata(spool.path()).unwrap().len()
}

fn actions(spool: &Spool, from: u64) -> Vec<String> {
    let bytes = std::fs::read(spool.path()).unwrap();
    let text = String::from_utf8(bytes[usize::try_from(from).unwrap()..].to_vec()).unwrap();
    text.lines().map(|line| serde_json::from_str::<Note>(line).unwrap().action).collect()
}

#[test]
fn knocks_fill_it_to_a_bound_that_is_said_once_and_leave_room_for_readings() {
    let (_folder, spool) = filled(KNOCKS_BYTES_MAX);
    let before = length(&spool);
    for _ in 0..50 {
        spool.add(&note("U-0002"), Of::Knock).unwrap();
    }
    assert_eq!(actions(&spool, before), [FULL]);
    spool.add(&Note { action: "read.history".into(), ..note("U-0002") }, Of::Reading).unwrap();
    spool.add(&note("U-0003"), Of::Knock).unwrap();
    assert_eq!(actions(&spool, before), [FULL, "read.history"]);
}

#[test]
fn a_reading_that_takes_the_last_room_of_knocks_says_so_itself() {
    let (_folder, spool) = filled(KNOCKS_BYTES_MAX);
    let before = length(&spool);
    spool
        .add(&Note { action: "read.verify".into(), details: "x".repeat(400), ..note("U-0002") }, Of::Reading)
        .unwrap();
    spool.add(&note("U-0003"), Of::Knock).unwrap();
    assert_eq!(actions(&spool, before), ["read.verify", FULL]);
}

#[test]
fn it_grows_to_an_end_and_then_nobody_reads_without_a_trace() {
    let (_folder, spool) = filled(SPOOL_BYTES_MAX);
    let before = length(&spool);
    let refused = spool.add(&note("U-0002"), Of::Reading).unwrap_err();
    assert!(matches!(refused.fault, Fault::Full), "{refused}");
    spool.add(&note("U-0002"), Of::Knock).unwrap();
    assert_eq!(length(&spool), before);
}

#[test]
fn entered_whole_it_is_begun_anew_and_places_go_on() {
    let (_folder, spool) = filled(BEGUN_ANEW_BYTES + 1000);
    let entered = spool.after(0).unwrap().until;
    spool.begin_anew(entered).unwrap();
    assert!(length(&spool) < BEGINNING_BYTES_MAX);
    let found = spool.after(entered).unwrap();
    assert_eq!((found.notes.len(), found.unreadable, found.cut, found.until), (0, 0, Cut::Whole, entered));
    spool.add(&note("U-0002"), Of::Reading).unwrap();
    let found = spool.after(entered).unwrap();
    assert_eq!((found.notes, found.cut), (vec![note("U-0002")], Cut::Whole));
    assert!(found.until > entered);
    assert_eq!(spool.after(found.until).unwrap().notes, []);
    let earlier = spool.after(entered - 1).unwrap();
    assert_eq!((earlier.cut, earlier.notes.len()), (Cut::Shorter, 1), "what went before is not there");
    assert!(files::check(spool.path()).is_ok());
}

#[test]
fn what_is_short_or_not_entered_whole_stays() {
    let (_folder, spool) = filled(1000);
    let before = length(&spool);
    spool.begin_anew(before).unwrap();
    assert_eq!(length(&spool), before);
    let (_folder, spool) = filled(BEGUN_ANEW_BYTES + 1000);
    let before = length(&spool);
    spool.begin_anew(before - 1).unwrap();
    assert_eq!(length(&spool), before);
}

/// Whoever adds while it is begun anew adds to the new one.
#[test]
fn no_note_is_lost_while_it_is_begun_anew() {
    let (_folder, spool) = filled(BEGUN_ANEW_BYTES + 1000);
    let mut entered = spool.after(0).unwrap().until;
    let mut seen = 0;
    std::thread::scope(|scope| {
        let adding = scope.spawn(|| (0..200).for_each(|_| spool.add(&note("U-0002"), Of::Reading).unwrap()));
        while !adding.is_finished() {
            let found = spool.after(entered).unwrap();
            assert_eq!(found.cut, Cut::Whole);
            (seen, entered) = (seen + found.notes.len(), found.until);
            spool.begin_anew(entered).unwrap();
        }
    });
    assert_eq!(seen + spool.after(entered).unwrap().notes.len(), 200);
}
