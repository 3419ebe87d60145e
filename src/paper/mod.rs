//! Papers: the four forms of the regulation and the office's further sheets, from the register to a PDF.
//!
//! A [`Sheet`] says what a paper is about and fills its data from the store; a template under `src/assets/paper`
//! says how it looks; the engine sets it. Data reaches a template as data, never as source: no name can be markup.
//! Enters nothing in the ledger (that is [`crate::actions::print`]'s) and knows no folder.

mod blocks;
mod content;
#[cfg(feature = "paper")]
mod engine;
mod error;
mod file;
#[cfg(feature = "paper")]
mod font_files;
mod fonts;
mod forms;
mod known;
mod order;
#[cfg(feature = "paper")]
mod places;
mod sheets;
mod table;

#[cfg(test)]
#[cfg(feature = "paper")]
mod tests;

pub use error::{PaperError, Unfit};
pub use file::file_name;
pub use fonts::{PACKAGE, Typeface};
pub use order::{Filled, Format, Kimei, Order, Span, items, month};
pub use table::{SHEETS, Sheet, Subject, Takes, find};

#[cfg(feature = "paper")]
pub use engine::{missing, typeset};

/// What is not there in a build without the feature `paper`.
#[cfg(not(feature = "paper"))]
mod without {
    use super::{Filled, PaperError, Sheet, Typeface};
    use crate::text::date::Instant;

    /// Sets nothing: this build has no typesetter.
    pub fn typeset(_: &Sheet, _: &Filled, _: Typeface, _: Instant) -> Result<Vec<u8>, PaperError> {
        Err(PaperError::NotBuilt)
    }

    /// Finds nothing missing but the typesetter itself.
    pub fn missing(_: &Filled, _: Typeface) -> Result<(), PaperError> {
        Err(PaperError::NotBuilt)
    }
}
#[cfg(not(feature = "paper"))]
pub use without::{missing, typeset};
