//! Incidents from the report to the closing, the emergency ban, and what they amount to in today's list.

use crate::actions::{Answer, Answers, Outcome, undo};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Membership, MembershipId, Record, Standing, Through, UserId};
use crate::listings::incident::report;
use crate::listings::today::due_today;
use crate::testing::{World, day};
use crate::text::Lang;

fn line(text: &str) -> Answer {
    Answer::Line(text.into())
}

fn record(world: &World, id: &str) -> Record {
    RecordCase::of(&world.case(id)).expect("a record").record.clone()
}

fn done(outcome: Outcome) -> crate::actions::Receipt {
    match outcome {
        Outcome::Done(receipt) => receipt,
        other => panic!("not done: {other:?}"),
    }
}

/// The clauses or rules by which it was refused.
fn refused(outcome: Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Refused(refusal) => refusal.findings.iter().map(|finding| finding.rule).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// The kinds due about `id`, by today's list.
fn due(world: &World, id: &str) -> Vec<&'static str> {
    let rows = due_today(&world.reader(), &world.ctx).expect("a store");
    let mut ids: Vec<&str> =
        rows.iter().filter(|due| due.target.to_string() == id).map(|due| due.id).collect();
    ids.sort_unstable();
    ids
}

fn put_into_group(world: &mut World, number: i64, group: i64, user: i64, joined: &str, left: Option<&str>) {
    let instant = |text: &str| format!("{text}T03:00:00.000Z").parse().expect("an instant");
    let between = (crate::domain::GroupId(group), UserId(user));
    let begun = Membership::begun(MembershipId(number), between, instant(joined), Through::Founding);
    let membership =
        Membership { left_at: left.map(instant), left_through: left.map(|_| Through::Removal), ..begun };
    let scope = crate::actions::scope(&world.ctx);
    let today = world.ctx.today();
    world
        .store
        .write::<_, crate::store::StoreError>(scope, today, |tx| tx.insert(&membership))
        .expect("a membership");
}

fn lost_phone(world: &mut World) -> Outcome {
    let answers = Answers::default()
        .with("kind", Answer::Choice("loss"))
        .with("summary", line("訪問の帰りに電車に端末を忘れた"))
        .with("personal_data", Answer::Choice("suspected"))
        .with("on", Answer::Day(day("2026-11-20")))
        .with("found_at", line("２１：４０"))
        .with("reported_on", Answer::Day(day("2026-11-21")))
        .with("user", Answer::Row("U-0003".parse().expect("an id")));
    world.act("incident.open", "O-0001", answers)
}

#[test]
fn an_incident_goes_from_the_report_to_its_closing_and_nothing_is_skipped() {
    let mut world = World::new();
    let id = done(lost_phone(&mut world)).object.to_string();
    assert_eq!(id, "X-0001");
    let opened = record(&world, &id);
    assert_eq!((opened.state.as_str(), opened.facts.text("found_at")), ("open", "21:40"));
    assert_eq!(opened.due_on, Some(day("2026-11-22")));
    assert_eq!(due(&world, &id), ["incident_answer", "incident_persons", "incident_preliminary"]);
    let prevention = || Answers::default().with("prevention", line("端末の紐付けと鞄の点検"));
    assert_eq!(
        refused(world.act("incident.close", &id, prevention())),
        ["incident_answered", "incident_preliminary", "incident_final", "incident_told"]
    );
    done(world.act(
        "incident.instruct",
        &id,
        Answers::default().with("instruction", line("回線を止め、警察へ届出")),
    ));
    assert_eq!(record(&world, &id).due_on, Some(day("2026-11-23")));
    done(world.act(
        "incident.record_preliminary",
        &id,
        Answers::default().with("preliminary_to", line("個人情報保護委員会 受付 123")),
    ));
    assert_eq!(record(&world, &id).due_on, Some(day("2026-12-20")));
    assert_eq!(due(&world, &id), ["incident_final", "incident_persons"]);
    done(world.act("incident.tell_persons", &id, Answers::default().with("told_how", line("電話と書面"))));
    assert_eq!(record(&world, &id).state, "preliminary");
    done(world.act("incident.record_final", &id, Answers::default()));
    assert_eq!(record(&world, &id).state, "told");
    assert_eq!(due(&world, &id), ["incident_close"]);
    done(world.act("incident.close", &id, prevention()));
    let closed = record(&world, &id);
    assert_eq!((closed.state.as_str(), closed.is_open, closed.due_on), ("closed", false, None));
    assert_eq!(due(&world, &id), [] as [&str; 0]);
    done(world.act("incident.reopen", &id, Answers::default().because("新しい申出があったため")));
    assert_eq!(record(&world, &id).state, "told");
}

#[test]
fn only_strongly_encrypted_data_may_be_decided_to_need_no_report() {
    let mut world = World::new();
    let id = done(lost_phone(&mut world)).object.to_string();
    let decided = || {
        Answers::default()
            .with("exempt_by", line("狛江 院長"))
            .because("端末全体を暗号化しており鍵は別のため")
    };
    assert_eq!(refused(world.act("incident.exempt", &id, decided())), ["incident_encrypted"]);
    done(world.act("incident.edit", &id, Answers::default().with("encrypted", Answer::Choice("yes"))));
    assert!(due(&world, &id).contains(&"incident_preliminary"), "said, not decided");
    done(world.act("incident.exempt", &id, decided()));
    assert_eq!(due(&world, &id), ["incident_answer"]);
    let sent = Answers::default().with("preliminary_to", line("委員会"));
    assert_eq!(refused(world.act("incident.record_preliminary", &id, sent)), ["incident_reportable"]);
}

#[test]
fn what_it_concerns_follows_from_the_memberships_of_its_time() {
    let mut world = World::new();
    put_into_group(&mut world, 1, 1, 3, "2026-04-01", None);
    put_into_group(&mut world, 2, 2, 3, "2026-11-22", None);
    put_into_group(&mut world, 3, 2, 4, "2026-04-01", Some("2026-11-19"));
    let id = done(lost_phone(&mut world)).object.to_string();
    let Case::Record(case) = world.case(&id) else { panic!("a record") };
    let drafted = report(&world.reader(), &world.ctx, *case).expect("a store");
    let titles: Vec<&str> = drafted.concerned.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles, ["山田 太郎様"], "who joined after it was found could not be seen");
    assert_eq!(drafted.points.len(), 9);
    let text = drafted.text(Lang::Ja);
    assert!(text.contains("患者 1名") && text.contains("2026-11-23〜2026-11-25まで"), "{text}");
    let json = drafted.json();
    assert_eq!(json["final_until"], "2026-12-20");
    assert_eq!(json["patients"], 1);
    done(world.act("incident.edit", &id, Answers::default().with("users", line("U-0004"))));
    let Case::Record(case) = world.case(&id) else { panic!("a record") };
    let drafted = report(&world.reader(), &world.ctx, *case).expect("a store");
    assert_eq!(drafted.concerned.patients(), 1, "who left before is not concerned");
    done(world.act(
        "incident.edit",
        &id,
        Answers::default().with("since_on", Answer::Day(day("2026-11-18"))),
    ));
    let Case::Record(case) = world.case(&id) else { panic!("a record") };
    assert_eq!(report(&world.reader(), &world.ctx, *case).expect("a store").concerned.patients(), 2);
}

#[test]
fn other_offices_that_are_concerned_are_told_before_it_is_closed() {
    let mut world = World::new();
    let theirs = crate::domain::User {
        office: crate::domain::OfficeId(2),
        ..crate::testing::user(7, "中村 薫", "なかむら かおる", crate::domain::Occupation::Physician)
    };
    let (scope, today) = (crate::actions::scope(&world.ctx), world.ctx.today());
    world.store.write::<_, crate::store::StoreError>(scope, today, |tx| tx.insert(&theirs)).expect("a user");
    put_into_group(&mut world, 1, 1, 7, "2026-04-01", None);
    let open = Answers::default()
        .with("kind", Answer::Choice("wrong_patient"))
        .with("summary", line("別の患者の写真を書き込んだ"))
        .with("personal_data", Answer::Choice("no"))
        .with("groups", line("G-0001"));
    let id = done(world.act("incident.open", "O-0001", open)).object.to_string();
    done(world.act("incident.instruct", &id, Answers::default().with("instruction", line("削除して報告"))));
    let prevention = || Answers::default().with("prevention", line("書込み前の確認"));
    assert_eq!(refused(world.act("incident.close", &id, prevention())), ["incident_offices_told"]);
    done(world.act(
        "incident.tell_offices",
        &id,
        Answers::default().with("offices_told", line("多摩中央病院")),
    ));
    done(world.act("incident.close", &id, prevention()));
}

#[test]
fn a_row_that_is_not_the_office_s_is_not_linked_and_a_time_must_be_one() {
    let mut world = World::new();
    let open = |field: &'static str, text: &str| {
        Answers::default()
            .with("kind", Answer::Choice("other"))
            .with("summary", line("調査中"))
            .with(field, line(text))
    };
    assert!(matches!(world.act("incident.open", "O-0001", open("users", "U-9999")), Outcome::NotFound(_)));
    assert!(matches!(world.act("incident.open", "O-0001", open("users", "G-0001")), Outcome::Unreadable(_)));
    assert!(matches!(
        world.act("incident.open", "O-0001", open("found_at", "夜9時")),
        Outcome::Unreadable(_)
    ));
    done(world.act("incident.open", "O-0001", open("users", "U-0003、U-0004")));
    assert_eq!(record(&world, "X-0001").facts.text("users"), "U-0003 U-0004");
}

#[test]
fn an_emergency_ban_is_one_act_and_one_undo() {
    let mut world = World::new();
    put_into_group(&mut world, 1, 1, 3, "2026-04-01", None);
    let before = world.reader().rows_as_text().expect("a store");
    let receipt = done(world.act(
        "user.emergency_ban",
        "U-0003",
        Answers::default().with("kind", Answer::Choice("misuse")),
    ));
    assert_eq!(receipt.object.to_string(), "U-0003");
    assert!(receipt.next.get(Lang::Ja).contains("X-0001"), "{:?}", receipt.next);
    let Case::User(user) = world.case("U-0003") else { panic!("a user") };
    assert_eq!((user.standing(world.ctx.today()), user.pending_marks), (Standing::Banned, 1));
    let sanction = user.sanction.clone().expect("a sanction");
    assert_eq!(sanction.evidence, "X-0001");
    assert!(sanction.reason.chars().count() >= 10);
    let incident = record(&world, "X-0001");
    assert_eq!(incident.facts.text("personal_data"), "suspected");
    assert_eq!((incident.facts.text("found_at"), incident.user), ("12:00", Some(UserId(3))));
    assert_eq!(incident.due_on, Some(day("2026-11-24")));
    assert!(matches!(
        world.act("user.emergency_ban", "U-0003", Answers::default().with("kind", Answer::Choice("loss"))),
        Outcome::Conflict(_)
    ));
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    done(undone);
    assert_eq!(world.reader().rows_as_text().expect("a store"), before);
}

#[test]
fn a_lost_device_stops_its_holder_and_names_the_line_to_stop() {
    let mut world = World::new();
    let phone = Answers::default()
        .with("ownership", Answer::Choice("lent"))
        .with("model", line("スマートフォン 3号"))
        .with("user", Answer::Row("U-0003".parse().expect("an id")))
        .with("carrier", line("0120-000-113"));
    let device = done(world.act("device.add", "O-0001", phone)).object.to_string();
    let before = world.reader().rows_as_text().expect("a store");
    let receipt = done(world.act("device.emergency_ban", &device, Answers::default()));
    assert!(receipt.next.get(Lang::Ja).contains("0120-000-113"), "{:?}", receipt.next);
    assert_eq!(record(&world, &device).state, "lost");
    let incident = record(&world, "X-0002");
    assert_eq!((incident.facts.text("kind"), incident.facts.text("devices")), ("loss", device.as_str()));
    let Case::User(user) = world.case("U-0003") else { panic!("a user") };
    assert_eq!(user.standing(world.ctx.today()), Standing::Banned);
    done(undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store"));
    assert_eq!(world.reader().rows_as_text().expect("a store"), before);
}

#[test]
fn nobody_bans_themselves_by_their_own_lost_device() {
    let mut world = World::new();
    let phone = Answers::default()
        .with("ownership", Answer::Choice("lent"))
        .with("model", line("管理用"))
        .with("user", Answer::Row("U-0001".parse().expect("an id")));
    let device = done(world.act("device.add", "O-0001", phone)).object.to_string();
    world.ctx.assurance = crate::domain::Assurance::SignedIn;
    assert_eq!(refused(world.act("device.emergency_ban", &device, Answers::default())), ["device_of_admin"]);
    world.ctx.assurance = crate::domain::Assurance::JustProved;
    assert_eq!(refused(world.act("device.emergency_ban", &device, Answers::default())), ["oneself"]);
    assert_eq!(record(&world, &device).state, "in_use");
}

#[test]
fn a_sanction_may_cite_an_incident_and_only_one_that_exists() {
    let mut world = World::new();
    lost_phone(&mut world);
    let restrict = |evidence: &str| {
        Answers::default()
            .with("level", Answer::Choice("restrict"))
            .with("evidence", line(evidence))
            .because("紛失の報告が遅れたため教育まで")
    };
    assert!(matches!(world.act("user.restrict", "U-0003", restrict("X-0009")), Outcome::NotFound(_)));
    done(world.act("user.restrict", "U-0003", restrict("X-0001")));
}

#[test]
fn the_emergency_sheet_says_what_is_entered_and_what_is_not() {
    let mut world = World::new();
    let city = Answers::default()
        .with("kind", Answer::Choice("city"))
        .with("name", line("福祉保健部"))
        .with("phone", line("03-0000-1111"));
    done(world.act("contact.add", "O-0001", city));
    let sheet = crate::listings::contacts::contacts(&world.reader()).expect("a store");
    let text = sheet.text(Lang::Ja);
    assert!(text.contains("03-0000-1111 福祉保健部"), "{text}");
    assert!(text.contains("MCSの提供会社\n  （未登録"), "{text}");
    assert_eq!(sheet.json()[0]["phone"], "03-0000-1111");
    done(world.act("contact.end", "V-0001", Answers::default()));
    assert!(
        !crate::listings::contacts::contacts(&world.reader())
            .expect("a store")
            .text(Lang::Ja)
            .contains("1111")
    );
}
