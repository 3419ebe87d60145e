//! `audit export`: the evidence for a second program as JSON lines, and for an inspector as CSV.

use std::io::Write;
use std::ops::RangeInclusive;

use serde_json::json;

use super::call::Call;
use super::output;
use super::proof::asked_again;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::{Wish, table};
use crate::domain::Role;
use crate::exchange::CsvList;
use crate::session::Reading;
use crate::store::Reader;
use crate::store::ledger::{self, Entry, Outcome, export};
use crate::text::date::{clock, parse_instant, today};
use crate::text::{Lang, Shown, Text, to_json};

/// Exports the evidence. It is entered, whoever asks.
pub(super) fn export(call: &Call<'_>) -> Result<Next, Failure> {
    let mut session = call.sign_in_reading()?;
    call.permitted(&session, Wish::ExportEvidence)?;
    asked_again(call, &mut session, Text::new("証跡の出力", "Exporting the evidence"))?;
    let from = call.number("from").map_or(1, i64::from);
    let span = from..=call.number("to").map_or(i64::MAX, i64::from);
    let format = if call.has("csv") { "csv" } else { "jsonl" };
    let details = to_json(&json!({ "format": format, "from": from, "to": call.number("to") }));
    session.has_read(&Reading { action: "read.evidence", details, ..Reading::default() })?;
    let ctx = session.context();
    let reader = session.reader(&ctx);
    if call.has("csv") {
        as_csv(&reader, span, call.lang())?
    } else {
        as_lines(&reader, span)?
    }
    Ok(Status::Done.into())
}

fn as_lines(reader: &Reader<'_>, span: RangeInclusive<i64>) -> Result<(), Failure> {
    let mut out = output::buffered();
    ledger::each::<Failure>(reader, span, |entry| {
        Ok(writeln!(out, "{}", to_json(&export::line(reader, entry)?))?)
    })?;
    Ok(out.flush()?)
}

const HEADINGS: [Text; 14] = [
    Text::new("番号", "Number"),
    Text::new("日時", "Time"),
    Text::new("操作者", "Operator"),
    Text::new("役割", "Role"),
    Text::new("セッション", "Session"),
    Text::new("接続元", "Client"),
    Text::new("鍵", "Key"),
    Text::new("SSHの鍵", "SSH key"),
    Text::new("操作", "Act"),
    Text::new("対象", "Row"),
    Text::new("結果", "Outcome"),
    Text::new("理由", "Reason"),
    Text::new("条項", "Clauses"),
    Text::new("ハッシュ", "Hash"),
];

/// The entries of the own office, in words, as exports write them.
fn as_csv(reader: &Reader<'_>, span: RangeInclusive<i64>, lang: Lang) -> Result<(), Failure> {
    let mut list = CsvList::new(output::buffered())?;
    list.row(HEADINGS.map(|heading| heading.get(lang)))?;
    ledger::each::<Failure>(reader, span, |entry| {
        if entry.office == reader.office().0 {
            list.row(record(&entry, lang).iter().map(String::as_str))?;
        }
        Ok(())
    })?;
    Ok(list.finish()?.flush()?)
}

fn record(entry: &Entry, lang: Lang) -> [String; 14] {
    let at = parse_instant(&entry.at).map(|at| format!("{} {}", today(at), clock(at)));
    let role = Role::read(&entry.role).map(|role| role.label().get(lang)).unwrap_or_default();
    let outcome = Outcome::read(&entry.outcome).map(|o| o.label().get(lang)).unwrap_or_default();
    [
        entry.number.to_string(),
        at.unwrap_or_else(|| entry.at.clone()),
        entry.actor.clone(),
        role.to_owned(),
        entry.session.clone(),
        entry.client.clone(),
        entry.key_print.clone(),
        entry.ssh_key.clone(),
        table::words_of(&entry.action).get(lang).to_owned(),
        entry.object.clone(),
        outcome.to_owned(),
        entry.reason.clone(),
        entry.clauses.clone(),
        entry.hash.clone(),
    ]
    .map(|cell| String::from(Shown::new(&cell)))
}
