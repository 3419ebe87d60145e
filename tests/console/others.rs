//! Several administrators at once, and taking back one's own acts.

use std::time::{Duration, Instant};

use crate::demo::Demo;
use crate::pty::Pty;

/// Moves to the row of this id in a pane.
fn go_to(pty: &mut Pty, pane: &str, id: &str) {
    pty.send(pane);
    pty.send("/");
    pty.wait_until("a visible cursor", |screen| !screen.hide_cursor());
    pty.send(format!("{id}\r"));
    let title = format!(" {id} ");
    pty.wait_until(id, |screen| screen.rows(0, 100).any(|row| row.starts_with(&title)));
}

/// Undoes the last act; answers once `told` is on screen.
fn undo(pty: &mut Pty, told: &str) {
    pty.send("u");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for(told);
}

const UNDONE: &str = "「元に戻す」を実行しました";

#[test]
fn a_row_decided_by_another_during_the_dialog_is_not_decided_again_and_tells_who_did() {
    let demo = Demo::new();
    let before = demo.newest_entry();
    let mut pty = demo.open(100, 30);
    pty.send("a");
    pty.wait_for("›やめる‹");
    assert_eq!(demo.run_as_second(&["invitation", "approve", "I-0001"]).status, 0);
    pty.send("y");
    pty.wait_for("岡本 徹さんが");
    assert_eq!(demo.newest_entry(), before + 1);
    assert_eq!(demo.ledger(1)[0]["actor"], "U-0002");
}

#[test]
fn a_change_by_another_is_shown_soon_and_leaves_the_cursor_on_its_row() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("j");
    pty.wait_for(" I-0002 ");
    pty.wait_for_quiet(Duration::from_millis(100));
    let cursor = pty.look(vt100::Screen::cursor_position);
    assert_eq!(demo.run_as_second(&["invitation", "approve", "I-0001"]).status, 0);
    let committed = Instant::now();
    pty.wait_for("受理待ち  あと1日");
    // A second is promised; the rest is for a busy machine.
    assert!(committed.elapsed() < Duration::from_secs(3), "{:?}", committed.elapsed());
    pty.wait_for(" I-0002 ");
    assert_eq!(pty.look(vt100::Screen::cursor_position), cursor);
}

#[test]
fn approval_and_rejection_are_taken_back_by_keys() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("a");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for("「承認」を実行しました");
    undo(&mut pty, UNDONE);
    assert_eq!(demo.state("I-0001"), "judged");
    go_to(&mut pty, "3", "I-0002");
    pty.send("d");
    pty.wait_for("理由");
    pty.send("担当ではないため\r");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for("「不承認」を実行しました");
    assert_eq!(demo.state("I-0002"), "rejected");
    undo(&mut pty, UNDONE);
    assert_eq!(demo.state("I-0002"), "judged");
    demo.assert_sound();
}

#[test]
fn restriction_and_archive_are_taken_back_by_keys() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    go_to(&mut pty, "1", "U-0039");
    pty.send("x");
    pty.wait_for("左右キーか頭文字で選択");
    pty.send("\x1b[C\r");
    pty.send("転送先の画面の写し\r\t\t");
    pty.send("夜間に患者情報を転送した疑い\r");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for("「利用制限・利用禁止」を実行しました");
    assert_eq!(demo.state("U-0039"), "restricted");
    undo(&mut pty, UNDONE);
    assert_eq!(demo.state("U-0039"), "active");
    go_to(&mut pty, "2", "G-0112");
    pty.send("e");
    pty.wait_for("利用終了日");
    pty.send("今日\r");
    pty.wait_for("頭文字で選択");
    pty.send("d");
    pty.send("\r\r");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for("「保管庫へ移す」を実行しました");
    assert_eq!(demo.state("G-0112"), "archived");
    undo(&mut pty, UNDONE);
    assert_eq!(demo.state("G-0112"), "active");
    demo.assert_sound();
}

#[test]
fn what_another_built_upon_is_not_taken_back_and_says_who_did() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("a");
    pty.wait_for("›やめる‹");
    pty.send("y");
    pty.wait_for("「承認」を実行しました");
    assert_eq!(demo.run_as_second(&["invitation", "accept", "I-0001"]).status, 0);
    undo(&mut pty, "岡本 徹");
    assert_eq!(demo.state("I-0001"), "accepted");
}
