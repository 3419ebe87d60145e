//! Records in the store: every register (台帳) in one table.

use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};
use rusqlite::{OptionalExtension, params};

use super::column::Column;
use super::page::{Order, Read, Segment, Source};
use super::row::{Row, take};
use super::{Ask, Key, Page, Reader, StoreError, Tx, Window};
use crate::domain::case::RecordCase;
use crate::domain::{Case, DecisionCounts, Facts, GroupId, Id, Noun, OfficeId, PatientId, Record, UserId};
use crate::text::search::SearchKey;

impl Row for Record {
    const TABLE: &'static str = "records";
    const COLUMNS: &'static [&'static str] = &[
        "register", "office", "user", "group", "patient", "state", "open", "dated_on", "due_on", "kept_at",
        "facts", "search",
    ];

    fn noun(&self) -> Noun {
        self.id.noun
    }

    fn number(&self) -> i64 {
        self.id.number
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.noun.word().to_owned().into(),
            self.office.put(),
            self.user.put(),
            self.group.put(),
            self.patient.put(),
            self.state.put(),
            self.is_open.put(),
            self.dated_on.put(),
            self.due_on.put(),
            self.kept_at.put(),
            self.facts.put(),
            search_key(self).into(),
        ]
    }

    fn read_at(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Record> {
        let noun: Noun = take(row, at + 2)?;
        Ok(Record {
            id: Id { noun, number: row.get(at)? },
            version: row.get(at + 1)?,
            office: take(row, at + 3)?,
            user: take(row, at + 4)?,
            group: take(row, at + 5)?,
            patient: take(row, at + 6)?,
            state: take(row, at + 7)?,
            is_open: take(row, at + 8)?,
            dated_on: take(row, at + 9)?,
            due_on: take(row, at + 10)?,
            kept_at: take(row, at + 11)?,
            facts: take(row, at + 12)?,
        })
    }
}

/// What a filter finds it by beside the names of its user, group and patient.
fn search_key(record: &Record) -> String {
    let id = record.id.to_string();
    let texts = record.facts.all().map(|(_, text)| text);
    let parts: Vec<&str> = [id.as_str(), record.kept_at.as_str()].into_iter().chain(texts).collect();
    SearchKey::of(&parts, &[])
}

impl Column for Facts {
    fn put(&self) -> Value {
        self.to_json().into()
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Facts> {
        Facts::from_json(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// A register, by its word.
impl Column for Noun {
    fn put(&self) -> Value {
        self.word().to_owned().into()
    }

    fn take(value: ValueRef<'_>) -> FromSqlResult<Noun> {
        let word = value.as_str()?;
        Noun::REGISTERS
            .into_iter()
            .chain(Noun::PAPERS)
            .find(|noun| noun.word() == word)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// What stands beside a record, after its own columns: whose and about whom it is.
const BESIDE: &str =
    "coalesce(u.name, ''), coalesce(g.title, ''), coalesce(p.name, ''), coalesce(u.mail, ''), p.born_on";

/// How many columns a record has with its number and version, and with what stands beside it.
pub(super) const WIDTH: usize = Record::COLUMNS.len() + 7;

/// A record beside what it is about.
const FROM: &str = "records r LEFT JOIN users u ON u.id = r.user LEFT JOIN groups g ON g.id = r.\"group\" \
                    LEFT JOIN patients p ON p.id = r.patient";

/// The latest day first, of equal days the latest row: keys run upwards, so that both count down.
macro_rules! newest {
    () => {
        "-CAST(replace(r.dated_on, '-', '') AS INTEGER)"
    };
}

/// Open rows first, by the day on which something is due, what has no such day newest first; then what is over, newest
/// first.
const ORDERS: &[Order] = &[
    Order {
        id: "due",
        segments: &[
            Segment {
                condition: "r.open = 1",
                keys: &["coalesce(r.due_on, '9999-12-31')", newest!(), "-r.id"],
            },
            Segment { condition: "r.open = 0", keys: &[newest!(), "-r.id"] },
        ],
    },
    Order { id: "newest", segments: &[Segment { condition: "1", keys: &[newest!(), "-r.id"] }] },
    Order { id: "dated", segments: &[Segment { condition: "1", keys: &["r.dated_on", "r.id"] }] },
    Order { id: "id", segments: &[Segment { condition: "1", keys: &["r.id"] }] },
];

/// Whose records: the office's own; applications are the desk's, too, whichever office they are for.
macro_rules! whose {
    ("application") => {
        "(r.office = :office OR :desk = 1)"
    };
    ($word:literal) => {
        "r.office = :office"
    };
}

macro_rules! sources {
    ($($noun:ident $word:tt),* $(,)?) => {
        /// The source of a register; `None` for a noun that is none.
        fn source(noun: Noun) -> Option<&'static Source> {
            match noun {
                $(Noun::$noun => {
                    static SOURCE: Source = Source {
                        from: FROM,
                        related_from: FROM,
                        alias: "r",
                        scope: concat!("r.voided = 0 AND ", whose!($word), " AND r.register = '", $word, "'"),
                        search: &["r.search", "u.search", "g.search", "p.folded"],
                        orders: ORDERS,
                        relations: &[
                            (Noun::Office, "r.office = :related"),
                            (Noun::User, "r.user = :related"),
                            (Noun::Group, "r.\"group\" = :related"),
                            (Noun::Patient, "r.patient = :related"),
                        ],
                        conditions: &[("open", "r.open = 1"), ("overdue", "r.open = 1 AND r.due_on < :today")],
                    };
                    Some(&SOURCE)
                })*
                _ => None,
            }
        }
    };
}

sources! {
    Device "device", TakeOut "takeout", Incident "incident", Request "request", Review "review",
    Attestation "attestation", Rule "rule", Handler "handler", Guideline "guideline", Application "application",
    Contact "contact",
}

fn read(noun: Noun) -> Result<Read<'static, RecordCase>, StoreError> {
    let source = source(noun).ok_or(StoreError::Damaged("not a register".into()))?;
    Ok(Read { source, select: format!("{}, {BESIDE}", Record::select("r")), columns: WIDTH, read: read_case })
}

pub(super) fn read_case(row: &rusqlite::Row<'_>) -> rusqlite::Result<RecordCase> {
    let names = Record::COLUMNS.len() + 2;
    Ok(RecordCase {
        record: Record::read(row)?,
        user_name: row.get(names)?,
        group_title: row.get(names + 1)?,
        patient_name: row.get(names + 2)?,
        user_mail: row.get(names + 3)?,
        patient_born_on: take(row, names + 4)?,
        decided: DecisionCounts::default(),
    })
}

impl Reader<'_> {
    /// A page of a register.
    pub fn records(
        &self,
        noun: Noun,
        ask: &Ask,
        window: &Window,
        limit: usize,
    ) -> Result<Page<Case>, StoreError> {
        let page = read(noun)?.page(self, ask, window, limit)?;
        page.completed(|cases| cases.into_iter().map(|case| self.with_decisions(case)).collect())
    }

    /// The place of a record in the asked order.
    pub fn locate_record(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read(id.noun)?.locate(self, ask, id)
    }

    /// How many records a register has.
    pub fn count_records(&self, noun: Noun, ask: &Ask) -> Result<u64, StoreError> {
        read(noun)?.count(self, ask)
    }

    /// A record of the own office.
    pub fn record_case(&self, id: Id) -> Result<Option<RecordCase>, StoreError> {
        let Some(source) = source(id.noun) else { return Ok(None) };
        let sql = format!(
            "SELECT {}, {BESIDE} FROM {} WHERE r.id = ?1 AND (r.office = ?2 OR ?4 = r.register) AND r.register = ?3 \
             AND r.voided = 0",
            Record::select("r"),
            source.from
        );
        let everywhere = self.is_the_desk().then_some(Noun::Application.word());
        let bound = params![id.number, self.office().0, id.noun.word(), everywhere];
        let found = self.conn().prepare_cached(&sql)?.query_row(bound, read_case).optional()?;
        found.map(|case| self.with_decisions(case)).transpose()
    }

    /// Every record of a register of the own office, open ones first, the latest day first among equals.
    ///
    /// For registers that stay small: rules, handlers, attestations. Long ones are read in pages.
    pub fn all_records(&self, noun: Noun) -> Result<Vec<Record>, StoreError> {
        self.some_records(noun, "1", None)
    }

    /// The open records of a register of the own office, in the same order.
    pub fn open_records_of(&self, noun: Noun) -> Result<Vec<Record>, StoreError> {
        self.some_records(noun, "r.open = 1", None)
    }

    /// The records of a register about a user, in the same order.
    pub fn records_of_user(&self, noun: Noun, user: UserId) -> Result<Vec<Record>, StoreError> {
        self.some_records(noun, "r.user = ?3", Some(user.0))
    }

    /// The records of a register about a group, in the same order.
    pub fn records_of_group(&self, noun: Noun, group: GroupId) -> Result<Vec<Record>, StoreError> {
        self.some_records(noun, "r.\"group\" = ?3", Some(group.0))
    }

    /// The records of a register about a patient, in the same order.
    pub fn records_of_patient(&self, noun: Noun, patient: PatientId) -> Result<Vec<Record>, StoreError> {
        self.some_records(noun, "r.patient = ?3", Some(patient.0))
    }

    /// The applications of an office, also another's: for the desk, which leads them on.
    pub fn applications_of(&self, office: OfficeId) -> Result<Vec<Record>, StoreError> {
        let sql = format!(
            "SELECT {} FROM records r WHERE r.office = ? AND r.register = 'application' AND r.voided = 0 \
             ORDER BY r.open DESC, r.dated_on DESC, r.id DESC",
            Record::select("r")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([office.0], Record::read)?.collect::<rusqlite::Result<_>>()?)
    }

    fn some_records(
        &self,
        noun: Noun,
        condition: &str,
        number: Option<i64>,
    ) -> Result<Vec<Record>, StoreError> {
        let sql = format!(
            "SELECT {} FROM records r WHERE r.office = ?1 AND r.register = ?2 AND {condition} AND r.voided = 0 \
             ORDER BY r.open DESC, r.dated_on DESC, r.id DESC",
            Record::select("r")
        );
        let mut bound: Vec<Value> = vec![self.office().0.into(), noun.word().to_owned().into()];
        bound.extend(number.map(Value::from));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(bound), Record::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many records of each register are open, where some are.
    pub fn open_records(&self) -> Result<Vec<(Noun, u64)>, StoreError> {
        let sql = "SELECT register, count(*) FROM records WHERE office = ? AND open = 1 AND voided = 0 GROUP BY register";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement
            .query_map([self.office().0], |row| Ok((take(row, 0)?, u64::from(row.get::<_, u32>(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a patient belongs to the own office.
    pub fn is_own_patient(&self, patient: PatientId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM patients WHERE id = ? AND office = ? AND voided = 0";
        Ok(self.conn().prepare_cached(sql)?.exists(params![patient.0, self.office().0])?)
    }

    /// The register that a record stands in.
    pub(super) fn register_of(&self, number: i64) -> Result<Option<Noun>, StoreError> {
        let sql = "SELECT register FROM records WHERE id = ?";
        Ok(self.conn().prepare_cached(sql)?.query_row([number], |row| take(row, 0)).optional()?)
    }
}

impl Tx<'_> {
    /// A new record of a register as of today: open, with no facts, not yet in the store.
    pub fn new_record(&self, noun: Noun, office: OfficeId, state: &str) -> Result<Record, StoreError> {
        Ok(Record {
            id: Id { noun, number: self.next_number::<Record>()? },
            version: 1,
            office,
            user: None,
            group: None,
            patient: None,
            state: state.to_owned(),
            is_open: true,
            dated_on: self.today(),
            due_on: None,
            kept_at: String::new(),
            facts: Facts::default(),
        })
    }
}
