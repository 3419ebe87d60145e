//! One decision handed to the office's own program: JSON on its standard input, its exit status the answer.

use std::io::{self, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::config::MirrorProgram;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// How often a running program is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What became of one decision.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// Exit 0: it is done in MCS.
    Confirmed,
    /// Anything else: it is still to be done.
    Not(Sentence),
}

/// Runs the program on one decision, and waits for it no longer than its patience.
///
/// Its standard output is not ours to print and goes nowhere; its standard error is shown. Names reach it on
/// its standard input only, never in its arguments.
pub(super) fn run(program: &MirrorProgram, decision: &str) -> Answer {
    match start(program, decision).and_then(|child| wait(child, program.patience)) {
        Ok(Some(status)) if status.success() => Answer::Confirmed,
        Ok(Some(status)) => Answer::Not(ended(status)),
        Ok(None) => Answer::Not(sentence!(
            "{program} が{seconds}秒以内に終わりませんでした。",
            "{program} did not end within {seconds} seconds.",
            seconds = program.patience.as_secs(),
            program = Shown::new(&program.program)
        )),
        Err(error) => Answer::Not(sentence!(
            "{program} を実行できません：{why}",
            "{program} cannot be run: {why}",
            program = Shown::new(&program.program),
            why = error
        )),
    }
}

fn start(program: &MirrorProgram, decision: &str) -> io::Result<Child> {
    let mut child = Command::new(&program.program)
        .args(&program.args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let decision = decision.to_owned();
        // A program that does not read is judged by its exit status, and must not hold us up.
        thread::spawn(move || {
            let _ = stdin.write_all(decision.as_bytes());
        });
    }
    Ok(child)
}

/// Waits; `None` where it had to be ended.
fn wait(mut child: Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let until = Instant::now() + patience;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(LOOK_EVERY);
    }
}

fn ended(status: ExitStatus) -> Sentence {
    match status.code() {
        Some(code) => sentence!(
            "プログラムが終了状態 {code} で終わりました。",
            "The program ended with exit status {code}.",
            code = code
        ),
        None => Text::new("プログラムが中断されました。", "The program was ended by a signal.").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn shell(script: &str, patience: Duration) -> Answer {
        let args = vec!["-c".to_owned(), script.to_owned()];
        run(&MirrorProgram { program: "/bin/sh".to_owned(), args, patience }, "{\"mark\":\"R-0001\"}\n")
    }

    fn why(answer: &Answer) -> &str {
        match answer {
            Answer::Confirmed => "",
            Answer::Not(why) => why.get(Lang::En),
        }
    }

    #[test]
    fn only_exit_0_confirms() {
        let long = Duration::from_secs(20);
        assert_eq!(shell("read line; test \"$line\" = '{\"mark\":\"R-0001\"}'", long), Answer::Confirmed);
        assert_eq!(shell("exit 0", long), Answer::Confirmed, "whether it reads or not");
        assert!(why(&shell("exit 7", long)).contains("exit status 7"));
        assert!(why(&shell("kill -9 $$", long)).contains("signal"));
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_one_that_is_not_there_is_told() {
        assert!(why(&shell("exec sleep 20", Duration::from_millis(60))).contains("did not end"));
        let nowhere = MirrorProgram {
            program: "/nonexistent/program".to_owned(),
            args: Vec::new(),
            patience: Duration::from_secs(1),
        };
        assert!(why(&run(&nowhere, "")).contains("cannot be run"));
    }
}
