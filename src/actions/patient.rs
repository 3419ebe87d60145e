//! What is done to a patient's row: correcting what the register says of the person (様式3, 留意事項1).

use super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::answers::Answers;
use super::deed::{Done, On, Stop, pass};
use crate::domain::case::PatientCase;
use crate::domain::{Context, Field, Group, Kind, Need, Noun, Patient, Span};
use crate::regulation::clause::id;
use crate::regulation::finding::Finding;
use crate::regulation::inviting::looks_like;
use crate::sentence;
use crate::store::Tx;
use crate::text::{Sentence, Shown, Text};

const fn line(id: &'static str, label: Text) -> Field {
    Field { id, label, kind: Kind::Line, need: Need::May }
}

/// Corrects name, reading and birth date; what is left blank stays.
pub static EDIT: Action = Action {
    id: "patient.edit",
    noun: Noun::Patient,
    on: Noun::Patient,
    key: Some('i'),
    label: Text::new("修正", "Edit"),
    about: Text::new(
        "患者の氏名、ふりがな、生年月日を修正します。空欄の項目は変わりません。",
        "Corrects the patient's name, reading and birth date. What is left blank stays.",
    ),
    basis: &[id("5-1"), id("N1-2")],
    confirm: Confirm::Once,
    fields: &[
        line("name", Text::new("氏名", "Name")),
        line("kana", Text::new("ふりがな", "Reading")),
        Field {
            id: "born_on",
            label: Text::new("生年月日", "Birth date"),
            kind: Kind::Day(Span::Past),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<PatientCase> { stage: |_, _| Stage::Now, rules: &[], apply: edit },
};

fn edit(tx: &mut Tx<'_>, _: &Context, case: &PatientCase, answers: &Answers) -> Result<Done, Stop> {
    let or = |field: &str, now: &str| match answers.line(field) {
        "" => now.to_owned(),
        typed => typed.to_owned(),
    };
    let was = &case.patient;
    let patient = Patient {
        name: or("name", &was.name),
        kana: or("kana", &was.kana),
        born_on: answers.day("born_on").or(was.born_on),
        ..was.clone()
    };
    let passed = pass(lookalikes(tx, &patient, was)?, answers)?;
    tx.save(&patient)?;
    let groups = tx.groups_of_patient(was.id)?;
    // A group without a reading of its own is sorted and found by the patient's.
    for group in groups.iter().filter(|group| group.kana == was.kana && was.kana != patient.kana) {
        tx.save(&Group { kana: patient.kana.clone(), ..group.clone() })?;
    }
    Ok(Done::about(was.id).passing(passed).with_next(titles(&groups, was, &patient)))
}

/// Others of the new name, or of the new birth date and the same reading: told where the edit makes them alike.
fn lookalikes(tx: &Tx<'_>, patient: &Patient, was: &Patient) -> Result<Vec<Finding>, Stop> {
    if (&patient.name, patient.born_on) == (&was.name, was.born_on) {
        return Ok(Vec::new());
    }
    let mut alike = tx.patients_like(&patient.name)?;
    if let Some(day) = patient.born_on {
        alike.extend(tx.patients_born(day, &patient.kana)?);
    }
    alike
        .retain(|other| other.id != was.id && other.born_on.zip(patient.born_on).is_none_or(|(a, b)| a == b));
    alike.sort_by_key(|other| other.id.0);
    alike.dedup_by_key(|other| other.id);
    Ok(alike.iter().map(looks_like).collect())
}

/// A title that still holds the old name is corrected on its own, here and in MCS.
fn titles(groups: &[Group], was: &Patient, is: &Patient) -> Sentence {
    let stale = groups.iter().find(|group| was.name != is.name && group.title.contains(&was.name));
    stale.map_or_else(Sentence::default, |group| {
        sentence!(
            "グループ名（{id} {title}）も修正します。",
            "Correct the group's title, too: {id} {title}.",
            id = group.id,
            title = Shown::new(&group.title)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::{Answer, Outcome};
    use crate::domain::PatientId;
    use crate::testing::{World, day};
    use crate::text::Lang;

    #[test]
    fn a_corrected_name_goes_to_the_groups_reading_and_names_the_title_that_is_left() {
        let mut world = World::new();
        let answers = Answers::default()
            .with("name", Answer::Line("山田 多郎".into()))
            .with("kana", Answer::Line("ヤマダ タロ".into()))
            .with("born_on", Answer::Day(day("1940-02-03")));
        let Outcome::Done(receipt) = world.act("patient.edit", "P-0001", answers) else { panic!("done") };
        assert!(receipt.next.get(Lang::En).contains("G-0001"), "{:?}", receipt.next);
        let patient = world.reader().patient(PatientId(1)).expect("a store").expect("a patient");
        assert_eq!((patient.name.as_str(), patient.born_on), ("山田 多郎", Some(day("1940-02-03"))));
        let groups = world.reader().groups_of_patient(PatientId(1)).expect("groups");
        assert_eq!(groups[0].kana, "ヤマダ タロ");
    }

    #[test]
    fn an_edit_that_makes_two_patients_alike_wants_a_reason() {
        let mut world = World::new();
        let alike = Answers::default().with("name", Answer::Line("鈴木ハナ".into()));
        assert!(matches!(world.act("patient.edit", "P-0001", alike.clone()), Outcome::Refused(_)));
        let done = world.act("patient.edit", "P-0001", alike.because("同姓同名の別の方"));
        assert!(matches!(done, Outcome::Done(_)), "{done:?}");
    }
}
