//! What lies over home: one enum, a stack of them, Esc = one step back.
//!
//! Each overlay is a file with its state, its keys and its sheet. None of them draws.

pub mod breach;
pub mod chooser;
pub mod clauses;
pub mod dialog;
pub mod drafts;
pub mod evidence;
pub mod export;
pub mod filter;
pub mod follow;
pub mod gate;
pub mod help;
pub mod import;
pub mod ledger;
pub mod log;
pub mod menu;
pub mod operators;
pub mod palette;
pub mod papers;
pub mod prompt;
pub mod proof;
pub mod registers;
pub mod results;
pub mod sort;
pub mod today;
pub mod trends;
pub mod views;

use super::effects::Effect;
use super::gestures::Turn;
use super::message::Given;
use super::model::Model;
use super::stroke::{DOWN, END, ESC, HOME, PAGE_DOWN, PAGE_UP, Stroke, UP};
use super::widgets::Sheet;
use chooser::Chooser;

/// Cells of an action's label in menu and palette: the longest one, and a gap.
const LABEL_CELLS: usize = 27;

/// Something that lies over home.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A question before a write.
    Dialog(Box<dialog::Dialog>),
    /// The action menu of the row.
    Menu(Chooser),
    /// A few numbers over time.
    Trends(trends::Trends),
    /// Every key.
    Help(usize),
    /// Everything by its name.
    Palette(palette::Palette),
    /// A day or a file that a checklist is asked about.
    Prompt(prompt::Prompt),
    /// Earlier notices.
    Log(usize),
    /// What does not fit in the evidence.
    Breach(usize),
    /// Who signs in.
    Operators(Box<operators::Operators>),
    /// The filter's text field.
    Filter(filter::Filter),
    /// The orders.
    Sort(Chooser),
    /// The relations of the row.
    Follow(Chooser),
    /// Evidence and history in full.
    Evidence(evidence::Evidence),
    /// What is due.
    Today(Box<today::Today>),
    /// The ledger.
    Ledger(ledger::LedgerView),
    /// The clauses.
    Clauses(Box<clauses::Clauses>),
    /// The registers.
    Registers(Chooser),
    /// Forms that were left half-filled.
    Drafts(Chooser),
    /// Papers to be made.
    Papers(Box<papers::Papers>),
    /// Named filters.
    Views(views::Views),
    /// A list to be written out.
    Export(Box<export::Export>),
    /// A list to be taken in, and its preview.
    Import(Box<import::Import>),
    /// The passphrase, asked again before an act.
    Proof(Box<proof::Proof>),
    /// What came of a write on many rows.
    Results(results::Results),
}

/// Where an overlay stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// There is none.
    None,
    /// In the panes' place; the details stay.
    Panes,
    /// In the title line of the list.
    Title,
    /// In the details' place; the panes stay.
    Lower,
    /// Below three rows of the list.
    Form,
    /// Over everything between header and message line.
    Whole,
}

/// What becomes of an overlay after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It stays.
    Stay,
    /// It closes.
    Close,
}

/// A label as it begins a line: hints write gestures in lower case.
fn headed(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

/// Where an overlay stands.
pub fn place(overlay: &Overlay) -> Place {
    match overlay {
        Overlay::Filter(_) => Place::Title,
        Overlay::Today(_) => Place::Panes,
        Overlay::Dialog(dialog) if dialog.is_form() => Place::Form,
        Overlay::Dialog(_)
        | Overlay::Proof(_)
        | Overlay::Prompt(_)
        | Overlay::Sort(_)
        | Overlay::Follow(_)
        | Overlay::Views(_) => Place::Lower,
        Overlay::Menu(_)
        | Overlay::Evidence(_)
        | Overlay::Drafts(_)
        | Overlay::Papers(_)
        | Overlay::Export(_) => Place::Form,
        Overlay::Trends(_)
        | Overlay::Help(_)
        | Overlay::Palette(_)
        | Overlay::Log(_)
        | Overlay::Breach(_)
        | Overlay::Operators(_)
        | Overlay::Ledger(_)
        | Overlay::Clauses(_)
        | Overlay::Registers(_)
        | Overlay::Import(_)
        | Overlay::Results(_) => Place::Whole,
    }
}

/// The screen from which the top overlay asks, where it was opened from one.
pub fn behind(model: &Model) -> Option<&Overlay> {
    let below = model.overlays.len().checked_sub(2)?;
    model.overlays.get(below).filter(|overlay| place(overlay) == Place::Whole)
}

/// What an overlay shows on a sheet of `width` cells.
pub fn sheet(model: &Model, overlay: &Overlay, width: u16) -> Sheet {
    match overlay {
        Overlay::Dialog(dialog) => dialog.sheet(model, width),
        Overlay::Menu(chooser) => menu::sheet(model, chooser, width),
        Overlay::Trends(trends) => trends.sheet(model, width),
        Overlay::Help(scroll) => help::sheet(model, *scroll, width),
        Overlay::Palette(palette) => palette.sheet(model, width),
        Overlay::Prompt(prompt) => prompt.sheet(model, width),
        Overlay::Log(scroll) => log::sheet(model, *scroll, width),
        Overlay::Breach(scroll) => breach::sheet(model, *scroll, width),
        Overlay::Operators(operators) => operators.sheet(model, width),
        // In the title line and in the panes' place they are drawn by the view.
        Overlay::Filter(_) | Overlay::Today(_) => Sheet::default(),
        Overlay::Sort(chooser) => sort::sheet(model, chooser),
        Overlay::Follow(chooser) => follow::sheet(model, chooser),
        Overlay::Evidence(evidence) => evidence.sheet(model, width),
        Overlay::Ledger(ledger) => ledger.sheet(model, width),
        Overlay::Clauses(clauses) => clauses.sheet(model, width),
        Overlay::Registers(chooser) => registers::sheet(model, chooser),
        Overlay::Drafts(chooser) => drafts::sheet(model, chooser, width),
        Overlay::Papers(papers) => papers.sheet(model, width),
        Overlay::Views(views) => views.sheet(model, width),
        Overlay::Export(export) => export.sheet(model, width),
        Overlay::Import(import) => import.sheet(model, width),
        Overlay::Results(results) => results.sheet(model, width),
        Overlay::Proof(proof) => proof.sheet(model, width),
    }
}

/// Gives what was typed to the top overlay. What it opens lies on top of it.
pub fn press(model: &mut Model, given: &Given) -> Vec<Effect> {
    if let Some(Overlay::Today(_)) = model.overlays.last() {
        // Verbs look for its row: it stays where it is while it is pressed.
        return today::press(model, given);
    }
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    let depth = model.overlays.len();
    let (next, effects) = match &mut top {
        Overlay::Dialog(dialog) => dialog.press(model, given),
        Overlay::Palette(palette) => palette.press(model, given),
        Overlay::Prompt(prompt) => prompt.press(model, given),
        Overlay::Proof(proof) => proof.press(given),
        Overlay::Filter(filter) => filter.press(model, given),
        Overlay::Export(export) => export.press(model, given),
        Overlay::Import(import) => import.press(model, given),
        Overlay::Views(views) => views.press(model, given),
        Overlay::Clauses(clauses) => clauses.press(model, given),
        Overlay::Operators(operators) if operators.is_asking() => operators.press_asking(given),
        other => press_listing(model, other, given),
    };
    if next == Next::Stay {
        model.overlays.insert(depth, top);
        if model.overlays.len() > depth + 1 {
            export::opened_over(model);
        }
        if let Some((why, write)) = model.proof.take() {
            proof::ask(model, why, write);
        }
        return effects;
    }
    match top {
        Overlay::Results(_) => super::update::go_on(model),
        _ => effects,
    }
}

/// Overlays without a text field take keys as lists do.
fn press_listing(model: &mut Model, overlay: &mut Overlay, given: &Given) -> (Next, Vec<Effect>) {
    let key = match given {
        Given::Key(key) => *key,
        Given::Typed(_) => {
            super::update::say_ime_is_on(model);
            return (Next::Stay, Vec::new());
        }
        Given::Paste(_) => return (Next::Stay, Vec::new()),
    };
    let Some(stroke) = Stroke::of(key) else { return (Next::Stay, Vec::new()) };
    if stroke == ESC || model.keys.of(Turn::Quit).contains(&stroke) {
        return (Next::Close, Vec::new());
    }
    if let Some((next, turn)) = way_on(model, overlay, stroke) {
        return (next, super::update::leave_for(model, turn));
    }
    let extent = extent(model, overlay);
    match overlay {
        Overlay::Menu(chooser) => menu::press(model, chooser, stroke),
        Overlay::Sort(chooser) => sort::press(model, chooser, stroke),
        Overlay::Follow(chooser) => follow::press(model, chooser, stroke),
        Overlay::Drafts(chooser) => drafts::press(model, chooser, stroke),
        Overlay::Papers(papers) => papers.press(model, stroke),
        Overlay::Registers(chooser) => registers::press(model, chooser, stroke),
        Overlay::Ledger(ledger) => ledger.press(model, stroke),
        Overlay::Operators(operators) => operators.press(model, stroke),
        Overlay::Help(scroll) | Overlay::Log(scroll) | Overlay::Breach(scroll) => {
            (press_scroll(scroll, extent, stroke), Vec::new())
        }
        Overlay::Trends(trends) => (press_scroll(&mut trends.scroll, extent, stroke), Vec::new()),
        Overlay::Evidence(evidence) => (press_scroll(&mut evidence.scroll, extent, stroke), Vec::new()),
        Overlay::Results(results) => (press_scroll(&mut results.scroll, extent, stroke), Vec::new()),
        Overlay::Dialog(_)
        | Overlay::Proof(_)
        | Overlay::Palette(_)
        | Overlay::Prompt(_)
        | Overlay::Filter(_)
        | Overlay::Views(_)
        | Overlay::Export(_)
        | Overlay::Import(_)
        | Overlay::Clauses(_)
        | Overlay::Today(_) => (Next::Stay, Vec::new()),
    }
}

/// Whether a gesture leads to a list.
pub fn is_to_a_list(turn: Turn) -> bool {
    matches!(turn, Turn::Users | Turn::Groups | Turn::Invitations | Turn::Registers)
}

/// The ways on from what takes the whole screen: to a pane or another such screen it makes room, the rest comes
/// back to it.
fn way_on(model: &Model, overlay: &Overlay, stroke: Stroke) -> Option<(Next, Turn)> {
    let is_screen = place(overlay) == Place::Whole || matches!(overlay, Overlay::Evidence(_));
    let turn = model.keys.on(stroke).filter(|_| is_screen)?.turn;
    match turn {
        _ if is_to_a_list(turn) => Some((Next::Close, turn)),
        Turn::Clauses | Turn::Ledger | Turn::Today | Turn::Palette => Some((Next::Close, turn)),
        Turn::Help if matches!(overlay, Overlay::Help(_)) => None,
        Turn::Help | Turn::Log | Turn::Mask | Turn::Lock | Turn::Export => Some((Next::Stay, turn)),
        _ => None,
    }
}

/// How far an overlay can be scrolled where it stands.
#[derive(Clone, Copy)]
struct Extent {
    most: usize,
    /// What is in sight but for one line, which stays in sight over a page.
    page: usize,
}

fn extent(model: &mut Model, overlay: &Overlay) -> Extent {
    model.overlays.push(overlay.clone());
    let area = super::view::overlay_area(model);
    let sheet = sheet(model, overlay, area.width);
    model.overlays.pop();
    Extent { most: sheet.scroll_max(area.height), page: sheet.page(area.height) }
}

/// Scrolls a text that has no cursor; Enter closes it.
fn press_scroll(scroll: &mut usize, Extent { most, page }: Extent, stroke: Stroke) -> Next {
    *scroll = match stroke {
        DOWN | Stroke::Char('j') | Stroke::Ctrl('n') => *scroll + 1,
        UP | Stroke::Char('k') | Stroke::Ctrl('p') => scroll.saturating_sub(1),
        PAGE_DOWN | Stroke::Char(' ') => *scroll + page,
        PAGE_UP => scroll.saturating_sub(page),
        Stroke::Ctrl('d') => *scroll + page.div_ceil(2),
        Stroke::Ctrl('u') => scroll.saturating_sub(page.div_ceil(2)),
        HOME => 0,
        END | Stroke::Char('G') => most,
        super::stroke::ENTER => return Next::Close,
        _ => *scroll,
    }
    .min(most);
    Next::Stay
}
