//! What can be exported: the lists of every noun, today's list, the board of clauses and the ledger, as rows of values.

use super::{Job, NotExported};
use crate::actions::table::{find, words_of};
use crate::domain::{Case, Context, Id, Noun, Role};
use crate::exchange::out::Head;
use crate::exchange::{NUMBERS, import};
use crate::listings;
use crate::listings::board::{Standing, board};
use crate::listings::data::{self, Datum};
use crate::listings::today::{Due, due_today};
use crate::regulation::book::BOOK;
use crate::store::ledger::{self, Entry, Outcome};
use crate::store::{Ask, Reader, Window};
use crate::text::date::{clock, parse_instant, today};
use crate::text::{Lang, Sentence, Text, Value};

/// How many rows are read at once.
const PAGE: usize = 256;

/// Which list, and which of its rows.
#[derive(Clone, Debug)]
pub enum Of {
    /// What a noun's list shows under a filter, in an order.
    Shown(Noun, Ask),
    /// These rows of a noun, in this order.
    Chosen(Noun, Vec<Id>),
    /// 本日の対応
    Today,
    /// 規程
    Clauses,
    /// 操作記録 of the own office.
    Ledger,
}

/// Which columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Everything that is known of a row.
    All,
    /// What a list of its kind brings in.
    ForImport,
}

/// The lists that are no noun's, each with the word of the command line.
const OTHERS: [(&str, Of); 3] = [("today", Of::Today), ("clauses", Of::Clauses), ("ledger", Of::Ledger)];

/// Everything that can be exported, by the words of the command line.
pub fn what() -> Vec<&'static str> {
    let nouns = listings::all().map(|listing| word_of(listing.noun));
    nouns.chain(OTHERS.iter().map(|(word, _)| *word)).collect()
}

/// A list of a noun in the plural, as imports have it.
fn word_of(noun: Noun) -> &'static str {
    match noun {
        Noun::Office => "offices",
        Noun::Seat => "room",
        Noun::User => "users",
        Noun::Patient => "patients",
        Noun::Group => "groups",
        Noun::Membership => "memberships",
        Noun::Invitation => "invitations",
        Noun::Consent => "consents",
        Noun::Pledge => "pledges",
        Noun::Training => "trainings",
        Noun::Device => "devices",
        Noun::TakeOut => "takeouts",
        Noun::Incident => "incidents",
        Noun::Request => "requests",
        Noun::Review => "reviews",
        Noun::Decision => "decisions",
        Noun::Attestation => "attestations",
        Noun::Rule => "rules",
        Noun::Handler => "handlers",
        Noun::Guideline => "guidelines",
        Noun::Application => "applications",
        Noun::Contact => "contacts",
        Noun::Mirror => "mirrors",
        Noun::Sanction => "sanctions",
        Noun::Hold => "holds",
        Noun::Entry => "ledger",
    }
}

impl Of {
    /// The list of this word, with everything in it.
    pub fn read(word: &str) -> Option<Of> {
        let noun = listings::all().map(|listing| listing.noun).find(|noun| word_of(*noun) == word);
        let other = || OTHERS.into_iter().find(|(known, _)| *known == word).map(|(_, of)| of);
        noun.map(|noun| Of::Shown(noun, Ask::default())).or_else(other)
    }

    /// The list's word.
    pub fn word(&self) -> &'static str {
        match self {
            Of::Shown(noun, _) | Of::Chosen(noun, _) => word_of(*noun),
            Of::Today => "today",
            Of::Clauses => "clauses",
            Of::Ledger => "ledger",
        }
    }

    /// What the list is called.
    pub fn label(&self) -> Text {
        match self {
            Of::Shown(noun, _) | Of::Chosen(noun, _) => noun.label(),
            Of::Today => Text::new("本日の対応", "Today"),
            Of::Clauses => Text::new("規程", "Clauses"),
            Of::Ledger => Noun::Entry.label(),
        }
    }

    /// Which part of the list it is, in a word.
    pub fn part(&self) -> &'static str {
        match self {
            Of::Chosen(..) => "chosen",
            Of::Shown(_, Ask { needle: None, related: None, only: None, .. }) => "all",
            Of::Shown(..) => "filtered",
            Of::Today | Of::Clauses | Of::Ledger => "all",
        }
    }

    /// What the city's desk may have, which sees no office's people: offices, and the forms that came in.
    pub fn is_open_to(role: Role, word: &str) -> bool {
        role != Role::City || [Noun::Office, Noun::Application].map(word_of).contains(&word)
    }
}

/// The rows of a list as values, under their heads.
pub struct Rows<'j> {
    job: &'j Job,
    data: Vec<Datum>,
}

impl<'j> Rows<'j> {
    /// The rows that a job asks for.
    pub fn of(job: &'j Job) -> Rows<'j> {
        let mut data = match &job.of {
            Of::Shown(noun, _) | Of::Chosen(noun, _) => data::of(*noun),
            Of::Today | Of::Clauses | Of::Ledger => Vec::new(),
        };
        if let (Columns::ForImport, Of::Shown(noun, _) | Of::Chosen(noun, _)) = (job.columns, &job.of)
            && let Some(layout) = import::layout(*noun)
        {
            let is_read = |id: &str| layout.fields.iter().any(|field| field.field == id);
            data.retain(|datum| is_read(datum.id) && !NUMBERS.contains(&datum.id));
        }
        Rows { job, data }
    }

    /// Their heads.
    pub fn heads(&self, lang: Lang) -> Vec<Head> {
        let head = |key, label: Text, cells| Head { key, label: label.get(lang).to_owned(), cells };
        match self.job.of {
            Of::Shown(..) | Of::Chosen(..) => {
                self.data.iter().map(|d| head(d.id, d.label, d.cells)).collect()
            }
            Of::Today => TODAY.iter().map(|c| head(c.0, c.1, c.2)).collect(),
            Of::Clauses => CLAUSES.iter().map(|c| head(c.0, c.1, c.2)).collect(),
            Of::Ledger => LEDGER.iter().map(|c| head(c.0, c.1, c.2)).collect(),
        }
    }

    /// Tells each row.
    pub fn each(
        &self,
        reader: &Reader<'_>,
        ctx: &Context,
        told: &mut dyn FnMut(&[Value]) -> Result<(), NotExported>,
    ) -> Result<(), NotExported> {
        match &self.job.of {
            Of::Shown(noun, ask) => self.shown(reader, ctx, (*noun, ask), told),
            Of::Chosen(_, ids) => {
                ids.chunks(PAGE).try_for_each(|ids| self.cases(reader.cases(ids)?.iter(), ctx, told))
            }
            Of::Today => due_today(reader, ctx)?.iter().try_for_each(|due| told(&TODAY.map(|c| (c.3)(due)))),
            Of::Clauses => board(reader, ctx, &BOOK)?
                .iter()
                .try_for_each(|standing| told(&CLAUSES.map(|c| (c.3)(standing)))),
            Of::Ledger => ledger::each(reader, 1..=i64::MAX, |entry| {
                if entry.office == reader.office().0 { told(&LEDGER.map(|c| (c.3)(&entry))) } else { Ok(()) }
            }),
        }
    }

    /// Page by page, so that a list of any length is never in memory.
    fn shown(
        &self,
        reader: &Reader<'_>,
        ctx: &Context,
        (noun, ask): (Noun, &Ask),
        told: &mut dyn FnMut(&[Value]) -> Result<(), NotExported>,
    ) -> Result<(), NotExported> {
        let Some(listing) = listings::of(noun) else { return Ok(()) };
        let mut window = Window::First;
        loop {
            let page = listings::desk::page(listing, reader, ask, &window, PAGE)?;
            self.cases(page.rows.iter().map(|(_, case)| case), ctx, told)?;
            match page.rows.into_iter().last() {
                Some((key, _)) if page.has_after => window = Window::After(key),
                _ => return Ok(()),
            }
        }
    }

    fn cases<'c>(
        &self,
        mut cases: impl Iterator<Item = &'c Case>,
        ctx: &Context,
        told: &mut dyn FnMut(&[Value]) -> Result<(), NotExported>,
    ) -> Result<(), NotExported> {
        cases.try_for_each(|case| {
            let values: Vec<Value> = self.data.iter().map(|datum| value(datum, case, ctx)).collect();
            told(&values)
        })
    }
}

/// The value of a column; what an act is called is known in this layer only.
fn value(datum: &Datum, case: &Case, ctx: &Context) -> Value {
    match (case, datum.id) {
        (Case::Mirror(mark), "action") => act(&mark.mirror.action),
        _ => datum.value(case, ctx),
    }
}

fn act(id: &str) -> Value {
    match find(id) {
        Some(action) => Value::Word(action.id, action.label),
        None => Value::Said(words_of(id).into()),
    }
}

/// A column of a list that is no noun's: key, heading, width, and what stands in it.
type Column<T> = (&'static str, Text, u16, fn(&T) -> Value);

static TODAY: [Column<Due>; 8] = [
    ("id", Text::new("登録番号", "Id"), 9, |d| Value::typed(&d.target.to_string())),
    ("gap", Text::new("区分", "Weight"), 12, |d| {
        d.gap.text().map_or(Value::Nothing, |text| Value::Said(text.into()))
    }),
    ("kind", Text::new("種類", "Kind"), 20, |d| Value::Word(d.id, d.kind)),
    ("text", Text::new("内容", "What"), 50, |d| Value::Said(d.sentence.clone())),
    ("since", Text::new("起算日", "Since"), 11, |d| Value::day(d.since)),
    ("until", Text::new("期限", "Until"), 11, |d| Value::day(d.until)),
    ("clause", Text::new("条項", "Clause"), 14, |d| clause(d.clause)),
    ("action", Text::new("操作", "Act"), 22, |d| act(d.action)),
];

/// Whose duty a clause is.
fn holders(standing: &Standing) -> Value {
    let all = |lang, between| {
        let holders = standing.clause.holders.iter().map(|holder| holder.text().get(lang));
        holders.collect::<Vec<_>>().join(between)
    };
    Value::Said(Sentence::new(all(Lang::Ja, "・"), all(Lang::En, ", ")))
}

static CLAUSES: [Column<Standing>; 9] = [
    ("clause", Text::new("条項", "Clause"), 16, |s| clause(s.clause.id)),
    ("title", Text::new("表題", "Title"), 24, |s| Value::Said(s.clause.title.into())),
    ("holder", Text::new("責任者", "Holder"), 16, |s| holders(s)),
    ("status", Text::new("状態", "Status"), 10, |s| Value::Word(s.status.word(), s.status.label())),
    ("strength", Text::new("強さ", "Strength"), 12, |s| Value::Said(s.clause.strength.text().into())),
    ("evidence", Text::new("証跡の数", "Evidence"), 9, |s| Value::Number(s.evidence.into())),
    ("changed", Text::new("最終の変更", "Last change"), 11, |s| Value::day(s.changed)),
    ("open", Text::new("該当の行", "Rows"), 9, |s| {
        Value::Number(i64::try_from(s.open).unwrap_or(i64::MAX))
    }),
    ("text", Text::new("内容", "What"), 60, |s| Value::Said(s.sentence.clone())),
];

fn clause(id: crate::regulation::clause::ClauseId) -> Value {
    Value::Word(id.as_str(), id.clause().shown_as)
}

static LEDGER: [Column<Entry>; 13] = [
    ("number", Text::new("番号", "Number"), 9, |e| Value::Number(e.number)),
    ("on", Text::new("日付", "Day"), 11, |e| Value::day(parse_instant(&e.at).map(today))),
    ("at", Text::new("時刻", "Time"), 6, |e| {
        parse_instant(&e.at).map_or(Value::Nothing, |at| Value::typed(&clock(at)))
    }),
    ("actor", Text::new("操作者", "Operator"), 9, |e| Value::typed(&e.actor)),
    ("role", Text::new("役割", "Role"), 14, |e| {
        Role::read(&e.role).map_or(Value::Nothing, |role| Value::Word(role.word(), role.label()))
    }),
    ("client", Text::new("接続元", "Client"), 14, |e| Value::typed(&e.client)),
    ("action", Text::new("操作", "Act"), 22, |e| act(&e.action)),
    ("object", Text::new("対象", "Row"), 9, |e| Value::typed(&e.object)),
    ("outcome", Text::new("結果", "Outcome"), 9, |e| {
        Outcome::read(&e.outcome).map_or(Value::Nothing, |o| Value::Word(o.word(), o.label()))
    }),
    ("reason", Text::new("理由", "Reason"), 30, |e| Value::typed(&e.reason)),
    ("clauses", Text::new("条項", "Clauses"), 14, |e| Value::typed(&e.clauses)),
    ("undoes", Text::new("元に戻した記録", "Undoes"), 9, |e| {
        e.undoes.map_or(Value::Nothing, Value::Number)
    }),
    ("hash", Text::new("ハッシュ", "Hash"), 20, |e| Value::typed(&e.hash)),
];
