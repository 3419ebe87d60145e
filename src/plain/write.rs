//! Writing, as patiently as a busy store needs, and saying what came of it, row by row.

use std::cell::RefCell;
use std::time::Duration;

use super::desk::Desk;
use super::talk::{Break, Talk};
use crate::actions::{Go, Outcome, Remedy, Request, patiently, perform, perform_many, undo};
use crate::domain::{Context, Id, Noun};
use crate::listings::mask::{Masking, Names};
use crate::regulation::finding::Finding;
use crate::sentence;
use crate::store::StoreError;
use crate::text::{Lang, Shown, Text};

/// Does the requests and says each outcome. Ctrl-C stops before the next commit.
pub fn performed(desk: &mut Desk, requests: &[Request]) -> Result<Vec<(Id, Outcome)>, Break> {
    let ctx = desk.context();
    let outcomes = carried_out(desk, &ctx, requests)?;
    for (target, outcome) in &outcomes {
        tell(desk, &ctx, *target, outcome)?;
    }
    if outcomes.len() < requests.len() {
        desk.say(sentence!(
            "中断しました。{done}件まで実行済み、残り{left}件は未実行です。",
            "Stopped: {done} done, {left} not done.",
            done = outcomes.len(),
            left = requests.len() - outcomes.len()
        ));
    }
    Ok(outcomes)
}

/// Does the requests, waiting for a busy store.
fn carried_out(
    desk: &mut Desk,
    ctx: &Context,
    requests: &[Request],
) -> Result<Vec<(Id, Outcome)>, StoreError> {
    let mut outcomes: Vec<(Id, Outcome)> = Vec::new();
    let lang = desk.lang;
    let (store, talk) = (&mut desk.session.store, RefCell::new(&mut desk.talk));
    let waits = &mut waiting(&talk, lang);
    match requests {
        // One row is no batch: its entry says nothing of one.
        [one] => outcomes.push((one.target, patiently(waits, || perform(store, ctx, one))?)),
        many => perform_many(store, ctx, many, waits, &mut |at, outcome| {
            outcomes.push((many[at].target, outcome.clone()));
            if talk.borrow_mut().is_called_off() { Go::Stop } else { Go::On }
        })?,
    }
    Ok(outcomes)
}

/// Takes an entry back and says what came of it.
pub fn undone(desk: &mut Desk, entry: i64) -> Result<(), Break> {
    let ctx = desk.context();
    let lang = desk.lang;
    let (store, talk) = (&mut desk.session.store, RefCell::new(&mut desk.talk));
    let outcome = patiently(&mut waiting(&talk, lang), || undo::perform(store, &ctx, entry))?;
    tell(desk, &ctx, Id { noun: Noun::Entry, number: entry }, &outcome)
}

/// Says one outcome in one sentence; of a refusal, every reason.
fn tell(desk: &mut Desk, ctx: &Context, target: Id, outcome: &Outcome) -> Result<(), Break> {
    let names = names(desk, ctx, target, outcome)?;
    let findings = match outcome {
        Outcome::Refused(refusal) if refusal.remedy == Remedy::Reason => refusal.findings.as_slice(),
        Outcome::Refused(refusal) => {
            desk.say_about(&outcome.sentence(), &names);
            refusal.findings.get(1..).unwrap_or_default()
        }
        other => {
            desk.say_about(&other.sentence(), &names);
            &[]
        }
    };
    for finding in findings {
        // What speaks against a new row may name other people, whom no case here holds.
        let finding = match (desk.masking, target.noun) {
            (Masking::On, Noun::Office) => masked(finding),
            _ => finding.clone(),
        };
        let (weight, what) = (finding.severity.label(), finding.with_clause());
        desk.say_about(
            &sentence!("{weight}：{what}", "{weight}: {what}", weight = weight, what = what),
            &names,
        );
    }
    Ok(())
}

/// A finding of which masking leaves the clause.
pub fn masked(finding: &Finding) -> Finding {
    let sentence = Text::new("伏字の間は表示しません。", "Not shown while names are masked.").into();
    Finding { sentence, ..finding.clone() }
}

/// The names that an outcome's sentence may hold: the row's, and those of whoever may have been first.
fn names(desk: &Desk, ctx: &Context, target: Id, outcome: &Outcome) -> Result<Names, StoreError> {
    if desk.masking == Masking::Off || matches!(outcome, Outcome::Done(_) | Outcome::NotFound(_)) {
        return Ok(Names::default());
    }
    let reader = desk.reader(ctx);
    let case = reader.case(target)?.map(|case| Names::of(&case)).unwrap_or_default();
    let operators = reader.operators()?.into_iter().map(|operator| operator.name);
    Ok(case.and(Names::new(operators)))
}

/// Says once that a busy store is waited for; Ctrl-C ends the waiting.
fn waiting<'t>(talk: &'t RefCell<&mut Talk>, lang: Lang) -> impl FnMut(Duration) -> Go + 't {
    let mut is_said = false;
    move |_| {
        let mut talk = talk.borrow_mut();
        if !std::mem::replace(&mut is_said, true) {
            let words =
                Text::new("他の処理が保存中です。待っています。", "Somebody else is saving; waiting.");
            talk.say(words.get(lang));
        }
        if talk.is_called_off() { Go::Stop } else { Go::On }
    }
}

/// Says that the store failed, and goes on.
pub fn failed(desk: &mut Desk, error: &StoreError) {
    if error.is_busy() {
        desk.say(Text::new(
            "他の処理が保存中のため、保存していません。しばらくしてから、もう一度実行してください。",
            "Somebody else kept the store busy, and nothing was saved. Try again in a moment.",
        ));
        return;
    }
    if let Some(about_evidence) = error.about_evidence() {
        desk.say(about_evidence);
        return;
    }
    let error = Shown::new(&error.to_string());
    desk.say(sentence!("ストアのエラー：{error}", "The store failed: {error}", error = error));
}
