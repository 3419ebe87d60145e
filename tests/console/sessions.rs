//! A session that is ended from elsewhere, and one that makes way for a change of the store's key.

use std::io::Write as _;
use std::process::{Child, ChildStdin, Stdio};
use std::time::{Duration, Instant};

use crate::demo::{Demo, Ran, SECOND_ADMIN};
use crate::pty::{Exit, Pty};

/// What the console promises to whoever is dismissed.
const WITHIN: Duration = Duration::from_secs(30);

#[test]
fn a_session_ended_from_elsewhere_closes_and_says_so() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    let sessions = demo.json(&["session", "list"]);
    let name = sessions[0]["session"].as_str().expect("a name").to_owned();
    assert_eq!(demo.run(&["session", "end", &name]).status, 0);
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(5));
    pty.wait_for("session end");
    pty.assert_restored();
    assert_eq!(demo.run(&["session", "end", &name]).status, 3);
}

#[test]
fn a_session_makes_way_for_a_new_key_and_goes_on() {
    let demo = Demo::new();
    let mut pty = demo.open(80, 24);
    let changed = demo.run_as_city(&["store", "rekey"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    pty.wait_for("鍵の交換が終わりました");
    demo.assert_sound();
    pty.send("q");
    assert_eq!(pty.exit_within(Duration::from_secs(30)), Exit::Code(0));
}

/// Somebody else dismisses the operator, or removes the key, while the screen is open and at rest.
#[test]
fn a_dismissed_operator_and_one_without_a_key_are_out_within_30_seconds_and_read_why() {
    let demo = Demo::new();
    let second = demo.open_as_second(80, 24);
    let dismissed = demo.run(&["user", "dismiss", SECOND_ADMIN, "--reason", "異動のため、任命を終えます"]);
    assert_eq!(dismissed.status, 0, "{dismissed:?}");
    is_out(second, "この操作者は現在操作できないため終了しました");

    let demo = Demo::new();
    let (second, mut first) = (demo.open_as_second(80, 24), demo.open(80, 24));
    let removed = demo.run(&["operator", "remove", SECOND_ADMIN]);
    assert_eq!(removed.status, 0, "{removed:?}");
    is_out(second, "この操作者の鍵が削除されたため終了しました");
    // Nobody else is.
    first.send("q");
    assert_eq!(first.exit_within(WITHIN), Exit::Code(0));
}

/// The ways in which somebody may act no more, and who takes them; both screens and conversations are open meanwhile.
#[test]
fn a_restricted_and_a_released_operator_are_out_within_30_seconds_and_read_why() {
    let restricted = ["restrict", SECOND_ADMIN, "--level", "restrict", "--evidence", "転送先の画面の写し"];
    let released = ["release", SECOND_ADMIN];
    for way in [&restricted[..], &released] {
        let demo = Demo::new();
        let (second, conversation, mut first) =
            (demo.open_as_second(80, 24), conversation(&demo), demo.open(80, 24));
        let done = demo.run(&[&["user"], way, &["--reason", "調査が終わるまで利用を止めます"]].concat());
        assert_eq!(done.status, 0, "{done:?}");
        is_out(second, "この操作者は現在操作できないため終了しました");
        is_out(conversation, "この操作者は現在操作できないため終了しました");
        first.send("q");
        assert_eq!(first.exit_within(WITHIN), Exit::Code(0), "nobody else is");
    }
}

fn is_out(mut pty: Pty, why: &str) {
    assert_eq!(pty.exit_within(WITHIN), Exit::Code(5));
    pty.wait_for(why);
    pty.assert_restored();
}

/// The conversation of the second administrator, waiting for a line.
fn conversation(demo: &Demo) -> Pty {
    let mut command = demo.console();
    command.args(["--plain", "--operator", SECOND_ADMIN, "--passphrase-file"]);
    command.arg(demo.path("second"));
    let pty = Pty::start(command, 80, 24);
    pty.wait_for("招待 >");
    pty
}

/// The same over a pipe that stays open and says nothing.
fn scripted(demo: &Demo) -> (Child, ChildStdin) {
    let mut command = demo.command(&["--plain", "--operator", SECOND_ADMIN, "--passphrase-stdin"]);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(&std::fs::read(demo.path("second")).expect("a passphrase")).expect("it reads");
    (child, stdin)
}

#[test]
fn a_conversation_whose_operator_is_dismissed_ends_within_30_seconds_though_no_line_comes() {
    let demo = Demo::new();
    let (mut pty, (child, stdin)) = (conversation(&demo), scripted(&demo));
    // Both are at their first question once they are seen by somebody else.
    let mut seen = 0;
    while seen < 2 {
        seen = std::fs::read_dir(demo.path("demo.db.sessions")).expect("sessions").count();
    }
    let dismissed = demo.run(&["user", "dismiss", SECOND_ADMIN, "--reason", "異動のため、任命を終えます"]);
    assert_eq!(dismissed.status, 0, "{dismissed:?}");
    let since = Instant::now();
    assert_eq!(pty.exit_within(WITHIN), Exit::Code(5));
    pty.wait_for("この操作者は現在操作できないため終了しました");
    pty.assert_restored();
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    assert!(since.elapsed() < WITHIN, "{:?}", since.elapsed());
    drop(stdin);
    assert_eq!(ran.status, 5, "{ran:?}");
    assert!(ran.out.contains("この操作者は現在操作できないため終了しました"), "{ran:?}");
}

#[test]
fn a_conversation_whose_key_is_removed_ends_at_once_though_no_line_comes() {
    let demo = Demo::new();
    let mut pty = conversation(&demo);
    assert_eq!(demo.run(&["operator", "remove", SECOND_ADMIN]).status, 0);
    // Sooner than it looks about by itself: the bell rings.
    assert_eq!(pty.exit_within(Duration::from_secs(5)), Exit::Code(5));
    pty.wait_for("この操作者の鍵が削除されたため終了しました");
    pty.assert_restored();
}

#[test]
fn a_conversation_makes_way_for_a_new_key_though_no_line_comes_and_goes_on() {
    let demo = Demo::new();
    let mut pty = conversation(&demo);
    let changed = demo.run_as_city(&["store", "rekey"]);
    assert_eq!(changed.status, 0, "{changed:?}");
    pty.wait_for("交換が終わりました");
    pty.send("10\n");
    pty.wait_for("できる操作");
    pty.send("q\n");
    assert_eq!(pty.exit_within(WITHIN), Exit::Code(0));
}

/// A conversation at rest sleeps: it looks about every ten seconds, and does nothing else.
#[test]
fn a_conversation_at_rest_wakes_no_more_often_than_it_looks_about() {
    let demo = Demo::new();
    let pty = conversation(&demo);
    pty.wait_for_quiet(Duration::from_millis(500));
    let wakes = || {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", pty.pid().as_raw_nonzero())).expect("threads");
        let status = |task: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_to_string(task.expect("a thread").path().join("status")).expect("a status")
        };
        let switches = |status: String| {
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.and_then(|count| count.trim().parse::<u64>().ok()).expect("a count")
        };
        tasks.map(status).map(switches).sum::<u64>()
    };
    let before = wakes();
    std::thread::sleep(Duration::from_secs(8));
    let woken = wakes() - before;
    // One look reads two files and asks the store twice, none of which waits.
    assert!(woken <= 6, "woken {woken} times in eight seconds");
}
