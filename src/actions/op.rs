//! Requests that their caller has named (`op`): done once, however often they are sent.
//!
//! What was done or refused is kept under its name, in the same transaction as the act and its entry, and is
//! answered again from there. A conflict or an error is not kept and may be asked again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant as Stopwatch};

use sha2::{Digest, Sha256};

use super::action::Action;
use super::answers::Answers;
use super::outcome::{Outcome, Remedy};
use super::patience::{Waits, patiently};
use super::perform::{Request, SHARED_COMMIT, batch_mark, one, scope};
use crate::domain::{Context, Id};
use crate::sentence;
use crate::store::ledger;
use crate::store::{KeptOp, Store, StoreError, Tx, hex};
use crate::text::date::Day;
use crate::text::{Sentence, Shown};

/// A request with the name its caller gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Op {
    /// The name: one request only, in all the store.
    pub name: String,
    /// The action.
    pub action: &'static Action,
    /// The row.
    pub target: Id,
    /// The version the caller saw; `None` where it looked at none.
    pub version: Option<u32>,
    /// The reason; empty for none.
    pub reason: String,
    /// Fields as they were written: read only when the act is done, since 今日 is another day tomorrow.
    pub fields: BTreeMap<String, String>,
}

/// What is told of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The request's name, where it could be read.
    pub op: Option<String>,
    /// How it ended.
    pub outcome: ledger::Outcome,
    /// The ledger's entry: of the act, or of the earlier decision.
    pub entry: Option<i64>,
    /// The row it was about, or that was made.
    pub object: Option<Id>,
    /// One sentence for a person.
    pub sentence: Sentence,
}

/// What came in: a request, or the answer to what is none.
pub type Asked = Result<Op, Answer>;

/// The answers to what was asked, in its order; durable, but for errors.
#[derive(Debug)]
pub struct Answered {
    /// One for each.
    pub answers: Vec<Answer>,
    /// Why the store did nothing of it, where it failed.
    pub failure: Option<StoreError>,
}

/// What the requests of one run have in common: one undo takes all of them back.
#[derive(Debug)]
pub struct Run {
    /// The mark of its entries, once the first is there.
    mark: String,
    /// So long requests that are waiting share a commit.
    span: Duration,
}

impl Default for Run {
    fn default() -> Run {
        Run { mark: String::new(), span: SHARED_COMMIT }
    }
}

/// Does named requests of a run: `first`, and `more` of them in the same commit for at most 50 ms while they are waiting.
pub fn perform_ops(
    store: &mut Store,
    ctx: &Context,
    run: &mut Run,
    first: Op,
    more: &mut dyn FnMut() -> Option<Asked>,
    waits: Waits<'_>,
) -> Answered {
    // Kept here, so that a transaction that has to be tried again finds all that was taken in for it.
    let mut asked = vec![Ok(first)];
    let answered = patiently(waits, || {
        store.write(scope(ctx), ctx.today(), |tx| {
            let mark = if run.mark.is_empty() { batch_mark(tx)? } else { run.mark.clone() };
            share_a_commit(tx, ctx, (&mark, run.span), &mut asked, more).map(|answers| (mark, answers))
        })
    });
    match answered {
        Ok((mark, answers)) => {
            run.mark = mark;
            Answered { answers, failure: None }
        }
        Err(error) => {
            let failed = |asked| match asked {
                Ok(Op { name, .. }) => Answer::error(Some(name), error.sentence()),
                Err(answer) => answer,
            };
            Answered { answers: asked.into_iter().map(failed).collect(), failure: Some(error) }
        }
    }
}

fn share_a_commit(
    tx: &mut Tx<'_>,
    ctx: &Context,
    (mark, span): (&str, Duration),
    asked: &mut Vec<Asked>,
    more: &mut dyn FnMut() -> Option<Asked>,
) -> Result<Vec<Answer>, StoreError> {
    let started = Stopwatch::now();
    let mut answers = Vec::new();
    loop {
        if answers.len() == asked.len() {
            if started.elapsed() > span {
                return Ok(answers);
            }
            match more() {
                Some(next) => asked.push(next),
                None => return Ok(answers),
            }
        }
        answers.push(match &asked[answers.len()] {
            Ok(op) => answer(tx, ctx, mark, op)?,
            Err(answer) => answer.clone(),
        });
    }
}

/// Answers one request: from what is kept, or by doing it.
fn answer(tx: &mut Tx<'_>, ctx: &Context, mark: &str, op: &Op) -> Result<Answer, StoreError> {
    let digest = op.digest(&ctx.actor.operator);
    match tx.op(&op.name)? {
        Some(kept) if kept.request == digest => Answer::again(op, kept),
        Some(_) => Ok(Answer::error(Some(op.name.clone()), used_already(&op.name))),
        None => match tx.whole(|tx| act(tx, ctx, mark, op, digest)) {
            Err(error) if error.is_of_one_row() => Ok(Answer::error(Some(op.name.clone()), error.sentence())),
            ended => ended,
        },
    }
}

fn act(tx: &mut Tx<'_>, ctx: &Context, mark: &str, op: &Op, digest: String) -> Result<Answer, StoreError> {
    let request = match op.request(ctx.today()) {
        Ok(request) => request,
        Err(answer) => return Ok(answer),
    };
    let outcome = one(tx, ctx, &request, mark)?;
    let answer = Answer::of(op, &outcome);
    if matches!(&outcome, Outcome::Refused(refusal) if refusal.remedy == Remedy::Passphrase) {
        // Asked again with the passphrase, it is no repetition.
        return Ok(answer);
    }
    match answer.outcome {
        ledger::Outcome::Done | ledger::Outcome::Refused => tx.keep_op(&op.name, &answer.kept(digest))?,
        ledger::Outcome::Conflict | ledger::Outcome::Error => {}
    }
    Ok(answer)
}

fn used_already(name: &str) -> Sentence {
    sentence!(
        "op「{op}」は、別の内容の依頼か別の操作者がすでに使っています。この依頼は実行していません。新しい op を付けてください。",
        "The op \"{op}\" is used already, for another request or by another operator. This request was not carried out. Give it an op of its own.",
        op = Shown::new(name)
    )
}

impl Op {
    /// The request as it is on a day, or the answer where a field cannot be read.
    pub fn request(&self, today: Day) -> Result<Request, Answer> {
        let answers = Answers::read(self.action.fields, &self.fields, &self.reason, today)
            .map_err(|error| Answer::of(self, &Outcome::Unreadable(error)))?;
        Ok(Request { action: self.action, target: self.target, version: self.version, answers })
    }

    /// SHA-256 over netstrings of who asks for what; how the request was laid out does not matter.
    fn digest(&self, operator: &str) -> String {
        let target = self.target.to_string();
        let version = self.version.map(|version| version.to_string()).unwrap_or_default();
        let fields = self.fields.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
        let mut hash = Sha256::new();
        for part in [operator, self.action.id, &target, &version, &self.reason].into_iter().chain(fields) {
            hash.update(format!("{}:{part},", part.len()));
        }
        hex(&hash.finalize())
    }
}

impl Answer {
    /// The answer to what cannot be read or done.
    pub fn error(op: Option<String>, sentence: Sentence) -> Answer {
        Answer { op, outcome: ledger::Outcome::Error, entry: None, object: None, sentence }
    }

    fn of(op: &Op, outcome: &Outcome) -> Answer {
        let object = match outcome {
            Outcome::Done(receipt) => Some(receipt.object),
            Outcome::Refused(_) | Outcome::Conflict(_) => Some(op.target),
            Outcome::NotFound(_) | Outcome::Unreadable(_) => None,
        };
        let sentence = match outcome {
            Outcome::Unreadable(error) => sentence!(
                "{place}：{what}",
                "{place}: {what}",
                place = error.field.map_or("reason".to_owned(), |field| format!("fields.{field}")),
                what = error.sentence
            ),
            other => other.sentence_about(op.target),
        };
        let (op, outcome, entry) = (Some(op.name.clone()), outcome.word(), outcome.entry());
        Answer { op, outcome, entry, object, sentence }
    }

    fn kept(&self, request: String) -> KeptOp {
        KeptOp {
            request,
            outcome: self.outcome.word().to_owned(),
            entry: self.entry,
            object: self.object.map(|id| id.to_string()).unwrap_or_default(),
            sentence: self.sentence.clone(),
        }
    }

    fn again(op: &Op, kept: KeptOp) -> Result<Answer, StoreError> {
        let Some(outcome) = ledger::Outcome::read(&kept.outcome) else {
            return Err(StoreError::Damaged(format!("op {}", op.name)));
        };
        Ok(Answer {
            op: Some(op.name.clone()),
            outcome,
            entry: kept.entry,
            object: kept.object.parse().ok(),
            sentence: kept.sentence,
        })
    }
}

#[cfg(test)]
#[path = "op_tests.rs"]
mod tests;
