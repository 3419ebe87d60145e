//! The console left and begun again: what comes back, what is offered, and what no longer is there.

use proptest::prelude::*;

use super::effects::{Effect, Ending};
use super::harness::Console;
use super::mask::Masking;
use super::message::News;
use super::model::{Access, Zoom};
use super::overlays::Overlay;
use super::terminal::{Input, Signal};
use super::workspace::{Remembered, Workspace};
use crate::domain::{InvitationState, Noun};
use crate::store::{Former, Way};
use crate::text::Lang;

/// What the store has kept of the operator's screen.
fn kept(console: &Console) -> Option<Vec<u8>> {
    console.world.store.workspace(&console.world.ctx.actor.operator).expect("a working store")
}

/// The frame without its message line, which belongs to the session.
fn rows(console: &Console) -> Vec<String> {
    let lines: Vec<String> = console.frame().lines().map(str::to_owned).collect();
    let message = lines.len() - 2;
    lines.into_iter().enumerate().filter(|(at, _)| *at != message).map(|(_, line)| line).collect()
}

/// Lets seconds pass, as the runtime does: only where the model asked for it.
fn wait(console: &mut Console, seconds: i64) {
    let until = console.world.ctx.now + chrono::TimeDelta::seconds(seconds);
    while let Some(at) = console.model.deadline().filter(|at| *at <= until) {
        console.world.ctx.now = at;
        console.tell(News::Deadline);
    }
    console.world.ctx.now = until;
}

#[test]
fn filter_order_cursor_selection_zoom_mask_and_language_come_back_after_the_end() {
    let mut console = Console::small();
    console.keys("1jj<Space>/髙橋<Enter>z2jp<F2>3j<Space>j<F2><F2>");
    console.input(Input::Signal(Signal::Terminate));
    assert_eq!(console.ended, Some(Ending::Told));
    let before = rows(&console);
    let console = console.again();
    assert_eq!(rows(&console), before);
    assert_eq!(console.model.focus, Noun::Invitation);
    assert_eq!(
        (console.model.zoom, console.model.masking, console.model.lang),
        (Zoom::In, Masking::On, Lang::En)
    );
    let users = console.model.list(Noun::User);
    assert_eq!((users.filter.as_str(), users.selection.len()), ("髙橋", 1));
    let selected: Vec<String> = console.model.focused().selection.ids().map(|id| id.to_string()).collect();
    assert_eq!(selected, ["I-0002"]);
}

#[test]
fn a_turned_order_and_a_list_of_relations_come_back() {
    let mut console = Console::small();
    console.keys("1jj");
    console.keys("fi").keys("s<Down><Enter>s<Down><Enter>");
    let before = rows(&console);
    console.input(Input::Signal(Signal::Terminate));
    assert_eq!(console.ended, Some(Ending::Told));
    let mut console = console.again();
    assert_eq!(console.model.focused().way, Way::Backward);
    assert_eq!(rows(&console), before);
    console.keys("<Esc>");
    assert_eq!(console.model.focus, Noun::User, "the way back is kept, too");
}

#[test]
fn a_crash_loses_seconds_and_an_idle_console_does_nothing() {
    let mut console = Console::small();
    assert_eq!(console.model.keep_at(), None);
    console.keys("jj");
    assert_eq!(kept(&console), None);
    wait(&mut console, 3);
    assert!(kept(&console).is_some());
    assert_eq!(console.model.keep_at(), None, "nothing more to keep, nothing to wake up for");
    let before = kept(&console);
    console.keys("?<Esc>");
    wait(&mut console, 3);
    assert_eq!(kept(&console), before);
    let console = console.again();
    assert_eq!(console.model.focused().cursor, "I-0003".parse().ok());
}

#[test]
fn while_somebody_types_it_is_kept_every_few_seconds_and_not_at_every_key() {
    let mut console = Console::small();
    console.keys("jja");
    let (mut last, mut changes) = (None, 0);
    for _ in 0..10 {
        console.keys("x");
        wait(&mut console, 1);
        let now = kept(&console);
        changes += usize::from(now != last);
        last = now;
    }
    assert!((2..=4).contains(&changes), "{changes}");
}

#[test]
fn a_form_half_filled_is_offered_after_a_crash_and_acted_on_by_nobody() {
    let mut console = Console::small();
    console.keys("jja").typed("誓約書は明日受領");
    wait(&mut console, 3);
    let mut console = console.again();
    assert!(console.model.overlays.is_empty(), "offered, not opened");
    assert!(
        console.said().contains("書きかけの入力が1件") && console.said().contains('c'),
        "{}",
        console.said()
    );
    console.keys("c");
    assert!(console.shows("I-0003") && console.shows("誓約書は明日受領"), "{}", console.frame());
    console.keys("<Enter>");
    assert!(console.shows("›やめる‹") || console.shows("誓約書は明日受領"), "{}", console.frame());
    assert_eq!(console.entries(), 0);
    console.keys("<Enter>y");
    assert_eq!(console.state("I-0003"), InvitationState::Approved);
    let console = console.again();
    assert!(console.model.drafts.is_empty(), "what is done is no longer half-filled");
}

#[test]
fn leaving_a_form_keeps_it_at_once_and_emptying_it_forgets_it() {
    let mut console = Console::small();
    console.keys("1jjx<Tab><Tab>").typed("端末を紛失し").keys("<Esc>");
    assert!(kept(&console).is_some(), "without waiting");
    let mut console = console.again();
    assert_eq!(console.model.drafts.len(), 1);
    console.keys("c<Del>");
    assert!(console.model.drafts.is_empty() && console.model.overlays.is_empty());
    assert!(console.again().model.drafts.is_empty());
}

#[test]
fn opening_a_form_and_leaving_it_as_it_was_leaves_no_draft() {
    let mut console = Console::small();
    console.keys("1ji<Esc>jo<Esc>");
    assert!(console.model.drafts.is_empty(), "{:?}", console.model.drafts);
}

#[test]
fn a_typed_count_is_a_confirmation_and_never_kept() {
    let mut console = Console::small();
    console.keys("2*e");
    let Some(Overlay::Dialog(dialog)) = console.model.overlays.last() else { return };
    let fields = dialog.asks.len();
    console.keys(&"<Tab>".repeat(fields - 1)).typed("2").keys("<Esc>");
    let kept = console.model.drafts.iter().flat_map(|draft| &draft.texts);
    assert!(kept.clone().all(|(_, text)| text != "2"), "{:?}", console.model.drafts);
}

#[test]
fn rows_that_are_gone_are_dropped_with_a_sentence() {
    let mut console = Console::small();
    let mut workspace: serde_json::Value =
        serde_json::from_slice(&Workspace::of(&console.model).encode()).unwrap();
    for list in workspace["lists"].as_array_mut().unwrap() {
        if list["noun"] == "invitation" {
            list["selected"] = serde_json::json!([1, 777, 778]);
            list["cursor"] = 777.into();
        }
        if list["noun"] == "membership" {
            list["of"] = serde_json::json!(["G-0999", "去った人"]);
        }
    }
    workspace["drafts"] = serde_json::json!([{ "action": "invitation.approve", "targets": ["I-0777"], "texts": [["reason", "理由"]] }]);
    let bytes = serde_json::to_vec(&workspace).unwrap();
    let operator = console.world.ctx.actor.operator.clone();
    console.world.store.keep_workspace(&operator, &bytes, Former::Replaced).unwrap();
    let mut console = console.again();
    assert!(console.said().contains("3件（I-0777 など）は今はありません"), "{}", console.said());
    assert_eq!(console.model.focused().selection.len(), 1);
    assert_eq!(console.model.focused().cursor, "I-0001".parse().ok());
    assert_eq!(console.model.list(Noun::Membership).relation, None);
    console.keys("c<Enter>");
    assert!(console.said().contains("I-0777") && console.model.drafts.is_empty(), "{}", console.said());
    assert!(console.model.overlays.is_empty());
}

#[test]
fn the_lock_keeps_everything_and_so_does_a_restart_behind_it() {
    let mut console = Console::small();
    console.keys("jj<Space>L");
    let kept = kept(&console).expect("kept by the lock");
    let text = String::from_utf8(kept).unwrap();
    assert!(text.contains("I-0003") || text.contains("\"selected\":[3]"), "{text}");
    let console = console.again();
    assert_eq!(console.model.focused().selection.len(), 1);
}

#[test]
fn what_is_shown_over_home_is_open_again() {
    for (key, words) in [("t", "本日の対応"), ("5", "規程"), ("6", "操作記録"), ("?", "ヘルプ")]
    {
        let mut console = Console::small();
        console.keys(key).input(Input::Gone);
        let console = console.again();
        assert_eq!(console.model.overlays.len(), 1, "{key}");
        assert!(console.shows(words), "{key}");
    }
}

#[test]
fn a_read_only_session_reads_the_workspace_and_keeps_none() {
    let mut console = Console::small();
    console.keys("jjq");
    let before = kept(&console);
    let mut console = console.again();
    console.model.access = Access::ReadOnly;
    assert_eq!(console.model.focused().cursor, "I-0003".parse().ok());
    console.keys("kk<Space>Lx");
    wait(&mut console, 10);
    console.input(Input::Signal(Signal::Terminate));
    assert_eq!(kept(&console), before);
    assert!(!console.others.iter().any(|effect| matches!(effect, Effect::Keep(_))));
}

#[test]
fn what_cannot_be_read_is_set_aside_and_the_console_begins_afresh() {
    for bytes in [b"\xff\x00garbage".as_slice(), b"{\"version\":99,\"lists\":\"all\"}", b"{}"] {
        let mut console = Console::small();
        let operator = console.world.ctx.actor.operator.clone();
        console.world.store.keep_workspace(&operator, bytes, Former::Replaced).unwrap();
        let mut again = console.again();
        assert!(again.said().contains("別に取っておき"), "{}", again.said());
        again.keys("jq");
        console = again.again();
        assert_eq!(console.model.focused().cursor, "I-0002".parse().ok());
        assert!(!console.said().contains("別に取っておき"), "{}", console.said());
    }
}

#[test]
fn a_passphrase_typed_at_the_lock_is_in_no_workspace() {
    let mut console = Console::small();
    console.keys("jL").keys("correcthorsebattery");
    wait(&mut console, 10);
    console.input(Input::Signal(Signal::Terminate));
    let kept = String::from_utf8(kept(&console).expect("a workspace")).unwrap();
    assert!(!kept.contains("horse"), "{kept}");
}

#[test]
fn a_language_asked_for_by_flag_goes_before_the_one_that_was_left() {
    let mut console = Console::small();
    console.keys("<F2>q");
    let screen = kept(&console);
    let mut console = Console::small();
    console.model.lang_from = crate::config::LangFrom::Flag;
    console.tell(News::Remembered(Remembered { screen, views: Vec::new() }));
    assert_eq!(console.model.lang, Lang::Ja);
}

#[test]
fn a_view_is_saved_applied_renamed_and_deleted_by_keys() {
    let mut console = Console::small();
    console.keys("1/髙橋<Enter>").keys("b<Enter>").keys("<C-u>").typed("たかはし様").keys("<Enter>");
    assert!(console.said().contains("「たかはし様」を保存"), "{}", console.said());
    console.keys("<Esc>");
    assert_eq!(console.model.focused().filter, "");
    console.keys("b");
    assert!(console.shows("たかはし様") && console.shows("「髙橋」"), "{}", console.frame());
    console.keys("1");
    assert_eq!((console.model.focused().filter.as_str(), console.model.focused().total), ("髙橋", Some(1)));
    console.keys("<Esc>b<Down><Down><Enter><Enter>").keys("<C-u>").typed("高橋さん").keys("<Enter>");
    assert_eq!(console.model.views[0].name, "高橋さん");
    console.keys("<Esc>:高橋さん<Enter>");
    assert_eq!(console.model.focused().filter, "髙橋", "by its name in the palette");
    let mut console = console.again();
    assert_eq!(console.model.views.len(), 1, "and it is there next time");
    console.keys("3b");
    assert!(!console.shows("高橋さん"), "of another list");
    console.keys("<Esc>1b<Up><Down><Down><Down><Enter><Enter>");
    assert!(console.model.views.is_empty() && console.said().contains("削除しました"), "{}", console.said());
    assert_eq!(console.entries(), 0, "no view is an act");
}

#[test]
fn a_read_only_session_applies_views_and_saves_none() {
    let mut console = Console::small();
    console.model.access = Access::ReadOnly;
    console.keys("b<Enter>");
    assert!(console.said().contains("閲覧専用"), "{}", console.said());
    console.keys("x<Enter>");
    assert!(console.model.views.is_empty());
}

fn some_json() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        Just("invitation".to_owned()),
        Just("user".to_owned()),
        Just("office".to_owned()),
        Just("mirror".to_owned()),
        Just("U-0003".to_owned()),
        Just("I-0001".to_owned()),
        Just("today".to_owned()),
        Just("lock".to_owned()),
        Just("invitation.approve".to_owned()),
        Just("user.create".to_owned()),
        Just("en".to_owned()),
        "\\PC{0,80}",
    ];
    let texts = proptest::collection::vec(text.clone(), 0..4);
    let number = prop_oneof![Just(1i64), Just(3), Just(-1), any::<i64>()];
    let numbers = proptest::collection::vec(number.clone(), 0..5);
    let place = (
        text.clone(),
        text.clone(),
        text.clone(),
        any::<bool>(),
        (text.clone(), text.clone()),
        number,
        any::<u32>(),
        numbers,
    )
        .prop_map(|(noun, filter, sort, reverse, of, cursor, offset, selected)| {
            serde_json::json!({ "noun": noun, "filter": filter, "sort": sort, "reverse": reverse, "of": of,
                "cursor": cursor, "offset": offset, "selected": selected })
        });
    let draft = (text.clone(), texts.clone(), text.clone(), text.clone()).prop_map(|(action, targets, field, typed)| {
        serde_json::json!({ "action": action, "targets": targets, "texts": [[field, typed], ["reason", "x"]] })
    });
    let lists = proptest::collection::vec(place, 0..8);
    let drafts = proptest::collection::vec(draft, 0..4);
    (text.clone(), texts, lists, drafts, text, any::<bool>()).prop_map(
        |(focus, trail, lists, drafts, over, is)| {
            serde_json::to_vec(
                &serde_json::json!({ "version": 1, "focus": focus, "trail": trail, "zoomed": is,
            "lang": over, "masked": !is, "lists": lists, "drafts": drafts, "over": over }),
            )
            .unwrap()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..Default::default() })]
    #[test]
    fn any_kept_state_is_loaded_drawn_and_acted_on_without_a_panic(
        bytes in prop_oneof![some_json(), proptest::collection::vec(any::<u8>(), 0..200)],
        keys in "([jkfcbut123]|<Enter>|<Esc>|<Down>){0,12}",
    ) {
        let mut console = Console::small();
        let operator = console.world.ctx.actor.operator.clone();
        console.world.store.keep_workspace(&operator, &bytes, Former::Replaced).unwrap();
        let mut console = console.again();
        let _ = console.frame();
        console.keys(&keys);
        let _ = console.frame();
        prop_assert_eq!(console.entries(), 0);
        console.input(Input::Signal(Signal::Terminate));
        let _ = console.again().frame();
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was(keys in "([jkzp123* v]|<F2>|/taka<Enter>|<Esc>){0,20}") {
        let mut console = Console::small();
        console.keys(&keys);
        let workspace = Workspace::of(&console.model);
        prop_assert_eq!(Workspace::decode(&workspace.encode()), Ok(workspace));
    }
}
