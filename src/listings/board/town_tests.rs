//! Another town's book is data: an invented one loads, and its clauses stand by what they mean.

use chrono::NaiveDate;

use super::*;
use crate::regulation::book::{Meaning, Part};
use crate::regulation::clause::{Clause, ClauseId, Handling, Holder, Strength, id};
use crate::testing::World;
use crate::text::{Lang, Text};

const fn clause(
    name: &'static str,
    shown_as: Text,
    strength: Strength,
    handling: &'static [Handling],
    ja: &'static str,
) -> Clause {
    Clause {
        id: ClauseId::of_another_book(name),
        shown_as,
        title: Text::new("川上町の条項", "A clause of Kawakami"),
        holders: &[Holder::Office],
        strength,
        handling,
        ja,
        misprint: None,
        gist: "Invented.",
    }
}

/// 川上町: a consent that is only recommended, a pledge that is a duty, and a duty that Komae does not know.
static KAWAKAMI: Book = Book {
    city: Text::new("川上町", "Kawakami"),
    name: Text::new("川上町多職種連携規程", "Kawakami regulation"),
    effective: NaiveDate::from_ymd_opt(2024, 4, 1).expect("a day of the calendar"),
    parts: &[Part {
        title: Text::new("本則", "Main part"),
        clauses: &[
            clause(
                "K-1",
                Text::new("第一", "No. 1"),
                Strength::Recommended,
                &[Handling::Record, Handling::Check],
                "同意書を取り交わすことが望ましい。",
            ),
            clause(
                "K-2",
                Text::new("第二", "No. 2"),
                Strength::Duty,
                &[Handling::Record, Handling::Check],
                "誓約書を取り交わさなければならない。",
            ),
            clause(
                "K-3",
                Text::new("第三", "No. 3"),
                Strength::Duty,
                &[Handling::Ask],
                "訓練を年に一度行うこと。",
            ),
            clause(
                "K-4",
                Text::new("第四", "No. 4"),
                Strength::Duty,
                &[Handling::Show],
                "協力するものとする。",
            ),
        ],
    }],
    meaning: Meaning::Like(&[
        (ClauseId::of_another_book("K-1"), id("6-1")),
        (ClauseId::of_another_book("K-2"), id("9-1")),
    ]),
};

#[test]
fn the_clauses_of_another_town_stand_by_what_they_mean_and_by_their_own_strength() {
    let world = World::new();
    let standings = board(&world.reader(), &world.ctx, &KAWAKAMI).expect("a store");
    let stands: Vec<_> = standings.iter().map(|s| (s.clause.id.as_str(), s.status, s.open)).collect();
    assert_eq!(
        stands,
        [
            ("K-1", Status::Review, 1),
            ("K-2", Status::Open, 1),
            ("K-3", Status::Unknown, 0),
            ("K-4", Status::Unknown, 0),
        ]
    );
    assert_eq!(standings[1].rows[0].target.to_string(), "U-0004");
    assert!(standings[3].sentence.get(Lang::En).starts_with("Neither a check nor a record"));
}
