//! Golden frames: the screens in both languages and several sizes, as they were looked at.

use super::harness::Console;
use crate::testing::World;
use crate::text::Lang;

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (140, 40)];

/// Screens by name, with the keys that lead there.
const SCREENS: [(&str, &str); 19] = [
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
    ("batch", "*a"),
    ("registers", "ay4"),
    ("sort", "s"),
    ("evidence", "w"),
    ("clauses", "5"),
    ("ledger", "ay6"),
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
