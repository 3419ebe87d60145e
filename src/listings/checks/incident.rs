//! Checks on incidents: each clock by itself, and the ones that can be closed.

use super::{Check, Counts, PLAIN, Weight, days_after};
use crate::regulation::clause::id;
use crate::regulation::incident::PRELIMINARY_DAYS;
use crate::store::duty::incident;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &incident::NO_ANSWER,
        id: "incident_answer",
        label: Text::new("事案への初回の回答", "First answer to an incident"),
        clause: id("N3-10"),
        also: &[id("N3-11")],
        action: "incident.instruct",
        until: |found, ctx| days_after(found.day, ctx.settings.first_answer_days),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &incident::UNDECIDED,
        id: "incident_undecided",
        label: Text::new("個人データに及ぶかの判断", "Whether personal data are concerned"),
        clause: id("8-6"),
        action: "incident.edit",
        until: |found, _| days_after(found.day, PRELIMINARY_DAYS as u32),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &incident::NO_PRELIMINARY,
        id: "incident_preliminary",
        label: Text::new("速報（3〜5日）", "Preliminary report (3 to 5 days)"),
        clause: id("2"),
        also: &[id("N3-11")],
        action: "incident.record_preliminary",
        until: |found, _| days_after(found.day, PRELIMINARY_DAYS as u32),
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &incident::NO_FINAL,
        id: "incident_final",
        label: Text::new("確報（30日・60日）", "Final report (30 or 60 days)"),
        clause: id("2"),
        also: &[id("N3-11")],
        action: "incident.record_final",
        until: |found, _| found.day,
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    // Without delay: no day is set, and so none is over.
    Check {
        duty: &incident::UNTOLD,
        id: "incident_persons",
        label: Text::new("本人への通知", "Persons to be told"),
        clause: id("2"),
        also: &[id("8-6")],
        action: "incident.tell_persons",
        counts: Counts::Never,
        ..PLAIN
    },
    Check {
        duty: &incident::CLOSABLE,
        id: "incident_close",
        label: Text::new("終結できる事案", "Incident that can be closed"),
        clause: id("8-6"),
        action: "incident.close",
        weight: Weight::Review,
        counts: Counts::Never,
        ..PLAIN
    },
];
