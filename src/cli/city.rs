//! `office published`: the list of offices that use MCS (第3条(2)), for people to read and for spreadsheets.
//!
//! Every office may read it. Nobody's name is in it: what stands there is what the office agreed to have published.

use std::io::Write;

use serde::Serialize;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::domain::Office;
use crate::exchange::CsvList;
use crate::sentence;
use crate::session::Reading;
use crate::text::width::{cells, pad};
use crate::text::{Shown, Text};

const COLUMNS: [Text; 6] = [
    Text::new("事業所種別", "Kind"),
    Text::new("事業所名", "Name"),
    Text::new("郵便番号", "Postal code"),
    Text::new("所在地", "Address"),
    Text::new("電話番号", "Phone"),
    Text::new("公開日", "Published on"),
];

/// An office as it is published.
#[derive(Serialize)]
struct Published<'a> {
    id: String,
    kind: &'a str,
    name: &'a str,
    postal_code: &'a str,
    address: &'a str,
    phone: &'a str,
    published_on: Option<String>,
}

/// Prints the list, by kind and name.
pub(super) fn published(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    if let Some(format) = ["csv", "json"].into_iter().find(|format| call.has(format)) {
        let details = crate::text::to_json(
            &serde_json::json!({ "noun": "office", "list": "published", "format": format }),
        );
        session.has_read(&Reading { action: "read.list", details, ..Reading::default() })?;
    }
    let offices = session.reader(&ctx).published_offices()?;
    if call.has("json") {
        output::print_json(&offices.iter().map(as_json).collect::<Vec<_>>())?;
    } else if call.has("csv") {
        as_csv(call, &offices)?;
    } else {
        output::print(&as_table(call, &offices))?;
        call.tell(&sentence!("{n}か所。", "{n} offices.", n = offices.len()));
    }
    Ok(Status::Done.into())
}

fn as_json(office: &Office) -> Published<'_> {
    Published {
        id: office.id.to_string(),
        kind: &office.kind,
        name: &office.name,
        postal_code: &office.postal_code,
        address: &office.address,
        phone: &office.phone,
        published_on: office.published_on.map(|day| day.to_string()),
    }
}

fn row(office: &Office) -> [String; 6] {
    let day = office.published_on.map(|day| day.to_string()).unwrap_or_default();
    let texts = [&office.kind, &office.name, &office.postal_code, &office.address, &office.phone];
    let [kind, name, postal_code, address, phone] = texts.map(|text| Shown::new(text).to_string());
    [kind, name, postal_code, address, phone, day]
}

/// As exports write it.
fn as_csv(call: &Call<'_>, offices: &[Office]) -> Result<(), Failure> {
    let mut list = CsvList::new(output::buffered())?;
    list.row(COLUMNS.map(|column| column.get(call.lang())))?;
    for office in offices {
        list.row(row(office).iter().map(String::as_str))?;
    }
    Ok(list.finish()?.flush()?)
}

fn as_table(call: &Call<'_>, offices: &[Office]) -> String {
    let head = COLUMNS.map(|column| column.get(call.lang()).to_owned());
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(offices.iter().map(row)).collect();
    let widest = |at: usize| rows.iter().map(|row| cells(&row[at])).max().unwrap_or(0) + 2;
    let widths: [usize; 6] = std::array::from_fn(widest);
    let line = |row: &[String; 6]| {
        let cells: String = row.iter().zip(widths).map(|(cell, width)| pad(cell, width)).collect();
        format!("{}\n", cells.trim_end())
    };
    rows.iter().map(line).collect()
}
