//! One store made by `init` and filled through the library, copied for each test; and the program run on it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use mcs_console::actions::{draft, scope};
use mcs_console::domain::*;
use mcs_console::session::{self, Origin, Place, clock};
use mcs_console::store::connection::{self, Access};
use mcs_console::store::ledger::{self, Outcome};
use mcs_console::store::vault::{Credential, Vault};
use mcs_console::store::{NEWEST_SCHEMA, StoreError, Tx};
use mcs_console::text::date::{Day, today};

pub const PASSPHRASE: &str = "correct horse battery";

/// A store of its own in a folder of its own.
pub struct World {
    folder: tempfile::TempDir,
}

/// Where the program finds the anchors, under its home.
const ANCHORS: &str = ".local/state/mcs-console/anchors";

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl World {
    /// A copy of the filled store.
    pub fn new() -> World {
        let world = World::empty();
        for name in ["store.db", "store.db.keys", "passphrase"] {
            fs::copy(template().path(name), world.path(name)).unwrap();
        }
        let anchors = world.path(ANCHORS);
        fs::create_dir_all(&anchors).unwrap();
        for anchor in fs::read_dir(template().path(ANCHORS)).unwrap().map(Result::unwrap) {
            fs::copy(anchor.path(), anchors.join(anchor.file_name())).unwrap();
        }
        world
    }

    /// The store's anchor.
    pub fn anchor(&self) -> PathBuf {
        fs::read_dir(self.path(ANCHORS)).unwrap().next().expect("an anchor").unwrap().path()
    }

    /// A folder without a store.
    pub fn empty() -> World {
        World { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command in Japanese, not signed in.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().unwrap())
    }

    /// Runs a command in Japanese, signed in by the passphrase file.
    pub fn signed_in(&self, args: &[&str]) -> Ran {
        ran(self.command(args).arg("--passphrase-file").arg(self.path("passphrase")).output().unwrap())
    }

    /// Runs a command, signed in, that may not have more address space than so many KiB.
    pub fn within(&self, room: u32, args: &[&str]) -> Ran {
        let bare = self.command(args);
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("ulimit -v {room}; exec \"$@\"")).arg("sh").arg(bare.get_program());
        command.args(bare.get_args()).arg("--passphrase-file").arg(self.path("passphrase"));
        command.stdin(Stdio::null()).env_clear();
        command.envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))));
        ran(command.output().unwrap())
    }

    /// Runs a command in Japanese, with the passphrase given for it on standard input.
    pub fn proved(&self, args: &[&str]) -> Ran {
        self.fed(&[args, &["--passphrase-stdin"]].concat(), &format!("{PASSPHRASE}\n"))
    }

    /// Runs a command with this standard input.
    pub fn fed(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that does not read what it is fed is judged by its status.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        ran(child.wait_with_output().unwrap())
    }

    /// The program with its own home, in no locale, without a terminal to ask on.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("setsid");
        command
            .arg("--wait")
            .arg(env!("CARGO_BIN_EXE_mcs-console"))
            .args(args)
            .stdin(Stdio::null())
            .env_clear();
        command
            .env("HOME", self.folder.path())
            .env("MCS_CONSOLE_DB", self.path("store.db"))
            .env("TERM", "xterm");
        command.env("PATH", std::env::var_os("PATH").unwrap());
        command
    }

    /// The ledger but for sign-ins and readings, which every command leaves; newest first.
    pub fn acts(&self) -> Vec<serde_json::Value> {
        let serde_json::Value::Array(entries) = self.json(&["audit", "list", "--limit", "1000"]) else {
            panic!("a list")
        };
        let is_act = |entry: &serde_json::Value| {
            let action = entry["action"].as_str().expect("an action");
            !action.starts_with("sign_in.") && !action.starts_with("read.")
        };
        entries.into_iter().filter(is_act).collect()
    }

    /// The rows of a `--json` command, signed in.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let ran = self.signed_in(&[args, &["--json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    }

    /// A connection that knows the key and none of the rules, as somebody would who tampers.
    pub fn raw(&self) -> rusqlite::Connection {
        self.raw_of(PASSPHRASE)
    }

    /// The same with another passphrase of the first operator, also where the store is of an older schema.
    pub fn raw_of(&self, passphrase: &str) -> rusqlite::Connection {
        let path = self.path("store.db");
        let passphrase = passphrase.to_owned().into();
        let credential = Credential::Passphrase { operator: "U-0001".to_owned(), passphrase, code: None };
        let key = Vault::unlock(&path, &credential).unwrap().key;
        connection::open_older(&path, &key, Access::ReadWrite, NEWEST_SCHEMA).unwrap().0
    }

    /// Changes the store through the library.
    pub fn change(&self, part: impl FnOnce(&mut Tx<'_>, &Context) -> Result<(), StoreError>) {
        change(&self.path("store.db"), part);
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn template() -> &'static World {
    static TEMPLATE: OnceLock<World> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let world = World::empty();
        fs::write(world.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        let ran = world.signed_in(&[
            "init",
            "--office",
            "狛江訪問看護ステーション",
            "--admin",
            "林 由紀",
            "--kana",
            "はやし ゆき",
            "--occupation",
            "ケアマネ",
        ]);
        assert_eq!(ran.status, 0, "{ran:?}");
        world.change(seed);
        world
    })
}

/// As the program finds it, whose home is the store's folder.
fn place(db: &Path) -> Place {
    Place::new(db.to_owned(), db.parent().unwrap().join(ANCHORS))
}

fn change(db: &Path, part: impl FnOnce(&mut Tx<'_>, &Context) -> Result<(), StoreError>) {
    let passphrase = PASSPHRASE.to_owned().into();
    let credential = Credential::Passphrase { operator: "U-0001".to_owned(), passphrase, code: None };
    let mut session = session::sign_in(&place(db), &credential, Origin::default()).unwrap();
    let ctx = session.context();
    session
        .store
        .write(scope(&ctx), ctx.today(), |tx| {
            part(tx, &ctx)?;
            ledger::append(tx, draft(&ctx, "import.users", "", Outcome::Done)).map(drop)
        })
        .unwrap();
}

fn day_before(days: u64) -> Day {
    today(clock::now()) - chrono::Days::new(days)
}

/// Users U-0002 髙橋 美智子 (all in order), U-0003 小林 誠 (no pledge); office O-0002 with U-0004; group G-0001 of
/// O-0002, G-0002 of ours without consent. Invitations: I-0001, I-0006, I-0007 可; I-0002 received; I-0003 要確認
/// (no pledge); I-0004 不可 (no consent); I-0005 of another office altogether.
fn seed(tx: &mut Tx<'_>, _: &Context) -> Result<(), StoreError> {
    tx.insert(&Office::named(OfficeId(2), "多摩中央病院"))?;
    for (number, office, name, kana) in [
        (2, 1, "髙橋 美智子", "たかはし みちこ"),
        (3, 1, "小林 誠", "こばやし まこと"),
        (4, 2, "佐々木 明", "ささき あきら"),
        (5, 1, "葛󠄀城\u{202e} めぐみ", "かつらぎ めぐみ"),
    ] {
        tx.insert(&user(number, office, name, kana))?;
        if number != 3 {
            tx.insert(&pledge(number))?;
            tx.insert(&training(number, office))?;
        }
    }
    tx.insert(&training(3, 1))?;
    for (number, office) in [(1, 2), (2, 1)] {
        tx.insert(&patient(number, office))?;
        tx.insert(&group(number, office))?;
    }
    for (number, group, invitee, office, progress) in [
        (1, 1, 2, 1, judged()),
        (2, 1, 2, 1, Progress::Received(Received)),
        (3, 1, 3, 1, judged()),
        (4, 2, 2, 1, judged()),
        (5, 1, 4, 2, judged()),
        (6, 1, 5, 1, judged()),
        (7, 1, 2, 1, judged()),
    ] {
        tx.insert(&invitation(number, group, invitee, office, progress))?;
    }
    Ok(())
}

fn user(number: i64, office: i64, name: &str, kana: &str) -> User {
    User {
        id: UserId(number),
        version: 1,
        office: OfficeId(office),
        mcs_id: String::new(),
        name: name.to_owned(),
        kana: kana.to_owned(),
        occupation: Occupation::Nurse,
        mail: format!("user{number}@office{office}.example"),
        admin_since: None,
        password_changed_on: Some(day_before(10)),
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

fn pledge(user: i64) -> Pledge {
    Pledge {
        id: PledgeId(user),
        version: 1,
        user: UserId(user),
        kind: PledgeKind::Signed,
        signed_on: day_before(100),
        kept_at: "事務室".to_owned(),
        facts: None,
    }
}

fn training(user: i64, office: i64) -> Training {
    Training {
        id: TrainingId(user),
        version: 1,
        office: OfficeId(office),
        user: UserId(user),
        held_on: day_before(90),
        topic: "誓約書の内容".to_owned(),
        covers_pledge: true,
        facts: None,
    }
}

fn patient(number: i64, office: i64) -> Patient {
    Patient {
        id: PatientId(number),
        version: 1,
        office: OfficeId(office),
        name: format!("患者 {number}"),
        kana: String::new(),
        born_on: None,
    }
}

fn group(number: i64, office: i64) -> Group {
    Group {
        id: GroupId(number),
        version: 1,
        office: OfficeId(office),
        kind: GroupKind::Patient,
        patient: Some(PatientId(number)),
        title: format!("患者 {number}様"),
        kana: String::new(),
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

fn judged() -> Progress {
    Progress::Judged(Received.judged(clock::now(), JudgedBy::Themselves))
}

fn invitation(number: i64, group: i64, invitee: i64, office: i64, progress: Progress) -> Invitation {
    Invitation {
        id: InvitationId(number),
        version: 1,
        group: GroupId(group),
        // Only the first group is the other office's.
        group_office: OfficeId(if group == 1 { 2 } else { 1 }),
        invitee: UserId(invitee),
        invitee_office: OfficeId(office),
        inviter: None,
        inviter_name: "佐々木 明".to_owned(),
        inviter_office: OfficeId(2),
        message: String::new(),
        invited_on: day_before(3),
        expires_on: day_before(0) + chrono::Days::new(20 + number.unsigned_abs()),
        progress,
    }
}
