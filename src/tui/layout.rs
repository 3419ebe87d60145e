//! Where things stand: from the size, the focus and what lies on top. Pure; used by update and view alike.

use ratatui::layout::Rect;

use super::model::{Model, Zoom};
use super::overlays::{self, Place};
use super::view;
use crate::domain::Noun;

/// From this width on, details stand beside the panes.
const WIDE: u16 = 140;
/// Below this only the focused list and one line of evidence are shown.
const SMALL: (u16, u16) = (60, 16);
/// Below this nothing can be shown.
const LEAST: (u16, u16) = (20, 5);
/// Rows of a list that stay in sight under a form.
const ROWS_IN_SIGHT: u16 = 3;
/// The details' rows: at least, and at most unless something longer lies in their place. Between them the height
/// of the screen decides and not the row, so that the list stays where it is while the cursor moves.
const DETAILS: (u16, u16) = (7, 13);

/// A message takes no more rows than this.
const MESSAGE_ROWS_MAX: u16 = 3;

/// From this height on a focused pane names its columns.
const HEADINGS_FROM: u16 = 10;

/// What the screen is divided into; an empty area is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The office, the numbers and who is signed in.
    pub header: Rect,
    /// The panes, title line included.
    pub panes: Vec<(Noun, Rect)>,
    /// Today's list, where it stands in the panes' place.
    pub today: Rect,
    /// The details of the row, or what takes their place.
    pub lower: Rect,
    /// What lies over everything between header and message line.
    pub whole: Rect,
    /// The screen that a question was asked from, still in sight above it.
    pub behind: Rect,
    /// One line of evidence, where there is no room for details.
    pub evidence: Rect,
    /// The message line.
    pub message: Rect,
    /// The hints.
    pub hints: Rect,
}

impl Layout {
    /// The area of a noun's pane; empty where it is not shown.
    pub fn pane(&self, noun: Noun) -> Rect {
        self.panes.iter().find(|(n, _)| *n == noun).map_or(Rect::ZERO, |(_, area)| *area)
    }
}

/// True if the screen is too small for anything.
pub fn is_too_small(model: &Model) -> bool {
    model.size.width < LEAST.0 || model.size.height < LEAST.1
}

/// True if only the focused list is shown.
pub fn is_small(model: &Model) -> bool {
    model.size.width < SMALL.0 || model.size.height < SMALL.1
}

/// The layout for the model as it is.
pub fn of(model: &Model) -> Layout {
    if is_too_small(model) {
        return Layout::default();
    }
    let mut layout = of_panes(model);
    if model.today().is_some() {
        let panes = std::mem::take(&mut layout.panes);
        layout.today = panes.iter().map(|(_, area)| *area).reduce(Rect::union).unwrap_or(Rect::ZERO);
    }
    let rows = rows(view::message_rows(model, layout.message.width).len());
    grown(layout, rows.saturating_sub(1).min(MESSAGE_ROWS_MAX - 1))
}

/// A message longer than its line takes rows from what stands above it: its end holds the clause.
fn grown(mut layout: Layout, by: u16) -> Layout {
    if by == 0 || layout.message.is_empty() {
        return layout;
    }
    layout.message.y -= by;
    layout.message.height += by;
    let top = layout.message.y;
    let cut = |area: &mut Rect| area.height = area.height.min(top.saturating_sub(area.y));
    layout.panes.iter_mut().for_each(|(_, area)| cut(area));
    let Layout { lower, whole, behind, evidence, today, .. } = &mut layout;
    [lower, whole, behind, evidence, today].into_iter().for_each(cut);
    layout
}

/// The layout with the panes where they are.
fn of_panes(model: &Model) -> Layout {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    let place = model.overlays.last().map_or(Place::None, overlays::place);
    if is_small(model) {
        return small(model, screen, place);
    }
    let (header, rest) = split_top(screen, 1);
    let (body, hints) = split_bottom(rest, 1);
    let (body, message) = split_bottom(body, 1);
    let frame = Layout { header, message, hints, ..Layout::default() };
    if place == Place::Whole {
        return Layout { whole: body, ..frame };
    }
    if let (Place::Lower | Place::Form, Some(top), Some(_)) =
        (place, model.overlays.last(), overlays::behind(model))
    {
        let wanted = rows(overlays::sheet(model, top, body.width).rows()).max(DETAILS.0);
        let (behind, lower) = split_bottom(body, wanted.min(body.height.saturating_sub(ROWS_IN_SIGHT + 3)));
        let (behind, _gap) = split_bottom(behind, 1);
        return Layout { behind, lower, ..frame };
    }
    if model.zoom == Zoom::In && matches!(place, Place::None | Place::Panes) {
        let (list, evidence) = split_bottom(body, 1);
        return Layout { panes: vec![(model.focus, list)], evidence, ..frame };
    }
    if screen.width >= WIDE { wide(model, body, frame) } else { stacked(model, body, place, frame) }
}

fn small(model: &Model, screen: Rect, place: Place) -> Layout {
    let (body, hints) = split_bottom(screen, 1);
    let (body, message) = if screen.height >= 10 { split_bottom(body, 1) } else { (body, Rect::ZERO) };
    match place {
        Place::None | Place::Panes => {
            let (list, evidence) = split_bottom(body, 1);
            Layout { panes: vec![(model.focus, list)], evidence, message, hints, ..Layout::default() }
        }
        Place::Title => Layout { panes: vec![(model.focus, body)], message, hints, ..Layout::default() },
        Place::Lower | Place::Form if body.height >= 9 => {
            let (list, lower) = split_top(body, 2);
            Layout { panes: vec![(model.focus, list)], lower, message, hints, ..Layout::default() }
        }
        Place::Lower | Place::Form | Place::Whole => {
            Layout { whole: body, message, hints, ..Layout::default() }
        }
    }
}

fn wide(model: &Model, body: Rect, frame: Layout) -> Layout {
    let left = Rect { width: body.width * 4 / 7, ..body };
    let lower = Rect { x: left.right() + 2, width: body.width - left.width - 2, ..body };
    Layout { panes: panes(model, left, 0), lower, ..frame }
}

fn stacked(model: &Model, body: Rect, place: Place, frame: Layout) -> Layout {
    if place == Place::Form {
        let (list, lower) = split_top(body, ROWS_IN_SIGHT + 2);
        return Layout { panes: vec![(model.focus, list)], lower, ..frame };
    }
    let titles = if model.is_home() { 3 } else { 1 };
    let most = body.height.saturating_sub(titles + ROWS_IN_SIGHT + 1);
    let details = (body.height * 2 / 5).clamp(DETAILS.0, DETAILS.1.max(body.height / 3));
    let wanted = match model.overlays.last().filter(|_| place == Place::Lower) {
        // Never less than the details took: a short question leaves the list where it is.
        Some(top) => rows(overlays::sheet(model, top, body.width).rows()).max(details),
        None => details,
    };
    let (above, lower) = split_bottom(body, wanted.min(most));
    let (above, _gap) = split_bottom(above, 1);
    Layout { panes: panes(model, above, ROWS_IN_SIGHT), lower, ..frame }
}

/// Divides `area` among the panes: the focused one takes the room, the others as many rows as are left.
fn panes(model: &Model, area: Rect, _least: u16) -> Vec<(Noun, Rect)> {
    if !model.is_home() {
        return vec![(model.focus, area)];
    }
    let free = area.height.saturating_sub(3);
    let share = if free > 10 { (free - 8) / 4 } else { 0 };
    let panes = model.panes();
    let mut heights = panes.map(|noun| if noun == model.focus { 0 } else { 1 + wanted(model, noun, share) });
    let others: u16 = heights.iter().sum();
    let mut y = area.y;
    let mut out = Vec::new();
    for (noun, height) in panes.into_iter().zip(&mut heights) {
        if noun == model.focus {
            *height = area.height.saturating_sub(others);
        }
        out.push((noun, Rect { y, height: *height, ..area }));
        y += *height;
    }
    out
}

/// The rows an unfocused pane takes: no more than it has, and one left free below them.
fn wanted(model: &Model, noun: Noun, share: u16) -> u16 {
    if share < 2 {
        return share;
    }
    rows(model.list(noun).page.rows.len() + 1).min(share)
}

/// Rows as a height.
fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn split_top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let below = Rect { y: area.y + height, height: area.height - height, ..area };
    (Rect { height, ..area }, below)
}

fn split_bottom(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    split_top(area, area.height - height)
}

/// The rows of cases that a noun's pane shows.
pub fn rows_shown(model: &Model, noun: Noun) -> usize {
    let pane = of(model).pane(noun);
    usize::from(pane.height.saturating_sub(rows_above(model, noun, pane)))
}

/// The rows of a pane before its cases: the title line, and in a focused pane with room the headings.
pub fn rows_above(model: &Model, noun: Noun, pane: Rect) -> u16 {
    let has_headings = noun == model.focus && pane.height >= HEADINGS_FROM && pane.width >= SMALL.0;
    1 + u16::from(has_headings)
}
