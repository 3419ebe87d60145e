//! `today`: everything due (本日の対応), 要対応 first, by deadline; and what others did since the last sign-in.

use serde::Serialize;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::actions::table;
use crate::domain::Context;
use crate::listings::today::{Change, Due, Since, due_today, is_cut, since_last_visit};
use crate::sentence;
use crate::session::Reading;
use crate::text::date::{clock, parse_instant, today as day_of};
use crate::text::{Lang, Sentence, Shown, Text, date, width};

/// JSON of `today --json`.
#[derive(Serialize)]
struct Today<'a> {
    due: &'a [Due],
    /// Some kind has more rows than are listed.
    more: bool,
    since: Option<String>,
    changed: &'a [Change],
}

/// Lists what is due; something due is something found.
pub(super) fn today(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let (rows, since) = (due_today(&reader, &ctx)?, since_last_visit(&reader, &ctx)?);
    let changed = since.as_ref().map_or(&[][..], |since| &since.changes);
    if call.has("json") {
        let details = crate::text::to_json(&serde_json::json!({ "noun": "today", "format": "json" }));
        session.has_read(&Reading { action: "read.list", details, ..Reading::default() })?;
        let at = since.as_ref().map(Since::at_iso);
        output::print_json(&Today { due: &rows, more: is_cut(&rows), since: at, changed })?;
    } else {
        let lines = rows.iter().map(|due| line(due, &ctx, call.lang()));
        output::print(&lines.chain(changes(since.as_ref(), call.lang())).collect::<String>())?;
    }
    if rows.is_empty() {
        call.tell(&Text::new("本日の対応はありません。", "Nothing is due.").into());
        return Ok(Status::Done.into());
    }
    Ok(Status::Refused.into())
}

/// Whether it has to be done, the row, its deadline, what is to be done, and why.
fn line(due: &Due, ctx: &Context, lang: Lang) -> String {
    let deadline = due.until.map_or_else(Sentence::default, |day| date::days_left(day, ctx.today()));
    format!(
        "{}{}{}{}  {}\n",
        width::pad(due.gap.text().map_or("", |text| text.get(lang)), 15),
        width::pad(&due.target.to_string(), 8),
        width::pad(deadline.get(lang), 16),
        due.sentence.get(lang),
        due.clause.clause().shown_as.get(lang)
    )
}

/// When, on which row, what and by whom.
fn changes(since: Option<&Since>, lang: Lang) -> Vec<String> {
    let Some(since) = since.filter(|since| !since.changes.is_empty()) else { return Vec::new() };
    let head = sentence!(
        "前回のサインイン（{day} {time}）の後の変更：",
        "Changed since the last sign-in ({day} {time}):",
        day = day_of(since.at),
        time = clock(since.at)
    );
    let line = |change: &Change| {
        let at = parse_instant(&change.entry.at)
            .map_or(String::new(), |at| format!("{} {}", day_of(at), clock(at)));
        let what = table::words_of(&change.entry.action).get(lang);
        let (object, name) = (width::pad(&change.entry.object, 8), Shown::new(&change.name).to_string());
        format!("{at}  {object}{what}  {name}  {}\n", change.who)
    };
    std::iter::once(format!("\n{}\n", head.get(lang))).chain(since.changes.iter().map(line)).collect()
}
