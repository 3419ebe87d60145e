//! Standard output carries data only; sentences go to standard error. A reader that has gone is no failure.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

use super::status::Failure;
use crate::text::{Lang, Sentence, to_json, to_json_pretty};

/// Says a sentence on standard error; an empty one is not said.
pub(super) fn tell(sentence: &Sentence, lang: Lang) {
    let words = sentence.get(lang);
    if !words.is_empty() {
        // Nobody listens where standard error is closed; the exit status still speaks.
        let _ = writeln!(io::stderr().lock(), "{words}");
    }
}

/// Prints text that is ready as it is.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = buffered();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Prints one JSON value over several lines.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    print(&format!("{}\n", to_json_pretty(value)))
}

/// Standard output for many writes.
pub(super) fn buffered() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 << 10, io::stdout().lock())
}

/// An array of JSON objects, one on a line, written as they come.
pub(super) struct JsonArray<W: Write> {
    out: W,
    count: usize,
}

impl<W: Write> JsonArray<W> {
    /// Begins an array.
    pub(super) fn begin(mut out: W) -> Result<JsonArray<W>, Failure> {
        out.write_all(b"[")?;
        Ok(JsonArray { out, count: 0 })
    }

    /// Adds one value.
    pub(super) fn push(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let before = if self.count == 0 { "\n" } else { ",\n" };
        self.count += 1;
        Ok(write!(self.out, "{before}  {}", to_json(value))?)
    }

    /// Ends the array.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        let end: &[u8] = if self.count == 0 { b"]\n" } else { b"\n]\n" };
        self.out.write_all(end)?;
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(values: &[u32]) -> String {
        let mut bytes = Vec::new();
        let mut array = JsonArray::begin(&mut bytes).unwrap();
        values.iter().for_each(|value| array.push(value).unwrap());
        array.end().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn an_array_written_in_pieces_is_json() {
        assert_eq!(array(&[]), "[]\n");
        assert_eq!(array(&[1, 2]), "[\n  1,\n  2\n]\n");
    }
}
