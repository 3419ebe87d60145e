//! What is done to invitations that go out, end to end on a store in memory: seen, answered, withdrawn.

use crate::actions::{Answer, Answers, Outcome, table};
use crate::domain::case::{InvitationCase, OneCase};
use crate::domain::{GroupId, InvitationState, Progress};
use crate::testing::World;
use crate::text::Lang;

/// A world with an invitation of somebody of 多摩中央病院, and its id.
fn outbound() -> (World, String) {
    let mut world = World::new();
    let them = Answers::default()
        .with("name", Answer::Line("佐々木 明".into()))
        .with("office", Answer::Line("多摩中央病院".into()));
    let Outcome::Done(receipt) = world.act("group.invite", "G-0001", them) else { panic!() };
    (world, receipt.object.to_string())
}

fn case(world: &World, id: &str) -> InvitationCase {
    InvitationCase::of(&world.case(id)).expect("an invitation").clone()
}

fn answer(word: &'static str) -> Answers {
    Answers::default().with("answer", Answer::Choice(word))
}

#[test]
fn judging_and_approving_an_outbound_invitation_is_the_other_offices_and_the_key_says_so() {
    let (world, id) = outbound();
    for action in ["invitation.judge", "invitation.approve", "invitation.accept", "invitation.reject"] {
        let action = table::find(action).expect("an action");
        let why = action.judge(&world.case(&id), &world.ctx).why_not().expect("a reason");
        for words in ["多摩中央病院", "相手方の回答を記録", "取下げ", "第8条(3)"] {
            assert!(why.get(Lang::Ja).contains(words), "{action:?}: {why:?}");
        }
    }
}

#[test]
fn the_other_side_accepts_and_the_membership_begins_with_their_approval() {
    let (mut world, id) = outbound();
    let outcome = world.act("invitation.record_answer", &id, answer("accepted"));
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    let case = case(&world, &id);
    assert_eq!(case.state(world.ctx.today()), InvitationState::Accepted);
    let Progress::Accepted(approved, _) = &case.invitation.progress else { panic!("{case:?}") };
    assert_eq!(approved.approval.by, "O-0002", "approved there, as far as is known here");
    assert!(world.reader().is_member(GroupId(1), case.invitation.invitee).expect("a store"));
    let again = world.act("invitation.record_answer", &id, answer("declined").because("欠員"));
    assert!(matches!(again, Outcome::Conflict(_)), "{again:?}");
}

#[test]
fn the_other_side_declines_with_its_reason() {
    let (mut world, id) = outbound();
    let bare = world.act("invitation.record_answer", &id, answer("declined"));
    assert!(matches!(bare, Outcome::Unreadable(_)), "{bare:?}");
    world.act("invitation.record_answer", &id, answer("declined").because("担当ではない"));
    assert_eq!(case(&world, &id).state(world.ctx.today()), InvitationState::Declined);
}

#[test]
fn nobody_joins_a_group_whose_consent_was_withdrawn_while_the_answer_was_awaited() {
    let (mut world, id) = outbound();
    world.act("group.withdraw_consent", "G-0001", Answers::default().because("ご家族の申し出"));
    let outcome = world.act("invitation.record_answer", &id, answer("accepted"));
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.findings[0].clause.as_str(), "6-1");
    let declined = world.act("invitation.record_answer", &id, answer("declined").because("同意撤回"));
    assert!(matches!(declined, Outcome::Done(_)), "{declined:?}");
}

#[test]
fn an_invitation_to_our_own_user_has_no_answer_from_outside() {
    let mut world = World::new();
    let outcome = world.act("invitation.record_answer", "I-0001", answer("accepted"));
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.findings[0].clause.as_str(), "8-3");
}
