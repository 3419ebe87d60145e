//! Listings: what a noun's rows look like as columns, details and JSON. Shared by pane, command line and CSV.
//!
//! A listing draws nothing and decides nothing: it asks the store for cases and the regulation for findings.

pub mod as_of;
pub mod board;
pub mod change;
pub mod checklist;
pub mod checks;
pub mod contacts;
pub mod data;
pub mod desk;
pub mod follow;
mod group;
pub mod incident;
mod invitation;
pub mod mask;
mod membership;
mod mirror;
mod office;
mod paper;
pub mod parameters;
mod patient;
mod person;
mod records;
mod register;
pub mod review;
pub mod runs;
mod seat;
pub mod today;
pub mod trends;
mod user;
pub mod view;

use crate::domain::{Case, Context, Id, Noun};
use crate::regulation::clause::ClauseId;
use crate::regulation::finding::{Finding, Judgement};
use crate::store::{Ask, Key, Page, Reader, StoreError, Window};
use crate::text::search::Needle;
use crate::text::{Sentence, Text};

/// How one noun is listed.
pub struct Listing {
    /// Which noun.
    pub noun: Noun,
    /// Its columns, left to right.
    pub columns: &'static [Column],
    /// Its orders, the usual one first; ids are those of the store's source.
    pub orders: &'static [Choice],
    /// The numbers that matter in the pane's title; ids are conditions of the store's source.
    pub tallies: &'static [Choice],
    /// Reads a page.
    pub page: ReadPage,
    /// Finds the place of a row.
    pub locate: fn(&Reader<'_>, &Ask, Id) -> Result<Option<Key>, StoreError>,
    /// Counts the rows.
    pub count: fn(&Reader<'_>, &Ask) -> Result<u64, StoreError>,
    /// What the details pane shows of a row.
    pub details: fn(&Case, &Context) -> Details,
    /// 可, 要確認 or 不可, with the findings; `None` for rows and nouns that are not judged.
    pub judgement: fn(&Case, &Context) -> Option<Judged>,
    /// The row as an object with stable snake_case keys.
    pub json: fn(&Case, &Context) -> serde_json::Value,
}

/// Reads a page of a noun's cases.
pub type ReadPage = fn(&Reader<'_>, &Ask, &Window, usize) -> Result<Page<Case>, StoreError>;

/// A judgement with the findings it comes from.
pub type Judged = (Judgement, Vec<Finding>);

/// A name for people and one for the command line.
pub struct Choice {
    /// The word of the command line.
    pub id: &'static str,
    /// The label on screen.
    pub label: Text,
}

impl Listing {
    /// What a filter's text asks for: the condition whose name it begins with, as the title has it (保管候補), and
    /// the words after it.
    pub fn asked(&self, typed: &str) -> (Option<&'static str>, Option<Needle>) {
        let typed = typed.trim();
        let named = self.tallies.iter().find_map(|tally| {
            let rest =
                [tally.label.ja, tally.label.en].into_iter().find_map(|name| after_name(typed, name))?;
            Some((tally.id, rest))
        });
        match named {
            Some((id, rest)) => (Some(id), Needle::parse(rest)),
            None => (None, Needle::parse(typed)),
        }
    }
}

/// What follows `name` at the beginning of `typed`, where the name ends there.
fn after_name<'t>(typed: &'t str, name: &str) -> Option<&'t str> {
    let (begin, rest) = typed.split_at_checked(name.len())?;
    let ends = rest.chars().next().is_none_or(char::is_whitespace);
    (ends && begin.eq_ignore_ascii_case(name)).then_some(rest)
}

/// One column of a listing.
pub struct Column {
    /// Its key in CSV.
    pub id: &'static str,
    /// Its heading.
    pub label: Text,
    /// Cells at the least and at the most.
    pub width: (u16, u16),
    /// Who gives way when the width is short: 0 never, the highest first.
    pub gives_way: u8,
    /// What stands in it.
    pub cell: fn(&Case, &Context) -> Cell,
}

/// What stands in a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The words.
    pub words: Sentence,
    /// The words for a narrow column, where there are shorter ones.
    pub short: Option<Sentence>,
    /// How it is meant; never by colour alone.
    pub tone: Tone,
}

/// How something is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// All is well.
    Good,
    /// Wants a look.
    Caution,
    /// Stops something.
    Bad,
    /// Of less weight.
    Muted,
    /// Of more weight.
    Strong,
}

/// What the details pane shows of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// Names and state, the first thing read.
    pub title: Vec<Cell>,
    /// Evidence, line by line, each with its clause.
    pub lines: Vec<Line>,
    /// What follows from acting, in whole sentences.
    pub outlook: Vec<Sentence>,
}

/// One line of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is about.
    pub label: Text,
    /// What is known.
    pub value: Sentence,
    /// The clause it stands on.
    pub clause: Option<ClauseId>,
    /// How it is meant.
    pub tone: Tone,
}

/// The listing of a noun; `None` for nouns that are not listed on their own.
pub fn of(noun: Noun) -> Option<&'static Listing> {
    all().find(|l| l.noun == noun)
}

/// Every listing: the panes', what belongs to their rows, and the registers.
pub fn all() -> impl Iterator<Item = &'static Listing> {
    LISTINGS.iter().chain(register::REGISTERS).chain(paper::PAPERS).copied()
}

static LISTINGS: &[&Listing] = &[
    &office::LISTING,
    &user::LISTING,
    &patient::LISTING,
    &group::LISTING,
    &invitation::LISTING,
    &membership::LISTING,
    &mirror::LISTING,
    &seat::LISTING,
];

/// A row's JSON object, keys in the order of its struct.
fn value(row: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(row).unwrap_or_default()
}

impl Cell {
    /// Words in the plain tone.
    pub fn plain(words: impl Into<Sentence>) -> Cell {
        Cell { words: words.into(), short: None, tone: Tone::Plain }
    }

    /// The cell in another tone.
    #[must_use]
    pub fn toned(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }

    /// The cell with shorter words for a narrow column.
    #[must_use]
    pub fn or_short(self, short: impl Into<Sentence>) -> Cell {
        Cell { short: Some(short.into()), ..self }
    }

    /// A name, title or other text from people, made harmless.
    pub fn raw(text: &str) -> Cell {
        let shown = crate::text::Shown::new(text).to_string();
        Cell::plain(Sentence::new(shown.clone(), shown))
    }
}

impl From<Judgement> for Cell {
    fn from(judgement: Judgement) -> Cell {
        let tone = match judgement {
            Judgement::Ok => Tone::Good,
            Judgement::Check => Tone::Caution,
            Judgement::Blocked => Tone::Bad,
        };
        Cell::plain(judgement.label()).toned(tone)
    }
}

#[cfg(test)]
mod tests;
