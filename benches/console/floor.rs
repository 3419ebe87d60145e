//! The floor program: compiled on the spot, it writes the bytes that the console wrote, and does nothing else.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use super::stage::Stage;

const SOURCE: &str = include_str!("floor.c");

/// The compiled program.
pub struct Floor {
    program: PathBuf,
    answers: PathBuf,
}

impl Floor {
    /// Compiles it into `folder`.
    pub fn compile(folder: &Path) -> Floor {
        let (source, program) = (folder.join("floor.c"), folder.join("floor"));
        fs::write(&source, SOURCE).expect("a folder to write to");
        let status = Command::new("cc").args(["-O2", "-o"]).arg(&program).arg(&source).status();
        assert!(status.is_ok_and(|status| status.success()), "a C compiler makes the floor program");
        Floor { program, answers: folder.join("answers") }
    }

    /// From exec until `frame` is there, the median of `times`.
    pub fn start(&self, frame: &[u8], times: usize, size: (u16, u16)) -> Vec<Duration> {
        self.set(&[frame]);
        (0..times).map(|_| Stage::start(self.command(), size).first_bytes(frame.len())).collect()
    }

    /// From a key to its answer, for every answer in turn.
    pub fn keys(&self, answers: &[Vec<u8>], pause: Duration, size: (u16, u16)) -> Vec<Duration> {
        let first: &[u8] = b"ready";
        let all: Vec<&[u8]> = [first].into_iter().chain(answers.iter().map(Vec::as_slice)).collect();
        self.set(&all);
        let mut stage = Stage::start(self.command(), size);
        stage.first_bytes(first.len());
        let mut press = |answer: &Vec<u8>| {
            // As long as the console rested before its key: a processor that sleeps wakes slowly.
            std::thread::sleep(pause);
            stage.press_for(b"x", answer.len())
        };
        answers.iter().map(&mut press).collect()
    }

    fn set(&self, answers: &[&[u8]]) {
        let mut file = fs::File::create(&self.answers).expect("a folder to write to");
        for answer in answers {
            writeln!(file, "{}", answer.len())
                .and_then(|()| file.write_all(answer))
                .expect("room on the disk");
        }
    }

    fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.program);
        command.arg(&self.answers);
        command
    }
}

/// How long one durable append of a page takes here.
pub fn durable_append(folder: &Path, times: usize) -> Vec<Duration> {
    let mut file = fs::File::create(folder.join("append")).expect("a folder to write to");
    let mut append = || {
        let from = Instant::now();
        file.write_all(&[7; 4096]).and_then(|()| file.sync_data()).expect("room on the disk");
        from.elapsed()
    };
    (0..times).map(|_| append()).collect()
}
