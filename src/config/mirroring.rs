//! `mirror`: how decisions get into MCS: by hand, by a program of the office's own, or not at all.

use std::time::Duration;

use serde::Deserialize;

/// How long the program may take for one decision, unless set otherwise.
const PATIENCE: Duration = Duration::from_secs(60);

/// How decisions get into MCS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mirroring {
    /// Somebody does it and says so.
    #[default]
    Manual,
    /// `mirror run` hands them to a program.
    Command(MirrorProgram),
    /// They need not: the store is itself the system of record.
    Off,
}

/// The program that carries decisions into MCS. No shell reads its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorProgram {
    /// Where it is.
    pub program: String,
    /// What it is started with.
    pub args: Vec<String>,
    /// How long it may take for one decision.
    pub patience: Duration,
}

/// The words of `mirror`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Word {
    Manual,
    Command,
    Off,
}

impl Mirroring {
    /// What the three keys say together; `None` where the program of `command` is missing.
    pub(super) fn of(word: Word, command: Option<Vec<String>>, seconds: Option<u16>) -> Option<Mirroring> {
        match word {
            Word::Manual => Some(Mirroring::Manual),
            Word::Off => Some(Mirroring::Off),
            Word::Command => {
                let mut words = command.unwrap_or_default().into_iter();
                let program = words.next().filter(|program| !program.is_empty())?;
                let patience = seconds.map_or(PATIENCE, |seconds| Duration::from_secs(seconds.into()));
                Some(Mirroring::Command(MirrorProgram { program, args: words.collect(), patience }))
            }
        }
    }
}
