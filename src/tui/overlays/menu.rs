//! The action menu of the row: the evidence first, then every action with its key or why not, then the ways on.

use super::{Chooser, LABEL_CELLS, Next};
use crate::actions::Action;
use crate::domain::Case;
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Gesture, Turn};
use crate::tui::keymap;
use crate::tui::model::Model;
use crate::tui::overlays::today::Today;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::{Row, Sheet};

use crate::text::width::pad;

/// The ways on from a row, at the end of the menu.
const WAYS: [Turn; 20] = [
    Turn::Follow,
    Turn::Select,
    Turn::SelectAll,
    Turn::Filter,
    Turn::Sort,
    Turn::Views,
    Turn::Undo,
    Turn::Drafts,
    Turn::Import,
    Turn::Today,
    Turn::Registers,
    Turn::Clauses,
    Turn::Ledger,
    Turn::Palette,
    Turn::Mask,
    Turn::Language,
    Turn::Log,
    Turn::Lock,
    Turn::Help,
    Turn::Quit,
];

enum Entry {
    Evidence,
    Act(&'static Action),
    Go(&'static Gesture),
}

fn entries(model: &Model) -> Vec<Entry> {
    let actions = keymap::actions_of(model.acting()).map(Entry::Act);
    let ways = WAYS.into_iter().map(|turn| Entry::Go(gestures::of(turn)));
    std::iter::once(Entry::Evidence).chain(actions).chain(ways).collect()
}

/// The menu as it opens: in today's list on the action that settles the row, else on the evidence.
pub fn opened(model: &Model) -> Chooser {
    let settling = model.today().and_then(Today::settled_by);
    let is_settling = |entry: &Entry| matches!(entry, Entry::Act(action) if Some(action.id) == settling);
    Chooser { at: entries(model).iter().position(is_settling).unwrap_or(0) }
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    let entries = entries(model);
    // A key that stands in the menu goes before one that moves in it: keys may have been remapped.
    let by_key = entries.iter().position(|entry| key_of(entry, model) == Some(stroke));
    let chosen = if stroke == ENTER { Some(chooser.at) } else { by_key };
    let Some(entry) = chosen.and_then(|at| entries.get(at)) else {
        chooser.moves(entries.len(), stroke);
        return (Next::Stay, Vec::new());
    };
    choose(model, entry)
}

fn key_of(entry: &Entry, model: &Model) -> Option<Stroke> {
    match entry {
        Entry::Evidence => model.keys.first(Turn::Evidence),
        Entry::Act(action) => {
            model.keys.key(action).filter(|key| keymap::action(model, *key) == Some(action)).map(Stroke::Char)
        }
        Entry::Go(gesture) => model.keys.first(gesture.turn),
    }
}

fn choose(model: &mut Model, entry: &Entry) -> (Next, Vec<Effect>) {
    match entry {
        Entry::Evidence => (Next::Close, update::take_turn(model, Turn::Evidence)),
        Entry::Go(Gesture { turn: Turn::Quit, .. }) => (Next::Close, update::quit(model)),
        Entry::Go(gesture) => (Next::Close, update::take_turn(model, gesture.turn)),
        Entry::Act(action) => {
            let below = model.overlays.len();
            let effects = update::open_action(model, action);
            let is_refused = model.overlays.len() <= below && effects.is_empty();
            (if is_refused { Next::Stay } else { Next::Close }, effects)
        }
    }
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser, width: u16) -> Sheet {
    let lang = model.lang;
    let title = crate::text::Text::new(" 操作一覧", " Actions").get(lang);
    let mut sheet = Sheet { head: vec![Row::of(title, Look::Strong)], ..Sheet::default() };
    for (at, entry) in entries(model).iter().enumerate() {
        if at > 0 && matches!(entry, Entry::Go(gesture) if gesture.turn == WAYS[0]) {
            sheet.body.push(Row::blank());
        }
        let first = sheet.body.len();
        sheet.body.extend(rows(model, chooser, at, entry, width));
        if at == chooser.at {
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
    }
    sheet
}

fn rows(model: &Model, chooser: &Chooser, at: usize, entry: &Entry, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let key = key_of(entry, model).map_or(String::new(), |key| key.shown(lang));
    let row = chooser.gutter(at).and(pad(&key, 6), Look::Strong);
    match entry {
        Entry::Evidence => vec![row.and(evidence(model), Look::Plain)],
        Entry::Go(gesture) => {
            vec![
                row.and(pad(gesture.label.get(lang), 14), Look::Plain)
                    .and(gesture.about.get(lang), Look::Muted),
            ]
        }
        Entry::Act(action) => {
            let why = model.subject(action).map(|case| (model.why_not(action, &case), case));
            let (look, about) = match why {
                Some((Some(why), case)) => (Look::Muted, masked(model, why.get(lang), &case)),
                Some((None, _)) => (Look::Strong, action.about.get(lang).to_owned()),
                None => (Look::Muted, String::new()),
            };
            let row = row.and(pad(action.label.get(lang), LABEL_CELLS), look);
            let mut lines = Row::wrapped(&about, Look::Muted, 9 + LABEL_CELLS, width).into_iter();
            let first = lines.next().map(|line| line.left.into_iter().skip(1)).into_iter().flatten();
            let first = Row { left: row.left.into_iter().chain(first).collect(), ..Row::blank() };
            std::iter::once(first).chain(lines).collect()
        }
    }
}

fn masked(model: &Model, text: &str, case: &Case) -> String {
    model.masked(text, case)
}

/// The row's evidence in one line.
fn evidence(model: &Model) -> String {
    crate::tui::view::details::one_line(model)
}
