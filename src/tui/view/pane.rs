//! A pane: its title line with the numbers that matter, and the rows of its list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::memo::Memo;
use super::open_filter;
use crate::actions::table;
use crate::domain::{Case, Context, Noun};
use crate::listings::{Cell, Column, Listing};
use crate::text::width::cells;
use crate::text::{Lang, Shown, Text};
use crate::tui::columns;
use crate::tui::gestures::Turn;
use crate::tui::layout;
use crate::tui::list::List;
use crate::tui::mask::{Masking, Names};
use crate::tui::model::Model;
use crate::tui::overlays::sort::way_words;
use crate::tui::terminal::Caret;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Span, field};

/// Cells before the first column: cursor and selection mark.
const GUTTER: u16 = 5;

/// Draws a pane; answers where the cursor rests, or types, if it is here.
pub fn draw(model: &Model, memo: &mut Memo, noun: Noun, area: Rect, buffer: &mut Buffer) -> Option<Caret> {
    if area.is_empty() {
        return None;
    }
    let is_focused = noun == model.focus;
    let list = model.list(noun);
    let typing = title(model, list, area).draw(area, model.theme, buffer).filter(|_| is_focused);
    let resting = draw_rows(model, memo, list, area, buffer).filter(|_| is_focused);
    typing.map(Caret::Typing).or(resting.map(Caret::Resting))
}

fn title(model: &Model, list: &List, area: Rect) -> Row {
    let is_focused = list.noun == model.focus;
    let lang = model.lang;
    let at_home = model.panes().iter().position(|pane| *pane == list.noun);
    let number = match list.noun {
        _ if at_home.is_some() => at_home.map(|at| format!("{} ", at + 1)),
        noun if noun == Noun::Mirror || noun.is_register() || Noun::PAPERS.contains(&noun) => {
            Some("4 ".to_owned())
        }
        _ => None,
    };
    let total = list.total.map_or(String::new(), |total| format!(" {total}"));
    let name = format!(" {}{}{total} ", number.unwrap_or_default(), list.noun.label().get(lang));
    let row = Row::of(name, if is_focused { Look::Chip } else { Look::Strong });
    if is_focused && let Some(filter) = open_filter(model) {
        let label = Text::new("  絞込 ", "  Filter ").get(lang);
        let room = usize::from(area.width).saturating_sub(row.cells() + 24).clamp(10, 40);
        let row = field::onto(row.and(label, Look::Strong), &filter.input, room, true);
        return with_position(row, list);
    }
    let position = list.position().filter(|_| is_focused);
    let taken = row.cells() + position.map_or(0, |(at, of)| format!("{at}/{of} ").len());
    let words = fitting(title_words(model, list), usize::from(area.width).saturating_sub(taken));
    let row = words.into_iter().fold(row, |row, part| row.and(part.words, part.look));
    if is_focused { with_position(row, list) } else { row }
}

/// Words of a title line, with their weight where not all of them fit.
struct Part {
    words: String,
    look: Look,
    weight: u8,
}

fn title_words(model: &Model, list: &List) -> Vec<Part> {
    let lang = model.lang;
    let part = |weight, look, words: String| Part { words, look, weight };
    let mut parts: Vec<Part> = tallies(model, list).into_iter().map(|t| part(2, Look::Plain, t)).collect();
    let is_focused = list.noun == model.focus;
    parts.extend(order_words(list, lang).filter(|_| is_focused).map(|words| part(1, Look::Muted, words)));
    // Also where it has not the focus: the number beside it is not the whole list's.
    parts.extend(filter_words(list, lang).map(|words| part(3, Look::Strong, words)));
    if is_focused {
        parts.extend(selection_words(list, lang).map(|words| part(4, Look::Strong, words)));
        parts.extend(arrived_words(model, list).map(|words| part(5, Look::Caution, words)));
    }
    parts.extend(relation_words(model, list).map(|words| part(6, Look::Strong, words)));
    parts
}

/// Leaves out the parts of least weight until the rest fits.
fn fitting(mut parts: Vec<Part>, room: usize) -> Vec<Part> {
    while parts.iter().map(|part| cells(&part.words)).sum::<usize>() > room {
        let Some(least) = parts.iter().map(|part| part.weight).min() else { return parts };
        let Some(at) = parts.iter().rposition(|part| part.weight == least) else { return parts };
        if parts.len() == 1 {
            return parts;
        }
        parts.remove(at);
    }
    parts
}

fn relation_words(model: &Model, list: &List) -> Option<String> {
    let relation = list.relation.as_ref()?;
    let names = Names::new([relation.name.clone()]);
    let name = model.masking.text(&relation.name, &names);
    Some(match model.lang {
        Lang::Ja => format!("  「{name}」の{}（Escで戻る）", list.noun.label().ja),
        Lang::En => format!("  of \"{name}\" (Esc goes back)"),
    })
}

fn tallies(model: &Model, list: &List) -> Vec<String> {
    // They count the whole office: beside a filtered list they would mislead.
    let counts = model.panes().contains(&list.noun) && !list.is_filtered();
    let tallies = list.listing().filter(|_| counts).map_or(&[][..], |listing| listing.tallies);
    let counted = tallies.iter().zip(&list.tallies).filter(|(_, count)| **count > 0);
    counted.map(|(tally, count)| format!("  {} {count}", tally.label.get(model.lang))).collect()
}

fn order_words(list: &List, lang: Lang) -> Option<String> {
    let order = list.listing()?.orders.get(list.order)?;
    Some(format!("   {}{}", order.label.get(lang), way_words(list.way).get(lang)))
}

fn filter_words(list: &List, lang: Lang) -> Option<String> {
    let filter = Shown::new(&list.filter);
    (!list.filter.is_empty()).then(|| match lang {
        Lang::Ja => format!("  絞込「{filter}」"),
        Lang::En => format!("  filter \"{filter}\""),
    })
}

fn selection_words(list: &List, lang: Lang) -> Option<String> {
    let (count, hidden) = (list.selection.len(), list.selection.hidden);
    (count > 0).then(|| match lang {
        Lang::Ja => format!("  選択{count}（うち非表示{hidden}）"),
        Lang::En => format!("  {count} selected ({hidden} hidden)"),
    })
}

fn arrived_words(model: &Model, list: &List) -> Option<String> {
    let key = model.keys.named(Turn::Refresh, model.lang);
    match (list.arrived, model.lang) {
        (0, _) => None,
        (n, Lang::Ja) => Some(format!("  新着 {n}件 {key} で表示")),
        (n, Lang::En) => Some(format!("  {n} new: {key} shows them")),
    }
}

/// The cursor's place, where the whole list is held.
fn with_position(row: Row, list: &List) -> Row {
    match list.position() {
        Some((at, count)) => row.right(format!("{at}/{count} "), Look::Muted),
        None => row,
    }
}

fn draw_rows(
    model: &Model,
    memo: &mut Memo,
    list: &List,
    pane: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let above = layout::rows_above(model, list.noun, pane).min(pane.height);
    // A blank line before the next title, where there is room for one.
    let blank = u16::from(list.noun != model.focus && pane.height > 3);
    let area = Rect { y: pane.y + above, height: pane.height - above - blank, ..pane };
    let (Some(listing), Some(context)) = (list.listing(), &model.context) else { return None };
    let height = usize::from(area.height);
    let top = list.top(height);
    let shown: Vec<&Case> = list.page.rows.iter().skip(top).take(height).map(|(_, case)| case).collect();
    if shown.is_empty() {
        draw_empty(model, list, area, buffer);
        return None;
    }
    let words: Vec<_> = shown
        .iter()
        .map(|case| memo.words(model, context, case, || words(model, listing, context, case)))
        .collect();
    let room = area.width.saturating_sub(GUTTER);
    let mut widths = columns::widths(listing.columns, &words, room);
    if above > 1 {
        columns::widen_for_headings(listing.columns, &mut widths, room, model.lang);
    }
    if above > 1 {
        let line = Rect { y: area.y - 1, height: 1, ..area };
        headings(listing, &widths, model.lang).draw(line, model.theme, buffer);
    }
    let mut resting = None;
    for ((y, case), spans) in (area.y..).zip(&shown).zip(&words) {
        let is_current = list.cursor == Some(case.id());
        let row = gutter(model, list, case).joined(columns::row(spans, &widths));
        row.draw(Rect { y, height: 1, ..area }, model.theme, buffer);
        if is_current {
            resting = Some(Position::new(area.x, y));
        }
    }
    resting
}

/// The columns' names, over the columns that are shown.
fn headings(listing: &Listing, widths: &[u16], lang: Lang) -> Row {
    let word =
        |label: Text| columns::Words { long: label.get(lang).to_owned(), short: None, look: Look::Muted };
    let words: Vec<_> = listing.columns.iter().map(|column| word(column.label)).collect();
    Row::plain(" ".repeat(usize::from(GUTTER))).joined(columns::row(&words, widths))
}

fn gutter(model: &Model, list: &List, case: &Case) -> Row {
    let is_current = list.cursor == Some(case.id()) && list.noun == model.focus;
    let cursor = if is_current { " › " } else { "   " };
    let mark = if list.selection.contains(case.id()) { "✓ " } else { "  " };
    Row::of(cursor, Look::Strong).and(mark, Look::Strong)
}

/// Every column's words of a row, long and short.
fn words(model: &Model, listing: &'static Listing, context: &Context, case: &Case) -> Vec<columns::Words> {
    let lang = model.lang;
    let names = match model.masking {
        Masking::On => Names::of(case),
        Masking::Off => Names::default(),
    };
    let of_column = |column: &Column| {
        let cell = told_by_the_table(column, case).unwrap_or_else(|| (column.cell)(case, context));
        let masked = |text: &str| model.masking.text(text, &names).into_owned();
        columns::Words {
            long: masked(cell.words.get(lang)),
            short: cell.short.as_ref().map(|short| masked(short.get(lang))),
            look: Span::new("", cell.tone.into()).look,
        }
    };
    listing.columns.iter().map(of_column).collect()
}

/// A mirror mark's act by its label: the listing stands before the table of actions and knows only its id.
fn told_by_the_table(column: &Column, case: &Case) -> Option<Cell> {
    match case {
        Case::Mirror(case) if column.id == "action" => {
            Some(Cell::plain(table::words_of(&case.mirror.action)))
        }
        _ => None,
    }
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
            "ユーザーはまだいません。Ctrl-O で名簿（CSV・XLSX）を取り込むか、n で1人ずつ登録します。",
            "No users yet. Ctrl-O takes in a list, CSV or XLSX; n registers one.",
        ),
        Noun::Group => Text::new(
            "グループはまだありません。Ctrl-O で一覧表（CSV・XLSX）を取り込むか、n で作成します。",
            "No groups yet. Ctrl-O takes in a list, CSV or XLSX; n makes one.",
        ),
        Noun::Invitation => Text::new(
            "招待はありません。Ctrl-O で一覧表（CSV・XLSX）を取り込むか、n で招待します。",
            "No invitations. Ctrl-O takes in a list, CSV or XLSX; n invites.",
        ),
        Noun::Mirror => {
            Text::new("MCSで反映待ちの操作はありません。", "Nothing waits to be carried out in MCS.")
        }
        Noun::Application => Text::new(
            "申込みはありません。市は n で様式1・2を受け付けます。",
            "No applications. The city's desk takes Forms 1 and 2 in with n.",
        ),
        Noun::Seat => Text::new("MCS管理者がいません。", "There is no administrator."),
        _ => Text::new("行がありません。", "There are no rows."),
    }
}
