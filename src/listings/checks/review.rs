//! Checks on review campaigns: one is due, or half finished.

use super::{Check, Counts, PLAIN, after_months, months_ago};
use crate::regulation::clause::id;
use crate::store::duty::review;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &review::DUE,
        id: "review_due",
        label: Text::new("参加者の精査", "Review of the members"),
        says: Some(Text::new(
            "グループの参加者が適切か、定期の精査を行います。",
            "The members of the groups are to be reviewed: it is time.",
        )),
        clause: id("N1-4"),
        also: &[id("F3-3-1"), id("N3-9")],
        action: "review.open",
        before: |ctx| months_ago(ctx, |settings| settings.review_months),
        until: |found, ctx| found.day.map(|day| after_months(day, ctx.settings.review_months)),
        ..PLAIN
    },
    Check {
        duty: &review::OPEN,
        id: "review_open",
        label: Text::new("途中の精査", "Review under way"),
        clause: id("N1-4"),
        action: "review.sign_off",
        counts: Counts::Never,
        ..PLAIN
    },
];
