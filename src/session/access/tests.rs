//! Tests of enrolment, removal, policy, envelope and services, each on a store of its own.

use super::newcomer::{enrol_at, recover_at};
use super::*;
use crate::actions::Answers;
use crate::domain::{Occupation, User, UserId};
use crate::session::factor::Factor;
use crate::session::{Founding, NotSignedIn, Origin, Place, Wants, clock, found, knock, sign_in};
use crate::store::connection::Access;
use crate::store::slots::Purpose;
use crate::store::vault::Credential;

pub(super) const CHEAP: KdfCost = KdfCost { memory_kib: 64, passes: 1, lanes: 1 };
pub(super) const FIRST: &str = "asa no ame 2026 ni";
pub(super) const SECOND: &str = "a quiet river in May";

pub(super) struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// A store with two admins, of whom only the first has a key; and the first one's session.
    pub(super) fn new(policy: PassphrasePolicy) -> (World, Session) {
        let world = World { folder: tempfile::tempdir().unwrap() };
        let typed = [("office", "みどり訪問看護"), ("admin", "林 由紀")];
        let typed = typed.map(|(field, value)| (field.to_owned(), value.to_owned())).into();
        let today = crate::text::date::today(clock::now());
        let answers = Answers::read(crate::session::FOUNDING_FIELDS, &typed, "", today).unwrap();
        let founding =
            Founding { answers: &answers, passphrase: FIRST, cost: CHEAP, purpose: Purpose::Real, policy };
        let mut session = found(&world.place(), &founding, Origin::default()).unwrap();
        session.assure(Assurance::JustProved);
        let ctx = session.context();
        session
            .store
            .write::<_, crate::store::StoreError>(scope(&ctx), ctx.today(), |tx| {
                tx.insert(&second_admin(today))?;
                ledger::append(tx, draft(&ctx, "user.appoint", "U-0007", ledger::Outcome::Done)).map(drop)
            })
            .unwrap();
        (world, session)
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn place(&self) -> Place {
        Place::new(self.path("s.db"), self.path("anchors"))
    }

    fn credential(&self, operator: &str, passphrase: &str) -> Credential {
        let passphrase = passphrase.to_owned().into();
        Credential::Passphrase { operator: operator.to_owned(), passphrase, code: None }
    }

    pub(super) fn enter(&self, operator: &str, passphrase: &str) -> Result<Session, NotSignedIn> {
        let mut session = sign_in(&self.place(), &self.credential(operator, passphrase), Origin::default())?;
        session.assure(Assurance::JustProved);
        Ok(session)
    }

    fn door(&self, operator: &str, passphrase: &str) -> crate::session::Door {
        let credential = self.credential(operator, passphrase);
        knock(&self.place(), &credential, Access::ReadWrite, Origin::default()).unwrap()
    }

    pub(super) fn enrol(
        &self,
        operator: &str,
        words: &str,
        passphrase: &str,
    ) -> Result<crate::session::Door, NoAccess> {
        enrol_at(&self.place(), &Newcomer { operator, words, passphrase }, Origin::default(), CHEAP)
    }
}

pub(super) fn second_admin(today: crate::text::date::Day) -> User {
    User {
        id: UserId(2),
        version: 1,
        office: crate::domain::OfficeId(1),
        mcs_id: String::new(),
        name: "佐藤 明".to_owned(),
        kana: String::new(),
        occupation: Occupation::Nurse,
        mail: String::new(),
        admin_since: Some(today),
        password_changed_on: None,
        joined_on: None,
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

fn actions(session: &Session) -> Vec<String> {
    let ctx = session.context();
    let entries = ledger::list(&session.reader(&ctx), None, 100).unwrap();
    entries.into_iter().rev().map(|entry| entry.action).collect()
}

#[test]
fn a_code_lets_its_newcomer_choose_a_passphrase_once() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let code = session.invite("U-0002").unwrap();
    assert!(world.enter("U-0002", &code.words).is_err(), "a code signs nobody in");
    let door = world.enrol("U-0002", &code.words.to_uppercase(), SECOND).unwrap();
    assert_eq!(door.wants(), Wants::Nothing);
    assert!(matches!(world.enrol("U-0002", &code.words, "another long one"), Err(NoAccess::WrongCode)));
    assert_eq!(world.enter("U-0002", SECOND).unwrap().actor.name, "佐藤 明");
    assert_eq!(
        actions(&session),
        [
            "store.init",
            "user.appoint",
            "operator.invite",
            "operator.enrol",
            "sign_in.failed",
            "sign_in.failed"
        ]
    );
}

#[test]
fn a_code_is_for_one_operator_of_the_own_office_and_never_for_oneself() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    assert!(matches!(session.invite("U-0009"), Err(NoAccess::Unknown)));
    assert!(matches!(session.invite("U-0001"), Err(NoAccess::Refused(_))));
    let code = session.invite("U-0002").unwrap();
    assert!(matches!(world.enrol("U-0001", &code.words, SECOND), Err(NoAccess::WrongCode)));
    assert!(matches!(world.enrol("U-0002", "ocean ocean", SECOND), Err(NoAccess::WrongCode)));
    assert!(matches!(world.enrol("U-0002", "ocaen", SECOND), Err(NoAccess::Answer(_))));
}

#[test]
fn a_passphrase_that_will_not_do_uses_no_code_up() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let code = session.invite("U-0002").unwrap();
    for refused in ["short", "佐藤 明 12345", "passphrase"] {
        assert!(matches!(world.enrol("U-0002", &code.words, refused), Err(NoAccess::Answer(_))), "{refused}");
    }
    world.enrol("U-0002", &code.words, SECOND).unwrap();
}

#[test]
fn a_removed_operator_is_out_and_the_last_key_stays() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let code = session.invite("U-0002").unwrap();
    world.enrol("U-0002", &code.words, SECOND).unwrap();
    session.remove_operator("U-0002").unwrap();
    assert!(world.enter("U-0002", SECOND).is_err());
    assert!(matches!(session.remove_operator("U-0001"), Err(NoAccess::Refused(_))));
    assert!(matches!(session.remove_operator("U-0077"), Err(NoAccess::Unknown)));
}

#[test]
fn under_two_factors_a_code_is_asked_for_and_taken_once() {
    let (world, session) = World::new(PassphrasePolicy::TwoFactor);
    drop(session);
    assert!(matches!(world.enter("U-0001", FIRST), Err(NotSignedIn::Wants(Wants::Factor))));
    let factor = Factor::random();
    let out = world.door("U-0001", FIRST).enter_setting_up(&factor, "000000").err().expect("a wrong code");
    assert!(matches!(out.error, NotSignedIn::WrongCode));
    // The step after now, so that there is a later one to be used within the test.
    let now = clock::now();
    let session =
        out.door.enter_setting_up(&factor, &factor.code(now - TimeDelta::seconds(30))).ok().unwrap();
    assert_eq!(actions(&session), ["store.init", "user.appoint", "operator.set_factor"]);
    let code = factor.code(now);
    assert!(matches!(world.enter("U-0001", FIRST), Err(NotSignedIn::Wants(Wants::Code))));
    world.door("U-0001", FIRST).enter_with(&code).ok().unwrap();
    let again = world.door("U-0001", FIRST).enter_with(&code).err().expect("used up");
    assert!(matches!(again.error, NotSignedIn::WrongCode));
}

#[test]
fn a_code_used_by_many_at_once_lets_one_in() {
    let (world, session) = World::new(PassphrasePolicy::TwoFactor);
    drop(session);
    let factor = Factor::random();
    let now = clock::now();
    let door = world.door("U-0001", FIRST);
    door.enter_setting_up(&factor, &factor.code(now - TimeDelta::seconds(30))).ok().unwrap();
    let code = factor.code(now);
    let in_ = std::thread::scope(|scope| {
        let tries: Vec<_> =
            (0..4).map(|_| scope.spawn(|| world.door("U-0001", FIRST).enter_with(&code).is_ok())).collect();
        tries.into_iter().map(|t| t.join().unwrap()).filter(|is_in| *is_in).count()
    });
    assert_eq!(in_, 1);
}

#[test]
fn guessing_is_slowed_down_whether_the_operator_exists_or_not() {
    let (world, session) = World::new(PassphrasePolicy::Long);
    drop(session);
    for operator in ["U-0001", "U-0404"] {
        for _ in 0..5 {
            let error = world.enter(operator, "wrong").err().unwrap();
            assert!(matches!(error, NotSignedIn::NotOpened(_)), "{operator}: {error}");
        }
        assert!(matches!(world.enter(operator, "wrong").err().unwrap(), NotSignedIn::Wait(_)), "{operator}");
    }
    assert!(
        matches!(world.enter("U-0001", FIRST).err().unwrap(), NotSignedIn::Wait(_)),
        "the right one waits, too"
    );
}

#[test]
fn the_next_sign_in_tells_of_the_last_one_and_of_failures() {
    let (world, session) = World::new(PassphrasePolicy::Long);
    drop(session);
    let first = world.enter("U-0001", FIRST).unwrap().welcome().unwrap();
    assert_eq!((first.last, first.failures), (None, 0));
    (0..2).for_each(|_| drop(world.enter("U-0001", "wrong")));
    let mut session = world.enter("U-0001", FIRST).unwrap();
    let second = session.welcome().unwrap();
    assert!(second.last.is_some());
    assert_eq!(second.failures, 2);
    assert!(second.sentences()[0].get(crate::text::Lang::Ja).contains("失敗 2回"));
    assert_eq!(
        actions(&session),
        [
            "store.init",
            "user.appoint",
            "session.sign_in",
            "sign_in.failed",
            "sign_in.failed",
            "session.sign_in"
        ]
    );
}

#[test]
fn the_envelope_opens_once_and_is_announced() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let words = session.make_envelope().unwrap();
    drop(session);
    let newcomer = Newcomer { operator: "U-0001", words: &words, passphrase: SECOND };
    recover_at(&world.place(), &newcomer, Origin::default(), CHEAP).unwrap();
    assert!(matches!(
        recover_at(&world.place(), &newcomer, Origin::default(), CHEAP),
        Err(NoAccess::WrongEnvelope)
    ));
    assert!(world.enter("U-0001", FIRST).is_err(), "the forgotten one opens nothing");
    let welcome = world.enter("U-0001", SECOND).unwrap().welcome().unwrap();
    assert!(welcome.recovered.is_some());
    assert!(welcome.sentences()[0].get(crate::text::Lang::En).contains("envelope"));
}

#[test]
fn the_regulations_policy_asks_for_a_new_passphrase_after_two_months() {
    let (world, mut session) = World::new(PassphrasePolicy::Regulation);
    let old = clock::now() - TimeDelta::days(70);
    let slot = own_slot(&session.actor, FIRST, old, CHEAP);
    Vault::change_slots(&world.place().db, |slots| slots.renew(&slot, &session.key)).unwrap();
    assert!(matches!(world.enter("U-0001", FIRST), Err(NotSignedIn::Wants(Wants::Passphrase))));
    assert!(matches!(session.set_passphrase_at("no digits at all", CHEAP), Err(NoAccess::Answer(_))));
    session.set_passphrase_at("asa no ame 2026", CHEAP).unwrap();
    world.enter("U-0001", "asa no ame 2026").unwrap();
}

#[test]
fn the_list_says_how_far_each_operator_has_come() {
    let (_world, mut session) = World::new(PassphrasePolicy::Long);
    session.invite("U-0002").unwrap();
    let all = operators(&session).unwrap();
    let found: Vec<_> = all
        .iter()
        .map(|o| (o.operator.as_str(), o.passphrase_since.is_some(), o.code_until.is_some()))
        .collect();
    assert_eq!(found, [("U-0001", true, false), ("U-0002", false, true)]);
}

impl World {
    /// What the first admin's act on herself comes to: the rule that refused it, or nothing.
    fn refused_by(&self, session: &mut Session, action: &str, typed: &[(&str, &str)]) -> Option<String> {
        let action = crate::actions::table::find(action).unwrap();
        let typed = typed.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
        let ctx = session.context();
        let reason = "あとを引き継ぐため、交代します";
        let answers = Answers::read(action.fields, &typed, reason, ctx.today()).unwrap();
        let target = "U-0001".parse().unwrap();
        let request = crate::actions::Request { action, target, version: None, answers };
        match crate::actions::perform(&mut session.store, &ctx, &request).unwrap() {
            crate::actions::Outcome::Refused(refusal) => {
                Some(refusal.findings.iter().map(|f| f.rule).find(|rule| *rule == "last_key")?.to_owned())
            }
            _ => None,
        }
    }

    /// The second admin at work, who has been given a key.
    fn second(&self, first: &mut Session) -> Session {
        let code = first.invite("U-0002").unwrap();
        self.enrol("U-0002", &code.words, SECOND).unwrap();
        self.enter("U-0002", SECOND).unwrap()
    }
}

const ENDINGS: [(&str, &[(&str, &str)]); 4] = [
    ("user.dismiss", &[]),
    ("user.replace_admin", &[("by", "U-0002")]),
    ("user.release", &[]),
    ("user.close_account", &[]),
];

#[test]
fn whoever_alone_can_open_the_store_does_not_go_before_somebody_else_can() {
    for (action, typed) in ENDINGS {
        let (world, mut session) = World::new(PassphrasePolicy::Long);
        assert_eq!(world.refused_by(&mut session, action, typed).as_deref(), Some("last_key"), "{action}");
        // A code that nobody has used yet is no way in.
        session.invite("U-0002").unwrap();
        assert_eq!(world.refused_by(&mut session, action, typed).as_deref(), Some("last_key"), "{action}");
        session.make_envelope().unwrap();
        assert_eq!(world.refused_by(&mut session, action, typed), None, "{action}");
        assert!(world.enter("U-0001", FIRST).is_err(), "{action}: she is out");
    }
}

#[test]
fn a_second_key_lets_the_first_go_and_a_ban_of_the_last_one_is_refused() {
    for (action, typed) in ENDINGS {
        let (world, mut first) = World::new(PassphrasePolicy::Long);
        drop(world.second(&mut first));
        assert_eq!(world.refused_by(&mut first, action, typed), None, "{action}");
        assert!(world.enter("U-0002", SECOND).is_ok(), "{action}");
    }
    let (world, mut first) = World::new(PassphrasePolicy::Long);
    let mut second = world.second(&mut first);
    Vault::change_slots(&world.place().db, |slots| slots.remove("U-0002")).unwrap();
    let ban: &[(&str, &str)] = &[("level", "ban"), ("evidence", "記録あり")];
    assert_eq!(world.refused_by(&mut second, "user.restrict", ban).as_deref(), Some("last_key"));
}

#[test]
fn two_who_remove_each_others_keys_leave_one_of_them() {
    let (world, mut first) = World::new(PassphrasePolicy::Long);
    let mut second = world.second(&mut first);
    second.remove_operator("U-0001").unwrap();
    assert!(matches!(first.remove_operator("U-0002"), Err(NoAccess::Refused(_))));
    assert!(world.enter("U-0002", SECOND).is_ok());
}

#[test]
fn an_undo_does_not_shut_everybody_out_either() {
    let (world, mut first) = World::new(PassphrasePolicy::Long);
    let ctx = first.context();
    let newcomer = User { id: UserId(3), admin_since: None, ..second_admin(ctx.today()) };
    let entered = draft(&ctx, "user.register", "U-0003", ledger::Outcome::Done);
    let write = |tx: &mut Tx<'_>| {
        tx.insert(&newcomer)?;
        ledger::append(tx, entered).map(drop)
    };
    first.store.write::<_, crate::store::StoreError>(scope(&ctx), ctx.today(), write).unwrap();
    let action = crate::actions::table::find("user.appoint").unwrap();
    let target = "U-0003".parse().unwrap();
    let request = crate::actions::Request { action, target, version: None, answers: Answers::default() };
    let crate::actions::Outcome::Done(appointed) =
        crate::actions::perform(&mut first.store, &ctx, &request).unwrap()
    else {
        panic!("appointed")
    };
    let code = first.invite("U-0003").unwrap();
    world.enrol("U-0003", &code.words, SECOND).unwrap();
    let mut third = world.enter("U-0003", SECOND).unwrap();
    assert_eq!(world.refused_by(&mut third, "user.dismiss", &[]), None);
    let ctx = third.context();
    let undone = crate::actions::undo::perform(&mut third.store, &ctx, appointed.entry).unwrap();
    let crate::actions::Outcome::Refused(refusal) = undone else { panic!("{undone:?}") };
    assert_eq!(refusal.findings[0].rule, "last_key");
}

#[test]
fn keys_and_policy_change_only_by_a_hand_that_has_just_given_the_passphrase() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    session.assure(Assurance::SignedIn);
    assert!(matches!(session.invite("U-0002"), Err(NoAccess::Unproved)));
    assert!(matches!(session.add_operator(Role::Head, "狛江 院長"), Err(NoAccess::Unproved)));
    assert!(matches!(session.remove_operator("U-0002"), Err(NoAccess::Unproved)));
    assert!(matches!(session.set_policy(PassphrasePolicy::Regulation), Err(NoAccess::Unproved)));
    assert!(matches!(session.make_envelope(), Err(NoAccess::Unproved)));
    assert!(matches!(session.add_service("backup"), Err(NoAccess::Unproved)));
    assert!(matches!(session.remove_service("backup"), Err(NoAccess::Unproved)));
    assert!(matches!(session.set_passphrase_at(SECOND, CHEAP), Err(NoAccess::Unproved)));
    assert!(matches!(session.add_ssh_key("U-0001", "SHA256:AAAA", None), Err(NoAccess::Unproved)));
    assert!(matches!(session.remove_ssh_key("U-0001", "SHA256:AAAA"), Err(NoAccess::Unproved)));
    assert!(session.prove(SECOND.to_owned().into()).is_err());
    assert!(matches!(session.make_envelope(), Err(NoAccess::Unproved)), "a wrong one proves nothing");
    session.prove(FIRST.to_owned().into()).unwrap();
    session.make_envelope().unwrap();
    assert!(world.enter("U-0001", FIRST).is_ok());
}

const PRINT: &str = "SHA256:uNiVztksCsDhcc0u9e8BrrWXBXlcFcaIEMbKtZbFnZA";

/// Does an action on the second admin.
fn on_second(session: &mut Session, action: &str, typed: &[(&str, &str)]) -> crate::actions::Outcome {
    let action = crate::actions::table::find(action).unwrap();
    let typed = typed.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    let ctx = session.context();
    let answers = Answers::read(action.fields, &typed, "紛失の連絡を受けたため", ctx.today()).unwrap();
    let target = "U-0002".parse().unwrap();
    let request = crate::actions::Request { action, target, version: None, answers };
    crate::actions::perform(&mut session.store, &ctx, &request).unwrap()
}

#[test]
fn whoever_is_an_operator_no_more_loses_the_ssh_keys_in_the_same_act_and_by_its_undo_gets_none_back() {
    let ban: &[(&str, &str)] = &[("level", "ban"), ("evidence", "記録あり")];
    for (action, typed) in [
        ("user.dismiss", &[][..]),
        ("user.release", &[]),
        ("user.close_account", &[]),
        ("user.restrict", ban),
    ] {
        let (world, mut session) = World::new(PassphrasePolicy::Long);
        session.add_ssh_key("U-0002", PRINT, None).unwrap();
        session.add_ssh_key("U-0001", &PRINT.replace('u', "v"), None).unwrap();
        let public = world.folder.path().join("s.db.fingerprints");
        assert!(crate::store::ssh_keys::published(&public, PRINT).unwrap().is_some());
        let crate::actions::Outcome::Done(receipt) = on_second(&mut session, action, typed) else {
            panic!("{action}")
        };
        assert!(receipt.next.get(crate::text::Lang::En).contains("SSH keys removed with it: 1"), "{action}");
        assert_eq!(crate::store::ssh_keys::published(&public, PRINT).unwrap(), None, "{action}");
        assert_eq!(session.ssh_keys_here().unwrap().len(), 1, "{action}: hers stays");
        let all = actions(&session);
        assert_eq!(all[all.len() - 2..], [action, "operator.remove_key"], "{action}");
        let ctx = session.context();
        let undone = crate::actions::undo::perform(&mut session.store, &ctx, receipt.entry).unwrap();
        assert!(matches!(undone, crate::actions::Outcome::Done(_)), "{action}: {undone:?}");
        assert_eq!(session.ssh_keys_here().unwrap().len(), 1, "{action}: no key comes back");
    }
}

#[test]
fn a_restriction_leaves_the_ssh_keys_and_a_trial_takes_none() {
    let (_world, mut session) = World::new(PassphrasePolicy::Long);
    session.add_ssh_key("U-0002", PRINT, None).unwrap();
    let restrict: &[(&str, &str)] = &[("level", "restrict"), ("evidence", "記録あり"), ("until", "+2w")];
    assert!(matches!(on_second(&mut session, "user.restrict", restrict), crate::actions::Outcome::Done(_)));
    assert_eq!(session.ssh_keys_here().unwrap().len(), 1);
    let action = crate::actions::table::find("user.release").unwrap();
    let answers = Answers::default().because("退職のため");
    let target = "U-0002".parse().unwrap();
    let request = crate::actions::Request { action, target, version: None, answers };
    let ctx = session.context();
    let tried = crate::actions::try_out(&mut session.store, &ctx, &request).unwrap();
    assert!(matches!(tried, crate::actions::Outcome::Done(_)));
    assert_eq!(session.ssh_keys_here().unwrap().len(), 1);
}

#[test]
fn an_entry_names_the_ssh_key_that_its_operator_came_in_with() {
    let (world, session) = World::new(PassphrasePolicy::Long);
    drop(session);
    let origin = Origin { ssh_key: crate::store::SshPrint::read(PRINT), ..Origin::default() };
    let mut session = sign_in(&world.place(), &world.credential("U-0001", FIRST), origin).unwrap();
    session.assure(Assurance::JustProved);
    session.make_envelope().unwrap();
    let ctx = session.context();
    let entry = ledger::head(&session.reader(&ctx)).unwrap().unwrap();
    assert_eq!((entry.encoding, entry.ssh_key.as_str()), (3, PRINT));
    crate::session::refused_over_ssh(&world.place(), "U-0001", origin, "operator remove");
    drop(session);
    let session = world.enter("U-0001", FIRST).unwrap();
    let ctx = session.context();
    let refused: Vec<_> = ledger::list(&session.reader(&ctx), None, 100)
        .unwrap()
        .into_iter()
        .filter(|entry| entry.action == "ssh.refused")
        .collect();
    let [one] = refused.as_slice() else { panic!("entered once: {refused:?}") };
    assert_eq!(
        (one.actor.as_str(), one.outcome.as_str(), one.ssh_key.as_str()),
        ("U-0001", "refused", PRINT)
    );
    assert_eq!(one.details, r#"{"command":"operator remove"}"#);
}
