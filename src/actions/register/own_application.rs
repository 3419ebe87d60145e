//! The office's own application (様式1・2; 第3条) as it keeps it: when it agreed to which terms, and how far it came.
//!
//! For an office that has its register to itself, or applied before the desk used this one. What is left blank stays
//! as it is recorded; the forms' names and addresses are the office's own row.

use super::application::counted;
use super::{settle, take_in};
use crate::actions::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::{Done, On, Stop};
use crate::domain::case::OfficeCase;
use crate::domain::{Context, Field, Kind, Need, Noun, Office, Record, Role, Span};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::register::application::{
    AGREED_ON, FORWARDED_ON, PEOPLE, PUBLISHED_ON, REGISTERED_ON, TERMS, out_of_order, too_early,
};
use crate::regulation::register::{APPLICATION, KEPT_AT};
use crate::sentence;
use crate::store::Tx;
use crate::text::Text;

/// Records the office's own application, or what was missing in its record.
pub static RECORD: Action = Action {
    id: "application.record",
    noun: Noun::Application,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("自事業所の申込みを記録", "Record our application"),
    about: Text::new(
        "自事業所の申込み（様式1・2）の同意日、規約の版、提出・送付・登録・公開の日を記録します。空欄の項目は変わりません。",
        "Records our own application (Forms 1 and 2): agreement, version of the terms and the days of its steps. Blanks stay.",
    ),
    basis: &[id("3"), id("3-1"), id("3-2"), id("F1-1"), id("F2-1")],
    confirm: Confirm::Once,
    fields: &[
        AGREED_ON.may(),
        TERMS.may(),
        Field {
            id: "on",
            label: Text::new("市へ提出した日（空欄は同意日）", "Submitted on (blank: as agreed)"),
            kind: Kind::Day(Span::Past),
            need: Need::May,
        },
        PEOPLE.may(),
        FORWARDED_ON.may(),
        REGISTERED_ON.may(),
        PUBLISHED_ON.may(),
        KEPT_AT.may(),
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<OfficeCase> { stage: ours, rules: &[], apply: record },
};

/// An office records its own one; the desk leads the others' on.
fn ours(case: &OfficeCase, ctx: &Context) -> Stage {
    if case.office.id == ctx.actor.office && ctx.actor.role != Role::City {
        return Stage::Now;
    }
    Stage::not_now(
        "own",
        id("3"),
        Text::new("自事業所の申込みではありません。", "It is not your own office's."),
    )
}

fn record(tx: &mut Tx<'_>, _: &Context, case: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let office = &case.office;
    let known = tx.applications_of(office.id)?.into_iter().find(|record| record.state != "withdrawn");
    if let Some(known) =
        known.as_ref().filter(|known| ["received", "forwarded"].contains(&known.state.as_str()))
    {
        return Err(Stop::Refused(at_the_city(known)));
    }
    let is_new = known.is_none();
    let mut record = match known {
        Some(known) => known,
        None => first(tx, office)?,
    };
    take_in(tx, &mut record, answers)?;
    let Some(agreed) = record.facts.day("agreed_on") else {
        return Err(Stop::at(
            "agreed_on",
            Text::new("様式1の日付を入力してください。", "Give the day on Form 1."),
        ));
    };
    if is_new && answers.day("on").is_none() {
        record.dated_on = agreed;
    }
    if let Some((step, before)) = out_of_order(&record) {
        return Err(Stop::at(step, too_early(before)));
    }
    counted(&mut record)?;
    let state = if record.facts.day("published_on").is_some() { "published" } else { "registered" };
    state.clone_into(&mut record.state);
    settle(&APPLICATION, &mut record);
    if is_new {
        tx.insert(&record)?
    } else {
        tx.save(&record)?
    };
    tx.save(&Office { agreed_on: Some(agreed), ..office.clone() })?;
    Ok(Done::about(record.id))
}

/// A record that begins with what the office's row has of the forms.
fn first(tx: &mut Tx<'_>, office: &Office) -> Result<Record, Stop> {
    let mut record = tx.new_record(Noun::Application, office.id, "registered")?;
    office.on_forms().into_iter().for_each(|(fact, text)| record.facts.set(fact, text));
    let days = [("agreed_on", office.agreed_on), ("published_on", office.published_on)];
    for (fact, day) in days {
        record.facts.set(fact, day.map(|day| day.to_string()).unwrap_or_default());
    }
    Ok(record)
}

fn at_the_city(under_way: &Record) -> Finding {
    Finding {
        rule: "at_the_city",
        clause: id("3"),
        severity: Severity::Block,
        sentence: sentence!(
            "申込み {id} は市で手続き中です。登録されてから記録してください。",
            "Application {id} is under way at the city's desk: record it once the office is registered.",
            id = under_way.id
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{Outcome, undo};
    use crate::domain::case::{OneCase, RecordCase};
    use crate::testing::{World, day};

    const WHOLE: &[(&str, &str)] = &[
        ("agreed_on", "2026-03-01"),
        ("terms", "2024年4月版"),
        ("on", "2026-03-02"),
        ("people", "４名"),
        ("registered_on", "2026-03-20"),
    ];

    fn kept(world: &World, id: &str) -> Record {
        RecordCase::of(&world.case(id)).expect("a record").record.clone()
    }

    #[track_caller]
    fn done(outcome: Outcome) -> (String, i64) {
        match outcome {
            Outcome::Done(receipt) => (receipt.object.to_string(), receipt.entry),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_office_records_its_own_application_and_completes_the_same_record_later() {
        let mut world = World::new();
        let (id, _) = done(world.typed("application.record", "O-0001", WHOLE));
        let record = kept(&world, &id);
        assert_eq!((record.state.as_str(), record.dated_on), ("registered", day("2026-03-02")));
        assert_eq!(
            (record.facts.text("people"), record.facts.text("name")),
            ("4", "狛江訪問看護ステーション")
        );
        let office = world.reader().office_case().expect("a store").expect("an office").office;
        assert_eq!(office.agreed_on, Some(day("2026-03-01")));
        let later = [("published_on", "2026-04-01")];
        assert_eq!(done(world.typed("application.record", "O-0001", &later)).0, id, "the same record");
        let record = kept(&world, &id);
        assert_eq!((record.state.as_str(), record.is_open), ("published", false));
        assert_eq!(record.facts.text("terms"), "2024年4月版", "what is blank stays");
    }

    #[test]
    fn steps_out_of_order_and_no_day_of_agreement_are_told_at_their_fields() {
        let mut world = World::new();
        let at = |world: &mut World, typed: &[(&str, &str)]| match world.typed(
            "application.record",
            "O-0001",
            typed,
        ) {
            Outcome::Unreadable(error) => error.field,
            other => panic!("{other:?}"),
        };
        world.store.run("UPDATE offices SET agreed_on = NULL WHERE id = 1");
        assert_eq!(at(&mut world, &[("terms", "1")]), Some("agreed_on"));
        assert_eq!(at(&mut world, &[("agreed_on", "2026-03-01"), ("on", "2026-02-28")]), Some("on"));
        let early =
            [("agreed_on", "2026-03-01"), ("forwarded_on", "2026-03-09"), ("published_on", "2026-03-08")];
        assert_eq!(at(&mut world, &early), Some("published_on"));
        assert_eq!(at(&mut world, &[("agreed_on", "2026-03-01"), ("people", "多数")]), Some("people"));
    }

    #[test]
    fn what_the_desk_has_under_way_is_the_desks_and_an_undo_leads_back_whole() {
        let mut world = World::new();
        world.store.run(
            "INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
             VALUES (80, 1, 1, 'application', 'forwarded', 1, '2026-11-01', '', '{}', '')",
        );
        assert!(matches!(world.typed("application.record", "O-0001", WHOLE), Outcome::Refused(_)));
        world.store.run("UPDATE records SET state = 'withdrawn', open = 0");
        let before = world.reader().rows_as_text().expect("rows");
        let (_, entry) = done(world.typed("application.record", "O-0001", WHOLE));
        let undone = undo::perform(&mut world.store, &world.ctx, entry).expect("a store");
        assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
        assert_eq!(world.reader().rows_as_text().expect("rows"), before);
    }
}
