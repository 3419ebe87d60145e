//! `audit verify` and `audit anchor`: the chain, the rows and the anchor held against each other.

use serde_json::json;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::Wish;
use crate::sentence;
use crate::session::{Session, Verified};
use crate::store::evidence::Breach;
use crate::store::evidence::anchor::Anchor;
use crate::store::evidence::lines::{LinesVerdict, compare_lines};
use crate::store::ledger::Verdict;
use crate::store::{NEWEST_SCHEMA, Reader, StoreError};
use crate::text::{Sentence, Text};

/// Verifies, and names the first entry, row state or line that does not fit.
pub(super) fn verify(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_as_it_is()?;
    call.permitted(&session, Wish::ReadLedger)?;
    noted(call, &session);
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let found = Found::of(call, &session, &reader)?;
    if call.has("json") {
        output::print_json(&found.json())?;
    }
    let wrong = found.wrong();
    if wrong.is_empty() {
        found.well().iter().for_each(|sentence| call.tell(sentence));
        return Ok(Status::Done.into());
    }
    let (last, first) = wrong.split_last().expect("something is wrong");
    first.iter().for_each(|sentence| call.tell(sentence));
    Err(Failure::new(Status::Refused, last.clone()))
}

/// Prints the anchor's last line, to be sent outside.
pub(super) fn anchor(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    call.permitted(&session, Wish::ReadLedger)?;
    let anchor = session.place.anchor(&session.store_id, session.purpose);
    match anchor.last().map_err(StoreError::from)? {
        Some(line) => output::print(&format!("{}\n", line.text()))?,
        None => call.tell(&Text::new("控えはまだ空です。", "The anchor is still empty.").into()),
    }
    Ok(Status::Done.into())
}

/// A verification leaves its trace; where it cannot, as on a medium that takes no writes, it goes on and says so.
fn noted(call: &Call<'_>, session: &Session) {
    if let Err(error) = session.trace().has_verified() {
        call.tell(&error.sentence());
    }
}

struct Found {
    chain: Verdict,
    /// What the walk over the rows found; `None` where the span ends before the last entry or has no digest.
    rows: Option<Result<i64, Breach>>,
    lines: Option<LinesVerdict>,
    breach: Option<Breach>,
    /// The store's schema, where it is older than the program.
    older: Option<u32>,
}

impl Found {
    fn of(call: &Call<'_>, session: &Session, reader: &Reader<'_>) -> Result<Found, Failure> {
        let from = call.number("from").map_or(1, i64::from);
        let to = call.number("to").map(i64::from);
        let Verified { chain, rows } = session.verify(from, to)?;
        let own = session.place.anchor(&session.store_id, session.purpose);
        let breach = session.evidence.breach().cloned();
        let lines = match (call.file("anchor"), &breach) {
            (Some(file), _) => Some(compare_lines(reader, &Anchor::at(file))?),
            // Without its anchor, or with one that cannot be read, the breach has said so.
            (None, Some(Breach::AnchorMissing(_) | Breach::AnchorUnreadable { .. })) => None,
            (None, _) => Some(compare_lines(reader, &own)?),
        };
        Ok(Found { chain, rows, lines, breach, older: session.store.older_schema()? })
    }

    fn wrong(&self) -> Vec<Sentence> {
        let chain = self.chain.first_bad.as_ref().map(|bad| {
            sentence!(
                "操作記録 {number} が合いません：{what}。それより前の {count}件は一致しています。",
                "Entry {number} of the ledger does not fit: {what}. The {count} before it do.",
                number = bad.number,
                what = bad.what.label(),
                count = self.chain.entries
            )
        });
        let rows = match &self.rows {
            Some(Err(breach)) => Some(breach.sentence()),
            Some(Ok(_)) | None => None,
        };
        let line = self.lines.as_ref().and_then(|lines| lines.first_bad.as_ref()).map(|bad| {
            sentence!(
                "控えの {line}行目（記録 {number}、{at}）が操作記録と合いません。",
                "Line {line} of the anchor (entry {number}, {at}) does not fit the ledger.",
                line = bad.line,
                number = bad.number,
                at = bad.at
            )
        });
        let opened = self.breach.as_ref().map(Breach::sentence);
        [opened, chain, rows, line].into_iter().flatten().collect()
    }

    fn well(&self) -> Vec<Sentence> {
        let chain = sentence!(
            "操作記録 {count}件は連続しており、内容もハッシュと一致しています。",
            "The ledger is whole: {count} entries, all linked and matching their hashes.",
            count = self.chain.entries
        );
        let rows = self.rows.as_ref().map(|_| {
            Text::new(
                "台帳の内容は、最後の操作記録のときのままです。",
                "The rows are as the last entry left them.",
            )
            .into()
        });
        let lines = self.lines.as_ref().map(|lines| {
            sentence!(
                "控えの {lines}行は、記録 {last} まで操作記録と一致しています。",
                "The anchor's {lines} lines, up to entry {last}, match the ledger.",
                last = lines.last,
                lines = lines.lines
            )
        });
        let clock = self.chain.first_backwards.map(|number| {
            sentence!(
                "時計が戻った後の記録が {count}件あります（最初は {number}）。",
                "Entries made after the clock was set back: {count}, the first is {number}.",
                count = self.chain.backwards,
                number = number
            )
        });
        let older = self.older.map(|found| {
            sentence!(
                "ストアは古い形式（{found}、この版は {known}）のままです。行から導く一覧は、操作者が mcs-console で開いて移行した後に検証します。",
                "The store still has an older schema ({found}; this version uses {known}). The lists that follow from its rows are verified once an operator has opened it with mcs-console, which brings it up to date.",
                found = found,
                known = NEWEST_SCHEMA
            )
        });
        [Some(chain), rows, lines, clock, older].into_iter().flatten().collect()
    }

    fn json(&self) -> serde_json::Value {
        let rows = self.rows.as_ref().map(|rows| match rows {
            Ok(entry) => json!({ "ok": true, "entry": entry }),
            Err(_) => json!({ "ok": false }),
        });
        json!({
            "entries": self.chain.entries,
            "head": self.chain.head,
            "first_bad": self.chain.first_bad,
            "backwards": self.chain.backwards,
            "first_backwards": self.chain.first_backwards,
            "rows": rows,
            "anchor": self.lines,
            "older_schema": self.older,
            "breach": self.breach.as_ref().map(Breach::word),
        })
    }
}
