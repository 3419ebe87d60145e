//! What the table offers for a row: which actions concern it, how near each one's time is, and why not.
//!
//! Judges for whoever asks, screen or line; decides nothing that [`perform`](super::perform()) does not decide again.

use super::action::{Action, Stage};
use super::authorise::{Decision, authorise};
use super::table;
use crate::domain::{Case, Context, Noun};
use crate::regulation::finding::Judgement;
use crate::sentence;
use crate::text::Sentence;

/// The actions that concern a noun's list, in the order of the table: on its rows, or making a new row.
pub fn concerning(noun: Noun) -> impl Iterator<Item = &'static Action> {
    // What makes a new row acts on the office, and concerns the list that the row will stand in.
    table::ACTIONS.iter().copied().filter(move |action| action.noun == noun)
}

/// The actions that a key may stand for in a noun's list.
pub fn keyed(noun: Noun, key: char) -> Vec<&'static Action> {
    concerning(noun).filter(|action| action.key == Some(key)).collect()
}

/// How near an action's time is for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    /// It has been decided.
    Past,
    /// Not in this state.
    Early,
    /// Its time has come, but a rule stops it.
    Stopped,
    /// It can be done.
    Ready,
}

/// How near an action's time is for a case.
pub fn readiness(action: &Action, case: &Case, ctx: &Context) -> Readiness {
    let verdict = action.judge(case, ctx);
    match verdict.stage {
        Stage::Decided => Readiness::Past,
        Stage::NotNow(_) => Readiness::Early,
        Stage::Now if verdict.is_allowed() => Readiness::Ready,
        Stage::Now => Readiness::Stopped,
    }
}

/// Why `action` cannot be done on `case` now, role first; `None` where it can.
pub fn why_not(action: &Action, case: &Case, ctx: &Context) -> Option<Sentence> {
    match authorise(ctx.actor.role, action) {
        Decision::Denied(finding) => Some(finding.with_clause()),
        Decision::Allowed | Decision::NotFound | Decision::ReadOnly => action.judge(case, ctx).why_not(),
    }
}

/// Decided already, by whoever, as far as the actor may know: the ledger says by whom and when.
pub fn is_decided(action: &Action, case: &Case, ctx: &Context) -> bool {
    let is_allowed = authorise(ctx.actor.role, action) == Decision::Allowed;
    is_allowed && action.judge(case, ctx).stage == Stage::Decided
}

/// Why a row is left out of several: 不可, or 要確認, which is done singly with a reason.
pub fn objection(action: &Action, case: &Case, ctx: &Context) -> Option<(Judgement, Sentence)> {
    if let Some(why) = why_not(action, case, ctx) {
        return Some((Judgement::Blocked, why));
    }
    let verdict = action.judge(case, ctx);
    let warning = verdict.warnings().first().map(|finding| finding.with_clause())?;
    let why = sentence!(
        "{what} 1件ずつ理由を添えて行います。",
        "{what} To be done singly, with a reason.",
        what = warning
    );
    Some((Judgement::Check, why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;
    use crate::text::Lang;

    #[test]
    fn what_makes_a_new_row_concerns_the_list_of_its_noun() {
        let ids: Vec<&str> = keyed(Noun::User, 'n').iter().map(|a| a.id).collect();
        assert_eq!(ids, ["user.register"]);
        assert!(concerning(Noun::Invitation).all(|a| a.id != "user.register"));
    }

    #[test]
    fn a_row_with_a_warning_is_done_singly_and_a_blocked_one_not_at_all() {
        let world = World::new();
        let Some(approve) = table::find("invitation.approve") else { panic!("approve is an action") };
        let found = |id: &str| objection(approve, &world.case(id), &world.ctx);
        assert_eq!(found("I-0001"), None);
        let Some((judgement, why)) = found("I-0003") else { panic!("no pledge is a warning") };
        assert_eq!(judgement, Judgement::Check);
        assert!(why.get(Lang::En).ends_with("To be done singly, with a reason."), "{why:?}");
        assert!(matches!(found("I-0004"), Some((Judgement::Blocked, _))), "no consent stops it");
    }
}
