//! The listings of the registers (台帳): one shape for all, made from their declarations.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Context, Id, Kind, Noun, Parameter, Record, Settings};
use crate::regulation::register::{Fact, Register, Weight, what_is_next};
use crate::sentence;
use crate::text::date::Day;
use crate::text::{Sentence, Shown, Text};

macro_rules! listings {
    ($($name:ident $noun:ident),* $(,)?) => {
        $(static $name: Listing = Listing {
            noun: Noun::$noun,
            columns: COLUMNS,
            orders: ORDERS,
            tallies: TALLIES,
            page: |reader, ask, window, limit| reader.records(Noun::$noun, ask, window, limit),
            locate: |reader, ask, id| reader.locate_record(ask, id),
            count: |reader, ask| reader.count_records(Noun::$noun, ask),
            details: |case, ctx| one(case).map(|(case, register)| details(case, register, ctx)).unwrap_or_default(),
            judgement: |_, _| None,
            json: |case, _| RecordCase::of(case).map_or(Value::Null, json),
        };)*

        /// The listing of every register, in the order of the pane.
        pub(super) static REGISTERS: &[&Listing] = &[$(&$name),*];
    };
}

listings! {
    DEVICES Device, TAKE_OUTS TakeOut, INCIDENTS Incident, REQUESTS Request, REVIEWS Review,
    ATTESTATIONS Attestation, RULES Rule, HANDLERS Handler, GUIDELINES Guideline,
    APPLICATIONS Application, CONTACTS Contact,
}

const ORDERS: &[Choice] = &[
    Choice { id: "due", label: Text::new("期限順", "by due day") },
    Choice { id: "newest", label: Text::new("新しい順", "newest first") },
    Choice { id: "dated", label: Text::new("日付順", "by day") },
    Choice { id: "id", label: Text::new("番号順", "by id") },
];

const TALLIES: &[Choice] = &[
    Choice { id: "open", label: Text::new("対応中", "open") },
    Choice { id: "overdue", label: Text::new("期限超過", "overdue") },
];

pub(super) const COLUMNS: &[Column] = &[
    Column {
        id: "state",
        label: Text::new("状態", "State"),
        width: (8, 16),
        gives_way: 0,
        cell: |case, _| one(case).map(|(case, register)| state(case, register)).unwrap_or_default(),
    },
    Column {
        id: "what",
        label: Text::new("内容", "What"),
        width: (14, 40),
        gives_way: 0,
        cell: |case, _| one(case).map(|(case, register)| headline(case, register)).unwrap_or_default(),
    },
    Column {
        id: "about",
        label: Text::new("対象", "About"),
        width: (8, 26),
        gives_way: 1,
        cell: |case, _| RecordCase::of(case).map(|case| Cell::raw(&about(case))).unwrap_or_default(),
    },
    Column {
        id: "on",
        label: Text::new("日付", "Day"),
        width: (10, 10),
        gives_way: 2,
        cell: |case, _| RecordCase::of(case).map(|case| day(case.record.dated_on)).unwrap_or_default(),
    },
    Column {
        id: "due",
        label: Text::new("期限", "Due"),
        width: (10, 14),
        gives_way: 0,
        cell: |case, ctx| RecordCase::of(case).map(|case| due(case, ctx)).unwrap_or_default(),
    },
];

/// The record with its register, for a case that is one.
pub(super) fn one(case: &Case) -> Option<(&RecordCase, &'static Register)> {
    let case = RecordCase::of(case)?;
    Some((case, Register::of(case.record.id.noun)?))
}

fn day(day: Day) -> Cell {
    Cell::plain(Sentence::new(day.to_string(), day.to_string())).toned(Tone::Muted)
}

fn state(case: &RecordCase, register: &Register) -> Cell {
    match register.state(&case.record.state) {
        Some(state) => Cell::plain(state.label).toned(tone(state.weight)),
        None => Cell::raw(&case.record.state),
    }
}

fn tone(weight: Weight) -> Tone {
    match weight {
        Weight::Plain => Tone::Plain,
        Weight::Good => Tone::Good,
        Weight::Caution => Tone::Caution,
        Weight::Bad => Tone::Bad,
        Weight::Muted => Tone::Muted,
    }
}

/// What says in a list which record it is.
pub(super) fn headline(case: &RecordCase, register: &Register) -> Cell {
    let facts = register.headline.iter().filter_map(|id| register.fact(id));
    let said: Vec<Sentence> = facts.filter_map(|fact| told(case, fact)).collect();
    let join = |lang| said.iter().map(|s| s.get(lang)).collect::<Vec<_>>().join("  ");
    Cell::plain(Sentence::new(join(crate::text::Lang::Ja), join(crate::text::Lang::En)))
}

/// The names of whom and what it is about.
pub(super) fn about(case: &RecordCase) -> String {
    let names = [&case.user_name, &case.group_title, &case.patient_name];
    names.into_iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join("  ")
}

fn due(case: &RecordCase, ctx: &Context) -> Cell {
    let Some(due) = case.record.due_on.filter(|_| case.record.is_open) else { return Cell::default() };
    let is_past = due < ctx.today();
    Cell::plain(Sentence::new(due.to_string(), due.to_string())).toned(if is_past {
        Tone::Bad
    } else {
        Tone::Plain
    })
}

pub(super) fn details(case: &RecordCase, register: &Register, ctx: &Context) -> Details {
    let record = &case.record;
    let title = vec![
        person::id(record.id),
        Cell::plain(register.noun.label()),
        Cell { tone: Tone::Strong, ..headline(case, register) },
        state(case, register),
    ];
    let line = |label, value| Line { label, value, clause: None, tone: Tone::Plain };
    let mut lines = vec![line(register.dated, sentence!("{day}", "{day}", day = record.dated_on))];
    if let Some(due_on) = record.due_on {
        let tone = due(case, ctx).tone;
        lines.push(Line { tone, ..line(register.due, sentence!("{day}", "{day}", day = due_on)) });
    }
    // What it waits for first stands before its facts: where there is little room, these are for whoever reads on.
    let mut waits_for = what_is_next(case, ctx).into_iter();
    lines.extend(waits_for.next().map(|next| Line { tone: Tone::Strong, ..line(NEXT, next) }));
    lines.extend(register.facts.iter().filter_map(|fact| {
        let value = told(case, fact)?;
        Some(Line { label: fact.field.label, value, clause: fact.clause, tone: Tone::Plain })
    }));
    Details { title, lines, outlook: std::iter::once(register.about.into()).chain(waits_for).collect() }
}

/// The label of what a record waits for.
const NEXT: Text = Text::new("次の手順", "Next");

/// What is known of a fact, in words; `None` where nothing is.
pub(super) fn told(case: &RecordCase, fact: &Fact) -> Option<Sentence> {
    let record = &case.record;
    let linked = |id: Option<Id>, name: &str| {
        let id = id?.to_string();
        let shown = Shown::new(name);
        Some(sentence!("{name} {id}", "{name} {id}", name = shown, id = id))
    };
    match fact.field.id {
        "user" => linked(record.user.map(Id::from), &case.user_name),
        "group" => linked(record.group.map(Id::from), &case.group_title),
        "patient" => linked(record.patient.map(Id::from), &case.patient_name),
        "kept_at" => typed(&record.kept_at),
        "on" | "due" => None,
        "value" if record.id.noun == Noun::Rule => rule_value(record),
        id => in_words(fact, record.facts.text(id)),
    }
}

/// What a rule of the office sets, with its unit.
fn rule_value(record: &Record) -> Option<Sentence> {
    let parameter = Parameter::read(record.facts.text("parameter"))?;
    let mut settings = Settings::default();
    settings.set(parameter, record.facts.text("value")).ok()?;
    Some(settings.told(parameter))
}

fn in_words(fact: &Fact, text: &str) -> Option<Sentence> {
    match fact.field.kind {
        Kind::Choice(choices) => choices.iter().find(|c| c.word == text).map(|c| c.label.into()),
        Kind::Yes => (text == "yes").then(|| Text::new("はい", "yes").into()),
        Kind::Line | Kind::Day(_) | Kind::Row(_) => typed(text),
    }
}

fn typed(text: &str) -> Option<Sentence> {
    let shown = Shown::new(text).to_string();
    (!text.is_empty()).then(|| Sentence::new(shown.clone(), shown))
}

/// The object of `REGISTER list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    state: &'a str,
    open: bool,
    on: Day,
    due: Option<Day>,
    user: Option<Id>,
    user_name: &'a str,
    group: Option<Id>,
    group_title: &'a str,
    patient: Option<Id>,
    patient_name: &'a str,
    kept_at: &'a str,
    #[serde(flatten)]
    facts: Map<String, Value>,
}

pub(super) fn json(case: &RecordCase) -> Value {
    let record = &case.record;
    super::value(&Json {
        id: record.id.to_string(),
        version: record.version,
        state: &record.state,
        open: record.is_open,
        on: record.dated_on,
        due: record.due_on,
        user: record.user.map(Id::from),
        user_name: &case.user_name,
        group: record.group.map(Id::from),
        group_title: &case.group_title,
        patient: record.patient.map(Id::from),
        patient_name: &case.patient_name,
        kept_at: &record.kept_at,
        facts: record.facts.all().map(|(fact, text)| (fact.to_owned(), text.into())).collect(),
    })
}
