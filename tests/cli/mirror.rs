//! `mirror run`: decisions handed to the host's program, outside any session; and a store that mirrors nothing.

use std::fs;

use crate::world::World;

/// A world whose host hands decisions to this script.
fn world(script: &str) -> World {
    let world = World::new();
    let command = "mirror = 'command'\nmirror_command = ['/bin/sh', '-c', '''";
    set(&world, &format!("{command}{script}''']\n"));
    world
}

fn set(world: &World, config: &str) {
    fs::create_dir_all(world.path(".config/mcs-console")).unwrap();
    fs::write(world.path(".config/mcs-console/config.toml"), config).unwrap();
}

fn states(world: &World) -> Vec<(String, String)> {
    let rows = world.json(&["mirror", "list"]);
    let of = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (of(row, "action"), of(row, "state"))).collect()
}

fn got(world: &World) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(world.path("got")).unwrap()).unwrap()
}

#[test]
fn exit_0_confirms_with_the_decision_on_standard_input_and_an_entry_of_its_own() {
    let world = world("cat >> \"$HOME/got\"");
    assert_eq!(world.signed_in(&["invitation", "approve", "I-0001"]).status, 0);
    let pending = [("invitation.approve".to_owned(), "pending".to_owned())];
    assert_eq!(states(&world), pending, "the console only queues");
    assert!(!world.path("got").exists());

    let results = world.json(&["mirror", "run"]);
    assert_eq!((&results[0]["id"], &results[0]["outcome"]), (&"I-0001".into(), &"done".into()), "{results}");
    assert_eq!(states(&world)[0].1, "confirmed");
    let got = got(&world);
    assert_eq!((&got["action"], &got["opposite"]), (&"invitation.approve".into(), &false.into()));
    assert_eq!((&got["decided_by"], &got["row"]["state"]), (&"U-0001".into(), &"approved".into()), "{got}");
    let entry = &world.json(&["audit", "list", "--limit", "1"])[0];
    assert_eq!((&entry["action"], &entry["object"]), (&"mirror.confirm".into(), &"R-0001".into()));

    let again = world.signed_in(&["mirror", "run"]);
    assert_eq!((again.status, again.out.as_str()), (0, ""), "{again:?}");
    assert_eq!(fs::read_to_string(world.path("got")).unwrap().lines().count(), 1, "carried out once");
}

#[test]
fn what_fails_stays_pending_and_holds_back_what_follows_on_the_same_row() {
    let world = world("grep -q I-0001 && exit 3; exit 0");
    for args in [
        &["invitation", "approve", "I-0001"][..],
        &["invitation", "revoke", "I-0001"],
        &["invitation", "approve", "I-0003"],
    ] {
        let ran = world.signed_in(&[args, &["--reason", "急ぎ"]].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    let ran = world.signed_in(&["mirror", "run"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("終了状態 3") && ran.err.contains("前の決定の反映を待ちます"), "{ran:?}");
    let pending = states(&world).into_iter().filter(|(_, state)| state == "pending");
    let left: Vec<String> = pending.map(|(action, _)| action).collect();
    assert_eq!(left, ["invitation.approve", "invitation.revoke"]);
}

#[test]
fn an_undone_decision_that_was_carried_out_is_handed_over_as_its_opposite() {
    let world = world("cat > \"$HOME/got\"");
    let approved = world.json(&["invitation", "approve", "I-0001"]);
    world.signed_in(&["mirror", "run"]);
    assert_eq!(world.signed_in(&["undo", &approved[0]["ledger"].to_string()]).status, 0);
    assert_eq!(world.signed_in(&["mirror", "run"]).status, 0);
    let got = got(&world);
    assert_eq!((&got["action"], &got["opposite"]), (&"invitation.approve".into(), &true.into()), "{got}");
    assert_eq!(got["row"]["state"], "judged");
}

#[test]
fn a_rehearsal_prints_the_queue_and_runs_nothing() {
    let world = world("touch \"$HOME/got\"");
    world.signed_in(&["invitation", "approve", "I-0001"]);
    let ran = world.signed_in(&["mirror", "run", "--dry-run"]);
    let queue: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, &queue[0]["mark"]), (0, &"R-0001".into()));
    assert!(!world.path("got").exists());
    assert_eq!(states(&world)[0].1, "pending");
}

#[test]
fn two_runs_at_once_are_one() {
    let world = world("touch \"$HOME/got\"; while [ -e \"$HOME/got\" ]; do sleep 0.05; done");
    world.signed_in(&["invitation", "approve", "I-0001"]);
    let mut command = world.command(&["mirror", "run", "--passphrase-file"]);
    let mut first = command.arg(world.path("passphrase")).spawn().unwrap();
    while !world.path("got").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let second = world.signed_in(&["mirror", "run"]);
    fs::remove_file(world.path("got")).unwrap();
    assert_eq!((second.status, second.out.as_str()), (4, ""), "{second:?}");
    assert!(second.err.contains("実行中"), "{second:?}");
    assert!(first.wait().unwrap().success());
    assert_eq!(states(&world)[0].1, "confirmed");
}

#[test]
fn without_a_program_nothing_is_run() {
    let world = World::new();
    let ran = world.signed_in(&["mirror", "run"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("mirror_command"), "{ran:?}");
}

#[test]
fn a_store_that_is_the_system_of_record_marks_nothing() {
    let world = World::new();
    set(&world, "mirror = 'off'\n");
    assert_eq!(world.signed_in(&["invitation", "approve", "I-0001"]).status, 0);
    assert_eq!(states(&world), []);
    assert_eq!(world.json(&["invitation", "show", "I-0001"])["pending_in_mcs"], false);
}
