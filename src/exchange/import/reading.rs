//! What lists of papers and devices have in common: whose row it is, past days, choices, marks and ticks.

use super::{Fields, Findings};
use crate::domain::case::{GroupCase, OneCase};
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Group, GroupId, Id, Noun, Patient, User, UserId, ticks};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::Severity;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, parse_day};
use crate::text::{Sentence, Shown, Text, fold};

/// The one registered user whom a row names, by address or id, else by a name that only one has.
pub(super) fn person(
    reader: &Reader<'_>,
    fields: &Fields,
    clause: ClauseId,
    found: &mut Findings,
) -> Result<Option<User>, StoreError> {
    let name = fields.get("name");
    if let Some(id) = name.parse::<Id>().ok().filter(|id| id.noun == Noun::User)
        && let Some(case) = reader.user_case(UserId(id.number))?
    {
        return Ok(Some(case.user));
    }
    let users = match MailAddress::parse(fields.raw("mail")) {
        Ok((mail, _)) => reader.user_by_mailbox(&mail)?.into_iter().collect(),
        Err(_) => reader.users_like(name)?,
    };
    let is_named = |user: &User| name.is_empty() || fold::key(&user.name) == fold::key(name);
    match &users[..] {
        [user] if is_named(user) => return Ok(Some(user.clone())),
        [] | [_] => found.add(
            "person",
            clause,
            Severity::Block,
            sentence!(
                "登録のあるユーザーに当てはまりません：{name}",
                "No registered user fits: {name}",
                name = Shown::new(name)
            ),
        ),
        _ => found.add(
            "person",
            clause,
            Severity::Block,
            sentence!(
                "同姓同名のユーザーがいます：{name}。メールアドレスを加えてください。",
                "Several users have this name: {name}. Add the mail address.",
                name = Shown::new(name)
            ),
        ),
    }
    Ok(None)
}

/// A day that has been; a blank one is missing.
pub(super) fn past_day(
    fields: &Fields,
    field: &'static str,
    ctx: &Context,
    clause: ClauseId,
    found: &mut Findings,
) -> Option<Day> {
    match parse_day(fields.get(field), ctx.today()) {
        Ok(day) if day <= ctx.today() => Some(day),
        Ok(day) => {
            let why = sentence!("今日より後の日付です：{day}", "The day is still to come: {day}", day = day);
            found.add(field, clause, Severity::Block, why);
            None
        }
        Err(error) => {
            found.add(field, clause, Severity::Block, error.sentence().clone());
            None
        }
    }
}

/// One of a few words; `None` where nothing stands there.
pub(super) fn choice<T>(
    fields: &Fields,
    field: &'static str,
    read: fn(&str) -> Option<T>,
    clause: ClauseId,
    found: &mut Findings,
) -> Option<T> {
    let typed = fields.get(field);
    let chosen = read(typed);
    if chosen.is_none() && !typed.is_empty() {
        let why = sentence!(
            "読めない種別です：{typed}",
            "Not one of the known kinds: {typed}",
            typed = Shown::new(typed)
        );
        found.add(field, clause, Severity::Block, why);
    }
    chosen
}

/// `yes` for a mark of any kind, else nothing.
pub(super) fn is_yes(fields: &Fields, field: &str) -> &'static str {
    match fields.get(field).to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "0" | "×" | "x" | "-" | "いいえ" | "なし" | "無" | "未" => "",
        _ => "yes",
    }
}

/// The ticked numbers of a form.
pub(super) fn ticked(
    fields: &Fields,
    field: &'static str,
    most: u8,
    clause: ClauseId,
    found: &mut Findings,
) -> String {
    ticks(fields.get(field), most).unwrap_or_else(|| {
        let why = Text::new("読めない番号があります。", "There is a number that cannot be read.");
        found.add(field, clause, Severity::Block, why);
        String::new()
    })
}

/// A day, past or to come; `None` where nothing stands there or it cannot be read.
pub(super) fn any_day(
    fields: &Fields,
    field: &'static str,
    ctx: &Context,
    clause: ClauseId,
    found: &mut Findings,
) -> Option<Day> {
    let typed = fields.get(field);
    if typed.is_empty() {
        return None;
    }
    parse_day(typed, ctx.today())
        .inspect_err(|error| found.add("day", clause, Severity::Block, error.sentence().clone()))
        .ok()
}

/// A patient's birth date.
pub(super) fn birth_date(fields: &Fields, ctx: &Context, found: &mut Findings) -> Option<Day> {
    any_day(fields, "birth_date", ctx, id("5-1"), found)
}

/// Whether nothing speaks against a patient of the same name being this one: reading and birth date, as far as known.
pub(super) fn same_patient(patient: &Patient, kana: &str, born_on: Option<Day>) -> bool {
    let is_same_reading =
        kana.is_empty() || patient.kana.is_empty() || fold::key(&patient.kana) == fold::key(kana);
    is_same_reading && patient.born_on.zip(born_on).is_none_or(|(here, there)| here == there)
}

/// The groups of the own office that a row may mean: those of its title; of several, those whose patient was born on
/// the day that the row gives, and of these the one whose number it gives.
pub(super) fn groups(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    clause: ClauseId,
    found: &mut Findings,
) -> Result<Vec<Group>, StoreError> {
    let mut groups = reader.groups_by_title(fields.get("group"))?;
    if groups.len() > 1
        && let Some(day) = birth_date(fields, ctx, found)
    {
        let ids: Vec<Id> = groups.iter().map(|group| group.id.id()).collect();
        let cases = reader.cases(&ids)?;
        let born = |id: GroupId| {
            let case = cases.iter().filter_map(GroupCase::of).find(|case| case.group.id == id);
            case.and_then(|case| case.patient.as_ref()?.born_on)
        };
        groups.retain(|group| born(group.id) == Some(day));
    }
    let number = fields.get("group_id");
    if groups.len() > 1 && !number.is_empty() {
        groups.retain(|group| is_numbered(group, number));
        if let [group] = &groups[..] {
            found.add("by_number", clause, Severity::Advise, by_number(group));
        }
    }
    Ok(groups)
}

/// Whether a list gives the number of this group.
pub(super) fn is_numbered(group: &Group, number: &str) -> bool {
    number.parse::<Id>().is_ok_and(|id| id == group.id.id())
}

/// Nothing but the number told a group from another: whoever looks at the list sees that it is this register's.
pub(super) fn by_number(group: &Group) -> Sentence {
    sentence!(
        "同じ名前のグループがあるため、この台帳の番号 {id} で決めました。",
        "There are several groups of this title; the number of this register decides: {id}.",
        id = group.id
    )
}

/// As [`person`], and also somebody who has left: in a list of members that is no slip.
pub(super) fn member(
    reader: &Reader<'_>,
    fields: &Fields,
    clause: ClauseId,
    found: &mut Findings,
) -> Result<Option<User>, StoreError> {
    if let Ok((mail, _)) = MailAddress::parse(fields.raw("mail"))
        && reader.user_by_mailbox(&mail)?.is_none()
        && let Some(former) = reader.former_user_by_mailbox(&mail)?
        && fold::key(&former.name) == fold::key(fields.get("name"))
    {
        return Ok(Some(former));
    }
    person(reader, fields, clause, found)
}
