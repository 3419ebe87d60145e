//! Columns: how wide each is, and which give way where the width is short.
//!
//! The inviting office goes first, then state and occupation take their short forms, then the patient's tail is
//! cut; judgement, invitee and days left never go.

use super::theme::Look;
use super::widgets::{Row, Span};
use crate::listings::Column;
use crate::text::Lang;
use crate::text::width::{cells, pad};

/// Cells between two columns.
const GAP: u16 = 2;

/// The words of one column of one row.
#[derive(Clone, Debug)]
pub struct Words {
    /// In full.
    pub long: String,
    /// For a narrow column, where there is such a form.
    pub short: Option<String>,
    /// How they are meant.
    pub look: Look,
}

impl Words {
    fn fitting(&self, width: u16) -> &str {
        let is_long = cells(&self.long) > usize::from(width);
        self.short.as_deref().filter(|_| is_long).unwrap_or(&self.long)
    }
}

/// The width of every column for these rows in `room` cells; 0 for a column that is not shown.
pub fn widths(columns: &[Column], rows: &[impl AsRef<[Words]>], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> =
        columns.iter().enumerate().map(|(at, c)| natural(c, rows, at, Form::Long)).collect();
    let levels = columns.iter().map(|c| c.gives_way).max().unwrap_or(0);
    for level in (1..=levels).rev() {
        for at in (0..columns.len()).rev().filter(|&at| columns[at].gives_way == level) {
            let over = total(&widths).saturating_sub(room);
            if over > 0 {
                widths[at] = give_way(&columns[at], rows, at, widths[at], over);
            }
        }
    }
    drop_short_forms(columns, rows, &mut widths, room);
    give_back(columns, rows, &mut widths, room);
    squeeze(columns, &mut widths, room);
    widths
}

/// What a dropped column left free goes to the one whose tail was cut for it.
fn give_back(columns: &[Column], rows: &[impl AsRef<[Words]>], widths: &mut [u16], room: u16) {
    for at in (0..columns.len()).filter(|&at| columns[at].gives_way == 1) {
        if widths[at] == 0 {
            continue;
        }
        let missing = natural(&columns[at], rows, at, Form::Long).saturating_sub(widths[at]);
        widths[at] += missing.min(room.saturating_sub(total(widths)));
    }
}

/// Where even short forms are too wide, their columns go, the first one first.
fn drop_short_forms(columns: &[Column], rows: &[impl AsRef<[Words]>], widths: &mut [u16], room: u16) {
    for at in (0..columns.len()).filter(|&at| columns[at].gives_way > 1 && has_short(rows, at)) {
        if total(widths) > room {
            widths[at] = 0;
        }
    }
}

/// Gives what room is left to columns whose names are longer than what stands in them.
pub fn widen_for_headings(columns: &[Column], widths: &mut [u16], room: u16, lang: Lang) {
    for (at, column) in columns.iter().enumerate() {
        if widths[at] == 0 {
            continue;
        }
        let left = room.saturating_sub(total(widths));
        let heading = u16::try_from(cells(column.label.get(lang))).unwrap_or(0);
        widths[at] += heading.saturating_sub(widths[at]).min(left);
    }
}

/// A row's words, each padded to its column.
pub fn row(words: &[Words], widths: &[u16]) -> Row {
    let mut row = Row::blank();
    for (words, width) in words.iter().zip(widths).filter(|(_, width)| **width > 0) {
        if !row.left.is_empty() {
            row.left.push(Span::new("  ", Look::Plain));
        }
        let padded = pad(words.fitting(*width), usize::from(*width));
        // What fills the column up is no part of the words: their ground ends with them.
        let text = padded.trim_end_matches(' ');
        row.left.extend([Span::new(text, words.look), Span::new(&padded[text.len()..], Look::Plain)]);
    }
    row
}

#[derive(Clone, Copy)]
enum Form {
    Long,
    Short,
}

/// As wide as what stands in the column, within its bounds.
fn natural(column: &Column, rows: &[impl AsRef<[Words]>], at: usize, form: Form) -> u16 {
    let words = rows.iter().map(|row| &row.as_ref()[at]);
    let wide = words.map(|words| match form {
        Form::Long => cells(&words.long),
        Form::Short => cells(words.short.as_ref().unwrap_or(&words.long)),
    });
    let (least, most) = column.width;
    u16::try_from(wide.max().unwrap_or(0)).unwrap_or(most).clamp(least.min(most), most)
}

/// The column in less room: its tail cut, its short form, or gone, as its place in the order asks.
fn give_way(column: &Column, rows: &[impl AsRef<[Words]>], at: usize, now: u16, over: u16) -> u16 {
    let least = column.width.0;
    if column.gives_way == 1 {
        return now.saturating_sub(over).max(least);
    }
    if !has_short(rows, at) {
        return 0;
    }
    natural(column, rows, at, Form::Short).min(now).max(now.saturating_sub(over))
}

fn has_short(rows: &[impl AsRef<[Words]>], at: usize) -> bool {
    rows.iter().any(|row| row.as_ref()[at].short.is_some())
}

/// Where even that is too wide, what is left gives way to its least width, from the right.
fn squeeze(columns: &[Column], widths: &mut [u16], room: u16) {
    for at in (0..columns.len()).rev() {
        let over = total(widths).saturating_sub(room);
        if over == 0 {
            return;
        }
        let least = if columns[at].gives_way == 0 { columns[at].width.0.min(widths[at]) } else { 0 };
        let after = widths[at].saturating_sub(over).max(least);
        widths[at] = if after < 4 && columns[at].gives_way > 0 { 0 } else { after };
    }
}

fn total(widths: &[u16]) -> u16 {
    widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum::<u16>().saturating_sub(GAP)
}
