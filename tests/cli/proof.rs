//! The passphrase, asked again before what is grave: by command without a terminal, on one, on the screen and in
//! `--plain`. The store is an office's own; a demo never asks.

use crate::pty::{Exit, Pty, console};
use crate::world::{PASSPHRASE, World};

const GRAVE: &[&[&str]] = &[
    &["audit", "export"],
    &["user", "list", "--csv"],
    &["backup", "copies"],
    &["operator", "policy", "regulation"],
    &["operator", "envelope"],
    &["operator", "service", "nightly", "copies/nightly.key"],
    &["operator", "passphrase"],
    &["store", "rekey"],
];

/// A store with a second admin.
fn with_second_admin() -> World {
    let world = World::new();
    assert_eq!(world.signed_in(&["user", "appoint", "U-0003", "--reason", "後任のため"]).status, 0);
    world
}

fn terminal<const N: usize>(world: &World, arguments: [&str; N]) -> Pty {
    let mut command = console(arguments);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    Pty::start(command, 80, 24)
}

fn is_admin(world: &World) -> bool {
    let shown = world.json(&["user", "show", "U-0003"]);
    !shown["admin_since"].is_null()
}

#[test]
fn a_file_is_nobodys_presence_and_standard_input_is() {
    let world = with_second_admin();
    std::fs::create_dir(world.path("copies")).unwrap();
    for args in GRAVE {
        let args: Vec<String> =
            args.iter().map(|arg| arg.replace("copies", world.path("copies").to_str().unwrap())).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let refused = world.signed_in(&args);
        assert_eq!((refused.status, refused.out.as_str()), (5, ""), "{args:?} {}", refused.err);
        assert!(refused.err.contains("この場でのパスフレーズが必要です"), "{args:?} {}", refused.err);
        let english = world.signed_in(&[&args[..], &["--lang", "en"]].concat());
        assert!(english.err.contains("must be given for it"), "{args:?} {}", english.err);
    }
    let dismiss = ["user", "dismiss", "U-0003", "--reason", "異動のため"];
    assert_eq!(world.signed_in(&dismiss).status, 5);
    assert!(is_admin(&world));
    assert_eq!(world.signed_in(&[&dismiss[..], &["--dry-run"]].concat()).status, 0, "judging needs no proof");
    assert_eq!(world.proved(&dismiss).status, 0);
    assert!(!is_admin(&world));
    assert_eq!(world.proved(&["audit", "export"]).status, 0);
    assert_eq!(world.proved(&["store", "rekey"]).status, 0);
}

#[test]
fn a_batch_that_came_with_a_file_dismisses_nobody_and_may_ask_again() {
    let world = with_second_admin();
    let line = r#"{"op":"a/1","action":"user.dismiss","id":"U-0003","reason":"異動のため"}"#;
    let file = world.path("passphrase");
    let asked = world.fed(&["batch", "--passphrase-file", file.to_str().unwrap()], &format!("{line}\n"));
    assert!(asked.out.contains("\"refused\""), "{asked:?}");
    assert!(is_admin(&world));
    let given = world.fed(&["batch", "--passphrase-stdin"], &format!("{PASSPHRASE}\n{line}\n"));
    assert!(given.out.contains("\"done\""), "the same op, asked again: {given:?}");
    assert!(!is_admin(&world));
}

#[test]
fn taking_an_appointment_back_asks_too() {
    let world = with_second_admin();
    let entry = world.json(&["audit", "list", "--limit", "1"])[0]["number"].to_string();
    assert_eq!(world.signed_in(&["undo", &entry]).status, 5);
    assert!(is_admin(&world));
    assert_eq!(world.proved(&["undo", &entry]).status, 0);
}

#[test]
fn on_a_terminal_whoever_came_with_a_file_is_asked_and_a_wrong_answer_does_nothing() {
    let world = with_second_admin();
    let file = world.path("passphrase").to_str().unwrap().to_owned();
    let run = |answer: &str| {
        let mut terminal = terminal(
            &world,
            ["user", "dismiss", "U-0003", "--reason", "異動のため", "--passphrase-file", &file],
        );
        terminal.wait_for("もう一度 U-0001 のパスフレーズ");
        terminal.send(format!("{answer}\r"));
        let exit = terminal.wait_for_exit();
        assert!(!terminal.screen().join("\n").contains(answer));
        exit
    };
    assert_eq!(run("not the passphrase"), Exit::Code(5));
    assert!(is_admin(&world));
    assert_eq!(run(PASSPHRASE), Exit::Code(0));
    assert!(!is_admin(&world));
}

#[test]
fn on_the_screen_and_line_by_line_the_question_comes_before_the_act() {
    for plain in [false, true] {
        let world = with_second_admin();
        let mut terminal = match plain {
            false => terminal(&world, ["--operator", "U-0001"]),
            true => terminal(&world, ["--plain", "--operator", "U-0001"]),
        };
        terminal.wait_for("U-0001");
        terminal.send(format!("{PASSPHRASE}\r"));
        if plain {
            terminal.wait_for("? で説明");
            terminal.send("user.dismiss U-0003\r");
            terminal.wait_for("理由");
            terminal.send("異動のため\r");
            terminal.wait_for("実行しますか");
            terminal.wait_for_quiet(std::time::Duration::from_millis(400));
            terminal.send("y\r");
            terminal.wait_for("MCS管理者の権限を終える操作です");
        } else {
            terminal.wait_for("2 グループ");
            terminal.send("1");
            terminal.wait_for("小林 誠");
            terminal.send("/");
            terminal.send("kobayashi");
            terminal.wait_for("1/1");
            terminal.send("\r");
            terminal.send(":");
            terminal.wait_for_quiet(std::time::Duration::from_millis(200));
            terminal.send("解任");
            terminal.wait_for("MCS管理者を解任");
            terminal.send("\r");
            terminal.wait_for("やめる");
            terminal.wait_for_quiet(std::time::Duration::from_millis(200));
            terminal.send("異動のため");
            terminal.wait_for("異動のため");
            terminal.send("\t\ty");
            terminal.wait_for("MCS管理者の権限を終える操作です");
        }
        assert!(is_admin(&world), "plain: {plain}");
        terminal.wait_for_quiet(std::time::Duration::from_millis(200));
        terminal.send(format!("{PASSPHRASE}\r"));
        terminal.wait_until("the act is told", |screen| screen.contents().contains("を実行しました"));
        assert!(!is_admin(&world), "plain: {plain}");
        assert!(!terminal.screen().join("\n").contains("correct horse"));
        terminal.send(if plain { "q\r" } else { "qq" });
        assert_eq!(terminal.wait_for_exit(), Exit::Code(0));
    }
}
