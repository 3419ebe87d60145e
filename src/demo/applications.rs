//! Applications (様式1・2) in each of their states: offices on their way into MCS, and two that have come further.

use super::dice::Dice;
use super::plan::HOME;
use super::registers::Made;
use super::world::World;
use crate::domain::{Noun, Office, OfficeId, OfficeState, Record};
use crate::text::date::Day;

/// Offices that applied and are not registered: state and days since the application came in. The first waits for
/// longer than it should.
const APPLICANTS: &[(&str, OfficeState, i64)] = &[
    ("received", OfficeState::Submitted, 23),
    ("received", OfficeState::Submitted, 2),
    ("forwarded", OfficeState::Forwarded, 48),
    ("withdrawn", OfficeState::Withdrawn, 75),
];

/// The office that was registered a short while ago and is not yet in the published list.
const NEWEST: OfficeId = OfficeId(10);

/// So many days after the agreement the application came in, and after that one step follows the other.
const DAYS_BETWEEN: u64 = 3;

impl World {
    /// Offices beyond the plan's: those that only applied, and have nothing in the register yet.
    pub(super) fn applicants(&self) -> impl Iterator<Item = Office> {
        APPLICANTS.iter().zip(self.plan.offices + 1..).map(|((_, state, ago), number)| {
            let agreed_on = Some(self.ago(ago + 1));
            Office { state: *state, agreed_on, published_on: None, ..self.office(number) }
        })
    }

    /// Whether an office is registered and still waits for being published.
    pub(super) fn waits_for_the_list(&self, office: OfficeId) -> bool {
        office == NEWEST
    }
}

impl Made<'_> {
    /// Every application there is: they stand among the signed-in office's numbers.
    pub(super) fn applications(&mut self) {
        let world = self.world;
        let offices: Vec<Office> = world.applicants().collect();
        for (office, (state, _, ago)) in offices.iter().zip(APPLICANTS) {
            self.application(state, office, world.ago(*ago));
        }
        if world.plan.offices >= NEWEST.0 {
            self.registered("registered", &world.office(NEWEST.0));
        }
        self.registered("published", &world.office(HOME.0));
    }

    /// The application of an office that agreed a few days before.
    fn registered(&mut self, state: &str, office: &Office) {
        let received = office.agreed_on.map(|agreed| later(agreed, 1));
        self.application(state, office, received.unwrap_or(self.world.today));
    }

    fn application(&mut self, state: &str, office: &Office, received_on: Day) {
        let people = Dice::of(7, office.id.id()).between(3, 24).to_string();
        let agreed = office.agreed_on.map(|agreed| agreed.to_string()).unwrap_or_default();
        let others = [("agreed_on", agreed.as_str()), ("terms", "2024年4月版"), ("people", &people)];
        let forms: Vec<_> = office.on_forms().into_iter().chain(others).collect();
        self.add((Noun::Application, state), received_on, None, "申込書綴り（様式1・2）", &forms);
        if let Some(record) = self.records.last_mut() {
            record.office = office.id;
            steps(record, state, office.published_on);
        }
    }
}

/// The days of the steps that led to the state.
fn steps(record: &mut Record, state: &str, published_on: Option<Day>) {
    let taken = match state {
        "forwarded" => 1,
        "registered" | "published" => 2,
        _ => 0,
    };
    for (step, at) in ["forwarded_on", "registered_on"].into_iter().zip(1..).take(taken) {
        record.facts.set(step, later(record.dated_on, at * DAYS_BETWEEN).to_string());
    }
    if let Some(on) = published_on.filter(|_| state == "published") {
        record.facts.set("published_on", on.to_string());
    }
    if state == "withdrawn" {
        record.facts.set("why", "開設の延期");
    }
}

fn later(day: Day, days: u64) -> Day {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(day)
}
