//! A cursor over a few lines: menu, orders, relations, clauses.

use crate::tui::stroke::{DOWN, END, HOME, PAGE_DOWN, PAGE_UP, Stroke, UP};
use crate::tui::theme::Look;
use crate::tui::widgets::Row;

/// A cursor over lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    /// The line with the cursor.
    pub at: usize,
}

impl Chooser {
    /// Moves over `count` lines; `true` if the key was one that moves.
    pub fn moves(&mut self, count: usize, stroke: Stroke) -> bool {
        let last = count.saturating_sub(1);
        self.at = match stroke {
            DOWN | Stroke::Char('j') | Stroke::Ctrl('n') | crate::tui::stroke::TAB => self.at + 1,
            UP | Stroke::Char('k') | Stroke::Ctrl('p') | crate::tui::stroke::BACK_TAB => {
                self.at.saturating_sub(1)
            }
            PAGE_DOWN | Stroke::Ctrl('d') => self.at + 10,
            PAGE_UP | Stroke::Ctrl('u') => self.at.saturating_sub(10),
            HOME => 0,
            END => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The gutter of line `at`.
    pub fn gutter(&self, at: usize) -> Row {
        if self.at == at { Row::of(" › ", Look::Strong) } else { Row::plain("   ") }
    }
}
