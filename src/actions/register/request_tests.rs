//! Requests from the receipt to the notice, and the erasure with its emptied before-images.

use crate::actions::{Answer, Answers, Outcome, Receipt, undo};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Noun, Record};
use crate::listings::today::due_today;
use crate::regulation::register::REQUEST;
use crate::store::{Former, SavedView, Way, ledger};
use crate::testing::{World, day};

fn line(text: &str) -> Answer {
    Answer::Line(text.into())
}

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

fn at_field(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Unreadable(error) => error.field,
        other => panic!("not at a field: {other:?}"),
    }
}

fn record(world: &World, id: &str) -> Record {
    RecordCase::of(&world.case(id)).expect("a record").record.clone()
}

fn due(world: &World) -> Vec<(String, &'static str)> {
    let rows = due_today(&world.reader(), &world.ctx).expect("a store");
    rows.into_iter()
        .filter(|due| due.id.starts_with("request"))
        .map(|due| (due.target.to_string(), due.id))
        .collect()
}

fn receive(world: &mut World, kind: &'static str) -> String {
    let answers = Answers::default()
        .with("patient", Answer::Row("P-0001".parse().expect("an id")))
        .with("kind", Answer::Choice(kind))
        .with("requester", line("山田 花子"))
        .with("relation", Answer::Choice("family"));
    done(world.act("request.receive", "O-0001", answers)).object.to_string()
}

fn identify(world: &mut World, id: &str) {
    done(world.act("request.identify", id, Answers::default().with("identity", line("運転免許証と戸籍"))));
}

fn decision(word: &'static str) -> Answers {
    Answers::default().with("decision", Answer::Choice(word)).with("decided_by", line("狛江 院長"))
}

#[test]
fn there_is_no_box_for_the_requester_s_reason() {
    let actions = crate::actions::table::of(Noun::Request);
    let fields =
        actions.flat_map(|action| action.fields.iter()).chain(REQUEST.facts.iter().map(|fact| &fact.field));
    for field in fields {
        assert!(!field.id.contains("reason") && !field.id.contains("why"), "{}", field.id);
        assert!(!field.label.ja.contains("請求の理由"), "{}", field.id);
    }
    let asked = crate::actions::table::of(Noun::Request).filter(|action| action.reason_min().is_some());
    assert_eq!(
        asked.map(|action| action.id).collect::<Vec<_>>(),
        ["request.erase"],
        "the office's own reason"
    );
}

#[test]
fn a_request_is_identified_decided_and_notified_and_a_refusal_explains_itself() {
    let mut world = World::new();
    let id = receive(&mut world, "disclosure");
    assert_eq!(due(&world), [(id.clone(), "request_decision")]);
    assert_eq!(refused(world.act("request.decide", &id, decision("granted"))), ["request_identified"]);
    identify(&mut world, &id);
    assert_eq!(at_field(world.act("request.decide", &id, decision("refused"))), Some("explanation"));
    let explained = decision("partly").with("explanation", line("第三者の情報を含む部分を除きます"));
    done(world.act("request.decide", &id, explained));
    assert_eq!(due(&world), [(id.clone(), "request_notice")]);
    done(world.act("request.notify", &id, Answers::default().with("method", line("写しを手渡し"))));
    let closed = record(&world, &id);
    assert_eq!((closed.state.as_str(), closed.is_open), ("notified", false));
    assert_eq!(closed.facts.day("notified_on"), Some(world.ctx.today()));
    assert_eq!(due(&world), []);
}

#[test]
fn a_granted_stop_of_use_proposes_the_archive_until_the_group_is_away() {
    let mut world = World::new();
    let id = receive(&mut world, "stop_use");
    identify(&mut world, &id);
    done(world.act("request.decide", &id, decision("granted")));
    assert_eq!(due(&world), [(id.clone(), "request_notice"), ("G-0001".to_owned(), "request_groups")]);
    let end = Answers::default()
        .with("end", Answer::Day(world.ctx.today()))
        .with("why", Answer::Choice("consent_withdrawn"));
    done(world.act("group.archive", "G-0001", end));
    assert_eq!(due(&world), [(id, "request_notice")]);
}

#[test]
fn erasure_asks_for_the_legal_retention_and_no_archive_counts_for_it() {
    let mut world = World::new();
    let id = receive(&mut world, "erasure");
    identify(&mut world, &id);
    assert_eq!(at_field(world.act("request.decide", &id, decision("granted"))), Some("retention"));
    let kept = decision("granted")
        .with("retention", line("診療録5年"))
        .with("retention_until", Answer::Day(day("2031-03-31")));
    assert_eq!(at_field(world.act("request.decide", &id, kept)), Some("retention_until"));
    let ended = decision("granted")
        .with("retention", line("診療録5年、経過済み"))
        .with("retention_until", Answer::Day(day("2026-03-31")));
    done(world.act("request.decide", &id, ended));
    let erase =
        |name: &str| Answers::default().with("name", line(name)).because("法定の保存期間が過ぎたため");
    assert_eq!(at_field(world.act("request.erase", &id, erase("鈴木 ハナ"))), Some("name"));
    assert_eq!(refused(world.act("request.erase", &id, erase("山田 太郎"))), ["request_group_deleted"]);
    let end = Answers::default()
        .with("end", Answer::Day(world.ctx.today()))
        .with("why", Answer::Choice("consent_withdrawn"));
    done(world.act("group.archive", "G-0001", end));
    assert_eq!(refused(world.act("request.erase", &id, erase("山田 太郎"))), ["request_group_deleted"]);
    assert!(due(&world).contains(&("G-0001".to_owned(), "request_delete")), "{:?}", due(&world));
    let delete = Answers::default().with("title", line("山田 太郎様")).because("消去の請求に応じるため");
    let deleted = done(world.act("group.delete", "G-0001", delete));
    assert!(due(&world).contains(&(id.clone(), "request_erasure")), "{:?}", due(&world));
    somebody_has_typed_the_name(&mut world);
    assert!(!world.reader().forgotten().expect("a store").tells("山田太郎"), "nothing was erased yet");
    let erased = done(world.act("request.erase", &id, erase("山田 太郎")));
    assert!(!due(&world).iter().any(|(_, kind)| *kind == "request_erasure"));
    no_name_is_left(&world);
    no_open_console_writes_it_back(&mut world);
    let reader = world.reader();
    assert_eq!(
        ledger::verify(&reader).expect("a store").first_bad,
        None,
        "hashes stay, and the chain with them"
    );
    let touches = ledger::touches(&reader, deleted.entry).expect("a store");
    assert!(touches.iter().all(|touch| touch.before.is_none() && !touch.before_digest.is_empty()));
    for entry in [erased.entry, deleted.entry] {
        let undone = undo::perform(&mut world.store, &world.ctx, entry).expect("a store");
        assert!(matches!(undone, Outcome::Refused(_)), "{undone:?}");
    }
    assert_eq!(refused(world.act("request.erase", &id, erase("（消去済）"))), ["request_erased"]);
}

/// What a console that was open during the erasure would write back does not have the name, however it is written.
fn no_open_console_writes_it_back(world: &mut World) {
    let noted = |world: &World| world.reader().forgotten().expect("a store");
    let forgotten = noted(world);
    for told in ["山田太郎", "やまだ　たろう様", "ヤマダ タロウさんの件"] {
        assert!(forgotten.tells(told), "{told}");
    }
    for other in ["山田", "山田 花子", "鈴木", ""] {
        assert!(!forgotten.tells(other), "{other}");
    }
    let body =
        r#"{"version":1,"lists":[{"noun":"group","filter":"山田太郎"},{"noun":"user","filter":"鈴木"}]}"#;
    let left = String::from_utf8(forgotten.out_of(body.as_bytes()).expect("JSON")).expect("words");
    assert!(!left.contains("山田") && left.contains("鈴木"), "{left}");
    let noted_names = world.store.texts("SELECT digest FROM forgotten_names").concat();
    assert!(!noted_names.contains("山田") && !noted_names.contains("タロウ"), "no name stands there");
    let now = world.ctx.now;
    world.ctx.now += chrono::TimeDelta::days(3);
    assert!(!noted(world).tells("山田太郎"), "no session lasts that long");
    world.ctx.now = now;
}

/// A form left half-filled, a filter and a saved view, of another operator.
fn somebody_has_typed_the_name(world: &mut World) {
    let body = r#"{"version":1,"lists":[{"noun":"group","filter":"山田太郎","of":["G-0001","山田 太郎様"]}],
        "drafts":[{"action":"group.memo","targets":["G-0001"],"texts":[["memo","鍵は長女の家"]]}]}"#;
    world.store.keep_workspace("U-0002", b"unreadable", Former::Replaced).expect("a store");
    world.store.keep_workspace("U-0002", body.as_bytes(), Former::SetAside).expect("a store");
    let view = |name: &str, filter: &str| SavedView {
        noun: Noun::Group,
        name: name.to_owned(),
        filter: filter.to_owned(),
        sort: String::new(),
        way: Way::Forward,
    };
    world.store.save_view("U-0002", &view("気になる人", "やまだ たろう")).expect("a store");
    world.store.save_view("U-0002", &view("鈴木", "鈴木")).expect("a store");
}

/// Neither a row nor a before-image nor a workspace tells the patient's name any more.
fn no_name_is_left(world: &World) {
    let Case::Record(case) = world.case("Q-0001") else { panic!("a record") };
    assert_eq!(case.patient_name, "（消去済）");
    let rows = world.reader().rows_as_text().expect("a store");
    assert!(!rows.contains("山田 太郎") && !rows.contains("ヤマダ"), "a row tells it");
    let images = world.store.texts("SELECT coalesce(before, '') FROM ledger_images");
    assert!(images.iter().all(|image| !image.contains("山田 太郎")), "a before-image tells it");
    let left =
        world.store.texts("SELECT CAST(body AS TEXT) || coalesce(aside, '-') FROM workspaces").concat();
    assert!(left.contains("version") && !left.contains("山田") && !left.contains("長女"), "{left}");
    let views = world.store.texts("SELECT name FROM saved_views");
    assert_eq!(views, ["鈴木"]);
}
