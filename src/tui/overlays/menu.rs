//! The action menu of the row: the evidence first, then every action with its key or why not, then the ways on.

use super::{Chooser, Next, headed, papers};
use crate::actions::Action;
use crate::paper::Sheet as Paper;
use crate::text::Text;
use crate::text::width::{cells, pad};
use crate::tui::at_the_desk;
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Gesture, Turn};
use crate::tui::keymap;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::today::Today;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::view::details;
use crate::tui::widgets::{Row, Sheet};

/// Why nothing can be done where the cursor stands on nothing, or its row is still being read.
const NO_ROW: Text = Text::new("行がありません。", "There is no row.");

/// Cells of the column of keys: the longest one, and a gap.
const KEY_CELLS: usize = 8;

/// With less room than this beside its label, what an entry does stands below it.
const ABOUT_CELLS_MIN: usize = 24;
/// And so far from the left.
const NARROW_INDENT: usize = 5;

/// The ways on from a row, at the end of the menu.
const WAYS: [Turn; 30] = [
    Turn::Follow,
    Turn::Joiner,
    Turn::Leaver,
    Turn::AsOf,
    Turn::Compare,
    Turn::CompareStaff,
    Turn::CompareMembers,
    Turn::Select,
    Turn::SelectAll,
    Turn::Filter,
    Turn::Sort,
    Turn::Views,
    Turn::Undo,
    Turn::Drafts,
    Turn::Import,
    Turn::Export,
    Turn::Print,
    Turn::Today,
    Turn::Trends,
    Turn::Registers,
    Turn::Clauses,
    Turn::Ledger,
    Turn::Operators,
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
    Paper(&'static Paper),
    Go(&'static Gesture),
}

fn entries(model: &Model) -> Vec<Entry> {
    let actions = keymap::actions_of(model.acting())
        .filter(|action| at_the_desk::is_its(model, action))
        .map(Entry::Act);
    let ways = WAYS.into_iter().filter(|turn| at_the_desk::leads_anywhere(model, *turn));
    let ways = ways.map(|turn| Entry::Go(gestures::of(turn)));
    let papers = papers::of_row(model).map(|(paper, _)| Entry::Paper(paper));
    std::iter::once(Entry::Evidence).chain(actions).chain(papers).chain(ways).collect()
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
        Entry::Paper(_) => None,
        Entry::Go(gesture) => model.keys.first(gesture.turn),
    }
}

fn choose(model: &mut Model, entry: &Entry) -> (Next, Vec<Effect>) {
    match entry {
        Entry::Evidence => (Next::Close, update::take_turn(model, Turn::Evidence)),
        Entry::Go(Gesture { turn: Turn::Quit, .. }) => (Next::Close, update::quit(model)),
        Entry::Go(gesture) => (Next::Close, update::take_turn(model, gesture.turn)),
        Entry::Paper(paper) => (Next::Close, papers::open_on(model, paper)),
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
    let title = Text::new(" 操作一覧", " Actions").get(lang);
    let mut head = vec![Row::of(title, Look::Strong)];
    if !layout::is_small(model) {
        head.extend(model.case().map(|case| details::title_rows(model, case, width)).unwrap_or_default());
    }
    let mut sheet = Sheet { head, ..Sheet::default() };
    let entries = entries(model);
    let labels = entries.iter().map(|entry| cells(label(model, entry).get(lang))).max().unwrap_or(0) + 2;
    for (at, entry) in entries.iter().enumerate() {
        let begins_part = match entry {
            Entry::Go(gesture) => gesture.turn == WAYS[0],
            Entry::Paper(_) => at > 0 && !matches!(entries[at - 1], Entry::Paper(_)),
            Entry::Evidence | Entry::Act(_) => false,
        };
        if at > 0 && begins_part {
            sheet.body.push(Row::blank());
        }
        let first = sheet.body.len();
        sheet.body.extend(rows(model, chooser.gutter(at), entry, labels, width));
        if at == chooser.at {
            sheet.keep = Some((first, sheet.body.len() - 1));
        }
    }
    sheet
}

fn label(model: &Model, entry: &Entry) -> Text {
    match entry {
        Entry::Evidence => gestures::of(Turn::Evidence).label,
        Entry::Go(gesture) => at_the_desk::named(model, gesture).label,
        Entry::Paper(paper) => paper.label,
        Entry::Act(action) => action.label,
    }
}

/// An entry: its key, its label, and beside it what it does or why it cannot be done, on as many rows as it needs.
fn rows(model: &Model, gutter: Row, entry: &Entry, labels: usize, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let key = key_of(entry, model).map_or(String::new(), |key| key.shown(lang));
    let (look, about, about_look) = match entry {
        Entry::Evidence => (Look::Strong, evidence_words(model), Look::Plain),
        Entry::Paper(paper) => (Look::Plain, paper.about.get(lang).to_owned(), Look::Muted),
        Entry::Go(gesture) => {
            (Look::Plain, at_the_desk::named(model, gesture).about.get(lang).to_owned(), Look::Muted)
        }
        Entry::Act(action) => {
            let (look, about) = act_words(model, action);
            (look, about, Look::Muted)
        }
    };
    let first = gutter
        .and(pad(&key, KEY_CELLS), Look::Strong)
        .and(pad(&headed(label(model, entry).get(lang)), labels), look);
    if first.cells() + ABOUT_CELLS_MIN > usize::from(width) {
        let lines = Row::wrapped(&about, about_look, NARROW_INDENT, width);
        return std::iter::once(first).chain(lines).collect();
    }
    let mut lines = Row::wrapped(&about, about_look, first.cells(), width);
    if let Some(line) = lines.first_mut() {
        line.left.splice(0..1, first.left);
    }
    lines
}

/// What speaks against the row, where something does.
fn evidence_words(model: &Model) -> String {
    let about = gestures::of(Turn::Evidence).about;
    details::gravest(model).unwrap_or_else(|| about.get(model.lang).to_owned())
}

/// What an action does, or why it cannot be done.
fn act_words(model: &Model, action: &Action) -> (Look, String) {
    let lang = model.lang;
    match model.subject(action) {
        Some(case) => match model.why_not(action, &case) {
            Some(why) => (Look::Muted, model.masked(why.get(lang), &case)),
            None => (Look::Strong, action.about.get(lang).to_owned()),
        },
        None => (Look::Muted, NO_ROW.get(lang).to_owned()),
    }
}
