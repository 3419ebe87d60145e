//! `check`: how every clause of the regulation stands (規程), as a table, as JSON, or as a report for an inspector.
//!
//! No name of a patient or of staff is in it: clauses, statuses and numbers only.

mod report;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Next, read_id};
use crate::actions::Outcome;
use crate::domain::{Context, Id, Noun, OfficeId};
use crate::listings::board::{Standing, Status as Stands, board};
use crate::listings::desk;
use crate::regulation::book::BOOK;
use crate::sentence;
use crate::session::Reading;
use crate::store::Reader;
use crate::text::width::{cells, pad};
use crate::text::{Lang, Sentence, Shown, Text};

/// Checks every clause; something that stands against one is something found.
pub(super) fn check(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let (looked_at, standings) = looked_at(call, &reader, &ctx)?;
    let to = call.maybe("report");
    if to.is_some() || call.has("json") {
        session.has_read(&Reading { action: "read.clauses", ..Reading::default() })?;
    }
    if let Some(to) = to {
        let office = reader.office_by_id(looked_at)?.map(|office| office.name).unwrap_or_default();
        let of = report::Of { office: Shown::new(&office).to_string(), day: ctx.today(), lang: call.lang() };
        let saved = report::write(&of, &standings, to)?;
        call.tell(&saved);
    }
    if call.has("json") {
        output::print_json(&standings)?;
    } else if to.is_none() {
        output::print(&standings.iter().map(|standing| line(standing, call.lang())).collect::<String>())?;
    }
    call.tell(&told(&standings));
    let is_found = standings.iter().any(|standing| standing.status.is_found());
    Ok(if is_found { Status::Refused } else { Status::Done }.into())
}

/// Whose clauses: the own office's; for the city's desk those of the office it names, as numbers without rows.
fn looked_at(
    call: &Call<'_>,
    reader: &Reader<'_>,
    ctx: &Context,
) -> Result<(OfficeId, Vec<Standing>), Failure> {
    let named = call.maybe("office").map(|typed| read_id(typed, Noun::Office)).transpose()?;
    if !reader.is_the_desk() {
        let own = reader.home();
        return match named.filter(|id| *id != own.id()) {
            None => Ok((own, board(reader, ctx, &BOOK)?)),
            Some(other) => Err(not_found(other)),
        };
    }
    let Some(named) = named else {
        return Err(Failure::usage(Text::new(
            "市は --office O-0003 のように事業所を指定してください。一覧は office list です。",
            "The city's desk names an office: --office O-0003. office list has them.",
        )));
    };
    let office = OfficeId(named.number);
    let standings = desk::standings(reader, office)?.ok_or_else(|| not_found(named))?;
    Ok((office, standings))
}

fn not_found(id: Id) -> Failure {
    Failure::new(Status::NotFound, Outcome::NotFound(id).sentence())
}

/// A clause on one line: how it stands, which it is, how strong, how much is on record, and why.
fn line(standing: &Standing, lang: Lang) -> String {
    let widest = |labels: &mut dyn Iterator<Item = &str>| labels.map(cells).max().unwrap_or(0) + 2;
    let status = widest(&mut Stands::ALL.iter().map(|status| status.label().get(lang)));
    let shown_as = widest(&mut BOOK.clauses().map(|clause| clause.shown_as.get(lang)));
    let clause = standing.clause;
    format!(
        "{}{}{}{:>5}  {}\n",
        pad(standing.status.label().get(lang), status),
        pad(clause.shown_as.get(lang), shown_as),
        pad(clause.strength.text().get(lang), 13),
        standing.evidence,
        standing.sentence.get(lang)
    )
}

/// How many clauses stand in which way.
fn told(standings: &[Standing]) -> Sentence {
    let count = |status| standings.iter().filter(|standing| standing.status == status).count();
    sentence!(
        "要対応 {open}、要検討 {review}、未点検 {unknown}、適合 {ok}、対象外 {out}。",
        "Action needed {open}, to review {review}, not checked {unknown}, in order {ok}, out of scope {out}.",
        open = count(Stands::Open),
        review = count(Stands::Review),
        unknown = count(Stands::Unknown),
        ok = count(Stands::Ok),
        out = count(Stands::NotApplicable)
    )
}
