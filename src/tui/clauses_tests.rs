//! The clauses as key scripts: how they stand, the rows behind one, repaired there, and the way back.

use super::harness::Console;
use super::overlays::Overlay;
use crate::testing::World;
use crate::text::Lang;

fn cursor(console: &Console) -> String {
    let clause = console.model.clauses().and_then(|clauses| clauses.clause());
    clause.map(|clause| clause.id.to_string()).unwrap_or_default()
}

#[test]
fn it_opens_where_something_has_to_be_done_and_tab_goes_to_the_next() {
    let mut console = Console::small();
    console.keys("5");
    assert_eq!(cursor(&console), "3-3");
    assert!(console.shows("2件が残っています（MCS管理者の部屋に不参加 2）"), "{}", console.frame());
    console.keys("<Tab>");
    assert_eq!(cursor(&console), "6-1");
    console.keys("<BackTab>");
    assert_eq!(cursor(&console), "3-3");
    console.keys("gg");
    assert_eq!(cursor(&console), "PRE");
}

#[test]
fn the_rows_behind_a_clause_are_repaired_there_and_its_status_follows() {
    let mut console = Console::small();
    console.keys("5/6-1<Enter>");
    assert_eq!(cursor(&console), "6-1");
    assert!(console.shows("要対応  第6条第1項"), "{}", console.frame());
    console.keys("<Enter>");
    assert!(console.shows("規程 第6条第1項"), "{}", console.frame());
    assert!(console.shows("同意書未取得：鈴木 ハナ様"), "{}", console.frame());
    // The menu opens on what settles the row.
    console.keys("<Enter>");
    assert!(console.shows("›         同意書を記録"), "{}", console.frame());
    console.keys("<Enter>2026-11-20<Enter><Enter><Enter>書庫<Enter>");
    // The rest of the form may stay open.
    console.keys(&"<Enter>".repeat(10));
    console.keys("y");
    assert!(console.shows("いま対応するものはありません。"), "{}", console.frame());
    console.keys("<Esc>");
    assert!(console.shows("適合    第6条第1項"), "{}", console.frame());
    assert!(console.shows("同意書と省略の記録 2件"), "{}", console.frame());
}

#[test]
fn the_filter_takes_a_status_a_strength_and_words_and_escape_takes_one_step_at_a_time() {
    let mut console = Console::small();
    console.keys("5/要対応<Enter>");
    assert!(console.shows("第9条第1項") && !console.shows("適合  "), "{}", console.frame());
    console.keys("/<Esc>スクリーンショット<Enter>");
    assert_eq!(cursor(&console), "12-5");
    console.keys("<Esc>");
    assert_eq!(cursor(&console), "12-5", "the cursor keeps its clause");
    assert!(console.model.clauses().is_some());
    console.keys("<Esc>");
    assert!(console.model.clauses().is_none());
}

#[test]
fn another_screen_and_a_list_are_reached_from_the_rows_behind_a_clause() {
    let mut console = Console::small();
    console.keys("5<Enter>t");
    assert!(
        matches!(console.model.overlays.as_slice(), [Overlay::Clauses(_), Overlay::Today(today)] if today.behind().is_none())
    );
    console.keys("<Esc>");
    assert!(matches!(console.model.overlays.as_slice(), [Overlay::Clauses(_)]));
    console.keys("<Enter>5");
    assert!(matches!(console.model.overlays.as_slice(), [Overlay::Clauses(_)]), "5 leads back");
    console.keys("<Enter>2");
    assert!(console.model.overlays.is_empty(), "a list stands before everything");
}

#[test]
fn a_misprint_is_marked_and_the_words_stay_as_they_are() {
    let mut console = Console::new(World::new(), Lang::Ja, 100, 30);
    console.keys("5/9-1<Enter>");
    assert!(
        console.shows("泊江市") && console.shows("原文ママ：「泊江市」は「狛江市」"),
        "{}",
        console.frame()
    );
}

#[test]
fn a_clause_is_attested_in_a_few_keys_and_the_next_one_comes_under_the_cursor() {
    let mut console = Console::small();
    console.keys("5/未点検<Enter>gg");
    let first = cursor(&console);
    assert_eq!(first, "2");
    console.keys("n");
    assert!(console.shows("自己点検を記録"), "{}", console.frame());
    console.keys("<Right><Enter><Enter><Enter>y");
    assert_ne!(cursor(&console), "2", "it is no longer 未点検: {}", console.frame());
    console.keys("<Esc>/自己点検<Enter>gg");
    assert!(console.shows("適合    第2条 "), "{}", console.frame());
    console.keys("<Esc>/9-1<Enter>n");
    assert!(console.shows("自己点検の対象ではありません"), "{}", console.frame());
}
