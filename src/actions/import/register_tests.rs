//! Lists of the registers: past years come in as they ended, and what is on record is led on by its actions alone.

use super::tests::{import, rows, taken};
use super::*;
use crate::domain::Record;
use crate::testing::World;

fn records(world: &World, noun: Noun) -> Vec<Record> {
    world.reader().all_records(noun).expect("a store")
}

fn states(world: &World, noun: Noun) -> Vec<String> {
    let mut records = records(world, noun);
    records.sort_by_key(|record| record.id.number);
    records.into_iter().map(|record| record.state).collect()
}

/// A take-out of this content, and what else the row says.
fn take_out<'a>(what: &'a str, said: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let base =
        [("what", what), ("medium", "紙"), ("purpose", "会議"), ("from", "R8.11.2"), ("due", "2026-11-05")];
    base.into_iter().chain(said.iter().copied()).collect()
}

#[test]
fn past_take_outs_come_in_as_they_ended_with_who_decided_and_without_that_to_be_decided() {
    let decided = [("decided_on", "2026-11-01"), ("decided_by", "院長")];
    let list = [
        take_out("予定表", &[("name", "小林 誠")]),
        take_out("名簿", &[&decided[..], &[("returned_on", "2026/11/05")]].concat()),
        take_out("写真", &[&decided[..], &[("state", "不承認"), ("name", "U-0003")]].concat()),
        take_out("計画書", &[("state", "承認済")]),
        take_out("議事録", &decided),
        take_out("資料", &[("state", "承認待ち"), ("returned_on", "2026-11-05")]),
        take_out("予定表", &[]),
    ];
    let list = rows(&list.each_ref().map(Vec::as_slice));
    taken(Noun::TakeOut, &list, 3, &["decided", "decided", "state", "twice"]);
    let mut world = World::new();
    import(&mut world, Noun::TakeOut, &list);
    assert_eq!(states(&world, Noun::TakeOut), ["requested", "returned", "rejected"]);
    let back = &records(&world, Noun::TakeOut);
    let rejected = back.iter().find(|record| record.state == "rejected").expect("a record");
    assert_eq!(rejected.user.map(|user| user.to_string()).as_deref(), Some("U-0003"), "by id");
    assert!(!rejected.is_open && rejected.facts.text("decided_by") == "院長");
}

#[test]
fn a_list_corrects_what_is_on_record_and_leads_it_nowhere() {
    let mut world = World::new();
    import(&mut world, Noun::TakeOut, &rows(&[take_out("名簿", &[]).as_slice()]));
    let decided = [("state", "承認済"), ("decided_on", "2026-11-01"), ("decided_by", "院長")];
    let more = [&decided[..], &[("destination", "市役所")]].concat();
    let imported = import(&mut world, Noun::TakeOut, &rows(&[take_out("名簿", &more).as_slice()]));
    let Imported::Told(Outcome::Done(_), report) = imported else { panic!("it is corrected: {imported:?}") };
    assert_eq!((report.changed, report.rows[0].findings[0].rule), (1, "steps"));
    let record = &records(&world, Noun::TakeOut)[0];
    assert_eq!((record.state.as_str(), record.facts.text("decided_by")), ("requested", ""));
    assert_eq!(record.facts.text("destination"), "市役所");
}

#[test]
fn an_incident_comes_in_closed_only_where_it_could_be_closed_here() {
    let told: &[(&str, &str)] = &[("on", "2026-10-01"), ("kind", "紛失"), ("personal_data", "該当なし")];
    let row = |said: &[(&'static str, &'static str)]| [told, said].concat();
    let answered: &[(&str, &str)] = &[("instruction", "回線停止"), ("instructed_on", "2026-10-01")];
    let list = [
        row(&[("summary", "端末"), ("found_at", "２１：４０")]),
        row(&[&[("summary", "鍵"), ("state", "終結"), ("prevention", "手順")], answered].concat()),
        row(&[("summary", "書類"), ("state", "終結")]),
        row(&[("summary", "名札"), ("users", "U-0003 U-9999")]),
        row(&[("summary", "手帳"), ("preliminary_on", "2026-10-02")]),
    ];
    let list = rows(&list.each_ref().map(Vec::as_slice));
    taken(Noun::Incident, &list, 2, &["incident_answered", "prevention", "ids", "incident_reportable"]);
    let mut world = World::new();
    import(&mut world, Noun::Incident, &list);
    assert_eq!(states(&world, Noun::Incident), ["open", "closed"]);
    assert_eq!(records(&world, Noun::Incident).iter().filter(|record| record.due_on.is_some()).count(), 1);
}

#[test]
fn a_request_names_its_patient_and_is_decided_only_as_it_could_be_here() {
    let told: &[(&str, &str)] = &[("on", "2026-10-01"), ("requester", "長女"), ("relation", "家族")];
    let row = |said: &[(&'static str, &'static str)]| [told, said].concat();
    let list = [
        row(&[("kind", "開示"), ("group", "鈴木 ハナ様")]),
        row(&[("kind", "訂正・追加・削除")]),
        row(&[
            ("kind", "消去"),
            ("group", "鈴木 ハナ様"),
            ("decision", "応じない"),
            ("decided_on", "2026-10-02"),
        ]),
    ];
    let list = rows(&list.each_ref().map(Vec::as_slice));
    taken(Noun::Request, &list, 1, &["patient", "request_identified", "explanation"]);
    let mut world = World::new();
    import(&mut world, Noun::Request, &list);
    assert!(records(&world, Noun::Request)[0].patient.is_some(), "the group's");
}

#[test]
fn of_rules_of_one_parameter_the_latest_holds_in_whatever_order_they_come() {
    let rule = |on: &'static str, value: &'static str| {
        [("on", on), ("parameter", "first_answer_days"), ("value", value), ("decided_by", "運営会議")]
    };
    let ended = [&rule("2024-04-01", "3")[..], &[("replaced_on", "2025-04-01")]].concat();
    let both = rows(&[&rule("2025-04-01", "2"), &ended, &rule("2025-06-01", "4"), &rule("2026-05-01", "x")]);
    taken(Noun::Rule, &both, 2, &["one_at_a_time", "value"]);
    let mut world = World::new();
    import(&mut world, Noun::Rule, &both);
    import(&mut world, Noun::Rule, &rows(&[&rule("2026-04-01", "1")]));
    import(&mut world, Noun::Rule, &rows(&[&rule("2023-04-01", "5")]));
    let records = records(&world, Noun::Rule);
    let told = |value: &str| {
        let record = records.iter().find(|record| record.facts.text("value") == value).expect("a rule");
        (record.state.clone(), record.facts.text("replaced_on").to_owned())
    };
    assert_eq!(told("1"), ("in_force".into(), String::new()));
    assert_eq!(told("2"), ("replaced".into(), "2026-04-01".into()));
    assert_eq!(told("3"), ("replaced".into(), "2025-04-01".into()), "as it says");
    assert_eq!(told("5"), ("replaced".into(), "2026-04-01".into()), "older than what holds");
}

#[test]
fn reviews_attestations_handlers_guidelines_and_contacts_are_taken_in_once() {
    let reviews: &[&[(&str, &str)]] = &[
        &[("on", "2026-03-01"), ("name", "上期"), ("signed_on", "2026-03-20"), ("signed_by", "院長")],
        &[("on", "2026-09-01"), ("name", "下期")],
    ];
    taken(Noun::Review, &rows(reviews), 1, &["signed_on"]);
    let attested: &[&[(&str, &str)]] = &[
        &[("on", "2026-03-01"), ("clause", "第11条(3)"), ("answer", "はい")],
        &[("on", "2026-03-01"), ("clause", "11-4"), ("answer", "いいえ"), ("state", "はい")],
        &[("on", "2026-03-01"), ("clause", "99"), ("answer", "はい")],
    ];
    taken(Noun::Attestation, &rows(attested), 1, &["state", "clause"]);
    let handlers: &[&[(&str, &str)]] = &[
        &[
            ("on", "2024-04-01"),
            ("department", "管理部"),
            ("name", "前任"),
            ("contact", "1"),
            ("replaced_on", "2026-04-01"),
        ],
        &[("on", "2026-04-01"), ("department", "管理部"), ("name", "後任"), ("contact", "2")],
        &[("on", "2026-04-01"), ("department", "管理部"), ("name", "無名"), ("contact", "")],
    ];
    taken(Noun::Handler, &rows(handlers), 2, &["missing"]);
    let versions: &[&[(&str, &str)]] = &[
        &[("document", "安全管理ガイドライン"), ("edition", "6.0"), ("on", "2023-05-01")],
        &[("document", "個人情報ガイダンス"), ("edition", "2024"), ("read_on", "2026-11-01")],
    ];
    taken(Noun::Guideline, &rows(versions), 1, &["user"]);
    let contacts: &[&[(&str, &str)]] = &[
        &[("kind", "警察"), ("name", "警察署"), ("phone", "110"), ("state", "有効")],
        &[("kind", "親戚"), ("name", "叔父"), ("phone", "1")],
    ];
    taken(Noun::Contact, &rows(contacts), 1, &["choice"]);
}
