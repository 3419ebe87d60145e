//! What breaks each clause that the console checks, and the act that mends it: the table of the proof.

mod articles;
mod forms;
mod notes;

use crate::actions::Outcome;
use crate::domain::Role;
use crate::testing::World;

/// One way to break a clause, and to mend it.
pub(super) struct Broken {
    /// The clauses that show it.
    pub(super) clauses: &'static [&'static str],
    /// What breaks them.
    pub(super) seed: &'static str,
    /// The row that stands against them.
    pub(super) row: &'static str,
    /// What mends it: the action that the row names.
    pub(super) action: &'static str,
    /// With which answers.
    pub(super) answers: Typed,
    /// Who does it.
    pub(super) by: By,
    /// What is still to be done after it.
    pub(super) then: &'static [(&'static str, &'static str, Typed)],
}

/// Who mends something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Admin,
    /// 事業所の管理者: where no administrator is left who could.
    Head,
    /// 市: what only the desk does.
    Desk,
}

/// Answers as they are typed, by field; the reason stands under `reason`, another row than the seeded one under `@`.
pub(super) type Typed = &'static [(&'static str, &'static str)];

/// What most have in common: one act is enough.
const ONE_ACT: Broken =
    Broken { clauses: &[], seed: "", row: "", action: "", answers: &[], by: By::Admin, then: &[] };

/// Everything in order that a test does not break.
pub(super) const IN_ORDER: &str = "UPDATE users SET terms_agreed_on = '2026-04-01', points_read_on = '2026-04-01', \
    profile_on = '2026-04-01', photo_on = '2026-04-01'; \
    INSERT INTO consents (id, version, \"group\", kind, signed_on, signers, kept_at) \
    VALUES (70, 1, 2, 'signed', '2026-04-01', '本人', '書庫'); \
    INSERT INTO pledges (id, version, user, kind, signed_on, kept_at) VALUES (70, 1, 4, 'signed', '2026-04-01', '書庫'); \
    INSERT INTO groups (id, version, office, kind, title, state, end_note, admin_room, urgent_reason, memo, kana, sort, \
    search) VALUES (70, 1, 1, 'free', 'MCS管理者の部屋', 'active', '', 1, '', '', '', '', ''); \
    INSERT INTO memberships (id, version, \"group\", user, joined_at, through, left_reason) VALUES \
    (71, 1, 70, 1, '2026-04-01T00:00:00.000Z', 'founding', ''), (72, 1, 70, 2, '2026-04-01T00:00:00.000Z', 'founding', ''); \
    INSERT INTO records (id, version, office, register, state, open, dated_on, kept_at, facts, search) \
    VALUES (70, 1, 1, 'review', 'closed', 0, '2026-10-01', '', '{\"name\":\"秋\",\"signed_on\":\"2026-10-01\"}', ''); \
    INSERT INTO records (id, version, office, register, user, state, open, dated_on, kept_at, facts, search) \
    VALUES (73, 1, 1, 'handler', 4, 'in_office', 1, '2026-04-01', '', \
    '{\"department\":\"看護部\",\"name\":\"小林 誠\",\"contact\":\"03-0000-0000\"}', '')";

/// U-0003 becomes a member of G-0001, founding it.
pub(super) const MEMBER: &str = "INSERT INTO memberships (id, version, \"group\", user, joined_at, through, left_reason) \
    VALUES (90, 1, 1, 3, '2026-11-01T00:00:00.000Z', 'founding', '');";

const DEVICE: &str = "INSERT INTO records (id, version, office, register, user, state, open, dated_on, kept_at, \
    facts, search) VALUES (80, 1, 1, 'device', 3, 'in_use', 1, '2026-11-01', '', \
    '{\"ownership\":\"lent\",\"model\":\"iPad\",\"checked_on\":\"2026-11-01\",\"boot_password_on\":\"2026-11-01\",\
    \"antivirus\":\"X\",\"definitions_on\":\"2026-11-20\"}', '');";

const TAKEOUT: &str = "INSERT INTO records (id, version, office, register, user, state, open, dated_on, due_on, \
    kept_at, facts, search) VALUES (81, 1, 1, 'takeout', 3, 'requested', 1, '2026-11-01', '2026-12-10', '', \
    '{\"what\":\"訪問記録\",\"medium\":\"紙\",\"purpose\":\"会議\",\"from\":\"2026-12-01\"}', '');";

const INCIDENT: &str = "INSERT INTO records (id, version, office, register, user, state, open, dated_on, kept_at, \
    facts, search) VALUES (82, 1, 1, 'incident', 3, 'open', 1, '2026-11-22', '', '{\"kind\":\"loss\",\
    \"summary\":\"紛失\",\"reported_on\":\"2026-11-22\",\"personal_data\":\"no\",\"instruction\":\"回線停止\"}', '');";

const REQUEST: &str = "INSERT INTO records (id, version, office, register, patient, state, open, dated_on, due_on, \
    kept_at, facts, search) VALUES (83, 1, 1, 'request', 1, 'received', 1, '2026-11-01', '2026-12-10', '', \
    '{\"kind\":\"disclosure\",\"requester\":\"山田 花子\",\"relation\":\"family\",\"identity\":\"免許証\"}', '');";

/// An erasure that was granted and told.
const ERASURE: &str = "REQUEST UPDATE records SET state = 'notified', open = 0, facts = json_set(facts, '$.kind', \
    'erasure', '$.decision', 'granted', '$.decided_on', '2026-11-20') WHERE id = 83;";

const NEW_PLEDGE: Typed = &[("signed_on", "2026-11-20"), ("kept_at", "書庫"), ("filled_in", "yes")];

const NEW_CONSENT: Typed = &[
    ("signed_on", "2026-11-21"),
    ("signers", "本人"),
    ("kept_at", "書庫"),
    ("items", "1-4、7"),
    ("in_charge", "佐藤"),
    ("handed_over_on", "2026-11-21"),
];

const NEW_HANDLER: Typed =
    &[("department", "看護部"), ("name", "佐藤 明"), ("contact", "03-0000-0000"), ("user", "U-0002")];

/// Every one of them.
pub(super) fn all() -> impl Iterator<Item = &'static Broken> {
    [articles::ARTICLES, forms::FORMS, notes::NOTES].into_iter().flatten()
}

impl Broken {
    /// What breaks the clauses, whole.
    pub(super) fn seed(&self) -> String {
        whole(self.seed)
    }

    /// Does what mends them.
    pub(super) fn mend(&self, world: &mut World) {
        let on = self.answers.iter().find(|(field, _)| *field == "@").map_or(self.row, |(_, row)| *row);
        let first = (self.action, on, self.answers);
        match self.by {
            By::Admin => {}
            By::Head => world.as_head(),
            By::Desk => world.as_stranger(Role::City),
        }
        for (action, on, typed) in std::iter::once(first).chain(self.then.iter().copied()) {
            let outcome = world.typed(action, on, typed);
            assert!(matches!(outcome, Outcome::Done(_)), "{action} on {on}: {outcome:?}");
        }
    }
}

/// A seed with the rows that it names in capitals.
pub(super) fn whole(seed: &str) -> String {
    let rows = [
        ("ERASURE ", ERASURE),
        ("MEMBER ", MEMBER),
        ("DEVICE ", DEVICE),
        ("TAKEOUT ", TAKEOUT),
        ("INCIDENT ", INCIDENT),
    ];
    let seed = rows.iter().fold(seed.to_owned(), |seed, (name, row)| seed.replace(name, row));
    seed.replace("REQUEST ", REQUEST)
}
