//! Reading only, over every action: refused with its sentence, and nothing written.

use super::harness::Console;
use super::keymap;
use super::model::{Access, PANES};
use crate::actions::READ_ONLY;
use crate::testing::World;
use crate::text::Lang;

#[test]
fn read_only_refuses_every_action_by_key_and_by_menu_and_writes_nothing() {
    for (lang, badge) in [(Lang::Ja, "閲覧専用"), (Lang::En, "READ-ONLY")] {
        for (pane, noun) in ["1", "2", "3"].into_iter().zip(PANES) {
            for (at, action) in keymap::actions_of(noun).enumerate() {
                let key = action.key.map(|key| key.to_string());
                let by_menu = format!("<Enter>{}<Enter>", "<Down>".repeat(at + 1));
                for keys in key.into_iter().chain([by_menu]) {
                    let mut console = Console::new(World::new(), lang, 80, 24);
                    console.model.access = Access::ReadOnly;
                    console.keys(pane).keys(&keys);
                    assert!(
                        console.said().ends_with(READ_ONLY.get(lang)),
                        "{} {keys}: {}",
                        action.id,
                        console.said()
                    );
                    console.keys("yy<Enter>y");
                    assert_eq!(console.entries(), 0, "{} {keys}", action.id);
                    assert!(console.shows(badge), "{}", console.frame());
                }
            }
        }
    }
}

#[test]
fn the_badge_of_reading_only_stands_in_the_header() {
    for (lang, code) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        let mut console = Console::new(World::new(), lang, 80, 24);
        console.model.access = Access::ReadOnly;
        insta::assert_snapshot!(format!("read-only-{code}"), console.frame());
    }
}
