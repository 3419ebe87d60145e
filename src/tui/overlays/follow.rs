//! From a row to what belongs to it: a user's groups and invitations, a group's members and invitations.

use super::{Chooser, Next, Overlay};
use crate::domain::Case;
use crate::listings::follow::{self, To, Way, ways};
use crate::text::{Shown, Text};
use crate::tui::effects::Effect;
use crate::tui::list::{At, Relation};
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Opens the choice, or goes at once where there is only one way.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let ways = model.case().map(ways).unwrap_or_default();
    match ways.as_slice() {
        [] => {
            model.say(
                Look::Caution,
                Text::new("関連する一覧はありません。", "There is nothing related to show."),
            );
            Vec::new()
        }
        [only] => go(model, only),
        _ => {
            model.overlays.push(Overlay::Follow(Chooser::default()));
            Vec::new()
        }
    }
}

/// Takes a key.
pub fn press(model: &mut Model, chooser: &mut Chooser, stroke: Stroke) -> (Next, Vec<Effect>) {
    let ways = model.case().map(ways).unwrap_or_default();
    let by_key = ways.iter().position(|way| stroke == Stroke::Char(way.key));
    let chosen = if stroke == ENTER { Some(chooser.at) } else { by_key };
    if let Some(way) = chosen.and_then(|at| ways.get(at)) {
        return (Next::Close, go(model, way));
    }
    chooser.moves(ways.len(), stroke);
    (Next::Stay, Vec::new())
}

fn go(model: &mut Model, way: &Way) -> Vec<Effect> {
    match way.to {
        To::Row(id) => model.go_to(id),
        To::Rows(noun) => {
            let Some(case) = model.case().cloned() else { return Vec::new() };
            model.trail.push(model.focus);
            model.focus = noun;
            let list = model.list_mut(noun);
            list.filter.clear();
            list.relation = Some(relation(&case));
            model.read_rows(noun, At::First)
        }
    }
}

fn relation(case: &Case) -> Relation {
    Relation { id: case.id(), name: Shown::new(follow::name_of(case)).into() }
}

/// What it shows.
pub fn sheet(model: &Model, chooser: &Chooser) -> Sheet {
    let lang = model.lang;
    let ways = model.case().map(ways).unwrap_or_default();
    let body = ways.iter().enumerate().map(|(at, way)| {
        chooser.gutter(at).and(format!("{}  ", way.key), Look::Strong).and(way.label.get(lang), Look::Plain)
    });
    let name = model.case().map(|case| model.name_of(case)).unwrap_or_default();
    let title = Text::new(" 関連", " Related").get(lang);
    Sheet {
        head: vec![Row::of(title, Look::Strong).and(format!("  {name}"), Look::Plain)],
        body: body.collect(),
        ..Sheet::default()
    }
}
