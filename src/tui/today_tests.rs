//! Today's list as key scripts: acted on in place, filtered, kept current, and what others did since the last visit.

use super::harness::Console;
use super::message::News;
use super::overlays::Overlay;
use crate::actions::Answers;
use crate::domain::{Id, InvitationState, Noun};
use crate::listings::today::{due_today, since_last_visit};
use crate::testing::World;
use crate::text::Lang;

fn target(console: &Console) -> String {
    let id = console.model.today().and_then(|today| today.target());
    id.map(|id: Id| id.to_string()).unwrap_or_default()
}

fn due(console: &Console) -> usize {
    due_today(&console.world.reader(), &console.world.ctx).expect("a store").len()
}

#[test]
fn a_row_is_approved_where_it_stands_and_the_next_one_comes_under_the_cursor() {
    let mut console = Console::small();
    console.keys("t");
    assert_eq!(target(&console), "I-0001");
    assert!(console.shows("要対応：承認待ち。2026-11-20から。"), "{}", console.frame());
    console.keys("a");
    assert!(console.shows("›やめる‹"), "the same dialog: {}", console.frame());
    assert!(console.shows("本日の対応"), "over the same list");
    console.keys("y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
    assert_eq!(target(&console), "I-0001", "its next step is due");
    assert!(console.shows("受理待ち：髙橋 美智子"), "{}", console.frame());
    console.keys("ay");
    assert_eq!(console.state("I-0001"), InvitationState::Accepted);
    assert!(matches!(console.model.overlays.as_slice(), [Overlay::Today(_)]));
    assert_ne!(target(&console), "I-0001", "{}", console.frame());
}

#[test]
fn judging_and_approving_follow_each_other_on_the_same_row() {
    let mut console = Console::small();
    console.keys("t/I-0002<Enter>");
    assert_eq!(target(&console), "I-0002");
    console.keys("aya");
    assert!(console.shows("›やめる‹"), "{}", console.frame());
    assert_eq!(console.entries(), 1);
}

#[test]
fn rows_of_every_noun_have_their_own_verbs_and_their_menu() {
    let mut console = Console::small();
    console.keys("t/").typed("同意書未取得").keys("<Enter>");
    assert!(console.shows("e保管庫へ移す"), "{}", console.frame());
    assert!(console.shows("Enter同意書を記録"), "the foot names what settles it: {}", console.frame());
    console.keys("<Enter>");
    assert!(
        console.shows("›         同意書を記録"),
        "the menu stands on what settles it: {}",
        console.frame()
    );
    console.keys("<Esc>");
    assert!(matches!(console.model.overlays.as_slice(), [Overlay::Today(_)]));
    console.keys("a");
    assert_eq!(console.entries(), 0);
}

#[test]
fn a_menu_opened_before_its_row_was_read_stands_on_what_settles_it_once_the_row_is_there() {
    let mut console = Console::small();
    console.hold_reads();
    console.keys("t<Enter>");
    assert!(!console.shows("› a"), "nothing to approve yet: {}", console.frame());
    console.release_reads();
    assert_eq!(target(&console), "I-0001");
    assert!(console.shows("› a       承認"), "{}", console.frame());
}

#[test]
fn what_cannot_settle_a_row_now_is_not_said_to_settle_it() {
    let mut world = World::new();
    world.store.run("UPDATE groups SET ended_on = '2026-10-31', end_reason = 'death' WHERE id = 1");
    world.typed("group.hold", "G-0001", &[("reason", "監査の資料として保全する")]);
    let mut console = Console::new(world, Lang::Ja, 100, 30);
    console.keys("t/").typed("保管候補").keys("<Enter>");
    assert_eq!(target(&console), "G-0001");
    assert!(console.shows("「保管庫へ移す」は今はできませ"), "{}", console.frame());
    assert!(
        console.shows("保全中です：監査の資料として保全する。先に保全を終えます。"),
        "{}",
        console.frame()
    );
    assert!(!console.shows("で済みます"), "{}", console.frame());
}

#[test]
fn the_filter_finds_a_person_by_reading_and_escape_takes_one_step_at_a_time() {
    let mut console = Console::small();
    console.keys("t/").typed("たかはし").keys("<Enter>");
    assert!(console.shows("髙橋 美智子"));
    assert!(!console.shows("小林 誠"), "{}", console.frame());
    console.keys("<Esc>");
    assert!(console.shows("小林 誠"), "the filter went first");
    console.keys("<Esc>");
    assert!(console.model.overlays.is_empty());
}

#[test]
fn the_header_says_as_many_as_the_list_holds_also_after_an_act() {
    let mut console = Console::small();
    assert!(console.shows(&format!("本日 {}", due(&console))), "{}", console.frame());
    console.keys("tay<Esc>");
    assert!(console.shows(&format!("本日 {}", due(&console))), "{}", console.frame());
}

#[test]
fn what_others_did_since_the_last_visit_is_told_with_who_and_what() {
    let mut world = World::new();
    let reads = |world: &World| since_last_visit(&world.reader(), &world.ctx).expect("a store");
    assert_eq!(reads(&world), None, "there was no visit before");
    let before = world.ctx.now - chrono::TimeDelta::days(1);
    world.store.note_visit("U-0001", "yesterday", before).expect("a visit");
    world.act("user.record_password", "U-0003", Answers::default());
    let mut other = World { store: std::mem::replace(&mut world.store, World::new().store), ..World::new() };
    other.as_second_admin();
    other.act("invitation.approve", "I-0001", Answers::default());
    world.store = other.store;
    let since = reads(&world).expect("a visit before");
    let told: Vec<_> = since.changes.iter().map(|c| (c.who.as_str(), c.entry.object.as_str())).collect();
    assert_eq!(told, [("佐藤 明", "I-0001")], "the own act is no news");
    let mut console = Console::new(world, Lang::Ja, 100, 30);
    console.keys("tG");
    assert!(console.shows("前回のサインイン（11/22 12:00）の後の変更 1"), "{}", console.frame());
    assert!(console.shows("承認  髙橋 美智子"), "{}", console.frame());
    assert_eq!(target(&console), "I-0001");
    console.keys("f");
    assert_eq!(console.model.focus, Noun::Invitation);
}

#[test]
fn a_row_that_another_settles_under_the_cursor_is_told() {
    let mut console = Console::small();
    console.keys("t/").typed("誓約書なし").keys("<Enter>");
    assert_eq!(target(&console), "U-0004");
    let store = std::mem::replace(&mut console.world.store, World::new().store);
    let mut other = World { store, ..World::new() };
    other.as_second_admin();
    let answers = Answers::default()
        .with("kept_at", crate::actions::Answer::Line("事務室".into()))
        .with("signed_on", crate::actions::Answer::Day(other.ctx.today()));
    let outcome = other.act("user.record_pledge", "U-0004", answers);
    assert!(matches!(outcome, crate::actions::Outcome::Done(_)), "{outcome:?}");
    console.world.store = other.store;
    console.tell(News::Changed);
    assert!(console.said().contains("佐藤 明さんが"), "{}", console.said());
}

#[test]
fn an_empty_day_says_so() {
    let mut world = World::new();
    world.store.run(
        "UPDATE invitations SET open = 0, state = 'withdrawn', closed_at = '2026-11-20T00:00:00.000Z'; \
         UPDATE groups SET state = 'archived', ended_on = '2026-10-31', end_reason = 'death', \
         archived_at = '2026-11-01T00:00:00.000Z'; \
         INSERT INTO pledges (id, version, user, kind, signed_on, kept_at) \
         VALUES (9, 1, 4, 'signed', '2026-04-01', '事務室'); \
         INSERT INTO groups (id, version, office, kind, title, state, end_note, admin_room, urgent_reason, memo, kana, \
         sort, search) VALUES (70, 1, 2, 'free', 'MCS管理者の部屋', 'active', '', 1, '', '', '', '', ''); \
         INSERT INTO memberships (id, version, \"group\", user, joined_at, through, left_reason) VALUES \
         (71, 1, 70, 1, '2026-04-01T00:00:00.000Z', 'recorded', ''), (72, 1, 70, 2, '2026-04-01T00:00:00.000Z', 'recorded', ''); \
         INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) VALUES \
         (70, 1, 1, 'handler', 'in_office', 1, '2026-04-01', '', '{\"name\":\"架空\",\"contact\":\"03\"}', '')",
    );
    world.ctx.now += chrono::TimeDelta::seconds(1);
    let mut console = Console::new(world, Lang::En, 80, 24);
    console.keys("t");
    assert!(console.shows("Nothing is due."), "{}", console.frame());
    console.keys("ja<Enter>");
    assert_eq!(console.entries(), 0);
}

#[test]
fn what_a_list_of_clients_says_of_an_end_stands_in_the_form_of_the_archive_already() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clients.csv");
    std::fs::write(&path, "氏名,生年月日,状態,終了日\n架空　次郎,S15.2.3,死亡,2026-11-10\n").expect("a file");
    let mut world = World::new();
    let jiro = [("name", "架空 次郎"), ("born_on", "1940-02-03")];
    world.typed("group.create", "O-0001", &jiro);
    let mut console = Console::new(world, Lang::Ja, 100, 30);
    console.keys(":").typed("名簿と照合").keys("<Enter>");
    console.typed(path.to_str().expect("a path")).keys("<Enter>");
    assert!(console.shows("架空 次郎様：死亡（2026-11-10）"), "{}", console.frame());
    // Its menu stands on the archive; only what may stay empty is passed over.
    console.keys("<Enter><Enter>");
    assert!(
        console.shows("利用終了日    2026-11-10") && console.shows("› その他の内容"),
        "{}",
        console.frame()
    );
    console.keys("<Enter>y");
    assert!(console.said().contains("「保管庫へ移す」を実行しました"), "{}", console.frame());
    let end = "SELECT ended_on || ' ' || end_reason FROM groups WHERE id = 3 AND state = 'archived'";
    assert_eq!(console.world.store.texts(end), ["2026-11-10 death"]);
}
