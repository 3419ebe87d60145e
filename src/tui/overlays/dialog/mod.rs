//! The question before every write: what, on whom, what speaks against it, what must be typed, and two buttons.
//!
//! The default button is やめる. The dialog holds frozen rows with the versions seen; it writes nothing itself,
//! but asks for an effect. One dialog serves confirmations, reasons, forms, batches and undo.

mod ask;
mod draft;
mod press;
mod renew;
mod sheet;
mod veil;

use crate::actions::{self, Action, Answers, Confirm, UserError, offer};
use crate::domain::{Case, Context, Id, Noun};
use crate::regulation::finding::{Finding, Judgement};
use crate::text::Sentence;
use crate::tui::effects::{Query, UndoRow};
use crate::tui::mask::Masking;
use crate::tui::model::Model;

pub use ask::{Ask, Entry, What};
pub use draft::Draft;

/// Of so many rows it is told what each would reach; nobody reads more.
const REACHES_MAX: usize = 200;

/// What a dialog is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// An action of the table.
    Act(&'static Action),
    /// Undoing the last act.
    Undo(UndoRow),
}

/// A selected row that the act leaves out, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The row.
    pub case: Case,
    /// 要確認 or 不可.
    pub judgement: Judgement,
    /// Why.
    pub why: Sentence,
}

/// Whether the act can still be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// It can.
    Open,
    /// A row has changed since it was shown: y says so once more before it counts.
    Changed,
    /// The write was refused, since a row is not the one shown; how it is now is being read.
    Refused,
    /// Somebody was first: only やめる is left.
    Gone,
}

/// A question before a write.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// What it is for.
    pub purpose: Purpose,
    /// The rows it acts on, as they were seen.
    pub targets: Vec<Case>,
    /// The selected rows it leaves out.
    pub left_out: Vec<LeftOut>,
    /// What must be typed.
    pub asks: Vec<Ask>,
    /// What has the focus: the asks in their order, then やめる, then the doing button.
    pub focus: usize,
    /// How far the text is scrolled.
    pub scroll: usize,
    /// What is wrong, and at which ask.
    pub trouble: Option<(Option<usize>, Sentence)>,
    /// Whether the act can still be done.
    pub chance: Chance,
    /// What others did to its rows meanwhile.
    pub news: Vec<Sentence>,
    /// What the act would reach beyond each of its rows, once read.
    pub reach: Vec<(Id, Vec<Sentence>)>,
    /// Whether it masks names on a masked screen.
    pub masking: Masking,
    /// Why it was last refused.
    refusal: Option<Sentence>,
    /// What its fields held when it opened.
    prefilled: Vec<(String, String)>,
}

impl Dialog {
    /// Asks for `purpose` on these rows; of several, those with nothing against them.
    pub fn new(model: &Model, purpose: Purpose, cases: Vec<Case>) -> Dialog {
        let (targets, left_out) = match &purpose {
            Purpose::Act(action) if cases.len() > 1 => divided(model, action, cases),
            Purpose::Act(_) | Purpose::Undo(_) => (cases, Vec::new()),
        };
        let mut dialog = Dialog {
            purpose,
            targets,
            left_out,
            asks: Vec::new(),
            focus: 0,
            scroll: 0,
            trouble: None,
            chance: Chance::Open,
            news: Vec::new(),
            reach: Vec::new(),
            masking: Masking::On,
            refusal: None,
            prefilled: Vec::new(),
        };
        dialog.asks = dialog.questions(model);
        dialog.prefilled = dialog.texts();
        if dialog.action().is_some_and(actions::goes_on_from_the_end) {
            dialog.focus = dialog.asks.iter().position(Ask::is_missing).unwrap_or(dialog.asks.len());
        }
        if let Some(draft) = model.drafts.iter().find(|draft| draft.is_of(&dialog)) {
            dialog.fill(draft);
        }
        dialog
    }

    /// The rows left out that a reason of their own lets pass.
    pub fn singly(&self) -> Vec<Id> {
        let check = self.left_out.iter().filter(|left| left.judgement == Judgement::Check);
        check.map(|left| left.case.id()).collect()
    }

    /// How many rows it asks about.
    pub fn asked(&self) -> usize {
        self.targets.len().max(1)
    }

    /// Takes the room of a form.
    pub fn is_form(&self) -> bool {
        self.asks.len() > 2
    }

    /// The action, unless it is an undo.
    pub fn action(&self) -> Option<&'static Action> {
        match &self.purpose {
            Purpose::Act(action) => Some(action),
            Purpose::Undo(_) => None,
        }
    }

    /// Offers rows under the field that asks for one.
    pub fn offer(&mut self, cases: Vec<Case>) {
        if let Some(ask) = self.asks.get_mut(self.focus) {
            ask.offered = cases;
            ask.offer = 0;
        }
    }

    /// Keeps the sentence and goes back to やめる.
    pub fn ask_again(&mut self, trouble: Sentence) {
        self.trouble = Some((None, trouble));
        self.focus = self.asks.len();
    }

    /// Puts what could not be read at its field.
    pub fn put_trouble(&mut self, error: UserError) {
        let at = self.asks.iter().position(|ask| match (&ask.what, error.field) {
            (What::Field(field), Some(id)) => field.id == id,
            (What::Reason(_), None) => true,
            _ => false,
        });
        self.focus = at.unwrap_or(self.focus);
        self.trouble = Some((at, error.sentence));
    }

    /// Asks for the reason that a fresh look made necessary.
    pub fn ask_for_reason(&mut self, trouble: Sentence) {
        self.refusal = Some(trouble.clone());
        let at = self.asks.iter().position(|ask| matches!(ask.what, What::Reason(_)));
        let at = at.unwrap_or_else(|| {
            self.asks.push(Ask::reason(1));
            self.asks.len() - 1
        });
        self.focus = at;
        self.trouble = Some((Some(at), trouble));
    }

    /// What is read of what the act would reach, with what is answered so far.
    pub fn asks_for_reach(&self, model: &Model) -> Option<Query> {
        let ids: Vec<Id> = self.targets.iter().map(Case::id).take(REACHES_MAX).collect();
        let action = self.action().filter(|_| !ids.is_empty())?;
        Some(Query::Reach(action, ids, self.answered(model)))
    }

    /// The answers that can be read already.
    fn answered(&self, model: &Model) -> Answers {
        let today = model.context.as_ref().map(Context::today);
        let read = |ask: &Ask| today.and_then(|today| ask.read(today).ok().flatten());
        self.asks.iter().filter_map(read).fold(Answers::default(), |all, (id, answer)| all.with(id, answer))
    }

    /// The findings on its only row.
    fn findings(&self, model: &Model) -> Vec<Finding> {
        match (self.action(), self.targets.as_slice(), &model.context) {
            (Some(action), [case], Some(context)) => action.judge(case, context).findings,
            _ => Vec::new(),
        }
    }

    fn questions(&self, model: &Model) -> Vec<Ask> {
        let Some(action) = self.action() else { return Vec::new() };
        let held = self.held(model);
        let mut asks: Vec<Ask> = action.fields.iter().map(|field| Ask::field(field, &held)).collect();
        let has_warnings =
            self.findings(model).iter().any(|f| f.severity == crate::regulation::finding::Severity::Warn);
        match (action.confirm, has_warnings) {
            (Confirm::Reason(min), _) => asks.push(Ask::reason(min)),
            (Confirm::Once | Confirm::Count, true) => asks.push(Ask::reason(1)),
            (Confirm::Once | Confirm::Count, false) => {}
        }
        if action.confirm == Confirm::Count && self.targets.len() > 1 {
            asks.push(Ask::count(self.targets.len()));
        }
        asks
    }

    /// What the row answers already.
    fn held(&self, model: &Model) -> Vec<(&'static str, String)> {
        match (self.action(), self.targets.as_slice(), &model.context) {
            (Some(action), [case], Some(context)) => actions::held(action, case, context),
            _ => Vec::new(),
        }
    }

    /// The row acted on is the office: something new is made.
    pub fn is_new(&self) -> bool {
        self.action().is_some_and(|action| action.on == Noun::Office && action.noun != Noun::Office)
    }
}

/// Of several rows only those with nothing against them are taken; the others are named.
fn divided(model: &Model, action: &'static Action, cases: Vec<Case>) -> (Vec<Case>, Vec<LeftOut>) {
    let (mut targets, mut left_out) = (Vec::new(), Vec::new());
    for case in cases {
        match objection(model, action, &case) {
            None => targets.push(case),
            Some((judgement, why)) => left_out.push(LeftOut { case, judgement, why }),
        }
    }
    // What can still be taken in stands before what cannot.
    left_out.sort_by_key(|left| left.judgement != Judgement::Check);
    (targets, left_out)
}

fn objection(model: &Model, action: &Action, case: &Case) -> Option<(Judgement, Sentence)> {
    match model.read_only() {
        Some(why) => Some((Judgement::Blocked, why)),
        None => offer::objection(action, case, model.context.as_ref()?),
    }
}
