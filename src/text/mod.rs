//! Words, dates, cell widths and search keys. Knows nothing of the domain.
//!
//! Names are stored exactly as typed. What is made of them here is for one use each: [`Shown`] for
//! a terminal or a file, [`fold`], [`romaji`] and [`search`] for finding, [`sort_key`] for order.

mod ago;
pub mod bar;
pub mod date;
mod day_input;
mod era;
pub mod fold;
mod hostile;
pub mod ime;
mod json;
pub mod kana;
pub mod locale;
pub mod romaji;
pub mod search;
mod shown;
mod sort;
mod value;
mod variants;
pub mod width;
mod words;
mod wrap;

pub use json::{SafeJson, to_json, to_json_pretty};
pub use shown::Shown;
pub use sort::sort_key;
pub use value::Value;
pub use words::{Hole, Lang, Sentence, Text};
