//! What must not be seen: the data behind the lock, and whatever a hostile name would do to a terminal.

use std::time::Duration;

use mcs_console::actions::{draft, scope};
use mcs_console::session::{self, Origin, Place};
use mcs_console::store::ledger::{self, Outcome};
use mcs_console::store::vault::Credential;

use crate::demo::Demo;

#[test]
pub fn the_lock_shows_nobody_and_the_unlocked_screen_is_what_it_was() {
    let demo = Demo::new();
    let mut pty = demo.open(100, 30);
    pty.send("jj ");
    pty.wait_for("選択1");
    pty.wait_for(" I-0004 ");
    pty.wait_for_quiet(Duration::from_millis(150));
    let screen = pty.screen();
    let mark = pty.mark();
    pty.send("L");
    pty.wait_for("施錠しています");
    pty.wait_for_no("招待");
    let locked = pty.screen().join("\n") + &String::from_utf8_lossy(&pty.bytes_since(mark));
    for name in ["片山", "杉本", "中田", "こまえ野", "沢田", "ユーザー"] {
        assert!(!locked.contains(name), "{name}: {locked}");
    }
    let before = demo.acts();
    pty.send("ay");
    pty.send("\r");
    pty.wait_for(" I-0004 ");
    pty.wait_for_quiet(Duration::from_millis(150));
    assert_eq!(pty.screen(), screen);
    assert_eq!(demo.acts(), before);
}

/// Whole sequences, and every control, direction and invisible character there is.
fn hostile_names() -> Vec<String> {
    let all = |ranges: &[std::ops::RangeInclusive<char>]| -> String {
        let each = ranges.iter().flat_map(|range| range.clone());
        each.flat_map(|c| ['あ', c]).collect()
    };
    vec![
        "\x1b]0;山田\x07\x1b[2J".into(),
        "鈴\x07木\x08\x08改\r\n行\t\u{85}".into(),
        "\u{9b}31m赤\x1bP1$r\x1b\\".into(),
        all(&['\u{1}'..='\u{1f}', '\u{7f}'..='\u{9f}']),
        all(&['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}', '\u{61c}'..='\u{61c}']),
        all(&[
            '\u{200b}'..='\u{200f}',
            '\u{2028}'..='\u{2029}',
            '\u{2060}'..='\u{2065}',
            '\u{feff}'..='\u{feff}',
        ]),
        all(&[
            '\u{fff9}'..='\u{fffb}',
            '\u{e0001}'..='\u{e007f}',
            '\u{ad}'..='\u{ad}',
            '\u{34f}'..='\u{34f}',
        ]),
        "ﾊﾟﾋﾟﾌﾞﾍﾞﾎﾞ ｶﾞｷﾞｸﾞ\u{ff9e}\u{ff9f}".into(),
        format!("積{}み", "\u{301}".repeat(40)),
    ]
}

/// Gives users names that would take over a terminal.
fn make_hostile(demo: &Demo) {
    let mut session = session::sign_in(&Place::of_demo(&demo.db()), &Credential::Demo, Origin::default())
        .expect("a session");
    let ctx = session.context();
    let names = hostile_names();
    let write = session.store.write(scope(&ctx), ctx.today(), |tx| {
        for (name, number) in names.iter().zip([39, 49, 34, 3, 7, 13, 27, 53, 16]) {
            let id = mcs_console::domain::Id { noun: mcs_console::domain::Noun::User, number };
            let Some(mcs_console::domain::Case::User(case)) = tx.case(id)? else { panic!("{id:?}") };
            let mut user = case.user.clone();
            user.name.clone_from(name);
            user.memo.clone_from(name);
            tx.save(&user)?;
        }
        ledger::append(tx, draft(&ctx, "import.users", "", Outcome::Done)).map(drop)
    });
    write.expect("a working store");
}

#[test]
pub fn hostile_names_send_nothing_but_our_own_bytes_on_any_screen() {
    let demo = Demo::new();
    make_hostile(&demo);
    let mut pty = demo.open(140, 40);
    for keys in
        ["1", "w", "q", "\r", "q", "x", "\t", "\x1b", "j", "w", "q", "fg", "\x1b", "3", "a", "\x1b", "j", "a"]
    {
        pty.send(keys);
        pty.wait_for_quiet(Duration::from_millis(70));
    }
    for keys in [
        "\x1b", "*", "a", "\x1b", "t", "q", "4", "q", "5", "q", "6", "q", "?", "q", ":山", "\x1b", "/ゼロ",
        "\r", "p",
    ] {
        pty.send(keys);
        pty.wait_for_quiet(Duration::from_millis(70));
    }
    pty.send("\x1b");
    pty.wait_for_quiet(Duration::from_millis(70));
    let bytes = pty.bytes_since(0);
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(foreign(&text), Vec::<String>::new());
}

/// Everything in the stream that the painter never writes.
fn foreign(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\x1b' { ours(rest) } else { Some(c.len_utf8()).filter(|_| is_harmless(c)) };
        if length.is_none() {
            found.push(rest.chars().take(12).collect());
        }
        rest = &rest[length.unwrap_or(c.len_utf8())..];
    }
    found
}

/// The length of one of the painter's own sequences: `ESC [ … letter`.
fn ours(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\x1b[")?;
    let end = parameters.find(|c: char| !matches!(c, '0'..='9' | ';' | '?'))?;
    let letter = parameters[end..].chars().next()?;
    "ABCDHKJSTXPLMmrhld".contains(letter).then_some(2 + end + 1)
}

fn is_harmless(c: char) -> bool {
    let is_bidi = matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}');
    matches!(c, '\r' | '\n' | '\x08') || !(c.is_control() || is_bidi)
}
