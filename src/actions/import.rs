//! Imports: a whole list as one write. First a preview, then one transaction, one ledger entry, one undo.
//!
//! Rows that cannot be taken are named with the reason and left out; the rest is written or, where the job is
//! cancelled or fails, nothing is. A list that changes nothing leaves no entry.

use serde::Serialize;

use super::authorise::{Decision, authorise_import};
use super::outcome::{Outcome, Receipt, Refusal};
use super::perform::{Go, draft, scope};
use super::table;
use crate::domain::*;
use crate::exchange::import::{Change, Fields, Importer, Planned, Write, importer};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::store::ledger;
use crate::store::{Reader, Store, StoreError, Tx};
use crate::text::Sentence;

/// How many rows a report keeps one by one; every row with a finding that stops it is kept up to the same number.
pub const ROWS_KEPT: usize = 2_000;

/// How often a long import tells how far it is.
const TELL_EVERY: u64 = 256;

/// One row of a file: its fields, or why they cannot be read.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// What it says.
    pub fields: Result<Fields, Sentence>,
}

/// Which file was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileFacts {
    /// Its name, without folders.
    pub file: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// What an import would do, or did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Rows that would be new.
    pub new: u64,
    /// Rows that would change.
    pub changed: u64,
    /// Rows that are in the register as they are.
    pub same: u64,
    /// Rows that are not taken.
    pub not_taken: u64,
    /// The rows, one by one, as far as they are kept.
    pub rows: Vec<ReportRow>,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// Its own words: a name or title, as it stands.
    pub label: String,
    /// What it would do.
    pub change: Change,
    /// What was found, gravest first.
    pub findings: Vec<Finding>,
}

/// How an import ended.
#[derive(Debug)]
pub enum Imported {
    /// Done, or refused for the role.
    Told(Outcome, Report),
    /// The register has all of it already: nothing was written.
    Nothing(Report),
    /// Cancelled: nothing was written.
    Cancelled,
}

impl Report {
    /// Rows read.
    pub fn total(&self) -> u64 {
        self.new + self.changed + self.same + self.not_taken
    }

    fn take(&mut self, number: u32, planned: Planned) -> Option<Write> {
        match planned.change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Same => self.same += 1,
            Change::NotTaken => self.not_taken += 1,
        }
        if self.rows.len() < ROWS_KEPT
            || (planned.change == Change::NotTaken && self.not_taken < ROWS_KEPT as u64)
        {
            let (label, change, findings) = (planned.label, planned.change, planned.findings);
            self.rows.push(ReportRow { number, label, change, findings });
        }
        planned.write
    }
}

/// Says what importing `rows` as `noun` would do; writes nothing. `None` for a noun that has no lists.
pub fn preview(
    reader: &Reader<'_>,
    ctx: &Context,
    noun: Noun,
    rows: &mut dyn Iterator<Item = ReadRow>,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Option<Report>, StoreError> {
    let Some(mut importer) = importer(noun) else { return Ok(None) };
    let mut report = Report::default();
    for row in rows {
        let planned = plan(importer.as_mut(), reader, ctx, &row)?;
        report.take(row.number, planned);
        if report.total() % TELL_EVERY == 0 && go(report.total()) == Go::Stop {
            return Ok(None);
        }
    }
    Ok(Some(report))
}

/// Imports `rows` as `noun`, whole or not at all; `facts` are asked for when the last row has been read.
pub fn perform(
    store: &mut Store,
    ctx: &Context,
    noun: Noun,
    rows: &mut dyn Iterator<Item = ReadRow>,
    facts: &mut dyn FnMut() -> FileFacts,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Imported, StoreError> {
    let action = action_id(noun);
    if let Decision::Denied(finding) = authorise_import(ctx.actor.role, table::words_of(action)) {
        return Ok(Imported::Told(Outcome::Refused(Refusal::denied(finding)), Report::default()));
    }
    let written = store.write(scope(ctx), ctx.today(), |tx| {
        let report = write_all(tx, ctx, noun, rows, go)?;
        if tx.rows_touched() == 0 {
            return Err(Stop::Nothing(Box::new(report)));
        }
        let receipt = enter(tx, ctx, action, &facts(), &report)?;
        Ok((receipt, report))
    });
    match written {
        Ok((receipt, report)) => Ok(Imported::Told(Outcome::Done(receipt), report)),
        Err(Stop::Nothing(report)) => Ok(Imported::Nothing(*report)),
        Err(Stop::Cancelled) => Ok(Imported::Cancelled),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Why nothing was written.
enum Stop {
    Nothing(Box<Report>),
    Cancelled,
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Failed(error)
    }
}

fn action_id(noun: Noun) -> &'static str {
    match noun {
        Noun::Group => "import.groups",
        Noun::Invitation => "import.invitations",
        _ => "import.users",
    }
}

fn write_all(
    tx: &mut Tx<'_>,
    ctx: &Context,
    noun: Noun,
    rows: &mut dyn Iterator<Item = ReadRow>,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Report, Stop> {
    let mut report = Report::default();
    let Some(mut importer) = importer(noun) else { return Ok(report) };
    for row in rows {
        let planned = plan(importer.as_mut(), tx, ctx, &row)?;
        if let Some(write) = report.take(row.number, planned) {
            put(tx, write)?;
        }
        if report.total() % TELL_EVERY == 0 && go(report.total()) == Go::Stop {
            return Err(Stop::Cancelled);
        }
    }
    Ok(report)
}

fn plan(
    importer: &mut dyn Importer,
    reader: &Reader<'_>,
    ctx: &Context,
    row: &ReadRow,
) -> Result<Planned, StoreError> {
    match &row.fields {
        Ok(fields) => importer.plan(reader, ctx, fields),
        Err(why) => {
            let finding = Finding {
                rule: "unreadable",
                clause: id("F2-1"),
                severity: Severity::Block,
                sentence: why.clone(),
            };
            Ok(Planned {
                label: String::new(),
                change: Change::NotTaken,
                write: None,
                findings: vec![finding],
            })
        }
    }
}

fn put(tx: &mut Tx<'_>, write: Write) -> Result<(), StoreError> {
    match write {
        Write::NewUser(user) => tx.insert(&User { id: UserId(tx.next_number::<User>()?), ..*user }),
        Write::User(user) => tx.save(user.as_ref()),
        Write::NewGroup(group, patient) => {
            let patient = patient.map(|patient| new_patient(tx, *patient)).transpose()?;
            tx.insert(&Group { id: GroupId(tx.next_number::<Group>()?), patient, ..*group })
        }
        Write::Group(group) => tx.save(group.as_ref()),
        Write::NewInvitation(invitation, office) => {
            let inviter_office =
                if office.is_empty() { invitation.inviter_office } else { tx.office_named(&office)? };
            let id = InvitationId(tx.next_number::<Invitation>()?);
            tx.insert(&Invitation { id, inviter_office, ..*invitation })
        }
    }
}

fn new_patient(tx: &mut Tx<'_>, patient: Patient) -> Result<PatientId, StoreError> {
    let id = PatientId(tx.next_number::<Patient>()?);
    tx.insert(&Patient { id, ..patient })?;
    Ok(id)
}

/// File, digest and counts, as the entry keeps them: no names.
#[derive(Serialize)]
struct Counts<'a> {
    #[serde(flatten)]
    facts: &'a FileFacts,
    new: u64,
    changed: u64,
    same: u64,
    not_taken: u64,
}

fn enter(
    tx: &mut Tx<'_>,
    ctx: &Context,
    action: &str,
    facts: &FileFacts,
    report: &Report,
) -> Result<Receipt, StoreError> {
    let office = ctx.actor.office.id();
    let mut draft = draft(ctx, action, &office.to_string(), ledger::Outcome::Done);
    let (new, changed, same, not_taken) = (report.new, report.changed, report.same, report.not_taken);
    draft.details = crate::text::to_json(&Counts { facts, new, changed, same, not_taken });
    let entry = ledger::append(tx, draft)?;
    Ok(Receipt { entry: entry.number, hash: entry.hash, object: office, label: table::words_of(action) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::undo;
    use crate::testing::World;

    fn rows(list: &[&[(&'static str, &str)]]) -> Vec<ReadRow> {
        let row = |(place, pairs): (usize, &&[(&'static str, &str)])| ReadRow {
            number: u32::try_from(place).expect("a small list") + 2,
            fields: Ok(pairs.iter().map(|(k, v)| (*k, (*v).to_owned())).collect()),
        };
        list.iter().enumerate().map(row).collect()
    }

    fn import(world: &mut World, noun: Noun, list: &[ReadRow]) -> Imported {
        let facts = &mut || FileFacts { file: "staff.csv".into(), sha256: "00".into() };
        let go = &mut |_| Go::On;
        perform(&mut world.store, &world.ctx, noun, &mut list.iter().cloned(), facts, go).expect("a store")
    }

    fn known(world: &World, mail: &str) -> Option<User> {
        let (mail, _) = crate::domain::mail::MailAddress::parse(mail).expect("an address");
        world.reader().user_by_mailbox(&mail).expect("a store")
    }

    fn staff() -> Vec<ReadRow> {
        rows(&[
            &[
                ("name", "邊見 靖"),
                ("kana", "へんみ やすし"),
                ("occupation", "看護師"),
                ("mail", "henmi@komae.example"),
            ],
            &[("name", "神 福子"), ("occupation", "看護師"), ("mail", "Henmi@komae.example")],
            &[
                ("name", "葛󠄀城 めぐみ"),
                ("occupation", "作業療法士"),
                ("mail", "ｋａｔｓｕｒａｇｉ＠komae.example"),
            ],
        ])
    }

    #[test]
    fn an_import_is_one_entry_and_one_undo_and_names_arrive_as_they_stand() {
        let mut world = World::new();
        let head = ledger::head_number(&world.reader()).expect("a ledger");
        let Imported::Told(Outcome::Done(receipt), report) = import(&mut world, Noun::User, &staff()) else {
            panic!()
        };
        assert_eq!((receipt.entry, report.new, report.not_taken), (head + 1, 2, 1));
        let user = known(&world, "katsuragi@komae.example").expect("the user");
        assert_eq!(user.name, "葛󠄀城 めぐみ");
        undo::perform(&mut world.store, &world.ctx, receipt.entry).expect("a store");
        assert_eq!(known(&world, "katsuragi@komae.example"), None);
    }

    #[test]
    fn the_same_list_again_writes_nothing() {
        let mut world = World::new();
        import(&mut world, Noun::User, &staff());
        let head = ledger::head_number(&world.reader()).expect("a ledger");
        let Imported::Nothing(report) = import(&mut world, Noun::User, &staff()) else { panic!() };
        assert_eq!((report.same, report.not_taken), (2, 1));
        assert_eq!(ledger::head_number(&world.reader()).expect("a ledger"), head);
    }

    #[test]
    fn a_cancelled_import_leaves_nothing() {
        let mut world = World::new();
        let many: Vec<ReadRow> = (0..600)
            .map(|n| {
                let (name, mail) = (format!("試験 {n}"), format!("t{n}@komae.example"));
                ReadRow { number: n, fields: Ok([("name", name), ("mail", mail)].into_iter().collect()) }
            })
            .collect();
        let facts = &mut FileFacts::default;
        let stop = &mut |done| if done >= 512 { Go::Stop } else { Go::On };
        let ended = perform(&mut world.store, &world.ctx, Noun::User, &mut many.into_iter(), facts, stop)
            .expect("a store");
        assert!(matches!(ended, Imported::Cancelled));
        assert_eq!(known(&world, "t1@komae.example"), None);
    }

    #[test]
    fn the_same_patient_twice_and_a_couple_are_found() {
        let mut world = World::new();
        let list = rows(&[
            &[
                ("kind", "患者"),
                ("patient", "斎藤 一郎"),
                ("kana", "サイトウ イチロウ"),
                ("born_on", "1941-02-10"),
                ("title", "斎藤 一郎様"),
            ],
            &[
                ("kind", "患者"),
                ("patient", "斉藤 一郎"),
                ("kana", "サイトウ イチロウ"),
                ("born_on", "1941/2/10"),
                ("title", "斉藤一郎様（訪看）"),
            ],
            &[
                ("kind", "患者"),
                ("patient", "永田 進・永田 和子"),
                ("kana", "ナガタ ススム"),
                ("title", "永田様ご夫婦"),
            ],
        ]);
        let Imported::Told(_, report) = import(&mut world, Noun::Group, &list) else { panic!() };
        let found: Vec<(Change, Vec<&str>)> = report
            .rows
            .iter()
            .map(|r| (r.change, r.findings.iter().map(|f| f.clause.as_str()).collect()))
            .collect();
        assert_eq!(
            found,
            [(Change::New, vec![]), (Change::NotTaken, vec!["N1-2"]), (Change::New, vec!["N1-3"])]
        );
    }

    #[test]
    fn invitations_to_nobody_and_into_nothing_are_named() {
        let mut world = World::new();
        let list = rows(&[
            &[
                ("group", "山田 太郎様"),
                ("invitee", "user4@komae.example"),
                ("inviter", "佐々木 明"),
                ("office", "多摩中央病院"),
                ("invited_on", "R8.11.21"),
            ],
            &[("group", "存在しない様"), ("invitee", "user4@komae.example")],
            &[("group", "鈴木 ハナ様"), ("invitee", "nobody@nowhere.example")],
        ]);
        let Imported::Nothing(report) = import(&mut world, Noun::Invitation, &list) else { panic!() };
        let rules: Vec<Option<&str>> =
            report.rows.iter().map(|r| r.findings.first().map(|f| f.rule)).collect();
        // The first one is in the register already, open: the world's I-0003.
        assert_eq!(rules, [None, Some("no_group"), Some("no_invitee")]);
        assert_eq!((report.same, report.not_taken), (1, 2));
    }
}
