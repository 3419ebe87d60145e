//! `NOUN list`: the rows of the pane as a table, JSON or CSV, page by page in constant memory.

use std::io::Write;

use super::call::Call;
use super::output::{self, JsonArray};
use super::proof::asked_again;
use super::status::{Failure, Status};
use super::table::{Csv, Table};
use super::view;
use crate::domain::{Case, Context, Id};
use crate::listings::{Listing, desk};
use crate::sentence;
use crate::session::{Reading, Session};
use crate::store::{Ask, Way, Window};
use crate::text::search::Needle;
use crate::text::{Shown, Text};

/// How many rows are read at once.
const PAGE: usize = 256;

/// Lists a noun.
pub(super) fn list(call: &Call<'_>, listing: &'static Listing) -> Result<Status, Failure> {
    let mut ask = ask_of(call, listing)?;
    let mut session = call.sign_in_reading()?;
    if call.has("csv") {
        asked_again(call, &mut session, Text::new("一覧の出力", "Exporting a list"))?;
    }
    if let Some(name) = call.maybe("view") {
        view::fill_in(&mut ask, &view::find(&session, listing.noun, name)?, call.has("reverse"));
    }
    let ctx = session.context();
    if let Some(format) = ["csv", "json"].into_iter().find(|format| call.has(format)) {
        let details =
            crate::text::to_json(&serde_json::json!({ "noun": listing.noun.word(), "format": format }));
        session.has_read(&Reading { action: "read.list", details, ..Reading::default() })?;
    }
    let limit = call.number("limit").map_or(usize::MAX, |n| n as usize);
    let rows = Rows { listing, session: &session, ctx: &ctx, ask: &ask, limit };
    let out = output::buffered();
    if call.has("json") {
        rows.as_json(out)?;
    } else if call.has("csv") {
        let mut csv = Csv::begin(out, listing, call.lang())?;
        rows.each(|case| csv.row(case, &ctx))?;
        csv.end()?;
    } else {
        let mut table = Table::begin(out, listing, call.lang())?;
        rows.each(|case| table.row(case, &ctx))?;
        table.end()?;
    }
    if !call.has("json") && !call.has("csv") && (listing.count)(&session.reader(&ctx), &ask)? == 0 {
        call.tell(&Text::new("当てはまる行はありません。", "No row fits.").into());
    }
    Ok(Status::Done)
}

/// What the options ask of a listing.
pub(super) fn ask_of(call: &Call<'_>, listing: &'static Listing) -> Result<Ask, Failure> {
    let only = if listing.tallies.is_empty() { None } else { call.maybe("only") };
    let only = only.and_then(|id| listing.tallies.iter().find(|t| t.id == id)).map(|t| t.id);
    let (named, needle) = match (only, call.maybe("filter")) {
        (None, Some(typed)) => listing.asked(typed),
        (_, typed) => (None, typed.and_then(Needle::parse)),
    };
    Ok(Ask {
        order: call.maybe("sort").map(str::to_owned),
        way: if call.has("reverse") { Way::Backward } else { Way::Forward },
        needle,
        related: call.maybe("of").map(related).transpose()?,
        only: only.or(named),
    })
}

fn related(typed: &str) -> Result<Id, Failure> {
    typed.parse().map_err(|_| {
        Failure::usage(sentence!(
            "--of：「{typed}」は番号ではありません。U-0001 のように書いてください。",
            "--of: \"{typed}\" is not an id. Write it like U-0001.",
            typed = Shown::new(typed)
        ))
    })
}

/// The rows asked for.
struct Rows<'a> {
    listing: &'static Listing,
    session: &'a Session,
    ctx: &'a Context,
    ask: &'a Ask,
    limit: usize,
}

impl Rows<'_> {
    fn each(&self, mut told: impl FnMut(&Case) -> Result<(), Failure>) -> Result<(), Failure> {
        let reader = self.session.reader(self.ctx);
        let (mut window, mut left) = (Window::First, self.limit);
        while left > 0 {
            let page = desk::page(self.listing, &reader, self.ask, &window, PAGE.min(left))?;
            left -= page.rows.len();
            page.rows.iter().try_for_each(|(_, case)| told(case))?;
            let Some((key, _)) = page.rows.into_iter().last().filter(|_| page.has_after) else { break };
            window = Window::After(key);
        }
        Ok(())
    }

    fn as_json(&self, out: impl Write) -> Result<(), Failure> {
        let mut array = JsonArray::begin(out)?;
        self.each(|case| array.push(&(self.listing.json)(case, self.ctx)))?;
        array.end()
    }
}
