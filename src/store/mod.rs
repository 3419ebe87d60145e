//! The store: an encrypted SQLite file. The only place that names rusqlite. Decides nothing.

mod as_of;
mod audit;
mod bell;
mod column;
mod commit;
mod concerned;
mod decision;
pub mod duty;
mod erasure;
mod error;
pub mod evidence;
mod forgetting;
mod group;
mod guard;
mod hanging;
mod identity;
mod image;
mod in_force;
mod invitation;
mod known;
pub mod ledger;
mod membership;
mod mirror;
mod monthly;
mod office;
mod older;
mod op;
mod open;
mod operator;
mod page;
#[cfg(test)]
mod page_plan_tests;
mod paper;
mod patient;
#[cfg(test)]
mod probe;
mod reach;
mod reader;
mod record;
mod row;
mod seat;
mod settings;
mod ssh_print;
mod state;
pub mod tally;
pub mod trend;
mod tx;
mod upgraded;
mod user;
pub mod vault;
mod visits;
mod watch;
mod ways_in;
mod workspace;

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::domain::mail::MailAddress;
use crate::domain::{
    Case, GroupId, Id, InvitationId, MembershipId, MirrorId, Noun, OfficeId, PatientId, UserId,
};
use crate::text::date::Day;
use crate::text::fold;

pub use audit::sqlite_version;
pub use bell::{Bell, Touched};
pub use commit::{Committed, End, Known, Mark};
pub use concerned::{Concerned, ConcernedGroup};
pub use decision::{Decisions, counts as decision_counts};
pub use duty::{Duty, Found};
pub use error::{Lost, StoreError};
pub use evidence::{Breach, Evidence};
pub use forgetting::Forgotten;
pub use guard::Clock;
pub use identity::{SignIn, Step};
pub use image::{Touch, hex};
pub use op::KeptOp;
pub use open::{MIGRATIONS, NEWEST_SCHEMA, NotOpened, read_head};
pub use page::{Ask, Key, Page, Way, Window};
pub use reach::UserReach;
pub use reader::{Reader, Scope};
pub use row::Row;
pub use ssh_print::SshPrint;
pub use tally::{Counted, Tally};
pub use tx::Tx;
pub use upgraded::Upgraded;
pub use vault::{
    backup, backup_error, connection, derive, file_error, files, hold, migrate, open_error, presence, rekey,
    restore, seal, slots, ssh_keys, turns,
};
pub use visits::Visit;
pub use watch::{Interrupter, Moment};
pub use workspace::{Former, SavedView};

use guard::Guard;
use state::{RowCodes, StateDigest};

/// The schema, step by step.
pub const SCHEMA: &[&str] = &[
    include_str!("schema/0001_register.sql"),
    include_str!("schema/0002_what_stands_on_a_row.sql"),
    include_str!("schema/0003_due.sql"),
    include_str!("schema/0004_workspaces.sql"),
    include_str!("schema/0005_ops.sql"),
    include_str!("schema/0006_identity.sql"),
    include_str!("schema/0007_evidence.sql"),
    include_str!("schema/0008_people.sql"),
    include_str!("schema/0009_records.sql"),
    include_str!("schema/0010_invitations_of_office.sql"),
    include_str!("schema/0011_papers.sql"),
    include_str!("schema/0012_ssh_key.sql"),
    include_str!("schema/0013_gaps.sql"),
    include_str!("schema/0014_sign_ins.sql"),
    include_str!("schema/0015_city.sql"),
    include_str!("schema/0016_admins.sql"),
    include_str!("schema/0017_trends.sql"),
    include_str!("schema/0018_forgotten_names.sql"),
    include_str!("schema/0019_review_decisions.sql"),
];

/// The page cache of [`Store::with_room`].
const ROOM_KIB: i64 = 64 << 10;

/// An open store.
pub struct Store {
    conn: Connection,
    /// The rows' codes, once something is written.
    codes: Option<RowCodes>,
    /// What was written without an entry while the store was being filled; the next entry takes it in.
    carried: StateDigest,
    guard: Option<Guard>,
    upgraded: Option<Upgraded>,
    // Says that the store is open: its data key does not change meanwhile. It ends after the connection.
    _hold: Option<vault::hold::Hold>,
}

/// Gives SQL the words `folded(text)`, for filters over what has no search column of its own, and `is_mail(text)`.
fn words(conn: &Connection) {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let fold = |call: &rusqlite::functions::Context<'_>| {
        let text = call.get::<Option<String>>(0)?;
        Ok(text.map(|text| fold::key(&text)))
    };
    conn.create_scalar_function("folded", 1, flags, fold).expect("a connection with room for a word");
    let is_mail = |call: &rusqlite::functions::Context<'_>| {
        let text = call.get::<Option<String>>(0)?;
        Ok(text.is_some_and(|text| MailAddress::parse(&text).is_ok()))
    };
    conn.create_scalar_function("is_mail", 1, flags, is_mail).expect("a connection with room for a word");
}

impl Store {
    /// Takes an open connection that has its schema.
    pub(crate) fn new(conn: Connection) -> Store {
        conn.set_prepared_statement_cache_capacity(256);
        words(&conn);
        let carried = StateDigest::default();
        Store { conn, codes: None, carried, guard: None, upgraded: None, _hold: None }
    }

    /// A store that holds nothing, in the place of one that was let go of.
    pub(crate) fn closed() -> Store {
        Store::new(Connection::open_in_memory().expect("memory for a connection"))
    }

    /// From which schema opening this store has brought it to the newest; `None` where it was up to date.
    pub fn upgraded(&self) -> Option<&Upgraded> {
        self.upgraded.as_ref()
    }

    /// Whether the connection refuses every write: opened for reading only.
    pub fn is_read_only(&self) -> bool {
        self.conn.is_readonly(rusqlite::MAIN_DB).unwrap_or(false)
    }

    /// Runs `part` with 64 MiB of pages in memory: for writing much more than a page cache of the usual size holds.
    pub fn with_room<T, E: From<StoreError>>(
        &mut self,
        part: impl FnOnce(&mut Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let usual: i64 =
            self.conn.pragma_query_value(None, "cache_size", |row| row.get(0)).map_err(StoreError::from)?;
        self.conn.pragma_update(None, "cache_size", -ROOM_KIB).map_err(StoreError::from)?;
        let result = part(self);
        self.conn.pragma_update(None, "cache_size", usual).map_err(StoreError::from)?;
        self.conn.execute_batch("PRAGMA shrink_memory").map_err(StoreError::from)?;
        result
    }

    /// Reads as `scope` on `today`.
    pub fn reader(&self, scope: Scope, today: Day) -> Reader<'_> {
        Reader::new(&self.conn, scope, today)
    }

    /// Gives rows their codes; the key is read once.
    fn codes(&mut self) -> Result<RowCodes, StoreError> {
        Ok(match &self.codes {
            Some(codes) => codes.clone(),
            None => self.codes.insert(RowCodes::of(&self.conn)?).clone(),
        })
    }
}

impl Reader<'_> {
    /// The case of any row the office may see.
    pub fn case(&self, id: Id) -> Result<Option<Case>, StoreError> {
        let n = id.number;
        Ok(match id.noun {
            Noun::Office => self.seen_office_case(OfficeId(n))?.map(Case::from),
            Noun::Seat => self.seat_case(UserId(n))?.map(Case::from),
            Noun::User => self.user_case(UserId(n))?.map(Case::from),
            Noun::Patient => self.patient_case(PatientId(n))?.map(Case::from),
            Noun::Group => self.group_case(GroupId(n))?.map(Case::from),
            Noun::Membership => self.membership_case(MembershipId(n))?.map(Case::from),
            Noun::Invitation => self.invitation_case(InvitationId(n))?.map(Case::from),
            Noun::Device
            | Noun::TakeOut
            | Noun::Incident
            | Noun::Request
            | Noun::Review
            | Noun::Attestation
            | Noun::Rule
            | Noun::Handler
            | Noun::Guideline
            | Noun::Application
            | Noun::Contact => self.record_case(id)?.map(Case::from),
            Noun::Consent | Noun::Pledge | Noun::Training => self.paper_case(id)?.map(Case::from),
            Noun::Mirror => self.mirror_case(MirrorId(n))?.map(Case::from),
            Noun::Sanction | Noun::Hold | Noun::Decision | Noun::Entry => None,
        })
    }

    /// The cases of rows the office may see, in the order asked; those that are not found are left out.
    pub fn cases(&self, ids: &[Id]) -> Result<Vec<Case>, StoreError> {
        let mut found = HashMap::new();
        let invitations: Vec<InvitationId> =
            ids.iter().filter(|id| id.noun == Noun::Invitation).map(|id| InvitationId(id.number)).collect();
        found.extend(
            self.invitation_cases(&invitations)?.into_iter().map(|c| (c.invitation.id.id(), c.into())),
        );
        for id in ids.iter().filter(|id| id.noun != Noun::Invitation) {
            found.extend(self.case(*id)?.map(|case| (*id, case)));
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The last entry that touched a row.
    pub fn last_entry_touching(&self, id: Id) -> Result<Option<ledger::Entry>, StoreError> {
        ledger::last_touching(self, id)
    }
}

#[cfg(test)]
impl Store {
    /// An empty store in a plain file, or another connection to it, for tests.
    pub(crate) fn in_file(path: &std::path::Path) -> Store {
        let is_new = !path.exists();
        let conn = Connection::open(path).expect("a file");
        conn.execute_batch("PRAGMA journal_mode = WAL").expect("a mode");
        for step in SCHEMA.iter().filter(|_| is_new) {
            conn.execute_batch(step).expect("schema");
        }
        if is_new {
            conn.execute_batch("UPDATE evidence SET state_key = zeroblob(32)").expect("a key");
        }
        Store::new(conn)
    }

    /// An empty store in memory, for tests.
    pub(crate) fn in_memory() -> Store {
        use std::sync::{LazyLock, Mutex};

        static EMPTY: LazyLock<Mutex<Store>> = LazyLock::new(|| {
            let conn = Connection::open_in_memory().expect("memory");
            for step in SCHEMA {
                conn.execute_batch(step).expect("schema");
            }
            // The same key in every test, so that the same rows give the same hashes.
            conn.execute_batch("UPDATE evidence SET state_key = zeroblob(32)").expect("a key");
            Mutex::new(Store::new(conn))
        });
        EMPTY.lock().expect("no test panics while it copies").copy()
    }

    /// A store in memory with the same rows: copying pages is much quicker than making them once more.
    pub(crate) fn copy(&self) -> Store {
        let mut conn = Connection::open_in_memory().expect("memory");
        rusqlite::backup::Backup::new(&self.conn, &mut conn)
            .and_then(|pages| pages.step(-1))
            .expect("a copy");
        Store { carried: self.carried, ..Store::new(conn) }
    }
}
