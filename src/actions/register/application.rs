//! What the city's desk does to applications (様式1・2; 第3条): taken in, forwarded, registered, published, withdrawn.
//!
//! Each step leads the record and the office's own row on together. Registering makes the office's first MCS管理者,
//! who gets in by an enrolment code; after that the desk reads neither the name nor anything else of that person.

use super::{Adds, Moves, as_answered, day_of};
use crate::actions::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::{Done, Stop};
use crate::actions::office;
use crate::domain::case::{OfficeCase, RecordCase};
use crate::domain::mail::MailAddress;
use crate::domain::{
    Context, Field, Id, Noun, Occupation, Office, OfficeId, OfficeState, Record, Role, User, UserId,
};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::register::application::*;
use crate::regulation::register::{APPLICATION, KEPT_AT};
use crate::sentence;
use crate::store::{StoreError, Tx};
use crate::text::date::Day;
use crate::text::{Sentence, Text};

const STEP: &[ClauseId] = &[id("3")];

/// A step of an application that stays where it is unless said otherwise.
const fn step(action: &'static str, label: Text, about: Text) -> Action {
    Action {
        id: action,
        noun: Noun::Application,
        on: Noun::Application,
        key: None,
        label,
        about,
        basis: STEP,
        confirm: Confirm::Once,
        fields: &[],
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed: &CORRECTS,
    }
}

const OPEN: &[&str] = &["received", "forwarded"];

/// Takes an application in; the office stands in the register from now on, on its way.
pub static RECEIVE: Action = Action {
    on: Noun::Office,
    key: Some('n'),
    basis: &[id("3"), id("3-1"), id("F1-1"), id("F1-2"), id("F2-1")],
    fields: &[
        NAME.must(),
        OFFICE_KIND.must(),
        POSTAL_CODE.may(),
        ADDRESS.must(),
        PHONE.may(),
        HEAD_NAME.must(),
        HEAD_MAIL.must(),
        AGREED_ON.must(),
        TERMS.may(),
        PEOPLE.may(),
        RECEIVED_ON.may(),
        KEPT_AT.may(),
    ],
    deed: &Adds::<OfficeCase> { register: &APPLICATION, stage: at_the_desk, rules: &[], complete: received },
    ..step(
        "application.receive",
        Text::new("申込みを受け付け", "Receive an application"),
        Text::new(
            "様式1・2を受け付けます。市は承認せず、エンブレースへ送付します。様式2の個人の情報は入力しません。",
            "Takes Forms 1 and 2 in. The city forwards and does not approve. Nobody's particulars of Form 2 are entered.",
        ),
    )
};

/// Corrects what stands on the forms, until the office is registered.
static CORRECTS: Moves =
    Moves { register: &APPLICATION, from: OPEN, to: None, rules: &[], complete: corrected };

/// Corrects an application.
pub static EDIT: Action = Action {
    key: Some('i'),
    basis: &[id("F1-2")],
    fields: &[
        NAME.may(),
        OFFICE_KIND.may(),
        POSTAL_CODE.may(),
        ADDRESS.may(),
        PHONE.may(),
        HEAD_NAME.may(),
        HEAD_MAIL.may(),
        AGREED_ON.may(),
        TERMS.may(),
        PEOPLE.may(),
        RECEIVED_ON.may(),
        KEPT_AT.may(),
    ],
    ..step(
        "application.edit",
        Text::new("申込みを修正", "Edit an application"),
        Text::new(
            "登録の前の申込みを修正します。空欄の項目は変わりません。",
            "Corrects an application before registration. What is left blank stays.",
        ),
    )
};

/// Forwards it to the vendor.
pub static FORWARD: Action = Action {
    key: Some('a'),
    fields: &[FORWARDED_ON.may()],
    deed: &Moves {
        register: &APPLICATION,
        from: &["received"],
        to: Some("forwarded"),
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "forwarded_on", ctx)?;
            in_order(record, "forwarded_on", Some(record.dated_on))?;
            lead(tx, record, |office| office.state = OfficeState::Forwarded)
        },
    },
    ..step(
        "application.forward",
        Text::new("エンブレースへ送付", "Forward to the vendor"),
        Text::new(
            "申込みをエンブレースへ送付したことを記録します。",
            "Records that the application was forwarded to the vendor.",
        ),
    )
};

/// Registers the office with its first administrator.
pub static REGISTER: Action = Action {
    key: Some('a'),
    basis: &[id("3"), id("7"), id("8-1")],
    fields: &[ADMIN_NAME, ADMIN_KANA, OCCUPATION, ADMIN_MAIL, REGISTERED_ON.may()],
    deed: &Registers,
    ..step(
        "application.register",
        Text::new("事業所を登録", "Register the office"),
        Text::new(
            "登録の通知を受けて、事業所と最初のMCS管理者を登録します。続けて本人にコードを出します。",
            "On the vendor's notice registers the office with its first administrator, who then gets a code.",
        ),
    )
};

/// Publishes it.
pub static PUBLISH: Action = Action {
    key: Some('a'),
    basis: &[id("3-2")],
    fields: &[PUBLISHED_ON.may()],
    deed: &Moves {
        register: &APPLICATION,
        from: &["registered"],
        to: Some("published"),
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            day_of(record, answers, "published_on", ctx)?;
            in_order(record, "published_on", record.facts.day("registered_on"))?;
            let on = record.facts.day("published_on");
            lead(tx, record, |office| office.published_on = on)
        },
    },
    ..step(
        "application.publish",
        Text::new("一覧に公開", "Publish in the list"),
        Text::new(
            "登録した事業所を、連携事業所の一覧で公開します。",
            "Puts the registered office into the list that every office may read.",
        ),
    )
};

/// Withdraws it, before the office is registered.
pub static WITHDRAW: Action = Action {
    key: Some('x'),
    confirm: Confirm::Reason(1),
    deed: &Moves {
        register: &APPLICATION,
        from: OPEN,
        to: Some("withdrawn"),
        rules: &[],
        complete: |tx, _, _, answers, record| {
            record.facts.set("why", answers.reason.as_str());
            lead(tx, record, |office| office.state = OfficeState::Withdrawn)
        },
    },
    ..step(
        "application.withdraw",
        Text::new("申込みの取下げを記録", "Record a withdrawal"),
        Text::new(
            "事業所が申込みを取り下げたことを、理由とともに記録します。",
            "Records that the office withdrew its application, and why.",
        ),
    )
};

/// The administrator's occupation, as every user's.
const OCCUPATION: Field = Field {
    id: "admin_occupation",
    label: Text::new("MCS管理者の職種", "Administrator's occupation"),
    kind: crate::domain::Kind::Choice(crate::actions::user::OCCUPATIONS),
    need: crate::domain::Need::May,
};

/// Taking in is the desk's; an office records its own one ([`RECORD`](super::own_application::RECORD)).
fn at_the_desk(_: &OfficeCase, ctx: &Context) -> Stage {
    if ctx.actor.role == Role::City {
        return Stage::Now;
    }
    Stage::not_now(
        "desk",
        id("3"),
        Text::new("申込みの受付は市の業務です。", "Taking applications in is the city desk's."),
    )
}

fn received(
    tx: &mut Tx<'_>,
    _: &Context,
    _: &OfficeCase,
    _: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    checked(record)?;
    in_order(record, "on", record.facts.day("agreed_on"))?;
    let known = tx.office_by_name(record.facts.text("name"))?;
    let case = known.as_ref().map(|known| tx.seen_office_case(known.id)).transpose()?.flatten();
    let may_apply = case.is_some_and(|case| case.may_apply());
    let office = match known {
        Some(known) if may_apply => {
            let office = written(record, Office { state: OfficeState::Submitted, ..known });
            tx.save(&office)?;
            office.id
        }
        Some(known) if known.is_a_mere_name() => return Err(Stop::at("name", in_use(known.id))),
        Some(known) => return Err(Stop::at("name", taken(known.id))),
        None => {
            let id = OfficeId(tx.next_number::<Office>()?);
            let blank = Office { state: OfficeState::Submitted, ..Office::named(id, "") };
            tx.insert(&written(record, blank))?;
            id
        }
    };
    record.office = office;
    Ok(())
}

fn corrected(
    tx: &mut Tx<'_>,
    _: &Context,
    _: &RecordCase,
    _: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    checked(record)?;
    in_order(record, "on", record.facts.day("agreed_on"))?;
    let other = tx.office_by_name(record.facts.text("name"))?.filter(|other| other.id != record.office);
    if let Some(other) = other {
        return Err(Stop::at("name", taken(other.id)));
    }
    let record = &*record;
    lead(tx, record, |office| *office = written(record, office.clone()))
}

fn taken(other: OfficeId) -> Sentence {
    sentence!("同じ名称の事業所があります：{id}", "Another office has this name: {id}", id = other)
}

fn in_use(office: OfficeId) -> Sentence {
    sentence!(
        "{id} は登録済みで、MCS管理者がいます。申込みの記録はその事業所が登録するか、登録日のある一覧で取り込んでください。",
        "{id} is registered and has its administrator. The office records its application itself, or a list with the day of registration brings it in.",
        id = office
    )
}

/// What is on the forms can be read: the mail address and the number of people.
fn checked(record: &mut Record) -> Result<(), Stop> {
    let (mail, _) = MailAddress::parse(record.facts.text("head_mail"))
        .map_err(|error| Stop::at("head_mail", error.sentence()))?;
    record.facts.set("head_mail", mail.as_str());
    counted(record)
}

/// The number of people on 様式2, as a number.
pub(super) fn counted(record: &mut Record) -> Result<(), Stop> {
    let Some(people) = people_counted(record.facts.text("people")) else {
        return Err(Stop::at("people", NOT_A_COUNT));
    };
    record.facts.set("people", people);
    Ok(())
}

/// The office's row as the forms have it.
fn written(record: &Record, office: Office) -> Office {
    Office {
        agreed_on: record.facts.day("agreed_on"),
        published_on: None,
        ..office.as_on_forms(|fact| record.facts.text(fact).to_owned())
    }
}

/// Leads the office's own row on with its application.
fn lead(tx: &mut Tx<'_>, record: &Record, change: impl FnOnce(&mut Office)) -> Result<(), Stop> {
    let lost = || StoreError::Damaged(format!("the office of {}", record.id));
    let mut office = tx.office_by_id(record.office)?.ok_or_else(lost)?;
    change(&mut office);
    tx.save(&office)?;
    Ok(())
}

/// A step is no earlier than the one before it.
fn in_order(record: &Record, field: &'static str, before: Option<Day>) -> Result<(), Stop> {
    let on = if field == "on" { Some(record.dated_on) } else { record.facts.day(field) };
    match (on, before) {
        (Some(on), Some(before)) if on < before => Err(Stop::at(field, too_early(before))),
        _ => Ok(()),
    }
}

/// Registering: the record moves on, and what comes next is the administrator's code.
struct Registers;

static REGISTERED: Moves = Moves {
    register: &APPLICATION,
    from: &["forwarded"],
    to: Some("registered"),
    rules: &[],
    complete: as_answered,
};

impl crate::actions::deed::Deed for Registers {
    fn judge(&self, case: &crate::domain::Case, ctx: &Context) -> crate::actions::action::Verdict {
        REGISTERED.judge(case, ctx)
    }

    fn apply(
        &self,
        tx: &mut Tx<'_>,
        ctx: &Context,
        case: &crate::domain::Case,
        answers: &Answers,
    ) -> Result<Done, Stop> {
        use crate::domain::case::OneCase;
        let found = RecordCase::of(case).ok_or(Stop::NotFound(case.id()))?;
        let mut record = found.record.clone();
        day_of(&mut record, answers, "registered_on", ctx)?;
        in_order(&record, "registered_on", record.facts.day("forwarded_on"))?;
        let admin = first_admin(tx, &record, answers)?;
        record.facts.set("first_admin", admin.id().to_string());
        "registered".clone_into(&mut record.state);
        tx.save(&record)?;
        lead(tx, &record, |office| office.state = OfficeState::Registered)?;
        Ok(Done::about(record.id).with_next(office::code_for(admin)))
    }
}

/// The administrator that 様式2 marks: the office's first user, appointed on the day of registration.
fn first_admin(tx: &mut Tx<'_>, record: &Record, answers: &Answers) -> Result<UserId, Stop> {
    let typed = answers.line("admin_mail");
    let (mail, _) = MailAddress::parse(typed).map_err(|error| Stop::at("admin_mail", error.sentence()))?;
    let occupation = answers.choice("admin_occupation").and_then(Occupation::read);
    let id = UserId(tx.next_number::<User>()?);
    let user = User {
        kana: answers.line("admin_kana").to_owned(),
        mail: mail.as_str().to_owned(),
        admin_since: record.facts.day("registered_on"),
        ..User::named(id, record.office, answers.line("admin"), occupation.unwrap_or(Occupation::Other))
    };
    match tx.insert(&user) {
        Ok(()) => Ok(id),
        Err(error) if error.is_duplicate() => Err(Stop::at(
            "admin_mail",
            Text::new(
                "この事業所の別の人が使っているメールアドレスです。1人1つです。",
                "Somebody else of this office has this mail address: one per person.",
            ),
        )),
        Err(error) => Err(error.into()),
    }
}

/// The application of an office that waits for being published, where there is one.
pub(in crate::actions) fn waiting_for_publication(
    tx: &Tx<'_>,
    office: OfficeId,
) -> Result<Option<Id>, StoreError> {
    let records = tx.applications_of(office)?;
    Ok(records.into_iter().find(|record| record.state == "registered").map(|record| record.id))
}

#[cfg(test)]
#[path = "application_tests.rs"]
mod tests;
