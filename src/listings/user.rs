//! The list of users (MCSユーザー): standing, name, occupation, groups, what is due.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person, records};
use crate::domain::case::{OneCase, UserCase};
use crate::domain::{Case, Context, Noun, Occupation, Standing};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::User,
    columns: &[
        Column {
            id: "standing",
            label: Text::new("状態", "Standing"),
            width: (8, 14),
            gives_way: 0,
            cell: |c, x| of(c, x, standing),
        },
        Column {
            id: "name",
            label: Text::new("氏名", "Name"),
            width: (10, 24),
            gives_way: 0,
            cell: |c, x| of(c, x, |u, _| Cell::raw(&u.user.name)),
        },
        Column {
            id: "occupation",
            label: Text::new("職種", "Occupation"),
            width: (8, 18),
            gives_way: 1,
            cell: |c, x| of(c, x, |u, _| person::occupation(u.user.occupation)),
        },
        Column {
            id: "groups",
            label: Text::new("グループ", "Groups"),
            width: (4, 8),
            gives_way: 2,
            cell: |c, x| of(c, x, |u, _| Cell::plain(sentence!("{n}", "{n}", n = u.groups))),
        },
        Column {
            id: "admin",
            label: Text::new("管理", "Admin"),
            width: (4, 9),
            gives_way: 4,
            cell: |c, x| of(c, x, admin),
        },
        Column {
            id: "due",
            label: Text::new("要対応", "Due"),
            width: (8, 26),
            gives_way: 3,
            cell: |c, x| of(c, x, records::due_cell),
        },
        Column {
            id: "mcs",
            label: Text::new("MCS", "MCS"),
            width: (6, 12),
            gives_way: 5,
            cell: |c, x| of(c, x, |u, _| person::mcs_mark(u.pending_marks)),
        },
    ],
    orders: &[
        Choice { id: "kana", label: Text::new("五十音順", "by reading") },
        Choice { id: "occupation", label: Text::new("職種順", "by occupation") },
        Choice { id: "groups", label: Text::new("グループ数順", "by groups") },
        Choice { id: "joined", label: Text::new("入職日順", "by date joined") },
    ],
    tallies: &[
        Choice { id: "restricted", label: Text::new("制限中", "restricted") },
        Choice { id: "on_leave", label: Text::new("休職", "on leave") },
    ],
    page: |reader, ask, window, limit| reader.users(ask, window, limit),
    locate: |reader, ask, id| reader.locate_user(ask, id),
    count: |reader, ask| reader.count_users(ask),
    details: |case, ctx| UserCase::of(case).map(|c| details(c, ctx)).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, ctx| UserCase::of(case).map_or(serde_json::Value::Null, |c| json(c, ctx)),
};

fn of(case: &Case, ctx: &Context, cell: fn(&UserCase, &Context) -> Cell) -> Cell {
    UserCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn standing(case: &UserCase, ctx: &Context) -> Cell {
    let standing = case.standing(ctx.today());
    if standing == Standing::Active && case.user.is_on_leave(ctx.today()) {
        return Cell::plain(Text::new("休職", "On leave")).toned(Tone::Caution);
    }
    let tone = match standing {
        Standing::Active => Tone::Plain,
        Standing::Restricted => Tone::Caution,
        Standing::Banned => Tone::Bad,
        Standing::Released | Standing::AccountClosed => Tone::Muted,
    };
    Cell::plain(standing.label()).toned(tone)
}

fn admin(case: &UserCase, _: &Context) -> Cell {
    if case.user.admin_since.is_none() {
        return Cell::default();
    }
    Cell::plain(Text::new("管理", "Admin")).toned(Tone::Strong)
}

fn details(case: &UserCase, ctx: &Context) -> Details {
    let title = vec![
        person::id(case.user.id),
        Cell::raw(&case.user.name).toned(Tone::Strong),
        Cell::plain(case.user.occupation.label()),
        standing(case, ctx),
    ];
    let mut lines = records::sanction_lines(case, ctx);
    lines.extend(admin_line(case));
    lines.extend([
        records::pledge_line(case),
        records::training_line(case, ctx),
        records::password_line(case, ctx),
    ]);
    lines.push(groups_line(case));
    lines.extend(person::lines(case, ctx));
    Details { title, lines, outlook: outlook(case, ctx) }
}

fn admin_line(case: &UserCase) -> Option<Line> {
    let since = case.user.admin_since?;
    let (tone, rest) = if case.office_admins <= 1 {
        (Tone::Caution, Text::new("（事業所にただ1人）", " (the only one)"))
    } else {
        (Tone::Plain, Text::new("", ""))
    };
    Some(Line {
        label: Text::new("MCS管理者", "Administrator"),
        value: sentence!("{since} から{rest}", "since {since}{rest}", since = since, rest = rest),
        clause: Some(id("7")),
        tone,
    })
}

fn groups_line(case: &UserCase) -> Line {
    Line {
        label: Text::new("参加", "Memberships"),
        value: sentence!(
            "グループ {groups}、未決の招待 {invitations}件",
            "{groups} groups, {invitations} open invitations",
            groups = case.groups,
            invitations = case.invitations
        ),
        clause: Some(id("N1-4")),
        tone: Tone::Plain,
    }
}

fn outlook(case: &UserCase, ctx: &Context) -> Vec<Sentence> {
    let is_gone = matches!(case.standing(ctx.today()), Standing::Released | Standing::AccountClosed);
    if is_gone && case.groups > 0 {
        return vec![sentence!(
            "{who}さんはまだ {groups} のグループに参加しています。参加解除が必要です。",
            "{who} is still in {groups} groups: remove the memberships.",
            who = Shown::new(&case.user.name),
            groups = case.groups
        )];
    }
    Vec::new()
}

/// The object of `user list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    office: &'a str,
    name: &'a str,
    kana: &'a str,
    occupation: Occupation,
    mail: &'a str,
    standing: Standing,
    is_admin: bool,
    mcs_id: &'a str,
    groups: u32,
    open_invitations: u32,
    sanction: Option<records::SanctionJson<'a>>,
    on_leave: bool,
    joined_on: Option<String>,
    admin_since: Option<String>,
    pledge_on: Option<String>,
    training_on: Option<String>,
    password_changed_on: Option<String>,
    terms_agreed_on: Option<String>,
    points_read_on: Option<String>,
    profile_on: Option<String>,
    photo_on: Option<String>,
    last_day: Option<String>,
    reminded_on: Option<String>,
    released_on: Option<String>,
    closed_on: Option<String>,
    memo: &'a str,
    pending_in_mcs: bool,
}

fn json(case: &UserCase, ctx: &Context) -> serde_json::Value {
    let user = &case.user;
    let day = |day: Option<crate::text::date::Day>| day.map(|day| day.to_string());
    super::value(&Json {
        id: user.id.to_string(),
        version: user.version,
        office: &user.office.to_string(),
        name: &user.name,
        kana: &user.kana,
        occupation: user.occupation,
        mail: &user.mail,
        standing: case.standing(ctx.today()),
        is_admin: user.admin_since.is_some(),
        mcs_id: &user.mcs_id,
        groups: case.groups,
        open_invitations: case.invitations,
        sanction: records::sanction_json(case, ctx),
        on_leave: user.is_on_leave(ctx.today()),
        joined_on: day(user.joined_on),
        admin_since: day(user.admin_since),
        pledge_on: day(case.pledge.as_ref().map(|p| p.signed_on)),
        training_on: day(case.training.as_ref().map(|t| t.held_on)),
        password_changed_on: day(user.password_changed_on),
        terms_agreed_on: day(user.terms_agreed_on),
        points_read_on: day(user.points_read_on),
        profile_on: day(user.profile_on),
        photo_on: day(user.photo_on),
        last_day: day(user.last_day),
        reminded_on: day(user.reminded_on),
        released_on: day(user.released_on),
        closed_on: day(user.closed_on),
        memo: &user.memo,
        pending_in_mcs: case.pending_marks > 0,
    })
}
