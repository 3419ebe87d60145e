//! What the answers to a form begin with: what the row holds, what was typed before the form was left, what a checklist
//! knows of it. The console's forms begin the same way.
//!
//! Several steps of a checklist may be about one row under one action, as people who are all to be registered with the
//! office: what is known then belongs to the step that was named by its number, and to no other.

use super::ask::Typed;
use super::desk::Item;
use crate::actions::{Action, held, table};
use crate::domain::{Case, Context, Id};

/// Forms that were left, and what the checklist read out last knows. In memory only: nothing typed is stored.
#[derive(Default)]
pub struct Begun {
    left: Vec<Form>,
    known: Vec<Form>,
    /// The step that the verb under way was given the number of.
    meant: Option<usize>,
}

/// An action on rows, and what stands in its fields.
struct Form {
    action: &'static str,
    rows: Vec<Id>,
    /// The step of the checklist that it belongs to.
    step: Option<usize>,
    typed: Typed,
}

impl Form {
    fn is_of(&self, action: &Action, rows: &[Id]) -> bool {
        self.action == action.id && self.rows == rows
    }
}

impl Begun {
    /// A checklist is read out: the action of a step, and what it knows of the answers.
    pub fn knows(&mut self, at: usize, action: &'static str, row: Id, answers: &[(&'static str, String)]) {
        let typed = answers.iter().cloned().collect();
        self.known.push(Form { action, rows: vec![row], step: Some(at), typed });
    }

    /// Another list is read.
    pub fn know_no_more(&mut self) {
        self.known.clear();
        self.left.retain(|form| form.step.is_none());
        self.meant = None;
    }

    /// A verb is about to be done on these.
    pub fn mean(&mut self, items: &[Item]) {
        self.meant = if let [Item::Step(at, _)] = items { Some(*at) } else { None };
    }

    /// The action of the step that is meant. It may make a new row, of which the row that the step is about knows nothing.
    pub fn offered(&self) -> Option<&'static Action> {
        let meant = self.known.iter().find(|form| form.step.is_some() && form.step == self.meant)?;
        table::find(meant.action)
    }

    /// A form was left, or what it asked for is not done yet.
    pub fn leave(&mut self, action: &'static Action, rows: &[Id], typed: &Typed) {
        self.done(action, rows);
        let (rows, step) = (rows.to_vec(), self.meant);
        self.left.push(Form { action: action.id, rows, step, typed: typed.clone() });
    }

    /// It was done.
    pub fn done(&mut self, action: &Action, rows: &[Id]) {
        let step = self.meant;
        self.left.retain(|form| !(form.is_of(action, rows) && form.step == step));
    }

    /// What the fields begin with: what was typed stands before what a checklist knows.
    pub fn of(&self, action: &'static Action, cases: &[Case], ctx: &Context) -> Typed {
        let rows: Vec<Id> = cases.iter().map(Case::id).collect();
        let mut typed: Typed = match cases {
            [case] => held(action, case, ctx).into_iter().collect(),
            _ => Typed::new(),
        };
        let left = self.left.iter().filter(|form| form.is_of(action, &rows) && form.step == self.meant);
        for form in self.knowing(action, &rows).into_iter().chain(left) {
            typed.extend(form.typed.clone());
        }
        typed
    }

    /// What the checklist knows: of the step that is meant; where none is, of the only one that it may be.
    fn knowing(&self, action: &'static Action, rows: &[Id]) -> Option<&Form> {
        let is_it = |form: &&Form| form.is_of(action, rows) && !form.typed.is_empty();
        let mut possible = self.known.iter().filter(is_it);
        match self.meant {
            Some(_) => possible.find(|form| form.step == self.meant),
            None => possible.next().filter(|_| possible.next().is_none()),
        }
    }
}
