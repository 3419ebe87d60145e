//! Whoever has read only the regulation finds every duty in at most three keys: for each clause the keys from the
//! console's start to the place where it is done, pressed on the demo, and what then stands on the screen.
//!
//! The table is kept as a golden file, so that it can be handed on as it is.

use std::collections::BTreeMap;

use super::harness::Console;
use super::overlays::Overlay;
use crate::actions::table;
use crate::domain::Noun;
use crate::regulation::book::BOOK;
use crate::regulation::clause::ClauseId;
use crate::testing::World;
use crate::text::Lang;

/// At most so many keys.
const KEYS_MAX: usize = 3;

/// Where the duty of some clauses is done.
struct Place {
    clauses: &'static [&'static str],
    keys: &'static [Key],
    offers: Offers,
}

/// A key, as it is pressed.
#[derive(Clone, Copy)]
enum Key {
    /// As a script names it.
    The(&'static str),
    /// The letter behind which a register stands.
    Of(Noun),
}

/// What stands on the screen at the end of the keys.
#[derive(Clone, Copy)]
enum Offers {
    /// The form or the menu of the row, with this action in it.
    Act(&'static str),
    /// A paper in the list of papers.
    Paper(&'static str),
    /// What is due, and why.
    Today,
    /// The clause with its words and how it stands.
    Words,
}

use Key::{Of, The};

const USER: &[Key] = &[The("1"), The("<Enter>")];
const GROUP: &[Key] = &[The("2"), The("<Enter>")];
const ATTEST: &[Key] = &[The("4"), Of(Noun::Attestation), The("n")];
const BOARD: &[Key] = &[The("5")];

const PLACES: &[Place] = &[
    Place {
        clauses: &[
            "PRE", "1", "SUP", "F3-1", "F3-2-1", "F3-2-2", "F3-2-2-1", "F3-2-2-2", "F3-2-2-3", "F4-1-2",
            "F4-5",
        ],
        keys: BOARD,
        offers: Offers::Words,
    },
    Place {
        clauses: &["2", "2-1", "2-2"],
        keys: &[The("4"), Of(Noun::Guideline), The("n")],
        offers: Offers::Act("guideline.enter"),
    },
    Place {
        clauses: &["3", "3-1", "3-2", "F1-2"],
        keys: &[The("4"), Of(Noun::Office), The("i")],
        offers: Offers::Act("office.edit"),
    },
    Place {
        clauses: &["3-3", "8-7", "N2-4", "11-3", "11-4", "11-5", "12-2", "12-4", "12-5", "12-6", "12-8"],
        keys: ATTEST,
        offers: Offers::Act("attestation.record"),
    },
    Place {
        clauses: &["F3-3-3", "N3-1", "N3-3", "N3-4", "N3-8"],
        keys: ATTEST,
        offers: Offers::Act("attestation.record"),
    },
    Place { clauses: &["4", "5"], keys: GROUP, offers: Offers::Act("group.hand_over") },
    Place {
        clauses: &["5-1", "N1-1", "N1-2"],
        keys: &[The("2"), The("n")],
        offers: Offers::Act("group.create"),
    },
    Place { clauses: &["5-2"], keys: &[The("3"), The("n")], offers: Offers::Act("invitation.create") },
    Place {
        clauses: &[
            "6-1", "6-2", "F3-4", "F3-4-1", "F3-4-2", "F3-4-3", "F3-4-4", "F3-4-5", "F3-4-6", "F3-4-7",
            "F3-4-8", "F3-4-9", "F3-4-10", "F3-7",
        ],
        keys: GROUP,
        offers: Offers::Act("group.record_consent"),
    },
    Place { clauses: &["7", "F2-3"], keys: USER, offers: Offers::Act("user.appoint") },
    Place {
        clauses: &["8"],
        keys: &[The("4"), Of(Noun::Mirror), The("m")],
        offers: Offers::Act("mirror.confirm"),
    },
    Place { clauses: &["8-1"], keys: &[The("1"), The("n")], offers: Offers::Act("user.register") },
    Place { clauses: &["8-2", "11-2"], keys: USER, offers: Offers::Act("user.record_password") },
    Place {
        clauses: &["8-3", "N3-2"],
        keys: &[The("3"), The("a")],
        offers: Offers::Act("invitation.approve"),
    },
    Place { clauses: &["8-4", "N2-2"], keys: USER, offers: Offers::Act("user.restrict") },
    Place {
        clauses: &["8-5"],
        keys: &[The("4"), Of(Noun::Device), The("n")],
        offers: Offers::Act("device.add"),
    },
    Place { clauses: &["8-6", "F3-3-2", "N2-3"], keys: &[The("t")], offers: Offers::Today },
    Place {
        clauses: &["9-1", "9-2", "9-3", "9-3-1", "9-3-2", "9-3-3", "9-3-4", "9-3-5", "F4-1-1", "F4-6"],
        keys: USER,
        offers: Offers::Act("user.record_pledge"),
    },
    Place { clauses: &["10"], keys: USER, offers: Offers::Act("user.record_points") },
    Place { clauses: &["11"], keys: ATTEST, offers: Offers::Act("attestation.record") },
    Place { clauses: &["11-1", "F2-4"], keys: &[The("1"), The("i")], offers: Offers::Act("user.edit") },
    Place {
        clauses: &["12", "12-1", "12-3"],
        keys: &[The("4"), Of(Noun::Device), The("m")],
        offers: Offers::Act("device.check"),
    },
    Place {
        clauses: &["12-7"],
        keys: &[The("4"), Of(Noun::Contact), The("n")],
        offers: Offers::Act("contact.add"),
    },
    Place {
        clauses: &["12-9", "F4-2-1"],
        keys: &[The("4"), Of(Noun::TakeOut), The("n")],
        offers: Offers::Act("takeout.request"),
    },
    Place {
        clauses: &["12-10", "F4-2-2"],
        keys: &[The("4"), Of(Noun::Device), The("<Enter>")],
        offers: Offers::Act("device.permit"),
    },
    Place { clauses: &["13"], keys: &[The("4"), Of(Noun::Rule), The("n")], offers: Offers::Act("rule.set") },
    Place { clauses: &["F1-1"], keys: &[The("<C-e>")], offers: Offers::Paper("1") },
    Place { clauses: &["F2-1"], keys: &[The("<C-e>")], offers: Offers::Paper("2") },
    Place { clauses: &["F2-2"], keys: USER, offers: Offers::Act("user.record_terms") },
    Place {
        clauses: &["F3-3-1", "N1-4"],
        keys: &[The("4"), Of(Noun::Review), The("n")],
        offers: Offers::Act("review.open"),
    },
    Place {
        clauses: &["F3-5", "F3-5-1", "F3-5-2", "F3-5-3", "F3-5-4"],
        keys: &[The("4"), Of(Noun::Request), The("n")],
        offers: Offers::Act("request.receive"),
    },
    Place {
        clauses: &["F3-6"],
        keys: &[The("4"), Of(Noun::Handler), The("n")],
        offers: Offers::Act("handler.name"),
    },
    Place {
        clauses: &["F4-2-3", "F4-3", "N3-9", "N3-10", "N3-11"],
        keys: &[The("4"), Of(Noun::Incident), The("n")],
        offers: Offers::Act("incident.open"),
    },
    Place { clauses: &["F4-4"], keys: USER, offers: Offers::Act("user.record_reminder") },
    Place { clauses: &["N1-3"], keys: &[The("2"), The("i")], offers: Offers::Act("group.edit") },
    Place { clauses: &["N2-1"], keys: GROUP, offers: Offers::Act("group.archive") },
    Place { clauses: &["N3-5"], keys: USER, offers: Offers::Act("user.record_profile") },
    Place {
        clauses: &["N3-6"],
        keys: &[The("1"), The("f"), The("m")],
        offers: Offers::Act("membership.remove"),
    },
    Place {
        clauses: &["N3-7"],
        keys: &[The("4"), Of(Noun::Device), The("e")],
        offers: Offers::Act("device.record_return"),
    },
];

/// Presses a key; gives what was pressed as hints write it.
fn press(console: &mut Console, key: Key) -> String {
    let script = match key {
        The(script) => script.to_owned(),
        Of(noun) => letter(console, noun),
    };
    console.keys(&script);
    script.trim_matches(['<', '>']).replace("C-", "Ctrl-")
}

/// The letter behind which a register stands on the screen.
fn letter(console: &Console, noun: Noun) -> String {
    let label = noun.label().get(console.model.lang);
    let of = |line: &str| {
        let (letter, name) = line.trim_start_matches([' ', '›']).split_once("  ")?;
        let is_it = name.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with("  "));
        (is_it && letter.len() == 1).then(|| letter.to_owned())
    };
    console.frame().lines().find_map(of).unwrap_or_else(|| panic!("{noun:?}: {}", console.frame()))
}

/// What is offered stands on the screen, and is what it says.
fn is_offered(console: &Console, offers: Offers, clause: ClauseId) -> bool {
    let lang = console.model.lang;
    match offers {
        Offers::Act(id) => {
            let action = table::find(id).expect("an action");
            let is_open =
                matches!(console.model.overlays.last(), Some(Overlay::Dialog(_) | Overlay::Menu(_)) | None);
            // Hints write a label in lower case.
            is_open && console.frame().to_lowercase().contains(&action.label.get(lang).to_lowercase())
        }
        Offers::Paper(word) => {
            let paper = crate::paper::find(word).expect("a paper");
            matches!(console.model.overlays.last(), Some(Overlay::Papers(_)))
                && console.shows(paper.label.get(lang))
        }
        Offers::Today => console.model.today().is_some(),
        Offers::Words => {
            console.model.clauses().is_some() && console.shows(clause.clause().shown_as.get(lang))
        }
    }
}

fn offered(offers: Offers, lang: Lang) -> &'static str {
    match offers {
        Offers::Act(id) => table::find(id).expect("an action").label.get(lang),
        Offers::Paper(word) => crate::paper::find(word).expect("a paper").label.get(lang),
        Offers::Today => super::gestures::of(super::gestures::Turn::Today).about.get(lang),
        Offers::Words => super::gestures::of(super::gestures::Turn::Clauses).about.get(lang),
    }
}

#[test]
fn every_duty_is_found_in_at_most_three_keys_from_the_start_in_both_languages() {
    let mut table: BTreeMap<ClauseId, String> = BTreeMap::new();
    for lang in [Lang::Ja, Lang::En] {
        let mut console = Console::new(World::demo(), lang, 140, 180);
        let start = console.frame();
        for place in PLACES {
            assert!(place.keys.len() <= KEYS_MAX, "{:?}", place.clauses);
            let pressed: Vec<String> = place.keys.iter().map(|key| press(&mut console, *key)).collect();
            for clause in place.clauses {
                let clause = ClauseId::parse(clause).unwrap_or_else(|| panic!("no clause {clause}"));
                assert!(
                    is_offered(&console, place.offers, clause),
                    "{clause} by {pressed:?}: {}",
                    console.frame()
                );
                if lang == Lang::Ja {
                    let (shown, title) = (clause.clause().shown_as.ja, clause.clause().title.ja);
                    let keys = pressed.join(" ");
                    let row = format!("| {shown} | {title} | {keys} | {} |\n", offered(place.offers, lang));
                    assert_eq!(table.insert(clause, row), None, "{clause} twice");
                }
            }
            while !console.model.overlays.is_empty() {
                console.keys("<Esc>");
            }
            if place.keys.len() > 1 {
                console.keys("<Esc><Esc>");
            }
            console.keys("3");
        }
        assert_eq!(console.frame(), start, "nothing was written on the way");
    }
    let without: Vec<&str> =
        BOOK.clauses().filter(|clause| !table.contains_key(&clause.id)).map(|c| c.id.as_str()).collect();
    assert_eq!(without, [""; 0], "every clause has its place");
    let head = "| 条項 | 見出し | キー | そこでできること |\n|---|---|---|---|\n";
    insta::assert_snapshot!("three_keys", format!("{head}{}", table.into_values().collect::<String>()));
}

/// Every clause that the console does something about is done where the table says: the act cites it, or it is the
/// act of the row that stands against it.
#[test]
fn the_place_of_a_clause_is_that_of_an_act_that_has_to_do_with_it() {
    let checks = || crate::listings::checks::CHECKS.iter().copied().flatten();
    let mut strange = Vec::new();
    for place in PLACES {
        let Offers::Act(id) = place.offers else { continue };
        let action = table::find(id).expect("an action");
        for clause in place.clauses {
            let clause = ClauseId::parse(clause).expect("a clause");
            let cites = action.basis.contains(&clause);
            let settles = checks().any(|check| check.action == id && check.clauses().any(|c| c == clause));
            let attests = id == "attestation.record"
                && crate::regulation::register::attestation::is_attested(clause.clause());
            let is_item = action.basis.iter().any(|basis| clause.as_str().starts_with(&format!("{basis}-")));
            let is_told = RECORDED_BY.contains(&(clause.as_str(), id));
            if !(cites || settles || attests || is_item || is_told) {
                strange.push((clause.as_str(), id));
            }
        }
    }
    assert_eq!(strange, []);
}

/// Clauses that an act leaves a record for without citing them.
const RECORDED_BY: &[(&str, &str)] = &[
    ("F2-3", "user.appoint"),
    ("F4-1-1", "user.record_pledge"),
    ("F4-2-1", "takeout.request"),
    ("F4-2-3", "incident.open"),
    ("F4-3", "incident.open"),
    ("N3-9", "incident.open"),
];
