//! What may be asked of somebody: one field of a form, an option of a command, a fact of a register.

use super::Noun;
use crate::text::Text;

/// Something an action asks for.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// `--id` on the command line, the key in `batch`, the name in the ledger.
    pub id: &'static str,
    /// Its label in forms.
    pub label: Text,
    /// What may be answered.
    pub kind: Kind,
    /// Whether it must be answered.
    pub need: Need,
}

/// What may be answered.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// A calendar day, in any of the forms of domain.md.
    Day(Span),
    /// One of a few words.
    Choice(&'static [Choice]),
    /// Yes or no; on the command line a flag without a value.
    Yes,
    /// A row of this noun, by its id.
    Row(Noun),
}

/// Which days make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Any day.
    Any,
    /// Today or earlier: something that has happened.
    Past,
    /// Today or later: something to come.
    Future,
}

/// One of a few words.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The word of command line and JSON.
    pub word: &'static str,
    /// The label in forms.
    pub label: Text,
    /// Whether a text means it: its word, its labels, or a further name of the same thing.
    pub is_meant_by: fn(&str) -> bool,
}

/// Whether a field must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Must,
    /// It may stay empty.
    May,
}

/// The choices of a `words!` enum, as a constant list.
#[macro_export]
macro_rules! choices {
    ($name:ident: $($variant:ident),* $(,)?) => {
        &[$($crate::domain::Choice {
            word: $name::$variant.word(),
            label: $name::$variant.label(),
            is_meant_by: |text| $name::read(text) == Some($name::$variant),
        },)*]
    };
}
