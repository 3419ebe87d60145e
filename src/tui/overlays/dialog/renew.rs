//! What others did to a dialog's rows while it asked: told in it, with what was typed left as it is.
//!
//! A row that can no longer be acted on leaves nothing to confirm, or among several leaves them. One that
//! changed otherwise is shown as it now is, and asked about once more before y counts.

use super::{Ask, Chance, Dialog, LeftOut, Purpose, What};
use crate::actions::Action;
use crate::domain::Case;
use crate::listings::change;
use crate::regulation::finding::Judgement;
use crate::sentence;
use crate::text::{Sentence, Text};
use crate::tui::message::Fresh;
use crate::tui::model::Model;

/// Changes of one row that are told; more are seen in the row itself.
const CHANGES_MAX: usize = 4;

impl Dialog {
    /// The write was refused, since another was first; how the row is now is still to be read.
    pub fn refuse(&mut self, sentence: Sentence) {
        self.chance = Chance::Refused;
        self.news = vec![sentence];
        self.trouble = None;
        self.focus = self.asks.len();
    }

    /// Takes its rows as they now are; `true` if that is news to whoever reads it.
    pub fn renew(&mut self, model: &Model, fresh: Vec<Fresh>) -> bool {
        let Purpose::Act(action) = self.purpose else { return false };
        let was_refused = self.chance == Chance::Refused;
        let mut news = Vec::new();
        for row in fresh {
            news.extend(self.renew_row(model, action, row));
        }
        if news.is_empty() {
            return false;
        }
        self.news = news;
        self.trouble = None;
        self.focus = self.asks.len();
        self.ask_anew(model, action);
        self.chance = match (self.can_be_done(model, action), was_refused) {
            (false, _) => Chance::Gone,
            (true, true) => Chance::Open,
            (true, false) => Chance::Changed,
        };
        true
    }

    /// y on rows that changed: they are what it is about from now on, and y must be pressed again.
    pub(super) fn acknowledge(&mut self) {
        self.chance = Chance::Open;
        let words = Text::new(
            "表示の後に変更されたため、実行していません。内容を確かめて、行うときはもう一度 y を押してください。",
            "Not done: it changed after it was shown. Look again, and press y once more to go ahead.",
        );
        self.ask_again(words.into());
    }

    /// One row as it now is, and what there is to tell of it.
    fn renew_row(&mut self, model: &Model, action: &'static Action, row: Fresh) -> Vec<Sentence> {
        let Some(at) = self.targets.iter().position(|case| case.id() == row.id) else { return Vec::new() };
        let is_only = self.targets.len() == 1;
        let Some(now) = row.case else {
            let gone = sentence!("{id} はなくなりました。", "{id} is gone.", id = row.id);
            let told = row.told.unwrap_or(gone);
            let case = if is_only { self.targets[at].clone() } else { self.targets.remove(at) };
            self.leave_out(case, &told, is_only);
            return vec![told];
        };
        let before = std::mem::replace(&mut self.targets[at], now.clone());
        let changes = changes(model, &before, &now);
        if before.version() == now.version() && changes.is_empty() && self.chance != Chance::Refused {
            return Vec::new();
        }
        let why_not = model.why_not(action, &now);
        if let Some(why) = why_not.filter(|_| !is_only) {
            let case = self.targets.remove(at);
            self.leave_out(case, row.told.as_ref().unwrap_or(&why), is_only);
            return vec![row.told.unwrap_or(why)];
        }
        let nothing_shown = || vec![sentence!("{id} が変更されました。", "{id} was changed.", id = row.id)];
        let told: Vec<Sentence> = row.told.into_iter().chain(changes).collect();
        if told.is_empty() { nothing_shown() } else { told }
    }

    fn leave_out(&mut self, case: Case, why: &Sentence, is_only: bool) {
        if !is_only {
            self.left_out.push(LeftOut { case, judgement: Judgement::Blocked, why: why.clone() });
        }
    }

    /// Something is left that the act can be done to.
    fn can_be_done(&self, model: &Model, action: &Action) -> bool {
        self.targets.iter().any(|case| model.why_not(action, case).is_none())
    }

    /// The count follows the rows that are left, and a row that now wants a reason gets its field.
    fn ask_anew(&mut self, model: &Model, action: &Action) {
        let count = self.targets.len();
        self.asks.retain(|ask| !matches!(ask.what, What::Count(_)) || count > 1);
        for ask in &mut self.asks {
            if matches!(ask.what, What::Count(asked) if asked != count) {
                *ask = Ask::count(count);
            }
        }
        let has_reason = self.asks.iter().any(|ask| matches!(ask.what, What::Reason(_)));
        let [case] = self.targets.as_slice() else { return };
        let Some(context) = &model.context else { return };
        if !has_reason && !action.judge(case, context).warnings().is_empty() {
            self.asks.push(Ask::reason(1));
        }
        self.focus = self.asks.len();
    }
}

fn changes(model: &Model, before: &Case, now: &Case) -> Vec<Sentence> {
    let Some(context) = &model.context else { return Vec::new() };
    let changes = change::changes(before, now, context);
    changes.iter().take(CHANGES_MAX).map(change::Change::sentence).collect()
}
