//! The worst moments: killed in the middle of a batch, a screenful of garbage.

use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::deciding::assert_answers;
use crate::demo::Demo;
use crate::pty::Exit;

const CANCEL: &str = "›やめる‹";

#[test]
pub fn killed_in_a_batch_of_twenty_every_row_is_whole() {
    for pause in [0, 3, 9, 20, 45] {
        let demo = Demo::new();
        let before = demo.newest_entry();
        let approved_before = approved(&demo);
        let mut pty = demo.open(100, 40);
        pty.send(" ".repeat(20));
        pty.wait_for("選択20");
        pty.send("a");
        pty.wait_for(CANCEL);
        pty.send("y");
        // The pause is the matter of the test.
        thread::sleep(Duration::from_millis(pause));
        pty.signal(Signal::KILL);
        assert!(matches!(pty.wait_for_exit(), Exit::Signal(_)));
        demo.assert_sound();
        let entries = demo.newest_entry() - before;
        let entered = demo.ledger(usize::try_from(entries).expect("few") + 1);
        let by_ledger = entered
            .iter()
            .filter(|e| e["action"] == "invitation.approve" && e["number"].as_i64() > Some(before));
        let told: Vec<&str> = by_ledger.filter_map(|e| e["object"].as_str()).collect();
        for id in &told {
            assert_eq!(demo.state(id), "approved", "{id} after {pause} ms");
        }
        // Neither an entry without its row nor a row without its entry.
        assert_eq!(approved(&demo) - approved_before, told.len(), "after {pause} ms");
        println!("after {pause} ms: {} of 20", told.len());
    }
}

/// How many invitations stand approved.
fn approved(demo: &Demo) -> usize {
    let rows = demo.json(&["invitation", "list", "--limit", "1000"]);
    rows.iter().filter(|row| row["state"] == "approved").count()
}

#[test]
pub fn a_hundred_thousand_random_bytes_without_a_yes_write_nothing() {
    let demo = Demo::new();
    let before = demo.newest_entry();
    let mut pty = demo.open(100, 30);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..100 {
        let bytes: Vec<u8> = (0..1000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state & 0xff) as u8
            })
            // y and Enter could say yes, q leaves, and L locks.
            .map(|byte| if matches!(byte, b'y' | b'Y' | b'\r' | b'\n' | b'q' | b'L') { b'j' } else { byte })
            .collect();
        pty.send(bytes);
        pty.wait_for_quiet(Duration::from_millis(10));
    }
    // A paste whose end never came is given up after its time.
    thread::sleep(Duration::from_secs(6));
    pty.send("\x1b");
    pty.wait_for_quiet(Duration::from_millis(200));
    for _ in 0..12 {
        pty.send("\x1b");
        pty.wait_for_quiet(Duration::from_millis(120));
    }
    assert_answers(&mut pty);
    assert_eq!(demo.newest_entry(), before);
    demo.assert_sound();
}
