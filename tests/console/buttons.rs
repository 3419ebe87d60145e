//! Dialogs of every kind: the lit button is the one that acts, and the one lit at first never writes.

use crate::deciding::assert_answers;
use crate::demo::Demo;
use crate::others::go_to;
use crate::pty::Pty;

/// A dialog: where, on which row, its key, and what is typed until the buttons are reached.
struct Question {
    pane: &'static str,
    id: &'static str,
    steps: &'static [(&'static str, &'static str)],
    done: &'static str,
}

const CANCEL: &str = "›やめる‹";

const QUESTIONS: [Question; 4] = [
    Question { pane: "3", id: "I-0001", steps: &[("a", CANCEL)], done: "「承認」を実行しました" },
    Question {
        pane: "3",
        id: "I-0002",
        steps: &[("d", "理由"), ("担当ではないため", "担当ではないため"), ("\r", CANCEL)],
        done: "「不承認」を実行しました",
    },
    Question {
        pane: "1",
        id: "U-0039",
        steps: &[
            ("x", "左右キーか頭文字で選択"),
            ("\x1b[C\r", "利用禁止"),
            ("転送先の画面の写し", "画面の写し"),
            ("\r\t\t", "理由"),
            ("夜間に患者情報を転送した疑い", "転送した疑い"),
            ("\r", CANCEL),
        ],
        done: "「利用制限・利用禁止」を実行しました",
    },
    Question {
        pane: "2",
        id: "G-0112",
        steps: &[("e", "利用終了日"), ("今日\r", "頭文字で選択"), ("d", "死亡"), ("\r\r", CANCEL)],
        done: "「保管庫へ移す」を実行しました",
    },
];

fn ask(pty: &mut Pty, question: &Question) {
    go_to(pty, question.pane, question.id);
    for (keys, words) in question.steps {
        pty.send(keys);
        pty.wait_for(words);
    }
}

/// The dialog is open until やめる, lit or not, is gone.
fn wait_until_closed(pty: &Pty) {
    pty.wait_for_no("やめる");
}

#[test]
pub fn the_button_lit_at_first_never_writes() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    for question in &QUESTIONS {
        ask(&mut pty, question);
        pty.send("\r");
        wait_until_closed(&pty);
        assert_eq!(demo.acts(), before, "{}", question.id);
    }
}

#[test]
pub fn the_lit_button_is_the_one_that_acts() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    for question in &QUESTIONS {
        let before = demo.acts();
        ask(&mut pty, question);
        pty.send("\x1b[C");
        pty.wait_for_no(CANCEL);
        pty.wait_for("  やめる  ");
        pty.send("\x1b[D");
        pty.wait_for(CANCEL);
        pty.send("\x1b[C");
        pty.wait_for_no(CANCEL);
        pty.send("\r");
        pty.wait_for(question.done);
        assert_eq!(demo.acts(), before + 1, "{}", question.id);
    }
    demo.assert_sound();
}

#[test]
pub fn arrows_and_enter_alone_approve_and_leave() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("\r");
    pty.wait_for("承認");
    pty.send("\x1b[B\x1b[B\r");
    pty.wait_for(CANCEL);
    pty.send("\x1b[C");
    pty.wait_for_no(CANCEL);
    pty.send("\r");
    pty.wait_for("「承認」を実行しました");
    assert_eq!(demo.state("I-0001"), "approved");
    pty.wait_for_no("やめる");
    pty.send("\r\x1b[F\r");
    assert_eq!(pty.wait_for_exit(), crate::pty::Exit::Code(0));
}

#[test]
pub fn without_a_reason_nobody_is_restricted() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    go_to(&mut pty, "1", "U-0039");
    pty.send("x");
    pty.wait_for("左右キーか頭文字で選択");
    pty.send("\x1b[C\r");
    pty.send("転送先の画面の写し\r\t\t");
    pty.wait_for("画面の写し");
    // Enter at the empty reason, then everything that could press the doing button.
    for keys in ["\r", "\t\x1b[C\r", "y", "\t\t\r"] {
        pty.send(keys);
        pty.wait_for_quiet(std::time::Duration::from_millis(150));
        assert_eq!(demo.acts(), before, "{keys:?}");
    }
    assert_eq!(demo.state("U-0039"), "active");
    let ran = demo.run(&["user", "restrict", "U-0039", "--level", "ban", "--evidence", "画面の写し"]);
    assert_ne!(ran.status, 0, "{ran:?}");
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn a_verb_that_cannot_act_here_says_why() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 30);
    for (pane, id, key, why) in
        [("3", "I-0016", "a", "利用制限"), ("2", "G-0112", "a", "割り当て"), ("1", "U-0039", "e", "割り当て")]
    {
        go_to(&mut pty, pane, id);
        let said = pty.mark();
        pty.send(key);
        pty.wait_for_more(said);
        pty.wait_for(why);
        pty.send("\x1b");
        // The next key must not make an Alt of this Esc.
        pty.wait_for_quiet(std::time::Duration::from_millis(150));
        assert_answers(&mut pty);
    }
    assert_eq!(demo.acts(), before);
}
