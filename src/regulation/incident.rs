//! The clocks of an incident and what stops its closing (留意事項3(10)(11), 個人情報保護法26条).
//!
//! 速報 within 3 to 5 days of knowing: counted with 3, shown with 5. 確報 within 30 days, 60 where a malicious
//! purpose is suspected. The persons are told without delay. One person's health data is enough for all of them;
//! that strongly encrypted data are exempt is a person's decision, never the program's.

use chrono::Days;

use super::clause::id;
use super::finding::{self, Rule, Severity};
use crate::domain::case::RecordCase;
use crate::domain::{Context, Id, Noun, Record, Settings, UserId};
use crate::sentence;
use crate::text::date::{Day, Instant, start_of};
use crate::text::{Sentence, Text};

/// Days of the 速報, as they are counted.
pub const PRELIMINARY_DAYS: u64 = 3;
/// Days of the 速報 at the most.
pub const PRELIMINARY_DAYS_MAX: u64 = 5;
/// Days of the 確報.
pub const FINAL_DAYS: u64 = 30;
/// Days of the 確報 where a malicious purpose is suspected.
pub const FINAL_DAYS_MALICIOUS: u64 = 60;

/// Whether 速報, 確報 and 本人への通知 are due: personal data are concerned, also only feared, and nobody has decided
/// that encryption makes them needless.
pub fn is_reportable(record: &Record) -> bool {
    matches!(record.facts.text("personal_data"), "yes" | "suspected")
        && record.facts.day("exempt_on").is_none()
}

/// The day from which the first answer counts.
fn reported_on(record: &Record) -> Day {
    record.facts.day("reported_on").unwrap_or(record.dated_on)
}

/// The last day of the first answer, while none is recorded.
pub fn answer_until(record: &Record, settings: &Settings) -> Option<Day> {
    let days = Days::new(u64::from(settings.first_answer_days));
    record.facts.text("instruction").is_empty().then(|| reported_on(record) + days)
}

/// The last day of the 速報, while it is due.
pub fn preliminary_until(record: &Record) -> Option<Day> {
    let is_due = is_reportable(record) && record.facts.day("preliminary_on").is_none();
    is_due.then(|| record.dated_on + Days::new(PRELIMINARY_DAYS))
}

/// The last day of the 確報, while it is due.
pub fn final_until(record: &Record) -> Option<Day> {
    let is_due = is_reportable(record) && record.facts.day("final_on").is_none();
    is_due.then(|| record.dated_on + Days::new(final_days(record)))
}

/// Days of the 確報 of this incident.
pub fn final_days(record: &Record) -> u64 {
    if record.facts.is_yes("malicious") { FINAL_DAYS_MALICIOUS } else { FINAL_DAYS }
}

/// The nearest day by which something must have happened; none once all has.
pub fn next_due(record: &Record, settings: &Settings) -> Option<Day> {
    [answer_until(record, settings), preliminary_until(record), final_until(record)]
        .into_iter()
        .flatten()
        .min()
}

/// The state that follows from what is recorded, for an incident that is not closed.
pub fn state_of(record: &Record) -> &'static str {
    let has = |fact| record.facts.day(fact).is_some();
    match (has("preliminary_on"), has("final_on"), has("told_on")) {
        (_, true, true) => "told",
        (_, true, false) => "final",
        (true, false, _) => "preliminary",
        (false, false, _) => "open",
    }
}

/// From when to when somebody could have seen what: from the day it happened, or was found, to the time of finding.
pub fn span(record: &Record) -> (Instant, Instant) {
    let from = record.facts.day("since_on").unwrap_or(record.dated_on).min(record.dated_on);
    let until = match read_time(record.facts.text("found_at")) {
        Some(time) => start_of(record.dated_on) + time,
        None => start_of(record.dated_on + Days::new(1)),
    };
    (start_of(from), until)
}

/// A time of day, as `21:40`, full-width digits and colon included.
pub fn read_time(typed: &str) -> Option<chrono::TimeDelta> {
    let ascii: String = typed.trim().chars().map(|c| crate::text::ime::as_ascii(c).unwrap_or(c)).collect();
    let (hours, minutes) = ascii.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60 && ascii.len() <= 5)
        .then(|| chrono::TimeDelta::minutes(i64::from(hours * 60 + minutes)))
}

/// A time of day as it is kept, `HH:MM`.
///
/// # Errors
/// Says how a time is written.
pub fn time_of_day(typed: &str) -> Result<String, Text> {
    let time = read_time(typed)
        .ok_or(Text::new("時刻は 21:40 のように入力してください。", "Give the time as 21:40."))?;
    Ok(format!("{:02}:{:02}", time.num_hours(), time.num_minutes() % 60))
}

/// The users it is linked with.
pub fn users(record: &Record) -> Vec<UserId> {
    let others = record.facts.ids("users").into_iter().filter(|id| id.noun == Noun::User);
    record.user.into_iter().chain(others.map(|id| UserId(id.number))).collect()
}

/// The groups it is linked with.
pub fn groups(record: &Record) -> Vec<Id> {
    let own = record.group.map(|group| group.id());
    own.into_iter()
        .chain(record.facts.ids("groups").into_iter().filter(|id| id.noun == Noun::Group))
        .collect()
}

/// What must have happened before an incident is closed.
pub const CLOSING: &[&Rule<RecordCase>] = &[&ANSWERED, &DECIDED, &REPORTED, &FINALISED, &TOLD];

/// Whoever reported got an instruction.
pub const ANSWERED: Rule<RecordCase> = Rule {
    id: "incident_answered",
    clause: id("N3-10"),
    severity: Severity::Block,
    check: |case, ctx| {
        let until = answer_until(&case.record, &ctx.settings)?;
        Some(sentence!(
            "報告した人への指示が記録されていません（初回の回答の期限 {until}）。",
            "No instruction to whoever reported it is recorded (first answer by {until}).",
            until = until
        ))
    },
};

/// It is decided whether personal data are concerned.
pub const DECIDED: Rule<RecordCase> = Rule {
    id: "incident_decided",
    clause: id("8-6"),
    severity: Severity::Block,
    check: |case, _| {
        case.record.facts.text("personal_data").is_empty().then(|| {
            Text::new(
                "個人データの漏えい等（おそれを含む）に当たるかが判断されていません。",
                "It is not decided whether personal data are concerned, or may be.",
            )
            .into()
        })
    },
};

/// 速報.
pub const REPORTED: Rule<RecordCase> = Rule {
    id: "incident_preliminary",
    clause: id("2"),
    severity: Severity::Block,
    check: |case, _| {
        let until = preliminary_until(&case.record)?;
        Some(sentence!(
            "個人情報保護委員会への速報が記録されていません（期限 {until}。知った日から3〜5日、3日で数えます）。",
            "No preliminary report is recorded (by {until}: within 3 to 5 days of knowing, counted with 3).",
            until = until
        ))
    },
};

/// 確報.
pub const FINALISED: Rule<RecordCase> = Rule {
    id: "incident_final",
    clause: id("2"),
    severity: Severity::Block,
    check: |case, _| {
        let until = final_until(&case.record)?;
        Some(sentence!(
            "確報が記録されていません（期限 {until}。知った日から{days}日）。",
            "No final report is recorded (by {until}: within {days} days of knowing).",
            until = until,
            days = final_days(&case.record)
        ))
    },
};

/// 本人への通知.
pub const TOLD: Rule<RecordCase> = Rule {
    id: "incident_told",
    clause: id("2"),
    severity: Severity::Block,
    check: |case, _| {
        let is_due = is_reportable(&case.record) && case.record.facts.day("told_on").is_none();
        is_due.then(|| {
            Text::new(
                "本人への通知が記録されていません（すみやかに。困難なときは代替措置）。",
                "It is not recorded that the persons were told (without delay, or by other means).",
            )
            .into()
        })
    },
};

/// Reports are for incidents that concern personal data.
pub const REPORTABLE: Rule<RecordCase> = Rule {
    id: "incident_reportable",
    clause: id("2"),
    severity: Severity::Block,
    check: |case, _| {
        (!is_reportable(&case.record)).then(|| {
            Text::new(
                "報告を要する個人データの漏えい等（おそれを含む）として記録されていません。",
                "It is not recorded as one that concerns personal data and has to be reported.",
            )
            .into()
        })
    },
};

/// Only strongly encrypted data may need no report.
pub const MAY_BE_EXEMPT: Rule<RecordCase> = Rule {
    id: "incident_encrypted",
    clause: id("2"),
    severity: Severity::Block,
    check: |case, _| {
        (!case.record.facts.is_yes("encrypted")).then(|| {
            Text::new(
                "高度な暗号化がされていたと記録されていません。報告を要しないのはその場合だけです。",
                "It is not recorded that the data were strongly encrypted: only then a report may be needless.",
            )
            .into()
        })
    },
};

/// What an open incident waits for: each step to its closing, with its day.
pub fn what_is_next(case: &RecordCase, ctx: &Context) -> Vec<Sentence> {
    if !case.record.is_open {
        return Vec::new();
    }
    let stops = finding::judge(CLOSING, case, ctx);
    let closable = Text::new(
        "終結できます：「事案を終結」（incident close）。",
        "It can be closed: \"Close an incident\" (incident close).",
    );
    let steps = stops.iter().map(|finding| finding.with_clause());
    let may = stops.is_empty().then(|| closable.into());
    steps.chain(encrypted_hint(case)).chain(may).collect()
}

/// Said, never decided: encrypted data may need no report.
fn encrypted_hint(case: &RecordCase) -> Option<Sentence> {
    let facts = &case.record.facts;
    (facts.is_yes("encrypted") && is_reportable(&case.record)).then(|| {
        Text::new(
            "高度な暗号化がされていれば、報告を要しない場合があります。判断した人が「報告不要の判断を記録」で記録します（incident exempt）。",
            "Strongly encrypted data may need no report: whoever decides that chooses \"Record that no report is needed\" (incident exempt).",
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Facts, OfficeId};
    use crate::testing::cases::context;
    use crate::testing::day;

    fn incident(facts: &[(&str, &str)]) -> RecordCase {
        let mut known = Facts::default();
        facts.iter().for_each(|(fact, text)| known.set(fact, *text));
        RecordCase {
            record: Record {
                id: Id { noun: Noun::Incident, number: 1 },
                version: 1,
                office: OfficeId(1),
                user: None,
                group: None,
                patient: None,
                state: "open".into(),
                is_open: true,
                dated_on: day("2026-11-20"),
                due_on: None,
                kept_at: String::new(),
                facts: known,
            },
            user_mail: String::new(),
            user_name: String::new(),
            group_title: String::new(),
            patient_name: String::new(),
            patient_born_on: None,
            decided: crate::domain::DecisionCounts::default(),
        }
    }

    fn stops(case: &RecordCase) -> Vec<&'static str> {
        finding::judge(CLOSING, case, &context()).iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn the_clocks_count_from_the_day_of_knowing_and_a_malicious_purpose_gives_sixty_days() {
        let settings = Settings::default();
        let case = incident(&[("personal_data", "suspected"), ("reported_on", "2026-11-21")]);
        assert_eq!(answer_until(&case.record, &settings), Some(day("2026-11-22")));
        assert_eq!(preliminary_until(&case.record), Some(day("2026-11-23")));
        assert_eq!(final_until(&case.record), Some(day("2026-12-20")));
        assert_eq!(next_due(&case.record, &settings), Some(day("2026-11-22")));
        let malicious = incident(&[("personal_data", "yes"), ("malicious", "yes")]);
        assert_eq!(final_until(&malicious.record), Some(day("2027-01-19")));
    }

    #[test]
    fn an_incident_without_personal_data_has_no_reports_and_an_undecided_one_is_not_closed() {
        let none = incident(&[("personal_data", "no"), ("instruction", "電源を切らず持参")]);
        assert_eq!((stops(&none), next_due(&none.record, &Settings::default())), (vec![], None));
        assert_eq!(stops(&incident(&[("instruction", "持参")])), ["incident_decided"]);
        let all = incident(&[("personal_data", "yes")]);
        assert_eq!(
            stops(&all),
            ["incident_answered", "incident_preliminary", "incident_final", "incident_told"]
        );
    }

    #[test]
    fn encryption_is_said_and_only_a_person_s_decision_ends_the_clocks() {
        let encrypted = incident(&[("personal_data", "yes"), ("encrypted", "yes"), ("instruction", "x")]);
        assert!(is_reportable(&encrypted.record));
        assert_eq!(what_is_next(&encrypted, &context()).len(), 4);
        let mut decided = encrypted.clone();
        decided.record.facts.set("exempt_on", "2026-11-21");
        assert_eq!((is_reportable(&decided.record), stops(&decided)), (false, vec![]));
    }

    #[test]
    fn a_time_of_day_is_read_as_people_type_it_and_bounds_what_could_be_seen() {
        for (typed, minutes) in
            [("21:40", Some(1300)), ("９：０５", Some(545)), ("24:00", None), ("夜", None)]
        {
            assert_eq!(read_time(typed).map(|time| time.num_minutes()), minutes, "{typed}");
        }
        let case = incident(&[("found_at", "21:40"), ("since_on", "2026-11-18")]);
        let (from, until) = span(&case.record);
        assert_eq!(from.to_rfc3339(), "2026-11-17T15:00:00+00:00");
        assert_eq!(until.to_rfc3339(), "2026-11-20T12:40:00+00:00");
    }

    #[test]
    fn the_state_follows_from_what_is_recorded_in_whatever_order() {
        let state = |facts: &[(&str, &str)]| state_of(&incident(facts).record);
        assert_eq!(state(&[("told_on", "2026-11-20")]), "open");
        assert_eq!(state(&[("preliminary_on", "2026-11-20"), ("told_on", "2026-11-20")]), "preliminary");
        assert_eq!(state(&[("final_on", "2026-11-20")]), "final");
        assert_eq!(state(&[("final_on", "2026-11-20"), ("told_on", "2026-11-20")]), "told");
    }
}
