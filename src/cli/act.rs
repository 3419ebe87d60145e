//! Acting on rows: the same requests, rules and ledger as the keys; `--dry-run` is the guard alone.

use std::collections::BTreeMap;

use serde_json::json;

use super::call::Call;
use super::interrupt::Interrupt;
use super::outcome::{Told, tell, told};
use super::proof::asked_again;
use super::status::{Failure, Status};
use super::verb::read_id;
use crate::actions::{
    Action, Answers, Confirm, Kind, Outcome, ReasonOf, Request, Stage, Verdict, Waits, patiently, perform,
    perform_many, reach, rehearse, try_out, waits_quietly, wants_passphrase,
};
use crate::domain::{Context, Id};
use crate::sentence;
use crate::session::{Session, clock};
use crate::store::StoreError;
use crate::text::{Lang, Sentence, date};

/// Carries an action out on the rows named, or judges it.
pub(super) fn act(call: &Call<'_>, action: &'static Action) -> Result<Status, Failure> {
    let ids = ids(call, action)?;
    let answers = answers(call, action)?;
    let mut session = call.sign_in()?;
    let ctx = session.context();
    let targets = if action.is_on_home() { vec![ctx.actor.office.id()] } else { ids };
    let answers = if targets.len() > 1 { answers.shared() } else { answers };
    let requests: Vec<Request> = targets
        .into_iter()
        .map(|target| Request { action, target, version: None, answers: answers.clone() })
        .collect();
    let uncounted = uncounted(call, action, requests.len());
    if call.has("dry_run") || uncounted.is_some() {
        let each = requests.iter().map(|request| rehearsed(&mut session, &ctx, request));
        let results = each.collect::<Result<Vec<_>, _>>()?;
        tell(call, &results)?;
        return uncounted.map_or_else(|| Ok(of_all(&results)), Err);
    }
    if !session.store.is_read_only() && asks_again(&session, &ctx, &requests)? {
        asked_again(call, &mut session, action.label)?;
    }
    let ctx = session.context();
    let listening = Interrupt::listen()?;
    let results = performed(&mut session, &ctx, &requests, &listening, &mut listening.waiting(call))?;
    tell(call, &results)?;
    if results.len() < requests.len() {
        return Err(stopped(results.len(), requests.len()));
    }
    Ok(of_all(&results))
}

/// Whether one of them ends an administrator's rights.
fn asks_again(session: &Session, ctx: &Context, requests: &[Request]) -> Result<bool, StoreError> {
    for request in requests {
        let case = session.reader(ctx).case(request.target)?;
        if case.is_some_and(|case| wants_passphrase(ctx, request.action, &case)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn of_all(results: &[Told]) -> Status {
    Status::of_all(&results.iter().map(|result| result.status).collect::<Vec<_>>())
}

/// From two rows on their count must be said as well, where the screen has it typed: only then it is done.
fn uncounted(call: &Call<'_>, action: &Action, rows: usize) -> Option<Failure> {
    let is_asked = action.confirm == Confirm::Count && rows > 1 && !call.has("dry_run");
    let is_right = || call.number("count").is_some_and(|count| usize::try_from(count) == Ok(rows));
    (is_asked && !is_right()).then(|| {
        let sentence = sentence!(
            "何も実行していません。{rows}件に「{what}」を行うには、--count {rows} を付けてください。",
            "Nothing was done. To go ahead on these {rows} ({what}), add --count {rows}.",
            rows = rows,
            what = action.label
        );
        Failure::new(Status::Refused, sentence)
    })
}

/// Ctrl-C: what is told stands, the rest does not.
fn stopped(told: usize, asked: usize) -> Failure {
    let left = asked - told;
    let sentence = sentence!(
        "中止しました。{asked}件中{told}件の結果は上のとおりです。残り{left}件は未実行です。",
        "Stopped. {told} of {asked} are as told above; the other {left} are not done.",
        asked = asked,
        told = told,
        left = left
    );
    Failure::new(Status::Refused, sentence)
}

/// The ids named, each once, in their order.
fn ids(call: &Call<'_>, action: &Action) -> Result<Vec<Id>, Failure> {
    if action.is_on_home() {
        return Ok(Vec::new());
    }
    let mut ids = Vec::new();
    for typed in call.many("ids") {
        let id = read_id(typed, action.on)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn answers(call: &Call<'_>, action: &Action) -> Result<Answers, Failure> {
    let typed: BTreeMap<String, String> = action
        .fields
        .iter()
        .filter_map(|field| {
            let value = match field.kind {
                Kind::Yes => call.has(field.id).then_some("yes"),
                Kind::Line | Kind::Day(_) | Kind::Choice(_) | Kind::Row(_) => call.maybe(field.id),
            };
            value.map(|value| (field.id.to_owned(), value.to_owned()))
        })
        .collect();
    Ok(Answers::read(action.fields, &typed, call.text("reason"), date::today(clock::now()))?)
}

/// Does what is asked, until it is done or interrupted.
fn performed(
    session: &mut Session,
    ctx: &Context,
    requests: &[Request],
    listening: &Interrupt,
    waits: Waits<'_>,
) -> Result<Vec<Told>, StoreError> {
    let mut outcomes = Vec::new();
    match requests {
        // One row is no batch: its entry says nothing of one.
        [one] => {
            let store = &mut session.store;
            outcomes.push(patiently(waits, || perform(store, ctx, one))?);
        }
        many => {
            let mut told = |_, outcome: &Outcome| {
                outcomes.push(outcome.clone());
                listening.go()
            };
            perform_many(&mut session.store, ctx, many, waits, &mut told)?;
        }
    }
    requests
        .iter()
        .zip(&outcomes)
        .map(|(request, outcome)| told(session, ctx, request.target, outcome))
        .collect()
}

/// Judges a request, and says what it would reach.
pub(super) fn rehearsed(session: &mut Session, ctx: &Context, request: &Request) -> Result<Told, StoreError> {
    let Some(mut verdict) = rehearse(&session.store, ctx, request)? else {
        return told(session, ctx, request.target, &Outcome::NotFound(request.target));
    };
    // What only the answers or other rows decide is seen by doing it, and taking it back at once: not where
    // nothing may be written, not even for a moment.
    if !session.store.is_read_only() && verdict.is_allowed() && !wants_reason(request, &verdict) {
        match patiently(&mut waits_quietly, || try_out(&mut session.store, ctx, request))? {
            Outcome::Done(_) => {}
            Outcome::Refused(refusal) => verdict.findings = refusal.findings,
            other => return told(session, ctx, request.target, &other),
        }
    }
    let beyond = reach(&session.store, ctx, request)?;
    let sentence = rehearsal_sentence(request, &verdict, &beyond);
    let json = json!({
        "id": request.target,
        "judgement": verdict.judgement(),
        "findings": verdict.blocks().into_iter().chain(verdict.warnings()).collect::<Vec<_>>(),
        "reach": beyond.iter().map(|s| s.get(Lang::Ja)).collect::<Vec<_>>(),
        "reach_en": beyond.iter().map(|s| s.get(Lang::En)).collect::<Vec<_>>(),
        "sentence": sentence.get(Lang::Ja),
        "sentence_en": sentence.get(Lang::En),
    });
    Ok(Told { status: verdict_status(request, &verdict), sentence, json })
}

fn verdict_status(request: &Request, verdict: &Verdict) -> Status {
    match verdict.stage {
        Stage::Decided => Status::Conflict,
        _ if !verdict.is_allowed() || wants_reason(request, verdict) => Status::Refused,
        _ => Status::Done,
    }
}

fn wants_reason(request: &Request, verdict: &Verdict) -> bool {
    request.answers.reason_of() != Some(ReasonOf::Row) && !verdict.warnings().is_empty()
}

/// 「I-2041：承認 可」, with the reason where there is one against it, else with what the act would reach.
fn rehearsal_sentence(request: &Request, verdict: &Verdict, beyond: &[Sentence]) -> Sentence {
    let against = verdict.why_not().or_else(|| verdict.warnings().first().map(|f| f.with_clause()));
    let is_judged = !matches!(verdict.stage, Stage::Decided);
    let head = sentence!("{id}：{what}", "{id}: {what}:", id = request.target, what = request.action.label);
    let judgement = is_judged.then(|| sentence!("{is}。", "{is}.", is = verdict.judgement().label()));
    let rest = against.map_or_else(|| beyond.to_vec(), |why| vec![why]);
    std::iter::once(head).chain(judgement).chain(rest).reduce(beside).unwrap_or_default()
}

fn beside(before: Sentence, after: Sentence) -> Sentence {
    sentence!("{before} {after}", "{before} {after}", before = before, after = after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table;
    use crate::regulation::clause::id;
    use crate::regulation::finding::{Finding, Severity};
    use crate::text::Text;

    fn rehearsal(stage: Stage, findings: Vec<Finding>) -> String {
        let action = table::find("invitation.approve").expect("an action");
        let request = Request {
            action,
            target: "I-0005".parse().expect("an id"),
            version: None,
            answers: Answers::default(),
        };
        let beyond = [Text::new("3名に及びます。", "It reaches 3.").into()];
        rehearsal_sentence(&request, &Verdict { stage, findings }, &beyond).get(Lang::En).to_owned()
    }

    #[test]
    fn a_rehearsal_tells_what_the_act_would_reach_or_what_is_against_it() {
        assert_eq!(rehearsal(Stage::Now, Vec::new()), "I-0005: Approve: OK. It reaches 3.");
        let sentence: Sentence = Text::new("制限中です。", "Restricted.").into();
        let block = Finding { rule: "standing", clause: id("8-4"), severity: Severity::Block, sentence };
        assert_eq!(rehearsal(Stage::Now, vec![block]), "I-0005: Approve: Blocked. Restricted. (Art. 8(4))");
    }

    #[test]
    fn what_is_decided_already_is_not_called_blocked() {
        assert_eq!(rehearsal(Stage::Decided, Vec::new()), "I-0005: Approve: This has been decided already.");
    }
}
