//! What MCS lists beside the small world: U-0001 林 由紀, U-0002 佐藤 明, U-0003 髙橋 美智子, U-0004 小林 誠.

use super::*;
use crate::actions::import::{Imported, ListFile};
use crate::actions::{Answers, Go, Outcome};
use crate::domain::{Group, Membership, MembershipId, Noun, OfficeId, Through};
use crate::testing::World;
use crate::text::Lang;

/// Everybody as a screen shows them.
const EVERYBODY: &str =
    "林 由紀さん\tケアマネ\n佐藤 明さん\t看護師\n髙橋美智子さん\t看護師\n小林 誠さん\t訪問介護員\n";

fn list(world: &World, side: Side, text: &str) -> Checklist {
    let listed = Listed::Pasted(text.into());
    compare(&world.reader(), &world.ctx, side, &listed).expect("a list").expect("a group of ours")
}

fn steps(world: &World, side: Side, text: &str) -> Vec<String> {
    let told = |step: &Step| format!("{} {} {}", step.id, step.target, step.action.unwrap_or("-"));
    list(world, side, text).steps.iter().map(told).collect()
}

fn without(name: &str) -> String {
    EVERYBODY.lines().filter(|line| !line.contains(name)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_list_that_agrees_has_nothing_to_do() {
    assert_eq!(steps(&World::new(), Side::Staff, EVERYBODY), [""; 0]);
}

#[test]
fn who_is_only_there_only_here_or_different_is_named_with_the_act() {
    let text = "氏名,職種,メール\n髙橋 美智子,介護支援専門員,\n林 由紀,,\n森 花,看護師,hana@komae.example\n";
    let found = steps(&World::new(), Side::Staff, text);
    assert_eq!(
        found,
        [
            "differs U-0003 user.edit",
            "only_there O-0001 user.register",
            "only_here U-0004 user.release",
            "only_here U-0002 user.release"
        ]
    );
}

#[test]
fn the_form_of_an_act_begins_with_what_the_list_says() {
    let mut world = World::new();
    let text = "氏名,職種,メール\n髙橋 美智子,介護支援専門員,\n森 花,看護師,hana@komae.example\n";
    for (kind, expected) in [
        ("differs", &[("occupation", "care_manager")][..]),
        ("only_there", &[("name", "森 花"), ("mail", "hana@komae.example"), ("occupation", "nurse")]),
    ] {
        let list = list(&world, Side::Staff, text);
        let step = list.steps.iter().find(|step| step.id == kind).expect("a step");
        let typed: Vec<_> = step.answers.iter().map(|(field, text)| (*field, text.as_str())).collect();
        assert_eq!(typed, expected);
        let outcome = world.typed(step.action.expect("an action"), &step.target.to_string(), &typed);
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        let list = self::list(&world, Side::Staff, text);
        assert!(list.steps.iter().all(|step| step.id != kind), "{kind} is settled");
    }
}

#[test]
fn a_release_is_borne_out_by_who_is_gone_and_belied_by_who_is_still_there() {
    let mut world = World::new();
    world.act("user.release", "U-0004", Answers::default().because("退職のため"));
    let marks = |text: &str| {
        let list = list(&world, Side::Staff, text);
        list.steps.iter().map(|step| (step.id, step.action, step.progress)).collect::<Vec<_>>()
    };
    assert_eq!(marks(&without("小林")), [("mark", Some("mirror.confirm"), Progress::Open)]);
    assert_eq!(marks(EVERYBODY), [("mark", None, Progress::Waiting)]);
}

/// A review that is signed off removes members by itself: its mark waits for MCS like that of any removal.
#[test]
fn a_removal_by_a_review_is_borne_out_by_who_is_gone_from_the_group() {
    let mut world = World::new();
    let member = Membership::begun(MembershipId(9), (GroupId(1), UserId(3)), world.ctx.now, Through::Import);
    let write = |tx: &mut crate::store::Tx<'_>| tx.insert(&member);
    world.store.write(crate::actions::scope(&world.ctx), world.ctx.today(), write).expect("a member");
    let done = |outcome: Outcome| assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    done(world.typed("review.open", "O-0001", &[("name", "下期")]));
    done(world.act("membership.review_remove", "M-0009", Answers::default()));
    let review = world.reader().all_records(Noun::Review).expect("records").remove(0);
    done(world.typed("review.sign_off", &review.id.to_string(), &[("reason", "精査の結果による")]));
    let group = Side::Members(GroupId(1));
    let gone: Vec<String> = steps(&world, group, "佐藤 明\t看護師\n");
    assert!(
        gone.iter().any(|step| step.starts_with("mark ") && step.ends_with("mirror.confirm")),
        "{gone:?}"
    );
    let there = list(&world, group, "髙橋 美智子\t看護師\n");
    let marks: Vec<_> =
        there.steps.iter().filter(|step| step.id == "mark").map(|step| step.progress).collect();
    assert_eq!(marks, [Progress::Waiting]);
}

#[test]
fn a_mark_that_the_list_bears_out_is_confirmed_in_place() {
    let mut world = World::new();
    world.act("user.release", "U-0004", Answers::default().because("退職のため"));
    let list = list(&world, Side::Staff, &without("小林"));
    let outcome = world.act("mirror.confirm", &list.steps[0].target.to_string(), Answers::default());
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    assert_eq!(steps(&world, Side::Staff, &without("小林")), [""; 0]);
    // Once it is confirmed, whoever comes up again in MCS is told as released.
    assert_eq!(steps(&world, Side::Staff, EVERYBODY), ["gone_there U-0004 -"]);
}

#[test]
fn who_was_registered_and_is_not_in_mcs_yet_is_a_mark_and_no_difference() {
    let mut world = World::new();
    world.typed("user.register", "O-0001", &[("name", "森 花"), ("occupation", "nurse")]);
    assert_eq!(steps(&world, Side::Staff, EVERYBODY), ["mark R-0001 -"]);
    let with = format!("{EVERYBODY}森 花さん\t看護師\n");
    assert_eq!(steps(&world, Side::Staff, &with), ["mark R-0001 mirror.confirm"]);
}

#[test]
fn two_rows_for_one_person_and_one_row_for_two_are_left_to_a_person() {
    let mut world = World::new();
    let twice = format!("{EVERYBODY}佐藤 明さん\t看護師\n");
    assert_eq!(steps(&world, Side::Staff, &twice), ["unsure U-0002 -"]);
    let namesake = [("name", "佐藤 明"), ("occupation", "nurse"), ("reason", "同姓同名の別の方")];
    world.typed("user.register", "O-0001", &namesake);
    let found = steps(&world, Side::Staff, EVERYBODY);
    assert_eq!(found.iter().filter(|step| step.starts_with("unsure")).count(), 2, "{found:?}");
    assert_eq!(found.len(), 2, "neither is missing, and no mark is borne out: {found:?}");
}

#[test]
fn a_group_is_compared_with_its_members() {
    let mut world = World::new();
    let found =
        steps(&world, Side::Members(GroupId(1)), "髙橋 美智子\t看護師\n見知らぬ 人\t看護師\tm@b.example\n");
    assert!(found.contains(&"only_there G-0001 group.invite".to_owned()), "{found:?}");
    assert!(
        found.iter().any(|step| step.starts_with("only_there I-000")),
        "an open invitation comes first: {found:?}"
    );
    // Approved is not joined; who is in the group in MCS bears the approval out.
    world.act("invitation.approve", "I-0001", Answers::default());
    let seen = steps(&world, Side::Members(GroupId(1)), "髙橋 美智子\t看護師\n");
    assert!(seen.iter().any(|step| step.ends_with("mirror.confirm")), "{seen:?}");
    let unseen = steps(&world, Side::Members(GroupId(1)), "林 由紀\tケアマネ\n");
    assert!(unseen.iter().all(|step| !step.starts_with("mark")), "{unseen:?}");
}

/// 外田 次郎 of 多摩中央病院, who has an address there, is a member of G-0001.
fn with_an_outsider(world: &mut World) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("members.csv");
    std::fs::write(&file, "グループ名,氏名,事業所,職種\n山田 太郎様,外田 次郎,多摩中央病院,薬剤師\n")
        .expect("a list");
    let (list, ctx) = (ListFile::new(&file, Noun::Membership), world.ctx.clone());
    let imported = list.import(&mut world.store, &ctx, &mut |_| Go::On).expect("a list of members");
    assert!(matches!(imported, Imported::Told(Outcome::Done(_), _)), "{imported:?}");
    let Case::Membership(case) = world.case("M-0001") else { panic!("a membership") };
    let user = User { mail: "soto@tama.example".into(), ..case.user };
    let write = |tx: &mut crate::store::Tx<'_>| tx.save(&user);
    world.store.write(crate::actions::scope(&ctx), ctx.today(), write).expect("an address");
}

fn notes(list: &Checklist) -> String {
    list.notes.iter().map(|note| note.get(Lang::Ja)).collect()
}

#[test]
fn other_offices_members_of_our_group_are_compared_by_name_alone_and_the_result_says_so() {
    let mut world = World::new();
    with_an_outsider(&mut world);
    let ours = Side::Members(GroupId(1));
    let agreed = list(&world, ours, "氏名,職種,メール\n外田 次郎,医師,new@tama.example\n");
    assert!(agreed.steps.is_empty(), "occupation and address are their office's: {:?}", agreed.steps);
    assert!(
        notes(&agreed).contains("一致 1") && notes(&agreed).contains("他事業所の方 1名は、参加しているか")
    );
    // Their address is not ours to look somebody up by: it would tell whose it is.
    let by_address = steps(&world, ours, "氏名,メール\n別 人,soto@tama.example\n");
    assert_eq!(by_address, ["only_there G-0001 group.invite", "only_here M-0001 membership.remove"]);
}

#[test]
fn of_another_offices_group_our_own_people_are_compared_and_the_rest_is_counted_for_its_office() {
    let mut world = World::new();
    let group =
        Group {
            office: OfficeId(2), patient: None, ..crate::testing::group(3, "他院の会", "タインノカイ")
        };
    let member = Membership::begun(MembershipId(9), (GroupId(3), UserId(3)), world.ctx.now, Through::Import);
    let write = |tx: &mut crate::store::Tx<'_>| {
        tx.insert(&group)?;
        tx.insert(&member)
    };
    world
        .store
        .write::<_, StoreError>(crate::actions::scope(&world.ctx), world.ctx.today(), write)
        .expect("a group");
    let list = list(&world, Side::Members(GroupId(3)), "外田 次郎\t薬剤師\n内田 三郎\t医師\n");
    let found: Vec<_> = list.steps.iter().map(|step| (step.id, step.target.to_string())).collect();
    assert_eq!(found, [("only_here", "M-0009".to_owned())]);
    assert!(notes(&list).contains("他事業所の方 2名は、連携元の事業所"), "{}", notes(&list));
}

#[test]
fn another_offices_group_is_not_found() {
    let world = World::new();
    let listed = Listed::Pasted("林 由紀".into());
    let none = compare(&world.reader(), &world.ctx, Side::Members(GroupId(999)), &listed).expect("a store");
    assert_eq!(none, None);
}

#[test]
fn every_name_of_a_step_is_hidden_where_names_are_masked() {
    let world = World::new();
    let text = "氏名,職種,メール\n高橋 美智子,介護支援専門員,michiko@komae.example\n森 花,看護師,hana@komae.example\n";
    for step in list(&world, Side::Staff, text).steps {
        let names = crate::listings::mask::Names::new(step.names.iter().cloned());
        for lang in [Lang::Ja, Lang::En] {
            let shown = crate::listings::mask::Masking::On.text(step.says.get(lang), &names).into_owned();
            for name in ["美智子", "花", "由紀", "michiko", "hana"] {
                assert!(!shown.contains(name), "{shown}");
            }
        }
    }
}

#[test]
fn hostile_lists_are_refused_with_the_reason_and_the_place() {
    let world = World::new();
    let refused = |bytes: &[u8]| {
        let listed = Listed::Pasted(bytes.to_vec());
        match compare(&world.reader(), &world.ctx, Side::Staff, &listed) {
            Err(ImportError::File(error)) => error.sentence().get(Lang::Ja).to_owned(),
            other => panic!("{other:?}"),
        }
    };
    assert!(refused(b"PK\x03\x04 half of a workbook").contains("壊れている"), "half a file");
    assert!(refused(b"").contains("氏名のない一覧"), "nothing");
    assert!(refused("氏名,お名前\n林 由紀,林 由紀\n".as_bytes()).contains("1行目"), "two columns of names");
    let many = "林 由紀\n".repeat(50_001);
    assert!(refused(many.as_bytes()).contains("50000"), "too many");
    let formula = "氏名,職種\n\"=HYPERLINK(\"\"x\"\")\u{202e}\",看護師\n";
    let step = list(&world, Side::Staff, formula).steps.remove(0);
    let said = step.says.get(Lang::Ja);
    assert_eq!(
        step.answers,
        [("occupation", "nurse".to_owned())],
        "no form begins with what is not shown as it is"
    );
    assert!(said.contains("HYPERLINK") && !said.contains('\u{202e}'), "{said}");
}
