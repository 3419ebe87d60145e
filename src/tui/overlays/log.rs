//! The message log: what the message line has said, the latest first.

use crate::text::Text;
use crate::text::date::clock;
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// What it shows.
pub fn sheet(model: &Model, scroll: usize, width: u16) -> Sheet {
    let title = Text::new(" 通知履歴", " Messages").get(model.lang);
    let mut body: Vec<Row> = model
        .notices
        .all()
        .flat_map(|notice| {
            let mut rows = Row::wrapped(notice.words(model.masking, model.lang), notice.look, 8, width);
            if let Some(first) = rows.first_mut() {
                first.left[0].words = format!(" {}  ", clock(notice.at));
                first.left[0].look = Look::Muted;
            }
            rows
        })
        .collect();
    if body.is_empty() {
        body.push(Row::of(Text::new(" まだありません。", " Nothing yet.").get(model.lang), Look::Muted));
    }
    Sheet { head: vec![Row::of(title, Look::Strong), Row::blank()], body, scroll, ..Sheet::default() }
}
