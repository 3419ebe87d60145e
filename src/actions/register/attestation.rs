//! Attesting a clause (自己点検): yes or no, once a year; the latest one counts.

use super::{Adds, any_time};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::OfficeCase;
use crate::domain::{Context, Noun, Record};
use crate::regulation::approval::due;
use crate::regulation::clause::id;
use crate::regulation::register::ATTESTATION;
use crate::regulation::register::attestation::{ANSWER, ATTESTED_MONTHS, CLAUSE, NOTE, ON, clause_meant};
use crate::store::Tx;
use crate::text::Text;

/// Attests a clause.
pub static RECORD: Action = Action {
    id: "attestation.record",
    noun: Noun::Attestation,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("自己点検を記録", "Attest a clause"),
    about: Text::new(
        "観察できない条項について、守られているかを「はい・いいえ」で記録します。1年間有効です。",
        "Records whether a clause that cannot be observed is kept: yes or no, good for a year.",
    ),
    basis: &[id("2"), id("11"), id("12"), id("N3-3"), id("N3-4"), id("N3-8")],
    confirm: Confirm::Once,
    fields: &[CLAUSE.must(), ANSWER.must(), NOTE.may(), ON.may()],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Adds::<OfficeCase> { register: &ATTESTATION, stage: any_time, rules: &[], complete },
};

/// The clause must be one that people attest; the answer becomes the record's state.
fn complete(
    _: &mut Tx<'_>,
    _: &Context,
    _: &OfficeCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    let clause = clause_meant(answers.line(CLAUSE.field.id)).map_err(|why| Stop::at(CLAUSE.field.id, why))?;
    record.facts.set(CLAUSE.field.id, clause.id.as_str());
    answers.choice(ANSWER.field.id).unwrap_or_default().clone_into(&mut record.state);
    record.due_on = Some(due(record.dated_on, ATTESTED_MONTHS));
    Ok(())
}
