//! Golden frames: the screens in both languages and several sizes, as they were looked at.

use ratatui::style::Color;

use super::effects::{Effect, Ending, Knock, Wanted};
use super::harness::Console;
use super::message::News;
use super::overlays::gate::Gate;
use super::terminal::{Caret, Input};
use super::theme::Theme;
use crate::domain::{Occupation, User};
use crate::session::Why;
use crate::store::Breach;
use crate::testing::World;
use crate::text::{Lang, Text};

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (140, 40)];

/// Screens by name, with the keys that lead there.
const SCREENS: [(&str, &str); 24] = [
    ("home", ""),
    ("confirm", "a"),
    ("reason", "ja"),
    ("help", "?"),
    ("menu", "<Enter>"),
    ("palette", ":"),
    ("filter", "/taka"),
    ("today", "t"),
    ("users", "1"),
    ("groups", "2"),
    ("form", "1n"),
    ("restrict", "1jjx"),
    ("archive", "2e"),
    ("import", "1:import<Enter>"),
    ("lookup", "nyama"),
    ("batch", "*a"),
    ("registers", "ay4"),
    ("to-do-in-mcs", "ay4a"),
    ("sort", "s"),
    ("evidence", "w"),
    ("clauses", "5"),
    ("ledger", "ay6"),
    ("export", "1<C-x>"),
    ("trends", ":trends<Enter>"),
];

#[test]
fn every_screen_is_as_it_was_looked_at() {
    for (name, keys) in SCREENS {
        for lang in [Lang::Ja, Lang::En] {
            for (width, height) in SIZES {
                let mut console = Console::new(World::new(), lang, width, height);
                console.keys(keys);
                let code = if lang == Lang::Ja { "ja" } else { "en" };
                insta::assert_snapshot!(format!("{name}-{code}-{width}x{height}"), console.frame());
            }
        }
    }
}

/// What was copied off MCS and pasted, beside the register: each row with its act.
#[test]
fn a_pasted_list_beside_the_register_is_as_it_was_looked_at() {
    let pasted = "髙橋 美智子さん\tケアマネ\n林 由紀さん\tケアマネ\n森 花さん\t看護師\n";
    for (lang, code) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for (width, height) in SIZES {
            let mut console = Console::new(World::new(), lang, width, height);
            console.keys(":compare staff<Enter>");
            insta::assert_snapshot!(format!("compare-ask-{code}-{width}x{height}"), console.frame());
            console.input(Input::Paste(pasted.to_owned()));
            insta::assert_snapshot!(format!("compare-{code}-{width}x{height}"), console.frame());
        }
    }
}

/// The act of a step is opened in place with what the list says, and the step is gone once it is done.
#[test]
fn a_step_of_a_pasted_list_is_settled_where_it_stands() {
    let mut console = Console::small();
    console.keys(":compare staff<Enter>");
    console.input(Input::Paste(
        "林 由紀\tケアマネ\n佐藤 明\t看護師\n小林 誠\t訪問介護員\n髙橋 美智子\tケアマネ\n".to_owned(),
    ));
    assert!(console.shows("相違 1"), "{}", console.frame());
    let before = console.entries();
    console.keys("i<Tab><Tab><Enter>");
    assert_eq!(console.entries(), before + 1, "{}", console.frame());
    assert!(console.shows("相違 0"), "{}", console.frame());
}

/// The demo's screens that stand in `screenshots/` too: name, keys, size.
const DEMO_SCREENS: [(&str, &str, (u16, u16)); 9] = [
    ("console", "jj", (140, 40)),
    ("approve", "a", (80, 24)),
    ("restrict", "1jx", (100, 30)),
    ("archive", "2v<Down><Down>e", (100, 30)),
    ("today", "t", (100, 30)),
    ("clauses", "5", (100, 30)),
    ("export", "1<C-x><Down><Down><Right>", (100, 30)),
    ("trends", ":trends<Enter>", (100, 30)),
    ("compare", ":compare staff<Enter>", (100, 30)),
];

/// The demo's staff as somebody copies it off MCS: one is missing, one has another occupation, one is new there.
fn off_the_screen(world: &World) -> String {
    let users = world.reader().registered_users().expect("a store");
    let line = |(at, user): (usize, &User)| {
        let occupation = if at == 5 { Occupation::CareManager } else { user.occupation };
        (at != 9).then(|| format!("{}さん\t{}\n", user.name, occupation.label().ja))
    };
    users.iter().enumerate().filter_map(line).chain(["石井 さくらさん\t管理栄養士\n".to_owned()]).collect()
}

/// A screen of the demo, by its name.
pub(super) fn demo_screen(name: &str, lang: Lang) -> Console {
    let (_, keys, (width, height)) =
        DEMO_SCREENS.iter().find(|screen| screen.0 == name).expect("a demo screen");
    let world = World::demo();
    let pasted = (name == "compare").then(|| off_the_screen(&world));
    let mut console = Console::new(world, lang, *width, *height);
    console.keys(keys);
    if let Some(pasted) = pasted {
        console.input(Input::Paste(pasted));
    }
    console
}

/// 証跡不一致: the screen that comes up by itself, and home behind it with its badge.
#[test]
fn the_screens_of_an_evidence_mismatch_are_as_they_were_looked_at() {
    let breach = Breach::RolledBack {
        head: 40,
        anchored: 42,
        since: "2026-11-22T03:05:00.000Z".into(),
        until: "2026-11-22T09:30:00.000Z".into(),
    };
    for (lang, code) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for (width, height) in SIZES {
            let mut console = Console::new(World::new(), lang, width, height);
            console.tell(News::Breach(Box::new(breach.clone())));
            console.tell(News::Drawn);
            insta::assert_snapshot!(format!("breach-{code}-{width}x{height}"), console.frame());
            console.keys("<Esc>a");
            insta::assert_snapshot!(format!("breach-home-{code}-{width}x{height}"), console.frame());
            console.keys(":mismatch<Enter>");
            assert!(console.frame().contains("mcs-console audit verify"));
        }
    }
}

/// Nothing is written any more, whatever is pressed; what was typed stays.
#[test]
fn after_a_mismatch_no_key_writes_and_the_verbs_say_why() {
    let mut console = Console::small();
    let before = console.entries();
    console.keys("jja").typed("電話で確認");
    console.tell(News::Breach(Box::new(Breach::EntryBroken(3))));
    console.tell(News::Drawn);
    console.keys("<Esc>");
    assert!(console.frame().contains("電話で確認"), "{}", console.frame());
    console.keys("<Tab>y").keys("<Esc>a");
    assert!(console.frame().contains("証跡不一致のため"), "{}", console.frame());
    assert_eq!(console.entries(), before);
}

#[test]
fn the_demos_screens_are_as_they_were_looked_at() {
    for (name, ..) in DEMO_SCREENS {
        for (lang, code) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            insta::assert_snapshot!(format!("demo-{name}-{code}"), demo_screen(name, lang).frame());
        }
    }
}

#[test]
fn shut_gates_are_as_they_were_looked_at() {
    for lang in [Lang::Ja, Lang::En] {
        let code = if lang == Lang::Ja { "ja" } else { "en" };
        let mut console = Console::new(World::new(), lang, 80, 24);
        console.model.gate = Gate::sign_in("");
        console.keys("U-0001<Tab>secret");
        insta::assert_snapshot!(format!("sign-in-{code}"), console.frame());
        console.model.gate = Gate::sign_in_of("U-0002");
        console.keys("secret");
        insta::assert_snapshot!(format!("sign-in-by-key-{code}"), console.frame());
        console.model.gate = Gate::locked();
        insta::assert_snapshot!(format!("locked-{code}"), console.frame());
        for (name, wanted) in [
            ("code", Wanted::Code),
            ("factor", Wanted::Factor { picture: picture(), letters: "GEZD GNBV GY3T QOJQ".into() }),
            ("new-passphrase", Wanted::Passphrase),
        ] {
            console.model.gate = Gate::sign_in("U-0001");
            console.tell(News::SignInWants(wanted));
            insta::assert_snapshot!(format!("sign-in-{name}-{code}"), console.frame());
        }
        for (name, keys) in [("enrol", "<Tab><Enter>"), ("envelope", "<Tab><Tab><Enter>")] {
            console.model.gate = Gate::sign_in("U-0001");
            console.keys(keys);
            insta::assert_snapshot!(format!("sign-in-{name}-{code}"), console.frame());
        }
        console.model.gate = Gate::NoStore(vec![
            Text::new(
                "まだストアがありません。mcs-console init で作るか、mcs-console demo で試せます。",
                "There is no store yet. Make one with mcs-console init, or try mcs-console demo.",
            )
            .into(),
        ]);
        insta::assert_snapshot!(format!("no-store-{code}"), console.frame());
    }
}

/// A picture of the size that a QR code of a second factor has.
fn picture() -> Vec<String> {
    vec!["\u{2588}\u{2580}".repeat(20) + " "; 21]
}

#[test]
fn passphrases_that_differ_are_not_sent_and_a_way_back_leads_out() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in("U-0001");
    console.tell(News::SignInWants(Wanted::Passphrase));
    console.keys("first one<Enter>second one<Enter>");
    assert!(console.shows("一致しません"), "{}", console.frame());
    assert!(console.others.is_empty());
    // Both are typed anew, the first one first; also when the answer comes from the store.
    for _ in 0..2 {
        console.keys("own secret<Enter>own secret<Enter>");
        let sent = console.others.pop();
        assert!(
            matches!(&sent, Some(Effect::SignIn(Knock::NewPassphrase(secret))) if secret.0.as_str() == "own secret"),
            "{}",
            console.frame()
        );
        console.tell(News::SignInRefused(Text::new("短すぎます。", "Too short.").into()));
    }
    console.keys("<Esc>");
    assert!(console.shows("コードを受け取った方"), "{}", console.frame());
    console.keys("<Esc>");
    assert_eq!(console.ended, Some(Ending::Left));
}

#[test]
fn whoever_came_with_a_key_signs_in_as_its_operator_and_nobody_else() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in_of("U-0002");
    console.keys("<BackTab><BackTab><BackTab>secret<Enter>");
    let Some(Effect::SignIn(Knock::Passphrase(operator, passphrase))) = console.others.last() else {
        panic!("{}", console.frame());
    };
    assert_eq!((operator.as_str(), passphrase.0.as_str()), ("U-0002", "secret"));
    console.model.gate = Gate::sign_in_of("U-0002");
    console.keys("<Esc>");
    assert_eq!(console.ended, Some(Ending::Left));
}

#[test]
fn an_empty_field_is_gone_to_and_nothing_is_tried() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in("");
    console.keys("<Tab><Enter>u-0001<Enter><Enter>");
    assert!(console.others.is_empty(), "{}", console.frame());
    console.keys("secret<Enter>");
    let sent = console.others.last();
    assert!(
        matches!(sent, Some(Effect::SignIn(Knock::Passphrase(operator, secret)))
            if operator == "U-0001" && secret.0.as_str() == "secret"),
        "{}",
        console.frame()
    );
}

#[test]
fn a_newcomer_sends_id_words_and_passphrase() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in("");
    console.keys("<Tab><Tab><Enter>u-0007<Enter>ocean paper<Enter>own secret<Enter>own secret<Enter>");
    let Some(Effect::SignIn(Knock::Enrol { operator, words, passphrase })) = console.others.last() else {
        panic!("{}", console.frame());
    };
    assert_eq!((operator.as_str(), words.as_str()), ("U-0007", "ocean paper"));
    assert_eq!(passphrase.0.as_str(), "own secret");
}

#[test]
fn a_newcomer_is_not_offered_the_only_operator_who_has_a_key() {
    let enrol = |before: &str, keys: &str| {
        let mut console = Console::small();
        console.model.gate = Gate::sign_in_of_only("U-0001");
        console
            .keys(&format!("{before}<Tab><Enter>{keys}ocean paper<Enter>own secret<Enter>own secret<Enter>"));
        let Some(Effect::SignIn(Knock::Enrol { operator, .. })) = console.others.pop() else {
            panic!("{}", console.frame());
        };
        operator
    };
    assert_eq!(enrol("", "u-0007<Enter>"), "U-0007");
    // Whoever has typed the own id in its place is asked for it once.
    assert_eq!(enrol("<BackTab><C-u>u-0008<Tab>", ""), "U-0008");
    let mut console = Console::small();
    console.model.gate = Gate::sign_in_of_only("U-0001");
    console.keys("<Tab><Tab><Enter>ocean paper<Enter>own secret<Enter>own secret<Enter>");
    let sent = console.others.last();
    assert!(
        matches!(sent, Some(Effect::SignIn(Knock::Recover { operator, .. })) if operator == "U-0001"),
        "who has forgotten the passphrase is: {}",
        console.frame()
    );
}

#[test]
fn a_session_ends_after_fifteen_locked_minutes_and_after_eight_hours() {
    for (lock, minutes, why) in [("L", 15, Why::Locked), ("", 8 * 60, Why::TooLong)] {
        let mut console = Console::small();
        console.model.lock_after = i64::MAX;
        console.model.signed_in_at = Some(console.model.now);
        console.keys(lock);
        console.pass_minutes(minutes - 1);
        assert_eq!(console.ended, None, "{why:?}");
        console.pass_minutes(1);
        assert_eq!(console.ended, Some(Ending::Closed(why)));
    }
}

#[test]
fn a_passphrase_is_never_drawn_and_goes_only_to_its_check() {
    let mut console = Console::small();
    console.model.gate = Gate::sign_in("U-0001");
    console.keys("correct horse battery<Enter>");
    assert!(!console.shows("horse"));
    assert!(matches!(&console.others[..], [Effect::SignIn(Knock::Passphrase(operator, secret))]
        if operator == "U-0001" && secret.0.as_str() == "correct horse battery"));
    assert!(!format!("{:?}", console.others).contains("horse"));
    console.tell(News::SignInRefused(Text::new("パスフレーズが違います。", "Wrong passphrase.").into()));
    assert!(console.shows("パスフレーズが違います。"));
}

#[test]
fn without_colours_the_focused_button_and_the_row_still_show() {
    let mut console = Console::small();
    console.model.theme = Theme::Monochrome;
    console.keys("a");
    let (buffer, _) = console.buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(console.shows("›やめる‹") && console.shows(" ›   可"));
}

#[test]
fn the_caret_stands_where_the_next_character_goes() {
    let mut console = Console::small();
    console.keys("/");
    let Caret::Typing(before) = console.buffer().1 else { panic!("a field is open") };
    console.typed("髙橋𠮷葛\u{E0100}");
    let Caret::Typing(after) = console.buffer().1 else { panic!("a field is open") };
    assert_eq!((after.x - before.x, after.y), (8, before.y));
}

#[test]
fn a_cursor_move_changes_two_gutter_marks_and_the_details_only() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    let (before, _) = console.buffer();
    console.keys("j");
    let (after, _) = console.buffer();
    for y in 0..13 {
        let changed = (0..80).filter(|x| before[(*x, y)] != after[(*x, y)]).count();
        assert!(changed <= 1, "row {y}: {changed} cells");
    }
}

#[test]
fn a_recorded_list_of_keys_replays_to_the_same_frame() {
    let script = "jvj<Esc>/ta<Enter>w<Esc>1jz<F2>:help<Enter><Esc>";
    let frame = |_| {
        let mut console = Console::small();
        console.keys(script);
        console.frame()
    };
    assert_eq!(frame(1), frame(2));
}

#[test]
fn small_screens_are_as_they_were_looked_at() {
    for lang in [Lang::Ja, Lang::En] {
        for (width, height) in [(19, 4), (20, 5), (40, 10), (59, 15)] {
            let console = Console::new(World::new(), lang, width, height);
            let code = if lang == Lang::Ja { "ja" } else { "en" };
            insta::assert_snapshot!(format!("small-{code}-{width}x{height}"), console.frame());
        }
    }
}
