//! `trends`: a few numbers over time, as bars or as JSON.

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::listings::trends::{Bar, Chart, charts};
use crate::text::bar::bar;
use crate::text::{Lang, width};

/// The widest bar.
const BAR_MAX: usize = 40;

/// Shows the numbers.
pub(super) fn trends(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let ctx = session.context();
    let charts = charts(&session.reader(&ctx), &ctx)?;
    if call.has("json") {
        output::print_json(&charts)?;
    } else {
        output::print(&charts.iter().map(|chart| lines(chart, call.lang())).collect::<String>())?;
    }
    Ok(Status::Done.into())
}

fn lines(chart: &Chart, lang: Lang) -> String {
    let labels = chart.bars.iter().map(|bar| width::cells(bar.label.get(lang))).max().unwrap_or(0) + 1;
    let line = |one: &Bar| {
        let label = width::pad(one.label.get(lang), labels);
        format!("  {label}{:>5}  {}", one.count, bar(one.count, chart.most(), BAR_MAX))
    };
    let note = chart.note.map(|note| format!("  {}", note.get(lang)));
    let rows = note.into_iter().chain(chart.bars.iter().map(line));
    let rows = std::iter::once(chart.title.get(lang).to_owned()).chain(rows);
    rows.map(|row| format!("{}\n", row.trim_end())).collect()
}
