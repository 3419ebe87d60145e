//! 操作者: who signs in, with which keys, and the own sessions; codes and removals ask first, and for the passphrase.
//!
//! What it shows and does goes through the session, on a thread of its own, as the same acts by command do.

mod asked;
mod sheet;

use super::{Chooser, Next, Overlay};
use crate::session::access::{Done, OWN_KEY, OneTimeCode, Operator, Order, OwnSession, Roster};
use crate::store::ssh_keys::SshKey;
use crate::text::{Sentence, Text};
use crate::tui::effects::{Effect, Passphrase};
use crate::tui::message::Given;
use crate::tui::model::{Badge, Model};
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use asked::{Asked, Pressed};

/// Who signs in, as it was read, and what is being done about it.
#[derive(Clone, Debug, Default)]
pub struct Operators {
    roster: Option<Roster>,
    chooser: Chooser,
    doing: Doing,
}

#[derive(Clone, Debug, Default)]
enum Doing {
    /// The rows are looked through.
    #[default]
    Looking,
    /// Something is asked before it is done.
    Asked(Box<Asked>),
    /// A code is shown, once.
    Told(Box<OneTimeCode>),
}

/// A row under the cursor.
enum Line<'r> {
    Operator(&'r Operator),
    Key(&'r SshKey),
    Session(&'r OwnSession),
}

/// Opens the screen, and asks who signs in.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Operators(Box::default()));
    vec![Effect::Operators(None, Passphrase::default())]
}

/// Takes in what was read, and what came of an order.
pub fn take(model: &mut Model, answer: Result<(Roster, Option<Done>), Sentence>) {
    let staff = answer.as_ref().ok().map(|(roster, _)| roster.operators.iter().map(|one| one.name.clone()));
    let staff: Vec<String> = staff.into_iter().flatten().collect();
    model.take_staff(staff);
    let screen = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Operators(screen) => Some(screen),
        _ => None,
    });
    // Closed meanwhile; what was done stands in the ledger.
    let Some(screen) = screen else { return };
    let said = match answer {
        Ok((roster, done)) => screen.read(roster, done),
        Err(why) => screen.refused(why),
    };
    if let Some((look, sentence)) = said {
        model.say(look, sentence);
    }
}

/// Reads the roster again where it is looked at, after another has committed.
pub fn again(model: &Model) -> Option<Effect> {
    let is_looking =
        |overlay: &Overlay| matches!(overlay, Overlay::Operators(one) if matches!(one.doing, Doing::Looking));
    let is_read = model.overlays.last().is_some_and(is_looking);
    is_read.then(|| Effect::Operators(None, Passphrase::default()))
}

impl Operators {
    fn read(&mut self, roster: Roster, done: Option<Done>) -> Option<(Look, Sentence)> {
        self.roster = Some(roster);
        self.chooser.at = self.chooser.at.min(self.lines().len().saturating_sub(1));
        match done {
            None => None,
            Some(Done::Code(code)) => {
                self.doing = Doing::Told(Box::new(code));
                None
            }
            Some(Done::Said(sentence)) => {
                self.doing = Doing::Looking;
                Some((Look::Strong, sentence))
            }
        }
    }

    fn refused(&mut self, why: Sentence) -> Option<(Look, Sentence)> {
        match &mut self.doing {
            Doing::Asked(asked) => {
                asked.refused(why);
                None
            }
            Doing::Looking | Doing::Told(_) => Some((Look::Bad, why)),
        }
    }

    /// Whether something lies over the rows: a question, or a code.
    pub fn is_asking(&self) -> bool {
        !matches!(self.doing, Doing::Looking)
    }

    /// Whether a code is shown.
    pub fn is_telling(&self) -> bool {
        matches!(self.doing, Doing::Told(_))
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let Some(roster) = &self.roster else { return Vec::new() };
        let operators = roster.operators.iter().map(Line::Operator);
        let keys = roster.keys.iter().map(Line::Key);
        operators.chain(keys).chain(roster.sessions.iter().map(Line::Session)).collect()
    }

    /// Takes what was typed over a question or a code.
    pub fn press_asking(&mut self, given: &Given) -> (Next, Vec<Effect>) {
        let effects = match &mut self.doing {
            Doing::Looking => Vec::new(),
            Doing::Told(_) => {
                let stroke = match given {
                    Given::Key(key) => Stroke::of(*key),
                    Given::Typed(_) | Given::Paste(_) => None,
                };
                if matches!(stroke, Some(ENTER | crate::tui::stroke::ESC)) {
                    self.doing = Doing::Looking;
                }
                Vec::new()
            }
            Doing::Asked(asked) => match asked.press(given) {
                Pressed::Stays => Vec::new(),
                Pressed::Leaves => {
                    self.doing = Doing::Looking;
                    Vec::new()
                }
                Pressed::Orders(order, passphrase) => vec![Effect::Operators(Some(order), passphrase)],
            },
        };
        (Next::Stay, effects)
    }

    /// Takes a key over the rows.
    pub fn press(&mut self, model: &mut Model, stroke: Stroke) -> (Next, Vec<Effect>) {
        let order = match (stroke, self.lines().get(self.chooser.at)) {
            (Stroke::Char('n'), _) => Some(Order::Add(String::new())),
            (Stroke::Char('i'), Some(Line::Operator(one))) => Some(Order::Invite(one.operator.clone())),
            (Stroke::Char('x'), Some(Line::Operator(one))) if is_self(model, one) => {
                model.say(Look::Caution, OWN_KEY);
                None
            }
            (Stroke::Char('x'), Some(Line::Operator(one))) => Some(Order::Remove(one.operator.clone())),
            (Stroke::Char('x'), Some(Line::Key(key))) => {
                Some(Order::RemoveKey(key.operator.clone(), key.fingerprint.clone()))
            }
            (Stroke::Char('x'), Some(Line::Session(own))) => Some(Order::End(own.name.clone())),
            (Stroke::Char('i'), Some(_)) => {
                model.say(Look::Caution, ONLY_OPERATORS);
                None
            }
            (Stroke::Char('r'), _) => {
                return (Next::Stay, vec![Effect::Operators(None, Passphrase::default())]);
            }
            _ => {
                self.chooser.moves(self.lines().len(), stroke);
                None
            }
        };
        let Some(order) = order else { return (Next::Stay, Vec::new()) };
        match model.read_only().filter(|_| order.asks_for_proof()) {
            Some(why) => model.say(Look::Caution, why),
            None => self.doing = Doing::Asked(Box::new(Asked::of(order, model.badge == Badge::Demo))),
        }
        (Next::Stay, Vec::new())
    }
}

fn is_self(model: &Model, one: &Operator) -> bool {
    model.context.as_ref().is_some_and(|context| context.actor.operator == one.operator)
}

const ONLY_OPERATORS: Text =
    Text::new("コードは操作者の行で発行します。", "A code is issued on an operator's row.");

#[cfg(test)]
mod tests;
