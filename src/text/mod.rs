//! Words, dates, cell widths and search keys. Knows nothing of the domain.

mod words;

pub use words::{Hole, Lang, Sentence, Text};
