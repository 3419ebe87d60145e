//! Key scripts over whole screens: acting in place, ways between them, one by one, long messages.

use super::harness::Console;
use super::overlays::Overlay;
use crate::domain::{EndReason, InvitationState};
use crate::testing::{World, day};
use crate::text::Lang;

#[test]
fn what_wants_a_reason_follows_a_batch_one_by_one() {
    let mut console = Console::small();
    console.keys("*a");
    assert!(console.shows("このあと1件ずつ"), "{}", console.frame());
    console.keys("y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
    assert!(console.shows("要確認 1/1") && console.shows("理由"), "{}", console.frame());
    assert_eq!(console.state("I-0003"), InvitationState::Judged);
    console.typed("本人に確認した").keys("<Enter>y");
    assert_eq!(console.state("I-0003"), InvitationState::Approved);
    assert!(console.model.overlays.is_empty() && console.model.run.is_none());
}

#[test]
fn leaving_the_run_keeps_the_rest_selected_and_says_so() {
    let mut console = Console::small();
    console.keys("*ay<Esc>");
    assert_eq!(console.state("I-0003"), InvitationState::Judged);
    assert_eq!(console.said(), "要確認の残り1件は選択したままです。");
    assert!(console.model.focused().selection.contains("I-0003".parse().expect("an id")));
}

#[test]
fn the_form_of_the_archive_begins_with_the_end_that_is_recorded() {
    let mut console = Console::small();
    console.keys("2e");
    assert!(console.shows("› 利用終了日") && !console.shows("2026-11-01"), "{}", console.frame());
    console.keys("<Esc>");
    console.world.store.run("UPDATE groups SET ended_on = '2026-11-01', end_reason = 'death' WHERE id = 1");
    console.keys("rje");
    for shown in ["2026-11-01", "死亡", "›やめる‹"] {
        assert!(console.shows(shown), "{shown}: {}", console.frame());
    }
    console.keys("y");
    assert!(console.said().contains("G-0001：「保管庫へ移す」を実行しました"), "{}", console.said());
    let ended = console.world.reader().groups_by_title("山田 太郎様").expect("a store").remove(0);
    assert_eq!((ended.ended_on, ended.end_reason), (Some(day("2026-11-01")), Some(EndReason::Death)));
}

#[test]
fn a_page_of_a_long_text_goes_on_where_the_one_before_ended() {
    let mut console = Console::small();
    console.keys("?");
    assert!(console.shows("1-19/"), "{}", console.frame());
    console.keys("<PgDn>");
    assert!(console.shows("19-37/"), "{}", console.frame());
    console.keys("<PgDn><PgUp>");
    assert!(console.shows("19-37/"), "{}", console.frame());
}

#[test]
fn what_is_next_for_an_incident_is_in_sight_on_the_smallest_usual_screen() {
    for (lang, told) in [(Lang::Ja, "速報が記録されていません"), (Lang::En, "No preliminary report")]
    {
        let mut console = Console::new(World::demo(), lang, 80, 24);
        console.keys("4g");
        assert!(console.shows(told), "{told}: {}", console.frame());
    }
}

#[test]
fn the_ledger_names_people_and_the_entry_in_full() {
    let mut console = Console::small();
    console.keys("dtest<Enter>");
    console.keys("<Esc>ay6");
    let frame = console.frame();
    assert!(
        frame.contains("L-0001") && frame.contains("林 由紀") && frame.contains("髙橋 美智子"),
        "{frame}"
    );
    console.keys("w");
    assert!(console.shows("根拠と履歴"), "{}", console.frame());
}

#[test]
fn whole_screens_lead_to_each_other_and_help_comes_back() {
    let mut console = Console::small();
    console.keys("t6");
    assert!(matches!(console.model.overlays.last(), Some(Overlay::Ledger(_))));
    console.keys("?");
    assert!(console.shows("ヘルプ"));
    console.keys("<Esc>");
    assert!(matches!(console.model.overlays.last(), Some(Overlay::Ledger(_))));
    console.keys("1");
    assert!(console.model.overlays.is_empty());
}

#[test]
fn the_language_switches_over_whatever_lies_on_top() {
    let mut console = Console::small();
    console.keys("a<F2>");
    assert!(console.shows("›Cancel‹"), "{}", console.frame());
    console.keys("<F2>y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
}

#[test]
fn a_refusal_longer_than_its_line_shows_its_clause() {
    let mut console = Console::new(World::new(), Lang::En, 80, 24);
    console.keys("jjja");
    let frame = console.frame();
    let words: Vec<&str> = frame.split_whitespace().collect();
    assert!(words.join(" ").contains("any sharing. (Art. 6 para. 1) d reject"), "{frame}");
    console.keys("k");
    assert!(!console.frame().lines().nth(21).is_some_and(|line| line.contains("Approve:")));
}

#[test]
fn what_a_key_answered_is_gone_with_the_next_key_and_what_was_done_stays() {
    let mut console = Console::small();
    console.keys("<Esc>");
    assert!(console.shows("最初の画面です"));
    console.keys("j");
    assert!(!console.shows("最初の画面です"));
    console.keys("kayj");
    assert!(console.shows("I-0001"));
}

#[test]
fn of_several_rows_it_is_told_what_each_would_reach() {
    let mut console = Console::small();
    console.keys("2*e");
    let frame = console.frame();
    assert!(frame.contains("G-0001") && frame.contains("G-0002"), "{frame}");
    assert!(frame.contains("無効になる招待 1件：I-0004 髙橋 美智子"), "{frame}");
}

#[test]
fn a_caution_stays_until_it_has_surely_been_read() {
    let mut console = Console::small();
    console.keys("u");
    assert!(console.shows("元に戻せる操作はありません"));
    console.keys("j");
    assert!(console.shows("元に戻せる操作はありません"), "one key later it may not have been read");
    console.world.ctx.now += chrono::TimeDelta::seconds(9);
    console.keys("k");
    assert!(!console.shows("元に戻せる操作はありません"));
}

#[test]
fn a_word_of_the_title_filters_by_what_it_counts_and_words_after_it_by_name() {
    let mut console = Console::small();
    console.keys("3/").typed("承認待ち").keys("<Enter>");
    assert_eq!(console.model.focused().total, Some(3));
    console.keys("/").typed(" さとう").keys("<Enter>");
    assert_eq!(console.model.focused().total, Some(0), "the one of that name awaits the judgement");
    console.keys("<Esc>/To approve<Enter>");
    assert_eq!(console.model.focused().total, Some(3), "in either language");
    assert!(!console.shows("本人判断待ち 1"), "the office's numbers do not stand beside a filtered list");
}

#[test]
fn on_a_narrow_screen_the_menu_stays_readable() {
    for (width, height) in [(20, 5), (40, 10)] {
        let mut console = Console::new(World::new(), Lang::Ja, width, height);
        console.keys("<Enter>");
        assert!(console.shows("根拠"), "{}", console.frame());
    }
}
