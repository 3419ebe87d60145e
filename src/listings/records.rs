//! What the register holds about a user: sanction, pledge, training, password day. Never a password.

use serde::Serialize;

use super::{Cell, Line, Tone};
use crate::domain::case::UserCase;
use crate::domain::{Context, Level, Sanction};
use crate::regulation::approval::{password_overdue, training_overdue};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::ago;
use crate::text::{Sentence, Shown, Text};

/// What is due about a user, in as few words as fit: pledge, training, password.
pub(super) fn due_cell(case: &UserCase, ctx: &Context) -> Cell {
    let due = [
        (case.pledge.is_none(), Text::new("誓約書", "pledge")),
        (training_overdue(case, ctx).is_some(), Text::new("教育", "training")),
        (password_overdue(case, ctx).is_some(), Text::new("パスワード", "password")),
    ];
    let words: Vec<Text> = due.into_iter().filter(|(is_due, _)| *is_due).map(|(_, words)| words).collect();
    let is_gone = case.user.released_on.is_some() || case.user.closed_on.is_some();
    if is_gone || words.is_empty() {
        return Cell::default();
    }
    let join = |separator: &str, word: fn(&Text) -> &'static str| {
        words.iter().map(word).collect::<Vec<_>>().join(separator)
    };
    let all = Sentence::new(join("・", |w| w.ja), join(", ", |w| w.en));
    Cell::plain(all).or_short(sentence!("{n}件", "{n} due", n = words.len())).toned(Tone::Caution)
}

/// The sanction in force, with its days, reason and evidence.
pub(super) fn sanction_lines(case: &UserCase, ctx: &Context) -> Vec<Line> {
    let Some(sanction) = case.sanction.as_ref().filter(|s| s.in_force(ctx.today())) else {
        return Vec::new();
    };
    let tone = match sanction.level {
        Level::Restrict => Tone::Caution,
        Level::Ban => Tone::Bad,
    };
    let line = |label, value, tone| Line { label, value, clause: Some(id("8-4")), tone };
    vec![
        line(sanction.level.label(), period(sanction), tone),
        line(Text::new("理由", "Reason"), shown(&sanction.reason), Tone::Plain),
        evidence(sanction).map_or_else(
            || {
                let in_reason = Text::new("理由に記載", "as the reason says");
                line(Text::new("証拠・事案", "Evidence"), in_reason.into(), Tone::Plain)
            },
            |evidence| line(Text::new("証拠・事案", "Evidence"), evidence, Tone::Plain),
        ),
    ]
}

fn evidence(sanction: &Sanction) -> Option<Sentence> {
    (!sanction.evidence.is_empty()).then(|| shown(&sanction.evidence))
}

fn period(sanction: &Sanction) -> Sentence {
    let from = sanction.from;
    match (sanction.until, sanction.review_on) {
        (Some(until), _) => {
            sentence!("{from} から {until} まで", "{from} to {until}", from = from, until = until)
        }
        (None, Some(day)) => {
            sentence!("{from} から、見直し {day}", "since {from}, review on {day}", from = from, day = day)
        }
        (None, None) => sentence!("{from} から", "since {from}", from = from),
    }
}

fn shown(typed: &str) -> Sentence {
    let shown = Shown::new(typed).to_string();
    Sentence::new(shown.clone(), shown)
}

/// The pledge on file.
pub(super) fn pledge_line(case: &UserCase) -> Line {
    let (value, tone) = match &case.pledge {
        Some(p) => {
            (sentence!("{day} {kind}", "{day} {kind}", day = p.signed_on, kind = p.kind.label()), Tone::Plain)
        }
        None => (Text::new("なし", "none").into(), Tone::Caution),
    };
    Line { label: Text::new("誓約書", "Pledge"), value, clause: Some(id("9-1")), tone }
}

/// The latest training on the pledge.
pub(super) fn training_line(case: &UserCase, ctx: &Context) -> Line {
    let value = match &case.training {
        Some(t) => ago(t.held_on, ctx.today()),
        None => Text::new("なし", "none").into(),
    };
    let tone = if training_overdue(case, ctx).is_some() { Tone::Caution } else { Tone::Plain };
    Line { label: Text::new("教育", "Training"), value, clause: Some(id("9-1")), tone }
}

/// The day the password was last changed.
pub(super) fn password_line(case: &UserCase, ctx: &Context) -> Line {
    let value = match case.user.password_changed_on {
        Some(day) => sentence!("{ago}に変更", "changed {ago}", ago = ago(day, ctx.today())),
        None => Text::new("変更日の記録なし", "no day on record").into(),
    };
    let tone = if password_overdue(case, ctx).is_some() { Tone::Caution } else { Tone::Plain };
    Line { label: Text::new("パスワード", "Password"), value, clause: Some(id("11-2")), tone }
}

/// The sanction in force, in JSON.
#[derive(Serialize)]
pub(super) struct SanctionJson<'a> {
    level: Level,
    reason: &'a str,
    evidence: &'a str,
    from: String,
    until: Option<String>,
    review_on: Option<String>,
}

/// The sanction in force; `None` where there is none.
pub(super) fn sanction_json<'a>(case: &'a UserCase, ctx: &Context) -> Option<SanctionJson<'a>> {
    let sanction = case.sanction.as_ref().filter(|s| s.in_force(ctx.today()))?;
    Some(SanctionJson {
        level: sanction.level,
        reason: &sanction.reason,
        evidence: &sanction.evidence,
        from: sanction.from.to_string(),
        until: sanction.until.map(|day| day.to_string()),
        review_on: sanction.review_on.map(|day| day.to_string()),
    })
}
