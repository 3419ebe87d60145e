//! A verb: what it is about, what speaks against it, its questions, one yes, one write, what came of it.

use super::ask::{self, Confirmed, Typed};
use super::desk::{Desk, Item};
use super::door;
use super::show;
use super::talk::Break;
use super::write::{performed, undone};
use crate::actions::offer::{self, Readiness};
use crate::actions::undo;
use crate::actions::{
    Action, Answers, Confirm, MirrorMark, Outcome, Remedy, Request, WHY_ONCE_MORE, by_somebody,
    undo_wants_passphrase, wants_passphrase,
};
use crate::domain::{Assurance, Case, Context, Id};
use crate::listings;
use crate::listings::mask::{Masking, Names};
use crate::regulation::finding::Severity;
use crate::sentence;
use crate::text::Text;

/// Does what a word asks for, if it is a verb, on the rows named; on the row read out last where none is.
pub fn verb(desk: &mut Desk, word: &str, named: &[&str]) -> Result<(), Break> {
    let items = match desk.items_named(named) {
        Ok(items) if items.is_empty() => desk.current.into_iter().collect(),
        Ok(items) => items,
        Err(why) => {
            desk.say(why);
            return Ok(());
        }
    };
    desk.begun.mean(&items);
    let ids = Desk::rows(&items).unwrap_or_default();
    let noun = ids.first().map_or(desk.view.noun, |id| id.noun);
    let offered = desk.begun.offered().filter(|action| super::words::means(&desk.keys, action, word));
    let mut candidates = match offered {
        Some(action) => vec![action],
        None => super::words::actions(&desk.keys, noun, word),
    };
    if named.is_empty() && candidates.is_empty() {
        candidates = super::words::actions(&desk.keys, desk.view.noun, word);
    }
    if candidates.is_empty() {
        desk.say(sentence!(
            "「{word}」という操作はありません。? で一覧を読み上げます。",
            "There is no \"{word}\" here. ? names everything.",
            word = crate::text::Shown::new(word)
        ));
        return Ok(());
    }
    if let Some(why) = desk.read_only() {
        desk.say(why);
        return Ok(());
    }
    if ids.iter().any(|id| id.noun != noun) {
        desk.say(Text::new("同じ種類の行だけを指定してください。", "Name rows of one kind only."));
        return Ok(());
    }
    on_rows(desk, &candidates, &ids)
}

fn on_rows(desk: &mut Desk, candidates: &[&'static Action], ids: &[Id]) -> Result<(), Break> {
    let ctx = desk.context();
    if let Some((action, office)) = of_the_office(desk, candidates, &ctx)? {
        return one(desk, action, office, &ctx);
    }
    let mut cases = Vec::new();
    for id in ids {
        match desk.case(&ctx, *id)? {
            Some(case) => cases.push(case),
            None => desk.say(show::not_found(*id)),
        }
    }
    match cases.as_slice() {
        [] if ids.is_empty() => {
            desk.say(Text::new(
                "どの行ですか。「a 12」のように番号を続けてください。",
                "Which row? Put its number after the verb: a 12.",
            ));
            Ok(())
        }
        [] => Ok(()),
        [case] => {
            let readiness = |action: &Action| offer::readiness(action, case, &ctx);
            // The first of equals in the table wins.
            let action = candidates.iter().rev().copied().max_by_key(|action| readiness(action));
            action.map_or(Ok(()), |action| one(desk, action, case.clone(), &ctx))
        }
        _ => many(desk, candidates, cases, &ctx),
    }
}

/// What is done on the office's row, as making something new is: of several under one key the one whose time has come.
fn of_the_office(
    desk: &mut Desk,
    candidates: &[&'static Action],
    ctx: &Context,
) -> Result<Option<(&'static Action, Case)>, Break> {
    let mut fittest: Option<(offer::Readiness, &Action, Case)> = None;
    for action in candidates.iter().copied().filter(|action| action.is_on_home()) {
        let Some(office) = desk.office(ctx, action)? else { continue };
        let readiness = offer::readiness(action, &office, ctx);
        // The first of equals in the table wins.
        if fittest.as_ref().is_none_or(|(best, ..)| readiness > *best) {
            fittest = Some((readiness, action, office));
        }
    }
    Ok(fittest.map(|(_, action, office)| (action, office)))
}

fn one(desk: &mut Desk, action: &'static Action, case: Case, ctx: &Context) -> Result<(), Break> {
    if !action.is_on_home() && desk.current.and_then(Item::row) != Some(case.id()) {
        desk.current = Some(Item::Row(case.id()));
    }
    if offer::is_decided(action, &case, ctx) {
        return say_decided(desk, &case, ctx);
    }
    if let Some(why) = offer::why_not(action, &case, ctx) {
        let sentence = sentence!("{what}：{why}", "{what}: {why}", what = action.label, why = why);
        desk.say_about(&sentence, &Names::of(&case));
        return Ok(());
    }
    question(desk, action, std::slice::from_ref(&case), ctx)?;
    put(desk, action, vec![case])
}

fn say_decided(desk: &mut Desk, case: &Case, ctx: &Context) -> Result<(), Break> {
    let entry = desk.reader(ctx).last_entry_touching(case.id())?;
    let Some(entry) = entry else {
        desk.say(sentence!(
            "{id} はすでに決定されています。",
            "{id} has been decided already.",
            id = case.id()
        ));
        return Ok(());
    };
    let sentence = by_somebody(&desk.reader(ctx), case.id(), &entry)?;
    let name = desk.reader(ctx).operator_name(&entry.actor)?;
    desk.say_about(&sentence, &Names::new(name));
    Ok(())
}

/// Of several rows those with nothing against them; the others are named with the reason.
fn many(
    desk: &mut Desk,
    candidates: &[&'static Action],
    cases: Vec<Case>,
    ctx: &Context,
) -> Result<(), Break> {
    let able =
        |action: &Action| cases.iter().filter(|case| offer::why_not(action, case, ctx).is_none()).count();
    let Some(action) = candidates.iter().rev().copied().max_by_key(|action| able(action)) else {
        return Ok(());
    };
    let mut taken = Vec::new();
    for case in cases {
        match offer::objection(action, &case, ctx) {
            None => taken.push(case),
            Some((judgement, why)) => {
                let sentence = sentence!(
                    "対象外 {id}：{judgement}、{why}",
                    "Left out {id}: {judgement}, {why}",
                    id = case.id(),
                    judgement = judgement.label(),
                    why = why
                );
                desk.say_about(&sentence, &Names::of(&case));
            }
        }
    }
    if taken.is_empty() {
        desk.say(sentence!("{what}：できる行がありません。", "{what}: no row is left.", what = action.label));
        return Ok(());
    }
    question(desk, action, &taken, ctx)?;
    put(desk, action, taken)
}

/// Reads out what the act is about, what was found, what it would cause.
fn question(desk: &mut Desk, action: &Action, cases: &[Case], ctx: &Context) -> Result<(), Break> {
    desk.say(match cases {
        [_] => sentence!("{what}。", "{what}.", what = action.label),
        several => {
            sentence!("{what}、対象 {n}件。", "{what}: {n} rows.", what = action.label, n = several.len())
        }
    });
    if !action.is_on_home() {
        for case in cases {
            show::title(desk, case, ctx);
        }
    }
    if let [case] = cases {
        for finding in action.judge(case, ctx).findings {
            show::finding(desk, &finding, case);
        }
    }
    desk.say(action.about);
    if let [case] = cases {
        outlook(desk, action, case, ctx)?;
    }
    if action.mirror == MirrorMark::Set {
        desk.say(Text::new(
            "記録後、MCSでの反映が必要です（MCS未反映の印が付きます）。",
            "It must then be carried out in MCS, too (a mark reminds of it).",
        ));
    }
    Ok(())
}

fn outlook(desk: &mut Desk, action: &Action, case: &Case, ctx: &Context) -> Result<(), Break> {
    if let Some(listing) = listings::of(case.id().noun) {
        for sentence in (listing.details)(case, ctx).outlook {
            desk.say_about(&sentence, &Names::of(case));
        }
    }
    let beyond = (action.reach)(&desk.reader(ctx), ctx, case)?;
    if desk.masking == Masking::On && !beyond.is_empty() {
        desk.say(Text::new(
            "影響の範囲は伏字の間は表示しません。",
            "What it reaches is not shown while names are masked.",
        ));
        return Ok(());
    }
    for sentence in beyond {
        desk.say(sentence);
    }
    Ok(())
}

/// Asks the fields, the reason and the count, then for the yes; asks again where something was not right.
fn put(desk: &mut Desk, action: &'static Action, mut cases: Vec<Case>) -> Result<(), Break> {
    let rows: Vec<Id> = cases.iter().map(Case::id).collect();
    let mut typed = desk.begun.of(action, &cases, &desk.context());
    let before = typed.clone();
    let answers = fields(desk, action, &mut typed);
    if typed != before {
        desk.begun.leave(action, &rows, &typed);
    }
    let mut answers = answers?;
    let warned = warned(action, &cases, &desk.context());
    match action.confirm {
        Confirm::Reason(min) => answers.reason = ask::reason(desk, min)?,
        Confirm::Once | Confirm::Count if warned => answers.reason = ask::reason(desk, 1)?,
        Confirm::Once | Confirm::Count => {}
    }
    if action.confirm == Confirm::Count && cases.len() > 1 {
        ask::count(desk, cases.len())?;
    }
    loop {
        if ask::confirm(desk, action.label)? == Confirmed::No {
            return Ok(());
        }
        let requests: Vec<Request> = cases
            .iter()
            .map(|case| {
                // The office is only where a new row is made: others' changes to it are no conflict.
                let version = (!action.is_on_home()).then(|| case.version());
                Request { action, target: case.id(), version, answers: answers.clone() }
            })
            .collect();
        let ctx = desk.context();
        if cases.iter().any(|case| wants_passphrase(&ctx, action, case)) {
            door::prove(desk, WHY_ONCE_MORE)?;
        }
        let outcomes = performed(desk, &requests);
        // Given for this one act.
        desk.session.assure(Assurance::SignedIn);
        let outcomes = outcomes?;
        let [(_, outcome)] = outcomes.as_slice() else {
            desk.begun.done(action, &rows);
            return Ok(());
        };
        match outcome {
            Outcome::Unreadable(error) => match action.fields.iter().find(|f| Some(f.id) == error.field) {
                Some(field) => {
                    let today = desk.context().today();
                    if let Some(answer) = ask::field(desk, field, &mut typed, today)? {
                        answers.set(field.id, answer);
                    }
                }
                None => answers.reason = ask::reason(desk, action.reason_min().unwrap_or(1))?,
            },
            Outcome::Refused(refusal) if refusal.remedy == Remedy::Reason => {
                answers.reason = ask::reason(desk, action.reason_min().unwrap_or(1))?;
            }
            Outcome::Conflict(_) => {
                let ctx = desk.context();
                let Some(fresh) = desk.case(&ctx, cases[0].id())? else { return Ok(()) };
                if offer::readiness(action, &fresh, &ctx) != Readiness::Ready {
                    return Ok(());
                }
                desk.say(Text::new("今の内容です。", "This is how it is now."));
                show::title(desk, &fresh, &ctx);
                cases = vec![fresh];
            }
            Outcome::Done(_) => {
                desk.begun.done(action, &rows);
                return Ok(());
            }
            Outcome::Refused(_) | Outcome::NotFound(_) => return Ok(()),
        }
    }
}

fn fields(desk: &mut Desk, action: &'static Action, typed: &mut Typed) -> Result<Answers, Break> {
    let mut answers = Answers::default();
    if !action.fields.is_empty() {
        desk.say(Text::new(
            "1項目ずつ尋ねます。やめるときは . です。",
            "One question at a time; a full stop leaves.",
        ));
    }
    for field in action.fields {
        let today = desk.context().today();
        if let Some(answer) = ask::field(desk, field, typed, today)? {
            answers.set(field.id, answer);
        }
    }
    Ok(answers)
}

fn warned(action: &Action, cases: &[Case], ctx: &Context) -> bool {
    let [case] = cases else { return false };
    action.judge(case, ctx).findings.iter().any(|finding| finding.severity == Severity::Warn)
}

/// Takes back the last act of this session, after a yes.
pub fn undo(desk: &mut Desk) -> Result<(), Break> {
    if let Some(why) = desk.read_only() {
        desk.say(why);
        return Ok(());
    }
    let ctx = desk.context();
    let Some(last) = undo::last(&desk.reader(&ctx), &ctx)? else {
        desk.say(Text::new(
            "この接続で元に戻せる操作はありません。",
            "There is nothing of this session to undo.",
        ));
        return Ok(());
    };
    let object =
        crate::store::ledger::entry(&desk.reader(&ctx), last.entry)?.and_then(|e| e.object.parse().ok());
    let name = object.map(|id: Id| desk.reader(&ctx).name_of(id)).transpose()?;
    desk.say_about(&last.sentence, &Names::new(name));
    match ask::confirm(desk, Text::new("元に戻す", "Undo"))? {
        Confirmed::Yes => {
            if undo_wants_passphrase(&desk.context(), &last.action) {
                door::prove(desk, WHY_ONCE_MORE)?;
            }
            let undone = undone(desk, last.entry);
            desk.session.assure(Assurance::SignedIn);
            undone
        }
        Confirmed::No => Ok(()),
    }
}
