//! The anchor's file: its order under several writers, what a crash leaves, what is no line.

use super::*;
use crate::store::seal::Hex;

fn anchor() -> (tempfile::TempDir, Anchor) {
    let folder = tempfile::tempdir().unwrap();
    let anchor = Anchor::in_folder(&folder.path().join("anchors"), &Hex([7; 16]));
    anchor.lay(&Hex([7; 16]), None).unwrap();
    (folder, anchor)
}

fn line(number: i64) -> Line {
    let hash = format!("{number:064x}");
    Line { number, state: hash.clone(), hash, at: "2026-11-23T03:00:00.000Z".into(), restored: None }
}

fn numbers(anchor: &Anchor) -> Vec<i64> {
    anchor.lines().unwrap().map(|found| found.unwrap().1.number).collect()
}

#[test]
fn a_line_leads_back_to_itself() {
    let head = |number| Some(Head { number, hash: "ab".into() });
    for line in [
        line(1),
        Line { state: String::new(), ..line(2) },
        Line { restored: Some((head(9), head(3))), ..line(4) },
        Line { restored: Some((None, None)), ..line(4) },
    ] {
        assert_eq!(Line::parse(&line.text()), Some(line));
    }
}

#[test]
fn half_a_line_is_none() {
    let whole = line(12).text();
    for length in 0..whole.len() {
        assert_eq!(Line::parse(&whole[..length]), None, "{}", &whole[..length]);
    }
}

#[test]
fn the_lines_of_several_writers_stand_in_the_ledgers_order() {
    let (_folder, anchor) = anchor();
    std::thread::scope(|scope| {
        for start in 0..4 {
            let anchor = &anchor;
            scope.spawn(move || (1..=10).for_each(|n| anchor.append(&line(4 * n + start)).unwrap()));
        }
    });
    let numbers = numbers(&anchor);
    assert!(numbers.is_sorted() && numbers.last() == Some(&43), "{numbers:?}");
}

#[test]
fn what_a_crash_cut_short_counts_for_nothing_and_is_ended_by_the_next_line() {
    let (_folder, anchor) = anchor();
    anchor.append(&line(1)).unwrap();
    let half = &line(2).text()[..40];
    let mut file = std::fs::OpenOptions::new().append(true).open(anchor.path()).unwrap();
    file.write_all(half.as_bytes()).unwrap();
    assert_eq!(anchor.last().unwrap().unwrap().number, 1);
    anchor.append(&line(2)).unwrap();
    assert_eq!(numbers(&anchor), [1, 2]);
}

#[test]
fn an_anchor_that_others_may_write_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, anchor) = anchor();
    std::fs::set_permissions(anchor.path(), std::fs::Permissions::from_mode(0o620)).unwrap();
    assert!(matches!(anchor.last(), Err(AnchorError::File(_))));
}

#[test]
fn after_a_restore_the_numbers_begin_again() {
    let (_folder, anchor) = anchor();
    (1..=5).for_each(|n| anchor.append(&line(n)).unwrap());
    let restored =
        Some((Some(Head { number: 5, hash: "05".into() }), Some(Head { number: 2, hash: "02".into() })));
    anchor.lay(&Hex([7; 16]), Some(&Line { restored, ..line(3) })).unwrap();
    assert_eq!(anchor.last().unwrap().unwrap().number, 3);
    anchor.append(&line(4)).unwrap();
    assert_eq!(numbers(&anchor), [1, 2, 3, 4, 5, 3, 4]);
}
