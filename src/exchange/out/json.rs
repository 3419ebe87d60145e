//! Tables as JSON: an array of objects, one on a line, with stable keys and English words.

use std::io::Write;

use super::{Head, OutError, Table};
use crate::text::{Value, to_json};

/// An array being written.
pub(super) struct JsonTable<W: Write> {
    out: W,
    heads: Vec<Head>,
    rows: u64,
}

impl<W: Write> JsonTable<W> {
    /// Begins an array.
    pub(super) fn new(mut out: W, heads: Vec<Head>) -> Result<JsonTable<W>, OutError> {
        out.write_all(b"[")?;
        Ok(JsonTable { out, heads, rows: 0 })
    }
}

impl<W: Write> Table for JsonTable<W> {
    fn row(&mut self, values: &[Value]) -> Result<(), OutError> {
        let before = if self.rows == 0 { "\n" } else { ",\n" };
        self.rows += 1;
        let pairs = self.heads.iter().zip(values).map(|(head, value)| (head.key.to_owned(), value.json()));
        let object: serde_json::Map<String, serde_json::Value> = pairs.collect();
        Ok(write!(self.out, "{before}  {}", to_json(&object))?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutError> {
        let end: &[u8] = if self.rows == 0 { b"]\n" } else { b"\n]\n" };
        self.out.write_all(end)?;
        Ok(self.out.flush()?)
    }
}
