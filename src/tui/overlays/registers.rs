//! The registers (台帳): one line each with what is open in it; the chosen one opens as a list.

use super::{Chooser, Next};
use crate::domain::Noun;
use crate::regulation::register::{self, Register};
use crate::text::width::pad;
use crate::text::{Lang, Text};
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Turn};
use crate::tui::model::{DESK_PANES, Model};
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::{Row, Sheet};

/// Cells of a register's name.
const NAME_CELLS: usize = 24;

/// Everything that opens from here: what is to be done in MCS, the registers, then patients and the office itself.
pub fn nouns(model: &Model) -> Vec<Noun> {
    if model.panes() == DESK_PANES {
        return DESK_PANES.to_vec();
    }
    let registers = register::all().map(|register| register.noun);
    [Noun::Mirror].into_iter().chain(registers).chain([Noun::Patient, Noun::Office, Noun::Seat]).collect()
}

/// The letter of a line.
fn letter(at: usize) -> char {
    // j, k and q move and leave; p masks and t leads to what is due, here as everywhere.
    "abcdefghilmnorsuvwxyz".chars().nth(at).unwrap_or(' ')
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    let nouns = nouns(model);
    let chosen = match stroke {
        ENTER => Some(chooser.at),
        Stroke::Char(c) => (0..=nouns.len()).find(|at| letter(*at) == c),
        _ => None,
    };
    if let Some(noun) = chosen.and_then(|at| nouns.get(at)) {
        return (Next::Close, update::open_register(model, *noun));
    }
    if chosen.is_some() {
        return (Next::Close, super::operators::open(model));
    }
    chooser.moves(nouns.len() + 1, stroke);
    (Next::Stay, Vec::new())
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser) -> Sheet {
    let lang = model.lang;
    let title = Text::new(" 台帳", " Registers").get(lang);
    let body = nouns(model).into_iter().enumerate().map(|(at, noun)| {
        let row = chooser
            .gutter(at)
            .and(format!("{}  ", letter(at)), Look::Strong)
            .and(pad(noun.label().get(lang), NAME_CELLS), Look::Plain)
            .and(open_words(model, noun), Look::Caution);
        row.right(format!("{} ", clauses(noun, lang)), Look::Muted)
    });
    let operators = gestures::of(Turn::Operators);
    let at = nouns(model).len();
    let last = chooser
        .gutter(at)
        .and(format!("{}  ", letter(at)), Look::Strong)
        .and(super::headed(operators.label.get(lang)), Look::Plain);
    let about =
        nouns(model).get(chooser.at).copied().and_then(Register::of).map(|register| register.about.get(lang));
    Sheet {
        head: vec![
            Row::of(title, Look::Strong).and(format!("  {}", about.unwrap_or_default()), Look::Muted),
            Row::blank(),
        ],
        body: body.chain([last]).collect(),
        keep: Some((chooser.at, chooser.at)),
        ..Sheet::default()
    }
}

/// How many rows of it are open.
fn open_words(model: &Model, noun: Noun) -> String {
    let count = match noun {
        Noun::Mirror => model.numbers.pending.unwrap_or(0),
        _ => model.numbers.open_in(noun),
    };
    let words = match model.lang {
        Lang::Ja => format!("対応中 {count}"),
        Lang::En => format!("{count} open"),
    };
    if count == 0 { String::new() } else { words }
}

fn clauses(noun: Noun, lang: Lang) -> &'static str {
    Register::of(noun).map_or("", |register| register.clauses[0].clause().shown_as.get(lang))
}
