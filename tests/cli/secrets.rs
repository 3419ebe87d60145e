//! Where a passphrase that was typed is not: in arguments, environment, files, or the memory of who goes on.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::Duration;

use crate::pty::{Exit, Pty, console};
use crate::world::{PASSPHRASE, World};

/// Enough of it to be no accident; other words stand before and after it in memory.
fn part() -> &'static [u8] {
    &PASSPHRASE.as_bytes()[3..PASSPHRASE.len() - 2]
}

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(part().len()).any(|window| window == part())
}

/// Every file below a folder, but for the one in which the tests themselves keep the passphrase.
fn files_with_it(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with_it(&path));
        } else if path.file_name().is_some_and(|name| name != "passphrase")
            && fs::read(&path).is_ok_and(|bytes| holds(&bytes))
        {
            found.push(path);
        }
    }
    found
}

/// The writable memory of a process that holds it, by the names of the maps.
fn memory_with_it(process: &Path) -> Vec<String> {
    let maps = fs::read_to_string(process.join("maps")).expect("the maps");
    let mut memory = fs::File::open(process.join("mem")).expect("the memory");
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ').expect("a range");
        let (from, until) = range.split_once('-').expect("two ends");
        let place = |text| u64::from_str_radix(text, 16).expect("an address");
        let (from, until) = (place(from), place(until));
        let mut bytes = vec![0; usize::try_from(until - from).expect("a size")];
        // Some maps cannot be read; nothing of ours is in them.
        if memory.seek(SeekFrom::Start(from)).and_then(|_| memory.read_exact(&mut bytes)).is_ok()
            && holds(&bytes)
        {
            found.push(line.to_owned());
        }
    }
    found
}

#[test]
fn a_passphrase_that_opened_the_console_is_nowhere_afterwards() {
    let world = World::new();
    let temporary = world.path("tmp");
    fs::create_dir(&temporary).expect("a folder");
    let mut command = console(["--operator", "U-0001"]);
    command.env("MCS_CONSOLE_DB", world.path("store.db"));
    command.env("HOME", world.path(""));
    command.env("TMPDIR", &temporary);
    let mut screen = Pty::start(command, 80, 24);
    screen.wait_for("パスフレーズ");
    for typed in PASSPHRASE.chars() {
        screen.send(typed.to_string());
        std::thread::sleep(Duration::from_millis(5));
    }
    screen.send("\r");
    screen.wait_for("2 グループ");
    screen.wait_for_quiet(Duration::from_millis(300));
    let process = Path::new("/proc").join(screen.pid().as_raw_nonzero().to_string());
    for name in ["cmdline", "environ"] {
        assert!(!holds(&fs::read(process.join(name)).expect(name)), "{name}");
    }
    assert_eq!(memory_with_it(&process), Vec::<String>::new());
    assert_eq!(files_with_it(&world.path("")), Vec::<std::path::PathBuf>::new());
    screen.send("q");
    assert_eq!(screen.wait_for_exit(), Exit::Code(0));
    assert_eq!(files_with_it(&world.path("")), Vec::<std::path::PathBuf>::new());
}

/// The search itself finds what is there.
#[test]
fn the_search_finds_a_passphrase_that_lies_about() {
    let world = World::new();
    fs::write(world.path("left behind"), format!("x {PASSPHRASE} y")).expect("a file");
    assert_eq!(files_with_it(&world.path("")), [world.path("left behind")]);
    let here = format!("kept: {PASSPHRASE}");
    // Other tests in this process give memory back while it is read: then it is read again.
    let is_found = |_| !memory_with_it(Path::new("/proc/self")).is_empty();
    assert!((0..20).any(is_found), "{}", here.len());
}
