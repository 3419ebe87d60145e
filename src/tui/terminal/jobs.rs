//! Stopping as a job of a shell.
//!
//! A job that nobody can continue would hang for ever, so it stops only where somebody waits: an
//! ancestor in another process group of the same session, which is what a job-control shell is.

use std::fs;
use std::io;

use rustix::process::{Pid, Signal, getpgid, getpgrp, getppid, getsid, kill_current_process_group};
use rustix::stdio::stdin;
use rustix::termios::tcgetpgrp;

/// Whether a job-control shell waits for this job.
pub fn shell_waits() -> bool {
    let group = getpgrp();
    let Ok(session) = getsid(None) else { return false };
    let mut ancestor = getppid();
    while let Some(pid) = ancestor {
        if getpgid(Some(pid)).is_ok_and(|its| its != group) {
            return getsid(Some(pid)).is_ok_and(|its| its == session);
        }
        ancestor = parent(pid);
    }
    false
}

/// Whether the terminal listens to this job.
pub fn in_foreground() -> bool {
    tcgetpgrp(stdin()).is_ok_and(|group| group == getpgrp())
}

/// Stops the job; returns when it was continued.
pub fn stop() -> io::Result<()> {
    kill_current_process_group(Signal::STOP).map_err(io::Error::from)
}

/// The parent of another process: the second number after the name in parentheses.
fn parent(pid: Pid) -> Option<Pid> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    Pid::from_raw(after_name.split_ascii_whitespace().nth(1)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_of_a_process_is_read() {
        assert_eq!(parent(rustix::process::getpid()), getppid());
    }
}
