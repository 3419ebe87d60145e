//! The header: whose register this is, the numbers of the day, and who looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::store::evidence::breach::BADGE;
use crate::text::width::cells;
use crate::text::{Lang, Shown, Text};
use crate::tui::model::{Access, Badge, Model};
use crate::tui::theme::Look;
use crate::tui::widgets::Row;

/// Draws the header.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let office = model.office.as_ref().map(|c| Shown::new(&c.office.name).to_string()).unwrap_or_default();
    let numbers = numbers(model);
    let row = Row::plain(" ");
    let row = badges(model, row);
    let around = row.cells() + cells(&numbers) + 4;
    let room = |actor: &str| usize::from(area.width).saturating_sub(around + cells(actor));
    let actor = who(model, |actor| room(actor) >= cells(&office));
    let room = room(&actor);
    let office = crate::text::width::cut(&office, room).into_owned();
    row.and(office, Look::Strong)
        .and(format!("  {numbers}"), Look::Plain)
        .right(format!("{actor} "), Look::Plain)
        .draw(area, model.theme, buffer);
}

/// Who looks, in the longest words that leave the room that is needed, else in the shortest.
fn who(model: &Model, fits: impl Fn(&str) -> bool) -> String {
    let Some(actor) = model.context.as_ref().map(|context| &context.actor) else { return String::new() };
    let words = model.company.words(actor, model.masking, model.lang);
    if fits(&words) { words } else { model.company.brief(actor, model.masking, model.lang) }
}

fn badges(model: &Model, row: Row) -> Row {
    let lang = model.lang;
    let row = match model.badge {
        Badge::Demo => row.and(Text::new(" デモ ", " DEMO ").get(lang), Look::Chip).and(" ", Look::Plain),
        Badge::None => row,
    };
    match model.access {
        Access::ReadOnly => {
            row.and(Text::new(" 閲覧専用 ", " READ-ONLY ").get(lang), Look::Chip).and(" ", Look::Plain)
        }
        Access::Suspended => row.and(format!(" {} ", BADGE.get(lang)), Look::Chip).and(" ", Look::Plain),
        Access::Writing => row,
    }
}

fn numbers(model: &Model) -> String {
    let numbers = &model.numbers;
    let labels = [
        (numbers.due, Text::new("本日", "Due")),
        (numbers.check, Text::new("要確認", "To check")),
        (numbers.pending, Text::new("未反映", "To do in MCS")),
    ];
    let more = if numbers.is_due_cut { "+" } else { "" };
    let parts = labels
        .iter()
        .zip([more, "", ""])
        .filter_map(|((count, label), more)| Some(said(label.get(model.lang), (*count)?) + more));
    parts.collect::<Vec<_>>().join(match model.lang {
        Lang::Ja => "  ",
        Lang::En => "   ",
    })
}

fn said(label: &str, count: u64) -> String {
    format!("{label} {count}")
}
