//! `today`: everything due (本日の対応), by deadline.

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::domain::Context;
use crate::listings::today::{Due, due_today};
use crate::text::{Lang, Sentence, Text, date, width};

/// Lists what is due; something due is something found.
pub(super) fn today(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let rows = due_today(&session.reader(&ctx), &ctx)?;
    if call.has("json") {
        output::print_json(&rows)?;
    } else {
        output::print(&rows.iter().map(|due| line(due, &ctx, call.lang())).collect::<String>())?;
    }
    if rows.is_empty() {
        call.tell(&Text::new("本日の対応はありません。", "Nothing is due.").into());
        return Ok(Status::Done.into());
    }
    Ok(Status::Refused.into())
}

/// The row, its deadline, what is to be done, and why.
fn line(due: &Due, ctx: &Context, lang: Lang) -> String {
    let deadline = due.until.map_or_else(Sentence::default, |day| date::days_left(day, ctx.today()));
    format!(
        "{}{}{}  {}\n",
        width::pad(&due.target.to_string(), 8),
        width::pad(deadline.get(lang), 16),
        due.sentence.get(lang),
        due.clause.clause().shown_as.get(lang)
    )
}
