//! The text of the regulation as papers show it: articles, paragraphs and numbered items.
//!
//! The words are the [`book`](crate::regulation)'s; only the headings, which no clause holds, stand here.

use serde_json::{Value, json};

use crate::domain::Wording;
use crate::regulation::clause::ClauseId;
use crate::text::Shown;
use crate::text::date::{Day, wareki, wareki_long};

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

/// A day as it stands on paper; empty for none.
pub(super) fn day(day: Option<Day>) -> String {
    day.map(wareki_long).unwrap_or_default()
}

/// A sentence of the screen as it stands on paper: its days in 和暦.
pub(super) fn on_paper(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = from.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(from.len());
        let (number, after) = from.split_at(length);
        match number.parse::<Day>().ok().filter(|_| number.len() == ISO_LENGTH) {
            // The space that sets an ISO day off from what follows goes with it.
            Some(day) => {
                out.push_str(&wareki(day));
                let word = after.strip_prefix(' ').filter(|word| !word.starts_with(|c: char| c.is_ascii()));
                rest = word.unwrap_or(after);
            }
            None => {
                out.push_str(number);
                rest = after;
            }
        }
    }
    out + rest
}

/// Letters of 2026-11-23.
const ISO_LENGTH: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_sentence_are_printed_in_the_era() {
        for (screen, paper) in [
            ("紛失。2026-11-23 21:40 に発見。", "紛失。令和8年11月23日 21:40 に発見。"),
            ("G-0031 は 2026-11-23 まで", "G-0031 は 令和8年11月23日まで"),
            ("電話 03-1234-5678", "電話 03-1234-5678"),
            ("2026-13-40", "2026-13-40"),
            ("", ""),
        ] {
            assert_eq!(on_paper(screen), paper);
        }
    }
}
