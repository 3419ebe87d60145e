//! A real sshd on the loopback, and its real client: who comes in, what they may ask for, and what is left of them
//! when they are gone.
//!
//! Needs root, for sshd changes to the account; so it is run by the gate, which makes the account and the folder:
//! `MCS_SSH_ACCOUNT` with its home in `MCS_SSH_FOLDER`, which is root's, as sshd wants it of its helpers.

#[path = "ssh/host.rs"]
mod host;
#[path = "support/pty.rs"]
mod pty;

use std::time::{Duration, Instant};

use host::{Host, PASSPHRASE};
use rustix::process::Signal;

/// Longer than a session may outlive its client.
const GONE_WITHIN: Duration = Duration::from_secs(10);

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn the_settings_that_setup_prints_are_those_that_check_finds() {
    let host = Host::start();
    let ran = host.check();
    assert_eq!(ran.status, 0, "{ran:?}");
    host.allow("    AllowTcpForwarding yes\n    ClientAliveInterval 0\n");
    let ran = host.check();
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("AllowTcpForwarding") && ran.err.contains("ClientAliveInterval"), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 2, "{ran:?}");
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_key_and_a_passphrase_open_the_console_of_the_keys_operator() {
    let host = Host::start();
    let mut console = host.console();
    console.send("not the passphrase\r");
    console.wait_for("パスフレーズが違");
    console.send(format!("{PASSPHRASE}\r"));
    console.wait_for("林 由紀");
    console.send("q");
    assert_eq!(console.exit_within(GONE_WITHIN), pty::Exit::Code(0));
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_command_is_carried_out_as_the_keys_operator_and_its_entry_names_the_client() {
    let host = Host::start();
    let list = host.asked(&["user", "list", "--json"]);
    assert_eq!(list.status, 0, "{list:?}");
    assert!(list.out.contains("林 由紀"), "{list:?}");
    let ran = host.asked(&["user", "memo", "U-0001", "--memo", "'two words; $HOME'"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let shown = host.asked(&["user", "show", "U-0001", "--json"]);
    assert!(shown.out.contains("two words; $HOME"), "{shown:?}");
    let audit = host.asked(&["audit", "list", "--json"]);
    let entries: Vec<serde_json::Value> = serde_json::from_str(&audit.out).expect("JSON");
    let entry = entries.iter().find(|entry| entry["action"] == "user.memo").expect("its entry");
    assert_eq!((&entry["client"], &entry["actor"]), (&"127.0.0.1".into(), &"U-0001".into()));
    assert_eq!(host.asked_with("wrong", &["user", "list"]).status, 5);
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn foreign_commands_file_transfers_and_forwarding_are_refused() {
    let host = Host::start();
    let elsewhere = "/tmp/elsewhere.db";
    for words in [
        &["id"][..],
        &["sh", "-c", "id"],
        &["scp", "-t", "/tmp"],
        &["user", "list", "--db", elsewhere],
        &["user", "list", "--operator", "U-0002"],
        &["backup", "/tmp"],
        &["demo"],
    ] {
        let ran = host.asked(words);
        assert_eq!((ran.status, ran.out.as_str()), (5, ""), "{words:?}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{words:?}: {ran:?}");
    }
    let subsystem = host.ssh(&["-s"], &["sftp"], "");
    assert_eq!((subsystem.status, subsystem.out.as_str()), (5, ""), "{subsystem:?}");
    // What listens there is sshd itself: it would answer, were it asked.
    let there = format!("127.0.0.1:{}", host.port());
    let forwarded = host.ssh(&["-W", &there], &[], "");
    assert_ne!(forwarded.status, 0, "{forwarded:?}");
    assert!(!forwarded.out.contains("SSH-2.0"), "{forwarded:?}");
    let reverse = host.ssh(&["-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"], &[], "");
    assert_ne!(reverse.status, 0, "{reverse:?}");
}

/// No shell reads what was asked for, and the two commands that start a program (`mirror run`, `ssh setup --check`)
/// are refused: there is no way to one from a session, so that the wall's own refusal is a matter of `ssh::confine`.
#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn what_was_asked_for_is_read_by_no_shell_and_starts_no_program() {
    let host = Host::start();
    let mark = host.path("store/mark");
    let touch = format!("touch {}", mark.display());
    host.configure(&format!("mirror = \"command\"\nmirror_command = [\"/usr/bin/touch\", {mark:?}]\n"));
    for words in [
        "; id",
        "$(id)",
        "`id`",
        "| id",
        "\nid",
        &format!("sh -c '{touch}'"),
        &format!("; {touch}"),
        &format!("$({touch})"),
        &format!("user list; {touch}"),
        &format!("user list\n{touch}"),
        &format!("exec {touch}"),
        "mirror run",
        "ssh setup --check",
        "import users /etc/passwd",
    ] {
        let ran = host.ssh(&["-T"], &[words], &format!("{PASSPHRASE}\n"));
        assert_eq!((ran.status, ran.out.as_str(), ran.err.lines().count()), (5, "", 1), "{words:?}: {ran:?}");
    }
    // What follows an allowed command are words of it, and none that it takes.
    for words in [
        format!("user list && {touch}"),
        format!("user list | {touch}"),
        format!("user list > {}", mark.display()),
    ] {
        let ran = host.ssh(&["-T"], &[&words], &format!("{PASSPHRASE}\n"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}: {ran:?}");
    }
    // A decision that a program is to carry out is left to the host's own job.
    let name = format!("'$({touch})'");
    let ran = host.asked(&["user", "register", "--name", &name, "--occupation", "nurse"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(host.asked(&["user", "list", "--json"]).out.contains("$(touch"));
    assert!(!mark.exists());
    let ran = host.own(&["mirror", "run"]);
    assert!(ran.status == 0 && mark.exists(), "it would have been made: {ran:?}");
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_removed_key_is_refused_at_once_also_where_sshd_still_knows_it() {
    let host = Host::start();
    assert_eq!(host.asked(&["user", "list"]).status, 0);
    let known = host.fingerprints();
    host.remove_key();
    let ran = host.asked(&["user", "list"]);
    assert_eq!(ran.status, 255, "{ran:?}");
    assert!(ran.err.contains("Permission denied (publickey)"), "{ran:?}");
    host.put_fingerprints(&known);
    let ran = host.asked(&["user", "list"]);
    assert_eq!((ran.status, ran.out.as_str()), (5, ""), "{ran:?}");
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_session_is_shut_in_and_ends_with_its_client() {
    let host = Host::start();
    let console = host.signed_in();
    let session = host.session().expect("a session");
    assert_eq!(session.status("NoNewPrivs:"), "1");
    assert_eq!(session.status("Umask:"), "0077");
    assert_eq!(session.status("CapEff:"), "0000000000000000");
    assert_eq!(session.core_limit(), ["0", "0"]);
    assert_eq!(session.children(), "", "it has started nothing");
    assert!(!session.is_dumpable());
    console.signal(Signal::KILL);
    host.wait_for_no_session(GONE_WITHIN);
}

#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_client_that_is_frozen_in_a_form_holds_no_lock_and_its_form_is_never_a_record() {
    let host = Host::start();
    let mut console = host.signed_in();
    console.send("1");
    console.wait_for("U-0001");
    console.send("n");
    console.wait_for("必須。Enterで次へ");
    console.send("halfway typed");
    console.wait_for("halfway typed");
    console.signal(Signal::STOP);
    let from = Instant::now();
    let ran = host.asked(&["user", "memo", "U-0001", "--memo", "'written meanwhile'"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(from.elapsed() < GONE_WITHIN, "{:?}", from.elapsed());
    console.signal(Signal::KILL);
    host.wait_for_no_session(GONE_WITHIN);
    let users = host.asked(&["user", "list", "--json"]);
    assert_eq!(users.status, 0, "{users:?}");
    assert!(users.out.contains("林 由紀") && !users.out.contains("halfway"), "{users:?}");
}

/// The wall around a session, seen from within: the same list is read where the session may write, and not beside it,
/// though its account may read both.
#[test]
#[ignore = "needs root, and an account that the gate makes"]
fn a_session_reads_no_file_outside_its_folders() {
    let host = Host::start();
    let list = "氏名,メールアドレス,職種\n架空 太郎,taro@example.jp,看護師\n";
    let (inside, outside) = (host.place("store/list.csv", list), host.place("list.csv", list));
    let mut console = host.signed_in();
    console.send("1");
    console.wait_for("U-0001");
    for (file, said) in [(outside, "ファイルを読めません"), (inside, "架空 太郎")] {
        console.send("\x0f");
        console.wait_for("Enter次へ");
        console.send(file.display().to_string());
        console.send("\r");
        console.wait_for(said);
        console.send("\x1b");
        console.send("\x1b");
        console.wait_for_no(said);
    }
}
