//! Several processes on one store: everything is decided once, the losers are told, and a kill leaves whole rows.

#[path = "support/demo.rs"]
mod demo;
#[path = "support/pty.rs"]
mod pty;

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use demo::{Demo, Ran};
use serde_json::Value;

/// Processes that decide the same rows at the same time.
const PROCESSES: usize = 8;

/// The invitations that stand judged and have nothing against them.
fn approvable(demo: &Demo) -> Vec<String> {
    let rows = demo.json(&["invitation", "list"]);
    let fits = |row: &&Value| row["state"] == "judged" && row["judgement"] == "ok";
    rows.iter().filter(fits).filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

fn approve(demo: &Demo, ids: &[String]) -> std::process::Command {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    demo.command(&[&["invitation", "approve", "--json"], ids.as_slice()].concat())
}

#[test]
fn each_row_is_decided_once_and_every_loser_is_told_who_and_when() {
    let demo = Demo::new();
    let before = demo.acts();
    let ids = approvable(&demo);
    assert!(ids.len() >= 20, "{ids:?}");
    // Row by row, each process in another order, so that they meet in the middle of things.
    let rans: Vec<Ran> = thread::scope(|scope| {
        let running: Vec<_> = (0..PROCESSES)
            .map(|at| {
                let mut ids = ids.clone();
                let first = at * ids.len() / PROCESSES;
                ids.rotate_left(first);
                let demo = &demo;
                scope.spawn(move || Ran::of(approve(demo, &ids).output().expect("the program starts")))
            })
            .collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    for ran in &rans {
        assert!([0, 1, 4].contains(&ran.status), "{ran:?}");
        let rows: Vec<Value> =
            serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        assert_eq!(rows.len(), ids.len());
        for row in rows {
            match row["outcome"].as_str() {
                Some("done") => *done.entry(row["id"].to_string()).or_default() += 1,
                Some("conflict") => {
                    assert!(row["sentence"].to_string().contains("中田 伸一郎さんが"), "{row}")
                }
                _ => panic!("{row}"),
            }
        }
    }
    assert_eq!(done.len(), ids.len());
    assert!(done.values().all(|count| *count == 1), "{done:?}");
    assert_eq!(demo.acts(), before + i64::try_from(ids.len()).expect("a few rows"));
    demo.assert_sound();
}

#[test]
fn one_row_approved_by_many_at_once_is_approved_by_one() {
    let demo = Demo::new();
    for id in ["I-0001", "I-0002", "I-0003"] {
        let statuses: Vec<i32> = thread::scope(|scope| {
            let demo = &demo;
            let one =
                || Ran::of(approve(demo, &[id.to_owned()]).output().expect("the program starts")).status;
            let running: Vec<_> = (0..PROCESSES).map(|_| scope.spawn(one)).collect();
            running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 0).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 4).count(), PROCESSES - 1, "{statuses:?}");
    }
    demo.assert_sound();
}

#[test]
fn a_kill_in_a_batch_leaves_a_prefix_of_whole_rows() {
    let whole = Demo::new();
    let ids = approvable(&whole);
    for pause in [0, 4, 8, 12, 16, 20, 25, 30, 40, 60] {
        let demo = Demo::new();
        let before = demo.acts();
        let mut child = approve(&demo, &ids).spawn().expect("the program starts");
        // Wherever the kill falls, the store must be whole.
        thread::sleep(Duration::from_millis(pause));
        let _ = child.kill();
        let _ = child.wait();
        let written = usize::try_from(demo.acts() - before).expect("a count");
        let rows = demo.json(&["invitation", "list"]);
        let state =
            |id: &String| rows.iter().find(|row| row["id"] == id.as_str()).map(|row| row["state"].clone());
        let approved = |id: &String| state(id) == Some("approved".into());
        assert_eq!(ids.iter().take_while(|id| approved(id)).count(), written, "{pause} ms");
        assert_eq!(ids.iter().filter(|id| approved(id)).count(), written, "{pause} ms");
        demo.assert_sound();
    }
}

/// The data key is changed, and the process that does it is killed: there is one store, and it opens.
#[test]
fn a_kill_while_the_key_is_changed_leaves_one_store_that_opens_and_the_next_change_goes_through() {
    let mut cut_short = 0;
    for pause in [0, 3, 10, 25, 60] {
        let demo = Demo::new();
        let acts = demo.acts();
        let mut child = demo.as_city(&["store", "rekey"]).spawn().expect("the program starts");
        // Everybody is told first; from then on the kill falls into the change itself.
        while !demo.path("demo.db.rekeying").exists() && child.try_wait().expect("a child").is_none() {
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(pause));
        let _ = child.kill();
        let ended = child.wait().expect("it ends");
        cut_short += usize::from(!ended.success());
        assert_eq!(demo.acts(), acts, "{pause} ms: nothing is lost");
        demo.assert_sound();
        let again = demo.run_as_city(&["store", "rekey"]);
        assert_eq!(again.status, 0, "{pause} ms: {again:?}");
        demo.assert_sound();
        let files = std::fs::read_dir(demo.path("")).expect("a folder");
        let names = files.map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"));
        let left: Vec<String> = names.filter(|name| name.contains(".rekey")).collect();
        assert_eq!(left, Vec::<String>::new(), "{pause} ms");
    }
    assert!(cut_short >= 1, "a kill that comes too late proves nothing: {cut_short}");
}

/// Two keys are derived at once on a host, and not a third, whichever processes ask and whatever folders for the time
/// being each of them has: a job of the system has its own.
#[test]
fn a_third_sign_in_at_once_waits_for_whichever_of_the_two_ends_first() {
    use rustix::fs::{FlockOperation, flock};

    let demo = Demo::new();
    let path = |turn: usize| demo.path(&format!("demo.db.turn-{turn}"));
    for first in [1, 2] {
        let held = [1, 2].map(|turn| {
            let lock = std::fs::File::create(path(turn)).expect("a turn");
            flock(&lock, FlockOperation::LockExclusive).expect("a free turn");
            lock
        });
        let waiting: Vec<_> = ["one", "another"]
            .iter()
            .map(|own| {
                let own = demo.path(&format!("{own}-{first}"));
                std::fs::create_dir(&own).expect("a folder");
                let mut command = demo.as_city(&["office", "list", "--json"]);
                command.env("XDG_RUNTIME_DIR", &own).env("TMPDIR", &own);
                command.spawn().expect("the program starts")
            })
            .collect();
        thread::sleep(Duration::from_secs(2));
        let [one, other] = held;
        let (freed, kept) = if first == 1 { (one, other) } else { (other, one) };
        let mut waiting = waiting;
        for child in &mut waiting {
            assert_eq!(child.try_wait().expect("a child"), None, "it waits for one of the two");
        }
        // As whoever had it lets it go: the file first, then its lock.
        std::fs::remove_file(path(first)).expect("a turn");
        drop(freed);
        for child in waiting {
            let ran = Ran::of(child.wait_with_output().expect("the program ends"));
            assert_eq!(ran.status, 0, "{ran:?}");
        }
        assert!(!path(first).exists() && path(3 - first).exists(), "it went with its turn");
        drop(kept);
    }
}
