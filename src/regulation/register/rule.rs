//! Rules of the office 事業所の定め (第13条): a parameter, its value, the text, who decided it and when.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, Weight};
use crate::choices;
use crate::domain::{Kind, Noun, Parameter, PasswordProfile, Settings, Span};
use crate::text::{Sentence, Text};

/// The parameter it sets.
pub const PARAMETER: Fact = Fact::new(
    "parameter",
    Text::new("定める事項", "What it sets"),
    Kind::Choice(choices!(Parameter: ArchiveDays, LeaveRemovalDays, InvitationDays, ReviewMonths, TrainingMonths,
        PointsMonths, DeviceCheckMonths, BootPasswordMonths, FirstAnswerDays, PledgeBeforeApproval, PasswordProfile,
        FormWording)),
)
.under(id("13"));
/// Its value.
pub const VALUE: Fact = Fact::new("value", Text::new("値", "Value"), Kind::Line).under(id("13"));
/// The text of the rule.
pub const TEXT: Fact =
    Fact::new("text", Text::new("定めの文", "Text of the rule"), Kind::Line).under(id("13"));
/// 決定者.
pub const DECIDED_BY: Fact =
    Fact::new("decided_by", Text::new("決定者", "Decided by"), Kind::Line).under(id("13"));
/// 決定日.
pub const DECIDED_ON: Fact = Fact::new("on", Text::new("決定日", "Decided on"), Kind::Day(Span::Past));
/// The day on which another rule took its place, or it was done away with.
pub const REPLACED_ON: Fact =
    Fact::new("replaced_on", Text::new("終わった日", "Ended on"), Kind::Day(Span::Past));

/// The value of a rule as it is kept.
///
/// # Errors
/// At the field that is wrong: what the value may be, or that a rule other than the regulation's needs its text.
pub fn value_kept(parameter: Parameter, typed: &str, text: &str) -> Result<String, (&'static str, Sentence)> {
    let value = Settings::default().set(parameter, typed).map_err(|wanted| ("value", wanted))?;
    if parameter == Parameter::PasswordProfile && value != PasswordProfile::Standard.word() && text.is_empty()
    {
        let why = Text::new(
            "規程と異なる決まりには、定めの文が要ります。",
            "A rule other than the regulation's needs its text.",
        );
        return Err(("text", why.into()));
    }
    Ok(value)
}

/// The register of the office's rules.
pub static RULE: Register = Register {
    noun: Noun::Rule,
    about: Text::new(
        "第13条により事業所が別に定めた事項。義務をなくすことはできません。",
        "What the office has laid down for itself under Article 13. No rule does away with a duty.",
    ),
    clauses: &[id("13")],
    states: &[
        State {
            word: "in_force",
            label: Text::new("適用中", "In force"),
            weight: Weight::Good,
            end: End::Open,
        },
        State {
            word: "replaced",
            label: Text::new("終了", "Replaced"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[PARAMETER, VALUE, TEXT, DECIDED_BY, DECIDED_ON, REPLACED_ON, KEPT_AT],
    headline: &["parameter", "value"],
    dated: Text::new("決定日", "Decided on"),
    due: Text::new("期限", "Due"),
};
