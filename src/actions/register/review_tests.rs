//! Review campaigns: half finished and kept, signed off with the removals they list and no others, compared.

use crate::actions::{Answer, Answers, Outcome, Receipt, undo};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{
    Case, Context, Decided, GroupId, Membership, MembershipId, Record, ReviewId, Through, UserId,
};
use crate::listings::review::sheet;
use crate::listings::today::due_today;
use crate::testing::World;
use crate::text::Lang;

fn done(outcome: Outcome) -> Receipt {
    match outcome {
        Outcome::Done(receipt) => receipt,
        other => panic!("not done: {other:?}"),
    }
}

fn refused(outcome: Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Refused(refusal) => refusal.findings.iter().map(|finding| finding.rule).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn put_into_group(world: &mut World, number: i64, group: i64, user: i64) {
    let at = "2026-04-01T03:00:00.000Z".parse().expect("an instant");
    let between = (GroupId(group), UserId(user));
    let membership = Membership::begun(MembershipId(number), between, at, Through::Founding);
    let (scope, today) = (crate::actions::scope(&world.ctx), world.ctx.today());
    world
        .store
        .write::<_, crate::store::StoreError>(scope, today, |tx| tx.insert(&membership))
        .expect("a membership");
}

/// Three members in two groups, and a campaign.
fn campaign() -> World {
    let mut world = World::new();
    put_into_group(&mut world, 1, 1, 3);
    put_into_group(&mut world, 2, 1, 4);
    put_into_group(&mut world, 3, 2, 3);
    begin(&mut world, "令和8年秋");
    world
}

fn begin(world: &mut World, name: &str) -> String {
    let named = Answers::default().with("name", Answer::Line(name.into()));
    done(world.act("review.open", "O-0001", named)).object.to_string()
}

fn record(world: &World, id: &str) -> Record {
    RecordCase::of(&world.case(id)).expect("a record").record.clone()
}

fn is_present(world: &World, id: &str) -> bool {
    let Case::Membership(case) = world.case(id) else { panic!("a membership") };
    case.membership.left_at.is_none()
}

fn signing() -> Answers {
    Answers::default().because("秋の定期精査")
}

fn due(world: &World) -> Vec<&'static str> {
    let rows = due_today(&world.reader(), &world.ctx).expect("a store");
    rows.iter().filter(|due| due.id.starts_with("review")).map(|due| due.id).collect()
}

#[test]
fn signing_off_removes_whom_the_campaign_lists_and_nobody_else_and_one_undo_takes_it_back() {
    let mut world = campaign();
    done(world.act("membership.review_keep", "M-0001", Answers::default()));
    done(world.act("membership.review_remove", "M-0002", Answers::default()));
    done(world.act("membership.review_unsure", "M-0003", Answers::default()));
    assert!(is_present(&world, "M-0002"), "nothing ends before the signature");
    let before = world.reader().rows_as_text().expect("a store");
    let receipt = done(world.act("review.sign_off", "W-0001", signing()));
    assert_eq!(["M-0001", "M-0002", "M-0003"].map(|id| is_present(&world, id)), [true, false, true]);
    let Case::Membership(left) = world.case("M-0002") else { panic!("a membership") };
    assert_eq!((left.pending_marks, left.membership.left_reason.as_str()), (1, "秋の定期精査"));
    let review = record(&world, "W-0001");
    let counts = ["kept", "removed", "unsure"].map(|fact| review.facts.text(fact).to_owned());
    assert_eq!((review.state.as_str(), counts), ("closed", ["1", "1", "1"].map(str::to_owned)));
    assert!(matches!(world.act("review.sign_off", "W-0001", signing()), Outcome::Conflict(_)));
    done(undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store"));
    assert_eq!(world.reader().rows_as_text().expect("a store"), before);
}

#[test]
fn a_campaign_half_finished_is_kept_and_signed_off_only_with_a_reason_for_the_rest() {
    let mut world = campaign();
    done(world.act("membership.review_remove", "M-0002", Answers::default()));
    done(world.act("membership.review_keep", "M-0002", Answers::default()));
    assert_eq!(due(&world), ["review_open"]);
    assert_eq!(
        refused(world.act(
            "review.open",
            "O-0001",
            Answers::default().with("name", Answer::Line("次".into()))
        )),
        ["review_open"]
    );
    let decisions = world.reader().decisions_of(ReviewId(1)).expect("a store");
    assert_eq!(decisions, [(MembershipId(2), Decided::Keep)].into(), "the last word counts");
    let receipt = done(world.act("review.sign_off", "W-0001", signing()));
    assert!(is_present(&world, "M-0002"));
    let entry =
        crate::store::ledger::entry(&world.reader(), receipt.entry).expect("a store").expect("an entry");
    assert_eq!(entry.clauses, "N1-4", "what was passed over is cited");
    assert_eq!(due(&world), [] as [&str; 0]);
}

#[test]
fn without_a_campaign_nothing_is_decided_and_nobody_is_reviewed_in_another_office_s_group() {
    let mut world = World::new();
    put_into_group(&mut world, 1, 1, 3);
    assert_eq!(
        refused(world.act("membership.review_keep", "M-0001", Answers::default())),
        ["review_under_way"]
    );
    assert_eq!(due(&world), ["review_due"], "somebody has been in for more than six months");
}

#[test]
fn the_next_campaign_tells_what_was_decided_and_what_has_changed() {
    let mut world = campaign();
    for (id, verb) in [("M-0001", "keep"), ("M-0002", "remove"), ("M-0003", "unsure")] {
        done(world.act(&format!("membership.review_{verb}"), id, Answers::default()));
    }
    done(world.act("review.sign_off", "W-0001", signing()));
    put_into_group(&mut world, 4, 2, 4);
    let id = begin(&mut world, "令和9年春");
    let Case::Record(case) = world.case(&id) else { panic!("a record") };
    let ctx: Context = world.ctx.clone();
    let sheet = sheet(&world.reader(), &ctx, &case).expect("a store");
    let json = sheet.json();
    assert_eq!((json["last"].as_str(), json["gone"].as_u64()), (Some("W-0001"), Some(1)));
    let members = json["members"].as_array().expect("members");
    let told: Vec<(&str, Option<&str>, bool)> = members
        .iter()
        .map(|m| (m["membership"].as_str().expect("an id"), m["last"].as_str(), m["new"] == true))
        .collect();
    let mut told = told;
    told.sort();
    assert_eq!(
        told,
        [("M-0001", Some("keep"), false), ("M-0003", Some("unsure"), false), ("M-0004", None, true)]
    );
    let text = sheet.text(Lang::Ja);
    assert!(text.contains("新しい参加 1件、終わった参加 1件") && text.contains("未判断 3"), "{text}");
}

#[test]
fn a_decision_is_taken_back_for_itself_until_the_campaign_is_signed() {
    let mut world = campaign();
    let first = done(world.act("membership.review_keep", "M-0001", Answers::default())).entry;
    done(world.act("membership.review_remove", "M-0002", Answers::default()));
    done(undo::perform(&mut world.store, &world.ctx, first).expect("a store"));
    let decisions = world.reader().decisions_of(ReviewId(1)).expect("a store");
    assert_eq!(decisions, [(MembershipId(2), Decided::Remove)].into(), "the other one stands");
    let again = done(world.act("membership.review_unsure", "M-0001", Answers::default())).entry;
    done(world.act("review.sign_off", "W-0001", signing()));
    let late = undo::perform(&mut world.store, &world.ctx, again).expect("a store");
    assert_eq!(refused(late), ["undo"], "it was signed over");
    let Case::Membership(kept) = world.case("M-0001") else { panic!("a membership") };
    assert_eq!(kept.last_review.map(|(_, said)| said).as_deref(), Some("unsure"));
}

#[test]
fn a_campaign_that_has_decided_is_not_taken_back_from_under_its_decisions() {
    let mut world = World::new();
    put_into_group(&mut world, 1, 1, 3);
    let named = Answers::default().with("name", Answer::Line("秋".into()));
    let begun = done(world.act("review.open", "O-0001", named)).entry;
    let decision = done(world.act("membership.review_keep", "M-0001", Answers::default())).entry;
    let undo =
        |world: &mut World, entry| undo::perform(&mut world.store, &world.ctx, entry).expect("a store");
    assert_eq!(refused(undo(&mut world, begun)), ["undo"]);
    done(undo(&mut world, decision));
    done(undo(&mut world, begun));
}
