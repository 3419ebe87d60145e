//! Writing, as patiently as a busy store needs, and saying what came of it, row by row.

use std::time::Duration;

use super::desk::Desk;
use super::talk::Break;
use crate::actions::{Go, Outcome, Remedy, Request, perform, perform_many, undo};
use crate::domain::{Context, Id, Noun};
use crate::listings::mask::{Masking, Names};
use crate::regulation::finding::Finding;
use crate::sentence;
use crate::store::StoreError;
use crate::text::{Shown, Text};

/// How often and how long a busy store is tried again.
const TRIES: u32 = 20;
const TRY_AGAIN: Duration = Duration::from_millis(250);

/// Does the requests and says each outcome. Ctrl-C stops before the next commit.
pub fn performed(desk: &mut Desk, requests: &[Request]) -> Result<Vec<(Id, Outcome)>, Break> {
    let mut outcomes: Vec<(Id, Outcome)> = Vec::new();
    let ctx = desk.context();
    patiently(desk, |desk| match requests {
        // One row is no batch: its entry says nothing of one.
        [one] => {
            outcomes.push((one.target, perform(&mut desk.session.store, &ctx, one)?));
            Ok(())
        }
        many => {
            let done = outcomes.len();
            let talk = &mut desk.talk;
            perform_many(&mut desk.session.store, &ctx, &many[done..], |at, outcome| {
                outcomes.push((many[done + at].target, outcome.clone()));
                if talk.is_called_off() { Go::Stop } else { Go::On }
            })
        }
    })?;
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

/// Takes an entry back and says what came of it.
pub fn undone(desk: &mut Desk, entry: i64) -> Result<(), Break> {
    let ctx = desk.context();
    let outcome = patiently(desk, |desk| undo::perform(&mut desk.session.store, &ctx, entry))?;
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

/// Tries again while somebody else keeps the store busy.
pub fn patiently<T>(
    desk: &mut Desk,
    mut attempt: impl FnMut(&mut Desk) -> Result<T, StoreError>,
) -> Result<T, Break> {
    for tried in 0..TRIES {
        match attempt(desk) {
            Ok(done) => return Ok(done),
            Err(error) if !error.is_busy() => return Err(error.into()),
            Err(_) if desk.talk.is_called_off() => break,
            Err(_) if tried == 0 => {
                desk.say(Text::new(
                    "他の処理が保存中です。待っています。",
                    "Somebody else is saving; waiting.",
                ));
            }
            Err(_) => {}
        }
        std::thread::sleep(TRY_AGAIN);
    }
    desk.say(Text::new(
        "保存していません。しばらくしてから、もう一度実行してください。",
        "Nothing was saved. Try again in a moment.",
    ));
    Err(Break::Abort)
}

/// Says that the store failed, and goes on.
pub fn failed(desk: &mut Desk, error: &StoreError) {
    let error = Shown::new(&error.to_string());
    desk.say(sentence!("ストアのエラー：{error}", "The store failed: {error}", error = error));
}
