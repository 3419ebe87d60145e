//! Keys while a list is taken in: y or the lit button, nothing else, writes.

use tui_input::Input;

use super::{Button, Import, Preview, Step};
use crate::actions::import::ListFile;
use crate::text::Text;
use crate::tui::effects::{Effect, Query, Slot, Write};
use crate::tui::gestures::Turn;
use crate::tui::message::Given;
use crate::tui::model::{Hearing, Model, Writing};
use crate::tui::overlays::Next;
use crate::tui::stroke::{
    BACK_TAB, DOWN, END, ENTER, ESC, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, Stroke, TAB, UP,
};
use crate::tui::theme::Look;
use crate::tui::update;
use crate::tui::widgets::field::{self, Taken};

type Pressed = (Next, Vec<Effect>);

const STAY: Pressed = (Next::Stay, Vec::new());
/// The rows of the screen that a sheet does not have: header, message line, hints.
const FRAME: u16 = 3;

impl Import {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> Pressed {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        if model.writing == Writing::Underway {
            return stop(model, stroke, Effect::StopWriting);
        }
        match self.step {
            Step::Path(_) => self.press_path(model, given, stroke),
            Step::Reading(_) => stop(model, stroke, Effect::StopReading),
            Step::Preview(_) => self.press_preview(model, stroke),
            Step::Saving(..) => self.press_saving(model, given, stroke),
        }
    }

    fn press_path(&mut self, model: &mut Model, given: &Given, stroke: Option<Stroke>) -> Pressed {
        match stroke {
            Some(ESC) => return (Next::Close, Vec::new()),
            Some(DOWN) => self.turn(1),
            Some(UP | BACK_TAB) => self.turn(self.lists.len() - 1),
            Some(TAB) if self.path.value().is_empty() => self.turn(1),
            Some(TAB) => {
                let typed = self.path.value().to_owned();
                return (Next::Stay, vec![model.read(Slot::List, Query::Files(typed))]);
            }
            Some(ENTER) if self.path.value().trim().is_empty() => {}
            Some(ENTER) => {
                self.step = Step::Reading(0);
                let list = ListFile::new(self.path.value().as_ref(), self.noun);
                return (Next::Stay, vec![model.read(Slot::List, Query::Preview(list))]);
            }
            _ if field::take(&mut self.path, given) == Taken::Changed => {
                self.offered.clear();
                self.step = Step::Path(None);
            }
            _ => {}
        }
        STAY
    }

    fn turn(&mut self, by: usize) {
        let at = self.lists.iter().position(|noun| *noun == self.noun).unwrap_or(0);
        self.noun = self.lists[(at + by) % self.lists.len()];
    }

    fn press_preview(&mut self, model: &mut Model, stroke: Option<Stroke>) -> Pressed {
        let height = model.size.height.saturating_sub(FRAME);
        let most = self.sheet(model, model.size.width).scroll_max(height);
        let Step::Preview(preview) = &mut self.step else { return STAY };
        let Some(stroke) = stroke else { return STAY };
        match stroke {
            ESC if preview.is_settled() => return (Next::Close, Vec::new()),
            ESC => self.step = Step::Path(None),
            ENTER => {
                let lit = preview.buttons().get(preview.button).copied().unwrap_or(Button::Leave);
                return self.push(model, lit);
            }
            Stroke::Char('y') => return self.push(model, Button::Import),
            Stroke::Char('s') => return self.push(model, Button::Save),
            Stroke::Char('u') if preview.told.is_some() => {
                return (Next::Close, update::take_turn(model, Turn::Undo));
            }
            other => preview.moves(other, most),
        }
        STAY
    }

    /// Presses a button, if it is one that this preview has.
    fn push(&mut self, model: &mut Model, button: Button) -> Pressed {
        let Step::Preview(preview) = &self.step else { return STAY };
        if !preview.buttons().contains(&button) {
            return STAY;
        }
        match button {
            Button::Leave => (Next::Close, Vec::new()),
            Button::Import => {
                if let Some(why) = model.read_only() {
                    model.say(Look::Bad, why);
                    return STAY;
                }
                model.writing = Writing::Underway;
                (Next::Stay, vec![Effect::Write(Write::Import(preview.list.clone()))])
            }
            Button::Save => {
                let beside = preview.list.path.with_extension("errors.csv");
                let input = Input::new(beside.to_string_lossy().into_owned());
                self.step = Step::Saving(preview.clone(), input, None);
                model.hearing = Hearing::UntilDrawn;
                STAY
            }
        }
    }

    fn press_saving(&mut self, model: &mut Model, given: &Given, stroke: Option<Stroke>) -> Pressed {
        let Step::Saving(preview, input, trouble) = &mut self.step else { return STAY };
        match stroke {
            Some(ESC) => self.step = Step::Preview(preview.clone()),
            Some(ENTER) if input.value().trim().is_empty() => {}
            Some(ENTER) => {
                let (list, report) = (preview.list.clone(), preview.report.clone());
                let write = Write::SaveNotTaken(list, report, input.value().to_owned(), model.lang);
                model.writing = Writing::Underway;
                return (Next::Stay, vec![Effect::Write(write)]);
            }
            _ if field::take(input, given) == Taken::Changed => *trouble = None,
            _ => {}
        }
        STAY
    }
}

impl Preview {
    fn moves(&mut self, stroke: Stroke, most: usize) {
        let count = self.buttons().len();
        match stroke {
            TAB | RIGHT => self.button = (self.button + 1) % count,
            BACK_TAB | LEFT => self.button = (self.button + count - 1) % count,
            DOWN | Stroke::Char('j') => self.scroll += 1,
            UP | Stroke::Char('k') => self.scroll = self.scroll.saturating_sub(1),
            PAGE_DOWN | Stroke::Char(' ') => self.scroll += 10,
            PAGE_UP => self.scroll = self.scroll.saturating_sub(10),
            HOME => self.scroll = 0,
            END => self.scroll = most,
            _ => {}
        }
        self.scroll = self.scroll.min(most);
    }
}

/// Esc and Ctrl-C stop a list that is being read or written; it answers when it has stopped.
fn stop(model: &mut Model, stroke: Option<Stroke>, effect: Effect) -> Pressed {
    if !matches!(stroke, Some(ESC | Stroke::Ctrl('c'))) {
        return STAY;
    }
    model.say(Look::Caution, Text::new("中断しています。", "Stopping."));
    (Next::Stay, vec![effect])
}
