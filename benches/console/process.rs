//! What the kernel tells of a running process: processor time, wake-ups, memory.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// Processor time and wake-ups since the start.
#[derive(Clone, Copy)]
pub struct Spent {
    /// Of all threads.
    pub processor: Duration,
    /// How often a thread had slept and was woken.
    pub wake_ups: u64,
}

/// What the process has spent so far.
pub fn spent(pid: u32) -> Spent {
    let mut spent = Spent { processor: Duration::ZERO, wake_ups: 0 };
    for task in tasks(pid) {
        let schedule = fs::read_to_string(task.join("schedstat")).unwrap_or_default();
        let nanos = schedule.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        spent.processor += Duration::from_nanos(nanos);
        spent.wake_ups += number(&task.join("status"), "voluntary_ctxt_switches:");
    }
    spent
}

/// The most memory it had at once, in bytes.
pub fn peak_memory(pid: u32) -> u64 {
    number(&PathBuf::from(format!("/proc/{pid}/status")), "VmHWM:") * 1024
}

fn tasks(pid: u32) -> Vec<PathBuf> {
    let folder = fs::read_dir(format!("/proc/{pid}/task")).expect("the process runs");
    folder.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect()
}

fn number(file: &std::path::Path, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or(0)
}
