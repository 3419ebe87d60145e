//! Imports on a store in memory, from rows made by hand.

use super::*;
use crate::actions::undo;
use crate::domain::{Case, Occupation, User};
use crate::testing::World;

pub(super) fn rows(list: &[&[(&'static str, &str)]]) -> Vec<ReadRow> {
    let row = |(place, pairs): (usize, &&[(&'static str, &str)])| ReadRow {
        number: u32::try_from(place).expect("a small list") + 2,
        fields: Ok(pairs.iter().map(|(k, v)| (*k, (*v).to_owned())).collect()),
    };
    list.iter().enumerate().map(row).collect()
}

pub(super) fn import(world: &mut World, noun: Noun, list: &[ReadRow]) -> Imported {
    let facts = &FileFacts { file: "staff.csv".into(), sha256: "00".into() };
    let go = &mut |_| Go::On;
    perform(&mut world.store, &world.ctx, noun, &mut list.iter().cloned().map(Ok), facts, go)
        .expect("a store")
}

fn known(world: &World, mail: &str) -> Option<User> {
    let (mail, _) = crate::domain::mail::MailAddress::parse(mail).expect("an address");
    world.reader().user_by_mailbox(&mail).expect("a store")
}

fn staff() -> Vec<ReadRow> {
    rows(&[
        &[
            ("name", "邊見 靖"),
            ("kana", "へんみ やすし"),
            ("occupation", "看護師"),
            ("mail", "henmi@komae.example"),
        ],
        &[("name", "神 福子"), ("occupation", "看護師"), ("mail", "Henmi@komae.example")],
        &[
            ("name", "葛󠄀城 めぐみ"),
            ("occupation", "作業療法士"),
            ("mail", "ｋａｔｓｕｒａｇｉ＠komae.example"),
        ],
    ])
}

#[test]
fn an_import_is_one_entry_and_one_undo_and_names_arrive_as_they_stand() {
    let mut world = World::new();
    let head = ledger::head_number(&world.reader()).expect("a ledger");
    let Imported::Told(Outcome::Done(receipt), report) = import(&mut world, Noun::User, &staff()) else {
        panic!()
    };
    assert_eq!((receipt.entry, report.new, report.not_taken), (head + 1, 2, 1));
    let user = known(&world, "katsuragi@komae.example").expect("the user");
    assert_eq!(user.name, "葛󠄀城 めぐみ");
    undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert_eq!(known(&world, "katsuragi@komae.example"), None);
}

/// Two patients of one name, each with a group of one title.
#[test]
fn groups_of_one_title_are_told_apart_by_the_patients_birth_date() {
    let mut world = World::new();
    let group =
        |born: &'static str| [("patient", "田中 一郎"), ("title", "田中 一郎様"), ("birth_date", born)];
    let list = [group("1940-01-02"), group("1951-03-04")];
    import(&mut world, Noun::Group, &rows(&[&list[0], &list[1]]));
    let groups = world.reader().groups_by_title("田中 一郎様").expect("a store");
    assert_eq!(groups.len(), 2);
    let member = |born: &'static str| {
        [("group", "田中 一郎様"), ("birth_date", born), ("name", "髙橋 美智子"), ("joined_on", "2026-11-01")]
    };
    let members = [member("1951-03-04"), member(""), member("1960-01-01")];
    let members = rows(&[&members[0], &members[1], &members[2]]);
    let Imported::Told(_, report) = import(&mut world, Noun::Membership, &members) else { panic!() };
    assert_eq!((report.new, report.not_taken), (1, 2), "{report:?}");
    let taken: Vec<usize> =
        groups.iter().map(|group| world.reader().members_of(group.id).expect("a store").len()).collect();
    assert_eq!(taken, [0, 1], "the one born in 1951");
    let consent = [
        ("group", "田中 一郎様"),
        ("birth_date", "1940-01-02"),
        ("signed_on", "2026-10-01"),
        ("signers", "本人"),
    ];
    let Imported::Told(_, report) = import(&mut world, Noun::Consent, &rows(&[&consent])) else { panic!() };
    assert_eq!((report.new, report.not_taken), (1, 0), "{report:?}");
    let Some(Case::Group(case)) = world.reader().case(groups[0].id.id()).expect("a store") else { panic!() };
    assert!(case.consent.is_some(), "and not the other's");
}

/// Two patients of one name, of whom no birth date is known, each with a group of one title.
fn twins() -> (World, [String; 2]) {
    let mut world = World::new();
    let list = [
        [("patient", "田中 一郎"), ("title", "田中 一郎様"), ("birth_date", "1940-01-02")],
        [("patient", "田中 一郎"), ("title", "田中 一郎様"), ("birth_date", "1951-03-04")],
    ];
    import(&mut world, Noun::Group, &rows(&[&list[0], &list[1]]));
    world.store.run("UPDATE patients SET born_on = NULL WHERE name = '田中 一郎'");
    let groups = world.reader().groups_by_title("田中 一郎様").expect("a store");
    let ids = groups.iter().map(|group| group.id.to_string()).collect::<Vec<_>>();
    (world, ids.try_into().expect("two groups"))
}

#[test]
fn what_else_cannot_be_told_apart_is_decided_by_the_number_of_the_register_and_by_nothing_where_there_is_none()
 {
    let (mut world, [first, second]) = twins();
    let member = |number| {
        [("group", "田中 一郎様"), ("group_id", number), ("name", "髙橋 美智子"), ("joined_on", "2026-11-01")]
    };
    let members = [member(second.as_str()), member(""), member("G-9999")];
    let members = rows(&[&members[0], &members[1], &members[2]]);
    let Imported::Told(_, report) = import(&mut world, Noun::Membership, &members) else { panic!() };
    assert_eq!((report.new, report.not_taken), (1, 2), "{report:?}");
    assert!(report.rows.iter().any(|row| row.findings.iter().any(|f| f.rule == "by_number")), "{report:?}");
    let ended = |number| {
        [("patient", "田中 一郎"), ("title", "田中 一郎様"), ("id", number), ("ended_on", "2026-11-01")]
    };
    let Imported::Nothing(report) = import(&mut world, Noun::Group, &rows(&[&ended("")])) else { panic!() };
    let why = report.rows[0].reason();
    assert!(why.get(Lang::Ja).contains(&format!("{first} {second} のどれか分かりません")), "{why:?}");
    let list = rows(&[&ended(second.as_str())]);
    let Imported::Told(_, report) = import(&mut world, Noun::Group, &list) else { panic!() };
    assert_eq!((report.changed, report.not_taken), (1, 0), "{report:?}");
    let groups = world.reader().groups_by_title("田中 一郎様").expect("a store");
    let ends = groups.iter().map(|group| group.ended_on.is_some()).collect::<Vec<_>>();
    let held = groups.iter().map(|group| world.reader().members_of(group.id).expect("a store").len());
    assert_eq!((ends, held.collect::<Vec<_>>()), (vec![false, true], vec![0, 1]));
}

#[test]
fn the_same_list_again_writes_nothing() {
    let mut world = World::new();
    import(&mut world, Noun::User, &staff());
    let head = ledger::head_number(&world.reader()).expect("a ledger");
    let Imported::Nothing(report) = import(&mut world, Noun::User, &staff()) else { panic!() };
    assert_eq!((report.same, report.not_taken), (2, 1));
    assert_eq!(ledger::head_number(&world.reader()).expect("a ledger"), head);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let mut world = World::new();
    let many: Vec<ReadRow> = (0..600)
        .map(|n| {
            let (name, mail) = (format!("試験 {n}"), format!("t{n}@komae.example"));
            ReadRow { number: n, fields: Ok([("name", name), ("mail", mail)].into_iter().collect()) }
        })
        .collect();
    let facts = &FileFacts::default();
    let stop = &mut |done| if done >= 512 { Go::Stop } else { Go::On };
    let ended = perform(&mut world.store, &world.ctx, Noun::User, &mut many.into_iter().map(Ok), facts, stop)
        .expect("a store");
    assert!(matches!(ended, Imported::Cancelled));
    assert_eq!(known(&world, "t1@komae.example"), None);
}

#[test]
fn the_same_patient_twice_and_a_couple_are_found() {
    let mut world = World::new();
    let list = rows(&[
        &[
            ("kind", "患者"),
            ("patient", "斎藤 一郎"),
            ("kana", "サイトウ イチロウ"),
            ("birth_date", "1941-02-10"),
            ("title", "斎藤 一郎様"),
        ],
        &[
            ("kind", "患者"),
            ("patient", "斉藤 一郎"),
            ("kana", "サイトウ イチロウ"),
            ("birth_date", "1941/2/10"),
            ("title", "斉藤一郎様（訪看）"),
        ],
        &[
            ("kind", "患者"),
            ("patient", "永田 進・永田 和子"),
            ("kana", "ナガタ ススム"),
            ("title", "永田様ご夫婦"),
        ],
    ]);
    let Imported::Told(_, report) = import(&mut world, Noun::Group, &list) else { panic!() };
    let found: Vec<(Change, Vec<&str>)> = report
        .rows
        .iter()
        .map(|r| (r.change, r.findings.iter().map(|f| f.clause.as_str()).collect()))
        .collect();
    assert_eq!(found, [(Change::New, vec![]), (Change::NotTaken, vec!["N1-2"]), (Change::New, vec!["N1-3"])]);
}

#[test]
fn invitations_to_nobody_and_into_nothing_are_named() {
    let mut world = World::new();
    let list = rows(&[
        &[
            ("group", "山田 太郎様"),
            ("invitee", "user4@komae.example"),
            ("inviter", "佐々木 明"),
            ("office", "多摩中央病院"),
            ("invited_on", "R8.11.21"),
        ],
        &[("group", "存在しない様"), ("invitee", "user4@komae.example")],
        &[("group", "鈴木 ハナ様"), ("invitee", "nobody@nowhere.example")],
    ]);
    let Imported::Nothing(report) = import(&mut world, Noun::Invitation, &list) else { panic!() };
    let rules: Vec<Option<&str>> = report.rows.iter().map(|r| r.findings.first().map(|f| f.rule)).collect();
    // The first one is in the register already, open: the world's I-0003.
    assert_eq!(rules, [None, Some("no_group"), Some("no_invitee")]);
    assert_eq!((report.same, report.not_taken), (1, 2));
}

#[test]
fn a_person_without_an_address_is_the_one_on_the_roster_and_not_a_second_one() {
    let mut world = World::new();
    let founder =
        User { mail: String::new(), ..crate::testing::user(9, "髙﨑 浜子", "", Occupation::Other) };
    world.store.write(scope(&world.ctx), world.ctx.today(), |tx| tx.insert(&founder)).expect("a store");
    let list = rows(&[
        &[
            ("name", "高崎 浜子"),
            ("kana", "たかさき"),
            ("occupation", "看護師"),
            ("mail", "taka@komae.example"),
        ],
        &[
            ("name", "髙﨑 浜子"),
            ("kana", "たかさき"),
            ("occupation", "看護師"),
            ("mail", "zaki@komae.example"),
        ],
    ]);
    let Imported::Told(Outcome::Done(_), report) = import(&mut world, Noun::User, &list) else { panic!() };
    assert_eq!((report.new, report.changed), (1, 1));
    let rules: Vec<&str> = report.rows.iter().map(|row| row.findings[0].rule).collect();
    assert_eq!(rules, ["same_person", "lookalike"]);
    let user = known(&world, "taka@komae.example").expect("the founder");
    assert_eq!((user.id, user.occupation), (founder.id, Occupation::Nurse));
}

/// A list of a register or of papers: what it takes, what it stops at, and that it takes nothing twice.
pub(super) fn taken(noun: Noun, list: &[ReadRow], new: u64, stopped: &[&str]) {
    let mut world = World::new();
    let before = world.reader().rows_as_text().expect("rows");
    let Imported::Told(Outcome::Done(receipt), report) = import(&mut world, noun, list) else {
        panic!("{noun:?}")
    };
    let stops: Vec<&str> = report
        .rows
        .iter()
        .filter(|row| row.change == Change::NotTaken)
        .flat_map(|row| row.findings.iter().filter(|f| f.severity == Severity::Block).map(|f| f.rule))
        .collect();
    assert_eq!((report.new, stops.as_slice()), (new, stopped), "{noun:?}");
    let Imported::Nothing(again) = import(&mut world, noun, list) else { panic!("{noun:?} twice") };
    assert_eq!(again.same, new);
    undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
}

#[test]
fn a_list_of_devices_is_taken_in_once() {
    let list = rows(&[
        &[
            ("model", "iPad 第9世代 DMPX1"),
            ("ownership", "貸与"),
            ("name", "髙橋 美智子"),
            ("checked_on", "R8.10.1"),
        ],
        &[("model", "私物スマートフォン"), ("ownership", "私物"), ("name", "小林 誠")],
        &[("model", "ｉＰａｄ 第9世代 DMPX1")],
        &[("model", "タブレット"), ("ownership", "借り物")],
        &[("model", "古い端末"), ("name", "どこにも いない")],
    ]);
    taken(Noun::Device, &list, 2, &["twice", "ownership", "person"]);
}

#[test]
fn a_list_of_pledges_is_taken_in_once() {
    let list = rows(&[
        &[("name", "小林 誠"), ("signed_on", "2026-11-01"), ("filled_in", "○"), ("kept_at", "事務室")],
        &[("name", "佐藤 明"), ("signed_on", "2025-04-01"), ("kind", "省略"), ("content", "1-4")],
        &[("name", "林 由紀"), ("signed_on", "2027-01-01")],
        &[("name", "林 由紀"), ("signed_on", "2026-11-01"), ("content", "9")],
    ]);
    taken(Noun::Pledge, &list, 2, &["signed_on", "content"]);
}

#[test]
fn a_list_of_consents_is_taken_in_once() {
    let list = rows(&[
        &[("group", "鈴木 ハナ様"), ("signed_on", "2026-11-01"), ("signers", "長女"), ("items", "1-4")],
        &[("group", "知らない様"), ("signed_on", "2026-11-01")],
        &[("group", "山田 太郎様"), ("signed_on", "2025-11-01"), ("kind", "省略")],
        &[("group", "山田 太郎様"), ("signed_on", "2026-11-01"), ("items", "10")],
    ]);
    taken(Noun::Consent, &list, 1, &["group", "covers_electronic", "items_other"]);
}

#[test]
fn a_list_of_who_attended_is_taken_in_once() {
    let list = rows(&[
        &[("name", "小林 誠"), ("held_on", "2026-11-01"), ("topic", "誓約書の内容"), ("covers_pledge", "○")],
        &[("name", "佐藤 明"), ("held_on", "2026-11-01"), ("topic", "情報セキュリティ")],
        &[("name", "佐藤 明"), ("held_on", "2026-11-01"), ("topic", "情報セキュリティ")],
    ]);
    taken(Noun::Training, &list, 2, &["twice"]);
}

/// Rows of a city's list: one new, one that came to the vendor already, and what a list does not take.
pub(super) fn applications() -> Vec<ReadRow> {
    const FORMS: [(&str, &str); 5] = [
        ("kind", "訪問介護事業所"),
        ("address", "架空市1-2-3"),
        ("head_name", "架空 長子"),
        ("head_mail", "Head@AOBA.example"),
        ("agreed_on", "R8.11.2"),
    ];
    let row = |said: &[(&'static str, &'static str)]| FORMS.into_iter().chain(said.iter().copied()).collect();
    let list: [Vec<(&str, &str)>; 7] = [
        row(&[("name", "あおば訪問介護"), ("people", "１２名"), ("on", "2026-11-04")]),
        row(&[("name", "みどり薬局"), ("on", "2026-11-04"), ("forwarded_on", "2026-11-09")]),
        row(&[("name", "あおば訪問介護")]),
        row(&[("name", "もみじ医院"), ("on", "2026-11-04"), ("registered_on", "2026-11-09")]),
        row(&[
            ("name", "さくら通所"),
            ("on", "2026-11-04"),
            ("forwarded_on", "2026-11-03"),
            ("people", "多数"),
        ]),
        vec![("name", "名ばかり"), ("agreed_on", "2026-11-01")],
        row(&[("name", "狛江訪問看護ステーション"), ("on", "2026-11-04")]),
    ];
    rows(&list.each_ref().map(Vec::as_slice))
}

#[test]
fn the_desk_takes_applications_in_once_registers_nobody_and_takes_the_list_back_whole() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::City);
    let before = world.reader().rows_as_text().expect("rows");
    let list = applications();
    let Imported::Told(Outcome::Done(receipt), report) = import(&mut world, Noun::Application, &list) else {
        panic!("the desk's own duty")
    };
    let stops = report.rows.iter().filter(|row| row.change == Change::NotTaken);
    let stops: Vec<&str> = stops.filter_map(|row| row.findings.first().map(|found| found.rule)).collect();
    assert_eq!(
        (report.new, stops.as_slice()),
        (2, ["twice", "registering", "people", "missing", "taken"].as_slice())
    );
    let office = |world: &World, name: &str| world.reader().office_by_name(name).expect("a store");
    let state = |world: &World, name: &str| office(world, name).map(|office| office.state.word());
    assert_eq!(state(&world, "あおば訪問介護"), Some("submitted"));
    assert_eq!(state(&world, "みどり薬局"), Some("forwarded"));
    assert_eq!(office(&world, "あおば訪問介護").expect("an office").head_mail, "Head@aoba.example");
    assert_eq!(office(&world, "もみじ医院"), None, "a list registers nobody");
    let Imported::Nothing(again) = import(&mut world, Noun::Application, &list) else { panic!("twice") };
    assert_eq!((again.same, again.new + again.changed), (2, 0));
    let undone = undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
    assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
    assert_eq!(world.reader().rows_as_text().expect("rows"), before);
    assert!(matches!(import(&mut world, Noun::User, &staff()), Imported::Told(Outcome::Refused(_), _)));
}

#[test]
fn a_list_corrects_and_forwards_what_is_under_way_and_leaves_what_was_registered() {
    let mut world = World::new();
    world.as_stranger(crate::domain::Role::City);
    import(&mut world, Noun::Application, &applications());
    let later = rows(&[
        &[
            ("name", "あおば訪問介護"),
            ("agreed_on", "2026-11-02"),
            ("phone", "03-0000-0000"),
            ("forwarded_on", "2026-11-10"),
        ],
        &[("name", "みどり薬局"), ("agreed_on", "2026-11-02"), ("published_on", "2026-11-10")],
    ]);
    let Imported::Told(_, report) = import(&mut world, Noun::Application, &later) else { panic!("changes") };
    assert_eq!((report.changed, report.not_taken), (1, 1));
    let aoba = world.reader().office_by_name("あおば訪問介護").expect("a store").expect("an office");
    assert_eq!((aoba.state.word(), aoba.phone.as_str()), ("forwarded", "03-0000-0000"));
    let [known] = &world.reader().applications_of(aoba.id).expect("a store")[..] else { panic!("one") };
    assert_eq!(
        (known.state.as_str(), known.facts.text("people")),
        ("forwarded", "12"),
        "what is blank stays"
    );
    world.store.run("UPDATE records SET state = 'registered' WHERE register = 'application'");
    let moved = rows(&[&[("name", "あおば訪問介護"), ("agreed_on", "2026-11-02"), ("address", "架空市9")]]);
    let Imported::Nothing(report) = import(&mut world, Noun::Application, &moved) else { panic!("settled") };
    assert_eq!(report.rows[0].findings[0].rule, "settled");
}

#[test]
fn an_office_takes_in_its_own_application_and_no_other() {
    let own: &[(&str, &str)] = &[
        ("name", "狛江訪問看護ステーション"),
        ("agreed_on", "2026-03-01"),
        ("on", "2026-03-02"),
        ("registered_on", "2026-03-20"),
        ("kept_at", "事務室"),
    ];
    let list = rows(&[own, &[("name", "あおば訪問介護"), ("agreed_on", "2026-03-01")]]);
    taken(Noun::Application, &list, 1, &["own"]);
}
