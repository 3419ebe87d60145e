//! The listings of consents (同意書), pledges (誓約書) and trainings (教育): registers with tables of their own.

use super::register::{COLUMNS, details, json, one};
use super::{Choice, Column, Listing};
use crate::domain::Noun;
use crate::domain::case::{OneCase, RecordCase};
use crate::text::Text;

macro_rules! listings {
    ($($name:ident $noun:ident $tallies:ident),* $(,)?) => {
        $(static $name: Listing = Listing {
            noun: Noun::$noun,
            columns: PAPER_COLUMNS,
            orders: ORDERS,
            tallies: $tallies,
            page: |reader, ask, window, limit| reader.papers(Noun::$noun, ask, window, limit),
            locate: |reader, ask, id| reader.locate_paper(ask, id),
            count: |reader, ask| reader.count_papers(Noun::$noun, ask),
            details: |case, ctx| one(case).map(|(case, register)| details(case, register, ctx)).unwrap_or_default(),
            judgement: |_, _| None,
            json: |case, _| RecordCase::of(case).map_or(serde_json::Value::Null, json),
        };)*

        /// The listing of every paper, in the order of the pane.
        pub(super) static PAPERS: &[&Listing] = &[$(&$name),*];
    };
}

listings! { CONSENTS Consent OF_CONSENTS, PLEDGES Pledge OF_PLEDGES, TRAININGS Training OF_TRAININGS }

/// Nothing about a paper falls due: its days are those of its user or group.
const PAPER_COLUMNS: &[Column] = COLUMNS.split_at(COLUMNS.len() - 1).0;

const ORDERS: &[Choice] = &[
    Choice { id: "newest", label: Text::new("新しい順", "newest first") },
    Choice { id: "dated", label: Text::new("日付順", "by day") },
    Choice { id: "id", label: Text::new("番号順", "by id") },
];

const WAIVER: Choice = Choice { id: "waiver", label: Text::new("省略", "waived") };
const OF_CONSENTS: &[Choice] = &[Choice { id: "valid", label: Text::new("有効", "valid") }, WAIVER];
const OF_PLEDGES: &[Choice] = &[WAIVER];
const OF_TRAININGS: &[Choice] =
    &[Choice { id: "pledge", label: Text::new("誓約書の内容を含む", "on the pledge") }];
