//! Registering a user, and correcting what the register says (第8条(1), 様式2).

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop, pass};
use super::{REGISTRATION, save, while_registered};
use crate::choices;
use crate::domain::case::{LookAlike, OfficeCase, UserCase};
use crate::domain::mail::MailAddress;
use crate::domain::{Choice, Context, Field, Kind, Need, Noun, Occupation, Span, User, UserId};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::quarantine::resting;
use crate::sentence;
use crate::store::{Reader, Tx};
use crate::text::{Shown, Text};

const NAME: Field = line("name", Text::new("氏名", "Name"), Need::Must);
const KANA: Field = line("kana", Text::new("ふりがな", "Reading"), Need::May);
const MAIL: Field = line("mail", Text::new("メールアドレス", "Mail address"), Need::May);
const MCS_ID: Field = line("mcs_id", Text::new("MCSのID", "MCS id"), Need::May);

/// The occupations, as a list of choices.
pub const OCCUPATIONS: &[Choice] = choices!(Occupation:
        Physician, Dentist, Pharmacist, Nurse, AssistantNurse, PublicHealthNurse, Midwife, NursingAide, CareManager,
        SocialWorker, PsychiatricSocialWorker, CareWorker, HomeHelper, ServiceCoordinator, PhysicalTherapist,
        OccupationalTherapist, SpeechTherapist, DentalHygienist, Dietitian, MedicalSocialWorker, Counsellor,
        EquipmentAdviser, Clerk, Officer, Other);

const OCCUPATION: Field = Field {
    id: "occupation",
    label: Text::new("職種", "Occupation"),
    kind: Kind::Choice(OCCUPATIONS),
    need: Need::Must,
};

const fn line(id: &'static str, label: Text, need: Need) -> Field {
    Field { id, label, kind: Kind::Line, need }
}

const fn optional(field: Field) -> Field {
    Field { need: Need::May, ..field }
}

/// Registers a user of the office.
pub static REGISTER: Action = Action {
    id: "user.register",
    noun: Noun::User,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("ユーザー登録", "Register a user"),
    about: Text::new(
        "事業所のユーザーを登録します。メールアドレスは1人1つです。",
        "Registers a user of the office. One mail address per person.",
    ),
    basis: REGISTRATION,
    confirm: Confirm::Once,
    fields: &[
        NAME,
        KANA,
        OCCUPATION,
        MAIL,
        MCS_ID,
        Field {
            id: "joined_on",
            label: Text::new("入職日", "Joined on"),
            kind: Kind::Day(Span::Any),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<OfficeCase> { stage: |_, _| Stage::Now, rules: &[], apply: register },
};

/// Corrects what is known of a user; what is left blank stays.
pub static EDIT: Action = Action {
    id: "user.edit",
    noun: Noun::User,
    on: Noun::User,
    key: Some('i'),
    label: Text::new("修正", "Edit"),
    about: Text::new(
        "氏名・ふりがな・職種・メールアドレス・MCSのIDを修正します。空欄の項目は変わりません。",
        "Corrects name, reading, occupation, mail address and MCS id. What is left blank stays.",
    ),
    basis: REGISTRATION,
    confirm: Confirm::Once,
    fields: &[optional(NAME), KANA, optional(OCCUPATION), MAIL, MCS_ID],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> { stage: |case, _| while_registered(case), rules: &[], apply: edit },
};

/// Keeps the administrator's own note.
pub static MEMO: Action = Action {
    id: "user.memo",
    noun: Noun::User,
    on: Noun::User,
    key: Some('o'),
    label: Text::new("メモ", "Memo"),
    about: Text::new(
        "管理用のメモを書き換えます。空欄にすると消えます。",
        "Replaces the administrator's note; blank clears it.",
    ),
    basis: REGISTRATION,
    confirm: Confirm::Once,
    fields: &[line("memo", Text::new("メモ", "Memo"), Need::May)],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<UserCase> {
        stage: |_, _| Stage::Now,
        rules: &[],
        apply: |tx, _, case, answers| save(tx, case, |user| user.memo = answers.line("memo").to_owned()),
    },
};

fn register(tx: &mut Tx<'_>, ctx: &Context, _: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let id = UserId(tx.next_number::<User>()?);
    let occupation = occupation(answers).unwrap_or(Occupation::Other);
    let user = User {
        mcs_id: answers.line("mcs_id").to_owned(),
        kana: answers.line("kana").to_owned(),
        mail: mail(tx, answers, None)?.unwrap_or_default(),
        joined_on: answers.day("joined_on"),
        ..User::named(id, ctx.actor.office, answers.line("name"), occupation)
    };
    let mut warnings: Vec<Finding> = tx.namesakes(&user)?.iter().map(namesake).collect();
    warnings.extend(still_resting(tx, &user.mail)?);
    let passed = pass(warnings, answers)?;
    tx.insert(&user)?;
    Ok(Done::about(user.id).passing(passed))
}

fn edit(tx: &mut Tx<'_>, _: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let mail = mail(tx, answers, Some(case.user.id))?;
    let new = mail.as_deref().filter(|mail| *mail != case.user.mail).unwrap_or_default();
    let passed = pass(still_resting(tx, new)?.into_iter().collect(), answers)?;
    let done = save(tx, case, |user| {
        for (field, value) in
            [("name", &mut user.name), ("kana", &mut user.kana), ("mcs_id", &mut user.mcs_id)]
        {
            if !answers.line(field).is_empty() {
                answers.line(field).clone_into(value);
            }
        }
        user.occupation = occupation(answers).unwrap_or(user.occupation);
        user.mail = mail.unwrap_or_else(|| user.mail.clone());
    })?;
    Ok(done.passing(passed))
}

/// The address was somebody's who left the office a short while ago.
fn still_resting(reader: &Reader<'_>, mail: &str) -> Result<Option<Finding>, Stop> {
    let Ok((address, _)) = MailAddress::parse(mail) else { return Ok(None) };
    let former = reader.former_user_by_mailbox(&address)?;
    Ok(former.and_then(|former| resting(&former, reader.today())))
}

fn occupation(answers: &Answers) -> Option<Occupation> {
    answers.choice("occupation").and_then(Occupation::read)
}

/// The typed address in its normal form; refused where somebody else of the office has it.
fn mail(reader: &Reader<'_>, answers: &Answers, own: Option<UserId>) -> Result<Option<String>, Stop> {
    let typed = answers.line("mail");
    if typed.is_empty() {
        return Ok(None);
    }
    let (address, _) = MailAddress::parse(typed).map_err(|error| Stop::at("mail", error.sentence()))?;
    match reader.user_by_mailbox(&address)? {
        Some(other) if Some(other.id) != own => Err(Stop::Refused(taken(&other))),
        Some(_) | None => Ok(Some(address.as_str().to_owned())),
    }
}

fn taken(other: &User) -> Finding {
    Finding {
        rule: "one_mail",
        clause: id("F2-4"),
        severity: Severity::Block,
        sentence: sentence!(
            "このメールアドレスは {id} {name}さん（{occupation}）のものです。1人1つです。",
            "This mail address is {name}'s ({id}, {occupation}): one per person.",
            id = other.id,
            name = Shown::new(&other.name),
            occupation = other.occupation.label()
        ),
    }
}

fn namesake(other: &LookAlike) -> Finding {
    Finding {
        rule: "namesake",
        clause: id("8-1"),
        severity: Severity::Warn,
        sentence: sentence!(
            "似た名前の方がいます：{name} {id} {occupation}。",
            "A similar name is registered: {name} {id}, {occupation}.",
            name = Shown::new(&other.name),
            id = other.id,
            occupation = other.occupation.label()
        ),
    }
}
