//! `incident report` and `contacts`: what an incident's desk prints. Both are text, or JSON.

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Next, read_id};
use crate::actions::Outcome;
use crate::domain::{Case, Noun};
use crate::listings::{contacts as sheet, incident, review};
use crate::session::Reading;

/// Drafts the points of an incident's report. It tells who could see whom: reading it is entered.
pub(super) fn incident_report(call: &Call<'_>) -> Result<Next, Failure> {
    let id = read_id(call.text("id"), Noun::Incident)?;
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let Some(Case::Record(case)) = session.reader(&ctx).case(id)? else {
        return Err(Failure::new(Status::NotFound, Outcome::NotFound(id).sentence()));
    };
    session.has_read(&Reading { action: "read.history", object: id.to_string(), ..Reading::default() })?;
    let report = incident::report(&session.reader(&ctx), &ctx, *case)?;
    if call.has("json") {
        output::print_json(&report.json())?;
    } else {
        output::print(&report.text(call.lang()))?;
    }
    Ok(Status::Done.into())
}

/// Prints the sheet of a review campaign.
pub(super) fn review_sheet(call: &Call<'_>) -> Result<Next, Failure> {
    let id = read_id(call.text("id"), Noun::Review)?;
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let Some(Case::Record(case)) = session.reader(&ctx).case(id)? else {
        return Err(Failure::new(Status::NotFound, Outcome::NotFound(id).sentence()));
    };
    session.has_read(&Reading { action: "read.list", object: id.to_string(), ..Reading::default() })?;
    let sheet = review::sheet(&session.reader(&ctx), &ctx, &case)?;
    if call.has("json") {
        output::print_json(&sheet.json())?;
    } else {
        output::print(&sheet.text(call.lang()))?;
    }
    Ok(Status::Done.into())
}

/// Prints the emergency sheet.
pub(super) fn contacts(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let details = crate::text::to_json(&serde_json::json!({ "noun": Noun::Contact.word() }));
    session.has_read(&Reading { action: "read.list", details, ..Reading::default() })?;
    let contacts = sheet::contacts(&session.reader(&ctx))?;
    if call.has("json") {
        output::print_json(&contacts.json())?;
    } else {
        output::print(&contacts.text(call.lang()))?;
    }
    Ok(Status::Done.into())
}
