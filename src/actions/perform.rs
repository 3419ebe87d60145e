//! The only write path: authorise → rules → apply → mirror mark → ledger, in one transaction.
//!
//! A key that the screen refuses and a dry run never get here: what gets here is an attempt.

use std::time::{Duration, Instant as Stopwatch};

use super::action::{Action, Stage, Verdict};
use super::answers::{Answers, ReasonOf, UserError};
use super::assurance;
use super::authorise::{Wish, permit};
use super::deed::{Done, Stop};
use super::outcome::{Conflict, Outcome, Receipt, Refusal};
use super::patience::{Waits, patiently};
use super::withdraw;
use crate::domain::{Case, Context, Id, Mirror, MirrorId, MirrorSetting, MirrorState};
use crate::regulation::clause::Gap;
use crate::regulation::finding::Finding;
use crate::store::ledger::{self, Draft};
use crate::store::{Committed, Known, Reader, Scope, Store, StoreError, Tx};
use crate::text::Sentence;

/// How long rows of one batch may share a commit.
pub(super) const SHARED_COMMIT: Duration = Duration::from_millis(50);

/// What somebody wants done to one row.
#[derive(Clone, Debug)]
pub struct Request {
    /// The action.
    pub action: &'static Action,
    /// The row.
    pub target: Id,
    /// The version the person saw; `None` where nobody looked.
    pub version: Option<u32>,
    /// Fields and reason.
    pub answers: Answers,
}

/// Does one request, or says why not. Nothing is half done.
pub fn perform(store: &mut Store, ctx: &Context, request: &Request) -> Result<Outcome, StoreError> {
    if store.is_read_only() {
        return Ok(Outcome::Refused(Refusal::read_only()));
    }
    store.commit(scope(ctx), ctx.today(), |tx| one(tx, ctx, request, "")).map(Outcome::from)
}

/// Does many requests, each whole, telling each outcome after its commit; stops early where `told` says so.
///
/// Rows share a commit for at most 50 ms. After a kill, a prefix of whole rows stands. All rows carry the
/// mark of one batch, so that one undo takes them back. A busy store is waited for between commits.
pub fn perform_many(
    store: &mut Store,
    ctx: &Context,
    requests: &[Request],
    waits: Waits<'_>,
    told: &mut dyn FnMut(usize, &Outcome) -> Go,
) -> Result<(), StoreError> {
    perform_many_sharing(store, ctx, requests, SHARED_COMMIT, waits, told)
}

/// As [`perform_many`], with rows sharing a commit for `span`.
pub(super) fn perform_many_sharing(
    store: &mut Store,
    ctx: &Context,
    requests: &[Request],
    span: Duration,
    waits: Waits<'_>,
    told: &mut dyn FnMut(usize, &Outcome) -> Go,
) -> Result<(), StoreError> {
    let mut next = 0;
    if store.is_read_only() {
        let refused = Outcome::Refused(Refusal::read_only());
        (0..requests.len()).find(|at| told(*at, &refused) == Go::Stop);
        return Ok(());
    }
    let mut batch = String::new();
    while next < requests.len() {
        let shared = patiently(waits, || {
            store.commit(scope(ctx), ctx.today(), |tx| {
                let mark = if batch.is_empty() { batch_mark(tx)? } else { batch.clone() };
                share_a_commit(tx, ctx, &requests[next..], span, &mark).map(|outcomes| (mark, outcomes))
            })
        })?;
        let (mark, outcomes) = shared.value;
        batch = mark;
        let mut go = Go::On;
        // What stands is told to the last row, also where the first has stopped the batch.
        for outcome in outcomes {
            let outcome = Outcome::from(Committed { value: outcome, known: shared.known });
            if told(next, &outcome) == Go::Stop {
                go = Go::Stop;
            }
            next += 1;
        }
        if go == Go::Stop {
            break;
        }
    }
    Ok(())
}

/// What the entries of one batch have in common: the number of its first.
pub(super) fn batch_mark(tx: &Tx<'_>) -> Result<String, StoreError> {
    Ok(format!("{{\"batch\":{}}}", ledger::head_number(tx)? + 1))
}

/// Whether a long job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// It does.
    On,
    /// It stops before the next commit; what is committed stands.
    Stop,
}

/// Judges a request as [`perform`] would, and writes nothing: `--dry-run`.
pub fn rehearse(store: &Store, ctx: &Context, request: &Request) -> Result<Option<Verdict>, StoreError> {
    let reader = store.reader(scope(ctx), ctx.today());
    let Some(case) = reader.case(request.target)? else { return Ok(None) };
    Ok(Some(request.action.judge(&case, &in_force(&reader, ctx)?)))
}

/// Does a request and takes all of it back: what it would come to, where the answers or other rows decide.
///
/// No attempt: neither rows nor ledger keep anything of it.
pub fn try_out(store: &mut Store, ctx: &Context, request: &Request) -> Result<Outcome, StoreError> {
    // A trial writes nothing: whoever asks needs to prove nothing.
    let ctx = &ctx.proved();
    let tried: Result<(), Tried> =
        store.write(scope(ctx), ctx.today(), |tx| Err(Tried::Told(Box::new(one(tx, ctx, request, "")?))));
    match tried {
        Ok(()) => Ok(Outcome::NotFound(request.target)),
        Err(Tried::Told(outcome)) => Ok(*outcome),
        Err(Tried::Failed(error)) => Err(error),
    }
}

/// How a trial ends: always without a commit.
enum Tried {
    Told(Box<Outcome>),
    Failed(StoreError),
}

impl From<StoreError> for Tried {
    fn from(error: StoreError) -> Tried {
        Tried::Failed(error)
    }
}

/// What a request would reach beyond its own row; nothing where the row is not there.
pub fn reach(store: &Store, ctx: &Context, request: &Request) -> Result<Vec<Sentence>, StoreError> {
    let reader = store.reader(scope(ctx), ctx.today());
    let Some(case) = reader.case(request.target)? else { return Ok(Vec::new()) };
    beyond(&reader, ctx, request.action, &case, &request.answers)
}

/// What an action on a case would reach beyond its row, and what these answers would come to.
pub fn beyond(
    reader: &Reader<'_>,
    ctx: &Context,
    action: &Action,
    case: &Case,
    answers: &Answers,
) -> Result<Vec<Sentence>, StoreError> {
    let mut said = (action.reach)(reader, ctx, case)?;
    said.extend(action.deed.preview(reader, ctx, case, answers)?);
    Ok(said)
}

/// The same context under the office's settings as they are now: a rule of the office counts from its commit on.
pub fn in_force(reader: &Reader<'_>, ctx: &Context) -> Result<Context, StoreError> {
    Ok(Context { settings: reader.settings(ctx.settings.mirror)?, ..ctx.clone() })
}

/// Whose rows an actor sees and acts on.
pub fn scope(ctx: &Context) -> Scope {
    Scope { office: ctx.actor.office, role: ctx.actor.role }
}

fn share_a_commit(
    tx: &mut Tx<'_>,
    ctx: &Context,
    requests: &[Request],
    span: Duration,
    batch: &str,
) -> Result<Vec<Outcome>, StoreError> {
    let started = Stopwatch::now();
    let mut outcomes = Vec::new();
    for request in requests {
        outcomes.push(one(tx, ctx, request, batch)?);
        if started.elapsed() > span {
            break;
        }
    }
    Ok(outcomes)
}

/// Does one request inside a transaction, or says why not.
pub(super) fn one(
    tx: &mut Tx<'_>,
    ctx: &Context,
    request: &Request,
    batch: &str,
) -> Result<Outcome, StoreError> {
    let ctx = &in_force(tx, ctx)?;
    if let Some(denied) = permit(tx, ctx, Wish::Act(request.action), &request.target.to_string())? {
        return Ok(denied);
    }
    let Some(case) = tx.case(request.target)? else { return Ok(Outcome::NotFound(request.target)) };
    let verdict = request.action.judge(&case, ctx);
    if let Some(conflict) = conflict(tx, request, &case, &verdict)? {
        return Ok(Outcome::Conflict(conflict));
    }
    if !verdict.is_allowed() {
        return refuse(tx, ctx, request, Refusal::blocked(&verdict));
    }
    if let Some(field) = request.answers.unanswered(request.action.fields) {
        return Ok(Outcome::Unreadable(field.missing()));
    }
    if let Some(refusal) = missing_reason(request, &verdict) {
        return Ok(refusal);
    }
    if assurance::wants_passphrase(ctx, request.action, &case) {
        return Ok(Outcome::Refused(assurance::refusal()));
    }
    match tx.whole(|tx| request.action.deed.apply(tx, ctx, &case, &request.answers)) {
        Ok(done) => enter(tx, ctx, request, &verdict, done, batch).map(Outcome::Done),
        Err(Stop::Refused(finding)) => refuse(tx, ctx, request, Refusal::of(finding)),
        Err(Stop::WantsReason(findings)) => {
            Ok(Outcome::Refused(Refusal::wanting(findings, &request.answers)))
        }
        Err(Stop::Answer(error)) => Ok(Outcome::Unreadable(error)),
        Err(Stop::NotFound(id)) => Ok(Outcome::NotFound(id)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Somebody decided already, or the row is not the one the person saw.
fn conflict(
    tx: &Tx<'_>,
    request: &Request,
    case: &Case,
    verdict: &Verdict,
) -> Result<Option<Conflict>, StoreError> {
    let is_stale = request.version.is_some_and(|seen| seen != case.version());
    if verdict.stage != Stage::Decided && !is_stale {
        return Ok(None);
    }
    Conflict::about(tx, request.action, case, &verdict.stage).map(Some)
}

fn missing_reason(request: &Request, verdict: &Verdict) -> Option<Outcome> {
    let answers = &request.answers;
    if let Some(min) = request.action.reason_min()
        && answers.reason.chars().count() < min
    {
        return Some(Outcome::Unreadable(UserError::short_reason(min)));
    }
    let passes = verdict.warnings().is_empty() || answers.reason_of() == Some(ReasonOf::Row);
    (!passes).then(|| Outcome::Refused(Refusal::wants_reason(verdict, answers)))
}

fn enter(
    tx: &mut Tx<'_>,
    ctx: &Context,
    request: &Request,
    verdict: &Verdict,
    done: Done,
    batch: &str,
) -> Result<Receipt, StoreError> {
    let clauses = clause_list(verdict.warnings().into_iter().chain(&done.passed).collect());
    let mut draft = draft(ctx, request.action.id, &done.object.to_string(), ledger::Outcome::Done);
    draft.reason.clone_from(&request.answers.reason);
    draft.clauses = clauses;
    draft.details = batch.to_owned();
    // Before the entry, whose digest covers them.
    if ctx.settings.mirror != MirrorSetting::Off {
        let number = ledger::head_number(tx)? + 1;
        let own = request.action.is_marked(ctx).then_some((request.action.id, done.object));
        for (action, object) in own.into_iter().chain(done.besides) {
            mark(tx, ctx, action, object, number)?;
        }
    }
    let keys = tx.ssh_keys_ended_here()?;
    let entry = ledger::append(tx, draft)?;
    let next = withdraw::beside(withdraw::enter(tx, ctx, &keys)?, done.next);
    let (object, label) = (done.object, request.action.label);
    Ok(Receipt { entry: entry.number, hash: entry.hash, object, label, next, known: Known::Told })
}

/// Sets the mark MCS未反映 for what the entry decided.
fn mark(tx: &mut Tx<'_>, ctx: &Context, action: &str, object: Id, entry: i64) -> Result<(), StoreError> {
    let mirror = Mirror {
        id: MirrorId(tx.next_number::<Mirror>()?),
        version: 1,
        office: ctx.actor.office,
        entry,
        action: action.to_owned(),
        object,
        opposite: false,
        state: MirrorState::Pending,
        settled_by: String::new(),
        settled_at: None,
    };
    tx.insert_aside(&mirror)
}

/// Refuses; a refusal on a duty of the regulation is entered in the ledger.
fn refuse(
    tx: &mut Tx<'_>,
    ctx: &Context,
    request: &Request,
    mut refusal: Refusal,
) -> Result<Outcome, StoreError> {
    if refusal.findings.iter().any(|f| f.clause.clause().strength.gap() == Gap::Open) {
        let mut draft = draft(ctx, request.action.id, &request.target.to_string(), ledger::Outcome::Refused);
        draft.reason.clone_from(&request.answers.reason);
        draft.clauses = clause_list(refusal.findings.iter().collect());
        refusal.entry = Some(ledger::append(tx, draft)?.number);
    }
    Ok(Outcome::Refused(refusal))
}

fn clause_list(findings: Vec<&Finding>) -> String {
    let mut clauses: Vec<&str> = findings.iter().map(|f| f.clause.as_str()).collect();
    clauses.dedup();
    clauses.join(",")
}

/// An entry by this actor, now.
pub fn draft(ctx: &Context, action: &str, object: &str, outcome: ledger::Outcome) -> Draft {
    Draft {
        at: ctx.now,
        actor: ctx.actor.operator.clone(),
        role: ctx.actor.role.word(),
        office: ctx.actor.office.0,
        session: ctx.session.clone(),
        client: ctx.client.clone(),
        key_print: ctx.key_print.clone(),
        ssh_key: ctx.ssh_key.clone(),
        action: action.to_owned(),
        object: object.to_owned(),
        outcome,
        reason: String::new(),
        clauses: String::new(),
        undoes: None,
        details: String::new(),
    }
}
