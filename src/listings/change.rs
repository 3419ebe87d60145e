//! What changed in a row while somebody looked at it: the columns and lines of evidence that now say something else.

use super::{Cell, Details, Listing, of};
use crate::domain::{Case, Context};
use crate::sentence;
use crate::text::{Sentence, Text};

/// One thing that a row says otherwise than before.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about.
    pub label: Text,
    /// What it said.
    pub before: Sentence,
    /// What it says.
    pub now: Sentence,
}

impl Change {
    /// 「状態」は「承認待ち」から「受理待ち」に
    pub fn sentence(&self) -> Sentence {
        sentence!(
            "{label}：「{before}」が「{now}」に変わりました。",
            "{label}: was \"{before}\", is now \"{now}\".",
            label = self.label,
            before = self.before,
            now = self.now
        )
    }
}

/// What a row says otherwise than before, columns first. Empty where only what is not shown changed.
pub fn changes(before: &Case, now: &Case, ctx: &Context) -> Vec<Change> {
    let Some(listing) = of(now.id().noun).filter(|_| before.id() == now.id()) else { return Vec::new() };
    let mut changes: Vec<Change> = columns(listing, before, now, ctx);
    for change in lines(&(listing.details)(before, ctx), &(listing.details)(now, ctx)) {
        if !changes.iter().any(|known| known.label == change.label) {
            changes.push(change);
        }
    }
    changes
}

fn columns(listing: &Listing, before: &Case, now: &Case, ctx: &Context) -> Vec<Change> {
    let said = |cell: Cell| cell.words;
    let pairs = listing.columns.iter().map(|column| {
        let (before, now) = (said((column.cell)(before, ctx)), said((column.cell)(now, ctx)));
        Change { label: column.label, before, now }
    });
    pairs.filter(|change| change.before != change.now).collect()
}

/// Lines are told apart by their labels; of several with one label, those that both have say nothing new.
fn lines(before: &Details, now: &Details) -> Vec<Change> {
    let none = || Sentence::from(Text::new("なし", "none"));
    let only_now = now.lines.iter().filter(|line| !before.lines.contains(line));
    let mut gone: Vec<_> = before.lines.iter().filter(|line| !now.lines.contains(line)).collect();
    let mut changes = Vec::new();
    for line in only_now {
        let was = gone.iter().position(|old| old.label == line.label).map(|at| gone.remove(at));
        let before = was.map_or_else(none, |old| old.value.clone());
        changes.push(Change { label: line.label, before, now: line.value.clone() });
    }
    let left =
        gone.into_iter().map(|old| Change { label: old.label, before: old.value.clone(), now: none() });
    changes.extend(left);
    changes.retain(|change| change.before != change.now);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::Answers;
    use crate::testing::World;
    use crate::text::Lang;

    #[test]
    fn a_decision_is_told_by_the_columns_it_changes() {
        let mut world = World::new();
        let before = world.case("I-0001");
        world.act("invitation.approve", "I-0001", Answers::default());
        let changes = changes(&before, &world.case("I-0001"), &world.ctx);
        let told: Vec<_> = changes.iter().map(|c| c.sentence().get(Lang::Ja).to_owned()).collect();
        assert!(told.contains(&"状態：「承認待ち」が「受理待ち」に変わりました。".to_owned()), "{told:?}");
        assert!(changes.iter().all(|change| change.before != change.now));
    }

    #[test]
    fn a_row_that_is_as_it_was_has_no_changes() {
        let world = World::new();
        assert_eq!(changes(&world.case("U-0003"), &world.case("U-0003"), &world.ctx), []);
    }
}
