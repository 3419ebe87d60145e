//! The console under other keys than those of the tables: what is hinted, listed and pressed is one keymap.

use std::path::Path;

use super::gestures::{GESTURES, Turn};
use super::harness::Console;
use super::keymap;
use super::keys::Keys;
use super::model::PANES;
use super::stroke::Stroke;
use super::view::hints;
use crate::actions::table;
use crate::config::Settings;
use crate::domain::{InvitationState, Noun};
use crate::testing::World;
use crate::text::Lang;

/// Nearly everything on another key: verbs on digits and signs, gestures on free letters.
const REMAPPED: &str = r#"
[keys]
"invitation.judge" = "0"
"invitation.approve" = "0"
"invitation.accept" = "0"
"invitation.reject" = ["9", "d"]
"user.restrict" = "+"
down = ["7", "Ctrl-N"]
up = "8"
filter = "Ctrl-F"
today = "="
undo = "-"
zoom = "&"
drafts = []
views = "B"
palette = ";"
help = "H"
quit = "Q"
"#;

fn keys(toml: &str) -> Keys {
    let settings = Settings::parse(Path::new("config.toml"), toml).expect("a configuration");
    Keys::read(&settings.keys).unwrap_or_else(|error| panic!("{}", error.sentence().get(Lang::En)))
}

fn console(keys: &Keys, lang: Lang, width: u16, height: u16) -> Console {
    let mut console = Console::new(World::new(), lang, width, height);
    console.model.keys = keys.clone();
    console
}

fn typed(stroke: Stroke) -> String {
    match stroke {
        Stroke::Char(' ') => "<Space>".to_owned(),
        Stroke::Char(c) => c.to_string(),
        Stroke::Ctrl(c) => format!("<C-{c}>"),
        Stroke::Pair(a, b) => format!("{a}{b}"),
        Stroke::Named(_) => match stroke.shown(Lang::En).as_str() {
            "Shift-Tab" => "<BackTab>".to_owned(),
            "Page Down" => "<PgDn>".to_owned(),
            name => format!("<{name}>"),
        },
    }
}

#[test]
fn a_remapped_verb_acts_on_its_new_key_and_its_old_one_says_that_it_means_nothing() {
    let keys = keys(
        "[keys]\n\"invitation.judge\" = '0'\n\"invitation.approve\" = '0'\n\"invitation.accept\" = '0'\nhelp = 'H'",
    );
    let mut console = console(&keys, Lang::Ja, 100, 30);
    assert!(console.shows("0承認") && console.shows("Hヘルプ"), "{}", console.frame());
    console.keys("a");
    assert!(
        console.said().contains("「a」に割り当てはありません") && console.said().contains("H でキーの一覧")
    );
    console.keys("0y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
}

#[test]
fn a_full_width_key_counts_as_its_remapped_key() {
    let keys =
        keys("[keys]\n\"invitation.judge\" = '0'\n\"invitation.approve\" = '0'\n\"invitation.accept\" = '0'");
    let mut console = console(&keys, Lang::Ja, 80, 24);
    console.keys("０y");
    assert_eq!(console.state("I-0001"), InvitationState::Approved);
}

#[test]
fn help_palette_menu_and_keymap_are_one_under_any_keys() {
    for keys in [Keys::default(), keys(REMAPPED)] {
        for lang in [Lang::Ja, Lang::En] {
            let mut help = console(&keys, lang, 240, 300);
            help.model.overlays.push(super::overlays::Overlay::Help(0));
            let help = help.frame();
            let mut palette = console(&keys, lang, 240, 300);
            palette.model.overlays.push(super::overlays::Overlay::Palette(Default::default()));
            let palette = palette.frame();
            for gesture in GESTURES {
                let all: Vec<String> = keys.of(gesture.turn).iter().map(|key| key.shown(lang)).collect();
                let about = gesture.about.get(lang);
                assert!(stands(&help, about, &all.join(" ")), "help: {} {all:?}", gesture.id);
                let first = all.first().map_or("", String::as_str);
                assert!(
                    gesture.turn == Turn::Palette || stands(&palette, about, first),
                    "palette: {}",
                    gesture.id
                );
                for key in keys.of(gesture.turn) {
                    assert_eq!(keys.on(*key), Some(gesture), "{key:?}");
                }
            }
            for action in keymap::actions_of(Noun::Invitation) {
                let key = keys.key(action).map_or(String::new(), |key| key.to_string());
                assert!(stands(&help, action.label.get(lang), &key), "help: {}", action.id);
                assert!(stands(&palette, action.label.get(lang), &key), "palette: {}", action.id);
            }
        }
    }
}

/// A line with these words begins with this key.
fn stands(frame: &str, words: &str, key: &str) -> bool {
    frame.lines().any(|line| {
        let line = line.trim_start_matches([' ', '›']);
        line.contains(words) && line.starts_with(key)
    })
}

#[test]
fn every_hinted_key_does_something_and_hints_and_help_miss_none() {
    for keys in [Keys::default(), keys(REMAPPED)] {
        for (pane, noun) in PANES.into_iter().enumerate() {
            let number = (pane + 1).to_string();
            let hinted = {
                let mut console = console(&keys, Lang::Ja, 240, 40);
                console.keys(&number);
                hints::row(&console.model, 240).left.iter().map(|span| span.words.clone()).collect::<String>()
            };
            for turn in hints::HINTED {
                let mut console = console(&keys, Lang::Ja, 100, 30);
                console.keys(&number);
                let Some(key) = keys.first(turn).filter(|_| console.model.allows(turn)) else { continue };
                assert!(hinted.contains(&key.shown(Lang::Ja)), "{turn:?}: {hinted}");
                let before = (console.frame(), console.others.len());
                console.keys(&typed(key));
                assert_ne!((console.frame(), console.others.len()), before, "{turn:?} on {key:?}");
            }
            for action in keymap::actions_of(noun).filter(|action| keys.key(action).is_some()) {
                let key = keys.key(action).unwrap_or_default();
                let mut console = console(&keys, Lang::Ja, 100, 30);
                console.keys(&number).keys(&key.to_string());
                assert!(
                    !console.model.overlays.is_empty() || !console.said().is_empty(),
                    "{} on {key}",
                    action.id
                );
                console.keys("<Esc>H?");
                assert_eq!(console.entries(), 0);
            }
        }
    }
}

#[test]
fn every_key_of_the_menu_chooses_its_line_under_any_keys() {
    for keys in [Keys::default(), keys(REMAPPED)] {
        for turn in [Turn::Filter, Turn::Sort, Turn::Today, Turn::Undo, Turn::Ledger, Turn::Help] {
            let Some(key) = keys.first(turn) else { continue };
            let mut by_key = console(&keys, Lang::Ja, 100, 40);
            by_key.keys(&typed(key));
            let mut by_menu = console(&keys, Lang::Ja, 100, 40);
            by_menu.keys("<Enter>").keys(&typed(key));
            assert_eq!(by_menu.frame(), by_key.frame(), "{turn:?} on {key:?}");
        }
    }
}

#[test]
fn what_has_no_key_any_more_is_reached_by_its_name() {
    let keys = keys("[keys]\nzoom = []\n\"user.register\" = []");
    let mut console = console(&keys, Lang::En, 100, 30);
    console.keys("z");
    assert_eq!(console.model.zoom, super::model::Zoom::Out);
    console.keys(":zoom<Enter>");
    assert_eq!(console.model.zoom, super::model::Zoom::In);
    assert_eq!(table::find("user.register").map(|action| keys.of_action(action)), Some([].as_slice()));
}

#[test]
fn under_any_keys_a_write_takes_its_confirmation() {
    let keys = keys(REMAPPED);
    for script in ["00", "0<Enter>", "0<Space>", "09", "-", "0="] {
        let mut console = console(&keys, Lang::Ja, 80, 24);
        console.keys(script);
        assert_eq!(console.entries(), 0, "{script}");
    }
}
