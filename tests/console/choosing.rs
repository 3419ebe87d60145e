//! Choosing rows and acting on them together: what a filter hides is counted, archives are counted by typing.

use crate::demo::Demo;
use crate::others::go_to;
use crate::pty::Pty;

const CANCEL: &str = "›やめる‹";

#[test]
pub fn selected_rows_that_the_filter_hides_are_counted_and_listed() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("   ");
    pty.wait_for("選択3");
    pty.send("/I-0009\r");
    pty.wait_for("選択3（うち非表示3）");
    pty.send("a");
    pty.wait_for(CANCEL);
    for id in ["I-0001", "I-0002", "I-0003"] {
        pty.wait_for(id);
    }
    pty.send("\x1b");
    pty.wait_for_no(CANCEL);
    assert_eq!(demo.state("I-0001"), "judged");
}

#[test]
pub fn archiving_several_shows_them_and_wants_their_number_typed() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = demo.open(100, 40);
    for id in ["G-0112", "G-0113"] {
        go_to(&mut pty, "2", id);
        pty.send(" ");
        pty.wait_for("選択");
        pty.send("\x1b");
        pty.wait_for("2 グループ 200");
        pty.wait_for_quiet(std::time::Duration::from_millis(150));
    }
    pty.wait_for("選択2");
    pty.send("e");
    pty.wait_for("利用終了日");
    for id in ["G-0112", "G-0113"] {
        pty.wait_for(id);
    }
    pty.send("今日\r");
    pty.wait_for("頭文字で選択");
    pty.send("d\r");
    pty.wait_for("件数");
    // Another number, and none at all, write nothing.
    for wrong in ["\r", "1\r"] {
        pty.send(wrong);
        pty.wait_for_quiet(std::time::Duration::from_millis(150));
        assert_eq!(demo.acts(), before, "{wrong:?}");
    }
    pty.send("\x152\r");
    reach_the_buttons(&mut pty);
    pty.send("y");
    pty.wait_for("2件中2件を実行しました");
    assert_eq!((demo.state("G-0112"), demo.state("G-0113")), ("archived".into(), "archived".into()));
    demo.assert_sound();
}

/// Past the fields that may be left empty.
fn reach_the_buttons(pty: &mut Pty) {
    for _ in 0..4 {
        pty.wait_for_quiet(std::time::Duration::from_millis(120));
        if pty.look(|screen| screen.contents().contains(CANCEL)) {
            return;
        }
        pty.send("\t");
    }
    pty.wait_for(CANCEL);
}

#[test]
pub fn every_way_of_writing_a_name_finds_the_same_rows() {
    let demo = Demo::new();
    let renamed = demo.run(&["user", "edit", "U-0039", "--name", "髙橋 美智子", "--kana", "タカハシ ミチコ"]);
    assert_eq!(renamed.status, 0, "{renamed:?}");
    let count = |filter: &str| demo.json(&["user", "list", "--filter", filter]).len();
    let expected = count("髙橋");
    assert!(expected > 0);
    let mut pty = demo.open(100, 30);
    pty.send("1");
    let title = format!("1 ユーザー {expected} ");
    for written in ["たかはし", "ﾀｶﾊｼ", "髙橋", "高橋", "takahasi", "takahashi"] {
        assert_eq!(count(written), expected, "{written}");
        pty.send("/");
        pty.wait_until("a visible cursor", |screen| !screen.hide_cursor());
        pty.send(format!("{written}\r"));
        pty.wait_for(&format!("絞込「{written}」"));
        pty.wait_for(&title);
        pty.send("\x1b");
        pty.wait_for("1 ユーザー 60");
        pty.wait_for_quiet(std::time::Duration::from_millis(150));
    }
}
