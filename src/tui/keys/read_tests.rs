//! What may be written under `[keys]`, and what stops the start.

use std::path::Path;

use super::*;
use crate::config::Settings;

fn keys(toml: &str) -> Result<Keys, KeysError> {
    let settings = Settings::parse(Path::new("config.toml"), &format!("lang = 'ja'\n[keys]\n{toml}"));
    Keys::read(&settings.expect("lines that can be read").keys)
}

fn error(toml: &str) -> KeysError {
    keys(toml).expect_err(toml)
}

#[test]
fn the_tables_alone_are_keys_in_force_without_a_clash() {
    let all: String = Named::all()
        .map(|named| {
            let keys: Vec<String> =
                named.keys(&Keys::default()).iter().map(|key| key.shown(Lang::En)).collect();
            format!("\"{}\" = {keys:?}\n", named.id())
        })
        .collect();
    let read = keys(&all).expect("what help says may be written down");
    for named in Named::all() {
        assert_eq!(named.keys(&read), named.keys(&Keys::default()), "{}", named.id());
    }
}

#[test]
fn an_action_and_a_gesture_take_other_keys() {
    let keys = keys("\"invitation.approve\" = \"0\"\nfilter = [\"Ctrl-F\", \"&\"]").unwrap();
    assert_eq!(keys.of_action(table::find("invitation.approve").unwrap()), ['0']);
    assert_eq!(keys.of(Turn::Filter), [Stroke::Ctrl('f'), Stroke::Char('&')]);
    assert_eq!(keys.on(Stroke::Char('/')), None);
}

#[test]
fn arrows_enter_tab_and_esc_stay_where_they_are() {
    let keys = keys("down = 'J'\nmenu = '='").unwrap();
    assert_eq!(keys.of(Turn::Down), [Stroke::Char('J'), DOWN]);
    assert_eq!(keys.of(Turn::Menu), [Stroke::Char('='), ENTER]);
    assert!(matches!(error("zoom = 'Enter'").fault(), Fault::Clash(..)));
}

#[test]
fn two_things_that_swap_their_keys_do_not_clash() {
    assert!(keys("zoom = 'p'\nmask = 'z'").is_ok());
}

#[test]
fn actions_that_no_row_allows_together_may_still_share_a_key() {
    let shared = "\"invitation.judge\" = '0'\n\"invitation.approve\" = '0'\n\"invitation.accept\" = '0'";
    assert!(keys(shared).is_ok());
    assert!(keys("\"user.restrict\" = 'a'").is_ok(), "another pane's key is free in this one");
    assert!(matches!(error("\"invitation.approve\" = 'd'").fault(), Fault::Clash(..)));
}

/// Lines, the line that is wrong, and what is wrong with it.
type Mistake = (&'static str, usize, fn(&Fault) -> bool);

#[test]
fn each_mistake_stops_with_its_line() {
    let mistakes: &[Mistake] = &[
        ("\"invitation.aprove\" = 'a'", 3, |f| matches!(f, Fault::UnknownId(_, Some("invitation.approve")))),
        ("\n\n\"nonsense at all\" = 'a'", 5, |f| matches!(f, Fault::UnknownId(_, None))),
        ("zoom = 'Hyper-z'", 3, |f| matches!(f, Fault::UnknownKey(_))),
        ("# ours\nzoom = 'Ctrl-S'", 4, |f| matches!(f, Fault::KeptByOthers(_))),
        ("zoom = 'Alt-z'", 3, |f| matches!(f, Fault::KeptByOthers(_))),
        ("\"user.restrict\" = 'y'", 3, |f| matches!(f, Fault::Confirms)),
        ("zoom = 'yy'", 3, |f| matches!(f, Fault::Confirms)),
        ("\"user.restrict\" = 'X'", 3, |f| matches!(f, Fault::NotForChanges(_))),
        ("\"user.restrict\" = 'Ctrl-X'", 3, |f| matches!(f, Fault::NotForChanges(_))),
        ("\"user.restrict\" = 'xx'", 3, |f| matches!(f, Fault::NotForChanges(_))),
        ("undo = 'U'", 3, |f| matches!(f, Fault::NotForChanges(_))),
        ("help = []", 3, |f| matches!(f, Fault::NeedsKey("help"))),
        ("zoom = ['z', 'z']", 3, |f| matches!(f, Fault::Clash(_, "zoom", None))),
        ("zoom = '/'", 3, |f| matches!(f, Fault::Clash(_, "filter", None))),
        ("zoom = 'a'", 3, |f| matches!(f, Fault::Clash(..))),
        ("zoom = 'g'", 3, |f| matches!(f, Fault::Clash(_, "top", None))),
        ("zoom = '0'\nmask = '0'", 3, |f| matches!(f, Fault::Clash(_, "mask", Some(4)))),
    ];
    for (toml, line, is_it) in mistakes {
        let error = error(toml);
        assert_eq!(error.line(), *line, "{toml}");
        assert!(is_it(error.fault()), "{toml}: {error:?}");
        let sentence = error.sentence();
        for lang in [Lang::Ja, Lang::En] {
            assert!(
                sentence.get(lang).contains("config.toml") && sentence.get(lang).contains(&line.to_string())
            );
        }
    }
}
