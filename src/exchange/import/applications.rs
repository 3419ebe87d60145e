//! Lists of applications (様式1・2): the city's desk takes in those of every office, an office its own one.
//!
//! A list does what the desk does by hand and no more: it takes applications in, corrects those under way and notes
//! that they were forwarded or published. It registers nobody: that makes a first administrator, whom no list names.
//! What an office was registered with stays; a list completes it.

use std::collections::HashSet;

use super::reading::past_day;
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Facts, Id, Noun, Office, OfficeId, OfficeState, Record, Role};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::Severity;
use crate::regulation::register::application::{NOT_A_COUNT, out_of_order, people_counted, too_early};
use crate::regulation::register::{APPLICATION, End};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::Day;
use crate::text::{Sentence, Text, fold};

/// What the forms say in words.
const LINES: &[&str] =
    &["name", "kind", "postal_code", "address", "phone", "head_name", "head_mail", "terms", "people"];
/// The days of the steps, but for the day of the record.
const DAYS: &[&str] = &["agreed_on", "forwarded_on", "registered_on", "published_on"];
/// What the desk does not take an application in without.
const NEEDED: &[&str] = &["name", "kind", "address", "head_name", "head_mail", "agreed_on"];

/// Plans a list of applications.
#[derive(Default)]
pub struct Applications {
    /// The folded names of the offices in the rows before.
    listed: HashSet<String>,
}

/// An application as a row has it, beside what the register has of its office.
struct Listed {
    record: Record,
    received_on: Option<Day>,
    office: Option<Office>,
    /// Whether that office may begin the way of an application.
    may_apply: bool,
    known: Vec<Record>,
}

impl Importer for Applications {
    fn noun(&self) -> Noun {
        Noun::Application
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (label, mut found) = (fields.get("name").to_owned(), Findings::default());
        let listed = read(reader, ctx, fields, &mut found)?;
        if let Some(over) = listed.withdrawn() {
            return Ok(Planned::new(&label, Some(over), Change::Same, None, found));
        }
        if !self.listed.insert(fold::key(&label)) {
            let why = Text::new("同じ事業所が表に2回あります。", "The list has this office twice.");
            found.add("twice", id("F1-2"), Severity::Block, why);
        }
        let (record, office) = match ctx.actor.role {
            Role::City => listed.at_the_desk(&mut found),
            Role::Admin | Role::Head => listed.at_the_office(&mut found),
        };
        if let Some((step, before)) = out_of_order(&record) {
            found.add(step, id("3"), Severity::Block, too_early(before));
        }
        if found.blocks() {
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        let before = listed.known.iter().find(|known| known.id == record.id);
        let is_same = office.is_none() && before == Some(&record);
        let change = if before.is_none() { Change::New } else { Change::of(is_same) };
        let about = before.map(|known| known.id);
        let write = (!is_same).then(|| Write::Application(Box::new(record), office.map(Box::new)));
        Ok(Planned::new(&label, about, change, write, found))
    }
}

impl Listed {
    /// The withdrawn application that the row repeats: nothing is done about it.
    fn withdrawn(&self) -> Option<Id> {
        let is_it = |known: &&Record| {
            known.state == "withdrawn"
                && known.facts.text("agreed_on") == self.record.facts.text("agreed_on")
                && self.received_on.is_none_or(|on| on == known.dated_on)
        };
        self.known.iter().find(is_it).map(|known| known.id)
    }

    /// The application that stands, whatever became of it.
    fn standing(&self) -> Option<&Record> {
        self.known.iter().find(|known| known.state != "withdrawn")
    }

    /// What is known with what the row says: what it leaves out, stays.
    fn merged(&self, known: &Record) -> Record {
        let mut merged = known.clone();
        let said = self.record.facts.all().filter(|(_, text)| !text.is_empty());
        said.for_each(|(fact, text)| merged.facts.set(fact, text));
        merged.dated_on = self.received_on.unwrap_or(known.dated_on);
        if !self.record.kept_at.is_empty() {
            merged.kept_at.clone_from(&self.record.kept_at);
        }
        merged
    }

    /// As the desk has it: an office that is new, on its way, or registered already.
    fn at_the_desk(&self, found: &mut Findings) -> (Record, Option<Office>) {
        let Some(known) = self.standing() else { return self.new_at_the_desk(found) };
        let merged = self.merged(known);
        if is_under_way(known) {
            no_registering(&self.record, found);
            return if merged == *known { (merged, None) } else { self.led(merged) };
        }
        for (fact, text) in known.facts.all() {
            if merged.facts.text(fact) != text {
                let label = APPLICATION.fact(fact).map_or(APPLICATION.dated, |fact| fact.field.label);
                settled(label, found);
            }
        }
        if merged.dated_on != known.dated_on {
            settled(APPLICATION.dated, found);
        }
        self.completed(merged, known.facts.day("published_on"))
    }

    /// An application that the register has not: of an office that is on no way yet, or was registered before.
    fn new_at_the_desk(&self, found: &mut Findings) -> (Record, Option<Office>) {
        for fact in NEEDED.iter().filter(|fact| self.record.facts.text(fact).is_empty()) {
            let label = APPLICATION.fact(fact).map_or(APPLICATION.dated, |fact| fact.field.label);
            let why = sentence!("「{what}」がありません。", "This is missing: {what}.", what = label);
            found.add("missing", id("F1-2"), Severity::Block, why);
        }
        let record = self.record.clone();
        let Some(office) = self.office.as_ref().filter(|_| !self.may_apply) else {
            no_registering(&record, found);
            return self.led(record);
        };
        if office.state != OfficeState::Registered || record.facts.day("registered_on").is_none() {
            let why = sentence!(
                "同じ名称の事業所があります（{id}）。登録済の事業所の申込みとして取り込むには、登録日を加えてください。",
                "Another office has this name ({id}). Where it is this one and registered, add the day of registration.",
                id = office.id
            );
            found.add("taken", id("3"), Severity::Block, why);
        }
        self.completed(record, None)
    }

    /// An application under way, and its office as far as that has come.
    fn led(&self, mut record: Record) -> (Record, Option<Office>) {
        let (word, state) = match record.facts.day("forwarded_on") {
            Some(_) => ("forwarded", OfficeState::Forwarded),
            None => ("received", OfficeState::Submitted),
        };
        word.clone_into(&mut record.state);
        let blank = Office::named(OfficeId(0), "");
        let before = self.office.as_ref().unwrap_or(&blank);
        let after = Office {
            state,
            agreed_on: record.facts.day("agreed_on"),
            published_on: None,
            ..before.clone().as_on_forms(|fact| record.facts.text(fact).to_owned())
        };
        let office = (self.office.as_ref() != Some(&after)).then_some(after);
        (record, office)
    }

    /// As the office itself has it.
    fn at_the_office(&self, found: &mut Findings) -> (Record, Option<Office>) {
        let Some(office) = &self.office else {
            let why = Text::new("自事業所の申込みではありません。", "It is not your own office's.");
            found.add("own", id("3"), Severity::Block, why);
            return (self.record.clone(), None);
        };
        let standing = self.standing();
        if let Some(known) = standing.filter(|known| is_under_way(known)) {
            let why = sentence!(
                "申込み {id} は市で手続き中です。登録されてから取り込んでください。",
                "Application {id} is under way at the city's desk: take it in once the office is registered.",
                id = known.id
            );
            found.add("at_the_city", id("3"), Severity::Block, why);
        }
        let mut record = standing.map_or_else(|| self.begun(office), |known| self.merged(known));
        as_registered(&mut record);
        let agreed_on = record.facts.day("agreed_on");
        let is_news = standing.is_none_or(|known| known.facts.day("agreed_on") != agreed_on);
        let after =
            (is_news && office.agreed_on != agreed_on).then(|| Office { agreed_on, ..office.clone() });
        (record, after)
    }

    /// A new record of the own office begins with what its row has of the forms.
    fn begun(&self, office: &Office) -> Record {
        let mut record = self.record.clone();
        for (fact, text) in office.on_forms() {
            if record.facts.text(fact).is_empty() {
                record.facts.set(fact, text);
            }
        }
        record.dated_on = self.received_on.or(record.facts.day("agreed_on")).unwrap_or(record.dated_on);
        record
    }

    /// An application of a registered office, which stands in the published list from the day that is news.
    fn completed(&self, mut record: Record, known_as_published: Option<Day>) -> (Record, Option<Office>) {
        as_registered(&mut record);
        let published_on = record.facts.day("published_on").filter(|_| known_as_published.is_none());
        let unlisted = self.office.as_ref().filter(|office| office.published_on.is_none());
        let after = published_on.zip(unlisted);
        (record, after.map(|(on, office)| Office { published_on: Some(on), ..office.clone() }))
    }
}

fn is_under_way(record: &Record) -> bool {
    matches!(record.state.as_str(), "received" | "forwarded")
}

/// The state of a registered office's application: published, where it has that day.
fn as_registered(record: &mut Record) {
    let state = if record.facts.day("published_on").is_some() { "published" } else { "registered" };
    state.clone_into(&mut record.state);
    record.is_open = APPLICATION.state(state).is_none_or(|state| state.end == End::Open);
}

/// An application that is under way is registered by an act of its own, with its first administrator.
fn no_registering(record: &Record, found: &mut Findings) {
    if record.facts.day("registered_on").or(record.facts.day("published_on")).is_some() {
        let why = Text::new(
            "登録は一覧では行えません。登録日と公開日を空けて取り込み、「事業所を登録」で最初のMCS管理者と登録してください。",
            "A list registers nobody. Leave the days of registration and publication blank, then use \"Register the office\" with its first administrator.",
        );
        found.add("registering", id("7"), Severity::Block, why);
    }
}

fn settled(what: Text, found: &mut Findings) {
    let why = sentence!(
        "登録済の申込みの「{what}」は一覧では変わりません。",
        "An application that led to a registration is not changed by a list: {what}.",
        what = what
    );
    found.add("settled", id("3"), Severity::Block, why);
}

/// What a row says; what cannot be read is found, and left out.
fn read(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Listed, StoreError> {
    let mut facts = Facts::default();
    LINES.iter().for_each(|fact| facts.set(fact, fields.get(fact)));
    for fact in DAYS.iter().filter(|fact| !fields.get(fact).is_empty()) {
        let day = past_day(fields, fact, ctx, id("3"), found);
        facts.set(fact, day.map(|day| day.to_string()).unwrap_or_default());
    }
    if facts.text("agreed_on").is_empty() && !found.blocks() {
        blocked("agreed_on", id("3-1"), Text::new("様式1の日付がありません。", "Form 1 has no day."), found);
    }
    match people_counted(facts.text("people")) {
        Some(people) => facts.set("people", people),
        None => blocked("people", id("F2-1"), NOT_A_COUNT, found),
    }
    if !facts.text("head_mail").is_empty() {
        match MailAddress::parse(facts.text("head_mail")) {
            Ok((mail, _)) => facts.set("head_mail", mail.as_str()),
            Err(error) => blocked("head_mail", id("F1-2"), error.sentence(), found),
        }
    }
    let received_on =
        (!fields.get("on").is_empty()).then(|| past_day(fields, "on", ctx, id("3"), found)).flatten();
    let office = office_of(reader, ctx, facts.text("name"))?;
    let known =
        office.as_ref().map(|office| reader.applications_of(office.id)).transpose()?.unwrap_or_default();
    let record = Record {
        id: Id { noun: Noun::Application, number: 0 },
        version: 1,
        office: office.as_ref().map_or(OfficeId(0), |office| office.id),
        user: None,
        group: None,
        patient: None,
        state: APPLICATION.first().word.to_owned(),
        is_open: true,
        dated_on: received_on.unwrap_or(ctx.today()),
        due_on: None,
        kept_at: fields.get("kept_at").to_owned(),
        facts,
    };
    let case = office.as_ref().map(|office| reader.seen_office_case(office.id)).transpose()?.flatten();
    let may_apply = case.is_some_and(|case| case.may_apply());
    Ok(Listed { record, received_on, office, may_apply, known })
}

/// The office that a row is about: any of the city's by its name, else the own one if it has that name.
fn office_of(reader: &Reader<'_>, ctx: &Context, name: &str) -> Result<Option<Office>, StoreError> {
    if ctx.actor.role == Role::City {
        return reader.office_by_name(name);
    }
    let own = reader.office_case()?.map(|case| case.office);
    Ok(own.filter(|own| fold::key(&own.name) == fold::key(name)))
}

fn blocked(rule: &'static str, clause: ClauseId, why: impl Into<Sentence>, found: &mut Findings) {
    found.add(rule, clause, Severity::Block, why);
}
