//! From a row to what belongs to it: a user's groups and invitations, a group's members and invitations.

use crate::domain::{Case, Group, Id, Noun};
use crate::text::Text;

/// One way to go.
pub struct Way {
    /// Its key.
    pub key: char,
    /// What is there.
    pub label: Text,
    /// Where it leads.
    pub to: To,
}

/// Where a way leads.
pub enum To {
    /// The rows of this noun that belong to the row.
    Rows(Noun),
    /// One row.
    Row(Id),
}

/// Where one can go from a row.
pub fn ways(case: &Case) -> Vec<Way> {
    let rows = |key, label, noun| Way { key, label, to: To::Rows(noun) };
    let row = |key, label, id: Id| Way { key, label, to: To::Row(id) };
    let groups = Text::new("このユーザーのグループ", "This user's groups");
    let memberships = Text::new("このユーザーの参加と担当", "This user's memberships and charges");
    let members = Text::new("このグループの参加者", "This group's members");
    let to_user = Text::new("このユーザーへの招待", "Invitations to this user");
    let to_group = Text::new("このグループへの招待", "Invitations into this group");
    let the_user = Text::new("このユーザー", "This user");
    let the_group = Text::new("このグループ", "This group");
    let the_office = Text::new("この事業所", "This office");
    let room = Text::new("MCS管理者の部屋の参加", "Seats in the administrators' room");
    let ways = match case {
        Case::User(c) => vec![
            rows('g', groups, Noun::Group),
            rows('m', memberships, Noun::Membership),
            rows('i', to_user, Noun::Invitation),
            rows('e', Text::new("このユーザーの端末", "This user's devices"), Noun::Device),
            rows('f', Text::new("このユーザーの誓約書", "This user's pledges"), Noun::Pledge),
            rows('t', Text::new("このユーザーの教育", "This user's trainings"), Noun::Training),
            rows('b', Text::new("このユーザーの持出し", "This user's take-outs"), Noun::TakeOut),
            row('o', Text::new("事業所", "The office"), c.user.office.id()),
        ],
        Case::Group(c) => {
            let patient = c.group.patient.filter(|_| c.patient.is_some());
            let patient = patient.map(|id| row('p', Text::new("この患者", "This patient"), id.id()));
            let consents = Text::new("このグループの同意書", "This group's consents");
            [
                rows('m', members, Noun::Membership),
                rows('i', to_group, Noun::Invitation),
                rows('d', consents, Noun::Consent),
            ]
            .into_iter()
            .chain(patient)
            .collect()
        }
        Case::Invitation(c) => {
            vec![row('u', the_user, c.invitee.user.id.id()), row('g', the_group, c.group.group.id.id())]
        }
        Case::Membership(c) => vec![row('u', the_user, c.user.id.id()), row('g', the_group, c.group.id.id())],
        Case::Record(c) => {
            let record = &c.record;
            let applicant = (record.id.noun == Noun::Application).then_some(record.office);
            let undecided = Text::new("まだ判断していない参加", "Memberships not decided yet");
            let is_review = record.id.noun == Noun::Review && record.is_open;
            let links = [
                is_review.then(|| rows('m', undecided, Noun::Membership)),
                applicant.map(|id| row('o', the_office, id.into())),
                record.user.map(|id| row('u', the_user, id.into())),
                record.group.map(|id| row('g', the_group, id.into())),
            ];
            links.into_iter().flatten().collect()
        }
        Case::Mirror(c) => vec![row('o', Text::new("対象の行", "The row it is about"), c.mirror.object)],
        Case::Patient(c) => {
            let group = |group: &Group| {
                row('g', Text::new("この患者のグループ", "This patient's group"), group.id.id())
            };
            c.groups.first().map(group).into_iter().collect()
        }
        Case::Office(c) => {
            let applications = Text::new("この事業所の申込み", "This office's applications");
            let beside =
                [rows('r', room, Noun::Seat), rows('z', applications, Noun::Application)].into_iter();
            // The desk counts people, and sees none.
            if c.survey.is_some() || c.office.is_a_mere_name() {
                beside.collect()
            } else {
                let users = rows('u', Text::new("ユーザー", "Users"), Noun::User);
                let patients = rows('p', Text::new("患者", "Patients"), Noun::Patient);
                [users, patients].into_iter().chain(beside).collect()
            }
        }
        Case::Seat(c) => {
            let user = (!c.name.is_empty()).then(|| row('u', the_user, c.user.id()));
            user.into_iter().chain([row('o', the_office, c.office.id())]).collect()
        }
    };
    ways.into_iter().filter(is_listed).collect()
}

fn is_listed(way: &Way) -> bool {
    match way.to {
        To::Rows(noun) => super::of(noun).is_some(),
        To::Row(id) => super::of(id.noun).is_some(),
    }
}

/// The name or title of a row, as stored.
pub fn name_of(case: &Case) -> &str {
    match case {
        Case::Office(c) => &c.office.name,
        Case::User(c) => &c.user.name,
        Case::Patient(c) => &c.patient.name,
        Case::Group(c) => &c.group.title,
        Case::Membership(c) => &c.user.name,
        Case::Invitation(c) => &c.invitee.user.name,
        Case::Record(c) => {
            let names = [&c.user_name, &c.group_title, &c.patient_name].map(String::as_str);
            let own = c.record.facts.text("name");
            names.into_iter().chain([own]).find(|name| !name.is_empty()).unwrap_or_default()
        }
        Case::Mirror(c) => &c.about,
        Case::Seat(c) if c.name.is_empty() => &c.office_name,
        Case::Seat(c) => &c.name,
    }
}
