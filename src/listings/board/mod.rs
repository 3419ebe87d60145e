//! The board (規程): how every clause of the book stands for the office that looks, and why.
//!
//! Nothing of it is stored. A standing follows from what the book says the console does about a clause, from the
//! [checks](super::checks) that name it, from the records that speak for it and from what people attested. Definitions,
//! explanations and what concerns nobody here are 対象外.

#[cfg(test)]
mod broken_tests;
mod concerns;
mod evidence;
#[cfg(test)]
mod exercise_tests;
#[cfg(test)]
mod exercises;
mod facts;
mod follows;
#[cfg(test)]
mod parameter_tests;
#[cfg(test)]
mod proof_tests;
mod standing;
mod status;
#[cfg(test)]
mod ten_times_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod town_tests;
mod words;

use super::parameters::bearing_on;
use crate::domain::Context;
use crate::regulation::book::Book;
use crate::store::{Reader, StoreError};

pub use facts::{Attested, Facts, Said};
pub use standing::Standing;
pub use status::Status;

/// Every clause of a book in its order, as it stands for the office that looks.
pub fn board(reader: &Reader<'_>, ctx: &Context, book: &'static Book) -> Result<Vec<Standing>, StoreError> {
    let facts = Facts::read(reader, ctx)?;
    let mut standings = facts.standings(book);
    for standing in &mut standings {
        let meaning = book.meaning_of(standing.clause.id);
        standing.parameters = meaning.map(|clause| bearing_on(clause, &ctx.settings)).unwrap_or_default();
    }
    Ok(standings)
}
