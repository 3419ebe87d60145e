//! Tables as Markdown: a report to be read, printed and handed over, as it stands or through any converter.

use std::io::Write;

use super::{Head, OutError, Table};
use crate::text::{Lang, Value};

/// A table in Markdown being written.
pub(super) struct MarkdownTable<W: Write> {
    out: W,
    lang: Lang,
}

impl<W: Write> MarkdownTable<W> {
    /// Begins it under its title.
    pub(super) fn new(mut out: W, title: &str, heads: &[Head], lang: Lang) -> Result<Self, OutError> {
        write!(out, "# {}\n\n", in_a_cell(title))?;
        let mut table = MarkdownTable { out, lang };
        table.line(heads.iter().map(|head| head.label.clone()))?;
        writeln!(table.out, "|{}", "---|".repeat(heads.len()))?;
        Ok(table)
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> Result<(), OutError> {
        let cells: Vec<String> = cells.map(|cell| in_a_cell(&cell)).collect();
        Ok(writeln!(self.out, "| {} |", cells.join(" | "))?)
    }
}

impl<W: Write> Table for MarkdownTable<W> {
    fn row(&mut self, values: &[Value]) -> Result<(), OutError> {
        let lang = self.lang;
        self.line(values.iter().map(|value| value.words(lang)))
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutError> {
        Ok(self.out.flush()?)
    }
}

/// A text as one cell: what would end the cell or the line, or begin something of Markdown or HTML, is plain text.
fn in_a_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => cell.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => cell.extend(['\\', c]),
            c => cell.push(c),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_text_and_never_markdown() {
        assert_eq!(in_a_cell("a|b\n<img> [x](y)"), "a\\|b \\<img\\> \\[x\\](y)");
    }
}
