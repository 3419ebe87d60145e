//! The workspace: when it is kept, and what the console says about what came back.
//!
//! It is kept on the lock, at the end, when a form is left half-filled, and otherwise once a few seconds have
//! passed since the first key after the last time: a crash loses seconds, and an idle console does nothing.

use super::take_turn;
use crate::domain::Id;
use crate::sentence;
use crate::store::Former;
use crate::text::Text;
use crate::tui::effects::{Effect, Ending, Keep, Query, Slot};
use crate::tui::gestures::Turn;
use crate::tui::message::{Kept, News};
use crate::tui::model::{Access, Model};
use crate::tui::overlays::dialog::Draft;
use crate::tui::overlays::gate::Gate;
use crate::tui::theme::Look;
use crate::tui::workspace::{Remembered, Unreadable, Workspace};

/// What a message may change that is worth keeping.
pub struct Before {
    drafts: Vec<Draft>,
    gate: Shut,
    news: Touch,
}

#[derive(PartialEq)]
enum Shut {
    Open,
    Closed,
}

#[derive(PartialEq)]
enum Touch {
    Typed,
    Nothing,
}

impl Before {
    /// How things stand before `news`.
    pub fn of(model: &Model, news: &News) -> Before {
        let is_touch = matches!(news, News::Arrived(_) | News::Written(_));
        Before {
            drafts: model.drafts.clone(),
            gate: shut(model),
            news: if is_touch { Touch::Typed } else { Touch::Nothing },
        }
    }

    /// Keeps the workspace where it is time, before whatever else is to be done.
    pub fn keep(self, model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
        if model.context.is_none() || model.access == Access::ReadOnly {
            return effects;
        }
        let ends = |effect: &Effect| matches!(effect, Effect::Quit(Ending::Left | Ending::Told));
        let is_locked_now = self.gate == Shut::Open && shut(model) == Shut::Closed;
        let is_due = model.keep_at().is_some_and(|at| at <= model.now);
        if is_locked_now || is_due || self.drafts != model.drafts || effects.iter().any(ends) {
            return keep(model).into_iter().chain(effects).collect();
        }
        if self.news == Touch::Typed && self.gate == Shut::Open {
            model.keeping.since.get_or_insert(model.now);
        }
        effects
    }
}

fn shut(model: &Model) -> Shut {
    if matches!(model.gate, Gate::Open) { Shut::Open } else { Shut::Closed }
}

fn keep(model: &mut Model) -> Option<Effect> {
    let bytes = Workspace::of(model).encode();
    model.keeping.since = None;
    if bytes == model.keeping.kept {
        return None;
    }
    let base = std::mem::replace(&mut model.keeping.kept, bytes.clone());
    let former = std::mem::replace(&mut model.keeping.former, Former::Replaced);
    Some(Effect::Keep(Keep::Screen { bytes, base, former }))
}

/// Takes what the store remembers, before anything is read.
pub fn remembered(model: &mut Model, remembered: Remembered) {
    model.views = remembered.views;
    let Some(bytes) = remembered.screen else { return };
    match Workspace::decode(&bytes) {
        Ok(workspace) => {
            model.over = workspace.over();
            workspace.restore(model);
            model.keeping.kept = bytes;
        }
        Err(Unreadable) => {
            model.keeping.former = Former::SetAside;
            model.say(
                Look::Caution,
                Text::new(
                    "前回の画面の記録は読めないか、新しい版のものです。別に取っておき、初めから表示します。",
                    "What was kept of the last screen cannot be read, or is a newer version's. It is set aside.",
                ),
            );
        }
    }
}

/// After the sign-in: asks which remembered rows are still there, and offers what was left half-filled.
pub fn resume(model: &mut Model) -> Vec<Effect> {
    let ids: Vec<Id> =
        model.lists.iter().flat_map(|list| list.selection.ids().chain(related(list))).collect();
    let mut effects = Vec::new();
    if !ids.is_empty() {
        effects.push(model.read(Slot::Workspace, Query::Gone(ids)));
    }
    if let Some(turn) = model.over.take() {
        effects.extend(take_turn(model, turn));
    }
    if !model.drafts.is_empty() {
        offer(model);
    }
    effects
}

fn related(list: &crate::tui::list::List) -> Option<Id> {
    list.relation.as_ref().map(|relation| relation.id)
}

/// A draft is offered, and never opened by itself.
fn offer(model: &mut Model) {
    model.say(
        Look::Caution,
        sentence!(
            "書きかけの入力が{n}件あります。{key} で続きを開きます。",
            "Forms left half-filled: {n}. {key} opens them.",
            n = model.drafts.len(),
            key = model.keys.sentence(Turn::Drafts)
        ),
    );
}

/// Rows that are gone are chosen no longer.
pub fn gone(model: &mut Model, gone: &[Id]) -> Vec<Effect> {
    let Some(first) = gone.first() else { return Vec::new() };
    let mut effects = Vec::new();
    for noun in model.lists.iter().map(|list| list.noun).collect::<Vec<_>>() {
        let list = model.list_mut(noun);
        let is_touched = gone.iter().any(|id| list.selection.contains(*id) || related(list) == Some(*id));
        if !is_touched {
            continue;
        }
        list.selection.drop_all(gone.iter().copied());
        list.relation.take_if(|relation| gone.contains(&relation.id));
        let at = list.here();
        effects.extend(model.read_rows(noun, at));
    }
    model.say(
        Look::Caution,
        sentence!(
            "前回選んでいた{n}件（{first} など）は今はありません。選択から外しました。",
            "No longer there: {n} of the rows chosen before ({first} first). They are chosen no longer.",
            n = gone.len(),
            first = first
        ),
    );
    effects
}

/// What came of keeping something.
pub fn kept(model: &mut Model, kept: Kept) {
    match kept {
        Kept::NotKept(why) => {
            model.keeping.kept.clear();
            if let Some(why) = why {
                model.say(
                    Look::Bad,
                    sentence!(
                        "画面の状態を保存できません。{why}",
                        "The screen's state cannot be kept. {why}",
                        why = why
                    ),
                );
            }
        }
        Kept::Views(views, sentence) => {
            model.views = views;
            model.say(Look::Plain, sentence);
        }
        Kept::NoView(why) => model.say(Look::Caution, why),
    }
}
