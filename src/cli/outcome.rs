//! What became of each row: a sentence for people, an object for programs, an exit status for both.

use serde::Serialize;
use serde_json::{Value, json};

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use crate::actions::{Outcome, Refusal, Remedy};
use crate::domain::{Context, Id};
use crate::regulation::finding::Finding;
use crate::sentence;
use crate::session::Session;
use crate::store::{StoreError, ledger};
use crate::text::{Lang, Sentence};

/// What became of one row.
pub(super) struct Told {
    /// Its exit status.
    pub status: Status,
    /// Its sentence, for standard error.
    pub sentence: Sentence,
    /// Its object, for `--json`.
    pub json: Value,
}

/// The object of `--json` for one row.
#[derive(Serialize)]
struct Json {
    id: Id,
    outcome: &'static str,
    ledger: Option<i64>,
    object: Option<Id>,
    findings: Vec<Finding>,
    changes: Vec<Changed>,
    sentence: String,
    sentence_en: String,
}

/// One row that an act changed.
#[derive(Serialize)]
struct Changed {
    id: Id,
    version: u32,
    fields: Vec<String>,
}

/// What to tell of one request.
pub(super) fn told(
    session: &Session,
    ctx: &Context,
    target: Id,
    outcome: &Outcome,
) -> Result<Told, StoreError> {
    let sentence = named(target, outcome);
    let receipt = if let Outcome::Done(receipt) = outcome { Some(receipt) } else { None };
    let changes = receipt.map_or(Ok(Vec::new()), |receipt| changes(session, ctx, receipt.entry))?;
    let findings = match outcome {
        Outcome::Refused(refusal) => refusal.findings.clone(),
        Outcome::Done(_) | Outcome::Conflict(_) | Outcome::NotFound(_) | Outcome::Unreadable(_) => Vec::new(),
    };
    let json = Json {
        id: target,
        outcome: outcome.word().word(),
        ledger: outcome.entry(),
        object: receipt.map(|receipt| receipt.object),
        findings,
        changes,
        sentence: sentence.get(Lang::Ja).to_owned(),
        sentence_en: sentence.get(Lang::En).to_owned(),
    };
    Ok(Told { status: Status::of(outcome), sentence, json: json!(json) })
}

/// The sentence with the row, or the option, that it is about.
fn named(target: Id, outcome: &Outcome) -> Sentence {
    match outcome {
        Outcome::Unreadable(error) => Failure::from(error.clone()).sentence,
        Outcome::Refused(Refusal { remedy: Remedy::Reason | Remedy::OwnReason, .. }) => sentence!(
            "{what}（--reason TEXT）",
            "{what} (--reason TEXT)",
            what = outcome.sentence_about(target)
        ),
        other => other.sentence_about(target),
    }
}

fn changes(session: &Session, ctx: &Context, entry: i64) -> Result<Vec<Changed>, StoreError> {
    let touched = ledger::touches(&session.reader(ctx), entry)?;
    let changed = touched.into_iter().map(|touch| Changed {
        id: Id { noun: touch.noun, number: touch.number },
        version: touch.to,
        fields: touch.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect(),
    });
    Ok(changed.collect())
}

/// Tells every result: sentences to standard error, objects to standard output where they are asked for.
pub(super) fn tell(call: &Call<'_>, results: &[Told]) -> Result<(), Failure> {
    for result in results {
        call.tell(&result.sentence);
    }
    if call.has("json") {
        let objects: Vec<&Value> = results.iter().map(|result| &result.json).collect();
        output::print_json(&objects)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::UserError;
    use crate::regulation::clause::id;
    use crate::regulation::finding::Severity;
    use crate::text::Text;

    fn english(outcome: &Outcome) -> String {
        named("G-0010".parse().expect("an id"), outcome).get(Lang::En).to_owned()
    }

    #[test]
    fn a_refusal_names_its_row_and_an_unreadable_answer_its_option() {
        let sentence: Sentence = Text::new("保全中です。", "It is held.").into();
        let finding = Finding { rule: "held", clause: id("N2-1"), severity: Severity::Block, sentence };
        let refused = Outcome::Refused(Refusal::of(finding));
        assert_eq!(english(&refused), "G-0010: Not possible: It is held. (Notes 2(1))");
        let sentence: Sentence = Text::new("誓約書なし。", "No pledge.").into();
        let finding = Finding { rule: "pledge", clause: id("9-1"), severity: Severity::Warn, sentence };
        let asked = Refusal { remedy: Remedy::Reason, ..Refusal::of(finding) };
        assert!(english(&Outcome::Refused(asked)).ends_with("give a reason. (--reason TEXT)"));
        let unreadable = Outcome::Unreadable(UserError {
            field: Some("note"),
            sentence: Text::new("入力してください。", "Say what.").into(),
        });
        assert_eq!(english(&unreadable), "--note: Say what.");
    }
}
