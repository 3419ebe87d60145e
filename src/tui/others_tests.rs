//! Several at once: what others do while somebody sits here, as key scripts over the small world.

use chrono::TimeDelta;

use super::harness::Console;
use super::message::{News, Written};
use crate::actions::Answers;
use crate::domain::{GroupId, Id, Invitation, InvitationState, Noun};
use crate::sentence;
use crate::testing::World;
use crate::text::Lang;

/// Lets U-0002 佐藤 明 act on the store of this console, and tells it that somebody did.
fn other(console: &mut Console, act: impl FnOnce(&mut World)) {
    let mut world =
        World { store: std::mem::replace(&mut console.world.store, World::new().store), ..World::new() };
    world.as_second_admin();
    act(&mut world);
    console.world.store = world.store;
}

fn other_is_seen(console: &mut Console, act: impl FnOnce(&mut World)) {
    other(console, act);
    console.tell(News::Changed);
    console.tell(News::Drawn);
}

/// One more invitation, to U-0003.
fn invite(world: &mut World) {
    let row = crate::testing::invitation(9, 1, 3, crate::testing::judged());
    let row = Invitation { group: GroupId(2), ..row };
    let (scope, today) = (crate::actions::scope(&world.ctx), world.ctx.today());
    world.store.write(scope, today, |tx| tx.insert(&row)).expect("an invitation");
}

fn id(text: &str) -> Option<Id> {
    text.parse().ok()
}

#[test]
fn a_filter_just_typed_is_not_lost_to_a_neighbours_commit() {
    let mut console = Console::small();
    console.keys("1");
    console.hold_reads();
    console.keys("/U-0004<Enter>");
    console.tell(News::Changed);
    console.release_reads();
    assert_eq!(console.model.focused().cursor, id("U-0004"), "{}", console.frame());
}

#[test]
fn a_row_decided_by_another_during_the_dialog_is_told_there_and_then_and_y_writes_nothing() {
    let mut console = Console::small();
    console.keys("a");
    other_is_seen(&mut console, |w| drop(w.act("invitation.approve", "I-0001", Answers::default())));
    assert!(console.shows("佐藤 明さんが 12:00"), "{}", console.frame());
    assert!(console.shows("「承認待ち」が「受理待ち」に変わりました"), "{}", console.frame());
    assert!(!console.shows("承認 y"), "nothing is left to confirm");
    assert!(console.shows("›閉じる‹"), "{}", console.frame());
    console.keys("yyy<Tab><Tab>y");
    assert_eq!(console.entries(), 1, "one approval, not two");
    console.keys("<Enter>");
    assert!(console.model.overlays.is_empty());
}

#[test]
fn a_row_changed_during_the_dialog_is_asked_about_once_more_with_what_was_typed() {
    let mut console = Console::small();
    console.keys("1/U-0003<Enter>o").typed("夜勤明けに連絡").keys("<Tab>");
    other_is_seen(&mut console, |w| {
        drop(w.act("user.record_password", "U-0003", Answers::default()));
    });
    assert_eq!(console.entries(), 1);
    assert!(console.shows("佐藤 明さんが"), "{}", console.frame());
    assert!(console.shows("夜勤明けに連絡"), "{}", console.frame());
    console.keys("y");
    assert_eq!(console.entries(), 1, "the first y says only that it was seen");
    assert!(console.shows("表示の後に変更されたため"), "{}", console.frame());
    console.keys("y");
    assert_eq!(console.entries(), 2, "{}", console.frame());
}

#[test]
fn a_row_changed_unseen_before_y_is_refused_shown_and_asked_again() {
    let mut console = Console::small();
    console.keys("1/U-0003<Enter>o").typed("夜勤明けに連絡").keys("<Tab>");
    other(&mut console, |w| {
        drop(w.act("user.record_password", "U-0003", Answers::default()));
    });
    console.keys("y");
    assert_eq!(console.entries(), 1, "refused");
    assert!(console.shows("佐藤 明さんが"), "{}", console.frame());
    assert!(console.shows("夜勤明けに連絡"), "what was typed stands");
    console.keys("y");
    assert_eq!(console.entries(), 2, "{}", console.frame());
}

#[test]
fn rows_that_come_in_during_a_dialog_are_announced_and_move_nothing() {
    let mut console = Console::small();
    console.keys("ja");
    other_is_seen(&mut console, invite);
    assert!(console.shows("新着 1件 r で表示"), "{}", console.frame());
    assert_eq!(console.model.focused().page.rows.len(), 4);
    console.keys("<Esc>");
    assert_eq!(console.model.focused().page.rows.len(), 5);
    assert_eq!(console.model.focused().cursor, id("I-0002"));
}

#[test]
fn rows_that_come_in_while_others_are_selected_wait_for_r() {
    let mut console = Console::small();
    console.keys("<Space>");
    console.world.ctx.now += TimeDelta::minutes(1);
    other_is_seen(&mut console, invite);
    assert!(console.shows("新着 1件 r で表示"), "{}", console.frame());
    console.keys("r");
    assert_eq!(console.model.focused().page.rows.len(), 5);
    assert!(!console.shows("新着 1件 r で表示"));
    assert!(console.shows("選択1"));
}

#[test]
fn rows_that_come_in_under_moving_hands_are_shown_once_the_hands_rest() {
    let mut console = Console::small();
    console.keys("j");
    other_is_seen(&mut console, invite);
    assert!(console.shows("新着 1件 r で表示"), "{}", console.frame());
    console.world.ctx.now = console.model.release_at().expect("a time to look again");
    console.tell(News::Deadline);
    assert_eq!(console.model.focused().page.rows.len(), 5);
    assert_eq!(console.model.focused().cursor, id("I-0002"));
    assert!(console.said().contains("新着 1件を一覧に加えました"), "{}", console.said());
}

#[test]
fn at_rest_a_new_row_is_shown_at_once_and_the_screen_still_locks_in_time() {
    let mut console = Console::small();
    console.world.ctx.now += TimeDelta::minutes(1);
    other_is_seen(&mut console, invite);
    assert_eq!(console.model.focused().page.rows.len(), 5);
    console.world.ctx.now += TimeDelta::minutes(4);
    console.tell(News::Deadline);
    assert!(console.shows("施錠"), "{}", console.frame());
}

#[test]
fn a_row_taken_away_under_the_cursor_is_told_with_who_did_it() {
    let mut console = Console::small();
    console.keys("ay");
    let mark = console.world.reader().locate_mirror(&Default::default(), id("R-0001").expect("an id"));
    assert!(mark.expect("a store").is_some());
    console.model.lists.iter().for_each(|list| assert_eq!(list.lost, None));
    console.keys("4a");
    assert_eq!(console.model.focus, Noun::Mirror);
    console.world.ctx.now += TimeDelta::minutes(1);
    other_is_seen(&mut console, |w| drop(w.act("mirror.confirm", "R-0001", Answers::default())));
    assert!(console.said().contains("一覧から外れました"), "{}", console.said());
    assert!(console.said().contains("佐藤 明さんが"), "{}", console.said());
}

#[test]
fn a_row_that_an_own_act_took_away_is_not_told_as_another_s() {
    let mut console = Console::small();
    console.keys("ay4a");
    assert_eq!(console.model.focus, Noun::Mirror);
    // The commit of somebody else comes between the own act and the reading after it.
    console.world.act("mirror.confirm", "R-0001", Answers::default());
    other_is_seen(&mut console, invite);
    assert!(!console.said().contains("一覧から外れました"), "{}", console.said());
}

#[test]
fn a_selected_row_that_is_taken_back_leaves_the_selection_and_is_told() {
    let mut console = Console::small();
    other_is_seen(&mut console, invite);
    console.keys("r/I-0009<Enter><Space>");
    other_is_seen(&mut console, |w| w.store.run("UPDATE invitations SET voided = 1 WHERE id = 9"));
    assert!(console.model.focused().selection.is_empty());
    let said: Vec<_> = console.model.notices.all().map(|n| n.sentence.get(Lang::Ja).to_owned()).collect();
    assert!(said.iter().any(|words| words.contains("選択していた I-0009")), "{said:?}");
}

#[test]
fn a_commit_by_another_before_the_first_rows_are_there_holds_nothing_back() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    for list in &mut console.model.lists {
        *list = super::list::List::new(list.noun);
    }
    console.tell(News::Changed);
    assert_eq!(console.model.focused().page.rows.len(), 4);
    assert_eq!(console.model.focused().arrived, 0);
}

#[test]
fn a_busy_store_is_told_in_the_dialog_and_escape_gives_up() {
    let mut console = Console::small();
    console.keys("a");
    console.model.writing = super::model::Writing::Underway;
    console.tell(News::Busy);
    assert!(console.shows("ほかの人が保存中です"), "{}", console.frame());
    console.keys("y<Esc>");
    assert!(
        matches!(console.others.as_slice(), [super::effects::Effect::StopWriting]),
        "{:?}",
        console.others
    );
    console.tell(News::Written(Written::Failed(sentence!("保存を中止しました。", "Given up."))));
    assert!(console.shows("未実行です"), "{}", console.frame());
    assert!(console.shows("›やめる‹"), "the dialog stands");
    console.tell(News::Drawn);
    console.keys("y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
}

#[test]
fn after_an_unclear_commit_the_console_says_what_stands() {
    let mut console = Console::small();
    console.keys("a");
    console.model.writing = super::model::Writing::Underway;
    let outcome = console.world.act("invitation.approve", "I-0001", Answers::default());
    let rows = vec![(id("I-0001").expect("an id"), outcome)];
    console.tell(News::Written(Written::Settled(rows, sentence!("ディスクのエラー", "disk error"))));
    assert!(console.said().contains("1件中1件は実行済み"), "{}", console.said());
    assert!(console.model.overlays.is_empty());
}

#[test]
fn a_filter_that_anothers_commit_overtakes_shows_its_rows_all_the_same() {
    let mut console = Console::small();
    console.keys("3");
    console.hold_reads();
    console.keys("/").typed("小林").keys("<Enter>");
    console.tell(News::Changed);
    console.release_reads();
    assert_eq!(console.model.focused().total, Some(1));
    assert_eq!(console.model.focused().cursor, "I-0003".parse().ok());
}
