//! A demo store of each test's own: made once, kept in memory, written out anew for every test.
//!
//! The demo of seed 1 is always the same but for its days, so that tests may name its rows.
#![allow(dead_code, reason = "every test program uses another part")]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use portable_pty::CommandBuilder;
use serde_json::Value;

use crate::pty::{self, Pty};

/// Who else administers the demo office.
pub const SECOND_ADMIN: &str = "U-0002";

/// A demo store in a folder of its own.
pub struct Demo {
    folder: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// The files of the store as `demo` made them, and the passphrase of the second administrator.
struct Made {
    files: Vec<(String, Vec<u8>)>,
    passphrase: String,
    /// Of the city's desk, whose the whole store is.
    city: (String, String),
}

impl Demo {
    /// A fresh copy.
    pub fn new() -> Demo {
        let demo = Demo { folder: tempfile::tempdir().expect("a folder") };
        for (name, bytes) in &made().files {
            let mut options = fs::OpenOptions::new();
            let mut file =
                options.write(true).create_new(true).mode(0o600).open(demo.path(name)).expect(name);
            file.write_all(bytes).expect(name);
        }
        fs::write(demo.path("second"), format!("{}\n", made().passphrase)).expect("a passphrase file");
        fs::set_permissions(demo.path("second"), fs::Permissions::from_mode(0o600)).expect("a private file");
        demo
    }

    /// A path in the store's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path of the store.
    pub fn db(&self) -> PathBuf {
        self.path("demo.db")
    }

    /// The console on the store, signed in as its first administrator.
    pub fn console(&self) -> CommandBuilder {
        let mut command = pty::console(["--db"]);
        command.arg(self.db());
        command.env("HOME", self.folder.path());
        command
    }

    /// The console in a terminal, drawn and at rest.
    pub fn open(&self, width: u16, height: u16) -> Pty {
        opened(self.console(), width, height)
    }

    /// The console of the second administrator, drawn and at rest.
    pub fn open_as_second(&self, width: u16, height: u16) -> Pty {
        let mut command = self.console();
        command.args(["--operator", SECOND_ADMIN, "--passphrase-file"]);
        command.arg(self.path("second"));
        opened(command, width, height)
    }

    /// A command on the store, not yet run, as its first administrator.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcs-console"));
        command.args(args).arg("--db").arg(self.db()).env_clear();
        command.env("HOME", self.folder.path()).env("LANG", "ja_JP.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command as the first administrator.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("the program starts"))
    }

    /// Runs a command that reads `input` from its standard input.
    pub fn fed(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_owned();
        // Written beside the reading, so that neither pipe fills up while the other waits.
        let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let ran = Ran::of(child.wait_with_output().expect("the program ends"));
        // A program that ended early left the rest unread.
        let _ = writing.join();
        ran
    }

    /// Runs a command as the second administrator.
    pub fn run_as_second(&self, args: &[&str]) -> Ran {
        let mut command = self.command(args);
        command.args(["--operator", SECOND_ADMIN, "--passphrase-file"]).arg(self.path("second"));
        Ran::of(command.output().expect("the program starts"))
    }

    /// Runs a command as the city's desk.
    pub fn run_as_city(&self, args: &[&str]) -> Ran {
        Ran::of(self.as_city(args).output().expect("the program starts"))
    }

    /// A command of the city's desk, not yet run.
    pub fn as_city(&self, args: &[&str]) -> Command {
        let (operator, passphrase) = &made().city;
        let file = self.path("city");
        fs::write(&file, format!("{passphrase}\n")).expect("a passphrase file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a private file");
        let mut command = self.command(args);
        command.args(["--operator", operator, "--passphrase-file"]).arg(file);
        command
    }

    /// The objects of a `--json` command.
    pub fn json(&self, args: &[&str]) -> Vec<Value> {
        let ran = self.run(&[args, &["--json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    }

    /// One row.
    pub fn row(&self, noun: &str, id: &str) -> Value {
        let ran = self.run(&[noun, "show", id, "--json"]);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    }

    /// The state of an invitation or a group, the standing of a user.
    pub fn state(&self, id: &str) -> String {
        let (noun, key) = match &id[..1] {
            "I" => ("invitation", "state"),
            "G" => ("group", "state"),
            _ => ("user", "standing"),
        };
        self.row(noun, id)[key].as_str().expect("a word").to_owned()
    }

    /// How many acts the ledger holds; that somebody has read something is an entry, too, and no act.
    pub fn acts(&self) -> i64 {
        let is_act =
            |entry: &&Value| !entry["action"].as_str().is_some_and(|action| action.starts_with("read."));
        let acts = self.ledger(100_000).iter().filter(is_act).count();
        i64::try_from(acts).expect("a few entries")
    }

    /// The newest entries, newest first.
    pub fn ledger(&self, count: usize) -> Vec<Value> {
        self.json(&["audit", "list", "--limit", &count.to_string()])
    }

    /// Asserts that the ledger's chain holds.
    pub fn assert_sound(&self) {
        let ran = self.run(&["audit", "verify"]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }
}

impl Ran {
    /// What a finished command left.
    pub fn of(output: Output) -> Ran {
        Ran {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

fn opened(command: CommandBuilder, width: u16, height: u16) -> Pty {
    let pty = Pty::start(command, width, height);
    pty.wait_for("I-0001");
    pty.wait_for("›");
    if width >= 80 && height >= 24 {
        // The header's numbers may come after the rows on a busy machine.
        pty.wait_for("未反映 ");
    }
    // The last thing that a frame of a list sends.
    pty.wait_until("the whole frame", |screen| screen.hide_cursor());
    pty
}

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let db = folder.path().join("demo.db");
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcs-console"));
        command.args(["demo", "--no-open", "--seed", "1", "--db"]).arg(&db).env("HOME", folder.path());
        let ran = Ran::of(command.output().expect("the program starts"));
        assert_eq!(ran.status, 0, "{ran:?}");
        let told: Value = serde_json::from_str(&ran.out).expect("JSON");
        let operators = told["operators"].as_array().expect("operators");
        let second = operators.iter().find(|operator| operator["id"] == SECOND_ADMIN).expect("a second one");
        let passphrase = second["passphrase"].as_str().expect("a passphrase").to_owned();
        let files = fs::read_dir(&folder).expect("a folder").map(|entry| {
            let entry = entry.expect("a file");
            let name = entry.file_name().into_string().expect("UTF-8");
            (name, fs::read(entry.path()).expect("a file"))
        });
        let city = operators.iter().find(|operator| operator["role"] == "city").expect("a desk of the city");
        let of_city = |key: &str| city[key].as_str().expect("a text").to_owned();
        let city = (of_city("id"), of_city("passphrase"));
        Made { files: files.collect(), passphrase, city }
    })
}
