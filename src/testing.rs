//! A small fixed world for tests: one office, two admins, a few users, groups and invitations.

pub mod cases;

use std::sync::{LazyLock, Mutex};

use crate::actions::{Answers, Outcome, Request, perform, table};
use crate::domain::*;
use crate::store::{Scope, Store};
use crate::text::date::{Day, Instant, today};

/// The instant at which every test begins: 2026-11-23 12:00 in Tokyo.
pub fn noon() -> Instant {
    "2026-11-23T03:00:00.000Z".parse().expect("an instant")
}

/// A day, from its ISO form.
pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A store in memory and the operator at it.
pub struct World {
    /// The store.
    pub store: Store,
    /// Who acts, and when.
    pub ctx: Context,
}

impl World {
    /// Office O-0001 with admins U-0001 林 由紀 and U-0002 佐藤 明, nurse U-0003 髙橋 美智子, helper U-0004 小林 誠
    /// without a pledge; O-0002 多摩中央病院; group G-0001 山田 太郎様 with consent, G-0002 鈴木 ハナ様 without;
    /// invitations I-0001 (judged), I-0002 (received), I-0003 (judged, to U-0004), I-0004 (judged, into G-0002).
    pub fn new() -> World {
        static SMALL: LazyLock<Mutex<World>> = LazyLock::new(|| Mutex::new(World::on(Store::in_memory())));
        World::like(&SMALL)
    }

    /// A world of its own that is as one that was made once for all tests.
    fn like(made: &Mutex<World>) -> World {
        let World { store, ctx } = &*made.lock().expect("no test panics while it copies");
        World { store: store.copy(), ctx: ctx.clone() }
    }

    /// The same world in an empty store of any kind.
    pub fn on(mut store: Store) -> World {
        let office = OfficeId(1);
        let actor = Actor {
            operator: "U-0001".into(),
            role: Role::Admin,
            office,
            user: Some(UserId(1)),
            name: "林 由紀".into(),
        };
        let ctx = Context {
            actor,
            now: noon(),
            session: "test".into(),
            client: String::new(),
            key_print: String::new(),
            ssh_key: String::new(),
            settings: Settings::default(),
            assurance: Assurance::JustProved,
        };
        store
            .write(Scope { office, role: Role::Admin }, ctx.today(), |tx| seed(tx, &ctx))
            .expect("a seeded store");
        World { store, ctx }
    }

    /// The small demo of seed 1, at noon, with its first admin at the console.
    pub fn demo() -> World {
        static DEMO: LazyLock<Mutex<World>> = LazyLock::new(|| Mutex::new(World::make_demo()));
        World::like(&DEMO)
    }

    fn make_demo() -> World {
        let mut world = World::new();
        world.store = Store::in_memory();
        let go = &mut |_| crate::actions::Go::On;
        let scale = crate::demo::Scale::Small;
        let accounts = crate::demo::fill(&mut world.store, scale, 1, noon(), go).expect("a demo");
        world.ctx.actor = accounts.into_iter().next().expect("an admin").actor;
        world
    }

    /// A city of so many offices, at noon, with its first admin at the console.
    pub fn city(offices: i64) -> World {
        World::city_of(offices, Role::Admin)
    }

    /// The same, with the city's desk at the console.
    pub fn desk(offices: i64) -> World {
        World::city_of(offices, Role::City)
    }

    fn city_of(offices: i64, role: Role) -> World {
        let mut world = World::new();
        world.store = Store::in_memory();
        let accounts = crate::demo::city(&mut world.store, offices, noon()).expect("a city");
        let mut actors = accounts.into_iter().map(|account| account.actor);
        world.ctx.actor = actors.find(|actor| actor.role == role).expect("such an operator");
        world
    }

    /// Does an action on a row, as the actor.
    pub fn act(&mut self, action: &str, id: &str, answers: Answers) -> Outcome {
        let request = Request {
            action: table::find(action).unwrap_or_else(|| panic!("no action {action}")),
            target: id.parse().expect("an id"),
            version: None,
            answers,
        };
        perform(&mut self.store, &self.ctx, &request).expect("a working store")
    }

    /// Does an action with its answers as they are typed, the reason among them under `reason`.
    pub fn typed(&mut self, action: &str, id: &str, typed: &[(&str, &str)]) -> Outcome {
        let fields = table::find(action).unwrap_or_else(|| panic!("no action {action}")).fields;
        let texts = typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
        let reason = typed.iter().find(|(field, _)| *field == "reason").map_or("", |(_, text)| *text);
        let answers = Answers::read(fields, &texts, reason, self.ctx.today());
        self.act(action, id, answers.unwrap_or_else(|error| panic!("{action} on {id}: {error:?}")))
    }

    /// The case of a row, as the actor sees it.
    pub fn case(&self, id: &str) -> Case {
        self.reader()
            .case(id.parse().expect("an id"))
            .expect("a working store")
            .unwrap_or_else(|| panic!("no {id}"))
    }

    /// Reads as the actor.
    pub fn reader(&self) -> crate::store::Reader<'_> {
        self.store.reader(crate::actions::scope(&self.ctx), self.ctx.today())
    }

    /// The office's head takes over.
    pub fn as_head(&mut self) {
        let operator = "H-0001".to_owned();
        let (office, name) = (self.ctx.actor.office, "狛江 院長".to_owned());
        let head = Actor { operator, role: Role::Head, office, user: None, name };
        let scope = crate::actions::scope(&self.ctx);
        self.store.write(scope, self.ctx.today(), |tx| tx.insert_operator(&head)).expect("a head");
        self.ctx.actor = head;
    }

    /// Somebody of O-0003 よその事業所, which has nothing to do with the other two, takes over.
    pub fn as_stranger(&mut self, role: Role) {
        let (office, today) = (OfficeId(3), self.ctx.today());
        let operator = match role {
            Role::Admin => "U-0009",
            Role::Head => "H-0003",
            Role::City => "C-0001",
        };
        let user = (role == Role::Admin).then_some(UserId(9));
        let actor = Actor { operator: operator.into(), role, office, user, name: "余所 花子".into() };
        let write = |tx: &mut crate::store::Tx<'_>| {
            tx.insert(&Office::named(office, "よその事業所"))?;
            let stranger = self::user(9, "余所 花子", "よそ はなこ", Occupation::Nurse);
            tx.insert(&User { office, admin_since: Some(today), ..stranger })?;
            if role == Role::Admin { Ok(()) } else { tx.insert_operator(&actor) }
        };
        let scope = crate::actions::scope(&self.ctx);
        self.store.write::<_, crate::store::StoreError>(scope, today, write).expect("a stranger");
        self.ctx.actor = actor;
    }

    /// Another admin of the same office takes over.
    pub fn as_second_admin(&mut self) {
        self.ctx.actor.operator = "U-0002".into();
        self.ctx.actor.user = Some(UserId(2));
        self.ctx.actor.name = "佐藤 明".into();
        self.ctx.session = "other".into();
    }
}

/// The office 1, as 様式1 has it.
pub fn office() -> Office {
    Office {
        address: "架空市和泉1-2-3".into(),
        head_name: "狛江 院長".into(),
        head_mail: "head@komae.example".into(),
        agreed_on: Some(day("2025-03-01")),
        ..Office::named(OfficeId(1), "狛江訪問看護ステーション")
    }
}

/// A user of office 1 with everything in order.
pub fn user(number: i64, name: &str, kana: &str, occupation: Occupation) -> User {
    User {
        id: UserId(number),
        version: 1,
        office: OfficeId(1),
        mcs_id: String::new(),
        name: name.into(),
        kana: kana.into(),
        occupation,
        mail: format!("user{number}@komae.example"),
        admin_since: None,
        password_changed_on: Some(day("2026-11-01")),
        joined_on: Some(day("2024-04-01")),
        leave_from: None,
        leave_until: None,
        released_on: None,
        closed_on: None,
        last_day: None,
        reminded_on: None,
        terms_agreed_on: None,
        points_read_on: None,
        profile_on: None,
        photo_on: None,
        memo: String::new(),
    }
}

/// A patient group of office 1.
pub fn group(number: i64, title: &str, kana: &str) -> Group {
    Group {
        id: GroupId(number),
        version: 1,
        office: OfficeId(1),
        kind: GroupKind::Patient,
        patient: Some(PatientId(number)),
        title: title.into(),
        kana: kana.into(),
        state: GroupState::Active,
        ended_on: None,
        end_reason: None,
        end_note: String::new(),
        archived_at: None,
        admin_room: false,
        urgent_reason: String::new(),
        memo: String::new(),
    }
}

/// An inbound invitation from office 2.
pub fn invitation(number: i64, group: i64, invitee: i64, progress: Progress) -> Invitation {
    Invitation {
        id: InvitationId(number),
        version: 1,
        group: GroupId(group),
        group_office: OfficeId(1),
        invitee: UserId(invitee),
        invitee_office: OfficeId(1),
        inviter: None,
        inviter_name: "佐々木 明".into(),
        inviter_office: OfficeId(2),
        message: String::new(),
        invited_on: day("2026-11-20"),
        expires_on: day("2026-12-20"),
        progress,
    }
}

/// Judged by the user two days ago.
pub fn judged() -> Progress {
    let at = "2026-11-21T01:00:00.000Z".parse().expect("an instant");
    Progress::Judged(Received.judged(at, JudgedBy::Themselves))
}

fn seed(tx: &mut crate::store::Tx<'_>, ctx: &Context) -> Result<(), crate::store::StoreError> {
    tx.insert(&office())?;
    tx.insert(&Office::named(OfficeId(2), "多摩中央病院"))?;
    let admin = |u: User| User { admin_since: Some(day("2025-04-01")), ..u };
    let users = [
        admin(user(1, "林 由紀", "ハヤシ ユキ", Occupation::CareManager)),
        admin(user(2, "佐藤 明", "サトウ アキラ", Occupation::Nurse)),
        user(3, "髙橋 美智子", "たかはし みちこ", Occupation::Nurse),
        user(4, "小林 誠", "こばやし まこと", Occupation::HomeHelper),
    ];
    for user in &users {
        tx.insert(user)?;
        if user.id.0 != 4 {
            let signed_on = day("2026-04-01");
            let kept_at = "事務室".to_owned();
            tx.insert(&Pledge {
                id: PledgeId(user.id.0),
                version: 1,
                user: user.id,
                kind: PledgeKind::Signed,
                signed_on,
                kept_at,
                facts: None,
            })?;
        }
        let topic = "誓約書の内容".to_owned();
        let held_on = day("2026-05-10");
        tx.insert(&Training {
            id: TrainingId(user.id.0),
            version: 1,
            office: user.office,
            user: user.id,
            held_on,
            topic,
            covers_pledge: true,
            facts: None,
        })?;
    }
    for (number, name, kana) in [(1, "山田 太郎", "ヤマダ タロウ"), (2, "鈴木 ハナ", "スズキ ハナ")]
    {
        let (name, kana) = (name.to_owned(), kana.to_owned());
        tx.insert(&Patient {
            id: PatientId(number),
            version: 1,
            office: OfficeId(1),
            name: name.clone(),
            kana: kana.clone(),
            born_on: None,
        })?;
        tx.insert(&group(number, &format!("{name}様"), &kana))?;
    }
    let (signers, kept_at) = ("本人".to_owned(), "書庫".to_owned());
    tx.insert(&Consent {
        id: ConsentId(1),
        version: 1,
        group: GroupId(1),
        kind: ConsentKind::Signed,
        signed_on: day("2026-04-01"),
        signers,
        kept_at,
        withdrawn_on: None,
        facts: None,
    })?;
    tx.insert(&invitation(1, 1, 3, judged()))?;
    tx.insert(&invitation(2, 1, 2, Progress::Received(Received)))?;
    tx.insert(&invitation(3, 1, 4, judged()))?;
    tx.insert(&invitation(4, 2, 3, judged()))?;
    debug_assert_eq!(today(ctx.now), day("2026-11-23"));
    Ok(())
}
