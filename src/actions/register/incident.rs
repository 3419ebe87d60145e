//! What is done to incidents (事案): opened, answered, reported, told, closed (留意事項3(10)(11), 第8条(4)).

use super::{Adds, Moves, any_time, day_of};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::OfficeCase;
use crate::domain::{Case, Context, Id, Noun, Record};
use crate::listings::incident::{concerned_by, offices_untold, shown};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::incident::{CLOSING, MAY_BE_EXEMPT, REPORTABLE, next_due, state_of, time_of_day};
use crate::regulation::register::incident::*;
use crate::regulation::register::{INCIDENT, KEPT_AT};
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::{Sentence, Text};

const UNCLOSED: &[&str] = &["open", "preliminary", "final", "told"];

/// Records what is answered, of an incident that is not closed.
static RECORDS: Moves = Moves {
    register: &INCIDENT,
    from: UNCLOSED,
    to: None,
    rules: &[],
    complete: |tx, ctx, _, answers, record| settled(tx, ctx, answers, record),
};

/// An action on an incident that leaves it where its records put it.
const fn records(action: &'static str, label: Text, about: Text, basis: &'static [ClauseId]) -> Action {
    Action {
        id: action,
        noun: Noun::Incident,
        on: Noun::Incident,
        key: None,
        label,
        about,
        basis,
        confirm: Confirm::Once,
        fields: &[],
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed: &RECORDS,
    }
}

/// Opens an incident: what was reported, as far as it is known.
pub static OPEN: Action = Action {
    on: Noun::Office,
    key: Some('n'),
    fields: &[
        KIND.must(),
        SUMMARY.must(),
        PERSONAL.may(),
        FOUND_ON.may(),
        FOUND_AT.may(),
        REPORTER.may(),
        REPORTED_ON.may(),
        REPORTED_AT.may(),
        SINCE_ON.may(),
        WHO.may(),
        USERS.may(),
        DEVICES.may(),
        GROUPS.may(),
        MALICIOUS.may(),
        ENCRYPTED.may(),
        KEPT_AT.may(),
    ],
    deed: &Adds::<OfficeCase> {
        register: &INCIDENT,
        stage: any_time,
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "reported_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.open",
        Text::new("事案を登録", "Open an incident"),
        Text::new(
            "報告された異常、紛失、不正アクセスなどを登録します。期限はここから数えます。",
            "Opens an incident from a report of a fault, loss or unauthorised access. Its clocks start here.",
        ),
        &[id("N3-10"), id("N3-11"), id("8-4")],
    )
};

/// Records the instruction to whoever reported it: the first answer.
pub static INSTRUCT: Action = Action {
    key: Some('a'),
    fields: &[INSTRUCTION.must(), INSTRUCTED_ON.may()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: UNCLOSED,
        to: None,
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "instructed_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.instruct",
        Text::new("指示を記録", "Record the instruction"),
        Text::new(
            "報告した人に出した指示を記録します。これが初回の回答です。",
            "Records what whoever reported it was told to do: the first answer.",
        ),
        &[id("N3-10"), id("N3-11")],
    )
};

/// Adds to what is known.
pub static EDIT: Action = Action {
    key: Some('i'),
    fields: &[
        KIND.may(),
        SUMMARY.may(),
        PERSONAL.may(),
        MALICIOUS.may(),
        ENCRYPTED.may(),
        FOUND_ON.may(),
        FOUND_AT.may(),
        SINCE_ON.may(),
        REPORTER.may(),
        REPORTED_ON.may(),
        REPORTED_AT.may(),
        WHO.may(),
        USERS.may(),
        DEVICES.may(),
        GROUPS.may(),
        ITEMS.may(),
        CAUSE.may(),
        SECONDARY.may(),
        PUBLICITY.may(),
        PREVENTION.may(),
        KEPT_AT.may(),
    ],
    ..records(
        "incident.edit",
        Text::new("事案の記録を修正", "Edit an incident"),
        Text::new(
            "わかったことを加え、修正します。空欄の項目は変わりません。",
            "Adds and corrects what is known. What is left blank stays.",
        ),
        &[id("8-6")],
    )
};

/// Records that somebody decided that encryption makes a report needless.
pub static EXEMPT: Action = Action {
    confirm: Confirm::Reason(10),
    fields: &[EXEMPT_BY.must(), EXEMPT_ON.may()],
    deed: &Moves {
        register: &INCIDENT,
        from: &["open"],
        to: None,
        rules: &[&REPORTABLE, &MAY_BE_EXEMPT],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "exempt_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.exempt",
        Text::new("報告不要の判断を記録", "Record that no report is needed"),
        Text::new(
            "高度な暗号化により報告を要しないと、人が判断したことを理由とともに記録します。",
            "Records, with its reason, a person's decision that strong encryption makes a report needless.",
        ),
        &[id("2"), id("8-6")],
    )
};

/// Records the 速報.
pub static REPORT_PRELIMINARY: Action = Action {
    key: Some('e'),
    fields: &[PRELIMINARY_TO.must(), PRELIMINARY_ON.may()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: &["open"],
        to: Some("preliminary"),
        rules: &[&REPORTABLE],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "preliminary_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.record_preliminary",
        Text::new("速報を記録", "Record the preliminary report"),
        Text::new(
            "個人情報保護委員会への速報を記録します。報告事項は incident report で下書きできます。",
            "Records the preliminary report. The command incident report drafts its points.",
        ),
        &[id("2"), id("N3-11")],
    )
};

/// Records the 確報.
pub static REPORT_FINAL: Action = Action {
    key: Some('e'),
    fields: &[FINAL_ON.may()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: &["preliminary"],
        to: Some("final"),
        rules: &[&REPORTABLE],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "final_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.record_final",
        Text::new("確報を記録", "Record the final report"),
        Text::new(
            "個人情報保護委員会への確報を記録します（30日、不正の目的のおそれがあれば60日）。",
            "Records the final report: within 30 days, 60 where a malicious purpose is suspected.",
        ),
        &[id("2"), id("N3-11")],
    )
};

/// Records that the persons were told.
pub static TELL: Action = Action {
    key: Some('m'),
    fields: &[TOLD_HOW.must(), TOLD_ON.may()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: &["open", "preliminary", "final"],
        to: Some("told"),
        rules: &[&REPORTABLE],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "told_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.tell_persons",
        Text::new("本人通知を記録", "Record that the persons were told"),
        Text::new(
            "本人（患者・家族）への通知、または代替措置を記録します。",
            "Records that the persons, or their families, were told, or what was done instead.",
        ),
        &[id("2"), id("N3-11")],
    )
};

/// Records that other offices were told.
pub static TELL_OFFICES: Action = Action {
    key: Some('o'),
    fields: &[OFFICES_TOLD.must(), OFFICES_TOLD_ON.may()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: UNCLOSED,
        to: None,
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "offices_told_on", ctx)?;
            settled(tx, ctx, answers, record)
        },
    },
    ..records(
        "incident.tell_offices",
        Text::new("他事業所への連絡を記録", "Record that other offices were told"),
        Text::new(
            "グループやユーザーが関係する他事業所に連絡したことを記録します。",
            "Records that the other offices whose groups or users are concerned were told.",
        ),
        &[id("8-6"), id("N3-10")],
    )
};

/// Closes an incident once nothing stops it.
pub static CLOSE: Action = Action {
    key: Some('d'),
    fields: &[PREVENTION.must()],
    reach: concerned,
    deed: &Moves {
        register: &INCIDENT,
        from: UNCLOSED,
        to: Some("closed"),
        rules: CLOSING,
        complete: |tx, _, _, _, record| {
            record.due_on = None;
            offices_untold(tx, record)?.map_or(Ok(()), |untold| Err(Stop::Refused(untold)))
        },
    },
    ..records(
        "incident.close",
        Text::new("事案を終結", "Close an incident"),
        Text::new(
            "再発防止の措置を記録して終結します。指示、報告、通知、連絡が済んでいることが条件です。",
            "Closes it with the measures of prevention, once answered, reported and told as far as due.",
        ),
        &[id("8-6"), id("N3-10")],
    )
};

/// Opens a closed incident again.
pub static REOPEN: Action = Action {
    confirm: Confirm::Reason(1),
    deed: &Moves {
        register: &INCIDENT,
        from: &["closed"],
        to: Some("open"),
        rules: &[],
        complete: |tx, ctx, _, answers, record| settled(tx, ctx, answers, record),
    },
    ..records(
        "incident.reopen",
        Text::new("事案を再開", "Reopen an incident"),
        Text::new(
            "終結した事案を再び対応中にします。記録された報告と通知は残ります。",
            "Takes a closed incident up again. Reports and notices that are recorded stay.",
        ),
        &[id("8-6")],
    )
};

/// Puts the answers in order: times, lists of ids, the state and the next deadline that follow.
pub(in crate::actions) fn settled(
    tx: &Tx<'_>,
    ctx: &Context,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    for field in ["found_at", "reported_at"] {
        if !answers.line(field).is_empty() {
            let time = time_of_day(answers.line(field)).map_err(|why| Stop::at(field, why))?;
            record.facts.set(field, time);
        }
    }
    for (field, noun) in [("users", Noun::User), ("devices", Noun::Device), ("groups", Noun::Group)] {
        if !answers.line(field).is_empty() {
            record.facts.set(field, super::listed(tx, field, noun, answers.line(field))?);
        }
    }
    state_of(record).clone_into(&mut record.state);
    record.due_on = next_due(record, &ctx.settings);
    Ok(())
}

/// Says whom an incident concerns: patients by the memberships of its time, and other offices.
fn concerned(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Record(case) = case else { return Ok(Vec::new()) };
    let concerned = concerned_by(reader, &case.record)?;
    let titles: Vec<String> = concerned.groups.iter().map(|group| group.title.clone()).collect();
    let none = Text::new(
        "当時の参加からは、どの患者にも及びません。",
        "By the memberships of that time it concerns no patient.",
    );
    let some = sentence!(
        "当時の参加から、患者 {patients}名（グループ {groups}）に及びます：{titles}",
        "By the memberships of that time it concerns patients: {patients} (groups: {groups}). {titles}",
        patients = concerned.patients(),
        groups = titles.len(),
        titles = shown(&titles)
    );
    let patients = if titles.is_empty() { none.into() } else { some };
    let others = concerned.other_offices(reader.office());
    let offices = (!others.is_empty()).then(|| {
        sentence!("連絡する他事業所：{names}", "Other offices to tell: {names}", names = shown(&others))
    });
    Ok(std::iter::once(patients).chain(offices).collect())
}

/// The id that a text is, where it names an incident that the office has: evidence of a sanction.
pub(in crate::actions) fn cited(tx: &Tx<'_>, evidence: &str) -> Result<(), Stop> {
    match evidence.trim().parse::<Id>() {
        Ok(id) if id.noun == Noun::Incident => super::seen(tx, id).map(|_| ()),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "incident_tests.rs"]
mod tests;
