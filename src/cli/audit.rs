//! `audit list`: the ledger listed.

use std::io::Write;

use super::call::Call;
use super::output::{self, JsonArray};
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::{Wish, table};
use crate::store::Reader;
use crate::store::ledger::{self, Entry, Outcome};
use crate::text::date::{clock, parse_instant, today};
use crate::text::{Lang, Shown, width};

/// How many entries are read at once.
const PAGE: u32 = 256;

/// Lists the office's entries, newest first.
pub(super) fn list(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    call.permitted(&session, Wish::ReadLedger)?;
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let limit = call.number("limit").unwrap_or(u32::MAX);
    let mut out = output::buffered();
    if call.has("json") {
        let mut array = JsonArray::begin(out)?;
        each(&reader, limit, |entry| array.push(&entry))?;
        array.end()?;
    } else {
        each(&reader, limit, |entry| Ok(writeln!(out, "{}", line(&entry, call.lang()))?))?;
        out.flush()?;
    }
    Ok(Status::Done.into())
}

fn each(
    reader: &Reader<'_>,
    limit: u32,
    mut told: impl FnMut(Entry) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut before, mut left) = (None, limit);
    while left > 0 {
        let entries = ledger::list(reader, before, PAGE.min(left))?;
        let Some(last) = entries.last() else { break };
        before = Some(last.number);
        left -= u32::try_from(entries.len()).unwrap_or(left);
        entries.into_iter().try_for_each(&mut told)?;
    }
    Ok(())
}

/// Number, time, who, what, on what, and the reason.
fn line(entry: &Entry, lang: Lang) -> String {
    let at = parse_instant(&entry.at).map(|at| format!("{} {}", today(at), clock(at))).unwrap_or_default();
    let outcome = Outcome::read(&entry.outcome).map(|o| o.label().get(lang)).unwrap_or_default();
    let text = format!(
        "{:>6}  {at}  {}  {}  {}  {}  {}",
        entry.number,
        width::pad(&entry.actor, 8),
        width::pad(table::words_of(&entry.action).get(lang), 22),
        width::pad(&entry.object, 8),
        width::pad(outcome, 8),
        Shown::new(&entry.reason)
    );
    text.trim_end().to_owned()
}
