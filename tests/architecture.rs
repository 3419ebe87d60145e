//! Holds the layers to their order, files to their length, and the lock file to one terminal library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer may use itself and what stands before it. `cli`, `tui` and `plain` never meet.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("config", &["text"]),
    ("domain", &["text"]),
    ("regulation", &["text", "domain"]),
    ("store", &["text", "domain", "regulation"]),
    ("listings", &["text", "domain", "regulation", "store"]),
    ("exchange", &["text", "domain", "regulation", "store", "listings"]),
    ("paper", &["text", "domain", "regulation", "store", "listings", "exchange"]),
    ("actions", &["text", "domain", "regulation", "store", "listings", "exchange", "paper"]),
    ("demo", &["text", "domain", "regulation", "store", "listings", "exchange", "actions"]),
    ("session", &["text", "config", "domain", "regulation", "store", "listings", "actions", "demo"]),
    ("ssh", &["text", "config", "domain", "store"]),
    (
        "cli",
        &[
            "text",
            "config",
            "domain",
            "regulation",
            "store",
            "listings",
            "exchange",
            "paper",
            "actions",
            "demo",
            "session",
            "ssh",
        ],
    ),
    (
        "plain",
        &["text", "domain", "regulation", "store", "listings", "exchange", "paper", "actions", "session"],
    ),
    (
        "tui",
        &[
            "text",
            "config",
            "domain",
            "regulation",
            "store",
            "listings",
            "exchange",
            "paper",
            "actions",
            "session",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a file: its comments and its test module left out.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem.to_string_lossy().ends_with("tests") || stem == "testing" || stem == "desk")
}

#[test]
fn every_layer_uses_only_what_stands_before_it() {
    for (layer, allowed) in LAYERS {
        let folder = root().join(layer);
        if !folder.is_dir() {
            continue;
        }
        for path in sources(&folder).into_iter().filter(|p| !is_test(p)) {
            let text = code(&fs::read_to_string(&path).expect("a source file"));
            for (other, _) in LAYERS.iter().filter(|(other, _)| other != layer && !allowed.contains(other)) {
                let uses = text.contains(&format!("crate::{other}::"))
                    || text.contains(&format!("crate::{{{other}"));
                assert!(!uses, "{} uses the layer {other}, which stands after {layer}", path.display());
            }
        }
    }
}

#[test]
fn only_the_store_names_the_database() {
    for path in sources(&root()) {
        if path.starts_with(root().join("store")) || is_test(&path) {
            continue;
        }
        let text = code(&fs::read_to_string(&path).expect("a source file"));
        assert!(!text.contains("rusqlite"), "{} names rusqlite", path.display());
    }
}

#[test]
fn the_clock_is_read_in_one_place() {
    let readers: Vec<PathBuf> = sources(&root())
        .into_iter()
        .filter(|p| code(&fs::read_to_string(p).expect("a source file")).contains("Utc::now"))
        .collect();
    assert!(readers.len() <= 1, "the clock is read in {readers:?}");
}

#[test]
fn no_file_is_longer_than_one_thought() {
    for path in sources(&root()) {
        let lines = fs::read_to_string(&path).expect("a source file").lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_lock_file_holds_one_terminal_library() {
    let lock = fs::read_to_string(root().join("../Cargo.lock")).expect("the lock file");
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for name in ["crossterm", "ratatui-core", "rusqlite", "libsqlite3-sys"] {
        versions.insert(name, lock.matches(&format!("name = \"{name}\"\n")).count());
    }
    assert!(versions.values().all(|n| *n == 1), "{versions:?}");
}

/// Whoever reads a dialog has no command line: what is said there names no option of it.
#[test]
fn what_the_console_says_names_no_option_of_the_command_line() {
    // Said before the console opens, or to whoever builds it, or a list of commands.
    let elsewhere = ["tui/terminal/error.rs", "tui/overlays/breach.rs", "tui/picture/kept.rs"]
        .map(|path| root().join(path));
    for layer in
        ["domain", "regulation", "listings", "exchange", "paper", "actions", "session", "tui", "plain"]
    {
        for path in sources(&root().join(layer)) {
            if is_test(&path) || elsewhere.contains(&path) {
                continue;
            }
            let text = code(&fs::read_to_string(&path).expect("a source file"));
            for line in text.lines().filter(|line| line.contains('"')) {
                let is_option =
                    |(_, after): &(&str, &str)| after.starts_with(|c: char| c.is_ascii_lowercase());
                let named =
                    line.match_indices("--").map(|(at, _)| line.split_at(at + 2)).any(|cut| is_option(&cut));
                assert!(!named, "{} names an option: {line}", path.display());
            }
        }
    }
}
