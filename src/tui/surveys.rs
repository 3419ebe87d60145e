//! What the city's desk counts in offices, kept beside the list of them: counted for the rows shown and no others.
//!
//! Rows keep the numbers they have until they are counted again; that is when something has changed in the store.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::case::Survey;
use crate::domain::{Case, Id};
use crate::store::Page;

/// So many offices are counted in at a time: the first numbers are there before the last ones are begun.
const AT_A_TIME: usize = 4;

/// What was counted, and which of it since the store changed last.
#[derive(Clone, Debug, Default)]
pub struct Surveys {
    known: BTreeMap<Id, Option<Survey>>,
    fresh: BTreeSet<Id>,
    asked: Vec<Id>,
}

impl Surveys {
    /// Something changed in the store: what is known stays until it is counted again.
    pub fn grow_stale(&mut self) {
        self.fresh.clear();
        self.asked.clear();
    }

    /// Rows were read: what is known stands beside them.
    pub fn stand_beside(&self, page: &mut Page<Case>) {
        for (_, case) in &mut page.rows {
            let known = self.known.get(&case.id());
            if let (Case::Office(office), Some(survey)) = (case, known) {
                office.survey = *survey;
            }
        }
    }

    /// The first of the rows shown that are to be counted in; nothing where they are being counted in already.
    pub fn wanted(&mut self, shown: impl Iterator<Item = Id>) -> Option<Vec<Id>> {
        let wanted: Vec<Id> = shown.filter(|id| !self.fresh.contains(id)).take(AT_A_TIME).collect();
        if wanted.is_empty() || wanted.iter().all(|id| self.asked.contains(id)) {
            return None;
        }
        self.asked.clone_from(&wanted);
        Some(wanted)
    }

    /// Takes what was counted.
    pub fn take(&mut self, page: &mut Page<Case>, counted: Vec<(Id, Option<Survey>)>) {
        self.asked.clear();
        self.fresh.extend(counted.iter().map(|(id, _)| *id));
        self.known.extend(counted);
        self.stand_beside(page);
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Noun;
    use crate::testing::World;
    use crate::text::Lang;
    use crate::tui::harness::Console;
    use crate::tui::layout;

    fn desk(offices: i64) -> Console {
        let mut console = Console::new(World::desk(offices), Lang::Ja, 80, 24);
        console.keys("2");
        console
    }

    fn counted(console: &Console) -> usize {
        console.model.list(Noun::Office).surveys.known.len()
    }

    #[test]
    fn the_desk_counts_in_the_offices_on_the_screen_and_in_no_others() {
        let mut console = desk(60);
        let height = layout::rows_shown(&console.model, Noun::Office);
        let rows = console.model.list(Noun::Office).page.rows.len();
        assert!((1..=height).contains(&counted(&console)) && rows > height, "{}", counted(&console));
        let frame = console.frame();
        console.keys("<PgDn><PgDn>");
        assert!(counted(&console) > height && counted(&console) <= 3 * height, "{}", counted(&console));
        assert!(console.shows("要対応"), "{}", console.frame());
        console.keys("<Home>");
        assert_eq!(console.frame(), frame, "what was counted stays");
    }

    #[test]
    fn numbers_that_are_still_to_come_have_their_place() {
        let mut console = desk(12);
        let frame = console.frame();
        let headings = frame.lines().find(|line| line.contains("要検討")).expect("headings").to_owned();
        console.hold_reads();
        console.model.list_mut(Noun::Office).surveys = Default::default();
        for (_, case) in &mut console.model.list_mut(Noun::Office).page.rows {
            if let crate::domain::Case::Office(office) = case {
                office.survey = None;
            }
        }
        assert!(console.frame().contains(&headings), "{}", console.frame());
        console.tell(crate::tui::message::News::Drawn);
        console.release_reads();
        assert_eq!(console.frame(), frame);
    }

    #[test]
    fn what_changes_in_the_store_is_counted_anew() {
        let mut console = desk(12);
        let survey = |console: &Console| match console.model.list(Noun::Office).case() {
            Some(crate::domain::Case::Office(office)) => office.survey.expect("counted"),
            other => panic!("{other:?}"),
        };
        console.keys("/").typed("公開済").keys("<Enter>");
        let before = survey(&console).users;
        let id = console.model.list(Noun::Office).cursor.expect("a row").number;
        console.world.store.run(&format!(
            "UPDATE users SET released_on = '2026-11-01' WHERE id = \
             (SELECT max(id) FROM users WHERE office = {id} AND released_on IS NULL AND voided = 0)"
        ));
        console.tell(crate::tui::message::News::Changed);
        assert_eq!(survey(&console).users + 1, before);
    }
}
