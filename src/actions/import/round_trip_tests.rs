//! What goes out comes back in: the demo office, list by list, exported, taken into an empty store, exported again.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::actions::export::{Away, Columns, Job, Of, To, export};
use crate::domain::case::UserCase;
use crate::domain::{Case, InvitationState, Office, User};
use crate::exchange::import::LISTS;
use crate::exchange::out::{Format, Placed};
use crate::regulation::register::{End, Register};
use crate::store::Ask;
use crate::testing::World;
use crate::text::date::Day;

/// The columns that a list brings in, of the rows that a list may bring in, as a file.
fn out(world: &mut World, noun: Noun, format: Format, to: &Path) -> PathBuf {
    let of = Of::Chosen(noun, ours(world, noun));
    written(world, of, format, to)
}

fn written(world: &mut World, of: Of, format: Format, to: &Path) -> PathBuf {
    let job = Job { of, columns: Columns::ForImport, format, lang: Lang::Ja, away: Away::Stays };
    let ctx = world.ctx.clone();
    let place = To::Place(Placed::Folder(to.to_owned(), job.file_name(&ctx)));
    let mut never = |_| panic!("a session that writes");
    export(&mut world.store, &ctx, &job, place, &mut never, &mut |_| Go::On).unwrap().path.unwrap()
}

/// Every row but those that no list brings in: people of the office without a mail address (様式2 asks for one each)
/// and what is about them, groups of other offices with their members, decided and outbound invitations, and what is
/// about one of several groups of one title, where the patient's birth date does not tell them apart.
fn ours(world: &World, noun: Noun) -> Vec<Id> {
    let ctx = &world.ctx;
    let listing = crate::listings::of(noun).unwrap();
    let page =
        (listing.page)(&world.reader(), &Ask::default(), &crate::store::Window::First, 100_000).unwrap();
    // Groups of one title are told apart by their patients' birth dates, where all but one are known to differ.
    let is_told_apart = |title: &str, born_on: Option<Day>| {
        let alike = world.reader().groups_by_title(title).unwrap();
        let ids: Vec<Id> = alike.iter().map(|group| group.id.id()).collect();
        let born = |case: &Case| match case {
            Case::Group(case) => case.patient.as_ref().and_then(|patient| patient.born_on),
            _ => None,
        };
        let is_it = |case: &&Case| born_on.is_some() && born(case) == born_on;
        ids.len() < 2 || world.reader().cases(&ids).unwrap().iter().filter(is_it).count() == 1
    };
    let is_ours = |case: &Case| match case {
        Case::User(case) => !case.user.mail.is_empty(),
        // A review under way is no list's: its decisions are taken one by one.
        Case::Record(case) if case.record.id.noun == Noun::Review && case.record.is_open => false,
        // Numbers of rows are this register's: where an incident names some, it is no other's.
        Case::Record(case)
            if ["users", "devices", "groups"].iter().any(|ids| !case.record.facts.text(ids).is_empty()) =>
        {
            false
        }
        Case::Record(case) => {
            (case.record.user.is_none() || !case.user_mail.is_empty())
                && is_told_apart(&case.group_title, case.patient_born_on)
        }
        Case::Group(case) => case.group.office == ctx.actor.office && !case.group.admin_room,
        Case::Membership(case) => {
            let is_known = case.user.office != ctx.actor.office || !case.user.mail.is_empty();
            let is_here = case.group.office == ctx.actor.office && !case.group.admin_room;
            is_here && is_known && is_told_apart(&case.group.title, case.patient_born_on)
        }
        Case::Invitation(case) => {
            case.invitation.group_office == ctx.actor.office
                && case.invitation.invitee_office == ctx.actor.office
                && case.invitation.progress.state() == InvitationState::Received
        }
        _ => true,
    };
    page.rows.iter().filter(|(_, case)| is_ours(case)).map(|(_, case)| case.id()).collect()
}

/// A record of past years: its register, its state and its facts.
type PastYear<'a> = (Noun, &'a str, &'a [(&'a str, &'a str)]);

/// The demo with records of past years in the registers that it leaves empty, each as it ends here.
fn with_every_register(mut world: World) -> World {
    let records: &[PastYear<'_>] = &[
        (Noun::Incident, "open", &[("kind", "other"), ("summary", "画面が開かない"), ("found_at", "09:05")]),
        (
            Noun::Incident,
            "closed",
            &[
                ("kind", "loss"),
                ("summary", "端末の置き忘れ"),
                ("reported_on", "2026-02-03"),
                ("personal_data", "suspected"),
                ("instruction", "回線停止"),
                ("instructed_on", "2026-02-03"),
                ("preliminary_on", "2026-02-04"),
                ("preliminary_to", "個人情報保護委員会"),
                ("final_on", "2026-02-20"),
                ("told_on", "2026-02-05"),
                ("told_how", "電話"),
                ("prevention", "持ち出しの手順を改めた"),
            ],
        ),
        (Noun::Request, "received", &[("kind", "disclosure"), ("requester", "長女"), ("relation", "family")]),
        (
            Noun::Request,
            "notified",
            &[
                ("kind", "correction"),
                ("requester", "本人"),
                ("relation", "patient"),
                ("identity", "保険証"),
                ("identity_on", "2026-02-03"),
                ("decision", "partly"),
                ("decided_by", "院長"),
                ("decided_on", "2026-02-10"),
                ("explanation", "診療の記録は訂正できません"),
                ("method", "書面"),
                ("notified_on", "2026-02-11"),
            ],
        ),
        (
            Noun::Review,
            "closed",
            &[
                ("name", "令和7年度 下期の精査"),
                ("signed_on", "2026-02-09"),
                ("signed_by", "院長"),
                ("kept", "41"),
                ("removed", "2"),
                ("unsure", "0"),
            ],
        ),
        (Noun::Attestation, "yes", &[("clause", "11-3"), ("answer", "yes"), ("note", "朝礼で確認")]),
        (Noun::Attestation, "no", &[("clause", "11-4"), ("answer", "no")]),
        (Noun::Contact, "current", &[("kind", "line_stop"), ("name", "通信会社"), ("phone", "0120-000-000")]),
        (Noun::Contact, "ended", &[("kind", "vendor"), ("name", "旧窓口"), ("phone", "03-0000-0000")]),
    ];
    let groups = ours(&world, Noun::Group);
    let patient = groups.iter().find_map(|id| match world.case(&id.to_string()) {
        Case::Group(case) => case.group.patient.filter(|_| case.group.title.contains('様')),
        _ => None,
    });
    let (ctx, today) = (world.ctx.clone(), world.ctx.today());
    let write = |tx: &mut Tx<'_>| {
        for (noun, state, known) in records {
            let mut record = tx.new_record(*noun, ctx.actor.office, state)?;
            known.iter().for_each(|(fact, text)| record.facts.set(fact, *text));
            let register = Register::of(*noun).unwrap();
            record.is_open = register.state(state).unwrap().end == End::Open;
            record.dated_on = "2026-02-03".parse().unwrap();
            record.patient = patient.filter(|_| *noun == Noun::Request);
            tx.insert(&record)?;
        }
        Ok(())
    };
    world.store.write::<_, StoreError>(scope(&world.ctx), today, write).unwrap();
    world
}

/// A store that has nothing but the office and the admin who sits at it.
fn empty(like: &World) -> World {
    let Case::User(admin) = like.case(&like.ctx.actor.operator) else { panic!("an admin") };
    let UserCase { user, .. } = *admin;
    let name = like.reader().office_case().unwrap().unwrap().office.name;
    let mut world = World::new();
    world.store = Store::in_memory();
    world.ctx = like.ctx.clone();
    let write = |tx: &mut Tx<'_>| {
        tx.insert(&Office::named(like.ctx.actor.office, &name))?;
        tx.insert(&User { version: 1, ..user })
    };
    world.store.write::<_, StoreError>(scope(&like.ctx), like.ctx.today(), write).unwrap();
    world
}

fn taken_in(world: &mut World, noun: Noun, file: &Path) -> Report {
    let ctx = world.ctx.clone();
    match ListFile::new(file, noun).import(&mut world.store, &ctx, &mut |_| Go::On).unwrap() {
        Imported::Told(Outcome::Done(_), report) | Imported::Nothing(report) => report,
        other => panic!("{noun:?}: {other:?}"),
    }
}

fn not_taken(report: &Report) -> Vec<String> {
    let rows = report.rows.iter().filter(|row| row.change == Change::NotTaken);
    rows.map(|row| format!("{} {}", row.label, row.reason().get(Lang::En))).collect()
}

#[test]
fn every_list_of_the_demo_office_is_the_same_after_a_round_trip_and_taken_in_again_it_changes_nothing() {
    for format in [Format::Csv, Format::Xlsx] {
        let (mut demo, folder) = (with_every_register(World::demo()), tempfile::tempdir().unwrap());
        let mut other = empty(&demo);
        let (there, back) = (folder.path().join("there"), folder.path().join("back"));
        let mut wrong = Vec::new();
        for noun in LISTS {
            let file = out(&mut demo, noun, format, &there);
            let report = taken_in(&mut other, noun, &file);
            wrong.extend(not_taken(&report).into_iter().map(|row| format!("{noun:?} not taken: {row}")));
            for (place, world) in [("the other store", &mut other), ("its own register", &mut demo)] {
                let again = taken_in(world, noun, &file);
                let changes =
                    again.rows.iter().filter(|row| matches!(row.change, Change::New | Change::Changed));
                wrong.extend(
                    changes.map(|row| format!("{noun:?} again in {place}: {:?} {}", row.change, row.label)),
                );
            }
        }
        for (noun, format) in LISTS.into_iter().flat_map(|noun| [(noun, Format::Csv), (noun, Format::Json)]) {
            let first = lines(&out(&mut demo, noun, format, &there));
            let second = lines(&out(&mut other, noun, format, &back));
            assert!(first.len() > 1, "{noun:?} has no rows in the demo");
            let lost = first.iter().filter(|line| !second.contains(line)).map(|line| format!("- {line}"));
            let made = second.iter().filter(|line| !first.contains(line)).map(|line| format!("+ {line}"));
            wrong.extend(lost.chain(made).map(|line| format!("{noun:?} {line}")));
            assert!(!wrong.is_empty() || first == second, "{noun:?}");
        }
        assert!(wrong.is_empty(), "as {format:?}:\n{}", wrong.join("\n"));
    }
}

/// What CP932 holds goes out in it and is the same when it comes back: taken in again, it changes nothing.
#[test]
fn every_list_in_cp932_is_read_back_as_it_was_and_no_list_has_words_of_ours_that_it_cannot_hold() {
    let (mut demo, folder) = (with_every_register(World::demo()), tempfile::tempdir().unwrap());
    for listing in crate::listings::all() {
        let heads = folder.path().join(listing.noun.word());
        written(&mut demo, Of::Chosen(listing.noun, Vec::new()), Format::Cp932, &heads);
    }
    written(&mut demo, Of::Clauses, Format::Cp932, folder.path());
    for noun in LISTS {
        let listing = crate::listings::of(noun).unwrap();
        let is_held = |id: &Id| {
            let case = demo.case(&id.to_string());
            let said = (listing.json)(&case, &demo.ctx).to_string();
            !encoding_rs::SHIFT_JIS.encode(&said).2
        };
        let ids: Vec<Id> = ours(&demo, noun).into_iter().filter(is_held).collect();
        let rows = ids.len();
        let file = written(&mut demo, Of::Chosen(noun, ids), Format::Cp932, folder.path());
        assert!(std::str::from_utf8(&fs::read(&file).unwrap()).is_err(), "{noun:?} is no UTF-8");
        let report = taken_in(&mut demo, noun, &file);
        assert_eq!((report.same as usize, not_taken(&report)), (rows, Vec::new()), "{noun:?}");
        assert!(rows > 0, "{noun:?} has no rows in the demo");
    }
}

/// The lines of a file. Rows that nothing but their number tells apart stand in the order of the numbers.
fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    // The last object of a JSON array has no comma after it.
    let mut lines: Vec<String> = text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
    lines[1..].sort();
    lines
}

#[test]
fn a_changed_list_shows_new_changed_and_gone_and_takes_nobody_out() {
    let (mut world, folder) = (World::new(), tempfile::tempdir().unwrap());
    let file = folder.path().join("staff.csv");
    let list = "氏名,ふりがな,職種,メールアドレス,MCS ID\n\
                髙橋 美智子,たかはし みちこ,看護師,user3@komae.example,mcs-3\n\
                小林 誠,こばやし まこと,訪問介護員,user4@komae.example,\n\
                森 花,もり はな,看護師,mori@komae.example,\n";
    fs::write(&file, list).unwrap();
    let list = ListFile::new(&file, Noun::User);
    let ctx = world.ctx.clone();
    let report = list.preview(&world.reader(), &ctx, &mut |_| Go::On).unwrap().unwrap();
    let gone: Vec<String> = report.gone_rows.iter().map(|(id, name)| format!("{id} {name}")).collect();
    assert_eq!((report.new, report.gone), (1, 2), "{report:?}");
    assert_eq!(report.changed + report.same, 2);
    assert_eq!(gone, ["U-0002 佐藤 明", "U-0001 林 由紀"]);
    let Imported::Told(_, written) = list.import(&mut world.store, &ctx, &mut |_| Go::On).unwrap() else {
        panic!("something changed")
    };
    assert_eq!((written.gone, written.changed), (2, report.changed), "told alike by the write");
    for id in ["U-0001", "U-0002"] {
        let Case::User(case) = world.case(id) else { panic!("a user") };
        assert_eq!(case.user.released_on, None);
    }
}

#[test]
fn what_the_desk_has_under_way_is_the_same_at_another_desk_after_a_round_trip() {
    let desk = || {
        let mut world = World::new();
        world.as_stranger(crate::domain::Role::City);
        world
    };
    let (mut here, mut there, folder) = (desk(), desk(), tempfile::tempdir().unwrap());
    tests::import(&mut here, Noun::Application, &tests::applications());
    let all = || Of::Shown(Noun::Application, Ask::default());
    for format in [Format::Csv, Format::Xlsx] {
        let file = written(&mut here, all(), format, &folder.path().join("there").join(format.word()));
        let report = taken_in(&mut there, Noun::Application, &file);
        assert_eq!(not_taken(&report), Vec::<String>::new());
        assert_eq!(report.new + report.same, 2, "{report:?}");
        let again = taken_in(&mut here, Noun::Application, &file);
        assert_eq!((again.same, again.new + again.changed), (2, 0));
    }
    let [first, second] = [("first", &mut here), ("second", &mut there)]
        .map(|(place, world)| lines(&written(world, all(), Format::Csv, &folder.path().join(place))));
    assert_eq!(first, second);
}
