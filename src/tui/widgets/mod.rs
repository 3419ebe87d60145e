//! What views are made of: rows of spans, sheets of rows, text fields.

pub mod field;
mod row;
mod sheet;

pub use row::{Row, Span};
pub use sheet::{Sheet, draw_sheet};
