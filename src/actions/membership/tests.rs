//! Who is in charge, and moving it to a colleague.

use crate::actions::{Answer, Answers, Outcome, undo};
use crate::domain::case::{MembershipCase, OneCase};
use crate::domain::{GroupId, Membership, MembershipId, Through, UserId};
use crate::store::StoreError;
use crate::testing::{World, day};
use crate::text::Lang;

/// U-0003 in G-0001 and G-0002, U-0002 in G-0001 only; U-0003 in charge of both.
fn world() -> World {
    let mut world = World::new();
    let scope = crate::actions::scope(&world.ctx);
    let now = world.ctx.now;
    let write = |tx: &mut crate::store::Tx<'_>| {
        for (number, group, user) in [(1, 1, 3), (2, 2, 3), (3, 1, 2)] {
            let of = (GroupId(group), UserId(user));
            tx.insert(&Membership::begun(MembershipId(number), of, now, Through::Founding))?;
        }
        Ok(())
    };
    world.store.write::<_, StoreError>(scope, world.ctx.today(), write).expect("members");
    for id in ["M-0001", "M-0002"] {
        let from = Answers::default().with("from", Answer::Day(day("2026-10-01")));
        assert!(matches!(world.act("membership.charge", id, from), Outcome::Done(_)));
    }
    world
}

fn charge(world: &World, id: &str) -> (Option<String>, Option<String>) {
    let case = world.case(id);
    let membership = &MembershipCase::of(&case).expect("a membership").membership;
    let text = |day: Option<crate::text::date::Day>| day.map(|day| day.to_string());
    (text(membership.in_charge_from), text(membership.in_charge_until))
}

fn to(user: &str) -> Answers {
    Answers::default().with("to", Answer::Row(user.parse().expect("an id")))
}

#[test]
fn all_groups_of_a_person_move_in_one_act_and_what_cannot_be_moved_stays_and_says_why() {
    let mut world = world();
    let Outcome::Done(receipt) = world.act("user.reassign", "U-0003", to("U-0002")) else {
        panic!("one of two groups can be moved");
    };
    assert_eq!(charge(&world, "M-0001"), (Some("2026-10-01".into()), Some("2026-11-22".into())));
    assert_eq!(charge(&world, "M-0003"), (Some("2026-11-23".into()), None));
    assert_eq!(charge(&world, "M-0002"), (Some("2026-10-01".into()), None), "nobody to take it");
    assert!(receipt.next.get(Lang::En).contains("G-0002"), "{:?}", receipt.next);
}

#[test]
fn one_undo_takes_the_whole_move_back() {
    let mut world = world();
    let before = world.reader().rows_as_text().expect("rows");
    let Outcome::Done(receipt) = world.act("user.reassign", "U-0003", to("U-0002")) else { panic!("moved") };
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
}

#[test]
fn whoever_is_not_a_member_is_invited_where_that_is_asked_and_the_charge_stays() {
    let mut world = world();
    let answers = to("U-0002").with("invite", Answer::Yes);
    // G-0002 has no consent: nobody is invited into it.
    let refused = world.act("membership.reassign", "M-0002", answers.clone());
    assert!(matches!(refused, Outcome::Refused(_)), "{refused:?}");
    let consent = Answers::default().with("signed_on", Answer::Day(day("2026-11-20")));
    let recorded = world.act("group.record_consent", "G-0002", consent.because("遅れて受領"));
    assert!(matches!(recorded, Outcome::Done(_)), "{recorded:?}");
    let Outcome::Done(_) = world.act("membership.reassign", "M-0002", answers) else { panic!("invited") };
    assert_eq!(charge(&world, "M-0002"), (Some("2026-10-01".into()), None));
    let open = world.reader().open_invitations_to(UserId(2)).expect("invitations");
    let invited = open.iter().find(|invitation| invitation.group == GroupId(2)).expect("an invitation");
    assert_eq!(world.reader().pending_marks(invited.id.id()).expect("marks"), 1, "to be sent in MCS, too");
}

#[test]
fn nobody_hands_on_to_the_same_person_or_to_somebody_restricted() {
    let mut world = world();
    assert!(matches!(world.act("user.reassign", "U-0003", to("U-0003")), Outcome::Unreadable(_)));
    let released = world.act("user.release", "U-0004", Answers::default().because("退職"));
    assert!(matches!(released, Outcome::Done(_)));
    assert!(matches!(world.act("user.reassign", "U-0003", to("U-0004")), Outcome::Refused(_)));
}

#[test]
fn leave_is_not_leaving_the_charge_and_the_memberships_stay() {
    let mut world = world();
    let leave = Answers::default().with("from", Answer::Day(day("2026-11-23")));
    assert!(matches!(world.act("user.leave", "U-0003", leave), Outcome::Done(_)));
    assert_eq!(charge(&world, "M-0001"), (Some("2026-10-01".into()), None));
    let onto_leave = world.act("membership.reassign", "M-0003", to("U-0003"));
    assert!(matches!(onto_leave, Outcome::Refused(_)), "a colleague on leave wants a reason: {onto_leave:?}");
}

#[test]
fn the_preview_names_what_moves_and_what_stays() {
    let world = world();
    let request = crate::actions::Request {
        action: crate::actions::table::find("user.reassign").expect("an action"),
        target: "U-0003".parse().expect("an id"),
        version: None,
        answers: to("U-0002"),
    };
    let said = crate::actions::reach(&world.store, &world.ctx, &request).expect("a store");
    let said: Vec<&str> = said.iter().map(|s| s.get(Lang::Ja)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("移る 1件：G-0001"), "{said:?}");
    assert!(said[1].starts_with("G-0002") && said[1].contains("先に招待"), "{said:?}");
}
