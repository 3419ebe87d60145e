//! Key scripts over the small fixed world: what keys write, and above all what they do not.

use ratatui::layout::Size;

use super::gestures::{GESTURES, Turn};
use super::harness::Console;
use super::keymap;
use super::message::News;
use super::model::PANES;
use super::overlays::Overlay;
use super::terminal::Input;
use crate::actions::{Answers, table};
use crate::domain::{Case, InvitationState, Noun};
use crate::testing::World;
use crate::text::Lang;

fn state(console: &Console, id: &str) -> InvitationState {
    match console.world.case(id) {
        Case::Invitation(case) => case.state(console.world.ctx.today()),
        other => panic!("{other:?} is no invitation"),
    }
}

#[test]
fn approving_is_exactly_two_keys_and_one_entry() {
    let mut console = Console::small();
    console.keys("ay");
    assert_eq!(state(&console, "I-0001"), InvitationState::Approved);
    assert_eq!(console.entries(), 1);
    assert!(console.said().contains("I-0001"), "{}", console.said());
    assert!(console.model.overlays.is_empty());
}

#[test]
fn full_width_keys_approve_too() {
    let mut console = Console::small();
    console.keys("あｙ");
    assert_eq!(state(&console, "I-0001"), InvitationState::Approved);
}

#[test]
fn neither_a_doubled_key_nor_enter_nor_space_nor_a_paste_writes() {
    for script in ["aa", "a<Enter>", "a<Space>", "aaaa", "a<Esc>y", "y", "a<Tab><Tab><Enter>"] {
        let mut console = Console::small();
        console.keys(script);
        assert_eq!(console.entries(), 0, "{script}");
    }
    let mut console = Console::small();
    console.keys("a").input(Input::Paste("y".to_owned()));
    assert_eq!(console.entries(), 0);
    console.typed("ｙか");
    assert_eq!(console.entries(), 0);
}

#[test]
fn what_is_typed_before_a_dialog_is_drawn_is_dropped() {
    let mut console = Console::small();
    console.burst("ay");
    assert_eq!(console.entries(), 0);
    assert!(matches!(console.model.overlays.last(), Some(Overlay::Dialog(_))));
    console.keys("y");
    assert_eq!(console.entries(), 1);
}

#[test]
fn the_lit_button_is_the_one_that_acts() {
    let mut console = Console::small();
    console.keys("a");
    assert!(console.shows("›やめる‹"));
    console.keys("<Tab>");
    assert!(console.shows("›承認 y‹"));
    console.keys("<Enter>");
    assert_eq!(console.entries(), 1);
}

#[test]
fn judging_stays_on_the_row_so_that_the_next_a_approves() {
    let mut console = Console::small();
    console.keys("jay");
    assert_eq!(state(&console, "I-0002"), InvitationState::Judged);
    console.keys("ay");
    assert_eq!(state(&console, "I-0002"), InvitationState::Approved);
    assert_eq!(console.entries(), 2);
}

#[test]
fn a_row_to_check_wants_a_reason_and_a_blocked_one_says_why() {
    let mut console = Console::small();
    console.keys("jja");
    assert!(console.shows("理由"));
    console.keys("<Enter>y");
    assert_eq!(console.entries(), 0, "no reason, no approval");
    console.keys("誓約書は明日受領<Enter>y");
    assert_eq!(state(&console, "I-0003"), InvitationState::Approved);
    console.keys("ja");
    assert!(console.model.overlays.is_empty());
    assert!(console.said().contains("第6条第1項"), "{}", console.said());
}

#[test]
fn typed_text_survives_escape_and_comes_back() {
    let mut console = Console::small();
    console.keys("jja").typed("誓約書は明日受領");
    console.keys("<Esc>");
    assert!(console.model.overlays.is_empty());
    console.keys("a");
    assert!(console.shows("誓約書は明日受領"));
}

#[test]
fn undo_names_the_act_and_takes_it_back() {
    let mut console = Console::small();
    console.keys("ayu");
    assert!(console.shows("髙橋 美智子の「承認」"), "{}", console.frame());
    console.keys("y");
    assert_eq!(state(&console, "I-0001"), InvitationState::Judged);
    console.keys("u");
    assert!(console.said().contains("元に戻せる操作はありません"));
}

#[test]
fn a_batch_takes_only_what_is_sound_and_names_the_rest() {
    let mut console = Console::small();
    console.keys("*");
    assert!(console.shows("選択4"));
    console.keys("a");
    assert!(console.shows("対象 1件"), "{}", console.frame());
    assert!(console.shows("対象外 3件"));
    console.keys("y");
    assert_eq!(console.entries(), 1);
    assert_eq!(state(&console, "I-0001"), InvitationState::Approved);
}

#[test]
fn a_row_changed_by_another_is_refused_told_and_asked_again() {
    let mut console = Console::small();
    console.keys("a");
    let mut other =
        World { store: std::mem::replace(&mut console.world.store, World::new().store), ..World::new() };
    other.as_second_admin();
    other.act("invitation.approve", "I-0001", Answers::default());
    console.world.store = other.store;
    console.tell(News::Changed);
    console.keys("y");
    assert_eq!(console.entries(), 1, "one approval, not two");
    assert!(console.shows("佐藤 明さんが"), "{}", console.frame());
    assert!(!console.shows("承認 y"), "nothing is left to confirm");
    console.keys("<Esc>");
    assert!(console.model.overlays.is_empty());
}

#[test]
fn words_of_an_input_method_are_no_keys_in_a_list() {
    let mut console = Console::small();
    console.typed("ああ");
    assert!(console.model.overlays.is_empty());
    assert!(console.said().starts_with("日本語入力がオンです。"));
}

#[test]
fn a_paste_into_a_list_is_offered_as_a_filter() {
    let mut console = Console::small();
    console.input(Input::Paste("髙橋\n美智子".to_owned()));
    assert_eq!(console.model.focused().filter, "");
    console.keys("<Enter>");
    assert_eq!(console.model.focused().filter, "髙橋 美智子");
}

#[test]
fn every_way_of_typing_a_name_finds_it() {
    for query in ["たかはし", "ﾀｶﾊｼ", "髙橋", "高橋", "takahasi", "takahashi"] {
        let mut console = Console::small();
        console.keys("/").typed(query);
        assert_eq!(console.model.focused().total, Some(2), "{query}");
        console.keys("<Esc><Esc>");
        assert_eq!(console.model.focused().total, Some(4));
    }
}

#[test]
fn selected_rows_that_the_filter_hides_are_counted() {
    let mut console = Console::small();
    console.keys("<Space><Space>/takahashi<Enter>");
    assert!(console.shows("選択2（うち非表示1）"), "{}", console.frame());
}

#[test]
fn escape_never_clears_the_selection() {
    let mut console = Console::small();
    console.keys("<Space>/taka<Esc><Esc><Esc><Esc>");
    assert_eq!(console.model.focused().selection.len(), 1);
}

#[test]
fn a_range_follows_the_cursor() {
    let mut console = Console::small();
    console.keys("vjj");
    assert_eq!(console.model.focused().selection.len(), 3);
    console.keys("k");
    assert_eq!(console.model.focused().selection.len(), 2);
    console.keys("vjj");
    assert_eq!(console.model.focused().selection.len(), 2);
}

#[test]
fn rows_that_come_in_while_deciding_are_announced_and_move_nothing() {
    let mut console = Console::small();
    console.keys("ja");
    let row = crate::testing::invitation(9, 1, 3, crate::testing::judged());
    let row = crate::domain::Invitation { group: crate::domain::GroupId(2), ..row };
    let (scope, today) = (crate::actions::scope(&console.world.ctx), console.world.ctx.today());
    console.world.store.write(scope, today, |tx| tx.insert(&row)).unwrap();
    console.tell(News::Changed);
    assert!(console.shows("新着 1件 r で表示"), "{}", console.frame());
    assert_eq!(console.model.focused().page.rows.len(), 4);
    console.keys("<Esc>");
    assert_eq!(console.model.focused().page.rows.len(), 5);
    assert_eq!(console.model.focused().cursor, "I-0002".parse().ok());
}

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
    assert_eq!(state(&console, "I-0001"), InvitationState::Approved);
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
    console.keys("tj<Enter>");
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

/// A list of two users, one of them without a mail address, as a file of its own.
fn list_file(name: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("mcs-console-{}-{name}.csv", std::process::id()));
    std::fs::write(
        &path,
        "氏名,ふりがな,職種,メールアドレス\n中村 花,なかむら はな,看護師,hana@komae.example\n",
    )
    .unwrap();
    path
}

#[test]
fn a_list_is_previewed_and_taken_in_as_one_write_with_one_undo() {
    let path = list_file("whole");
    let mut console = Console::small();
    console.keys("1:import<Enter>").input(Input::Paste(path.display().to_string()));
    console.keys("<Enter>");
    assert!(console.shows("中村 花") && console.shows("新規 1"), "{}", console.frame());
    assert_eq!(console.entries(), 0);
    console.keys("<Enter>");
    assert_eq!(console.entries(), 0, "the default button never writes");
    console.keys(":import<Enter>").input(Input::Paste(path.display().to_string()));
    console.keys("<Enter>y");
    assert_eq!(console.entries(), 1, "{}", console.frame());
    assert_eq!(console.model.list(Noun::User).total, Some(5));
    console.keys("uy");
    assert_eq!(console.model.list(Noun::User).total, Some(4));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_file_that_is_not_there_is_told_at_the_field() {
    let mut console = Console::small();
    console.keys(":import<Enter>/nowhere/at/all.csv<Enter>");
    assert!(!console.model.overlays.is_empty());
    assert!(console.shows("/nowhere/at/all.csv"), "{}", console.frame());
    assert_eq!(console.entries(), 0);
}

#[test]
fn a_form_looks_up_the_row_it_asks_for() {
    let mut console = Console::small();
    console.keys("n");
    console.typed("山田");
    assert!(console.shows("G-0001"), "{}", console.frame());
    console.keys("<Enter>");
    console.typed("さとう");
    console.keys("<Enter>");
    assert!(console.shows("U-0002"), "{}", console.frame());
}

#[test]
fn restricting_wants_its_reason_and_shows_its_reach() {
    let mut console = Console::small();
    console.keys("1jjx");
    assert!(console.shows("未決の招待 2件に及びます"), "{}", console.frame());
    console.keys("<Right><Tab><Tab><Tab><Tab><Tab>y");
    assert_eq!(console.entries(), 0, "no reason, no restriction");
}

#[test]
fn confirming_a_mark_settles_it() {
    let mut console = Console::small();
    console.keys("ay4");
    assert_eq!(console.model.focus, Noun::Mirror);
    console.keys("my");
    assert_eq!(console.model.list(Noun::Mirror).total, Some(0), "{}", console.frame());
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::Invitation);
}

#[test]
fn a_decided_row_tells_who_decided_and_when() {
    let mut console = Console::small();
    console.keys("ayay");
    assert_eq!(state(&console, "I-0001"), InvitationState::Accepted);
    console.keys("/I-0001<Enter>a");
    assert!(console.said().contains("林 由紀さんが 12:00"), "{}", console.said());
}
