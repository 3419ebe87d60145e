//! Approving is two keys seen one after the other, and nothing else writes.

use std::thread;
use std::time::Duration;

use crate::demo::Demo;
use crate::pty::Pty;

/// The hints under the help.
const HELP: &str = "上下スクロール Esc閉じる";

/// The lit default button of every dialog.
const CANCEL: &str = "›やめる‹";

/// Asserts that the console still answers keys, once all that was typed before is taken in.
pub fn assert_answers(pty: &mut Pty) {
    pty.send("?");
    pty.wait_for(HELP);
    pty.send("q");
    pty.wait_for_no(HELP);
}

#[test]
pub fn approving_is_exactly_two_keys_and_one_entry() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    pty.send("a");
    pty.wait_for(CANCEL);
    pty.send("y");
    pty.wait_for("I-0001：「承認」を実行しました");
    assert_eq!(demo.state("I-0001"), "approved");
    let entry = &demo.ledger(1)[0];
    assert_eq!(entry["number"], before + 1);
    assert_eq!((&entry["action"], &entry["object"]), (&"invitation.approve".into(), &"I-0001".into()));
    demo.assert_sound();
}

#[test]
pub fn full_width_keys_approve_too() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("ａ");
    pty.wait_for(CANCEL);
    pty.send("ｙ");
    pty.wait_for("「承認」を実行しました");
    assert_eq!(demo.state("I-0001"), "approved");
}

#[test]
pub fn no_doubled_key_no_enter_no_space_and_no_paste_writes() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    for second in ["a", "\r", " ", "\x1b[200~y\x1b[201~", "ｙか", "\t\t\r"] {
        pty.send("a");
        pty.wait_for(CANCEL);
        pty.send(second);
        pty.send("\x1b");
        pty.wait_for_no(CANCEL);
        // Where the dialog was left before, the next key must not make an Alt of this Esc.
        pty.wait_for_quiet(Duration::from_millis(100));
        assert_answers(&mut pty);
        assert_eq!(demo.acts(), before, "a {second:?}");
    }
}

#[test]
pub fn a_yes_typed_before_the_dialog_is_drawn_is_dropped() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    pty.send("ay");
    pty.wait_for(CANCEL);
    pty.send("\x1b");
    pty.wait_for_no(CANCEL);
    assert_answers(&mut pty);
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn an_arrow_split_by_a_slow_line_moves_the_cursor_and_writes_nothing() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    for pause in [20, 120, 600] {
        pty.send("j");
        pty.wait_for("I-0002 ");
        pty.send("\x1b");
        // The pause is the matter of the test.
        thread::sleep(Duration::from_millis(pause));
        pty.send("[A");
        pty.wait_for("I-0001 ");
        assert_answers(&mut pty);
        assert_eq!(demo.acts(), before, "{pause} ms");
    }
}

#[test]
pub fn late_replies_of_the_terminal_change_nothing() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    // The header's numbers are read last.
    pty.wait_for("未反映");
    pty.wait_for_quiet(Duration::from_millis(100));
    let screen = pty.screen();
    for reply in [
        &["\x1b[?62;1;6;22c"][..],
        &["\x1b[>41;354;0c"],
        &["\x1b[12;40R"],
        &["\x1b]11;rgb:0000/0000/0000\x07"],
        &["\x1b]11;rgb:aaaa/", "yyyy/aaaa\x1b\\"],
        &["\x1bP>|term(1.0)\x1b\\"],
        &["\x1b[?2026;2$y"],
        &["\x1b[I\x1b[O"],
    ] {
        reply.iter().for_each(|part| pty.send(part));
        assert_answers(&mut pty);
        pty.wait_for_quiet(Duration::from_millis(50));
        assert_eq!(pty.screen(), screen, "{reply:?}");
    }
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn a_paste_into_a_list_is_offered_as_a_filter_and_never_typed() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    let text = "ay\r山田 太郎 y\n".repeat(70);
    assert!(text.len() >= 1000, "{}", text.len());
    pty.send(format!("\x1b[200~{text}\x1b[201~"));
    pty.wait_for("貼り付けた文字で絞り込みますか");
    pty.wait_for("ay 山田 太郎 y ay");
    pty.send("\x1b");
    pty.wait_for_no("ay 山田");
    pty.send("\x1b");
    pty.wait_for("/絞込");
    pty.wait_for("I-0001 ");
    assert_answers(&mut pty);
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn words_of_an_input_method_are_told_and_are_no_keys() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    pty.send("あｙ");
    pty.wait_for("日本語入力がオンです");
    assert_answers(&mut pty);
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn a_hundred_keys_in_one_write_are_taken_in_and_drawn_in_two_frames_and_one_for_what_they_read() {
    let demo = Demo::new();
    let ids = demo.json(&["invitation", "list", "--limit", "51"]);
    let fiftieth = format!("{} ", ids[50]["id"].as_str().expect("an id"));
    let mut pty = demo.open(100, 30);
    pty.wait_for_quiet(Duration::from_millis(100));
    let mark = pty.mark();
    pty.send("jk".repeat(25) + &"j".repeat(50));
    pty.wait_for(&fiftieth);
    pty.wait_for_quiet(Duration::from_millis(100));
    let bytes = pty.bytes_since(mark);
    let frames = String::from_utf8_lossy(&bytes).matches("\x1b[?2026h").count();
    assert!((1..=3).contains(&frames), "{frames} frames");
}
