//! `batch`: requests as JSON lines in, one JSON line out for each, in their order.
//!
//! A request, on one line of at most 64 KiB in UTF-8; blank lines are passed over:
//!
//! ```json
//! {"op":"2026-11-23/1","action":"invitation.approve","id":"I-2041","version":3,"reason":"…","fields":{}}
//! ```
//!
//! | key | is |
//! |---|---|
//! | `op` | the name that the caller gives the request, used once in the store |
//! | `action` | an id of [`ACTIONS`](crate::actions::table::ACTIONS) |
//! | `id` | the row; may be left out where something new is made |
//! | `version` | may be left out: the version that was seen; another one is a conflict |
//! | `reason` | may be left out where none is needed |
//! | `fields` | the action's fields: strings, numbers, `true` and `false` |
//!
//! Its answer:
//!
//! ```json
//! {"op":"2026-11-23/1","outcome":"done","ledger":812,"object":"I-2041","sentence":"…","sentence_en":"…"}
//! ```
//!
//! `outcome` is `done`, `refused`, `conflict` or `error`. What is done or refused is kept under its `op` in the
//! same commit, and answered again from there without acting; a conflict or an error is not kept and may be asked
//! again. The same `op` with another request, or by another operator, is an error. An answer is written and flushed
//! only after its commit. Requests that are waiting share a commit for at most 50 ms; whoever waits for each answer
//! gets it at once. A whole run is one undo.
//!
//! With `--dry-run` every request is only judged, its `op` is not kept, and its answer has `judgement`, `findings`
//! and `reach` instead of `outcome` and `ledger`.

mod lines;
mod object;
mod request;

use std::fs::File;
use std::io::{self, Write};

use serde::Serialize;

use self::lines::Lines;
pub(super) use self::lines::standard_input;
use super::act::rehearsed;
use super::call::Call;
use super::interrupt::Interrupt;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::op::{Answer, Op, Run, perform_ops};
use crate::domain::Id;
use crate::session::Session;
use crate::store::ledger;
use crate::text::{Lang, Text, to_json};

/// Answers every line of standard input.
pub(super) fn batch(call: &Call<'_>) -> Result<Next, Failure> {
    call.must_write()?;
    let mut session = call.sign_in()?;
    let mut lines = Lines::of(standard_input()?);
    let mut out = output::buffered();
    let is_dry = call.has("dry_run");
    let office = session.actor.office.id();
    let mut run = Run::default();
    while let Some(line) = lines.next().map_err(unreadable)? {
        let (answers, failure) = match request::read(&line, office) {
            Err(answer) => (vec![to_json(&Json::of(&answer))], None),
            Ok(op) if is_dry => (vec![judged(&mut session, op)?], None),
            Ok(op) => performed(call, &mut session, &mut run, op, &mut lines),
        };
        let written = answers.iter().try_for_each(|answer| writeln!(out, "{answer}"));
        if written.and_then(|()| out.flush()).is_err() {
            // Whoever asked has gone; what is done already is kept for when they ask again.
            return Ok(Status::Refused.into());
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    Ok(Status::Done.into())
}

/// Does a request, and those that are waiting behind it; a store that is only busy lets the run go on.
fn performed(
    call: &Call<'_>,
    session: &mut Session,
    run: &mut Run,
    first: Op,
    lines: &mut Lines<File>,
) -> (Vec<String>, Option<Failure>) {
    let (ctx, office) = (session.context(), session.actor.office.id());
    // Ctrl-C ends the process: whatever was answered is kept.
    let nobody_listens = Interrupt::default();
    let mut more = || lines.waiting().map(|line| request::read(&line, office));
    let answered =
        perform_ops(&mut session.store, &ctx, run, first, &mut more, &mut nobody_listens.waiting(call));
    let failure = answered.failure.filter(|error| !error.is_busy()).map(Failure::from);
    (answered.answers.iter().map(|answer| to_json(&Json::of(answer))).collect(), failure)
}

/// Judges a request and writes nothing.
fn judged(session: &mut Session, op: Op) -> Result<String, Failure> {
    let ctx = session.context();
    let request = match op.request(ctx.today()) {
        Ok(request) => request,
        Err(answer) => return Ok(to_json(&Json::of(&answer))),
    };
    let told = rehearsed(session, &ctx, &request)?;
    let mut object = serde_json::Map::from_iter([("op".to_owned(), op.name.into())]);
    object.extend(told.json.as_object().cloned().unwrap_or_default());
    Ok(to_json(&object))
}

fn unreadable(error: io::Error) -> Failure {
    let sentence =
        crate::sentence!("標準入力を読めません：{why}", "Standard input cannot be read: {why}", why = error);
    Failure::new(Status::Internal, sentence)
}

pub(super) const ABOUT: Text = Text::new(
    "依頼をJSON行で受け取り、確定したものから1行ずつ答える（op で二重実行を防ぐ）",
    "Take requests as JSON lines, answer each once it is durable; its op is done once only",
);

/// The answer to one line.
#[derive(Serialize)]
struct Json<'a> {
    op: Option<&'a str>,
    outcome: ledger::Outcome,
    ledger: Option<i64>,
    object: Option<Id>,
    sentence: &'a str,
    sentence_en: &'a str,
}

impl Json<'_> {
    fn of(answer: &Answer) -> Json<'_> {
        Json {
            op: answer.op.as_deref(),
            outcome: answer.outcome,
            ledger: answer.entry,
            object: answer.object,
            sentence: answer.sentence.get(Lang::Ja),
            sentence_en: answer.sentence.get(Lang::En),
        }
    }
}
