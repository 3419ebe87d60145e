//! Reading only, over every action: refused with its sentence, and nothing written.

use super::harness::Console;
use super::keymap;
use super::message::News;
use super::model::{Access, Badge, PANES};
use crate::actions::READ_ONLY;
use crate::store::Breach;
use crate::store::presence::Visitor;
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

/// Beside the longest badges there are, the office's name and who looks give way last.
#[test]
fn at_80_columns_a_mismatch_leaves_room_for_the_office_and_for_who_looks() {
    for (lang, code, badge) in [(Lang::Ja, "ja", " 証跡不一致 "), (Lang::En, "en", "MISMATCH ")] {
        let mut console = Console::new(World::demo(), lang, 80, 24);
        console.model.badge = Badge::Demo;
        console.tell(News::Breach(Box::new(Breach::EntryBroken(3))));
        console.tell(News::Drawn);
        console.keys("<Esc>");
        insta::assert_snapshot!(format!("mismatch-{code}"), console.frame());
        let office = console.model.office.as_ref().map(|case| case.office.name.clone()).unwrap_or_default();
        let name = console.world.ctx.actor.name.clone();
        let visitor = |operator: &str| Visitor {
            session: operator.to_lowercase(),
            operator: operator.into(),
            office: console.world.ctx.actor.office.0,
        };
        let two = vec![visitor("U-0901"), visitor("U-0902")];
        for others in [Vec::new(), two] {
            console.tell(News::Company(others));
            let header = console.frame().lines().next().unwrap_or_default().to_owned();
            for said in [office.as_str(), name.as_str(), badge] {
                assert!(!said.is_empty() && header.contains(said), "{said}: {header}");
            }
        }
    }
}
