//! What a process gets from whoever starts it: environment and open files. Here, and nowhere else, stands code
//! that the compiler cannot vouch for; it runs before there is a second thread or an open file of our own.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::fd::RawFd;

/// Forgets every variable that `is_kept` does not name.
#[expect(
    unsafe_code,
    reason = "the environment is changed before there is another thread that could read it"
)]
pub(super) fn forget_environment(is_kept: impl Fn(&OsStr) -> bool) {
    let names: Vec<_> = std::env::vars_os().map(|(name, _)| name).filter(|name| !is_kept(name)).collect();
    for name in names {
        // SAFETY: this process has one thread.
        unsafe { std::env::remove_var(name) };
    }
}

/// Closes every open file but standard input, output and error.
#[expect(
    unsafe_code,
    reason = "files that were inherited have no owner here, so that nobody else closes them"
)]
pub(super) fn close_files() -> io::Result<()> {
    // The folder that is read here is open itself; it is closed by the time its own number is looked at.
    let open: Vec<RawFd> = fs::read_dir("/proc/self/fd")?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    for file in open.into_iter().filter(|file| *file > 2 && is_open(*file)) {
        // SAFETY: nothing in this process has opened a file that it still holds.
        unsafe { rustix::io::close(file) };
    }
    Ok(())
}

/// Whether a number is that of an open file.
fn is_open(file: RawFd) -> bool {
    fs::symlink_metadata(format!("/proc/self/fd/{file}")).is_ok()
}
