//! The view: the model drawn into a buffer. Changes nothing and reads nothing but the model.

pub mod details;
mod header;
pub mod hints;
mod memo;
mod pane;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::{self, Layout};
use super::model::Model;
use super::notices::Notice;
use super::overlays::gate::Gate;
use super::overlays::{self, Overlay, Place};
use super::terminal::Caret;
use super::theme::Look;
use super::widgets::{Row, Span, draw_sheet};
use crate::text::Text;
use crate::text::date::clock;

pub use memo::Memo;

/// Draws the whole screen; answers where the terminal's cursor stands. `memo` only saves work: the same model is
/// the same frame, whatever it holds.
pub fn draw(model: &Model, memo: &mut Memo, buffer: &mut Buffer) -> Caret {
    if layout::is_too_small(model) {
        return draw_too_small(model, buffer);
    }
    if !matches!(model.gate, Gate::Open) {
        return draw_gate(model, buffer);
    }
    let layout = layout::of(model);
    header::draw(model, layout.header, buffer);
    let mut caret = None;
    for (noun, area) in &layout.panes {
        let at = pane::draw(model, memo, *noun, *area, buffer);
        caret = at.or(caret);
    }
    caret = draw_today(model, layout.today, buffer).or(caret);
    caret = draw_lower(model, &layout, buffer).or(caret);
    draw_evidence(model, layout.evidence, buffer);
    draw_message(model, &layout, buffer);
    caret.unwrap_or(Caret::Resting(Position::ORIGIN))
}

/// Where the top overlay stands; empty where none does.
pub fn overlay_area(model: &Model) -> Rect {
    let layout = layout::of(model);
    if layout.whole.is_empty() { layout.lower } else { layout.whole }
}

/// The details of the row, or what takes their place.
fn draw_lower(model: &Model, layout: &Layout, buffer: &mut Buffer) -> Option<Caret> {
    let top =
        model.overlays.last().filter(|top| !matches!(overlays::place(top), Place::Title | Place::Panes));
    let Some(top) = top else {
        details::draw(model, layout.lower, buffer);
        return None;
    };
    if let Some(behind) = overlays::behind(model).filter(|_| !layout.behind.is_empty()) {
        let sheet = overlays::sheet(model, behind, layout.behind.width);
        draw_sheet(&sheet, layout.behind, model.lang, model.theme, buffer);
    }
    let area = overlay_area(model);
    let sheet = overlays::sheet(model, top, area.width);
    let position = draw_sheet(&sheet, area, model.lang, model.theme, buffer);
    Some(match position {
        Some(position) => Caret::Typing(position),
        None => Caret::Resting(Position::new(area.x, area.y)),
    })
}

/// Today's list in the panes' place.
fn draw_today(model: &Model, area: Rect, buffer: &mut Buffer) -> Option<Caret> {
    let today = model.today().filter(|_| !area.is_empty())?;
    let sheet = overlays::today::sheet(model, today, area.width, area.height);
    let position = draw_sheet(&sheet, area, model.lang, model.theme, buffer)?;
    let is_typed = sheet.head.iter().any(|row| row.caret.is_some());
    Some(if is_typed { Caret::Typing(position) } else { Caret::Resting(position) })
}

fn draw_evidence(model: &Model, area: Rect, buffer: &mut Buffer) {
    if !area.is_empty() {
        Row::plain(format!(" {}", details::one_line(model))).draw(area, model.theme, buffer);
    }
}

/// The message line; on a screen without one a fresh message stands in place of the hints.
fn draw_message(model: &Model, layout: &Layout, buffer: &mut Buffer) {
    if layout.message.is_empty() {
        return match model.notices.fresh() {
            Some(notice) => drop(message_row(model, notice).draw(layout.hints, model.theme, buffer)),
            None => hints::draw(model, layout.hints, buffer),
        };
    }
    let area = layout.message;
    for (y, row) in (area.y..area.bottom()).zip(message_rows(model, area.width)) {
        row.draw(Rect { y, height: 1, ..area }, model.theme, buffer);
    }
    hints::draw(model, layout.hints, buffer);
}

/// The latest message on as many rows as it needs; once it has been seen, on one.
pub fn message_rows(model: &Model, width: u16) -> Vec<Row> {
    let Some(notice) = model.notices.latest() else { return Vec::new() };
    let row = message_row(model, &notice);
    if row.cells() <= usize::from(width) || model.notices.fresh().is_none() {
        return vec![row];
    }
    let time = row.left[..1].to_vec();
    let indent = time.iter().map(Span::cells).sum();
    let mut rows = Row::wrapped(notice.words(model.masking, model.lang), notice.look, indent, width);
    if let Some(first) = rows.first_mut() {
        first.left.splice(0..1, time);
    }
    rows
}

fn message_row(model: &Model, notice: &Notice) -> Row {
    let words = notice.words(model.masking, model.lang);
    Row::of(format!(" {} ", clock(notice.at)), Look::Muted).and(words, notice.look)
}

fn draw_too_small(model: &Model, buffer: &mut Buffer) -> Caret {
    let words = Text::new("画面が小さすぎます（20x5以上）", "The screen is too small (20x5 or more)");
    let area = buffer.area;
    for (y, row) in
        (area.y..area.bottom()).zip(Row::wrapped(words.get(model.lang), Look::Plain, 0, area.width))
    {
        row.draw(Rect { y, height: 1, ..area }, model.theme, buffer);
    }
    Caret::Resting(Position::ORIGIN)
}

/// A shut gate: nothing of the data is drawn.
fn draw_gate(model: &Model, buffer: &mut Buffer) -> Caret {
    let sheet = model.gate.sheet(model, buffer.area.width);
    let rows = u16::try_from(sheet.rows()).unwrap_or(0);
    let top = buffer.area.height.saturating_sub(rows) / 3;
    let area = Rect { y: top, height: buffer.area.height - top, ..buffer.area };
    match draw_sheet(&sheet, area, model.lang, model.theme, buffer) {
        Some(position) => Caret::Typing(position),
        None => Caret::Resting(Position::ORIGIN),
    }
}

/// The filter's field where it is open.
fn open_filter(model: &Model) -> Option<&overlays::filter::Filter> {
    match model.overlays.last() {
        Some(Overlay::Filter(filter)) => Some(filter),
        _ => None,
    }
}
