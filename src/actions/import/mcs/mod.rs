//! Comparing with what MCS shows: the staff of the office, or the members of a group, beside the register.
//!
//! Says who is only there, who is only here and what differs, and which mirror marks (MCS未反映) the list bears out.
//! Writes nothing: each row is acted on where it stands. Other offices' members of an own group are known to the office
//! by name, and are compared by that alone; in another office's group its own people are all that it sees.

mod differences;
mod people;

use std::collections::HashSet;

use super::ImportError;
use crate::actions::{Action, group, invitation, membership, mirror, user};
use crate::domain::case::GroupCase;
use crate::domain::{Case, Context, GroupId, Id, Mirror, User, UserId};
use crate::exchange::{Listed, Person};
use crate::listings::checklist::{Checklist, Progress, Step};
use crate::regulation::clause::id;
use crate::sentence;
use crate::store::{Ask, Reader, StoreError, Window};
use crate::text::{Sentence, Shown, Text};
use people::{Match, Pool};

/// Whom the list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The office's people.
    Staff,
    /// The members of a group.
    Members(GroupId),
}

/// How many rows of the register are compared.
const ROWS_MAX: usize = 50_000;

const ONLY_THERE: Text = Text::new("MCSのみ", "Only in MCS");
const ONLY_HERE: Text = Text::new("台帳のみ", "Only here");
const DIFFERS: Text = Text::new("相違", "Differs");
const UNSURE: Text = Text::new("未確定", "Unsure");
const GONE: Text = Text::new("登録解除済", "Released here");
const MARK: Text = Text::new("MCS未反映", "To do in MCS");

/// What the register looks like beside the list; `None` where there is no such group.
pub fn compare(
    reader: &Reader<'_>,
    ctx: &Context,
    side: Side,
    listed: &Listed,
) -> Result<Option<Checklist>, ImportError> {
    let people = listed.people()?;
    let of = match side {
        Side::Staff => Of::Staff,
        Side::Members(group) => match reader.group_case(group)? {
            Some(case) => Of::Members(Box::new(case)),
            None => return Ok(None),
        },
    };
    let marks = marks(reader, &of)?;
    let here = people::here(reader, &of)?;
    let marked = marks.iter().map(|mark| mark.user.clone());
    let pool = Pool::of(ctx.actor.office, here, marked);
    let mut found = Beside { reader, ctx, of: &of, pool, steps: Vec::new(), same: 0, by_name: 0, theirs: 0 };
    for person in &people {
        found.take(person)?;
    }
    found.marks(&marks);
    found.only_here(&marks);
    Ok(Some(found.checklist(listed, people.len())))
}

/// Whom the list is about, as the register has it.
enum Of {
    Staff,
    Members(Box<GroupCase>),
}

/// What has been found so far.
struct Beside<'a> {
    reader: &'a Reader<'a>,
    ctx: &'a Context,
    of: &'a Of,
    pool: Pool,
    steps: Vec<Step>,
    same: usize,
    /// Members from other offices in an own group.
    by_name: usize,
    /// Members from other offices in another office's group, of whom the register knows nothing.
    theirs: usize,
}

impl Beside<'_> {
    fn take(&mut self, person: &Person) -> Result<(), StoreError> {
        match self.pool.matched(person) {
            Match::One(at) => self.one(at, person),
            Match::Several(all) => all.into_iter().for_each(|at| self.unsure(at, person)),
            Match::Nobody => self.only_there(person)?,
        }
        Ok(())
    }

    fn one(&mut self, at: usize, person: &Person) {
        let is_first = self.pool.see(at);
        let known = &self.pool.people[at];
        if !is_first {
            return self.unsure(at, person);
        }
        // Who is here no more, or not yet, has a mark, which is looked at with the others.
        let Some(row) = known.row else { return };
        let is_ours = known.user.office == self.ctx.actor.office;
        self.by_name += usize::from(!is_ours);
        match differences::of(&known.user, person).filter(|_| is_ours) {
            None => self.same += 1,
            Some(differs) => {
                let target = if row.noun == crate::domain::Noun::User { row } else { known.user.id.id() };
                let names = names(Some(&known.user), person);
                let step = step("differs", DIFFERS, target, person.row, differs.says).naming(names);
                self.steps.push(Step { action: Some(user::EDIT.id), answers: differs.answers, ..step });
            }
        }
    }

    /// Several are meant, or one of the register is meant by several rows: somebody has to look.
    fn unsure(&mut self, at: usize, person: &Person) {
        self.pool.leave_open(at);
        let known = &self.pool.people[at];
        let says = sentence!(
            "{name}（{row}行目）：同姓同名の方がいます。確かめてください。",
            "{name} (row {row}): several people have this name. Make sure.",
            name = Shown::new(&known.user.name),
            row = person.row
        );
        let target = known.row.unwrap_or(known.user.id.id());
        let step = step("unsure", UNSURE, target, person.row, says).naming(names(Some(&known.user), person));
        self.steps.push(Step { progress: Progress::Waiting, ..step });
    }

    /// Somebody whom MCS has and the register does not, or no longer has.
    fn only_there(&mut self, person: &Person) -> Result<(), StoreError> {
        let gone = self.reader.users_gone_like(&person.name)?;
        let step = match (self.of, gone.first()) {
            (_, Some(user)) => released(user, person),
            (Of::Staff, None) => self.unregistered(person),
            (Of::Members(group), None) => match self.uninvited(group, person)? {
                Some(step) => step,
                None => {
                    self.theirs += 1;
                    return Ok(());
                }
            },
        };
        self.steps.push(step);
        Ok(())
    }

    fn unregistered(&self, person: &Person) -> Step {
        let says = sentence!(
            "{name}（{row}行目）：MCSにいますが、登録がありません。",
            "{name} (row {row}): in MCS, and not registered here.",
            name = Shown::new(&person.name),
            row = person.row
        );
        let office = self.ctx.actor.office.id();
        let step = step("only_there", ONLY_THERE, office, person.row, says).naming(names(None, person));
        Step { action: Some(user::REGISTER.id), answers: differences::typed(person), ..step }
    }

    /// Somebody in the group in MCS without a membership; `None` for other offices' people in another office's group.
    fn uninvited(&self, group: &GroupCase, person: &Person) -> Result<Option<Step>, StoreError> {
        let ours = self.reader.users_like(&person.name)?;
        let is_our_group = group.group.office == self.ctx.actor.office;
        if ours.is_empty() && !is_our_group {
            return Ok(None);
        }
        let says = sentence!(
            "{name}（{row}行目）：MCSのグループにいますが、台帳に参加がありません。",
            "{name} (row {row}): in the group in MCS, and no member here.",
            name = Shown::new(&person.name),
            row = person.row
        );
        let (target, action) = match people::open_invitation(self.reader, group.group.id, &ours)? {
            Some((invitation, action)) => (invitation, Some(action)),
            None => (group.group.id.id(), is_our_group.then_some(group::INVITE.id)),
        };
        let answers = match (&ours[..], action) {
            ([user], Some(action)) if action == group::INVITE.id => vec![("user", user.id.to_string())],
            ([], Some(action)) if action == group::INVITE.id => differences::invited(person),
            _ => Vec::new(),
        };
        let step = step("only_there", ONLY_THERE, target, person.row, says).naming(names(None, person));
        Ok(Some(Step { action, answers, clause: Some(id("N3-2")), ..step }))
    }

    /// Those of the register whom the list does not have, but for those of whom a mark says so already.
    fn only_here(&mut self, marks: &[Mark]) {
        let awaited: HashSet<UserId> =
            marks.iter().filter(|mark| mark.expects == Expects::There).map(|mark| mark.user.id).collect();
        let (action, clause) = match self.of {
            Of::Staff => (user::RELEASE.id, id("8-1")),
            Of::Members(_) => (membership::REMOVE.id, id("N1-4")),
        };
        for known in self.pool.unseen().filter(|known| !awaited.contains(&known.user.id)) {
            let Some(row) = known.row else { continue };
            let says = sentence!(
                "{name}：MCSの一覧にいません。MCSを確かめ、いなければ台帳を改めます。",
                "{name}: not on the list of MCS. Look there, and where so, mend the register.",
                name = Shown::new(&known.user.name)
            );
            let step = step("only_here", ONLY_HERE, row, 0, says).naming([known.user.name.clone()]);
            self.steps.push(Step { action: Some(action), clause: Some(clause), ..step });
        }
    }

    /// The marks that the list bears out may be confirmed; those that it belies are still to be done.
    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks.iter().filter(|mark| !self.pool.is_open(mark.user.id)) {
            let is_there = self.pool.has_seen(mark.user.id);
            let is_done = match mark.expects {
                Expects::There => is_there,
                Expects::Gone => !is_there,
                // Approved is not joined: that somebody is not there yet says nothing.
                Expects::ThereIfAtAll if is_there => true,
                Expects::ThereIfAtAll => continue,
            };
            let name = Shown::new(&mark.user.name);
            let says = if is_done {
                sentence!(
                    "{name}：MCSの一覧と合っています。反映済にできます。",
                    "{name}: the list of MCS bears it out. It can be marked as done.",
                    name = name
                )
            } else {
                sentence!("{name}：MCSではまだです。", "{name}: not yet done in MCS.", name = name)
            };
            let step = step("mark", MARK, mark.id, 0, says).naming([mark.user.name.clone()]);
            let progress = if is_done { Progress::Open } else { Progress::Waiting };
            let action = is_done.then_some(mirror::CONFIRM.id);
            self.steps.push(Step { action, progress, clause: Some(id("8")), ..step });
        }
    }

    fn checklist(self, listed: &Listed, rows: usize) -> Checklist {
        let count = |kinds: &[&str]| self.steps.iter().filter(|step| kinds.contains(&step.id)).count();
        let title = sentence!(
            "MCSの一覧（{file}）との照合  MCSのみ {there}、台帳のみ {here}、相違 {differ}",
            "Compared with MCS ({file}): only there {there}, only here {here}, differing {differ}",
            file = Shown::new(&listed.name()),
            there = count(&["only_there", "gone_there"]),
            here = count(&["only_here"]),
            differ = count(&["differs"])
        );
        let mut notes = vec![sentence!(
            "{rows}行：一致 {same}、未確定 {unsure}、MCS未反映 {marks}。",
            "{rows} rows: {same} agree, {unsure} unsure, {marks} to do in MCS.",
            rows = rows,
            same = self.same,
            unsure = count(&["unsure"]),
            marks = count(&["mark"])
        )];
        if self.by_name > 0 {
            notes.push(sentence!(
                "他事業所の方 {n}名は、参加しているかだけを氏名で照合しました。職種とメールは所属事業所の台帳のものです。",
                "{n} people of other offices are compared by name only; the rest is for their own office to compare.",
                n = self.by_name
            ));
        }
        if self.theirs > 0 {
            notes.push(sentence!(
                "他事業所の方 {n}名は、連携元の事業所の台帳で照合します。",
                "{n} people of other offices are compared by the office that the group belongs to.",
                n = self.theirs
            ));
        }
        notes.push(
            Text::new("何も書き込んでいません。1件ずつ決めます。", "Nothing was written: decide row by row.")
                .into(),
        );
        Checklist { title, notes, steps: self.steps, names: Vec::new() }
    }
}

/// Somebody who is on the list, and was released here.
fn released(user: &User, person: &Person) -> Step {
    let says = sentence!(
        "{name}（{row}行目）：登録解除した方ですが、MCSの一覧にいます。MCSから外します。",
        "{name} (row {row}): released here, and still in MCS. Take the person off there.",
        name = Shown::new(&user.name),
        row = person.row
    );
    let step = step("gone_there", GONE, user.id.id(), person.row, says).naming(names(Some(user), person));
    Step { progress: Progress::Waiting, clause: Some(id("8-1")), ..step }
}

/// What a mark expects of this list once it is carried out in MCS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expects {
    There,
    Gone,
    ThereIfAtAll,
}

/// A decision that MCS may show already.
struct Mark {
    id: Id,
    user: User,
    expects: Expects,
}

fn marks(reader: &Reader<'_>, of: &Of) -> Result<Vec<Mark>, StoreError> {
    let ask = Ask { only: Some("pending"), ..Ask::default() };
    let page = reader.mirrors(&ask, &Window::First, ROWS_MAX)?;
    let mut marks = Vec::new();
    for (_, case) in page.rows {
        let Case::Mirror(case) = case else { continue };
        let Some(expects) = expected(&case.mirror, of) else { continue };
        let user = about(reader, case.mirror.object, of)?;
        marks.extend(user.map(|user| Mark { id: case.mirror.id.id(), user, expects }));
    }
    Ok(marks)
}

fn expected(mark: &Mirror, of: &Of) -> Option<Expects> {
    let is_of = |action: &Action| mark.action == action.id;
    let expects = match of {
        Of::Staff if is_of(&user::REGISTER) => Expects::There,
        Of::Staff if is_of(&user::RELEASE) => Expects::Gone,
        // A review that is signed off removes by this action, too.
        Of::Members(_) if is_of(&membership::REMOVE) => Expects::Gone,
        Of::Members(_) if is_of(&invitation::APPROVE) && !mark.opposite => {
            return Some(Expects::ThereIfAtAll);
        }
        Of::Staff | Of::Members(_) => return None,
    };
    Some(match (expects, mark.opposite) {
        (Expects::There, true) => Expects::Gone,
        (Expects::Gone, true) => Expects::There,
        (expects, _) => expects,
    })
}

/// The person whom a marked row is about, where the row belongs to this list.
fn about(reader: &Reader<'_>, object: Id, of: &Of) -> Result<Option<User>, StoreError> {
    Ok(match (reader.case(object)?, of) {
        (Some(Case::User(case)), Of::Staff) => Some(case.user),
        (Some(Case::Membership(case)), Of::Members(group)) if case.group.id == group.group.id => {
            Some(case.user)
        }
        (Some(Case::Invitation(case)), Of::Members(group)) if case.group.group.id == group.group.id => {
            Some(case.invitee.user)
        }
        _ => None,
    })
}

fn step(kind: &'static str, label: Text, target: Id, row: u32, says: Sentence) -> Step {
    let step = Step::new(kind, label, target).says(Progress::Open, says);
    Step { row, clause: Some(id("8-1")), ..step }
}

/// What masking hides: the name as the register has it, and all that the list says of the person.
fn names(user: Option<&User>, person: &Person) -> Vec<String> {
    let listed = [&person.name, &person.mail].into_iter();
    user.map(|user| &user.name).into_iter().chain(listed).cloned().collect()
}

#[cfg(test)]
mod tests;
