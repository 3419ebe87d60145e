//! Keys of the form: arrows choose, Enter goes on, only y or the lit button writes.

use std::collections::BTreeMap;

use super::{At, Export, Leaves, NO_SUCH};
use crate::actions::export::{ASKS, Away, Columns, Job, WHY};
use crate::actions::{Answers, UserError};
use crate::domain::{Assurance, Context};
use crate::exchange::out::Format;
use crate::text::Text;
use crate::tui::effects::{Effect, Write};
use crate::tui::message::Given;
use crate::tui::model::{Model, Writing};
use crate::tui::overlays::Next;
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, LEFT, RIGHT, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::update::say_ime_is_on;
use crate::tui::widgets::field::{self, Taken};

type Pressed = (Next, Vec<Effect>);

const STAY: Pressed = (Next::Stay, Vec::new());

impl Export {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> Pressed {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        if model.writing == Writing::Underway {
            return stop(model, stroke);
        }
        match stroke {
            Some(ESC) => return (Next::Close, Vec::new()),
            Some(DOWN | TAB) => self.walk(1),
            Some(UP | BACK_TAB) => self.walk(-1),
            Some(ENTER) if self.at == At::Cancel => return (Next::Close, Vec::new()),
            Some(ENTER) if self.at == At::Go => return self.go(model),
            Some(ENTER) => self.walk(1),
            _ => return self.press_line(model, given, stroke),
        }
        STAY
    }

    /// A key on a line: it types into a field, and elsewhere turns a choice or confirms.
    fn press_line(&mut self, model: &mut Model, given: &Given, stroke: Option<Stroke>) -> Pressed {
        if let At::Field(at) = self.at {
            if field::take(&mut self.inputs[at], given) == Taken::Changed {
                self.trouble = None;
            }
            return STAY;
        }
        match (given, stroke) {
            (Given::Typed(_), _) => say_ime_is_on(model),
            (_, Some(Stroke::Char('y'))) => return self.go(model),
            (_, Some(RIGHT | Stroke::Char(' ' | 'l'))) => self.turn(1),
            (_, Some(LEFT | Stroke::Char('h'))) => self.turn(-1),
            (_, Some(Stroke::Char('j'))) => self.walk(1),
            (_, Some(Stroke::Char('k'))) => self.walk(-1),
            _ => {}
        }
        STAY
    }

    /// Goes to the next or the previous line.
    fn walk(&mut self, by: isize) {
        let places = self.places();
        let at = places.iter().position(|place| *place == self.at).unwrap_or(0);
        self.at = places[turned(at, by, places.len())];
    }

    /// Takes the next or the previous choice.
    fn turn(&mut self, by: isize) {
        self.trouble = None;
        match self.at {
            At::List => self.list = turned(self.list, by, self.lists.len()),
            At::Format => self.format = turned(self.format, by, Format::ALL.len()),
            At::Leaves => {
                self.leaves = match self.leaves {
                    Leaves::No => Leaves::Yes,
                    Leaves::Yes => Leaves::No,
                }
            }
            At::Cancel | At::Go => self.walk(by),
            At::Field(_) => {}
        }
    }

    fn go(&mut self, model: &mut Model) -> Pressed {
        let Some(ctx) = model.context.clone() else { return STAY };
        if let Some(why) = model.read_only() {
            self.trouble = Some((None, why));
            return STAY;
        }
        let job = match self.job(model, &ctx) {
            Ok(job) => job,
            Err(error) => {
                let at = ASKS.iter().position(|ask| Some(ask.id) == error.field);
                self.at = at.map_or(self.at, At::Field);
                self.trouble = Some((at, error.sentence));
                return STAY;
            }
        };
        self.trouble = None;
        let write = Write::Export(Box::new(job), std::path::PathBuf::new());
        if ctx.assurance == Assurance::SignedIn {
            // The passphrase lies over this form once this is back in its place.
            model.proof = Some((WHY, write));
            return STAY;
        }
        model.writing = Writing::Underway;
        (Next::Stay, vec![Effect::Write(write)])
    }

    fn job(&self, model: &Model, ctx: &Context) -> Result<Job, UserError> {
        let Some(choice) = self.lists.get(self.list) else {
            return Err(UserError { field: None, sentence: NO_SUCH.into() });
        };
        let away = match self.leaves {
            Leaves::No => Away::Stays,
            Leaves::Yes => {
                let texts = ASKS.iter().zip(&self.inputs);
                let typed: BTreeMap<String, String> =
                    texts.map(|(ask, input)| (ask.id.to_owned(), input.value().to_owned())).collect();
                Away::Taken(Answers::read(&ASKS, &typed, "", ctx.today())?)
            }
        };
        let (of, format) = (choice.of.clone(), self.format());
        Ok(Job { of, columns: Columns::All, format, lang: model.lang, away })
    }
}

fn turned(at: usize, by: isize, count: usize) -> usize {
    if by < 0 { (at + count - 1) % count } else { (at + 1) % count }
}

/// Esc and Ctrl-C stop what is being written; it answers when it has stopped.
fn stop(model: &mut Model, stroke: Option<Stroke>) -> Pressed {
    if !matches!(stroke, Some(ESC | Stroke::Ctrl('c'))) {
        return STAY;
    }
    model.say(Look::Caution, Text::new("中断しています。", "Stopping."));
    (Next::Stay, vec![Effect::StopWriting])
}
