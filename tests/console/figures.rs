//! Figures of the real program on a real terminal: the first frame, bytes, frames, idling, how soon a key is answered.
//!
//! Times here are only guards against the unbearable; what they are beside a floor is told by `cargo bench`.

use std::time::{Duration, Instant};

use crate::demo::Demo;
use crate::pty::Pty;

const FRAME: &str = "\x1b[?2026h";
const FRAME_END: &str = "\x1b[?2026l";

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// The console at 120x40, at rest, and everything it wrote until then.
fn rested(demo: &Demo) -> (Pty, String) {
    let pty = demo.open(120, 40);
    pty.wait_for_quiet(Duration::from_millis(700));
    let written = text(pty.bytes_since(0));
    (pty, written)
}

#[test]
pub fn the_first_frame_is_one_write_of_a_whole_screen_within_its_bytes() {
    let demo = Demo::new();
    let (_pty, written) = rested(&demo);
    let (first, _) = written.split_once(FRAME_END).expect("a frame");
    assert!(first.starts_with("\x1b[?1049h"), "the screen is taken in the same write: {first:?}");
    assert!(first.len() + FRAME_END.len() <= 5_500, "{} B", first.len());
    for words in ["こまえ野", "1 ユーザー", "2 グループ", "3 招待", "I-0001", "ヘルプ"] {
        assert!(first.contains(words), "{words}");
    }
}

#[test]
pub fn every_frame_is_synchronized() {
    let demo = Demo::new();
    let (mut pty, _) = rested(&demo);
    let mark = pty.mark();
    for keys in ["j", "a", "\x1b", "\x1b[6~", "?", "q"] {
        pty.send(keys);
        pty.wait_for_quiet(Duration::from_millis(150));
    }
    let written = text(pty.bytes_since(mark));
    assert!(written.starts_with(FRAME) && written.ends_with(FRAME_END), "{written:?}");
    let outside: Vec<&str> = written.split(FRAME_END).filter(|part| !part.starts_with(FRAME)).collect();
    assert_eq!(outside, [""], "all that is written stands in a frame");
}

#[test]
pub fn a_screen_at_rest_writes_nothing_and_spends_nothing() {
    rests_for(std::env::var("IDLE").ok().and_then(|n| n.parse().ok()).unwrap_or(4));
}

#[test]
#[ignore = "takes more than a minute; the score drives it"]
pub fn a_screen_at_rest_for_a_minute_writes_nothing_and_spends_nothing() {
    rests_for(60);
}

/// So many seconds at rest: no byte, and no more than a tick of the processor's clock in half a minute.
fn rests_for(idle: u64) {
    let demo = Demo::new();
    let (pty, _) = rested(&demo);
    // What the start left to do in the background is over then.
    std::thread::sleep(Duration::from_secs(6));
    let (mark, before) = (pty.mark(), ticks(&pty));
    std::thread::sleep(Duration::from_secs(idle));
    assert_eq!(pty.bytes_since(mark), b"");
    let spent = ticks(&pty) - before;
    println!("{spent} ticks in {idle} s");
    assert!(spent <= 1 + idle / 30, "{spent} ticks in {idle} s");
}

/// Processor time of the program so far, in hundredths of a second.
fn ticks(pty: &Pty) -> u64 {
    let path = format!("/proc/{}/stat", pty.pid().as_raw_nonzero());
    let stat = std::fs::read_to_string(path).expect("it runs");
    let (_, fields) = stat.rsplit_once(") ").expect("a name in brackets");
    fields.split(' ').skip(11).take(2).map(|n| n.parse::<u64>().expect("a number")).sum()
}

#[test]
pub fn nineteen_of_twenty_keys_are_answered_at_once() {
    let demo = Demo::new();
    let (mut pty, _) = rested(&demo);
    let mut times = Vec::new();
    for key in ["j", "k", "j", "\x1b[6~", "\x1b[5~"].repeat(8) {
        let (mark, sent) = (pty.mark(), Instant::now());
        pty.send(key);
        pty.wait_for_more(mark);
        times.push(sent.elapsed());
        pty.wait_for_quiet(Duration::from_millis(40));
    }
    times.sort_unstable();
    let p95 = times[times.len() * 95 / 100];
    println!("p95 {p95:?}");
    // A person notices a tenth of a second; an unoptimised program on a busy machine needs most of it.
    assert!(p95 < Duration::from_millis(300), "{p95:?}");
}
