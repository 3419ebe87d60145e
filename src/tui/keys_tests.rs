//! Key scripts over the small fixed world: what keys write, and above all what they do not.

use super::harness::Console;
use super::overlays::Overlay;
use super::overlays::gate::Gate;
use super::terminal::Input;
use crate::domain::{InvitationState, Noun};
use crate::testing::World;
use crate::text::Lang;

#[test]
fn approving_is_exactly_two_keys_and_one_entry() {
    let mut console = Console::small();
    console.keys("ay");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
    assert_eq!(console.entries(), 1);
    assert!(console.said().contains("I-0001"), "{}", console.said());
    assert!(console.model.overlays.is_empty());
}

#[test]
fn the_cursor_stays_at_its_place_when_the_row_under_it_closes_and_goes_to_the_end() {
    let mut console = Console::small();
    let cursor = |console: &Console| console.model.focused().cursor.map(|id| id.to_string());
    console.keys("ay");
    assert_eq!(cursor(&console).as_deref(), Some("I-0001"), "approved, and open still");
    let place = console.model.focused().index();
    console.keys("ay");
    assert_eq!(console.state("I-0001"), InvitationState::Accepted);
    let list = console.model.focused();
    assert_eq!(list.page.rows.last().map(|(_, case)| case.id().to_string()).as_deref(), Some("I-0001"));
    assert_eq!((list.index(), cursor(&console).as_deref()), (place, Some("I-0002")), "{}", console.frame());
    console.keys("d").typed("本人の希望").keys("<Enter>y");
    assert_ne!(cursor(&console).as_deref(), Some("I-0002"), "{}", console.frame());
    assert_eq!(console.model.focused().index(), place, "{}", console.frame());
    console.keys("uy");
    assert_eq!(console.model.focused().page.rows[0].1.id().to_string(), "I-0002", "{}", console.frame());
}

#[test]
fn a_review_leads_to_what_it_has_still_to_decide_and_what_is_decided_leaves_that_list() {
    let mut console = Console::new(World::demo(), Lang::Ja, 100, 30);
    console.keys("4i");
    assert!(console.model.case().is_some_and(|case| case.id().noun == Noun::Review), "{}", console.frame());
    console.keys("f");
    assert_eq!(console.model.focus, Noun::Membership, "{}", console.frame());
    assert!(console.shows("「秋の精査」"), "{}", console.frame());
    let reader = console.world.reader();
    let members = reader.members_of_own_groups().expect("a store").len() as u64;
    let decided = members - console.model.focused().total.expect("counted");
    assert!(decided > 0 && decided < members, "{decided} of {members}");
    let place = console.model.focused().index();
    let first = console.model.focused().cursor;
    let keep = crate::actions::table::find("membership.review_keep").expect("an action");
    let key = console.model.keys.key(keep).expect("a key").to_string();
    console.keys(&key).keys("y");
    let list = console.model.focused();
    assert_eq!(list.total, Some(members - decided - 1), "{}", console.frame());
    assert!(list.cursor != first && list.index() == place, "{}", console.frame());
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::Review, "and back");
}

#[test]
fn a_new_row_comes_under_the_cursor_of_its_list_for_its_next_step() {
    let mut console = Console::new(World::demo(), Lang::Ja, 100, 30);
    console.keys("4g");
    let before = console.model.focused().cursor;
    let fields = crate::actions::table::find("incident.open").expect("an action").fields.len();
    console.keys("n<Right><Tab>").typed("端末が見当たらない").keys(&"<Tab>".repeat(fields - 1)).keys("y");
    let new = console.model.focused().cursor;
    assert!(console.said().contains("事案を登録"), "{}", console.frame());
    assert!(
        new != before && new.is_some_and(|id| console.said().contains(&id.to_string())),
        "{}",
        console.frame()
    );
    assert!(console.shows("端末が見当たらない"), "{}", console.frame());
}

#[test]
fn a_verb_right_after_an_own_act_meets_the_row_as_it_now_is() {
    let mut console = Console::small();
    console.keys("ja");
    console.hold_reads();
    console.keys("ya");
    assert!(console.model.overlays.is_empty(), "the second verb waits for the rows");
    console.release_reads();
    assert!(!console.model.overlays.is_empty(), "and then opens on the row as it now is");
    console.keys("y");
    assert_eq!(console.state("I-0002"), InvitationState::Approved);
}

#[test]
fn full_width_keys_approve_too() {
    let mut console = Console::small();
    console.keys("あｙ");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
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
    assert_eq!(console.state("I-0002"), InvitationState::Judged);
    console.keys("ay");
    assert_eq!(console.state("I-0002"), InvitationState::Approved);
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
    assert_eq!(console.state("I-0003"), InvitationState::Approved);
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
    assert_eq!(console.state("I-0001"), InvitationState::Judged);
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
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
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
    console.keys("ay4a");
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
    assert_eq!(console.state("I-0001"), InvitationState::Accepted);
    console.keys("/I-0001<Enter>a");
    assert!(console.said().contains("林 由紀さんが 12:00"), "{}", console.said());
}

#[test]
fn the_palette_finds_people_and_groups_by_name() {
    let mut console = Console::small();
    console.keys(":");
    console.typed("やまだ");
    assert!(console.shows("G-0001  山田 太郎様"), "{}", console.frame());
    console.keys("<Enter>");
    assert_eq!(console.model.focused().cursor, "G-0001".parse().ok());
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::Invitation);
}

#[test]
fn a_tiny_screen_still_says_why_not() {
    let mut console = Console::new(World::new(), Lang::Ja, 58, 8);
    console.keys("jjja");
    assert!(console.shows("同意書が未取得"), "{}", console.frame());
}

#[test]
fn a_passphrase_typed_at_the_id_never_stands_there_in_full() {
    for passphrase in ["correct horse battery", "Tadashii-uma-no-denchi", "正しい馬の電池"] {
        let mut console = Console::small();
        console.model.gate = Gate::sign_in("");
        console.typed(passphrase).input(Input::Paste(passphrase.to_owned()));
        console.keys(&passphrase.replace(' ', "<Space>"));
        assert!(!console.shows(passphrase), "{}", console.frame());
    }
}

#[test]
fn a_known_operator_types_only_the_passphrase() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in("U-0001");
    console.keys("secret");
    assert!(console.shows("U-0001") && !console.shows("secret"), "{}", console.frame());
    assert!(console.shows("********"), "{}", console.frame());
}

#[test]
fn the_lock_says_who_is_signed_in_by_id_and_names_nobody() {
    let mut console = Console::small();
    console.model.gate = Gate::locked();
    assert!(console.shows(&console.world.ctx.actor.operator.clone()), "{}", console.frame());
    assert!(!console.shows(&console.world.ctx.actor.name.clone()), "{}", console.frame());
    assert!(!console.shows("解除"), "{}", console.frame());
}

#[test]
fn one_enter_too_many_keeps_what_was_typed_and_says_so() {
    let mut console = Console::small();
    console.keys("jja").typed("誓約書は明日受領");
    console.keys("<Enter><Enter>");
    assert!(console.model.overlays.is_empty());
    assert!(console.said().contains("入力は残っています"), "{}", console.said());
    assert_eq!(console.entries(), 0);
}

#[test]
fn a_form_keeps_its_row_in_sight_however_far_it_scrolls() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 17);
    console.keys("1jjx<Tab><Tab><Tab><Tab>");
    let frame = console.frame();
    let form = frame.split_once("利用制限・利用禁止").map_or("", |(_, form)| form);
    assert!(!form.contains("参加中のグループ"), "the form is scrolled:\n{frame}");
    assert!(form.contains("U-0003  髙橋 美智子"), "{frame}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, ..Default::default() })]
    #[test]
    fn random_keys_never_panic_and_without_y_and_enter_nothing_is_written(
        keys in "([adxemnioutpfwszrvlhjkgGL1-6:/?* ]|<Esc>|<Tab>|<Up>|<Down>|<Left>|<Right>|<PgDn>|<End>|<F2>|<C-d>|<BS>|髙|あ){0,60}",
        width in 10u16..150,
        height in 3u16..50,
    ) {
        let mut console = Console::new(World::new(), Lang::Ja, width, height);
        console.keys(&keys);
        let _ = console.frame();
        proptest::prop_assert_eq!(console.entries(), 0);
    }
}

#[test]
fn y_on_a_yes_or_no_field_answers_yes_and_only_the_buttons_write() {
    let mut console = Console::new(World::new(), Lang::En, 100, 30);
    console.keys("1").keys(":").typed("Open an incident").keys("<Enter>");
    console.keys("l<Enter>").typed("Phone lost on the way").keys("<Enter>y");
    assert!(console.shows("›Leaked‹"), "{}", console.frame());
    console.keys("y");
    assert_eq!(console.entries(), 0, "{}", console.frame());
    console.keys("l");
    assert!(console.shows("›Leaked‹"), "by the letter that is shown, too: {}", console.frame());
}
