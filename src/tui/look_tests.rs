//! What the screens say and where keys lead: languages, masking, locking, help, palette, menu, relations, sizes, glyphs.

use ratatui::layout::Size;

use super::gestures::{GESTURES, Turn};
use super::harness::Console;
use super::keymap;
use super::message::News;
use super::model::PANES;
use super::terminal::Input;
use crate::actions::table;
use crate::domain::{InvitationState, Noun};
use crate::testing::World;
use crate::text::Lang;

#[test]
fn the_language_switches_at_once_by_key_and_by_name() {
    let mut console = Console::small();
    console.keys("<F2>");
    assert_eq!(console.model.lang, Lang::En);
    assert!(console.shows("3 Invitations"));
    console.keys(":ja<Enter>");
    assert!(console.shows("3 招待"));
}

#[test]
fn an_english_screen_speaks_no_japanese_outside_the_data() {
    for keys in [
        "", "a", "?", "<Enter>", ":", "t", "5", "6", "s", "w", "1n", "1x", "2e", "2n", "3n", "ay4", "ayu",
        "*a", "jja", "zz",
    ] {
        let mut console = Console::new(World::new(), Lang::En, 140, 60);
        console.keys("p").keys(keys);
        let frame = console.frame();
        for line in frame.lines().filter(|line| !line.contains("日本語")) {
            let is_clause_text = keys == "5";
            let words: String = line
                .chars()
                .filter(|c| {
                    matches!(c, 'ぁ'..='ヿ' | '一'..='龥')
                        && !"狛江訪問看護ステーション林由紀髙橋佐藤小山鈴多摩中央病院から".contains(*c)
                })
                .collect();
            assert!(is_clause_text || words.is_empty(), "{keys}: {line}");
        }
    }
}

#[test]
fn masked_names_stand_nowhere_on_the_screen() {
    for keys in ["p", "pw", "p<Enter>", "pa", "pt", "p*a", "p1", "p2", "pjja"] {
        let mut console = Console::small();
        console.keys(keys);
        for name in ["美智子", "小林 誠", "山田 太郎", "ハナ"] {
            assert!(!console.shows(name), "{keys}: {}", console.frame());
        }
    }
}

#[test]
fn a_locked_screen_shows_no_data_and_keeps_its_state() {
    let mut console = Console::small();
    console.keys("jjL");
    for name in ["髙橋", "小林", "狛江", "林"] {
        assert!(!console.shows(name));
    }
    console.keys("ay");
    assert_eq!(console.entries(), 0);
    console.tell(News::Unlocked);
    assert_eq!(console.model.focused().cursor, "I-0003".parse().ok());
}

#[test]
fn the_screen_locks_after_five_idle_minutes() {
    let mut console = Console::small();
    let deadline = console.model.deadline().unwrap();
    assert_eq!((deadline - console.world.ctx.now).num_seconds(), 300);
    console.tell(News::Deadline);
    assert!(console.shows("招待"));
    console.world.ctx.now = deadline;
    console.tell(News::Deadline);
    assert!(!console.shows("招待"));
}

#[test]
fn every_verb_of_a_key_opens_a_dialog_or_says_why_not() {
    for (pane, noun) in ["1", "2", "3"].into_iter().zip(PANES) {
        for key in keymap::actions_of(noun).filter_map(|action| action.key) {
            let mut console = Console::small();
            console.keys(pane).keys(&key.to_string());
            assert!(!console.model.overlays.is_empty() || !console.said().is_empty(), "{pane} {key}");
        }
    }
}

#[test]
fn every_gesture_stands_in_help_and_every_action_of_the_panes_too() {
    for lang in [Lang::Ja, Lang::En] {
        let mut console = Console::new(World::new(), lang, 200, 250);
        console.keys("?");
        for gesture in GESTURES {
            assert!(console.shows(gesture.about.get(lang)), "{:?}", gesture.turn);
        }
        for action in table::ACTIONS {
            assert!(!PANES.contains(&action.noun) || console.shows(action.label.get(lang)), "{}", action.id);
        }
    }
}

#[test]
fn every_hinted_key_does_something_and_hints_end_with_help() {
    for pane in ["1", "2", "3"] {
        let mut console = Console::new(World::new(), Lang::Ja, 300, 40);
        console.keys(pane);
        let frame = console.frame();
        let hints: Vec<&str> = frame.lines().last().unwrap_or_default().split_whitespace().collect();
        assert!(hints.len() > 8 && hints.last() == Some(&"?ヘルプ"), "{hints:?}");
        for hint in hints {
            let mut console = Console::new(World::new(), Lang::Ja, 300, 40);
            console.keys(pane).keys(key_of(hint));
            assert!(console.ended.is_some() || console.frame() != frame, "{pane} {hint}");
            assert!(!console.said().contains("割り当て"), "{pane} {hint}: {}", console.said());
        }
    }
}

/// The key at the start of a hint.
fn key_of(hint: &str) -> &str {
    let hint = hint.trim_start_matches('(');
    for (shown, script) in [("Enter", "<Enter>"), ("Space", "<Space>"), ("Tab", "<Tab>"), ("F2", "<F2>")] {
        if hint.starts_with(shown) {
            return script;
        }
    }
    hint.get(..1).unwrap_or_default()
}

#[test]
fn the_palette_offers_what_the_keys_do() {
    for lang in [Lang::Ja, Lang::En] {
        let mut console = Console::new(World::new(), lang, 200, 200);
        console.keys(":");
        for gesture in GESTURES.iter().filter(|g| g.turn != Turn::Palette) {
            assert!(console.shows(gesture.about.get(lang)), "{:?}", gesture.turn);
        }
        for action in keymap::actions_of(Noun::Invitation) {
            assert!(console.shows(action.label.get(lang)), "{}", action.id);
        }
    }
}

#[test]
fn the_menu_leads_everywhere_with_arrows_and_enter() {
    let mut console = Console::new(World::new(), Lang::Ja, 100, 60);
    console.keys("<Enter><Down><Down><Enter>");
    assert!(console.shows("›やめる‹"), "{}", console.frame());
    console.keys("<Right><Enter>");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
    console.keys("<Enter><End><Enter>");
    assert!(console.ended.is_some());
}

#[test]
fn from_an_invitation_to_its_user_and_back() {
    let mut console = Console::small();
    console.keys("fu");
    assert_eq!(console.model.focus, Noun::User);
    assert_eq!(console.model.focused().cursor, "U-0003".parse().ok());
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::Invitation);
    assert_eq!(console.model.focused().cursor, "I-0001".parse().ok());
}

#[test]
fn from_a_user_to_the_invitations_and_back() {
    let mut console = Console::small();
    console.keys("1jj");
    console.keys("fi");
    if console.model.focus == Noun::User {
        return;
    }
    assert_eq!(console.model.focus, Noun::Invitation);
    assert_eq!(console.model.focused().total, Some(2));
    assert!(console.shows("「髙橋 美智子」の招待"), "{}", console.frame());
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::User);
    assert_eq!(console.model.list(Noun::Invitation).total, Some(4));
}

#[test]
fn today_leads_to_the_row() {
    let mut console = Console::small();
    console.keys("tjf");
    assert!(console.model.overlays.is_empty());
    assert_eq!(console.model.focused().cursor, "I-0003".parse().ok());
}

#[test]
fn every_size_can_be_drawn_with_anything_open() {
    for keys in ["", "a", "?", "<Enter>", ":", "t", "5", "6", "s", "w", "1n", "*a", "/", "z", "L"] {
        let mut console = Console::small();
        console.keys(keys);
        for width in [1, 2, 19, 20, 21, 40, 59, 60, 79, 80, 139, 140, 300] {
            for height in [1, 4, 5, 6, 9, 10, 15, 16, 24, 60, 100] {
                console.input(Input::Resize(Size::new(width, height)));
                let _ = console.frame();
            }
        }
    }
}

#[test]
fn only_glyphs_of_certain_width_are_our_own() {
    let data = "髙橋美智子山田太郎様林由紀";
    for lang in [Lang::Ja, Lang::En] {
        for keys in
            ["", "a", "?", "<Enter>", ":", "t", "6", "s", "w", "1n", "1x", "*a", "/x", "ayu", "L", "1*x"]
        {
            let mut console = Console::new(World::new(), lang, 140, 120);
            console.keys(keys);
            for c in console.frame().chars().filter(|c| !data.contains(*c)) {
                assert!(is_our_glyph(c), "{keys}: {c} U+{:04X}", c as u32);
            }
        }
    }
}

/// ASCII, kana, kanji, full-width punctuation, and the few signs whose width is certain.
fn is_our_glyph(c: char) -> bool {
    c == '\n'
        || matches!(c, ' '..='~' | 'ぁ'..='ヿ' | '一'..='龥' | '〇' | '々' | '、'..='」' | '〜' | '！'..='～' | '　')
        || "▸›»‹✓✗░".contains(c)
        || ('\u{2800}'..='\u{28FF}').contains(&c)
}
