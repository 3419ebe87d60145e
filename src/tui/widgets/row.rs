//! A row of the screen: spans from the left, spans at the right edge, and perhaps the caret.
//!
//! Everything but the columns of a list is drawn as rows. Widths are those of [`crate::text::width`].

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::width::{cells, cut, plain_character, wrap};
use crate::tui::theme::{Look, Theme};

/// Words with one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words, harmless already.
    pub words: String,
    /// How they are meant.
    pub look: Look,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// From the left.
    pub left: Vec<Span>,
    /// At the right edge, where there is room.
    pub right: Vec<Span>,
    /// Where a text field's caret stands, in cells from the left.
    pub caret: Option<u16>,
}

impl Span {
    /// Words with a look.
    pub fn new(words: impl Into<String>, look: Look) -> Span {
        Span { words: words.into(), look }
    }

    /// The cells it takes.
    pub fn cells(&self) -> usize {
        cells(&self.words)
    }
}

impl Row {
    /// An empty row.
    pub fn blank() -> Row {
        Row::default()
    }

    /// A row of plain words.
    pub fn plain(words: impl Into<String>) -> Row {
        Row::of(words, Look::Plain)
    }

    /// A row of words with one look.
    pub fn of(words: impl Into<String>, look: Look) -> Row {
        Row { left: vec![Span::new(words, look)], ..Row::default() }
    }

    /// The row with further words.
    #[must_use]
    pub fn and(mut self, words: impl Into<String>, look: Look) -> Row {
        self.left.push(Span::new(words, look));
        self
    }

    /// The row, and after it another one.
    #[must_use]
    pub fn joined(mut self, other: Row) -> Row {
        self.left.extend(other.left);
        self
    }

    /// The row with words at the right edge.
    #[must_use]
    pub fn right(mut self, words: impl Into<String>, look: Look) -> Row {
        self.right.push(Span::new(words, look));
        self
    }

    /// The cells that the left spans take.
    pub fn cells(&self) -> usize {
        self.left.iter().map(Span::cells).sum()
    }

    /// A sentence on as many rows as it needs, `indent` cells from the left.
    pub fn wrapped(words: &str, look: Look, indent: usize, width: u16) -> Vec<Row> {
        let room = usize::from(width).saturating_sub(indent + 1).max(2);
        wrap(words, room).into_iter().map(|line| Row::plain(" ".repeat(indent)).and(line, look)).collect()
    }

    /// Draws the row over the whole of `area`'s first line; answers where the caret stands.
    pub fn draw(&self, area: Rect, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let right: usize = self.right.iter().map(Span::cells).sum();
        let fits = right > 0 && self.cells() + right < usize::from(area.width);
        let mut pen = Pen { x: area.x, y: area.y, end: area.right(), theme };
        for span in &self.left {
            pen.put(span, buffer);
        }
        if fits {
            pen.x = area.right() - u16::try_from(right).unwrap_or(0);
            self.right.iter().for_each(|span| pen.put(span, buffer));
        }
        let caret = self.caret?;
        Some(Position::new((area.x + caret).min(area.right() - 1), area.y))
    }
}

struct Pen {
    x: u16,
    y: u16,
    end: u16,
    theme: Theme,
}

impl Pen {
    fn put(&mut self, span: &Span, buffer: &mut Buffer) {
        let room = usize::from(self.end.saturating_sub(self.x));
        let words = cut(&span.words, room);
        if words.is_empty() {
            return;
        }
        let is_cut = words.len() < span.words.len();
        let style = self.theme.style(span.look);
        self.x = match put_plain(buffer, (self.x, self.y), &words, style) {
            Some(x) => x,
            None => buffer.set_stringn(self.x, self.y, words, room, style).0,
        };
        if is_cut {
            // One sign says that there is more, also where a wide cluster left a cell free.
            self.x = self.end;
        }
    }
}

/// Puts words of plain characters that fit, as [`Buffer::set_stringn`] would; answers where they end.
fn put_plain(buffer: &mut Buffer, (x, y): (u16, u16), words: &str, style: Style) -> Option<u16> {
    let mut end = x;
    for c in words.chars() {
        end += u16::try_from(plain_character(c)?).ok()?;
    }
    let mut at = x;
    for c in words.chars() {
        buffer[(at, y)].set_char(c).set_style(style);
        at += 1;
        if !c.is_ascii() {
            // Hidden behind the wide character.
            buffer[(at, y)].reset();
            at += 1;
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_put_as_all_others_are() {
        for words in ["", "a", "山田太郎", "I-0001 あと1日（3日）", " › ", "髙橋𠮷"] {
            let area = Rect::new(0, 0, 40, 1);
            let (mut fast, mut slow) = (Buffer::empty(area), Buffer::empty(area));
            slow.set_string(0, 0, "古い文字が残っていても", Style::new());
            fast.clone_from(&slow);
            let style = Theme::Sixteen.style(Look::Caution);
            let (x, _) = slow.set_stringn(1, 0, words, 39, style);
            if let Some(end) = put_plain(&mut fast, (1, 0), words, style) {
                assert_eq!((end, fast), (x, slow), "{words}");
            }
        }
    }
}
