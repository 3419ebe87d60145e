//! Staff lists: 様式2 and what other programs export.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Noun, Occupation, User, UserId};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::regulation::quarantine::quarantined_until;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, parse_day};
use crate::text::{Shown, Text, fold};

/// Plans a list of users.
#[derive(Default)]
pub struct Users {
    /// Mailboxes of the rows before, and whose they are.
    mailboxes: HashMap<String, String>,
    /// Folded names of the rows before.
    names: HashMap<String, String>,
    /// Users without an address whom a row before was taken for.
    claimed: HashSet<UserId>,
}

impl Importer for Users {
    fn noun(&self) -> Noun {
        Noun::User
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let name = fields.get("name");
        let mut found = Findings::default();
        if name.is_empty() {
            found.add(
                "name",
                id("F2-1"),
                Severity::Block,
                Text::new("氏名がありません。", "There is no name."),
            );
        }
        found.unseen(id("F2-1"), Text::new("氏名", "Name"), name);
        let mail = self.mail(fields, name, &mut found);
        let (days, is_admin) = (days(fields, ctx, &mut found), is_admin(fields, &mut found));
        let Some(mail) = mail.filter(|_| !found.blocks()) else {
            return Ok(Planned::not_taken(name, found.sorted()));
        };
        let draft = Draft { mail, days, is_admin, occupation: occupation(fields, &mut found) };
        let known = match reader.user_by_mailbox(&draft.mail)? {
            Some(user) => Some(user),
            None if draft.is_gone() => former(reader, &draft, name)?,
            None if self.is_resting(reader, &draft.mail, &mut found)? => {
                return Ok(Planned::not_taken(name, found.sorted()));
            }
            None => self.without_mail(reader, fields, &draft, &mut found)?,
        };
        if draft.is_admin && known.as_ref().is_none_or(|user| user.admin_since.is_none()) {
            let how = Text::new("MCS管理者として取り込みます。", "Taken as an MCS administrator.");
            found.add("admin", id("F2-3"), Severity::Advise, how);
        }
        match known {
            Some(user) => Ok(merge(user, fields, ctx, draft, found)),
            None => {
                self.lookalikes(reader, name, &mut found)?;
                let user = draft.user(fields, ctx);
                Ok(Planned::new(name, None, Change::New, Some(Write::NewUser(Box::new(user))), found))
            }
        }
    }
}

/// What could be read of a row.
struct Draft {
    mail: MailAddress,
    days: BTreeMap<&'static str, Day>,
    is_admin: bool,
    occupation: Occupation,
}

impl Draft {
    /// The list says that the person has left.
    fn is_gone(&self) -> bool {
        ["released_on", "closed_on"].iter().any(|field| self.days.contains_key(field))
    }

    fn user(self, fields: &Fields, ctx: &Context) -> User {
        let day = |field: &str| self.days.get(field).copied();
        User {
            id: UserId(0),
            version: 1,
            office: ctx.actor.office,
            mcs_id: fields.get("mcs_id").to_owned(),
            name: fields.get("name").to_owned(),
            kana: fields.get("kana").to_owned(),
            occupation: self.occupation,
            mail: self.mail.as_str().to_owned(),
            admin_since: self.is_admin.then(|| ctx.today()),
            password_changed_on: day("password_changed_on"),
            joined_on: day("joined_on"),
            leave_from: day("leave_from"),
            leave_until: day("leave_until"),
            released_on: day("released_on"),
            closed_on: day("closed_on"),
            last_day: day("last_day"),
            reminded_on: None,
            terms_agreed_on: day("terms_agreed_on"),
            points_read_on: day("points_read_on"),
            profile_on: day("profile_on"),
            photo_on: day("photo_on"),
            memo: fields.get("note").to_owned(),
        }
    }
}

/// Somebody who has left, as a list of the register itself has the person.
fn former(reader: &Reader<'_>, draft: &Draft, name: &str) -> Result<Option<User>, StoreError> {
    let user = reader.former_user_by_mailbox(&draft.mail)?;
    Ok(user.filter(|user| fold::key(&user.name) == fold::key(name)))
}

/// The person is in the register already: the same, changed, or somebody else under this address.
fn merge(user: User, fields: &Fields, ctx: &Context, draft: Draft, mut found: Findings) -> Planned {
    let name = fields.get("name").to_owned();
    if fold::key(&user.name) != fold::key(&name) {
        found.add(
            "mail_taken",
            id("F2-4"),
            Severity::Block,
            sentence!(
                "このメールアドレスは {id} {who}さんが使っています。1人に1つのアドレスにします。",
                "This mail address belongs to {id} {who}: one address per person.",
                id = user.id,
                who = Shown::new(&user.name)
            ),
        );
        return Planned::not_taken(&name, found.sorted()).about(user.id);
    }
    let listed = draft.user(fields, ctx);
    let kept = |listed: String, ours: &str| if listed.is_empty() { ours.to_owned() } else { listed };
    let merged = User {
        mcs_id: kept(listed.mcs_id, &user.mcs_id),
        name: listed.name,
        kana: kept(listed.kana, &user.kana),
        occupation: if fields.get("occupation").is_empty() { user.occupation } else { listed.occupation },
        mail: listed.mail,
        admin_since: user.admin_since.or(listed.admin_since),
        joined_on: listed.joined_on.or(user.joined_on),
        password_changed_on: listed.password_changed_on.or(user.password_changed_on),
        terms_agreed_on: listed.terms_agreed_on.or(user.terms_agreed_on),
        points_read_on: listed.points_read_on.or(user.points_read_on),
        profile_on: listed.profile_on.or(user.profile_on),
        photo_on: listed.photo_on.or(user.photo_on),
        memo: kept(listed.memo, &user.memo),
        ..user.clone()
    };
    let is_same = merged == user;
    let (about, write) = (Some(user.id.id()), (!is_same).then(|| Write::User(Box::new(merged))));
    Planned::new(&name, about, Change::of(is_same), write, found)
}

impl Users {
    /// The one mail address (様式2), which must be there and nobody else's in this list.
    fn mail(&mut self, fields: &Fields, name: &str, found: &mut Findings) -> Option<MailAddress> {
        if fields.get("mail").is_empty() {
            let why = Text::new(
                "メールアドレスがありません。1人に1つのアドレスが必要です。",
                "There is no mail address: each person needs one.",
            );
            found.add("mail_missing", id("F2-4"), Severity::Block, why);
            return None;
        }
        let (mail, warning) = match MailAddress::parse(fields.raw("mail")) {
            Ok(read) => read,
            Err(error) => {
                found.add("mail_unreadable", id("F2-4"), Severity::Block, error.sentence());
                return None;
            }
        };
        if let Some(warning) = warning {
            found.add("mail_odd", id("F2-4"), Severity::Warn, warning);
        }
        if mail.as_str().starts_with('"') {
            let how = sentence!(
                "引用符付きのアドレスです。{mail} と同じ宛先として扱います。",
                "The address is quoted: the same mailbox as {mail}.",
                mail = Shown::new(&mail.mailbox())
            );
            found.add("mail_quoted", id("F2-4"), Severity::Advise, how);
        }
        if mail.as_str() != fields.get("mail") {
            let how = sentence!(
                "{mail} として取り込みます。",
                "Taken as {mail}.",
                mail = Shown::new(mail.as_str())
            );
            found.add("mail_normalised", id("F2-4"), Severity::Advise, how);
        }
        if let Some(other) = self.mailboxes.get(&mail.mailbox()) {
            let why = sentence!(
                "メールアドレスが同じ表の{who}さんと重複しています。",
                "The mail address is also {who}'s in this list.",
                who = Shown::new(other)
            );
            found.add("mail_twice", id("F2-4"), Severity::Block, why);
            return None;
        }
        self.mailboxes.insert(mail.mailbox(), name.to_owned());
        Some(mail)
    }

    /// The address was somebody's who left a short while ago: that wants a reason, which a list cannot give.
    fn is_resting(
        &self,
        reader: &Reader<'_>,
        mail: &MailAddress,
        found: &mut Findings,
    ) -> Result<bool, StoreError> {
        let former = reader.former_user_by_mailbox(mail)?;
        let until = former.as_ref().and_then(quarantined_until).filter(|until| reader.today() <= *until);
        let (Some(former), Some(until)) = (former, until) else { return Ok(false) };
        let why = sentence!(
            "このメールアドレスは離れた {id} {who}さんのもので、{until} まで再使用しません。ご本人の復帰なら、理由を添えて1件ずつ登録してください（user register）。",
            "This address was {who}'s ({id}), who left, and rests until {until}. For the same person coming back, register singly with a reason (user register).",
            id = former.id,
            who = Shown::new(&former.name),
            until = until
        );
        found.add("mail_quarantine", id("F2-4"), Severity::Block, why);
        Ok(true)
    }

    /// The one person of this name who has no address yet: whoever founded the store is on the roster, too.
    fn without_mail(
        &mut self,
        reader: &Reader<'_>,
        fields: &Fields,
        draft: &Draft,
        found: &mut Findings,
    ) -> Result<Option<User>, StoreError> {
        let kana = fold::key(fields.get("kana"));
        let is_same = |user: &User| {
            let known = fold::key(&user.kana);
            user.mail.is_empty()
                && (known.is_empty() || kana.is_empty() || known == kana)
                && (user.occupation == Occupation::Other || user.occupation == draft.occupation)
        };
        let [user] = &reader.users_like(fields.get("name"))?[..] else { return Ok(None) };
        if !is_same(user) || !self.claimed.insert(user.id) {
            return Ok(None);
        }
        let how = sentence!(
            "{id} {who}さん（メールアドレス未登録）と同じ人として取り込みます。別の人なら、先に{id}のメールアドレスを登録してください。",
            "Taken for {id} {who}, who has no mail address yet. If this is somebody else, give {id} an address first.",
            id = user.id,
            who = Shown::new(&user.name)
        );
        found.add("same_person", id("N3-2"), Severity::Warn, how);
        Ok(Some(user.clone()))
    }

    /// Somebody in the list or in the office could be taken for this person.
    fn lookalikes(
        &mut self,
        reader: &Reader<'_>,
        name: &str,
        found: &mut Findings,
    ) -> Result<(), StoreError> {
        let folded = fold::key(name);
        let in_list = self.names.insert(folded, name.to_owned());
        let in_office =
            reader.users_like(name)?.into_iter().next().map(|user| format!("{} {}", user.id, user.name));
        if let Some(other) = in_office.or(in_list) {
            let why = sentence!(
                "似た名前の人がいます：{other}。取り違えに注意してください。",
                "Somebody has a similar name: {other}. Take care not to mix them up.",
                other = Shown::new(&other)
            );
            found.add("lookalike", id("N3-2"), Severity::Warn, why);
        }
        Ok(())
    }
}

fn occupation(fields: &Fields, found: &mut Findings) -> Occupation {
    let typed = fields.get("occupation");
    Occupation::read(typed).unwrap_or_else(|| {
        let how = if typed.is_empty() {
            Text::new("職種がないため「その他」とします。", "No occupation: taken as \"Other\".").into()
        } else {
            sentence!(
                "職種「{typed}」は一覧にないため「その他」とします。",
                "The occupation \"{typed}\" is not in the list: taken as \"Other\".",
                typed = Shown::new(typed)
            )
        };
        found.add("occupation", id("F2-1"), Severity::Warn, how);
        Occupation::Other
    })
}

/// The days that a list may give of a person. Releases and leaves are history of somebody new, and no decision about
/// somebody who is here.
const DAYS: [&str; 11] = [
    "joined_on",
    "password_changed_on",
    "terms_agreed_on",
    "points_read_on",
    "profile_on",
    "photo_on",
    "leave_from",
    "leave_until",
    "last_day",
    "released_on",
    "closed_on",
];

/// Days that cannot be read are left out with a warning.
fn days(fields: &Fields, ctx: &Context, found: &mut Findings) -> BTreeMap<&'static str, Day> {
    let mut days = BTreeMap::new();
    for field in DAYS.into_iter().filter(|field| !fields.get(field).is_empty()) {
        match parse_day(fields.get(field), ctx.today()) {
            Ok(day) => drop(days.insert(field, day)),
            Err(error) => found.add(field, id("F2-1"), Severity::Warn, error.sentence().clone()),
        }
    }
    days
}

/// The admin column of 様式2 takes a circle; other lists a 1 or a yes.
fn is_admin(fields: &Fields, found: &mut Findings) -> bool {
    let typed = fields.get("admin");
    match typed.to_lowercase().as_str() {
        "○" | "〇" | "◯" | "◎" | "●" | "1" | "y" | "yes" | "true" | "有" | "はい" | "✓" | "レ" => {
            true
        }
        "" | "0" | "-" | "n" | "no" | "false" | "無" | "いいえ" | "×" => false,
        _ => {
            let why = sentence!(
                "管理者の欄「{typed}」を読み取れないため、MCS管理者とはしません。",
                "The admin column says \"{typed}\", which is neither yes nor no: not taken as an admin.",
                typed = Shown::new(typed)
            );
            found.add("admin_column", id("F2-3"), Severity::Warn, why);
            false
        }
    }
}
