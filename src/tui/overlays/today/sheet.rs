//! What today's list shows, and what the details say of its row before the row's own evidence.

use super::{Entry, Line, Part, Today};
use crate::actions::table;
use crate::listings::checklist::{Progress, Step};
use crate::listings::today::{Change, Due, Since, is_cut};
use crate::sentence;
use crate::text::date::{clock, days_left, parse_instant, today as day_of};
use crate::text::width::{cells, cut, pad};
use crate::text::{Lang, Shown, Text};
use crate::tui::mask::Names;
use crate::tui::model::Model;
use crate::tui::overlays::evidence;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet, Span, field};

/// Cells of the deadline.
const LEFT_CELLS: usize = 13;
/// Cells of a step's label.
const STEP_CELLS: usize = 17;
/// Cells of an id.
const ID_CELLS: usize = 8;

/// The list, in `width` by `height` cells.
pub fn sheet(model: &Model, today: &Today, width: u16, height: u16) -> Sheet {
    let lines = today.lines();
    let room = usize::from(height.saturating_sub(1));
    let mut sheet =
        Sheet { head: vec![title(model, today, width)], scroll: today.top(room), ..Sheet::default() };
    if !today.is_read() {
        sheet.body.push(Row::of(Text::new("   読込中", "   Reading").get(model.lang), Look::Muted));
    }
    sheet.body.extend(lines.iter().map(|line| row(model, today, line, width)));
    sheet
}

fn title(model: &Model, today: &Today, width: u16) -> Row {
    let lang = model.lang;
    let row = if today.steps.is_some() { steps_title(model, today) } else { due_title(today, lang) };
    let label = Text::new("  絞込 ", "  Filter ").get(lang);
    let filter = Shown::new(today.filter.value());
    if today.entry == Entry::Open {
        let room = usize::from(width).saturating_sub(row.cells() + 14).clamp(10, 40);
        return field::onto(row.and(label, Look::Strong), &today.filter, room, true);
    }
    if today.filter.value().is_empty() {
        return row;
    }
    match lang {
        Lang::Ja => row.and(format!("  絞込「{filter}」"), Look::Strong),
        Lang::En => row.and(format!("  filter \"{filter}\""), Look::Strong),
    }
}

/// What is listed, and how much of it.
fn due_title(today: &Today, lang: Lang) -> Row {
    let rows = today.rows.as_deref().unwrap_or_default();
    let more = if is_cut(rows) { "+" } else { "" };
    let name = match today.behind() {
        Some(clause) => sentence!(
            " 規程 {shown} {title} ",
            " {shown} {title} ",
            shown = clause.shown_as,
            title = clause.title
        ),
        None => Text::new(" 本日の対応 ", " Due today ").into(),
    };
    Row::of(format!("{}{}{more} ", name.get(lang), rows.len()), Look::Chip)
}

/// Whom the steps are about, and how many of them are done.
fn steps_title(model: &Model, today: &Today) -> Row {
    let Some(list) = &today.steps else { return Row::of(" ", Look::Chip) };
    let title = model.masked_with(list.title.get(model.lang), &Names::new(list.names.iter().cloned()));
    let row = Row::of(format!(" {title} "), Look::Chip);
    match list.done() {
        (_, 0) => row,
        (done, all) => {
            let count = sentence!("  済 {done}/{all}", "  done {done}/{all}", done = done, all = all);
            row.and(count.get(model.lang), Look::Strong)
        }
    }
}

fn row(model: &Model, today: &Today, line: &Line<'_>, width: u16) -> Row {
    let lang = model.lang;
    let is_current = line.spot().is_some() && line.spot() == today.cursor;
    let gutter = if is_current { Row::of(" › ", Look::Strong) } else { Row::plain("   ") };
    let mut row = match line {
        Line::Blank => return Row::blank(),
        Line::Part(part, count) => return part_row(*part, *count, today.since.as_ref(), lang),
        Line::Due(due) => due_row(model, gutter, due, width),
        Line::Change(change) => change_row(model, gutter, change),
        Line::Step(step) => step_row(model, gutter, step, width),
        Line::Note(note) => return Row::of(format!("   {}", note.get(lang)), Look::Muted),
    };
    if is_current && today.entry == Entry::Closed {
        row.caret = Some(0);
    }
    row
}

fn part_row(part: Part, count: usize, since: Option<&Since>, lang: Lang) -> Row {
    let words = match part {
        Part::Open => sentence!("要対応 {n}", "Action needed {n}", n = count),
        Part::Review => sentence!("要検討 {n}", "To review {n}", n = count),
        Part::Empty => Text::new("いま対応するものはありません。", "Nothing is due.").into(),
        Part::Since if count == 0 => sentence!(
            "前回のサインイン（{at}）の後、ほかの人による変更はありません。",
            "Nobody else has changed anything since you last signed in ({at}).",
            at = visit(since)
        ),
        Part::Since => sentence!(
            "前回のサインイン（{at}）の後の変更 {n}",
            "Changed since you last signed in ({at}): {n}",
            at = visit(since),
            n = count
        ),
    };
    Row::of(format!(" {}", words.get(lang)), Look::Strong)
}

fn visit(since: Option<&Since>) -> String {
    since.map_or(String::new(), |since| format!("{} {}", day_of(since.at).format("%m/%d"), clock(since.at)))
}

/// The days left, the row, what is to be done, and at the edge the clause: names give way to it.
fn due_row(model: &Model, gutter: Row, due: &Due, width: u16) -> Row {
    let lang = model.lang;
    let today = model.context.as_ref().map(crate::domain::Context::today);
    let left = due.until.zip(today).map(|(until, today)| days_left(until, today));
    let left = left.unwrap_or_else(|| Text::new("すみやかに", "now").into());
    let look = if today.is_some_and(|today| due.is_overdue(today)) { Look::Bad } else { Look::Plain };
    let clause = format!("{} ", due.clause.clause().shown_as.get(lang));
    let words = model.masking.text(due.sentence.get(lang), &names(due)).into_owned();
    let row = gutter
        .and(pad(left.get(lang), LEFT_CELLS), look)
        .and(pad(&due.target.to_string(), ID_CELLS), Look::Muted);
    let room = usize::from(width).saturating_sub(row.cells() + cells(&clause) + 1);
    let words = cut(&words, room).into_owned();
    let mut row = row.and(words, Look::Plain);
    row.right = vec![Span::new(clause, Look::Muted)];
    row
}

/// How far the step is, the row, what it is and what is known of it, and at the edge the clause.
fn step_row(model: &Model, gutter: Row, step: &Step, width: u16) -> Row {
    let lang = model.lang;
    let look = match step.progress {
        Progress::Open => Look::Strong,
        Progress::Waiting => Look::Caution,
        Progress::Done | Progress::Fact => Look::Muted,
    };
    let clause = step.clause.map_or(String::new(), |id| format!("{} ", id.clause().shown_as.get(lang)));
    let says = model.masked_with(step.says.get(lang), &Names::new(step.names.iter().cloned()));
    let row = gutter
        .and(pad(step.progress.label().get(lang), 9), look)
        .and(pad(&step.target.to_string(), ID_CELLS), Look::Muted)
        .and(pad(step.label.get(lang), STEP_CELLS), Look::Plain);
    let room = usize::from(width).saturating_sub(row.cells() + cells(&clause) + 1);
    let mut row = row.and(cut(&says, room).into_owned(), Look::Plain);
    row.right = vec![Span::new(clause, Look::Muted)];
    row
}

fn change_row(model: &Model, gutter: Row, change: &Change) -> Row {
    let at = parse_instant(&change.entry.at);
    let at = at.map_or(String::new(), |at| format!("{} {}", day_of(at).format("%m/%d"), clock(at)));
    let name = Shown::new(&change.name).to_string();
    let name = model.masking.text(&name, &Names::new([change.name.clone()])).into_owned();
    let who = model.masked_with(&change.who, &Names::new([change.who.clone()]));
    gutter
        .and(pad(&at, LEFT_CELLS), Look::Muted)
        .and(pad(&change.entry.object, ID_CELLS), Look::Muted)
        .and(format!("{}  ", table::words_of(&change.entry.action).get(model.lang)), Look::Plain)
        .and(name, Look::Plain)
        .right(format!(" {who} {} ", evidence::number(change.entry.number)), Look::Muted)
}

fn names(due: &Due) -> Names {
    Names::new(due.names.iter().cloned())
}

/// Why the row under the cursor stands in the list: what is due, since and until when, by which clause.
pub fn why_rows(model: &Model, today: &Today, width: u16) -> Vec<Row> {
    let Some(due) = today.due() else { return step_why_rows(model, today, width) };
    let lang = model.lang;
    let clause = format!("{} ", due.clause.clause().shown_as.get(lang));
    let gap = due.gap.text().map_or("", |text| text.get(lang));
    let days = due.days();
    let action = table::words_of(due.action);
    let words = match hindrance(model, today, due) {
        None => sentence!(
            "{gap}：{kind}。{days}。「{action}」で済みます。",
            "{gap}: {kind}; {days}. \"{action}\" settles it.",
            gap = gap,
            kind = due.kind,
            days = days,
            action = action
        ),
        Some(why) => sentence!(
            "{gap}：{kind}。{days}。「{action}」は今はできません。{why}",
            "{gap}: {kind}; {days}. \"{action}\" is not possible now. {why}",
            gap = gap,
            kind = due.kind,
            days = days,
            action = action,
            why = why
        ),
    };
    let room = width.saturating_sub(u16::try_from(cells(&clause)).unwrap_or(0) + 1);
    let mut rows = Row::wrapped(words.get(lang), Look::Strong, 1, room);
    if let Some(first) = rows.first_mut() {
        first.right = vec![Span::new(clause, Look::Muted)];
    }
    rows
}

/// Why what would settle the row cannot be done to it as it stands, as an archive under a hold (保全).
fn hindrance(model: &Model, today: &Today, due: &Due) -> Option<String> {
    let action = table::find(due.action)?;
    let case = today.case().filter(|case| case.id().noun == action.on)?;
    let why = model.why_not(action, case)?;
    Some(model.masked(why.get(model.lang), case))
}

/// What the step under the cursor says in full, and the action that does it.
fn step_why_rows(model: &Model, today: &Today, width: u16) -> Vec<Row> {
    let Some(step) = today.step_at() else { return Vec::new() };
    let lang = model.lang;
    let says = model.masked_with(step.says.get(lang), &Names::new(step.names.iter().cloned()));
    let words = match step.action {
        Some(action) if step.progress == Progress::Open => sentence!(
            "{label}：{says}。「{action}」で済みます。",
            "{label}: {says}. \"{action}\" does it.",
            label = step.label,
            says = says.trim_end_matches(['。', '.']),
            action = table::words_of(action)
        ),
        _ => sentence!("{label}：{says}", "{label}: {says}", label = step.label, says = says),
    };
    Row::wrapped(words.get(lang), Look::Strong, 1, width)
}
