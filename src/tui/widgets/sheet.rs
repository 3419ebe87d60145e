//! A sheet: rows that scroll between a head and a foot that do not.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Row;
use crate::text::Lang;
use crate::tui::theme::{Look, Theme};

/// What a panel shows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Always in sight, above.
    pub head: Vec<Row>,
    /// Scrolls where it is longer than the room.
    pub body: Vec<Row>,
    /// Always in sight, below.
    pub foot: Vec<Row>,
    /// The body's rows that must be in sight: first and last.
    pub keep: Option<(usize, usize)>,
    /// How far the body is scrolled, where nothing must be in sight.
    pub scroll: usize,
}

impl Sheet {
    /// The rows it would take in full.
    pub fn rows(&self) -> usize {
        self.head.len() + self.body.len() + self.foot.len()
    }

    /// How far the body can be scrolled in `height` rows.
    pub fn scroll_max(&self, height: u16) -> usize {
        self.body.len().saturating_sub(self.room(height))
    }

    /// How far a page goes in `height` rows: one row of it stays in sight.
    pub fn page(&self, height: u16) -> usize {
        self.room(height).saturating_sub(1).max(1)
    }

    fn room(&self, height: u16) -> usize {
        usize::from(height).saturating_sub(self.head.len() + self.foot.len())
    }

    /// The first row of the body in sight.
    fn top(&self, room: usize) -> usize {
        let most = self.body.len().saturating_sub(room);
        match self.keep {
            None => self.scroll.min(most),
            Some((first, last)) => {
                let middle = (first + last) / 2;
                middle.saturating_sub(room / 2).min(most).min(first)
            }
        }
    }
}

/// Draws a sheet; answers where the caret stands.
pub fn draw_sheet(
    sheet: &Sheet,
    area: Rect,
    lang: Lang,
    theme: Theme,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut caret = None;
    let mut y = area.y;
    let line = |y: u16| Rect { y, height: 1, ..area };
    let room = sheet.room(area.height);
    let top = sheet.top(room);
    let shown = &sheet.body[top..(top + room).min(sheet.body.len())];
    let overfull = sheet.body.len() > room;
    for (at, row) in sheet.head.iter().enumerate() {
        if y >= area.bottom() {
            return caret;
        }
        let marked = at == 0 && overfull && row.right.is_empty();
        let row = if marked { &with_place(row, top, shown.len(), sheet.body.len(), lang) } else { row };
        caret = row.draw(line(y), theme, buffer).or(caret);
        y += 1;
    }
    for row in shown.iter().chain(&sheet.foot) {
        if y >= area.bottom() {
            return caret;
        }
        caret = row.draw(line(y), theme, buffer).or(caret);
        y += 1;
    }
    caret
}

/// Says in the head that there is more than is shown: `1-9/24`.
fn with_place(row: &Row, top: usize, shown: usize, all: usize, lang: Lang) -> Row {
    let words = match lang {
        Lang::Ja => format!("{}-{}/{all}行 ", top + 1, top + shown),
        Lang::En => format!("lines {}-{}/{all} ", top + 1, top + shown),
    };
    row.clone().right(words, Look::Muted)
}
