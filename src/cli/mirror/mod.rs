//! `mirror run`: hands every decision still to be done in MCS to the program that the host has set, oldest first.
//!
//! From cron, outside any session of the console: nothing here is an action, and no key leads to it. Exit 0 of
//! the program confirms its decision, each with its own entry of the ledger.

mod program;

use std::collections::BTreeSet;
use std::fs::File;

use rustix::fs::{FlockOperation, flock};
use serde::Serialize;
use serde_json::{Value, json};

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::mirror::CONFIRM;
use crate::actions::{Answers, Outcome, Request, perform};
use crate::config::{MirrorProgram, Mirroring};
use crate::domain::case::{MirrorCase, OneCase};
use crate::domain::{Context, Id};
use crate::listings;
use crate::sentence;
use crate::session::Session;
use crate::store::{Ask, StoreError, Window, ledger};
use crate::text::{Lang, Sentence, Text, to_json};
use program::Answer;

/// The version of the decision's JSON form.
const FORM: u32 = 1;

/// How many marks are read at once.
const PAGE: usize = 256;

/// A decision as the program reads it: one JSON object on one line.
#[derive(Serialize)]
struct Decision {
    form: u32,
    mark: Id,
    action: String,
    /// The act is to be taken back in MCS: it had been carried out, and was undone here.
    opposite: bool,
    entry: i64,
    decided_at: Option<String>,
    decided_by: Option<String>,
    reason: Option<String>,
    id: Id,
    name: String,
    /// The row as `show --json` gives it; `null` where it is void or another office's.
    row: Value,
}

/// What became of one decision, for `--json`.
#[derive(Serialize)]
struct Json {
    mark: Id,
    id: Id,
    action: String,
    outcome: &'static str,
    ledger: Option<i64>,
    sentence: String,
    sentence_en: String,
}

/// Hands the queue to the program.
pub(super) fn run(call: &Call<'_>) -> Result<Next, Failure> {
    call.must_write()?;
    let Mirroring::Command(program) = &call.config.mirroring else { return Err(not_set()) };
    let mut session = call.sign_in()?;
    let ctx = session.context();
    let queue = queue(&session, &ctx, call.number("limit").map_or(usize::MAX, |n| n as usize))?;
    if call.has("dry_run") {
        let decisions: Vec<Decision> =
            queue.iter().map(|case| decision(&session, &ctx, case)).collect::<Result<_, _>>()?;
        output::print_json(&decisions)?;
        return Ok(Status::Done.into());
    }
    let _alone = alone(call)?;
    let results = run_all(call, &mut session, program, &queue)?;
    if call.has("json") {
        output::print_json(&results)?;
    }
    if queue.is_empty() {
        call.tell(&Text::new("MCS未反映の決定はありません。", "Nothing is left to do in MCS.").into());
    }
    let is_done = results.iter().all(|result| result.outcome == ledger::Outcome::Done.word());
    Ok(if is_done { Status::Done } else { Status::Refused }.into())
}

fn not_set() -> Failure {
    Failure::usage(Text::new(
        "反映のプログラムが設定されていません。設定ファイルに mirror = \"command\" と mirror_command = [\"/path/to/program\"] を書いてください。",
        "No program is set. Write mirror = \"command\" and mirror_command = [\"/path/to/program\"] in the configuration.",
    ))
}

/// Two runs at once would carry a decision out twice: the second one ends at once.
fn alone(call: &Call<'_>) -> Result<File, Failure> {
    let path = call.db().with_extension("mirror-run");
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|_| {
        Failure::new(
            Status::Conflict,
            Text::new("mirror run がすでに実行中です。", "Another mirror run is at work."),
        )
    })?;
    Ok(file)
}

/// What is still to be done, oldest first.
fn queue(session: &Session, ctx: &Context, limit: usize) -> Result<Vec<MirrorCase>, StoreError> {
    let reader = session.reader(ctx);
    let ask = Ask { only: Some("pending"), ..Ask::default() };
    let (mut queue, mut window) = (Vec::new(), Window::First);
    while queue.len() < limit {
        let page = reader.mirrors(&ask, &window, PAGE.min(limit - queue.len()))?;
        queue.extend(page.rows.iter().filter_map(|(_, case)| MirrorCase::of(case).cloned()));
        let Some((key, _)) = page.rows.into_iter().last().filter(|_| page.has_after) else { break };
        window = Window::After(key);
    }
    Ok(queue)
}

/// Each decision in turn. Where one about a row could not be carried out, later ones about it wait for it.
fn run_all(
    call: &Call<'_>,
    session: &mut Session,
    program: &MirrorProgram,
    queue: &[MirrorCase],
) -> Result<Vec<Json>, Failure> {
    let (mut results, mut waiting) = (Vec::new(), BTreeSet::new());
    for case in queue {
        let ctx = session.context();
        let object = case.mirror.object;
        let (outcome, entry, sentence) = if waiting.contains(&object.to_string()) {
            let words = Text::new("前の決定の反映を待ちます。", "It waits for the decision before it.");
            (ledger::Outcome::Refused, None, words.into())
        } else {
            carry_out(session, &ctx, program, case)?
        };
        if outcome != ledger::Outcome::Done {
            waiting.insert(object.to_string());
        }
        let sentence = named(case, &sentence);
        call.tell(&sentence);
        results.push(Json {
            mark: case.mirror.id.id(),
            id: object,
            action: case.mirror.action.clone(),
            outcome: outcome.word(),
            ledger: entry,
            sentence: sentence.get(Lang::Ja).to_owned(),
            sentence_en: sentence.get(Lang::En).to_owned(),
        });
    }
    Ok(results)
}

fn carry_out(
    session: &mut Session,
    ctx: &Context,
    program: &MirrorProgram,
    case: &MirrorCase,
) -> Result<(ledger::Outcome, Option<i64>, Sentence), Failure> {
    let line = format!("{}\n", to_json(&decision(session, ctx, case)?));
    if let Answer::Not(why) = program::run(program, &line) {
        return Ok((ledger::Outcome::Error, None, why));
    }
    let request = Request {
        action: &CONFIRM,
        target: case.mirror.id.id(),
        version: Some(case.mirror.version),
        answers: Answers::default(),
    };
    let outcome = perform(&mut session.store, ctx, &request)?;
    let entry = if let Outcome::Done(receipt) = &outcome { Some(receipt.entry) } else { None };
    Ok((outcome.word(), entry, outcome.sentence()))
}

fn named(case: &MirrorCase, sentence: &Sentence) -> Sentence {
    sentence!(
        "{id}（{mark}）：{what}",
        "{id} ({mark}): {what}",
        id = case.mirror.object,
        mark = case.mirror.id,
        what = *sentence
    )
}

fn decision(session: &Session, ctx: &Context, case: &MirrorCase) -> Result<Decision, StoreError> {
    let reader = session.reader(ctx);
    let mirror = &case.mirror;
    let entry = ledger::entry(&reader, mirror.entry)?;
    let row = reader
        .case(mirror.object)?
        .and_then(|row| listings::of(mirror.object.noun).map(|listing| (listing.json)(&row, ctx)));
    Ok(Decision {
        form: FORM,
        mark: mirror.id.id(),
        action: mirror.action.clone(),
        opposite: mirror.opposite,
        entry: mirror.entry,
        decided_at: entry.as_ref().map(|entry| entry.at.clone()),
        decided_by: entry.as_ref().map(|entry| entry.actor.clone()),
        reason: entry.map(|entry| entry.reason),
        id: mirror.object,
        name: case.about.clone(),
        row: row.unwrap_or_else(|| json!(null)),
    })
}
