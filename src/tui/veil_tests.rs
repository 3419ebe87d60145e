//! Masking, over every key: no name on any frame.

use proptest::prelude::*;

use super::harness::Console;
use super::keymap;
use super::mask::Masking;
use super::model::PANES;
use crate::actions::{Answers, table};
use crate::domain::Case;
use crate::listings;
use crate::store::{Ask, Window};
use crate::testing::World;
use crate::text::Lang;

/// Every name that the store of a world holds: users, patients, groups named after them, inviters, operators.
fn names(world: &World) -> Vec<String> {
    let reader = world.reader();
    let mut names: Vec<String> = reader.operators().unwrap().into_iter().map(|actor| actor.name).collect();
    for noun in PANES {
        let listing = listings::of(noun).unwrap();
        let page = (listing.page)(&reader, &Ask::default(), &Window::First, 5000).unwrap();
        for (_, case) in page.rows {
            match case {
                Case::User(case) => {
                    names.extend([&case.user.name, &case.user.kana, &case.user.mail].map(Clone::clone));
                }
                Case::Group(case) => {
                    let patient = case.patient.as_ref();
                    names.extend(patient.map(|patient| patient.name.clone()));
                    names.extend(patient.map(|patient| patient.kana.clone()));
                    names.extend(patient.map(|_| case.group.title.clone()));
                }
                Case::Invitation(case) => names.push(case.invitation.inviter_name.clone()),
                _ => {}
            }
        }
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

/// A wrapped name is looked for without what stands between its halves; shorter ones could stand together by chance.
const WRAPPED_MIN: usize = 4;

/// The first of the names that stands in a frame, also where a line ends in its midst.
fn leaked<'n>(console: &Console, names: &'n [String]) -> Option<&'n String> {
    let frame = console.frame();
    let close = |text: &str| text.split_whitespace().collect::<String>();
    let joined = close(&frame);
    let is_in = |name: &str| {
        let name = close(name);
        name.chars().count() >= WRAPPED_MIN && joined.contains(&name)
    };
    names.iter().find(|name| frame.contains(name.as_str()) || is_in(name))
}

#[test]
fn a_name_that_is_not_masked_is_found_also_where_it_is_wrapped() {
    let mut console = masked(World::new(), Lang::Ja, (80, 24));
    let names = names(&console.world);
    assert_eq!(leaked(&console, &names), None, "{}", console.frame());
    let Some(name) = names.iter().find(|name| name.chars().count() > WRAPPED_MIN) else {
        panic!("{names:?}")
    };
    let says = |words: String| crate::text::Sentence::new(words.clone(), words);
    // As if the veiling had been forgotten: the sentence stands for its own veiled form.
    for before in ["", &"あ".repeat(33)] {
        let sentence = says(format!("{before}{name}"));
        console.model.say_veiled(super::theme::Look::Plain, sentence.clone(), sentence);
        assert_eq!(leaked(&console, &names), Some(name), "{}", console.frame());
    }
    console.model.masking = Masking::Off;
    assert!(leaked(&console, &names).is_some());
}

fn masked(world: World, lang: Lang, (width, height): (u16, u16)) -> Console {
    let mut console = Console::new(world, lang, width, height);
    console.model.masking = Masking::On;
    console
}

/// Keys that lead everywhere; what ends the session or locks the screen is left out.
fn key() -> impl Strategy<Value = &'static str> {
    let verbs: Vec<&'static str> = "aerxnmdcigfoklhjbwtsuvz*123456789:?/ yyy".split("").collect();
    let verbs: Vec<&'static str> = verbs.into_iter().filter(|key| !key.is_empty() && *key != " ").collect();
    let ways = vec![
        "<Enter>",
        "<Enter>",
        "<Enter>",
        "<Esc>",
        "<Tab>",
        "<Down>",
        "<Down>",
        "<PgDn>",
        "<Space>",
        "小",
        "山",
        "[",
        "]",
        "A",
        "E",
        "R",
        "X",
        "V",
        "N",
        ":log<Enter>",
        "<C-n>",
    ];
    prop_oneof![2 => prop::sample::select(verbs), 1 => prop::sample::select(ways)]
}

fn walks(world: World, lang: Lang, size: (u16, u16), keys: &[&str]) {
    let mut console = masked(world, lang, size);
    let names = names(&console.world);
    assert!(names.len() > 8, "{names:?}");
    for (at, key) in keys.iter().enumerate() {
        console.keys(key);
        console.model.masking = Masking::On;
        let leak = leaked(&console, &names);
        assert!(leak.is_none(), "{leak:?} after {:?}\n{}", &keys[..=at], console.frame());
        if console.ended.is_some() {
            return;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_key_leads_to_a_frame_with_a_name_while_names_are_masked(
        keys in prop::collection::vec(key(), 1..50),
        lang in prop::sample::select(vec![Lang::Ja, Lang::En]),
        size in prop::sample::select(vec![(80, 24), (100, 30), (140, 40), (40, 12), (140, 60)]),
    ) {
        walks(World::new(), lang, size, &keys);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn no_key_leads_to_a_frame_of_the_demo_with_a_name_while_names_are_masked(
        keys in prop::collection::vec(key(), 1..40),
        lang in prop::sample::select(vec![Lang::Ja, Lang::En]),
        size in prop::sample::select(vec![(80, 24), (100, 30), (140, 40)]),
    ) {
        walks(World::demo(), lang, size, &keys);
    }
}

#[test]
fn every_dialog_of_every_row_masks_names_and_what_it_says_when_it_is_done() {
    for lang in [Lang::Ja, Lang::En] {
        for (pane, noun) in ["1", "2", "3"].into_iter().zip(PANES) {
            for key in keymap::actions_of(noun).filter_map(|action| action.key) {
                for down in ["", "j", "jj", "jjj"] {
                    let key = key.to_string();
                    walks(
                        World::new(),
                        lang,
                        (80, 24),
                        &[pane, down, &key, "y", "<Enter>", "<Enter>", "y", "6"],
                    );
                }
            }
        }
    }
}

#[test]
fn what_another_did_meanwhile_is_told_without_the_name_under_the_mask() {
    let mut console = masked(World::new(), Lang::Ja, (80, 24));
    let names = names(&console.world);
    console.keys("a");
    let mut world =
        World { store: std::mem::replace(&mut console.world.store, World::new().store), ..World::new() };
    world.as_second_admin();
    drop(world.act("invitation.approve", "I-0001", Answers::default()));
    console.world.store = world.store;
    console.tell(super::message::News::Changed);
    assert!(console.shows("佐＊＊さんが 12:00"), "{}", console.frame());
    assert_eq!(leaked(&console, &names), None, "{}", console.frame());
    console.keys("y<Esc>6");
    assert_eq!(leaked(&console, &names), None, "{}", console.frame());
}

#[test]
fn a_key_shows_the_names_in_one_dialog_only_and_its_hint_stands_at_the_foot() {
    for (lang, hint) in [(Lang::Ja, "Ctrl-P氏名"), (Lang::En, "Ctrl-P names")] {
        let mut console = masked(World::new(), lang, (80, 24));
        console.keys("a");
        assert!(console.shows(hint) && console.shows("I-0001") && !console.shows("髙橋 美智子"));
        console.keys("<C-p>");
        assert!(console.shows("髙橋 美智子"), "{}", console.frame());
        console.keys("<C-p>");
        assert!(!console.shows("髙橋 美智子"));
        console.keys("<C-p><Esc>");
        assert!(!console.shows("髙橋 美智子"), "{}", console.frame());
        console.keys("a");
        assert!(!console.shows("髙橋 美智子"), "{}", console.frame());
    }
}

#[test]
fn a_field_that_opened_with_a_name_stays_masked_while_it_is_changed() {
    let mut console = masked(World::new(), Lang::Ja, (100, 30));
    console.keys("1");
    let case = console.model.case().cloned().unwrap();
    let Case::User(case) = case else { panic!("{case:?}") };
    let name = case.user.name.clone();
    let edit = table::ACTIONS.iter().find(|action| action.id == "user.edit").unwrap();
    console.keys(&edit.key.unwrap().to_string());
    assert!(!console.shows(&name), "{}", console.frame());
    console.keys("<BS>");
    let shorter: String = name.chars().take(name.chars().count() - 1).collect();
    assert!(!console.shows(&shorter), "{}", console.frame());
    console.keys("<C-p>");
    assert!(console.shows(&shorter), "{}", console.frame());
}

#[test]
fn a_masked_screen_says_who_looks_by_id() {
    let console = masked(World::new(), Lang::Ja, (80, 24));
    let header = console.frame().lines().next().unwrap_or_default().to_owned();
    assert!(header.contains("U-0001") && !header.contains("林 由紀"), "{header}");
}
