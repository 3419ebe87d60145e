//! Lists of members: who is, or was, in which of our groups, since when, and in charge or not.
//!
//! Takes nobody out of a group: a list that says somebody has left is no decision (参加解除).

use std::collections::HashSet;

use super::reading::{any_day, groups, member, past_day};
use super::{Change, Fields, Findings, Importer, Outsider, Planned, Write};
use crate::domain::{
    Case, Context, Group, GroupId, Membership, MembershipId, Noun, Occupation, OfficeId, Through, User,
    UserId,
};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::sentence;
use crate::store::{Ask, Reader, StoreError, Window};
use crate::text::date::{Day, start_of, today};
use crate::text::{Shown, Text, fold};

/// Former memberships of one group that are compared with a row.
const COMPARED: usize = 2_000;

/// Plans a list of members.
#[derive(Default)]
pub struct Memberships {
    /// Group, office and name or id of the member, and the day of joining, of the rows before.
    listed: HashSet<(GroupId, String, Day)>,
}

/// What a row says of the membership itself.
struct Row {
    joined_on: Day,
    left_on: Option<Day>,
    from: Option<Day>,
    until: Option<Day>,
    reason: String,
}

impl Importer for Memberships {
    fn noun(&self) -> Noun {
        Noun::Membership
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let label = format!("{} {}", fields.get("group"), fields.get("name"));
        let mut found = Findings::default();
        let group = group(reader, ctx, fields, &mut found)?;
        let who = who(reader, fields, &mut found)?;
        let row = row(fields, ctx, &mut found);
        let (Some(group), Some(who), Some(row), false) = (group, who, row, found.blocks()) else {
            return Ok(Planned::not_taken(&label, found.sorted()));
        };
        if !self.listed.insert((group.id, who.key(), row.joined_on)) {
            let why = Text::new("同じ参加が表に2回あります。", "The list has this membership twice.");
            found.add("twice", id("5-2"), Severity::Block, why);
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        if let Who::Known(user) = &who
            && let Some(known) = known(reader, &group, user.id, &row)?
        {
            return Ok(settled(&label, &known, &row, found));
        }
        if row.left_on.is_none() {
            let how = Text::new(
                "この台帳に承認の記録がない参加です。「取込み」として記録します。",
                "A membership without an approval in this register: recorded as taken in.",
            );
            found.add("unapproved", id("N3-2"), Severity::Advise, how);
        }
        let write = Write::NewMembership(Box::new(begun(&group, &who, row)), who.outsider());
        Ok(Planned::new(&label, None, Change::New, Some(write), found))
    }
}

/// Whom a row is about.
enum Who {
    Known(Box<User>),
    Outsider(Outsider),
}

impl Who {
    fn key(&self) -> String {
        match self {
            Who::Known(user) => user.id.to_string(),
            Who::Outsider(person) => format!("{} {}", person.office, fold::key(&person.name)),
        }
    }

    fn outsider(self) -> Option<Outsider> {
        match self {
            Who::Known(_) => None,
            Who::Outsider(person) => Some(person),
        }
    }
}

fn group(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Option<Group>, StoreError> {
    let title = fields.get("group");
    let mut groups = groups(reader, ctx, fields, id("5-2"), found)?;
    if groups.len() == 1 {
        return Ok(groups.pop());
    }
    let why = sentence!(
        "自事業所のグループ「{title}」は{count}件です。1件に決まるときだけ取り込みます（同じ名前は患者の生年月日かグループ番号の列で区別します）。",
        "{count} groups of the office are called \"{title}\": taken only where it is one. A column with the patient's birth date or the group id tells them apart.",
        title = Shown::new(title),
        count = groups.len()
    );
    found.add("group", id("5-2"), Severity::Block, why);
    Ok(None)
}

/// Somebody of ours by address or name; somebody of another office by office and name, known or not.
fn who(reader: &Reader<'_>, fields: &Fields, found: &mut Findings) -> Result<Option<Who>, StoreError> {
    let (name, office) = (fields.get("name"), fields.get("office"));
    let own = reader.office_case()?.map(|case| case.office.name).unwrap_or_default();
    if office.is_empty() || office == own {
        return Ok(member(reader, fields, id("8-5"), found)?.map(|user| Who::Known(Box::new(user))));
    }
    if name.is_empty() {
        found.add("name", id("N1-4"), Severity::Block, Text::new("氏名がありません。", "There is no name."));
        return Ok(None);
    }
    let alike = match reader.office_by_name(office)? {
        Some(office) => reader.users_of_office_like(office.id, name)?,
        None => Vec::new(),
    };
    match <[User; 1]>::try_from(alike) {
        Ok([user]) => Ok(Some(Who::Known(Box::new(user)))),
        Err(none) if none.is_empty() => Ok(Some(Who::Outsider(Outsider {
            office: office.to_owned(),
            name: name.to_owned(),
            occupation: Occupation::read(fields.get("occupation")).unwrap_or(Occupation::Other),
        }))),
        Err(_) => {
            let why = sentence!(
                "{office} に同姓同名の方が複数います：{name}",
                "Several people of {office} have this name: {name}",
                office = Shown::new(office),
                name = Shown::new(name)
            );
            found.add("namesakes", id("N1-4"), Severity::Block, why);
            Ok(None)
        }
    }
}

fn row(fields: &Fields, ctx: &Context, found: &mut Findings) -> Option<Row> {
    let joined_on = match fields.get("joined_on") {
        "" => Some(ctx.today()),
        _ => past_day(fields, "joined_on", ctx, id("N3-2"), found),
    };
    let left_on = match fields.get("left_on") {
        "" => None,
        _ => past_day(fields, "left_on", ctx, id("N3-6"), found),
    };
    let from = any_day(fields, "in_charge_from", ctx, id("N1-4"), found);
    let until = any_day(fields, "in_charge_until", ctx, id("N1-4"), found);
    let joined_on = joined_on?;
    let is_backward =
        left_on.is_some_and(|left| left < joined_on) || from.zip(until).is_some_and(|(a, b)| b < a);
    if is_backward {
        let why = Text::new("終わりの日が始まりより前です。", "It ends before it begins.");
        found.add("days", id("N3-6"), Severity::Block, why);
    }
    Some(Row { joined_on, left_on, from, until, reason: fields.get("left_reason").to_owned() })
}

/// The membership that the row is about: the present one, or the former one of these very days.
fn known(
    reader: &Reader<'_>,
    group: &Group,
    user: UserId,
    row: &Row,
) -> Result<Option<Membership>, StoreError> {
    if row.left_on.is_none() {
        return reader.membership(group.id, user);
    }
    let ask = Ask { related: Some(group.id.id()), only: Some("left"), ..Ask::default() };
    let page = reader.memberships(&ask, &Window::First, COMPARED)?;
    let former = page.rows.into_iter().filter_map(|(_, case)| match case {
        Case::Membership(case) if case.membership.user == user => Some(case.membership),
        _ => None,
    });
    let days = |m: &Membership| (today(m.joined_at), m.left_at.map(today));
    let former = former.into_iter().find(|m| days(m) == (row.joined_on, row.left_on));
    // Still present though the list says otherwise: the decision is not taken from a list.
    former.map_or_else(|| reader.membership(group.id, user), |former| Ok(Some(former)))
}

fn settled(label: &str, known: &Membership, row: &Row, mut found: Findings) -> Planned {
    if known.left_at.is_none() && row.left_on.is_some() {
        let how = Text::new(
            "一覧では参加を終えています。参加解除は取り込みません。必要なら参加解除を行ってください。",
            "The list says this membership has ended. An end is not taken in: remove the member, where that is right.",
        );
        found.add("left", id("N3-6"), Severity::Warn, how);
    }
    let is_present = known.left_at.is_none();
    let merged = Membership {
        in_charge_from: row.from.filter(|_| is_present).or(known.in_charge_from),
        in_charge_until: row.until.filter(|_| is_present).or(known.in_charge_until),
        ..known.clone()
    };
    let is_same = merged == *known;
    let write = (!is_same).then(|| Write::Membership(Box::new(merged)));
    Planned::new(label, Some(known.id.id()), Change::of(is_same), write, found)
}

/// The membership as it is written; the number of somebody not yet known is given then.
fn begun(group: &Group, who: &Who, row: Row) -> Membership {
    let user = match who {
        Who::Known(user) => user.id,
        Who::Outsider(_) => UserId(0),
    };
    let joined_at = start_of(row.joined_on);
    Membership {
        left_at: row.left_on.map(start_of),
        left_through: row.left_on.map(|_| Through::Removal),
        left_reason: row.reason,
        in_charge_from: row.from,
        in_charge_until: row.until,
        ..Membership::begun(MembershipId(0), (group.id, user), joined_at, Through::Import)
    }
}

impl Outsider {
    /// The person as the register knows somebody of another office.
    pub fn user(&self, id: UserId, office: OfficeId) -> User {
        User::named(id, office, &self.name, self.occupation)
    }
}
