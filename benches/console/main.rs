//! The console over a pseudo terminal beside a floor program that writes the same bytes and does nothing else.
//!
//! ```sh
//! cargo bench --bench console                       # small and city
//! cargo bench --bench console -- --nation FILE      # and a nation's store; made there if it is not yet
//! cargo bench --bench console -- --idle 60          # idle for a minute instead of five seconds
//! ```
//!
//! Times are ratios to the floor's in the same run; bytes, frames and wake-ups are exact, and tests hold them too.

mod floor;
mod process;
mod scenes;
mod stage;
mod table;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use floor::Floor;
use scenes::{SCENES, Scene};
use stage::Stage;
use table::{Line, Verdict, percentile};

const SIZE: (u16, u16) = (120, 40);
/// Presses per scene.
const PRESSES: usize = 96;
const STARTS: usize = 15;
const APPROVALS: usize = 15;

/// A demo store that is measured.
struct Site {
    scale: &'static str,
    db: PathBuf,
    /// After so long without a byte nothing more will come.
    quiet: Duration,
    /// Peak memory asked for after browsing and after a filter, in megabytes.
    megabytes: (f64, f64),
}

/// What the command line asks for.
struct Asked {
    nation: Option<PathBuf>,
    idle: Duration,
}

fn main() {
    let asked = asked();
    let folder = tempfile::tempdir().expect("a folder to write to");
    let floor = Floor::compile(folder.path());
    let site =
        |scale, db, quiet, megabytes| Site { scale, db, quiet: Duration::from_millis(quiet), megabytes };
    let mut sites = vec![
        site("small", folder.path().join("small.db"), 30, (8.0, 8.0)),
        site("city", folder.path().join("city.db"), 40, (11.0, 11.0)),
    ];
    sites.extend(asked.nation.map(|db| site("nation", db, 500, (12.0, 36.0))));
    let mut start_small = None;
    for site in &sites {
        make(site);
        let mut lines = starts(site, &floor, &mut start_small);
        lines.extend(browsing(site, &floor, asked.idle));
        lines.extend(approving(site, folder.path()));
        table::print(&format!("{} at {}x{}", site.scale, SIZE.0, SIZE.1), &lines);
    }
}

fn asked() -> Asked {
    let mut asked = Asked { nation: None, idle: Duration::from_secs(5) };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--nation" => asked.nation = words.next().map(PathBuf::from),
            "--idle" => {
                let seconds = words.next().and_then(|n| n.parse().ok()).expect("--idle SECONDS");
                asked.idle = Duration::from_secs(seconds);
            }
            // Cargo's own.
            "--bench" => {}
            other => panic!("no option is called {other}"),
        }
    }
    asked
}

/// Makes the store, unless it is there.
fn make(site: &Site) {
    if site.db.exists() {
        return;
    }
    let from = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_mcs-console"))
        .args(["demo", "--scale", site.scale, "--seed", "1", "--no-open", "--db"])
        .arg(&site.db)
        .stdout(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the demo store is made");
    println!("{}: a store made in {:.1} s", site.scale, from.elapsed().as_secs_f64());
}

fn console(db: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mcs-console"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "ja_JP.UTF-8");
    command.env("HOME", db.parent().expect("a store lies in a folder"));
    command.arg("--db");
    command.arg(db);
    command
}

/// From exec to the first frame.
fn starts(site: &Site, floor: &Floor, small: &mut Option<Duration>) -> Vec<Line> {
    let start = || Stage::start(console(&site.db), SIZE).first_frame();
    // Once unmeasured: the files are read from the disk.
    let (frame, _) = start();
    let console: Vec<Duration> = (0..STARTS).map(|_| start().1).collect();
    let floor = floor.start(&frame, STARTS, SIZE);
    let (console, floor) = (percentile(&console, 50), percentile(&floor, 50));
    let mut lines = vec![table::times("1 exec to first frame p50", console, floor, 3.0)];
    match *small {
        None => *small = Some(console),
        Some(small) => {
            let line = table::times("1 the same, beside small", console, small, 1.2);
            lines.push(Line { figure: "<= 1.2 x small".into(), ..line });
        }
    }
    lines.push(table::count("2 bytes: first frame", frame.len(), 5500, "B"));
    lines
}

/// Keys, idling and memory in one long session.
fn browsing(site: &Site, floor: &Floor, idle: Duration) -> Vec<Line> {
    let mut stage = Stage::start(console(&site.db), SIZE);
    stage.first_frame();
    stage.wait_for_quiet(site.quiet.max(Duration::from_millis(300)));
    let mut lines: Vec<Line> = Vec::new();
    for scene in SCENES {
        if scene.key.len() > 1 && !scene.key.is_ascii() {
            lines.push(memory("11 peak memory, browsing", &stage, site.megabytes.0));
        }
        lines.extend(play(scene, &mut stage, site, floor));
    }
    lines.push(memory("11 peak memory, after a filter", &stage, site.megabytes.1));
    stage.press_unmeasured(b"gg", site.quiet);
    let hundred = stage.press(&b"j".repeat(100), site.quiet);
    let frames = String::from_utf8_lossy(&hundred.bytes).matches("\x1b[?2026h").count();
    lines.push(table::count("8 100 keys in one write", frames, 2, "frames"));
    lines.push(table::told("8 the same, bytes", format!("{} B", hundred.bytes.len())));
    lines.extend(idling(&stage, idle));
    lines
}

fn play(scene: &Scene, stage: &mut Stage, site: &Site, floor: &Floor) -> Vec<Line> {
    let presses = if site.scale == "nation" { PRESSES / 8 } else { PRESSES };
    let mut answers = Vec::new();
    while answers.len() < presses {
        scene.before.iter().for_each(|keys| stage.press_unmeasured(keys, site.quiet));
        for _ in 0..scene.presses {
            answers.push(stage.press(scene.key, site.quiet));
            scene.after.iter().for_each(|keys| stage.press_unmeasured(keys, site.quiet));
        }
    }
    let first: Vec<Duration> = answers.iter().map(|answer| answer.first).collect();
    let settled: Vec<Duration> = answers.iter().map(|answer| answer.settled).collect();
    let frames: Vec<Vec<u8>> = answers.iter().map(|answer| answer.frame.clone()).collect();
    let floor = floor.keys(&frames, site.quiet.min(Duration::from_millis(40)), SIZE);
    let most = answers.iter().map(|answer| answer.frame.len()).max().unwrap_or(0);
    let names = &scene.what;
    let mut lines = vec![
        table::times(names.p50, percentile(&first, 50), percentile(&floor, 50), scene.times_max),
        Line {
            figure: "<= 2 x floor's p99".into(),
            ..table::times(names.p99, percentile(&first, 99), percentile(&floor, 99), 2.0)
        },
    ];
    let last = percentile(&settled, 50);
    if last > percentile(&first, 50) * 2 {
        lines.push(table::told("  the same, until all is there p50", table::millis(last)));
    }
    lines.push(match scene.bytes_max {
        Some(bytes_max) => table::count(names.bytes, most, bytes_max, "B"),
        None => table::told(names.bytes, format!("{most} B")),
    });
    lines
}

fn memory(what: &'static str, stage: &Stage, most: f64) -> Line {
    let megabytes = process::peak_memory(stage.pid()) as f64 / 1e6;
    let figure = format!("<= {most} MB");
    Line {
        figure,
        verdict: Verdict::at_most(megabytes, most),
        ..table::told(what, format!("{megabytes:.1} MB"))
    }
}

/// Nothing is typed: bytes, processor time, wake-ups.
fn idling(stage: &Stage, idle: Duration) -> Vec<Line> {
    // The looks that follow the last commit and the last key are over then.
    std::thread::sleep(Duration::from_secs(8));
    let (mark, before) = (stage.mark(), process::spent(stage.pid()));
    std::thread::sleep(idle);
    let (bytes, after) = (stage.mark() - mark, process::spent(stage.pid()));
    let per_second = (after.wake_ups - before.wake_ups) as f64 / idle.as_secs_f64();
    let processor = (after.processor - before.processor).as_secs_f64() / idle.as_secs_f64() * 1e6;
    vec![
        table::count("12 idle: bytes", bytes, 0, "B"),
        Line {
            figure: "<= 4 /s".into(),
            verdict: Verdict::at_most(per_second, 4.0),
            ..table::told("12 idle: wake-ups", format!("{per_second:.1} /s"))
        },
        table::told("12 idle: processor", format!("{processor:.0} us/s")),
    ]
}

/// Approves, sees it done, takes it back, and again.
fn approving(site: &Site, folder: &Path) -> Vec<Line> {
    let mut stage = Stage::start(console(&site.db), SIZE);
    stage.first_frame();
    stage.wait_for_quiet(site.quiet.max(Duration::from_millis(300)));
    // The place where the session before was left comes back.
    stage.press_unmeasured(b"gg", site.quiet);
    let mut approve = || {
        stage.press_unmeasured(b"a", site.quiet);
        let time = stage.press_until(b"y", "「承認」を実行しました");
        stage.wait_for_quiet(site.quiet);
        stage.press_unmeasured(b"u", site.quiet);
        stage.press_until(b"y", "「元に戻す」を実行しました");
        stage.wait_for_quiet(site.quiet);
        time
    };
    let times: Vec<Duration> = (0..APPROVALS).map(|_| approve()).collect();
    let append = percentile(&floor::durable_append(folder, 50), 50);
    let figure = append * 3 + Duration::from_micros(500);
    let line = table::times("13 approve, durable p50", percentile(&times, 50), figure, 1.0);
    vec![
        Line { figure: "<= 3 x fdatasync + 0.5 ms".into(), ..line },
        table::told("fdatasync p50", table::millis(append)),
    ]
}
