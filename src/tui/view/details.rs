//! The details of the row under the cursor: title, evidence with its clauses, what follows from acting.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::actions::table;
use crate::domain::{Case, Noun, Source};
use crate::listings::{self, Details, Line, Tone, parameters};
use crate::sentence;
use crate::text::Lang;
use crate::text::width::{cells, pad, wrap};
use crate::tui::model::Model;
use crate::tui::overlays::{evidence, today};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, Span, draw_sheet};

/// Cells that labels take at the most where there is little room, their gap among them.
const LABELS_MAX: usize = 20;
/// Cells that labels take at the least, so that values do not jump from row to row.
const LABELS_MIN: usize = 12;

/// Draws the details.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let mut body = rows(model, area.width);
    let fits = body.len() <= usize::from(area.height);
    if !fits && area.height > 1 {
        body.truncate(usize::from(area.height) - 1);
        let more = crate::text::Text::new(" › w で続きと履歴", " › w shows the rest and the history");
        body.push(Row::of(more.get(model.lang), Look::Muted));
    }
    draw_sheet(&Sheet { body, ..Sheet::default() }, area, model.lang, model.theme, buffer);
}

/// The details in full.
pub fn rows(model: &Model, width: u16) -> Vec<Row> {
    let mut rows = model.today().map(|today| today::why_rows(model, today, width)).unwrap_or_default();
    rows.extend(model.case().map(|case| rows_of(model, case, width)).unwrap_or_default());
    if model.focus == Noun::Rule {
        rows.extend(parameter_rows(model, width));
    }
    rows
}

/// What Article 13 lets an office set: each value with its source, also where no rule stands.
fn parameter_rows(model: &Model, width: u16) -> Vec<Row> {
    let Some(context) = &model.context else { return Vec::new() };
    let line = |standing: parameters::Standing| Line {
        label: standing.label(),
        value: standing.value_and_source(),
        clause: None,
        tone: if standing.source == Source::Office { Tone::Strong } else { Tone::Plain },
    };
    let standing = parameters::standing(&context.settings);
    standing.into_iter().flat_map(|one| parameter_row(model, &line(one), width)).collect()
}

/// A parameter's name is longer than the labels of evidence: it stands before its value in a line of its own.
fn parameter_row(model: &Model, line: &Line, width: u16) -> Vec<Row> {
    let (label, value) = (line.label.get(model.lang), line.value.get(model.lang));
    let words = match model.lang {
        Lang::Ja => format!("{label}：{value}"),
        Lang::En => format!("{label}: {value}"),
    };
    Row::wrapped(&words, line.tone.into(), 1, width)
}

/// The details of any row in full.
pub fn rows_of(model: &Model, case: &Case, width: u16) -> Vec<Row> {
    let Some(details) = of(model, case) else { return Vec::new() };
    let mut rows = rows_of_title(model, case, &details, width);
    rows.extend(line_rows(model, &details.lines, Some(case), width));
    for sentence in &details.outlook {
        rows.extend(Row::wrapped(&model.masked(sentence.get(model.lang), case), Look::Plain, 1, width));
    }
    rows
}

/// The title on as many rows as it needs: a name is never cut.
pub fn title_rows(model: &Model, case: &Case, width: u16) -> Vec<Row> {
    of(model, case).map(|details| rows_of_title(model, case, &details, width)).unwrap_or_default()
}

fn rows_of_title(model: &Model, case: &Case, details: &Details, width: u16) -> Vec<Row> {
    let room = usize::from(width).saturating_sub(2);
    let mut rows = vec![Row::plain(" ")];
    for cell in &details.title {
        let words = model.masked(cell.words.get(model.lang), case);
        let row = rows.last().map_or(0, Row::cells);
        if row > 1 && row + cells(&words) > room {
            rows.push(Row::plain(" "));
        }
        let lines = wrap(&words, room.max(2));
        for (at, line) in lines.into_iter().enumerate() {
            if at > 0 {
                rows.push(Row::plain(" "));
            }
            if let Some(row) = rows.last_mut() {
                row.left.extend([Span::new(line, cell.tone.into()), Span::new("  ", Look::Plain)]);
            }
        }
    }
    rows
}

/// The words of the title.
pub fn title_words(model: &Model, case: &Case) -> Vec<String> {
    let details = of(model, case).unwrap_or_default();
    details.title.iter().map(|cell| model.masked(cell.words.get(model.lang), case)).collect()
}

/// The title without state and judgement: who or what the row is, in a list where both stand elsewhere.
pub fn name_words(model: &Model, case: &Case) -> String {
    let told_apart_by = match case {
        Case::Invitation(_) => 5,
        Case::Membership(_) => 4,
        Case::User(_) | Case::Group(_) | Case::Mirror(_) | Case::Record(_) => 3,
        Case::Patient(_) | Case::Seat(_) => 2,
        Case::Office(_) => 1,
    };
    title_words(model, case).into_iter().take(told_apart_by).collect::<Vec<_>>().join("  ")
}

/// Evidence, line by line, each with its clause at the right edge.
pub fn line_rows(model: &Model, lines: &[Line], case: Option<&Case>, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let labels = lines.iter().map(|line| cells(line.label.get(lang)) + 2).max().unwrap_or(0).max(LABELS_MIN);
    let labels = labels.min(LABELS_MAX.max(usize::from(width) / 3));
    lines.iter().flat_map(|line| one(model, line, case, labels, width)).collect()
}

fn one(model: &Model, line: &Line, case: Option<&Case>, labels: usize, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let clause = line.clause.map_or("", |clause| clause.clause().shown_as.get(lang));
    let taken = u16::try_from(cells(clause)).unwrap_or(0) + 2;
    let value = line.value.get(lang);
    let value = case.map_or_else(|| value.to_owned(), |case| model.masked(value, case));
    let mut rows = Row::wrapped(&value, line.tone.into(), labels + 1, width.saturating_sub(taken));
    if let Some(first) = rows.first_mut() {
        first.left[0] = Span::new(format!(" {} ", pad(line.label.get(lang), labels - 1)), Look::Muted);
        first.right = vec![Span::new(format!("{clause} "), Look::Muted)];
    }
    rows
}

/// The row's judgement and gravest evidence in one line.
pub fn one_line(model: &Model) -> String {
    let Some(case) = model.case() else { return String::new() };
    gravest(model).unwrap_or_else(|| title_words(model, case).join("  "))
}

/// What speaks most against the row under the cursor, with its clause.
pub fn gravest(model: &Model) -> Option<String> {
    let (case, context) = (model.case()?, model.context.as_ref()?);
    let (judgement, findings) = (listings::of(case.id().noun)?.judgement)(case, context)?;
    let label = judgement.label().get(model.lang);
    let finding = findings.iter().max_by_key(|f| std::cmp::Reverse(f.severity))?;
    let why = model.masked(finding.with_clause().get(model.lang), case);
    Some(match model.lang {
        Lang::Ja => format!("{label}：{why}"),
        Lang::En => format!("{label}: {why}"),
    })
}

fn of(model: &Model, case: &Case) -> Option<Details> {
    let listing = listings::of(case.id().noun)?;
    let mut details = (listing.details)(case, model.context.as_ref()?);
    if let (Case::Mirror(case), Some(decision)) = (case, details.lines.first_mut()) {
        // The listing stands before the table of actions and knows only the act's id.
        decision.value = sentence!(
            "{act}（{entry}）",
            "{act} ({entry})",
            act = table::words_of(&case.mirror.action),
            entry = evidence::number(case.mirror.entry)
        );
    }
    Some(details)
}
