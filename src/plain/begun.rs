//! What the answers to a form begin with: what the row holds, what was typed before the form was left, what a checklist
//! knows of it. The console's forms begin the same way.

use super::ask::Typed;
use crate::actions::Action;
use crate::domain::{Case, Context, Id};
use crate::listings;

/// Forms that were left, and what the checklist read out last knows. In memory only: nothing typed is stored.
#[derive(Default)]
pub struct Begun {
    left: Vec<Form>,
    known: Vec<Form>,
}

/// An action on rows, and what stands in its fields.
struct Form {
    action: &'static str,
    rows: Vec<Id>,
    typed: Typed,
}

impl Form {
    fn is_of(&self, action: &Action, rows: &[Id]) -> bool {
        self.action == action.id && self.rows == rows
    }
}

impl Begun {
    /// A checklist is read out: what it knows of the answers on a row.
    pub fn knows(&mut self, action: &'static str, row: Id, answers: &[(&'static str, String)]) {
        if !answers.is_empty() {
            let typed = answers.iter().cloned().collect();
            self.known.push(Form { action, rows: vec![row], typed });
        }
    }

    /// Another list is read.
    pub fn know_no_more(&mut self) {
        self.known.clear();
    }

    /// A form was left, or what it asked for is not done yet.
    pub fn leave(&mut self, action: &'static Action, rows: &[Id], typed: &Typed) {
        self.done(action, rows);
        self.left.push(Form { action: action.id, rows: rows.to_vec(), typed: typed.clone() });
    }

    /// It was done.
    pub fn done(&mut self, action: &Action, rows: &[Id]) {
        self.left.retain(|form| !form.is_of(action, rows));
    }

    /// What the fields begin with.
    pub fn of(&self, action: &'static Action, cases: &[Case], ctx: &Context) -> Typed {
        let rows: Vec<Id> = cases.iter().map(Case::id).collect();
        let mut typed = held(action, cases, ctx);
        for form in self.left.iter().chain(&self.known).filter(|form| form.is_of(action, &rows)) {
            typed.extend(form.typed.clone());
        }
        typed
    }
}

/// What the row's fields hold now, for an action that changes them in place.
fn held(action: &'static Action, cases: &[Case], ctx: &Context) -> Typed {
    let ([case], "edit" | "memo") = (cases, action.verb()) else { return Typed::new() };
    let Some(listing) = listings::of(case.id().noun) else { return Typed::new() };
    let row = (listing.json)(case, ctx);
    let held = |id: &str| row.get(id).and_then(serde_json::Value::as_str).map(str::to_owned);
    action.fields.iter().filter_map(|field| held(field.id).map(|text| (field.id, text))).collect()
}
