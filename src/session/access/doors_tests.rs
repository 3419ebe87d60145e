//! The doors of a store: none tells who has a key, each code lets one in, and a service's key changes nothing.

use super::newcomer::enrol_at;
use super::tests::{CHEAP, FIRST, SECOND, World, second_admin};
use super::*;
use crate::session::{Origin, sign_in};
use crate::store::connection::Access;
use crate::store::derive::tests::COUNT;
use crate::store::vault::Credential;

/// Something asked of a session that changes who signs in, or how.
type Asked = fn(&mut Session) -> Result<(), NoAccess>;

fn secret(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.to_owned())
}

/// How many keys are derived for a credential that opens nothing, and what is answered.
fn knocked(world: &World, credential: &Credential) -> (u32, String) {
    let before = COUNT.get();
    let error = sign_in(&world.place(), credential, Origin::default()).err().expect("nobody is in");
    (COUNT.get() - before, format!("{error:?}"))
}

#[test]
fn every_door_costs_one_derivation_and_answers_the_same_whether_anybody_has_that_key() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    session.invite("U-0002").unwrap();
    session.add_service("nightly").unwrap();
    let passphrase = |operator: &str| Credential::Passphrase {
        operator: operator.to_owned(),
        passphrase: secret("wrong"),
        code: None,
    };
    let code =
        |operator: &str| Credential::Enrolment { operator: operator.to_owned(), code: secret("wrong") };
    let service = |name: &str| Credential::Service { name: service_owner(name), secret: secret("wrong") };
    let before = [
        // Has a key; has a code only; is nobody.
        passphrase("U-0001"),
        passphrase("U-0002"),
        passphrase("U-0404"),
        code("U-0002"),
        code("U-0001"),
        code("U-0404"),
        service("nightly"),
        service("nobody"),
        Credential::Recovery(secret("wrong")),
    ]
    .map(|credential| knocked(&world, &credential));
    session.make_envelope().unwrap();
    let with_envelope = knocked(&world, &Credential::Recovery(secret("wrong")));
    for told in before.iter().chain([&with_envelope]) {
        assert_eq!(told, &before[0]);
    }
    assert_eq!(before[0].0, 1);
}

#[test]
fn a_code_used_by_several_at_once_makes_one_key() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let words = session.invite("U-0002").unwrap().words;
    drop(session);
    let chosen: Vec<String> = (0..3).map(|at| format!("{SECOND}, number {at}")).collect();
    let came_in: Vec<bool> = std::thread::scope(|scope| {
        let enrol = |passphrase| {
            let newcomer = Newcomer { operator: "U-0002", words: &words, passphrase };
            enrol_at(&world.place(), &newcomer, Origin::default(), CHEAP).is_ok()
        };
        let tries: Vec<_> = chosen.iter().map(|chosen| scope.spawn(move || enrol(chosen))).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect()
    });
    assert_eq!(came_in.iter().filter(|is_in| **is_in).count(), 1, "{came_in:?}");
    for (passphrase, is_in) in chosen.iter().zip(came_in) {
        assert_eq!(world.enter("U-0002", passphrase).is_ok(), is_in, "whose was first, and nobody else's");
    }
}

#[test]
fn a_service_changes_no_key_no_slot_and_no_row_whatever_it_asks_for() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let credential = Credential::Service {
        name: service_owner("nightly"),
        secret: session.add_service("nightly").unwrap(),
    };
    drop(session);
    let mut service = sign_in(&world.place(), &credential, Origin::default()).unwrap();
    // Nobody asks a job for its passphrase once more.
    service.assure(Assurance::JustProved);
    let files = || ["s.db", "s.db.keys"].map(|name| std::fs::read(world.path(name)).unwrap());
    let before = files();
    let asked: [(&str, Asked); 10] = [
        ("invite", |asking| asking.invite("U-0002").map(drop)),
        ("add", |asking| asking.add_operator(Role::Head, "架空 太郎").map(drop)),
        ("remove", |asking| asking.remove_operator("U-0001")),
        ("policy", |asking| asking.set_policy(PassphrasePolicy::Regulation)),
        ("passphrase", |asking| asking.set_passphrase_at(SECOND, CHEAP)),
        ("envelope", |asking| asking.make_envelope().map(drop)),
        ("add service", |asking| asking.add_service("another").map(drop)),
        ("end service", |asking| asking.remove_service("nightly")),
        ("add key", |asking| asking.add_ssh_key("U-0001", "SHA256:abc", None).map(drop)),
        ("remove key", |asking| asking.remove_ssh_key("U-0001", "SHA256:abc")),
    ];
    for (what, ask) in asked {
        let refused = ask(&mut service);
        assert!(matches!(refused, Err(NoAccess::Refused(_))), "{what}: {refused:?}");
    }
    assert!(service.another_store(Access::ReadWrite).unwrap().is_read_only());
    assert!(matches!(service.rekey(Duration::ZERO), Err(NoAccess::Refused(_))));
    assert_eq!(files(), before);
    assert!(world.enter("U-0001", FIRST).is_ok());
}

#[test]
fn a_service_reads_and_cannot_write() {
    let (world, mut session) = World::new(PassphrasePolicy::Long);
    let secret = session.add_service("backup").unwrap();
    let credential = Credential::Service { name: service_owner("backup"), secret };
    let mut service = sign_in(&world.place(), &credential, Origin::default()).unwrap();
    let ctx = service.context();
    assert_eq!(service.reader(&ctx).operators().unwrap().len(), 2);
    assert!(
        service.store.write(scope(&ctx), ctx.today(), |tx| tx.insert(&second_admin(ctx.today()))).is_err()
    );
    session.remove_service("backup").unwrap();
    assert!(sign_in(&world.place(), &credential, Origin::default()).is_err());
    assert!(matches!(session.remove_service("backup"), Err(NoAccess::Unknown)));
}
