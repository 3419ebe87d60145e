//! Imports: what each row of an office's list would change, with its findings, before anything is written.
//!
//! An importer looks at one row at a time, so that a list of 300,000 people passes in constant memory. It reads
//! the register and never writes: writing is `actions::import`'s, which plans every row again inside its
//! transaction.

mod applications;
mod devices;
mod groups;
mod invitations;
mod memberships;
mod papers;
mod patients;
mod reading;
mod records;
mod users;

use std::collections::BTreeMap;

use super::{
    APPLICATIONS, CONSENTS, Columns, DEVICES, GROUPS, INVITATIONS, Layout, MEMBERSHIPS, PATIENTS, PLEDGES,
    RawRow, TRAININGS, USERS,
};
use crate::domain::{
    Consent, Context, Group, Id, Invitation, Membership, Noun, Occupation, Office, Patient, Pledge, Record,
    Training, User,
};
use crate::regulation::clause::ClauseId;
use crate::regulation::finding::{Finding, Severity};
use crate::store::{Reader, StoreError};
use crate::text::{Sentence, Shown, Text};
use crate::words;

pub use applications::Applications;
pub use devices::Devices;
pub use groups::Groups;
pub use invitations::Invitations;
pub use memberships::Memberships;
pub use papers::{Consents, Pledges, Trainings};
pub use patients::Patients;
pub use users::Users;

words! {
    /// What a row would do.
    Change {
        New "new" "新規" "New",
        Changed "changed" "変更" "Changed",
        Same "same" "変更なし" "Unchanged",
        NotTaken "not_taken" "取り込まない" "Not taken",
    }
}

impl Change {
    /// A row of the register beside what a list says of it.
    fn of(is_same: bool) -> Change {
        if is_same { Change::Same } else { Change::Changed }
    }
}

/// What one row of the file says, by field.
#[derive(Clone, Debug, Default)]
pub struct Fields(BTreeMap<&'static str, String>);

impl Fields {
    /// The trimmed text of a field; empty where the row or the file has none.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |text| text.trim())
    }

    /// The text of a field exactly as it stands.
    pub fn raw(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
}

impl FromIterator<(&'static str, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(pairs: I) -> Fields {
        Fields(pairs.into_iter().collect())
    }
}

/// One row of a file: its fields, or why they cannot be read.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// What it says.
    pub fields: Result<Fields, Sentence>,
}

impl ReadRow {
    /// The fields of a row under the file's header; a cell that is read and flawed spoils the row.
    pub fn of(row: &RawRow, layout: &'static Layout, columns: &Columns) -> ReadRow {
        let flaw = row.flaws.iter().find(|flaw| flaw.column().is_none_or(|place| columns.is_read(place)));
        let fields = match flaw {
            Some(flaw) => Err(flaw.sentence(row.number)),
            None => {
                let fields = layout.fields.iter().map(|field| field.field);
                Ok(fields.map(|field| (field, columns.text(&row.cells, field).into_owned())).collect())
            }
        };
        ReadRow { number: row.number, fields }
    }
}

/// The nouns that have lists, in the order in which they need each other.
pub const LISTS: [Noun; 19] = [
    Noun::User,
    Noun::Patient,
    Noun::Group,
    Noun::Membership,
    Noun::Invitation,
    Noun::Pledge,
    Noun::Consent,
    Noun::Training,
    Noun::Device,
    Noun::Application,
    Noun::TakeOut,
    Noun::Incident,
    Noun::Request,
    Noun::Review,
    Noun::Attestation,
    Noun::Rule,
    Noun::Handler,
    Noun::Guideline,
    Noun::Contact,
];

/// The layout of a noun's lists; `None` for a noun that has none.
pub fn layout(noun: Noun) -> Option<&'static Layout> {
    match noun {
        Noun::User => Some(&USERS),
        Noun::Patient => Some(&PATIENTS),
        Noun::Group => Some(&GROUPS),
        Noun::Membership => Some(&MEMBERSHIPS),
        Noun::Invitation => Some(&INVITATIONS),
        Noun::Device => Some(&DEVICES),
        Noun::Pledge => Some(&PLEDGES),
        Noun::Consent => Some(&CONSENTS),
        Noun::Training => Some(&TRAININGS),
        Noun::Application => Some(&APPLICATIONS),
        other => records::layout(other),
    }
}

/// What a row would write. Numbers of new rows are given when they are written.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A new user.
    NewUser(Box<User>),
    /// A user as the list now has the person.
    User(Box<User>),
    /// A new patient.
    NewPatient(Box<Patient>),
    /// A patient as the list now has the person.
    Patient(Box<Patient>),
    /// A new group, with a new patient where the register has none.
    NewGroup(Box<Group>, Option<Box<Patient>>),
    /// A group as the list now has it.
    Group(Box<Group>),
    /// A new membership, with somebody of another office who is not known yet.
    NewMembership(Box<Membership>, Option<Outsider>),
    /// A membership as the list now has it.
    Membership(Box<Membership>),
    /// A new invitation; the inviting office by name.
    NewInvitation(Box<Invitation>, String),
    /// A new record of a register.
    NewRecord(Box<Record>),
    /// A record as the list now has it.
    Record(Box<Record>),
    /// An application, new or as the list now has it, with its office where that one is new or changes.
    Application(Box<Record>, Option<Box<Office>>),
    /// A new pledge.
    NewPledge(Box<Pledge>),
    /// A pledge as the list now has it.
    Pledge(Box<Pledge>),
    /// A new consent.
    NewConsent(Box<Consent>),
    /// A consent as the list now has it.
    Consent(Box<Consent>),
    /// Somebody attended a training.
    NewTraining(Box<Training>),
    /// A training as the list now has it.
    Training(Box<Training>),
}

/// Somebody of another office, of whom name, office and occupation are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Outsider {
    /// The office by its name.
    pub office: String,
    /// 氏名
    pub name: String,
    /// 職種
    pub occupation: Occupation,
}

/// What a row would change, and what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The row's own words, for the preview.
    pub label: String,
    /// The row of the register that it is about; none where there is none yet.
    pub about: Option<Id>,
    /// What it would do.
    pub change: Change,
    /// What it would write; `None` where nothing is.
    pub write: Option<Write>,
    /// What was found, gravest first.
    pub findings: Vec<Finding>,
}

impl Planned {
    fn new(label: &str, about: Option<Id>, change: Change, write: Option<Write>, found: Findings) -> Planned {
        Planned { label: label.to_owned(), about, change, write, findings: found.sorted() }
    }

    fn not_taken(label: &str, findings: Vec<Finding>) -> Planned {
        Planned { label: label.to_owned(), about: None, change: Change::NotTaken, write: None, findings }
    }

    /// The same, about this row of the register.
    fn about(self, id: impl Into<Id>) -> Planned {
        Planned { about: Some(id.into()), ..self }
    }
}

/// Plans the rows of one kind of list.
pub trait Importer {
    /// The noun it fills.
    fn noun(&self) -> Noun;

    /// Plans one row against the register and the rows before it.
    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError>;
}

/// The importer for a list of `noun`; `None` for a noun that has none.
pub fn importer(noun: Noun) -> Option<Box<dyn Importer>> {
    match noun {
        Noun::User => Some(Box::new(Users::default())),
        Noun::Patient => Some(Box::new(Patients::default())),
        Noun::Group => Some(Box::new(Groups::default())),
        Noun::Membership => Some(Box::new(Memberships::default())),
        Noun::Invitation => Some(Box::new(Invitations::default())),
        Noun::Device => Some(Box::new(Devices::default())),
        Noun::Pledge => Some(Box::new(Pledges::default())),
        Noun::Consent => Some(Box::new(Consents::default())),
        Noun::Training => Some(Box::new(Trainings::default())),
        Noun::Application => Some(Box::new(Applications::default())),
        other => records::Records::of(other).map(|records| Box::new(records) as Box<dyn Importer>),
    }
}

/// Findings of one row, gathered.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(
        &mut self,
        rule: &'static str,
        clause: ClauseId,
        severity: Severity,
        sentence: impl Into<Sentence>,
    ) {
        self.0.push(Finding { rule, clause, severity, sentence: sentence.into() });
    }

    /// A line end or a character nobody sees is stored as it stands, but is hardly ever meant.
    fn unseen(&mut self, clause: ClauseId, what: Text, typed: &str) {
        let shown = Shown::new(typed);
        if !shown.as_str().contains("<U+") || typed.contains("<U+") {
            return;
        }
        let how = crate::sentence!(
            "{what}に改行や見えない文字があります：{shown}。そのまま取り込みます。誤りなら元の表を直してください。",
            "{what}: has a line end or an invisible character: {shown}. Taken as it stands; mend the list if it is a slip.",
            what = what,
            shown = shown
        );
        self.add("unseen", clause, Severity::Warn, how);
    }

    fn blocks(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Block)
    }

    fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by_key(|f| f.severity);
        self.0
    }
}
