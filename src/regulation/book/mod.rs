//! The text in force, as data: every clause of the city's regulation, its forms and its notes.
//!
//! One file per part. Another city's text is another [`Book`]; nothing else holds a clause's words.

mod articles_11_to_13;
mod articles_1_to_7;
mod articles_8_to_10;
mod form_3;
mod form_4;
mod forms_1_and_2;
mod notes;

use chrono::NaiveDate;

use super::clause::{Clause, ClauseId};
use crate::text::Text;

/// One city's regulation.
#[derive(Debug)]
pub struct Book {
    /// The city that made it.
    pub city: Text,
    /// Its name.
    pub name: Text,
    /// The day from which it holds; rows dated earlier are 施行前, not faulted.
    pub effective: NaiveDate,
    /// Its parts, in order.
    pub parts: &'static [Part],
    /// What its clauses mean to the checks, which cite [`BOOK`].
    pub meaning: Meaning,
}

/// How the clauses of a book are understood by what cites [`BOOK`]: checks, registers, actions.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// As they stand: this is the book that is cited.
    Cited,
    /// Each as the clause of the cited book beside it; the others are known to nobody but people.
    Like(&'static [(ClauseId, ClauseId)]),
}

/// A run of clauses under one headline.
#[derive(Debug)]
pub struct Part {
    /// The headline.
    pub title: Text,
    /// The clauses, in order.
    pub clauses: &'static [Clause],
}

impl Book {
    /// Every clause, in the order of the text.
    pub fn clauses(&self) -> impl Iterator<Item = &'static Clause> + use<> {
        self.parts.iter().flat_map(|part| part.clauses)
    }

    /// The clause with this id; another city's text may lack it.
    pub fn clause(&self, id: ClauseId) -> Option<&'static Clause> {
        self.clauses().find(|clause| clause.id == id)
    }

    /// The clause of [`BOOK`] that a clause of this book says the same as.
    pub fn meaning_of(&self, own: ClauseId) -> Option<ClauseId> {
        match self.meaning {
            Meaning::Cited => Some(own),
            Meaning::Like(pairs) => pairs.iter().find(|(id, _)| *id == own).map(|(_, cited)| *cited),
        }
    }

    /// Where in the text the clause with this id stands. Loops by hand, so that constants can ask.
    pub(super) const fn position(&self, id: &str) -> Option<usize> {
        let (mut before, mut part) = (0, 0);
        while part < self.parts.len() {
            let clauses = self.parts[part].clauses;
            let mut at = 0;
            while at < clauses.len() {
                if same(clauses[at].id.as_str(), id) {
                    return Some(before + at);
                }
                at += 1;
            }
            before += clauses.len();
            part += 1;
        }
        None
    }
}

/// `==` on text, which constants do not have.
const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

/// 狛江市メディカルケアステーション運用規程 with its forms and notes.
pub static BOOK: Book = Book {
    city: Text::new("狛江市", "Komae City"),
    name: Text::new(
        "狛江市メディカルケアステーション運用規程",
        "Komae City Regulation on the Operation of Medical Care Station",
    ),
    effective: NaiveDate::from_ymd_opt(2018, 10, 1).expect("a day of the calendar"),
    meaning: Meaning::Cited,
    parts: &[
        Part {
            title: Text::new("前文・第1条〜第7条", "Preamble, articles 1-7"),
            clauses: articles_1_to_7::CLAUSES,
        },
        Part { title: Text::new("第8条〜第10条", "Articles 8-10"), clauses: articles_8_to_10::CLAUSES },
        Part {
            title: Text::new("第11条〜第13条・付則", "Articles 11-13, supplementary provision"),
            clauses: articles_11_to_13::CLAUSES,
        },
        Part {
            title: Text::new("別紙様式1・2 申込書", "Forms 1 and 2: application"),
            clauses: forms_1_and_2::CLAUSES,
        },
        Part { title: Text::new("別紙様式3 同意書", "Form 3: consent"), clauses: form_3::CLAUSES },
        Part { title: Text::new("別紙様式4 誓約書", "Form 4: pledge"), clauses: form_4::CLAUSES },
        Part { title: Text::new("利用上の留意事項", "Notes on use"), clauses: notes::CLAUSES },
    ],
};

#[cfg(test)]
mod tests;
