//! Take-outs, rules, handlers, guidelines and devices: what the checks find, and the act that repairs it, end to end.

use crate::actions::{Answer, Answers, Outcome, in_force};
use crate::domain::Record;
use crate::domain::case::{OneCase, RecordCase};
use crate::listings::checks::CHECKS;
use crate::regulation::clause::Gap;
use crate::testing::{World, day};

fn line(text: &str) -> Answer {
    Answer::Line(text.into())
}

fn on(text: &str) -> Answer {
    Answer::Day(day(text))
}

fn user(id: &str) -> Answer {
    Answer::Row(id.parse().expect("an id"))
}

fn done(world: &mut World, action: &str, id: &str, answers: Answers) -> String {
    match world.act(action, id, answers) {
        Outcome::Done(receipt) => receipt.object.to_string(),
        other => panic!("{action} on {id}: {other:?}"),
    }
}

fn record(world: &World, id: &str) -> Record {
    RecordCase::of(&world.case(id)).expect("a record").record.clone()
}

/// The rows a check finds now, under the office's rules as they are now.
fn found(world: &World, check: &str) -> Vec<String> {
    let check = CHECKS.iter().copied().flatten().find(|c| c.id == check).expect("a check");
    let reader = world.reader();
    let ctx = in_force(&reader, &world.ctx).expect("a context");
    check.rows(&reader, &ctx).expect("rows").into_iter().map(|due| due.target.to_string()).collect()
}

/// The check finds this row, and no longer once the act it names is done.
fn repaired(world: &mut World, check: &str, row: &str, on: &str, answers: Answers) {
    assert!(found(world, check).contains(&row.to_owned()), "{check} finds {row}");
    let action = CHECKS.iter().copied().flatten().find(|c| c.id == check).expect("a check").action;
    done(world, action, on, answers);
    assert!(!found(world, check).contains(&row.to_owned()), "{check} after {action}");
}

fn take_out(world: &mut World, from: &str, until: &str) -> Outcome {
    let answers = Answers::default()
        .with("what", line("訪問記録 9月分"))
        .with("medium", line("USBメモリ"))
        .with("purpose", line("担当者会議"))
        .with("from", on(from))
        .with("due", on(until))
        .with("user", user("U-0003"));
    world.act("takeout.request", "O-0001", answers)
}

fn taken_out(world: &mut World, from: &str, until: &str) -> String {
    match take_out(world, from, until) {
        Outcome::Done(receipt) => receipt.object.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_take_out_is_approved_before_it_begins_and_brought_back() {
    let mut world = World::new();
    let id = taken_out(&mut world, "2026-11-25", "2026-11-30");
    assert_eq!(found(&world, "takeout_to_decide"), [id.as_str()]);
    assert_eq!(found(&world, "takeout_unapproved"), [""; 0]);
    done(&mut world, "takeout.approve", &id, Answers::default());
    let approved = record(&world, &id);
    assert_eq!((approved.state.as_str(), approved.facts.text("decided_by")), ("approved", "林 由紀"));
    assert!(found(&world, "takeout_to_decide").is_empty() && found(&world, "takeout_late").is_empty());
    done(&mut world, "takeout.record_return", &id, Answers::default());
    assert!(!record(&world, &id).is_open);
}

#[test]
fn approving_after_the_start_takes_a_reason_and_stays_a_finding() {
    let mut world = World::new();
    let id = taken_out(&mut world, "2026-11-20", "2026-11-30");
    assert_eq!(found(&world, "takeout_unapproved"), [id.as_str()]);
    let Outcome::Refused(refusal) = world.act("takeout.approve", &id, Answers::default()) else {
        panic!("not refused")
    };
    assert_eq!(refusal.findings.first().map(|f| f.clause.as_str()), Some("12-9"));
    repaired(&mut world, "takeout_unapproved", &id, &id, Answers::default().because("電話で了承済みのため"));
    repaired(&mut world, "takeout_late", &id, &id, Answers::default());
}

#[test]
fn rejecting_a_take_out_takes_a_reason() {
    let mut world = World::new();
    let id = taken_out(&mut world, "2026-11-25", "2026-11-30");
    assert!(matches!(world.act("takeout.reject", &id, Answers::default()), Outcome::Unreadable(_)));
    done(&mut world, "takeout.reject", &id, Answers::default().because("暗号化されていないため"));
    let rejected = record(&world, &id);
    assert_eq!((rejected.state.as_str(), rejected.facts.text("why")), ("rejected", "暗号化されていないため"));
}

#[test]
fn what_is_not_back_on_its_day_is_found() {
    let mut world = World::new();
    let id = taken_out(&mut world, "2026-11-23", "2026-11-23");
    done(&mut world, "takeout.approve", &id, Answers::default());
    world.ctx.now += chrono::TimeDelta::days(1);
    repaired(&mut world, "takeout_to_return", &id, &id, Answers::default());
}

#[test]
fn a_take_out_is_over_once_it_is_back_or_erased_and_keeps_the_days_that_were_given() {
    for (given, expected) in [
        (&[][..], ("2026-11-23", "")),
        (&["erased_on"], ("", "2026-11-21")),
        (&["returned_on"], ("2026-11-21", "")),
        (&["returned_on", "erased_on"], ("2026-11-21", "2026-11-21")),
    ] {
        let mut world = World::new();
        let id = taken_out(&mut world, "2026-11-23", "2026-11-23");
        done(&mut world, "takeout.approve", &id, Answers::default());
        let answers =
            given.iter().fold(Answers::default(), |answers, field| answers.with(field, on("2026-11-21")));
        repaired(&mut world, "takeout_to_return", &id, &id, answers);
        let over = record(&world, &id);
        assert_eq!((over.facts.text("returned_on"), over.facts.text("erased_on")), expected, "{given:?}");
        assert_eq!((over.state.as_str(), over.is_open), ("returned", false));
    }
}

#[test]
fn a_take_out_does_not_end_before_it_begins() {
    let mut world = World::new();
    let Outcome::Unreadable(error) = take_out(&mut world, "2026-11-25", "2026-11-24") else {
        panic!("not refused")
    };
    assert_eq!(error.field, Some("due"));
}

fn rule(parameter: &'static str, value: &str) -> Answers {
    Answers::default()
        .with("parameter", Answer::Choice(parameter))
        .with("value", line(value))
        .with("decided_by", line("院長"))
}

#[test]
fn a_rule_of_the_office_counts_at_once_and_the_next_one_replaces_it() {
    let mut world = World::new();
    // The trainings of the world are of 2026-05-10.
    assert!(found(&world, "training").is_empty());
    let first = done(&mut world, "rule.set", "O-0001", rule("training_months", "6か月"));
    assert_eq!(record(&world, &first).facts.text("value"), "6");
    assert_eq!(found(&world, "training").len(), 4, "the check follows the rule");
    let second = done(&mut world, "rule.set", "O-0001", rule("training_months", "12"));
    assert!(found(&world, "training").is_empty());
    let old = record(&world, &first);
    assert_eq!((old.state.as_str(), old.facts.text("replaced_on")), ("replaced", "2026-11-23"));
    done(&mut world, "rule.repeal", &second, Answers::default().because("規程どおりに戻すため"));
    let settings = world.reader().settings(world.ctx.settings.mirror).expect("settings");
    assert_eq!(settings, crate::domain::Settings::default());
}

#[test]
fn no_rule_switches_a_duty_off() {
    let mut world = World::new();
    for (parameter, value) in [
        ("training_months", "1200"),
        ("archive_days", "0"),
        ("pledge_before_approval", "off"),
        ("mcs_password_profile", "なし"),
    ] {
        let Outcome::Unreadable(error) = world.act("rule.set", "O-0001", rule(parameter, value)) else {
            panic!("{parameter} {value}")
        };
        assert_eq!(error.field, Some("value"), "{parameter}");
    }
}

#[test]
fn another_profile_for_passwords_needs_its_text() {
    let mut world = World::new();
    let bare = rule("mcs_password_profile", "length_13");
    let Outcome::Unreadable(error) = world.act("rule.set", "O-0001", bare.clone()) else { panic!("taken") };
    assert_eq!(error.field, Some("text"));
    done(&mut world, "rule.set", "O-0001", bare.with("text", line("13文字以上とし、定期変更は求めない")));
    world.ctx.now += chrono::TimeDelta::days(400);
    assert!(found(&world, "password_change").is_empty());
}

#[test]
fn an_office_may_ask_for_the_pledge_before_any_approval() {
    let mut world = World::new();
    done(&mut world, "rule.set", "O-0001", rule("pledge_before_approval", "block"));
    let because = Answers::default().because("採用の手続き中のため");
    let Outcome::Refused(refusal) = world.act("invitation.approve", "I-0003", because.clone()) else {
        panic!("not refused")
    };
    assert_eq!(refusal.findings.first().map(|f| f.rule), Some("pledge_first"));
    done(&mut world, "rule.set", "O-0001", rule("pledge_before_approval", "warn"));
    done(&mut world, "invitation.approve", "I-0003", because);
}

fn named(person: Option<&str>) -> Answers {
    let answers = Answers::default()
        .with("department", line("訪問看護部"))
        .with("name", line("佐藤 明"))
        .with("contact", line("03-0000-0000"));
    match person {
        Some(id) => answers.with("user", user(id)),
        None => answers,
    }
}

#[test]
fn an_office_has_one_handler_who_is_still_there() {
    let mut world = World::new();
    repaired(&mut world, "no_handler", "O-0001", "O-0001", named(Some("U-0004")));
    done(&mut world, "user.release", "U-0004", Answers::default().because("退職のため"));
    repaired(&mut world, "handler_left", "O-0001", "O-0001", named(Some("U-0002")));
    let handlers = world.reader().open_records_of(crate::domain::Noun::Handler).expect("handlers");
    assert_eq!(handlers.len(), 1);
    let Outcome::Unreadable(error) = world.act("handler.name", "O-0001", named(Some("U-0004"))) else {
        panic!("somebody who left is named")
    };
    assert_eq!(error.field, Some("user"));
}

#[test]
fn a_newer_version_of_a_guideline_is_to_be_read_again() {
    let mut world = World::new();
    let version = |text: &str| {
        Answers::default().with("document", Answer::Choice("safety")).with("edition", line(text))
    };
    let reading = || Answers::default().with("user", user("U-0001"));
    let old = done(&mut world, "guideline.enter", "O-0001", version("6.0"));
    repaired(&mut world, "safety_guideline", &old, &old, reading());
    let new = done(&mut world, "guideline.enter", "O-0001", version("6.1"));
    assert_eq!(record(&world, &old).state, "superseded");
    repaired(&mut world, "safety_guideline", &new, &new, reading());
}

fn device(world: &mut World, ownership: &'static str, holder: &str) -> String {
    let answers = Answers::default()
        .with("ownership", Answer::Choice(ownership))
        .with("model", line("iPad 第9世代 DMPX1234"))
        .with("user", user(holder));
    done(world, "device.add", "O-0001", answers)
}

#[test]
fn a_personal_device_needs_the_heads_permit() {
    let mut world = World::new();
    let lent = device(&mut world, "lent", "U-0003");
    let own = device(&mut world, "personal", "U-0003");
    assert!(!found(&world, "device_no_permit").contains(&lent));
    let check = CHECKS.iter().copied().flatten().find(|c| c.id == "device_no_permit").expect("a check");
    assert_eq!(
        check.gap(check.clause.clause().strength),
        Gap::Open,
        "the stronger of the two clauses is shown"
    );
    let permit = Answers::default().with("permit_on", on("2026-11-20")).with("permit_by", line("院長"));
    repaired(&mut world, "device_no_permit", &own, &own, permit);
}

#[test]
fn a_device_is_checked_every_year_and_its_boot_password_changed_every_three_months() {
    let mut world = World::new();
    let id = device(&mut world, "lent", "U-0003");
    let walk = |day: &str| Answers::default().with("checked_on", on(day)).with("boot_password_on", on(day));
    repaired(&mut world, "device_check", &id, &id, walk("2026-11-23"));
    assert!(found(&world, "boot_password").is_empty());
    world.ctx.now += chrono::TimeDelta::days(100);
    assert!(found(&world, "device_check").is_empty());
    repaired(&mut world, "boot_password", &id, &id, walk("2027-03-03"));
    done(&mut world, "rule.set", "O-0001", rule("device_check_months", "1"));
    world.ctx.now += chrono::TimeDelta::days(40);
    repaired(&mut world, "device_check", &id, &id, walk("2027-04-12"));
}

#[test]
fn old_virus_definitions_are_found_at_the_walk() {
    let mut world = World::new();
    let id = device(&mut world, "lent", "U-0003");
    let walk = |definitions: &str| {
        let seen = Answers::default().with("checked_on", on("2026-11-20")).with("antivirus", line("標準"));
        seen.with("definitions_on", on(definitions))
    };
    done(&mut world, "device.check", &id, walk("2026-10-01"));
    repaired(&mut world, "antivirus", &id, &id, walk("2026-11-19"));
}

#[test]
fn a_leavers_device_is_given_back_and_erased() {
    let mut world = World::new();
    let id = device(&mut world, "lent", "U-0004");
    let own = device(&mut world, "personal", "U-0004");
    assert!(found(&world, "device_of_leaver").is_empty());
    done(&mut world, "user.release", "U-0004", Answers::default().because("退職のため"));
    world.ctx.now += chrono::TimeDelta::days(8);
    repaired(&mut world, "device_of_leaver", &id, &id, Answers::default());
    repaired(&mut world, "device_not_erased", &own, &own, Answers::default());
}

#[test]
fn a_lost_device_without_an_incident_is_found() {
    let mut world = World::new();
    let id = device(&mut world, "lent", "U-0003");
    done(&mut world, "device.record_loss", &id, Answers::default());
    repaired(&mut world, "device_lost", &id, &id, Answers::default());
}

fn pledge() -> Answers {
    Answers::default().with("signed_on", on("2026-11-20"))
}

#[test]
fn the_form_has_all_content_and_its_ticks_are_confirmed() {
    let mut world = World::new();
    done(&mut world, "user.record_pledge", "U-0003", pledge());
    assert!(found(&world, "pledge_content").is_empty());
    repaired(&mut world, "pledge_blank", "U-0003", "U-0003", pledge().with("filled_in", Answer::Yes));
    let newest = RecordCase::of(&world.case("F-0005")).expect("a pledge").record.clone();
    assert_eq!((newest.facts.text("content"), newest.facts.text("kind")), ("1 2 3 4 5", "signed"));
}

#[test]
fn an_earlier_paper_without_an_item_is_only_to_be_thought_about() {
    let mut world = World::new();
    let waiver =
        |content: &str| pledge().with("kind", Answer::Choice("waiver")).with("content", line(content));
    done(&mut world, "user.record_pledge", "U-0003", waiver("1,3-5"));
    for (check, clause, is_found) in [
        ("pledge_content", "9-3", true),
        ("pledge_law", "9-3-1", false),
        ("pledge_devices", "9-3-2", true),
        ("pledge_purpose", "9-3-3", false),
        ("pledge_privacy", "9-3-4", false),
        ("pledge_afterwards", "9-3-5", false),
    ] {
        let literal = CHECKS.iter().copied().flatten().find(|c| c.id == check).expect("a check");
        assert_eq!(
            (literal.clause.as_str(), literal.gap(literal.clause.clause().strength)),
            (clause, Gap::Review)
        );
        assert_eq!(!found(&world, check).is_empty(), is_found, "{check}");
    }
    repaired(&mut world, "pledge_devices", "U-0003", "U-0003", waiver("1-5"));
    for content in ["", "2-5", "1,2,4,5", "1-3,5", "1-4"] {
        done(&mut world, "user.record_pledge", "U-0003", waiver(content));
    }
    repaired(&mut world, "pledge_afterwards", "U-0003", "U-0003", waiver("1-5"));
}

#[test]
fn every_missing_item_is_found_under_its_own_clause() {
    for (check, content) in [
        ("pledge_law", "2-5"),
        ("pledge_devices", "1,3-5"),
        ("pledge_purpose", "1,2,4,5"),
        ("pledge_privacy", "1-3,5"),
        ("pledge_afterwards", "1-4"),
    ] {
        let mut world = World::new();
        let waiver =
            |content: &str| pledge().with("kind", Answer::Choice("waiver")).with("content", line(content));
        done(&mut world, "user.record_pledge", "U-0004", waiver(content));
        repaired(&mut world, check, "U-0004", "U-0004", waiver("1-5"));
    }
}

fn consent() -> Answers {
    Answers::default().with("signed_on", on("2026-11-20")).with("signers", line("本人"))
}

fn whole() -> Answers {
    let copies = consent().with("items", line("1-4、7")).with("in_charge", line("佐藤"));
    copies.with("handed_over_on", on("2026-11-20"))
}

#[test]
fn a_consent_names_what_is_shared_and_who_has_signed() {
    let mut world = World::new();
    done(&mut world, "group.record_consent", "G-0002", consent());
    assert_eq!(found(&world, "consent_hand"), ["G-0002"]);
    repaired(&mut world, "consent_items", "G-0002", "G-0002", whole());
    assert!(found(&world, "consent_hand").is_empty());
    done(&mut world, "group.record_consent", "G-0002", whole().with("signers", line("")));
    repaired(&mut world, "consent_hand", "G-0002", "G-0002", whole());
    let newest = RecordCase::of(&world.case("D-0005")).expect("a consent").record.clone();
    assert_eq!((newest.facts.text("items"), newest.group.map(|id| id.0)), ("1 2 3 4 7", Some(2)));
}

#[test]
fn item_ten_says_what_else_and_a_waiver_covers_electronic_sharing() {
    let mut world = World::new();
    let mut at = |answers: Answers| match world.act("group.record_consent", "G-0002", answers) {
        Outcome::Unreadable(error) => error.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(whole().with("items", line("1,10"))), Some("items_other"));
    assert_eq!(at(whole().with("items", line("1-11"))), Some("items"));
    assert_eq!(at(whole().with("kind", Answer::Choice("waiver"))), Some("covers_electronic"));
    let waiver = whole().with("kind", Answer::Choice("waiver")).with("covers_electronic", Answer::Yes);
    done(&mut world, "group.record_consent", "G-0002", waiver);
}

#[test]
fn an_undo_of_the_newer_paper_brings_the_older_ones_gap_back() {
    let mut world = World::new();
    done(&mut world, "group.record_consent", "G-0002", consent());
    let Outcome::Done(receipt) = world.act("group.record_consent", "G-0002", whole()) else { panic!() };
    assert!(found(&world, "consent_items").is_empty());
    crate::actions::undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert_eq!(found(&world, "consent_items"), ["G-0002"]);
}

#[test]
fn a_training_of_several_is_listed_for_each() {
    let mut world = World::new();
    let held = || {
        Answers::default()
            .with("held_on", on("2026-11-20"))
            .with("topic", line("誓約書の内容"))
            .with("covers_pledge", Answer::Yes)
            .with("materials", line("留意事項の冊子"))
    };
    done(&mut world, "user.record_training", "U-0003", held());
    done(&mut world, "user.record_training", "U-0004", held());
    let listing = crate::listings::of(crate::domain::Noun::Training).expect("a listing");
    let ask = crate::store::Ask::default();
    let page = (listing.page)(&world.reader(), &ask, &crate::store::Window::First, 99).expect("a page");
    assert_eq!(page.rows.len(), 6);
    let last = (listing.json)(&page.rows.first().expect("the newest first").1, &world.ctx);
    assert_eq!((last["user"].as_str(), last["materials"].as_str()), (Some("U-0004"), Some("留意事項の冊子")));
    assert_eq!(last["covers_pledge"].as_str(), Some("yes"));
}
