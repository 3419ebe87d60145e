//! What every list of people says alike: ids, occupations, the MCS mark, and who could be mistaken for whom.

use super::{Cell, Line, Tone};
use crate::domain::case::UserCase;
use crate::domain::{Context, Id, Occupation};
use crate::regulation::clause::id as clause;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// An id as a title's cell.
pub(super) fn id(id: impl Into<Id>) -> Cell {
    let id = id.into().to_string();
    Cell::plain(Sentence::new(id.clone(), id)).toned(Tone::Muted)
}

/// 職種 with its short form.
pub(super) fn occupation(occupation: Occupation) -> Cell {
    Cell::plain(occupation.label()).or_short(occupation.short())
}

/// MCS未反映 where something decided is still to be carried out there.
pub(super) fn mcs_mark(pending: u32) -> Cell {
    if pending == 0 {
        return Cell::default();
    }
    Cell::plain(Text::new("未反映", "to do")).toned(Tone::Caution)
}

/// A line of what people typed; nothing where nothing was.
pub(super) fn typed_line(label: Text, typed: &str) -> Option<Line> {
    if typed.is_empty() {
        return None;
    }
    let shown = Shown::new(typed).to_string();
    Some(Line { label, value: Sentence::new(shown.clone(), shown), clause: None, tone: Tone::Plain })
}

/// Mail, leave, namesakes, departure, memo: what is known of the person.
pub(super) fn lines(case: &UserCase, ctx: &Context) -> Vec<Line> {
    let user = &case.user;
    let mut lines: Vec<Line> = case.lookalikes.iter().map(lookalike_line).collect();
    lines.extend(leave_line(case, ctx));
    lines.extend(last_day_line(case, ctx));
    lines.extend(gone_line(case));
    lines.extend(typed_line(Text::new("ふりがな", "Reading"), &user.kana));
    lines.extend(mail_line(case));
    lines.extend(typed_line(Text::new("MCSのID", "MCS id"), &user.mcs_id));
    lines.extend(typed_line(Text::new("メモ", "Memo"), &user.memo));
    lines
}

fn lookalike_line(other: &crate::domain::case::LookAlike) -> Line {
    Line {
        label: Text::new("似た名前", "Similar name"),
        value: sentence!(
            "{name} {id} {occupation}  取り違えに注意",
            "{name} {id} {occupation}: take care",
            name = Shown::new(&other.name),
            id = other.id,
            occupation = other.occupation.label()
        ),
        clause: None,
        tone: Tone::Caution,
    }
}

fn leave_line(case: &UserCase, ctx: &Context) -> Option<Line> {
    let from = case.user.leave_from?;
    let until = case.user.leave_until.map(|day| day.to_string()).unwrap_or_default();
    let tone = if case.user.is_on_leave(ctx.today()) { Tone::Caution } else { Tone::Muted };
    let value = sentence!("{from} から {until}", "{from} to {until}", from = from, until = until);
    Some(Line { label: Text::new("休職", "Leave"), value, clause: Some(clause("N1-4")), tone })
}

/// The last day that was announced, until the person is gone.
fn last_day_line(case: &UserCase, ctx: &Context) -> Option<Line> {
    let day = case.user.last_day.filter(|_| case.user.released_on.is_none())?;
    let value = sentence!("{day} まで", "until {day}", day = day);
    let tone = if day < ctx.today() { Tone::Bad } else { Tone::Caution };
    Some(Line { label: Text::new("最終勤務日", "Last day"), value, clause: Some(clause("N3-6")), tone })
}

fn gone_line(case: &UserCase) -> Option<Line> {
    let (label, day) = match (case.user.closed_on, case.user.released_on) {
        (Some(day), _) => (Text::new("退会", "Account closed"), day),
        (None, Some(day)) => (Text::new("登録解除", "Released"), day),
        (None, None) => return None,
    };
    let value = sentence!("{day}", "{day}", day = day);
    Some(Line { label, value, clause: Some(clause("8-1")), tone: Tone::Muted })
}

fn mail_line(case: &UserCase) -> Option<Line> {
    if case.user.mail.is_empty() {
        return Some(Line {
            label: Text::new("メール", "Mail"),
            value: Text::new("なし", "none").into(),
            clause: Some(clause("F2-4")),
            tone: Tone::Caution,
        });
    }
    typed_line(Text::new("メール", "Mail"), &case.user.mail)
}
