//! Trends in words: each chart by its name, and the bars that are not nothing.

use super::desk::Desk;
use super::talk::Break;
use crate::listings::trends::charts;
use crate::sentence;

/// Reads the numbers out.
pub fn say(desk: &mut Desk) -> Result<(), Break> {
    let ctx = desk.context();
    let charts = charts(&desk.reader(&ctx), &ctx)?;
    for chart in charts {
        let total = chart.total();
        desk.say(sentence!(
            "{title}：計 {total}",
            "{title}: {total} in all",
            title = chart.title,
            total = total
        ));
        if let Some(note) = chart.note {
            desk.say(note);
        }
        for bar in chart.bars.into_iter().filter(|bar| bar.count > 0) {
            desk.say(sentence!("{label}、{count}", "{label}, {count}", label = bar.label, count = bar.count));
        }
    }
    Ok(())
}
