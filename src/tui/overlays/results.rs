//! What came of a write on many rows, row by row.

use crate::actions::Outcome;
use crate::domain::Id;
use crate::text::Text;
use crate::text::width::pad;
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// The outcomes.
#[derive(Clone, Debug)]
pub struct Results {
    /// Each row's, in the order asked.
    pub outcomes: Vec<(Id, Outcome)>,
    /// How far it is scrolled.
    pub scroll: usize,
}

impl Results {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let title = Text::new(" 実行結果", " What was done").get(lang);
        let body = self.outcomes.iter().flat_map(|(id, outcome)| {
            let (label, look) = match outcome {
                Outcome::Done(_) => (Text::new("実行済み", "done"), Look::Plain),
                _ => (Text::new("未実行", "not done"), Look::Caution),
            };
            let names = model.list_of(*id).and_then(|list| list.case_of(*id)).map(|case| model.name_of(case));
            let first = Row::of(format!(" {}", pad(label.get(lang), 10)), look)
                .and(pad(&id.to_string(), 8), Look::Plain)
                .and(names.unwrap_or_default(), Look::Plain);
            let why = match outcome {
                Outcome::Done(_) => Vec::new(),
                other => Row::wrapped(other.sentence().get(lang), Look::Muted, 11, width),
            };
            std::iter::once(first).chain(why)
        });
        let next = model.run.as_ref().map(|run| {
            let words = run.next_words();
            Row::of(format!(" {}", words.get(lang)), Look::Strong)
        });
        Sheet {
            foot: next.into_iter().collect(),
            head: vec![Row::of(title, Look::Strong), Row::blank()],
            body: body.collect(),
            scroll: self.scroll,
            ..Sheet::default()
        }
    }
}
