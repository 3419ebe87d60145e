//! The text of the regulation as papers show it: articles, paragraphs and numbered items.
//!
//! The words are the [`book`](crate::regulation)'s; only the headings, which no clause holds, stand here.

use serde_json::{Value, json};

use super::order::Wording;
use crate::regulation::clause::ClauseId;
use crate::text::Shown;

/// An article of a form: its heading, and its paragraphs with their items.
pub(super) struct Article {
    /// As it stands above the article.
    pub heading: &'static str,
    /// 第1条
    pub number: &'static str,
    /// Its paragraphs in order.
    pub paragraphs: &'static [Paragraph],
}

/// A paragraph, and the items below it.
pub(super) struct Paragraph {
    /// The clause.
    pub clause: ClauseId,
    /// Numbered (1), (2) …
    pub items: &'static [ClauseId],
}

/// A clause's words, its fields left out: they are drawn.
pub(super) fn words(clause: ClauseId, wording: Wording) -> String {
    let clause = clause.clause();
    let text = match wording {
        Wording::AsIssued => clause.ja.to_owned(),
        Wording::Corrected => clause.corrected(),
    };
    text.lines().next().unwrap_or_default().to_owned()
}

/// Articles for a template.
pub(super) fn articles(articles: &[Article], wording: Wording) -> Value {
    let one = |article: &Article| {
        json!({
            "heading": article.heading,
            "number": article.number,
            "paragraphs": article.paragraphs.iter().map(|p| paragraph(p, wording)).collect::<Vec<_>>(),
        })
    };
    articles.iter().map(one).collect()
}

fn paragraph(paragraph: &Paragraph, wording: Wording) -> Value {
    json!({
        "text": words(paragraph.clause, wording),
        "items": paragraph.items.iter().map(|item| words(*item, wording)).collect::<Vec<_>>(),
    })
}

/// A text from people, as it may stand on paper.
pub(super) fn shown(text: &str) -> String {
    Shown::new(text).into()
}
