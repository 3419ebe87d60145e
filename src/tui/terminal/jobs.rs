//! Stopping as a job of a shell.
//!
//! A job that nobody can continue would hang for ever, so it stops only where somebody waits: an
//! ancestor in another process group of the same session, which is what a job-control shell is.

use std::fs;
use std::io;

use rustix::process::{Pid, Signal, getpgrp, getpid, kill_current_process_group};
use rustix::stdio::stdin;
use rustix::termios::tcgetpgrp;

/// Whether a job-control shell waits for this job.
pub fn shell_waits() -> bool {
    let Some(job) = Kin::of(getpid()) else { return false };
    let mut ancestor = job.parent();
    while let Some(kin) = ancestor {
        if kin.group != job.group {
            return kin.session == job.session;
        }
        ancestor = kin.parent();
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

/// What a process belongs to, as numbers: 0 stands for what lies outside this container, which no `Pid` can say.
#[derive(Debug, PartialEq, Eq)]
struct Kin {
    parent: i32,
    group: i32,
    session: i32,
}

impl Kin {
    /// The numbers after the name in parentheses: state, parent, group, session.
    fn of(process: Pid) -> Option<Kin> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
        let (_, after_name) = stat.rsplit_once(')')?;
        let mut numbers = after_name.split_ascii_whitespace().skip(1).map_while(|word| word.parse().ok());
        Some(Kin { parent: numbers.next()?, group: numbers.next()?, session: numbers.next()? })
    }

    fn parent(&self) -> Option<Kin> {
        Kin::of(Pid::from_raw(self.parent)?)
    }
}

#[cfg(test)]
mod tests {
    use rustix::process::getppid;

    use super::*;

    #[test]
    fn the_kin_of_a_process_is_read() {
        let kin = Kin::of(getpid()).expect("this process is listed");
        assert_eq!(Pid::from_raw(kin.parent), getppid());
        assert_eq!(Pid::from_raw(kin.group), Some(getpgrp()));
    }
}
