//! A pane: its title line with the numbers that matter, and the rows of its list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::open_filter;
use crate::domain::{Case, Context, Noun};
use crate::listings::Listing;
use crate::text::{Lang, Text};
use crate::tui::columns;
use crate::tui::list::List;
use crate::tui::mask::Names;
use crate::tui::model::{Model, PANES};
use crate::tui::overlays::sort::way_words;
use crate::tui::terminal::Caret;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Span, field};

/// Cells before the first column: cursor and selection mark.
const GUTTER: u16 = 5;

/// Draws a pane; answers where the cursor rests, or types, if it is here.
pub fn draw(model: &Model, noun: Noun, area: Rect, buffer: &mut Buffer) -> Option<Caret> {
    if area.is_empty() {
        return None;
    }
    let is_focused = noun == model.focus;
    let list = model.list(noun);
    let typing = title(model, list, area).draw(area, model.theme, buffer).filter(|_| is_focused);
    let rows = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let resting = draw_rows(model, list, rows, buffer).filter(|_| is_focused);
    typing.map(Caret::Typing).or(resting.map(Caret::Resting))
}

fn title(model: &Model, list: &List, area: Rect) -> Row {
    let is_focused = list.noun == model.focus;
    let lang = model.lang;
    let number = PANES.iter().position(|noun| *noun == list.noun).map(|at| format!("{} ", at + 1));
    let total = list.total.map_or(String::new(), |total| format!(" {total}"));
    let name = format!(" {}{}{total} ", number.unwrap_or_default(), list.noun.label().get(lang));
    let row = Row::of(name, if is_focused { Look::Chip } else { Look::Strong });
    if is_focused && let Some(filter) = open_filter(model) {
        let label = Text::new("  絞込 ", "  Filter ").get(lang);
        let room = usize::from(area.width).saturating_sub(row.cells() + 24).clamp(10, 40);
        let row = field::onto(row.and(label, Look::Strong), &filter.input, room, true);
        return with_position(row, list);
    }
    let row = with_relation(model, row, list);
    let row = with_tallies(row, list, lang);
    if is_focused { with_position(with_state(row, list, lang), list) } else { row }
}

fn with_relation(model: &Model, row: Row, list: &List) -> Row {
    let Some(relation) = &list.relation else { return row };
    let name = model.masking.text(&relation.name, &Names::new([relation.name.clone()])).into_owned();
    let words = match model.lang {
        Lang::Ja => format!("  「{name}」の{}（Escで戻る）", list.noun.label().ja),
        Lang::En => format!("  of \"{name}\" (Esc goes back)"),
    };
    row.and(words, Look::Strong)
}

fn with_tallies(mut row: Row, list: &List, lang: Lang) -> Row {
    let tallies = list.listing().map_or(&[][..], |listing| listing.tallies);
    for (tally, count) in tallies.iter().zip(&list.tallies).filter(|(_, count)| **count > 0) {
        row = row.and(format!("  {} {count}", tally.label.get(lang)), Look::Plain);
    }
    row
}

/// Order, filter and selection of the focused list.
fn with_state(row: Row, list: &List, lang: Lang) -> Row {
    let order = list.listing().and_then(|l| l.orders.get(list.order)).map_or("", |o| o.label.get(lang));
    let row = row.and(format!("   {order}{}", way_words(list.way).get(lang)), Look::Muted);
    let row = if list.filter.is_empty() {
        row
    } else {
        let filter = crate::text::Shown::new(&list.filter);
        row.and(format!("  {} ", Text::new("絞込", "Filter").get(lang)), Look::Muted)
            .and(format!("「{filter}」"), Look::Strong)
    };
    let row = with_selection(row, list, lang);
    match (list.arrived, lang) {
        (0, _) => row,
        (n, Lang::Ja) => row.and(format!("  新着 {n}件 r で表示"), Look::Caution),
        (n, Lang::En) => row.and(format!("  {n} new: r shows them"), Look::Caution),
    }
}

fn with_selection(row: Row, list: &List, lang: Lang) -> Row {
    let (count, hidden) = (list.selection.len(), list.selection.hidden);
    let words = match (count, hidden, lang) {
        (0, _, _) => return row,
        (_, 0, Lang::Ja) => format!("  選択{count}"),
        (_, 0, Lang::En) => format!("  {count} selected"),
        (_, _, Lang::Ja) => format!("  選択{count}（うち非表示{hidden}）"),
        (_, _, Lang::En) => format!("  {count} selected ({hidden} hidden)"),
    };
    row.and(words, Look::Strong)
}

/// The cursor's place, where the whole list is held.
fn with_position(row: Row, list: &List) -> Row {
    match list.position() {
        Some((at, count)) => row.right(format!("{at}/{count} "), Look::Muted),
        None => row,
    }
}

fn draw_rows(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let (Some(listing), Some(context)) = (list.listing(), &model.context) else { return None };
    let height = usize::from(area.height);
    let top = list.top(height);
    let shown: Vec<&Case> = list.page.rows.iter().skip(top).take(height).map(|(_, case)| case).collect();
    if shown.is_empty() {
        draw_empty(model, list, area, buffer);
        return None;
    }
    let cells = cells(model, listing, context, &shown);
    let widths = columns::widths(listing.columns, &cells, area.width.saturating_sub(GUTTER));
    let mut resting = None;
    for ((y, case), spans) in (area.y..).zip(&shown).zip(&cells) {
        let is_current = list.cursor == Some(case.id());
        let row = gutter(model, list, case).joined(columns::row(spans, &widths));
        row.draw(Rect { y, height: 1, ..area }, model.theme, buffer);
        if is_current {
            resting = Some(Position::new(area.x, y));
        }
    }
    resting
}

fn gutter(model: &Model, list: &List, case: &Case) -> Row {
    let is_current = list.cursor == Some(case.id()) && list.noun == model.focus;
    let cursor = if is_current { " › " } else { "   " };
    let mark = if list.selection.contains(case.id()) { "✓ " } else { "  " };
    Row::of(cursor, Look::Strong).and(mark, Look::Strong)
}

/// Every column's words of every row shown, long and short.
fn cells(
    model: &Model,
    listing: &'static Listing,
    context: &Context,
    cases: &[&Case],
) -> Vec<Vec<columns::Words>> {
    let lang = model.lang;
    let row = |case: &&Case| {
        let names = Names::of(case);
        let of_column = |column: &crate::listings::Column| {
            let cell = (column.cell)(case, context);
            let masked = |text: &str| model.masking.text(text, &names).into_owned();
            columns::Words {
                long: masked(cell.words.get(lang)),
                short: cell.short.as_ref().map(|short| masked(short.get(lang))),
                look: Span::new("", cell.tone.into()).look,
            }
        };
        listing.columns.iter().map(of_column).collect()
    };
    cases.iter().map(row).collect()
}

/// What an empty list says, and what to do next.
fn draw_empty(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) {
    let words = match list.total {
        None => Text::new("読込中", "Reading"),
        Some(_) if list.is_filtered() => {
            Text::new("当てはまる行はありません。Escで絞込を解く", "No row fits. Esc lifts the filter.")
        }
        Some(_) => empty_words(list.noun),
    };
    let is_focused = list.noun == model.focus;
    let lines = Row::wrapped(words.get(model.lang), Look::Muted, usize::from(GUTTER), area.width);
    let lines = lines.into_iter().take(if is_focused { 3 } else { 1 });
    for (y, row) in (area.y..area.bottom()).zip(lines) {
        row.draw(Rect { y, height: 1, ..area }, model.theme, buffer);
    }
}

fn empty_words(noun: Noun) -> Text {
    match noun {
        Noun::User => Text::new(
            "ユーザーはまだいません。n で1人ずつ、または mcs-console import users FILE でまとめて登録します。",
            "No users yet. n registers one; mcs-console import users FILE takes in a list.",
        ),
        Noun::Group => Text::new(
            "グループはまだありません。n で作成、または mcs-console import groups FILE で取り込みます。",
            "No groups yet. n makes one; mcs-console import groups FILE takes in a list.",
        ),
        Noun::Invitation => Text::new(
            "招待はありません。n で招待、または mcs-console import invitations FILE で取り込みます。",
            "No invitations. n invites; mcs-console import invitations FILE takes in a list.",
        ),
        Noun::Mirror => {
            Text::new("MCSで反映待ちの操作はありません。", "Nothing waits to be carried out in MCS.")
        }
        _ => Text::new("行がありません。", "There are no rows."),
    }
}
