//! Attesting a clause (自己点検): yes or no, once a year; the latest one counts.

use super::{Adds, any_time};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::OfficeCase;
use crate::domain::{Context, Noun, Record};
use crate::regulation::approval::due;
use crate::regulation::book::BOOK;
use crate::regulation::clause::{Clause, id};
use crate::regulation::register::ATTESTATION;
use crate::regulation::register::attestation::{ANSWER, ATTESTED_MONTHS, CLAUSE, NOTE, ON, is_attested};
use crate::sentence;
use crate::store::Tx;
use crate::text::{Shown, Text};

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
    let clause = meant(answers.line(CLAUSE.field.id))?;
    record.facts.set(CLAUSE.field.id, clause.id.as_str());
    answers.choice(ANSWER.field.id).unwrap_or_default().clone_into(&mut record.state);
    record.due_on = Some(due(record.dated_on, ATTESTED_MONTHS));
    Ok(())
}

/// The clause that is meant, by its id or as people see it.
fn meant(typed: &str) -> Result<&'static Clause, Stop> {
    let typed = typed.trim();
    let is_meant = |clause: &&'static Clause| {
        let shown = [clause.id.as_str(), clause.shown_as.ja, clause.shown_as.en];
        shown.iter().any(|name| name.eq_ignore_ascii_case(typed))
    };
    let Some(clause) = BOOK.clauses().find(is_meant) else {
        return Err(Stop::at(
            CLAUSE.field.id,
            sentence!(
                "「{typed}」という条項はありません。11-3 または 第11条(3) のように書いてください。",
                "There is no clause \"{typed}\". Write it like 11-3 or Art. 11(3).",
                typed = Shown::new(typed)
            ),
        ));
    };
    if is_attested(clause) {
        return Ok(clause);
    }
    Err(Stop::at(
        CLAUSE.field.id,
        sentence!(
            "{shown} は自己点検の対象ではありません。記録から点検しています。",
            "{shown} is not attested: it is checked from what is on record.",
            shown = clause.shown_as
        ),
    ))
}
