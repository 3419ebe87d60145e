//! The workspace: how the console was left, as bytes of a versioned encoding, and back into a model.
//!
//! Version 1 is JSON. What cannot be read, and what a newer program wrote, is nobody's failure: the console
//! begins afresh and keeps those bytes aside. Passphrases stand in no field of it, since no gate does.

use serde::{Deserialize, Serialize};

use super::gestures::{self, GESTURES, Turn};
use super::list::{List, Relation};
use super::mask::Masking;
use super::model::{Model, Zoom};
use super::overlays::dialog::Draft;
use super::overlays::{Overlay, filter};
use crate::actions::table;
use crate::config::read_lang;
use crate::domain::{Id, Noun};
use crate::store::{Former, SavedView, Way};
use crate::text::date::Instant;
use crate::text::{Lang, Shown};

/// The encoding that this program writes and reads.
const VERSION: u32 = 1;
/// Steps back that are kept.
const TRAIL_MAX: usize = 20;
/// Rows above the cursor that are kept; no screen is higher.
const OFFSET_MAX: usize = 500;

/// How the console was left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Workspace {
    version: u32,
    focus: String,
    trail: Vec<String>,
    zoomed: bool,
    lang: Option<String>,
    masked: bool,
    lists: Vec<Place>,
    drafts: Vec<Left>,
    over: Option<String>,
}

/// Where a list was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    noun: String,
    filter: String,
    sort: String,
    reverse: bool,
    of: Option<(String, String)>,
    cursor: Option<i64>,
    offset: usize,
    selected: Vec<i64>,
}

/// A form that was left half-filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    action: String,
    targets: Vec<String>,
    texts: Vec<(String, String)>,
}

/// The bytes are no workspace that this program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// What the store holds of an operator's workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remembered {
    /// How the console was left.
    pub screen: Option<Vec<u8>>,
    /// The views that were saved.
    pub views: Vec<SavedView>,
}

/// What the model knows about keeping its workspace.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// Since when something may have changed that is not kept yet.
    pub since: Option<Instant>,
    /// The bytes kept last.
    pub kept: Vec<u8>,
    /// What becomes of the bytes in the store.
    pub former: Former,
}

impl Default for Keeping {
    fn default() -> Keeping {
        Keeping { since: None, kept: Vec::new(), former: Former::Replaced }
    }
}

impl Workspace {
    /// The workspace of a model.
    pub fn of(model: &Model) -> Workspace {
        let is_switched = model.lang != model.usual_lang;
        let open = model.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Dialog(dialog) => dialog.draft(),
            _ => None,
        });
        let open: Vec<Draft> = open.collect();
        let left = model.drafts.iter().filter(|draft| open.iter().all(|o| !o.is_same(draft)));
        Workspace {
            version: VERSION,
            focus: model.focus.word().to_owned(),
            trail: model
                .trail
                .iter()
                .rev()
                .take(TRAIL_MAX)
                .rev()
                .map(|noun| noun.word().to_owned())
                .collect(),
            zoomed: model.zoom == Zoom::In,
            lang: is_switched.then(|| word_of(model.lang).to_owned()),
            masked: model.masking == Masking::On,
            lists: model.lists.iter().map(Place::of).collect(),
            drafts: left.chain(&open).map(Left::of).collect(),
            over: model.overlays.iter().find_map(over).map(|turn| gestures::of(turn).id.to_owned()),
        }
    }

    /// The workspace as it is kept.
    pub fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("words and numbers are always JSON")
    }

    /// Reads what was kept.
    pub fn decode(bytes: &[u8]) -> Result<Workspace, Unreadable> {
        let workspace: Workspace = serde_json::from_slice(bytes).map_err(|_| Unreadable)?;
        if workspace.version == VERSION { Ok(workspace) } else { Err(Unreadable) }
    }

    /// `ours` with the half-filled forms of `theirs` that are neither among them nor in `base`, from which we began.
    pub fn beside(ours: &[u8], base: &[u8], theirs: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (mut ours, theirs) = (Workspace::decode(ours)?, Workspace::decode(theirs)?);
        let base = Workspace::decode(base).unwrap_or_default();
        let is_new = |left: &Left| {
            let is_same = |other: &&Left| other.action == left.action && other.targets == left.targets;
            !base.drafts.contains(left) && ours.drafts.iter().find(is_same).is_none()
        };
        let new: Vec<Left> = theirs.drafts.into_iter().filter(is_new).collect();
        ours.drafts.extend(new);
        Ok(ours.encode())
    }

    /// Puts a model where it was left. What this program does not know is passed over.
    pub fn restore(self, model: &mut Model) {
        model.focus = listed(model, &self.focus).unwrap_or(model.focus);
        model.trail = self.trail.iter().take(TRAIL_MAX).filter_map(|word| listed(model, word)).collect();
        model.zoom = if self.zoomed { Zoom::In } else { Zoom::Out };
        if let Some(lang) = self.lang.as_deref().and_then(read_lang).filter(|_| model.follows_operator()) {
            model.lang = lang;
        }
        if self.masked {
            model.masking = Masking::On;
        }
        for place in self.lists {
            if let Some(noun) = listed(model, &place.noun) {
                place.restore(model.list_mut(noun));
            }
        }
        model.drafts = self.drafts.into_iter().filter_map(Left::draft).collect();
    }

    /// What lay over home, to be opened again.
    pub fn over(&self) -> Option<Turn> {
        let id = self.over.as_deref()?;
        GESTURES
            .iter()
            .find(|gesture| gesture.id == id)
            .map(|gesture| gesture.turn)
            .filter(|turn| is_over(*turn))
    }
}

impl Place {
    fn of(list: &List) -> Place {
        let order = list.listing().and_then(|listing| listing.orders.get(list.order));
        Place {
            noun: list.noun.word().to_owned(),
            filter: list.filter.clone(),
            sort: order.map_or(String::new(), |order| order.id.to_owned()),
            reverse: list.way == Way::Backward,
            of: list.relation.as_ref().map(|r| (r.id.to_string(), r.name.clone())),
            cursor: list.cursor.map(|id| id.number),
            offset: list.offset,
            selected: list.selection.ids().map(|id| id.number).collect(),
        }
    }

    fn restore(self, list: &mut List) {
        let id = |number| Id { noun: list.noun, number };
        let order = list.listing().and_then(|l| l.orders.iter().position(|order| order.id == self.sort));
        list.cursor = self.cursor.map(id);
        list.selection.drop_all(list.selection.ids().collect::<Vec<_>>());
        self.selected.into_iter().map(id).for_each(|id| list.selection.choose(id));
        list.order = order.unwrap_or(0);
        list.way = if self.reverse { Way::Backward } else { Way::Forward };
        list.filter = filter::line(&self.filter);
        list.offset = self.offset.min(OFFSET_MAX);
        list.relation = self
            .of
            .and_then(|(id, name)| Some(Relation { id: id.parse().ok()?, name: Shown::new(&name).into() }));
    }
}

impl Left {
    fn of(draft: &Draft) -> Left {
        Left {
            action: draft.action.id.to_owned(),
            targets: draft.targets.iter().map(Id::to_string).collect(),
            texts: draft.texts.clone(),
        }
    }

    fn draft(self) -> Option<Draft> {
        let targets = self.targets.iter().map(|id| id.parse().ok()).collect::<Option<Vec<Id>>>()?;
        Some(Draft { action: table::find(&self.action)?, targets, texts: self.texts })
    }
}

/// The noun of a list that there is.
fn listed(model: &Model, word: &str) -> Option<Noun> {
    let noun = Noun::ALL.into_iter().find(|noun| noun.word() == word)?;
    model.lists.iter().find(|list| list.noun == noun && list.listing().is_some()).map(|list| list.noun)
}

/// The gesture that opens an overlay again, for those that show and ask nothing.
fn over(overlay: &Overlay) -> Option<Turn> {
    match overlay {
        // The rows behind a clause are opened again from the clauses, a person's steps from the person.
        Overlay::Today(today) => today.is_of_what_is_due().then_some(Turn::Today),
        Overlay::Ledger(_) => Some(Turn::Ledger),
        Overlay::Clauses(_) => Some(Turn::Clauses),
        Overlay::Help(_) => Some(Turn::Help),
        _ => None,
    }
}

fn is_over(turn: Turn) -> bool {
    matches!(turn, Turn::Today | Turn::Ledger | Turn::Clauses | Turn::Help)
}

fn word_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    }
}
