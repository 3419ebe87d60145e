//! What is done to users, end to end on a store in memory.

use crate::actions::{Answer, Answers, Outcome, Remedy, Request, reach, table};
use crate::domain::case::{OneCase, UserCase};
use crate::domain::{GroupId, Membership, MembershipId, Standing, Through, UserId};
use crate::testing::{World, day, noon};
use crate::text::Lang;

const REASON: &str = "患者情報を私的な端末に保存したため";

fn user(world: &World, id: &str) -> UserCase {
    UserCase::of(&world.case(id)).expect("a user").clone()
}

fn standing(world: &World, id: &str) -> Standing {
    user(world, id).standing(world.ctx.today())
}

fn level(word: &'static str) -> Answers {
    let evidence = Answer::Line("共有端末の操作記録".into());
    Answers::default().with("level", Answer::Choice(word)).with("evidence", evidence).because(REASON)
}

fn named(name: &str, mail: &str) -> Answers {
    Answers::default()
        .with("name", Answer::Line(name.into()))
        .with("occupation", Answer::Choice("nurse"))
        .with("mail", Answer::Line(mail.into()))
}

fn join(world: &mut World, group: i64, user: i64) {
    let scope = crate::actions::scope(&world.ctx);
    let today = world.ctx.today();
    world
        .store
        .write(scope, today, |tx| {
            tx.insert(&Membership {
                id: MembershipId(tx.next_number::<Membership>()?),
                version: 1,
                group: GroupId(group),
                user: UserId(user),
                joined_at: noon(),
                through: Through::Import,
                invitation: None,
                left_at: None,
                left_through: None,
                left_reason: String::new(),
                in_charge_from: None,
                in_charge_until: None,
            })
        })
        .expect("a membership");
}

#[track_caller]
fn done(outcome: &Outcome) {
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

#[track_caller]
fn refused_on(outcome: &Outcome, clause: &str) -> Remedy {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.findings[0].clause.as_str(), clause);
    refusal.remedy
}

#[test]
fn a_restriction_holds_is_told_to_the_second_and_is_lifted_with_a_reason() {
    let mut world = World::new();
    done(&world.act("user.restrict", "U-0003", level("restrict")));
    assert_eq!(standing(&world, "U-0003"), Standing::Restricted);
    assert_eq!(user(&world, "U-0003").sanction.and_then(|s| s.review_on), Some(day("2026-12-23")));
    assert_eq!(world.case("U-0003").pending_marks(), 1);
    world.as_second_admin();
    let Outcome::Conflict(conflict) = world.act("user.restrict", "U-0003", level("ban")) else { panic!() };
    assert!(conflict.sentence.get(Lang::Ja).contains("林 由紀さん"));
    done(&world.act("user.lift", "U-0003", Answers::default().because("確認が済んだ")));
    assert_eq!(standing(&world, "U-0003"), Standing::Active);
}

#[test]
fn changing_the_level_ends_the_open_sanction_and_opens_the_next() {
    let mut world = World::new();
    done(&world.act("user.restrict", "U-0003", level("restrict")));
    let first = user(&world, "U-0003").sanction.expect("a sanction").id;
    done(&world.act("user.change_level", "U-0003", level("ban")));
    let second = user(&world, "U-0003").sanction.expect("a sanction");
    assert_eq!(standing(&world, "U-0003"), Standing::Banned);
    assert_ne!(first, second.id);
    done(&world.act("user.lift", "U-0003", Answers::default().because("終了")));
    assert_eq!(user(&world, "U-0003").sanction, None, "the first one does not come back");
}

#[test]
fn a_sanction_without_a_reason_of_ten_characters_is_not_read() {
    let mut world = World::new();
    let short = level("restrict").because("短い理由");
    assert!(matches!(world.act("user.restrict", "U-0003", short), Outcome::Unreadable(_)));
}

#[test]
fn a_sanction_without_evidence_or_incident_is_not_read() {
    let mut world = World::new();
    let bare = || Answers::default().with("level", Answer::Choice("ban")).because(REASON);
    let Outcome::Unreadable(error) = world.act("user.restrict", "U-0003", bare()) else { panic!() };
    assert_eq!(error.field, Some("evidence"));
    done(&world.act("user.restrict", "U-0003", level("restrict")));
    let Outcome::Unreadable(error) = world.act("user.change_level", "U-0003", bare()) else { panic!() };
    assert_eq!(error.field, Some("evidence"));
}

#[test]
fn a_sanction_keeps_memberships_and_offers_their_removal_next() {
    let mut world = World::new();
    join(&mut world, 1, 3);
    let outcome = world.act("user.restrict", "U-0003", level("ban"));
    assert_eq!(user(&world, "U-0003").groups, 1, "nothing ends silently");
    let next = "remove the member in the memberships of U-0003";
    assert!(outcome.sentence().get(Lang::En).contains(next), "{outcome:?}");
    let alone = world.act("user.restrict", "U-0004", level("ban"));
    assert!(!alone.sentence().get(Lang::En).contains("membership"), "{alone:?}");
}

#[test]
fn a_ban_has_no_last_day() {
    let mut world = World::new();
    let answers = level("ban").with("until", Answer::Day(day("2026-12-31")));
    let Outcome::Unreadable(error) = world.act("user.restrict", "U-0003", answers) else { panic!() };
    assert_eq!(error.field, Some("until"));
}

#[test]
fn nobody_sanctions_themselves_or_the_last_active_admin() {
    let mut world = World::new();
    assert_eq!(refused_on(&world.act("user.restrict", "U-0001", level("ban")), "8-4"), Remedy::None);
    done(&world.act("user.restrict", "U-0002", level("ban")));
    // The second admin acts no more; the rule still stands for whoever might ask.
    world.as_second_admin();
    let restrict = crate::actions::table::find("user.restrict").expect("restrict");
    let verdict = restrict.judge(&world.case("U-0001"), &world.ctx);
    assert_eq!(verdict.blocks()[0].clause.as_str(), "7");
}

#[test]
fn the_last_admin_is_neither_dismissed_nor_released_but_replaced() {
    let mut world = World::new();
    done(&world.act("user.dismiss", "U-0002", Answers::default().because("異動")));
    for action in ["user.dismiss", "user.release"] {
        let outcome = world.act(action, "U-0001", Answers::default().because("異動"));
        refused_on(&outcome, "7");
        assert!(outcome.sentence().get(Lang::Ja).contains("第7条"), "{action}");
    }
    let by = Answers::default().with("by", Answer::Row(UserId(3).id())).because("退職");
    done(&world.act("user.replace_admin", "U-0001", by));
    assert!(user(&world, "U-0003").is_last_admin(world.ctx.today()));
    assert_eq!(user(&world, "U-0001").user.admin_since, None);
    for (id, marks) in [("U-0001", 1), ("U-0003", 1)] {
        let pending = world.reader().pending_marks(id.parse().expect("an id")).expect("a store");
        assert_eq!(pending, marks, "{id}: both rights change in MCS");
    }
}

#[test]
fn a_release_ends_memberships_and_voids_open_invitations_and_says_so_before() {
    let mut world = World::new();
    join(&mut world, 2, 3);
    let request = Request {
        action: table::find("user.release").expect("release"),
        target: UserId(3).id(),
        version: None,
        answers: Answers::default(),
    };
    let said = reach(&world.store, &world.ctx, &request).expect("a store");
    assert_eq!(said[0].get(Lang::En), "It reaches groups: 1 (patients: 1); open invitations: 2.");
    assert!(said[1].get(Lang::Ja).contains("鈴木 ハナ様"));
    done(&world.act("user.release", "U-0003", Answers::default().because("退職")));
    let case = user(&world, "U-0003");
    assert_eq!((case.groups, case.invitations), (0, 0));
    assert_eq!(standing(&world, "U-0003"), Standing::Released);
    refused_on(&world.act("user.restrict", "U-0003", level("ban")), "8-1");
}

#[test]
fn a_closed_account_voids_open_invitations_and_leaves_memberships_to_be_removed() {
    let mut world = World::new();
    join(&mut world, 1, 4);
    done(&world.act("user.close_account", "U-0004", Answers::default()));
    assert_eq!(standing(&world, "U-0004"), Standing::AccountClosed);
    let crate::domain::Case::Invitation(invitation) = world.case("I-0003") else { panic!() };
    assert_eq!(invitation.state(world.ctx.today()), crate::domain::InvitationState::Void);
    assert_eq!(user(&world, "U-0004").groups, 1);
    let due = crate::listings::today::due_today(&world.reader(), &world.ctx).expect("a store");
    assert!(due.iter().any(|due| due.id == "left_still_member"), "{due:?}");
}

#[test]
fn one_mail_address_per_person_however_it_is_written() {
    let mut world = World::new();
    for mail in ["user3@komae.example", "USER3@komae.example", "ｕｓｅｒ３＠ＫＯＭＡＥ．example"]
    {
        let outcome = world.act("user.register", "O-0001", named("田中 一", mail));
        refused_on(&outcome, "F2-4");
        assert!(outcome.sentence().get(Lang::Ja).contains("髙橋 美智子"), "{mail}");
    }
    let Outcome::Done(receipt) =
        world.act("user.register", "O-0001", named("田中 一", "tanaka@komae.example"))
    else {
        panic!()
    };
    assert_eq!(receipt.object, UserId(5).id());
    let edit = Answers::default().with("mail", Answer::Line("user3@komae.example".into()));
    refused_on(&world.act("user.edit", "U-0005", edit.clone()), "F2-4");
    done(&world.act("user.edit", "U-0003", edit));
}

#[test]
fn a_namesake_is_registered_with_a_reason() {
    let mut world = World::new();
    let outcome = world.act("user.register", "O-0001", named("高橋　美智子", "m@komae.example"));
    assert_eq!(refused_on(&outcome, "8-1"), Remedy::Reason);
    done(&world.act("user.register", "O-0001", named("高橋　美智子", "m@komae.example").because("別人")));
}

#[test]
fn editing_leaves_what_is_blank_as_it_was() {
    let mut world = World::new();
    done(&world.act(
        "user.edit",
        "U-0003",
        Answers::default().with("kana", Answer::Line("タカハシ ミチコ".into())),
    ));
    let case = user(&world, "U-0003");
    assert_eq!((case.user.name.as_str(), case.user.kana.as_str()), ("髙橋 美智子", "タカハシ ミチコ"));
}

#[test]
fn records_change_what_approving_finds() {
    let mut world = World::new();
    let signed = Answers::default().with("signed_on", Answer::Day(day("2026-11-20")));
    done(&world.act("user.record_pledge", "U-0004", signed));
    assert_eq!(user(&world, "U-0004").pledge.map(|p| p.signed_on), Some(day("2026-11-20")));
    let general = Answers::default().with("held_on", Answer::Day(day("2026-11-21")));
    done(&world.act("user.record_training", "U-0004", general.clone()));
    assert_eq!(user(&world, "U-0004").training.map(|t| t.held_on), Some(day("2026-05-10")));
    done(&world.act("user.record_training", "U-0004", general.with("covers_pledge", Answer::Yes)));
    assert_eq!(user(&world, "U-0004").training.map(|t| t.held_on), Some(day("2026-11-21")));
    done(&world.act("user.record_password", "U-0004", Answers::default()));
    assert_eq!(user(&world, "U-0004").user.password_changed_on, Some(day("2026-11-23")));
}

#[test]
fn another_offices_user_is_not_found() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::Admin);
    let outcome = world.act("user.restrict", "U-0003", level("ban"));
    assert_eq!(outcome, Outcome::NotFound(UserId(3).id()));
}

#[test]
fn a_leave_that_ends_before_it_begins_is_not_read() {
    let mut world = World::new();
    let from = Answers::default().with("from", Answer::Day(day("2026-11-01")));
    let outcome =
        world.act("user.leave", "U-0003", from.clone().with("until", Answer::Day(day("2026-10-31"))));
    assert!(matches!(outcome, Outcome::Unreadable(_)));
    done(&world.act("user.leave", "U-0003", from));
    assert!(user(&world, "U-0003").user.is_on_leave(world.ctx.today()));
}
