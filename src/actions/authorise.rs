//! Who may do what: one pure function over role × wish × own or other office × standing, deny by default.
//!
//! Console, commands, batch, import and undo all ask it; `permit` asks it inside a write, and enters a denial. Own
//! and other offices are told apart by loads that are scoped in SQL; what is another office's is not found, in the
//! same words as what does not exist.

use super::action::Action;
use super::outcome::{Outcome, Refusal};
use super::perform::draft;
use super::table;
use crate::domain::{Actor, Context, Role};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::store::{Reader, StoreError, Tx, ledger};
use crate::text::{Sentence, Text};

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish<'a> {
    /// An action of the table.
    Act(&'a Action),
    /// Taking an act back, where it is one of the table.
    Undo(Option<&'a Action>),
    /// Taking in a list: `import.users` and the like.
    Import(&'static str),
    /// Taking such a list back out.
    UndoImport(&'static str),
    /// Reading the ledger of the own office, and verifying all of it.
    ReadLedger,
    /// Taking the evidence away as a file.
    ExportEvidence,
    /// Printing a paper: `print.form3` and the like.
    Print(&'static str),
    /// Taking a list away as a file: `users` and the like.
    Export(&'static str),
}

/// Whose row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One that the office may see.
    Own,
    /// Another office's, or nobody's at all.
    Other,
}

/// What a session may still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Read and write.
    Acting,
    /// Only read: 閲覧専用 or 証跡不一致.
    Reading,
    /// Nothing: the operator was dismissed, sanctioned or released since signing in.
    Lapsed,
}

/// What is decided about a wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// It may be done, as far as rules and state allow.
    Allowed,
    /// There is no such row.
    NotFound,
    /// The session writes nothing.
    ReadOnly,
    /// It may not: the finding says whose it is.
    Denied(Finding),
}

/// Decides. Nothing is allowed that is not named here.
pub fn decide(role: Role, wish: Wish<'_>, whose: Whose, standing: Standing) -> Decision {
    if standing == Standing::Lapsed {
        return Decision::Denied(lapsed_finding());
    }
    if !is_allowed(role, wish) {
        return Decision::Denied(denied(role, wish));
    }
    match (whose, wish.writes(), standing) {
        (Whose::Other, ..) => Decision::NotFound,
        (Whose::Own, Writes::Yes, Standing::Reading) => Decision::ReadOnly,
        (Whose::Own, ..) => Decision::Allowed,
    }
}

/// Admins act on their office; heads appoint and dismiss admins (第7条); the city keeps applications, the published list
/// and the administrators' room, and acts on nothing else of any office.
fn is_allowed(role: Role, wish: Wish<'_>) -> bool {
    match (role, wish) {
        (_, Wish::ReadLedger | Wish::ExportEvidence) => true,
        (Role::Admin, Wish::Act(action) | Wish::Undo(Some(action))) => !DESKS.contains(&action.id),
        (Role::Admin, Wish::Undo(None) | Wish::Import(_) | Wish::UndoImport(_)) => true,
        (Role::Head, Wish::Act(action) | Wish::Undo(Some(action))) => HEADS.contains(&action.id),
        (Role::Head, Wish::Undo(None) | Wish::Import(_) | Wish::UndoImport(_)) => false,
        (Role::City, Wish::Act(action) | Wish::Undo(Some(action))) => {
            DESKS.contains(&action.id) || ROOM.contains(&action.id)
        }
        (Role::City, Wish::Import(list) | Wish::UndoImport(list)) => list == "import.applications",
        (Role::City, Wish::Undo(None)) => false,
        // Papers show people: the city's desk sees none, and prints what is public.
        (Role::Admin | Role::Head, Wish::Print(_)) => true,
        (Role::City, Wish::Print(sheet)) => sheet == "print.institutions",
        (role, Wish::Export(list)) => super::export::Of::is_open_to(role, list),
    }
}

/// Whether a wish changes the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writes {
    Yes,
    No,
}

impl Wish<'_> {
    fn writes(self) -> Writes {
        match self {
            Wish::Act(_) | Wish::Undo(_) | Wish::Import(_) | Wish::UndoImport(_) => Writes::Yes,
            Wish::ReadLedger | Wish::ExportEvidence | Wish::Print(_) | Wish::Export(_) => Writes::No,
        }
    }

    /// Its id in the ledger.
    pub fn id(self) -> &'static str {
        match self {
            Wish::Act(action) => action.id,
            Wish::Undo(_) | Wish::UndoImport(_) => "undo",
            Wish::Import(id) | Wish::Print(id) => id,
            Wish::ReadLedger => "read.verify",
            Wish::ExportEvidence => "read.evidence",
            Wish::Export(_) => super::export::EXPORT,
        }
    }

    fn label(self) -> Text {
        match self {
            Wish::Act(action) => action.label,
            Wish::Undo(_)
            | Wish::Import(_)
            | Wish::UndoImport(_)
            | Wish::ReadLedger
            | Wish::ExportEvidence
            | Wish::Print(_)
            | Wish::Export(_) => table::words_of(self.id()),
        }
    }
}

/// Decides on an action for whoever may still act, on a row of the own office.
pub fn authorise(role: Role, action: &Action) -> Decision {
    decide(role, Wish::Act(action), Whose::Own, Standing::Acting)
}

/// What changes who signs in, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessAct {
    /// A one-time code for an operator of the office.
    Invite,
    /// A head, or a desk of the city, as an operator.
    Add,
    /// An operator's key, taken away.
    Remove,
    /// A key for jobs that only read.
    Service,
    /// What concerns every office of the store: the policy, the envelope, the data key.
    WholeStore,
}

/// Whether one office or a whole city has a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// One office.
    OneOffice,
    /// Every office of a city, with the city's desk.
    City,
}

/// Decides on what changes who signs in: the admins' in their office; what concerns a city's whole store is
/// its desk's; heads appoint admins and give them their codes (第7条).
pub fn authorise_access(role: Role, act: AccessAct, sharing: Sharing) -> Decision {
    let is_allowed = match (role, act) {
        (Role::Admin, AccessAct::WholeStore) => sharing == Sharing::OneOffice,
        (Role::Admin, AccessAct::Invite | AccessAct::Add | AccessAct::Remove | AccessAct::Service) => true,
        (Role::Head, AccessAct::Invite) => true,
        (Role::Head, AccessAct::Add | AccessAct::Remove | AccessAct::Service | AccessAct::WholeStore) => {
            false
        }
        (Role::City, AccessAct::Invite | AccessAct::Add | AccessAct::WholeStore) => true,
        (Role::City, AccessAct::Remove | AccessAct::Service) => false,
    };
    if is_allowed { Decision::Allowed } else { Decision::Denied(not_for(role, act.label())) }
}

impl AccessAct {
    fn label(self) -> Text {
        match self {
            AccessAct::Invite => Text::new("サインインのコードを出す", "Issue an enrolment code"),
            AccessAct::Add => Text::new("操作者を追加", "Add an operator"),
            AccessAct::Remove => Text::new("操作者の鍵を削除", "Remove an operator's key"),
            AccessAct::Service => Text::new("サービス用の鍵", "Service keys"),
            AccessAct::WholeStore => Text::new("ストア全体の鍵と方式", "Keys and policy of the whole store"),
        }
    }
}

/// Asked inside every write, before anything is loaded, so that a denial tells nothing about what is there and a
/// session that is still open acts no longer than its operator may. A denied attempt is entered, once.
pub(super) fn permit(
    tx: &mut Tx<'_>,
    ctx: &Context,
    wish: Wish<'_>,
    object: &str,
) -> Result<Option<Outcome>, StoreError> {
    let standing = standing(tx, &ctx.actor)?;
    let Decision::Denied(finding) = decide(ctx.actor.role, wish, Whose::Own, standing) else {
        return Ok(None);
    };
    let mut draft = draft(ctx, wish.id(), object, ledger::Outcome::Refused);
    draft.clauses = finding.clause.as_str().to_owned();
    let entry = ledger::append(tx, draft)?.number;
    Ok(Some(Outcome::Refused(Refusal { entry: Some(entry), ..Refusal::denied(finding) })))
}

/// Says why an actor may not act any more: dismissed, sanctioned, released or gone since signing in.
///
/// The screen asks it between writes; every write asks it again, in `permit`.
pub fn lapsed(reader: &Reader<'_>, actor: &Actor) -> Result<Option<Finding>, StoreError> {
    Ok((standing(reader, actor)? == Standing::Lapsed).then(lapsed_finding))
}

/// Whether the operator is still who signed in.
fn standing(reader: &Reader<'_>, actor: &Actor) -> Result<Standing, StoreError> {
    let now = reader.operator(&actor.operator)?;
    let is_same = now.is_some_and(|now| now.role == actor.role && now.office == actor.office);
    Ok(if is_same { Standing::Acting } else { Standing::Lapsed })
}

fn lapsed_finding() -> Finding {
    let sentence = Text::new(
        "この操作者は現在操作できません（任命の終了、制限または登録解除）。サインインし直してください。",
        "This operator may not act any more (dismissed, restricted or released). Sign in again.",
    );
    Finding { rule: "lapsed", clause: id("8"), severity: Severity::Block, sentence: sentence.into() }
}

/// What an office's head does in the console: everything else is read-only.
const HEADS: &[&str] = &["user.appoint", "user.dismiss", "user.replace_admin"];

/// What is the desk's alone: applications, and who stands in the published list (第3条).
const DESKS: &[&str] = &[
    "application.receive",
    "application.edit",
    "application.forward",
    "application.register",
    "application.publish",
    "application.withdraw",
    "office.publish",
    "office.unpublish",
];

/// True if nobody but the city's desk does it.
pub fn is_of_the_desk(action: &Action) -> bool {
    DESKS.contains(&action.id)
}

/// The administrators' room: the desk keeps it, and an office records who of its own is in it (第3条(3)).
const ROOM: &[&str] = &["room.admit", "room.leave"];

fn denied(role: Role, wish: Wish<'_>) -> Finding {
    match wish {
        Wish::Undo(Some(action)) | Wish::Act(action) if DESKS.contains(&action.id) => denial(sentence!(
            "「{what}」は市の業務です。{role}は行えません。",
            "\"{what}\" is the city desk's; it is not for this role: {role}.",
            what = action.label,
            role = role.label()
        )),
        Wish::Undo(_) | Wish::UndoImport(_) => denial(
            Text::new(
                "元に戻すのはMCS管理者です。事業所の管理者は任命・解任・交代だけを、市は市の業務だけを元に戻せます。",
                "Undoing is the MCS administrator's; a head takes back appointments and dismissals, the city what is its own.",
            )
            .into(),
        ),
        Wish::Act(_)
        | Wish::Import(_)
        | Wish::ReadLedger
        | Wish::ExportEvidence
        | Wish::Print(_)
        | Wish::Export(_) => not_for(role, wish.label()),
    }
}

fn not_for(role: Role, what: Text) -> Finding {
    denial(sentence!(
        "「{what}」はMCS管理者の業務です。{role}は行えません。",
        "\"{what}\" is the MCS administrator's duty; it is not for this role: {role}.",
        what = what,
        role = role.label()
    ))
}

fn denial(sentence: Sentence) -> Finding {
    Finding { rule: "permission", clause: id("8"), severity: Severity::Block, sentence }
}

#[cfg(test)]
#[path = "authorise_tests.rs"]
mod tests;
