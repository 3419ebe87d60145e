//! What the city's desk sees of an office: how many, and how the clauses stand. No row, and no name of anybody.
//!
//! The desk's own reader finds no people at all. For counting it reads as the office does, in here, and gives numbers
//! away.

use super::Listing;
use super::board::{Standing, Status, board};
use super::today::{Due, due_today};
use crate::domain::case::{OfficeCase, Survey};
use crate::domain::{Actor, Assurance, Case, Context, Id, MirrorSetting, OfficeId, Role};
use crate::regulation::book::BOOK;
use crate::store::{Ask, Page, Reader, StoreError, Window, tally};
use crate::text::date::start_of;

/// The clocks of the law and of the form: reports on incidents, answers to requests.
const CLOCKS: &[&str] =
    &["incident_answer", "incident_preliminary", "incident_final", "request_decision", "request_notice"];

/// A row that one may see, as a case with what the desk counts in it.
pub fn case(reader: &Reader<'_>, id: Id) -> Result<Option<Case>, StoreError> {
    let Some(mut case) = reader.case(id)? else { return Ok(None) };
    count(reader, &mut case)?;
    Ok(Some(case))
}

/// A page of a list with what the desk counts in its rows: for whoever reads all of it. Whoever shows only some of the
/// rows counts in those, with [`surveys`].
pub fn page(
    listing: &Listing,
    reader: &Reader<'_>,
    ask: &Ask,
    window: &Window,
    limit: usize,
) -> Result<Page<Case>, StoreError> {
    let mut page = (listing.page)(reader, ask, window, limit)?;
    page.rows.iter_mut().try_for_each(|(_, case)| count(reader, case))?;
    Ok(page)
}

/// What the desk counts in each of these offices; one that is gone, or only a name, has nothing.
pub fn surveys(reader: &Reader<'_>, offices: &[Id]) -> Result<Vec<(Id, Option<Survey>)>, StoreError> {
    let mut counted = Vec::new();
    for id in offices {
        let survey = match case(reader, *id)? {
            Some(Case::Office(office)) => office.survey,
            _ => None,
        };
        counted.push((*id, survey));
    }
    Ok(counted)
}

/// True if the desk counts in this office: somebody is in it.
pub fn counts_in(case: &OfficeCase, ctx: &Context) -> bool {
    ctx.actor.role == Role::City && !case.office.is_a_mere_name()
}

/// Counts in an office, where the city's desk looks at it and there is anybody in it.
fn count(reader: &Reader<'_>, case: &mut Case) -> Result<(), StoreError> {
    let Case::Office(office) = case else { return Ok(()) };
    if reader.is_the_desk() && !office.office.is_a_mere_name() {
        office.survey = survey(reader, office.office.id)?;
    }
    Ok(())
}

/// The numbers of an office; `None` for whoever is no desk.
fn survey(reader: &Reader<'_>, office: OfficeId) -> Result<Option<Survey>, StoreError> {
    let Some(inside) = reader.counting_in(office) else { return Ok(None) };
    let ctx = nobody_in(&inside, office)?;
    let standings = board(&inside, &ctx, &BOOK)?;
    let due = due_today(&inside, &ctx)?;
    let stand = |status| number(standings.iter().filter(|standing| standing.status == status).count());
    let is_late = |due: &&Due| CLOCKS.contains(&due.id) && due.is_overdue(ctx.today());
    Ok(Some(Survey {
        users: inside.tally(&tally::user::REGISTERED)?.count,
        groups: inside.tally(&tally::group::OWN)?.count,
        due: number(due.len()),
        late: number(due.iter().filter(is_late).count()),
        open: stand(Status::Open),
        review: stand(Status::Review),
        unknown: stand(Status::Unknown),
    }))
}

/// How the clauses of an office stand, for the desk: numbers and sentences, and none of the rows behind them.
///
/// `None` for whoever is no desk, and for an office that is not there.
pub fn standings(reader: &Reader<'_>, office: OfficeId) -> Result<Option<Vec<Standing>>, StoreError> {
    let (Some(inside), Some(_)) = (reader.counting_in(office), reader.seen_office_case(office)?) else {
        return Ok(None);
    };
    let standings = board(&inside, &nobody_in(&inside, office)?, &BOOK)?;
    Ok(Some(standings.into_iter().map(Standing::without_rows).collect()))
}

/// The office in which a row of the desk stands: of an application, the applicant; of a seat, its holder's.
pub fn office_of(case: &Case) -> Option<OfficeId> {
    match case {
        Case::Office(c) => Some(c.office.id),
        Case::Record(c) => Some(c.record.office),
        Case::Seat(c) => Some(c.office),
        Case::User(_) | Case::Patient(_) | Case::Group(_) | Case::Membership(_) => None,
        Case::Invitation(_) | Case::Mirror(_) => None,
    }
}

/// The name of that office, as stored.
pub fn office_name(case: &Case) -> &str {
    match case {
        Case::Office(c) => &c.office.name,
        Case::Record(c) => c.record.facts.text("name"),
        Case::Seat(c) => &c.office_name,
        Case::User(_) | Case::Patient(_) | Case::Group(_) | Case::Membership(_) => "",
        Case::Invitation(_) | Case::Mirror(_) => "",
    }
}

/// Whoever counts is nobody: the day and the office's own parameters are all that a count depends on.
fn nobody_in(inside: &Reader<'_>, office: OfficeId) -> Result<Context, StoreError> {
    Ok(Context {
        actor: Actor { operator: String::new(), role: Role::Head, office, user: None, name: String::new() },
        now: start_of(inside.today()),
        session: String::new(),
        client: String::new(),
        key_print: String::new(),
        ssh_key: String::new(),
        settings: inside.settings(MirrorSetting::Off)?,
        assurance: Assurance::SignedIn,
    })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
