//! 書き出し: which list, as what, and whether it leaves the office; then the passphrase, then the file.

mod press;
mod sheet;
#[cfg(test)]
mod tests;

use tui_input::Input;

use super::Overlay;
use crate::actions::export::{ASKS, Of};
use crate::exchange::out::Format;
use crate::sentence;
use crate::text::{Sentence, Text};
use crate::tui::effects::Effect;
use crate::tui::gestures::{self, Turn};
use crate::tui::model::{Hearing, Model};
use crate::tui::theme::Look;

/// What is asked before a list goes out.
#[derive(Clone, Debug)]
pub struct Export {
    /// The lists that may be meant, the likeliest first.
    lists: Vec<Choice>,
    list: usize,
    format: usize,
    leaves: Leaves,
    /// What is asked of a take-out, in the order of [`ASKS`].
    inputs: Vec<Input>,
    at: At,
    trouble: Option<(Option<usize>, Sentence)>,
    rows: u64,
}

/// A list that may be meant.
#[derive(Clone, Debug)]
struct Choice {
    of: Of,
    words: Sentence,
}

/// Whether the list leaves the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaves {
    No,
    Yes,
}

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    List,
    Format,
    Leaves,
    Field(usize),
    Cancel,
    Go,
}

/// Opens it; a session that only reads exports by command, where its trace can be left.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = model.read_only() {
        let what = gestures::of(Turn::Export).label;
        model.say(Look::Caution, sentence!("{what}：{why}", "{what}: {why}", what = what, why = why));
        return Vec::new();
    }
    let export = Export::of(model);
    model.overlays.push(Overlay::Export(Box::new(export)));
    model.hearing = Hearing::UntilDrawn;
    Vec::new()
}

/// Says how it ended; what was typed stays where nothing went out.
pub fn exported(model: &mut Model, end: Result<Sentence, Sentence>) {
    let Some(Overlay::Export(mut export)) =
        model.overlays.pop_if(|overlay| matches!(overlay, Overlay::Export(_)))
    else {
        return say(model, end);
    };
    match end {
        Ok(sentence) => model.say(Look::Strong, sentence),
        Err(sentence) => {
            export.trouble = Some((None, sentence));
            export.rows = 0;
            model.overlays.push(Overlay::Export(export));
            model.hearing = Hearing::UntilDrawn;
        }
    }
}

fn say(model: &mut Model, end: Result<Sentence, Sentence>) {
    match end {
        Ok(sentence) => model.say(Look::Strong, sentence),
        Err(sentence) => model.say(Look::Bad, sentence),
    }
}

/// So many rows are written.
pub fn progress(model: &mut Model, rows: u64) {
    if let Some(Overlay::Export(export)) = model.overlays.last_mut() {
        export.rows = rows;
    }
}

impl Export {
    fn of(model: &Model) -> Export {
        Export {
            lists: lists(model),
            list: 0,
            format: 0,
            leaves: Leaves::No,
            inputs: ASKS.iter().map(|_| Input::default()).collect(),
            at: At::List,
            trouble: None,
            rows: 0,
        }
    }

    /// The lines of the form, top to bottom.
    fn places(&self) -> Vec<At> {
        let fields = match self.leaves {
            Leaves::No => 0,
            Leaves::Yes => ASKS.len(),
        };
        let head = [At::List, At::Format, At::Leaves];
        head.into_iter().chain((0..fields).map(At::Field)).chain([At::Cancel, At::Go]).collect()
    }

    fn format(&self) -> Format {
        Format::ALL[self.format % Format::ALL.len()]
    }
}

/// The screen that lies open first, then the rows selected, the list behind, and the others.
fn lists(model: &Model) -> Vec<Choice> {
    let list = model.focused();
    let label = list.noun.label();
    let whole = |of: Of| Choice { words: of.label().into(), of };
    let mut lists = Vec::new();
    if !list.selection.is_empty() {
        let ids: Vec<_> = list.selection.ids().collect();
        let words = sentence!(
            "{label}：選択した{count}件",
            "{label}: the {count} selected",
            label = label,
            count = ids.len()
        );
        lists.push(Choice { of: Of::Chosen(list.noun, ids), words });
    }
    let words = if list.is_filtered() {
        sentence!("{label}：絞り込んだ行", "{label}: as filtered", label = label)
    } else {
        sentence!("{label}：すべて", "{label}: all", label = label)
    };
    lists.push(Choice { of: Of::Shown(list.noun, list.ask()), words });
    lists.extend([Of::Today, Of::Clauses, Of::Ledger].map(whole));
    if let Some(open) = open_screen(model) {
        to_the_front(&mut lists, open);
    }
    lists
}

fn to_the_front(lists: &mut [Choice], open: &str) {
    let at = lists.iter().position(|choice| choice.of.word() == open).unwrap_or(0);
    lists[..=at].rotate_right(1);
}

/// What was opened by a key of the screen below it, which lies there again only now, is about that screen.
pub(super) fn opened_over(model: &mut Model) {
    let open = open_screen(model);
    if let (Some(open), Some(Overlay::Export(export))) = (open, model.overlays.last_mut()) {
        to_the_front(&mut export.lists, open);
    }
}

/// The list that lies over the panes.
fn open_screen(model: &Model) -> Option<&'static str> {
    model.overlays.iter().rev().find_map(|overlay| match overlay {
        Overlay::Today(_) => Some("today"),
        Overlay::Clauses(_) => Some("clauses"),
        Overlay::Ledger(_) => Some("ledger"),
        _ => None,
    })
}

const NO_SUCH: Text = Text::new("入力を確かめてください。", "Check what was typed.");
