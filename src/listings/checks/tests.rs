//! The list of checks is sound, and none of its questions walks what there is.

use std::collections::BTreeSet;

use super::*;
use crate::testing::World;

fn all() -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().copied().flatten()
}

#[test]
fn every_check_has_its_own_id_and_words_and_an_act_that_exists() {
    let mut ids = BTreeSet::new();
    let mut labels = BTreeSet::new();
    for check in all() {
        assert!(!check.id.is_empty() && ids.insert(check.id), "{}", check.id);
        assert!(!check.label.en.is_empty() && labels.insert(check.label.ja), "{}", check.id);
        assert!(crate::actions::table::find(check.action).is_some(), "{}: no act {}", check.id, check.action);
        let clauses: BTreeSet<_> = check.clauses().collect();
        assert_eq!(clauses.len(), check.clauses().count(), "{} names a clause twice", check.id);
    }
}

#[test]
fn no_duty_walks_what_there_is() {
    let world = World::new();
    for check in all() {
        assert!(check.duty.sql.contains(":limit"), "{} has a limit", check.id);
        let plan = world.store.plan(check.duty.sql);
        // What is compared within the office may be walked once it is cut out, where it is not asked all day.
        let is_cut_out = |name: &str| {
            let made = |step: &str| plan.iter().any(|line| *line == format!("{step} {name}"));
            check.listed == ListedIn::Board && (made("CO-ROUTINE") || made("MATERIALIZE"))
        };
        // The city's desk has no office to begin at, but indexes of its own.
        let is_desks = check.duty.sql.contains(":desk = 1");
        let is_indexed = |name: &str| is_desks && name.contains("USING");
        let walked = plan
            .iter()
            .filter_map(|line| line.strip_prefix("SCAN "))
            .find(|name| !is_cut_out(name) && !is_indexed(name));
        assert_eq!(walked, None, "{}: {plan:#?}", check.id);
        let first = plan.iter().find(|line| line.starts_with("SEARCH")).expect("a step");
        let is_scoped = first.contains("office=?") || first.contains("SEARCH o USING INTEGER PRIMARY KEY");
        let is_scoped = is_scoped || is_desks || first.contains("groups_room");
        assert!(is_scoped, "{} begins at its office: {plan:#?}", check.id);
    }
}
