//! What is done to groups, end to end on a store in memory.

use crate::actions::{Answer, Answers, Outcome, Remedy, Request, reach, table, undo};
use crate::domain::case::{GroupCase, InvitationCase, OneCase};
use crate::domain::{
    Direction, GroupId, GroupState, InvitationState, MembershipId, OfficeId, PatientId, Through, UserId,
};
use crate::testing::{World, day};
use crate::text::Lang;

fn group(world: &World, id: &str) -> GroupCase {
    GroupCase::of(&world.case(id)).expect("a group").clone()
}

fn invitation(world: &World, id: &str) -> InvitationCase {
    InvitationCase::of(&world.case(id)).expect("an invitation").clone()
}

fn line(text: &str) -> Answer {
    Answer::Line(text.into())
}

fn ended(why: &'static str) -> Answers {
    Answers::default().with("end", Answer::Day(day("2026-11-20"))).with("why", Answer::Choice(why))
}

fn patient(name: &str) -> Answers {
    Answers::default().with("name", line(name))
}

/// U-0003 becomes a member of G-0001.
fn member(world: &mut World) {
    done(&world.act("invitation.approve", "I-0001", Answers::default()));
    done(&world.act("invitation.accept", "I-0001", Answers::default()));
}

fn said(world: &World, action: &str, id: &str) -> Vec<String> {
    let request = Request {
        action: table::find(action).expect("an action"),
        target: id.parse().expect("an id"),
        version: None,
        answers: Answers::default(),
    };
    let said = reach(&world.store, &world.ctx, &request).expect("a store");
    said.iter().map(|sentence| sentence.get(Lang::En).to_owned()).collect()
}

#[track_caller]
fn done(outcome: &Outcome) -> String {
    let Outcome::Done(receipt) = outcome else { panic!("{outcome:?}") };
    receipt.object.to_string()
}

#[track_caller]
fn refused_on(outcome: &Outcome, clause: &str) -> Remedy {
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.findings[0].clause.as_str(), clause);
    refusal.remedy
}

#[track_caller]
fn unreadable_at(outcome: &Outcome, field: &str) {
    let Outcome::Unreadable(error) = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.field, Some(field));
}

#[test]
fn archiving_says_what_ends_and_ends_it_and_restoring_brings_it_back() {
    let mut world = World::new();
    member(&mut world);
    assert_eq!(
        said(&world, "group.archive", "G-0001"),
        [
            "Invitations that become void: 2. I-0002 佐藤 明, I-0003 小林 誠",
            "Memberships that end: 1. 髙橋 美智子"
        ]
    );
    done(&world.act("group.memo", "G-0001", Answers::default().with("memo", line("確認済み"))));
    let last = &said(&world, "group.archive", "G-0001")[0];
    assert_eq!(last, "Last decision: 林 由紀 did \"Memo\" on G-0001 at 12:00 (entry 3).");
    done(&world.act("group.archive", "G-0001", ended("death")));
    let case = group(&world, "G-0001");
    assert_eq!((case.group.state, case.members, case.invitations), (GroupState::Archived, 0, 0));
    assert_eq!(invitation(&world, "I-0002").state(world.ctx.today()), InvitationState::Void);
    assert_eq!(
        said(&world, "group.restore", "G-0001"),
        ["Memberships that come back: 1 (the archive ended 1). 髙橋 美智子 U-0003"]
    );
    done(&world.act("group.restore", "G-0001", Answers::default().because("誤って保管した")));
    let case = group(&world, "G-0001");
    assert_eq!((case.group.state, case.members, case.group.ended_on), (GroupState::Active, 1, None));
    let back = world.reader().membership(GroupId(1), UserId(3)).expect("a store").expect("a membership");
    assert_eq!((back.id, back.through), (MembershipId(2), Through::Restore));
    assert!(back.invitation.is_some(), "with its old approval");
}

#[test]
fn restoring_leaves_out_members_where_asked_and_those_who_have_left() {
    let mut world = World::new();
    member(&mut world);
    done(&world.act("group.archive", "G-0001", ended("facility")));
    let none = Answers::default().with("members", Answer::Choice("none")).because("患者のみ");
    done(&world.act("group.restore", "G-0001", none));
    assert_eq!(group(&world, "G-0001").members, 0);

    let mut world = World::new();
    member(&mut world);
    done(&world.act("group.archive", "G-0001", ended("facility")));
    let without = |who: &str| Answers::default().with("without", line(who)).because("再開");
    unreadable_at(&world.act("group.restore", "G-0001", without("U-0002")), "without");
    done(&world.act("group.restore", "G-0001", without("U-0003")));
    assert_eq!(group(&world, "G-0001").members, 0);

    let mut world = World::new();
    member(&mut world);
    done(&world.act("group.archive", "G-0001", ended("facility")));
    done(&world.act("user.release", "U-0003", Answers::default().because("退職")));
    done(&world.act("group.restore", "G-0001", Answers::default().because("再開")));
    assert_eq!(group(&world, "G-0001").members, 0);
}

#[test]
fn an_archive_is_undone_whole() {
    let mut world = World::new();
    member(&mut world);
    let outcome = world.act("group.archive", "G-0001", ended("death"));
    let Outcome::Done(receipt) = outcome else { panic!() };
    done(&undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store"));
    let case = group(&world, "G-0001");
    assert_eq!((case.group.state, case.members, case.invitations), (GroupState::Active, 1, 2));
}

#[test]
fn other_needs_its_text() {
    let mut world = World::new();
    unreadable_at(&world.act("group.archive", "G-0001", ended("other")), "note");
    done(&world.act("group.archive", "G-0001", ended("other").with("note", line("契約変更"))));
}

#[test]
fn a_held_group_and_the_administrators_room_stay() {
    let mut world = World::new();
    done(&world.act("group.hold", "G-0001", Answers::default().because("開示請求のため")));
    refused_on(&world.act("group.archive", "G-0001", ended("death")), "N2-1");
    done(&world.act("group.lift_hold", "G-0001", Answers::default().because("完了")));
    let mut room = group(&world, "G-0002").group;
    room.admin_room = true;
    let scope = crate::actions::scope(&world.ctx);
    world.store.write(scope, world.ctx.today(), |tx| tx.save(&room)).expect("a room");
    refused_on(&world.act("group.archive", "G-0002", ended("purpose_ended")), "3-3");
}

#[test]
fn only_the_originating_office_archives() {
    let mut world = World::new();
    let mut theirs = group(&world, "G-0001").group;
    theirs.office = OfficeId(2);
    let scope = crate::actions::scope(&world.ctx);
    world.store.write(scope, world.ctx.today(), |tx| tx.save(&theirs)).expect("their group");
    refused_on(&world.act("group.archive", "G-0001", ended("death")), "5-1");
}

#[test]
fn a_group_is_made_for_a_new_patient_with_its_maker_as_first_member() {
    let mut world = World::new();
    let id =
        done(&world.act("group.create", "O-0001", patient("中村 サト").with("kana", line("なかむら さと"))));
    let case = group(&world, &id);
    assert_eq!((case.group.title.as_str(), case.members), ("中村 サト様", 1));
    assert_eq!(case.patient.map(|p| p.name).as_deref(), Some("中村 サト"));
}

#[test]
fn one_active_group_per_patient_and_an_archived_one_is_offered() {
    let mut world = World::new();
    let again = || Answers::default().with("patient", Answer::Row(PatientId(1).id()));
    refused_on(&world.act("group.create", "O-0001", again()), "N1-2");
    done(&world.act("group.archive", "G-0001", ended("hospital")));
    let outcome = world.act("group.create", "O-0001", again());
    assert_eq!(refused_on(&outcome, "N1-2"), Remedy::Reason);
    assert!(outcome.sentence().get(Lang::Ja).contains("group restore G-0001"));
    done(&world.act("group.create", "O-0001", again().because("別の連携で始めるため")));
    refused_on(&world.act("group.restore", "G-0001", Answers::default().because("再開")), "N1-2");
}

#[test]
fn patients_who_look_alike_want_a_reason() {
    let mut world = World::new();
    for name in ["山田　太郎", "山田太郎"] {
        let outcome = world.act("group.create", "O-0001", patient(name));
        assert_eq!(refused_on(&outcome, "N1-2"), Remedy::Reason, "{name}");
    }
    let born = |name: &str| {
        patient(name).with("born_on", Answer::Day(day("1940-03-02"))).with("kana", line("わたなべ はる"))
    };
    done(&world.act("group.create", "O-0001", born("渡邉 ハル")));
    refused_on(&world.act("group.create", "O-0001", born("渡辺 春")), "N1-2");
    let same = world.act("group.create", "O-0001", born("渡辺 ハル"));
    assert_eq!(refused_on(&same, "N1-2"), Remedy::None, "same name and birth date: the same patient");
}

#[test]
fn a_couple_in_one_group_wants_a_reason() {
    let mut world = World::new();
    let couple = patient("井上 茂").with("title", line("井上ご夫婦"));
    assert_eq!(refused_on(&world.act("group.create", "O-0001", couple), "N1-3"), Remedy::Reason);
}

#[test]
fn a_free_group_needs_a_title_and_no_consent() {
    let mut world = World::new();
    let free = || Answers::default().with("kind", Answer::Choice("free"));
    unreadable_at(&world.act("group.create", "O-0001", free()), "title");
    let id = done(&world.act("group.create", "O-0001", free().with("title", line("地域連携の会"))));
    done(&world.act("group.invite", &id, Answers::default().with("user", Answer::Row(UserId(3).id()))));
    refused_on(
        &world.act(
            "group.record_consent",
            &id,
            Answers::default().with("signed_on", Answer::Day(day("2026-11-01"))),
        ),
        "6-1",
    );
}

#[test]
fn nobody_is_invited_before_the_consent_unless_it_is_urgent() {
    let mut world = World::new();
    let user = || Answers::default().with("user", Answer::Row(UserId(2).id()));
    refused_on(&world.act("group.invite", "G-0002", user().because("急ぎ")), "6-1");
    done(&world.act("group.mark_urgent", "G-0002", Answers::default().because("意識障害で本人の同意が困難")));
    let id = done(&world.act("group.invite", "G-0002", user()));
    let case = invitation(&world, &id);
    assert_eq!(case.direction(OfficeId(1)), Direction::Inbound);
    assert_eq!(case.invitation.expires_on, day("2026-12-23"));
    assert_eq!(world.case(&id).pending_marks(), 1);
}

#[test]
fn nobody_is_invited_twice_or_as_a_member_or_under_a_sanction() {
    let mut world = World::new();
    let user = |n: i64| Answers::default().with("user", Answer::Row(UserId(n).id()));
    refused_on(&world.act("group.invite", "G-0001", user(3)), "5-2");
    member(&mut world);
    refused_on(&world.act("group.invite", "G-0001", user(3)), "5-2");
    let ban = Answers::default()
        .with("level", Answer::Choice("ban"))
        .with("evidence", line("操作記録"))
        .because("不正アクセスを確認したため");
    done(&world.act("user.restrict", "U-0002", ban));
    done(&world.act("invitation.withdraw", "I-0002", Answers::default().because("誤り")));
    refused_on(&world.act("group.invite", "G-0001", user(2)), "8-4");
}

#[test]
fn somebody_of_another_office_is_known_by_name_from_then_on() {
    let mut world = World::new();
    let them = || Answers::default().with("name", line("佐々木 明")).with("office", line("多摩中央病院"));
    unreadable_at(
        &world.act("group.invite", "G-0001", Answers::default().with("name", line("佐々木 明"))),
        "office",
    );
    let first = done(&world.act("group.invite", "G-0001", them()));
    let case = invitation(&world, &first);
    assert_eq!(case.direction(OfficeId(1)), Direction::Outbound);
    refused_on(&world.act("group.invite", "G-0001", them()), "5-2");
    let ours = them().with("office", line("狛江訪問看護ステーション"));
    unreadable_at(&world.act("group.invite", "G-0001", ours), "office");
}

#[test]
fn inviting_from_the_list_of_invitations_is_the_same_act() {
    let mut world = World::new();
    let into = |group: i64| {
        Answers::default()
            .with("group", Answer::Row(GroupId(group).id()))
            .with("user", Answer::Row(UserId(1).id()))
    };
    refused_on(&world.act("invitation.create", "O-0001", into(2)), "6-1");
    let id = done(&world.act("invitation.create", "O-0001", into(1)));
    assert_eq!(invitation(&world, &id).invitation.group, GroupId(1));
}

#[test]
fn a_consent_after_the_first_sharing_wants_a_reason() {
    let mut world = World::new();
    let signed = |on: &str| Answers::default().with("signed_on", Answer::Day(day(on)));
    done(&world.act("group.withdraw_consent", "G-0001", Answers::default().because("書式の誤り")));
    assert_eq!(group(&world, "G-0001").consent, None);
    done(&world.act("group.record_consent", "G-0001", signed("2026-11-20")));
    member(&mut world);
    world.ctx.now += chrono::TimeDelta::days(2);
    assert_eq!(
        refused_on(&world.act("group.record_consent", "G-0001", signed("2026-11-25")), "6-1"),
        Remedy::Reason
    );
}

#[test]
fn a_deletion_is_guarded_by_the_archive_the_reason_and_the_title() {
    let mut world = World::new();
    let typed =
        |title: &str| Answers::default().with("title", line(title)).because("重複して作成したグループのため");
    refused_on(&world.act("group.delete", "G-0001", typed("山田 太郎様")), "5-1");
    done(&world.act("group.archive", "G-0001", ended("moved")));
    unreadable_at(&world.act("group.delete", "G-0001", typed("山田太郎")), "title");
    done(&world.act("group.delete", "G-0001", typed("山田 太郎様")));
    assert_eq!(group(&world, "G-0001").group.state, GroupState::Deleted);
}

#[test]
fn a_member_is_removed_and_the_mark_confirmed() {
    let mut world = World::new();
    member(&mut world);
    done(&world.act("membership.remove", "M-0001", Answers::default().because("担当変更")));
    assert_eq!(group(&world, "G-0001").members, 0);
    assert!(matches!(
        world.act("membership.remove", "M-0001", Answers::default().because("担当変更")),
        Outcome::Conflict(_)
    ));
    assert_eq!(world.case("M-0001").pending_marks(), 1);
    done(&world.act("membership.confirm_mcs", "M-0001", Answers::default()));
    assert_eq!(world.case("M-0001").pending_marks(), 0);
    done(&world.act("mirror.confirm", "R-0001", Answers::default()));
    assert!(matches!(world.act("mirror.confirm", "R-0001", Answers::default()), Outcome::Conflict(_)));
}
