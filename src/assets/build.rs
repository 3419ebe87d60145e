//! Says from which commit a release is built: `mcs-console --version` shows it, so that a report names its program.
//!
//! `MCS_BUILD` goes first, for whoever packages a tarball; then the checkout's commit; a tarball has neither, and is
//! built all the same. Only for a release: elsewhere every commit would build the whole crate anew.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/assets/build.rs");
    println!("cargo::rerun-if-env-changed=MCS_BUILD");
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let build = match env::var("MCS_BUILD") {
        Ok(named) if !named.is_empty() => named,
        _ if is_release => of_checkout().unwrap_or_default(),
        _ => String::new(),
    };
    println!("cargo::rustc-env=MCS_CONSOLE_BUILD={build}");
}

/// The commit of the checkout, with a mark where files differ from it; `None` where this is no checkout of ours.
fn of_checkout() -> Option<String> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    // A tarball unpacked inside another project's checkout has that one's commit, and not its own.
    if !root.join(".git").exists() {
        return None;
    }
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", name]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let is_changed =
        git(&["status", "--porcelain", "--untracked-files=no"]).is_none_or(|said| !said.is_empty());
    Some(if is_changed { format!("{commit}-changed") } else { commit })
}

/// What git prints, where it is there and ends well.
fn git(words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| said.trim().to_owned())
}
