//! What is known of a noun's rows, as the columns of a table in a file: every fact, not only what a pane has room for.
//!
//! Ids are those of JSON and of the layouts by which lists are read in, so that what goes out comes back in. Draws
//! nothing, and knows no format.

mod group;
mod invitation;
mod membership;
mod mirror;
mod office;
mod patient;
mod record;
mod seat;
#[cfg(test)]
mod tests;
mod user;

use crate::domain::case::OneCase;
use crate::domain::{Case, Context, Noun};
use crate::regulation::register::{Fact, Register};
use crate::text::{Text, Value};

/// One column of a noun's table.
#[derive(Clone, Copy)]
pub struct Datum {
    /// Its key in JSON, and the field of the layout that reads it in.
    pub id: &'static str,
    /// Its heading.
    pub label: Text,
    /// Its width in cells.
    pub cells: u16,
    of: Of,
}

/// Where its value comes from.
#[derive(Clone, Copy)]
enum Of {
    Case(fn(&Case, &Context) -> Value),
    Fact(&'static Fact),
}

impl Datum {
    /// A column that is read off a case.
    const fn new(
        id: &'static str,
        (ja, en): (&'static str, &'static str),
        cells: u16,
        value: fn(&Case, &Context) -> Value,
    ) -> Datum {
        Datum { id, label: Text::new(ja, en), cells, of: Of::Case(value) }
    }

    /// What stands in it for a row.
    pub fn value(&self, case: &Case, ctx: &Context) -> Value {
        match self.of {
            Of::Case(value) => value(case, ctx),
            Of::Fact(fact) => record::fact(case, fact),
        }
    }
}

/// The columns of a noun's rows; none for a noun that is not listed on its own.
pub fn of(noun: Noun) -> Vec<Datum> {
    match noun {
        Noun::Office => office::DATA.to_vec(),
        Noun::User => user::DATA.to_vec(),
        Noun::Patient => patient::DATA.to_vec(),
        Noun::Group => group::DATA.to_vec(),
        Noun::Membership => membership::DATA.to_vec(),
        Noun::Invitation => invitation::DATA.to_vec(),
        Noun::Mirror => mirror::DATA.to_vec(),
        Noun::Seat => seat::DATA.to_vec(),
        other => Register::of(other).map(record::data).unwrap_or_default(),
    }
}

/// The row's id, the first column of every table.
const ID: Datum = Datum::new("id", ("登録番号", "Id"), 9, |case, _| Value::typed(&case.id().to_string()));

/// Reads a value off the case of one noun.
fn read<C: OneCase>(case: &Case, value: impl Fn(&C) -> Value) -> Value {
    C::of(case).map(value).unwrap_or_default()
}

/// A word of one of the lists of words.
macro_rules! word {
    ($value:expr) => {{
        let value = $value;
        $crate::text::Value::Word(value.word(), value.label())
    }};
}
use word;
