//! `NOUN show ID`: one row with its evidence, as the details pane has it.

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::read_id;
use crate::actions::Outcome;
use crate::listings::{Details, Line, Listing, desk};
use crate::text::{Lang, width};

/// Cells of the labels' column.
const LABEL_CELLS: usize = 14;

/// Shows one row.
pub(super) fn show(call: &Call<'_>, listing: &'static Listing) -> Result<Status, Failure> {
    let id = read_id(call.text("id"), listing.noun)?;
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let Some(case) = desk::case(&session.reader(&ctx), id)? else {
        return Err(Failure::new(Status::NotFound, Outcome::NotFound(id).sentence()));
    };
    if call.has("json") {
        output::print_json(&(listing.json)(&case, &ctx))?;
    } else {
        output::print(&written(&(listing.details)(&case, &ctx), call.lang()))?;
    }
    Ok(Status::Done)
}

fn written(details: &Details, lang: Lang) -> String {
    let title: Vec<&str> = details.title.iter().map(|cell| cell.words.get(lang)).collect();
    let mut lines = vec![title.join("  ")];
    lines.extend(details.lines.iter().map(|line| evidence(line, lang)));
    lines.extend(details.outlook.iter().map(|sentence| sentence.get(lang).to_owned()));
    lines.push(String::new());
    lines.join("\n")
}

fn evidence(line: &Line, lang: Lang) -> String {
    let clause = line.clause.map(|id| id.clause().shown_as.get(lang)).unwrap_or_default();
    let text = format!("{}{}  {clause}", width::pad(line.label.get(lang), LABEL_CELLS), line.value.get(lang));
    text.trim_end().to_owned()
}
