//! From a row to what belongs to it: a user's groups and invitations, a group's members and invitations.

use super::{Chooser, Next, Overlay};
use crate::domain::{Case, Id, Noun};
use crate::listings;
use crate::text::{Shown, Text};
use crate::tui::effects::Effect;
use crate::tui::list::{At, Relation};
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// One way to go.
struct Way {
    key: char,
    label: Text,
    to: To,
}

enum To {
    /// The rows of this noun that belong to the row.
    Rows(Noun),
    /// One row.
    Row(Id),
}

fn ways(case: &Case) -> Vec<Way> {
    let rows = |key, label, noun| Way { key, label, to: To::Rows(noun) };
    let row = |key, label, id: Id| Way { key, label, to: To::Row(id) };
    let groups = Text::new("このユーザーのグループ", "This user's groups");
    let members = Text::new("このグループの参加者", "This group's members");
    let to_user = Text::new("このユーザーへの招待", "Invitations to this user");
    let to_group = Text::new("このグループへの招待", "Invitations into this group");
    let the_user = Text::new("このユーザー", "This user");
    let the_group = Text::new("このグループ", "This group");
    let ways = match case {
        Case::User(_) => vec![rows('g', groups, Noun::Group), rows('i', to_user, Noun::Invitation)],
        Case::Group(_) => vec![rows('m', members, Noun::Membership), rows('i', to_group, Noun::Invitation)],
        Case::Invitation(c) => {
            vec![row('u', the_user, c.invitee.user.id.id()), row('g', the_group, c.group.group.id.id())]
        }
        Case::Membership(c) => vec![row('u', the_user, c.user.id.id()), row('g', the_group, c.group.id.id())],
        Case::Mirror(c) => vec![row('o', Text::new("対象の行", "The row it is about"), c.mirror.object)],
        Case::Office(_) => Vec::new(),
    };
    ways.into_iter().filter(is_listed).collect()
}

fn is_listed(way: &Way) -> bool {
    match way.to {
        To::Rows(noun) => listings::of(noun).is_some(),
        To::Row(id) => listings::of(id.noun).is_some(),
    }
}

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
    let name = match case {
        Case::User(c) => &c.user.name,
        Case::Group(c) => &c.group.title,
        Case::Invitation(c) => &c.invitee.user.name,
        Case::Membership(c) => &c.user.name,
        Case::Mirror(c) => &c.about,
        Case::Office(c) => &c.office.name,
    };
    Relation { id: case.id(), name: Shown::new(name).into() }
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
