//! 推移: a few numbers over time as small charts, which hold in 80 columns and in either width of ambiguous characters.

use crate::listings::trends::Chart;
use crate::text::bar::bar;
use crate::text::width::{cells, pad};
use crate::text::{Lang, Text};
use crate::tui::effects::{Effect, Query, Slot};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// The widest bar.
const BAR_MAX: usize = 40;
/// Cells before a label, and of a count with the blanks around it.
const INDENT: usize = 2;
const COUNT: usize = 8;
/// From so many cells on, charts stand side by side.
const BESIDE_MIN: u16 = 76;

/// What stands in which half, band by band, so that charts of one kind begin on one line.
const BANDS: [[&[&str]; 2]; 2] =
    [[&["approvals"], &["open_invitations", "archive"]], [&["passwords"], &["trainings"]]];

/// The charts, once they are read.
#[derive(Clone, Debug, Default)]
pub struct Trends {
    charts: Option<Vec<Chart>>,
    /// How far it is scrolled.
    pub scroll: usize,
}

/// Opens it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Trends(Trends::default()));
    vec![model.read(Slot::Overlay, Query::Trends)]
}

/// The numbers are there.
pub fn show(model: &mut Model, charts: Vec<Chart>) {
    if let Some(Overlay::Trends(trends)) = model.overlays.last_mut() {
        trends.charts = Some(charts);
    }
}

impl Trends {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 推移", " Trends").get(lang);
        let mut sheet =
            Sheet { head: vec![Row::of(title, Look::Strong)], scroll: self.scroll, ..Sheet::default() };
        match &self.charts {
            None => sheet.body.push(Row::of(Text::new(" 読込中です。", " Reading.").get(lang), Look::Muted)),
            Some(charts) if width < BESIDE_MIN => {
                sheet.body = stacked(&charts.iter().collect::<Vec<_>>(), lang, width.into());
            }
            Some(charts) => sheet.body = side_by_side(charts, lang, width.into()),
        }
        sheet
    }
}

/// Every chart below the one before it.
fn stacked(charts: &[&Chart], lang: Lang, width: usize) -> Vec<Row> {
    let labels = charts.iter().flat_map(|chart| &chart.bars).map(|bar| cells(bar.label.get(lang)));
    let labels = labels.max().unwrap_or(0);
    let parts: Vec<Vec<Row>> = charts.iter().map(|chart| rows(chart, lang, labels, width)).collect();
    parts.join(&Row::blank())
}

/// The bands in two halves.
fn side_by_side(charts: &[Chart], lang: Lang, width: usize) -> Vec<Row> {
    let half = width / 2;
    let bands = BANDS.map(|halves| {
        let [left, right] = halves.map(|ids| {
            let charts: Vec<&Chart> =
                ids.iter().filter_map(|id| charts.iter().find(|chart| chart.id == *id)).collect();
            stacked(&charts, lang, half)
        });
        beside(left, right, half)
    });
    bands.join(&Row::blank())
}

fn beside(left: Vec<Row>, right: Vec<Row>, half: usize) -> Vec<Row> {
    let rows = left.len().max(right.len());
    let [mut left, mut right] = [left, right].map(Vec::into_iter);
    let line = |_| match (left.next().unwrap_or_default(), right.next()) {
        (left, Some(right)) => {
            let gap = " ".repeat(half.saturating_sub(left.cells()));
            left.and(gap, Look::Plain).joined(right)
        }
        (left, None) => left,
    };
    (0..rows).map(line).collect()
}

fn rows(chart: &Chart, lang: Lang, labels: usize, width: usize) -> Vec<Row> {
    let room = width.saturating_sub(INDENT + labels + COUNT + 1).min(BAR_MAX);
    let title = Row::of(format!(" {}", chart.title.get(lang)), Look::Strong);
    let note = chart.note.map(|note| Row::of(format!("  {}", note.get(lang)), Look::Muted));
    let bars = chart.bars.iter().map(|one| {
        let look = if one.key == "overdue" && one.count > 0 { Look::Caution } else { Look::Plain };
        Row::plain("  ")
            .and(pad(one.label.get(lang), labels), Look::Muted)
            .and(format!("{:>6}  ", one.count), look)
            .and(bar(one.count, chart.most(), room), look)
    });
    std::iter::once(title).chain(note).chain(bars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listings::trends::charts;
    use crate::testing::World;
    use crate::tui::widgets::Row;

    fn text(rows: &[Row]) -> String {
        rows.iter().flat_map(|row| &row.left).map(|span| span.words.as_str()).collect()
    }

    #[test]
    fn no_chart_is_left_out_and_no_row_is_wider_than_the_screen() {
        let world = World::demo();
        let charts = charts(&world.reader(), &world.ctx).unwrap();
        for lang in [Lang::Ja, Lang::En] {
            for width in [40, 60, 76, 80, 100, 140, 300] {
                let every: Vec<&Chart> = charts.iter().collect();
                for rows in [stacked(&every, lang, width), side_by_side(&charts, lang, width.max(76))] {
                    assert!(rows.iter().all(|row| row.cells() <= width.max(76)), "{width}");
                    let text = text(&rows);
                    assert!(charts.iter().all(|chart| text.contains(chart.title.get(lang))), "{text}");
                }
            }
        }
    }
}
