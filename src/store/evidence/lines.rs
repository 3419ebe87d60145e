//! Every line of an anchor against the chain: also those that later ones cover, and those of a copy kept outside.

use serde::Serialize;

use super::anchor::{Anchor, Line};
use super::same;
use crate::store::{Reader, StoreError, ledger};

/// What comparing every line found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinesVerdict {
    /// Lines that were compared.
    pub lines: u64,
    /// The last entry that a line is about; 0 for none.
    pub last: i64,
    /// The first line that does not fit.
    pub first_bad: Option<BadLine>,
}

/// A line whose entry is not the one in the chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BadLine {
    /// Its place in the file, from 1.
    pub line: u64,
    /// The entry that it is about.
    pub number: i64,
    /// The time that it bears.
    pub at: String,
}

/// Compares every line; those that a restore has given up are left out, as the restore's own line says.
pub fn compare_lines(reader: &Reader<'_>, anchor: &Anchor) -> Result<LinesVerdict, StoreError> {
    let mut restores = Vec::new();
    for found in anchor.lines()? {
        let (at, line) = found?;
        if let Some((_, back)) = line.restored {
            restores.push((at, back.map_or(0, |head| head.number)));
        }
    }
    let mut verdict = LinesVerdict { lines: 0, last: 0, first_bad: None };
    for found in anchor.lines()? {
        let (at, line) = found?;
        let is_given_up = restores.iter().any(|(later, back)| *later > at && *back < line.number);
        if is_given_up {
            continue;
        }
        if !is_in_chain(reader, &line)? {
            verdict.first_bad = Some(BadLine { line: at, number: line.number, at: line.at });
            break;
        }
        verdict.lines += 1;
        verdict.last = verdict.last.max(line.number);
    }
    Ok(verdict)
}

fn is_in_chain(reader: &Reader<'_>, line: &Line) -> Result<bool, StoreError> {
    let entry = ledger::entry(reader, line.number)?;
    Ok(entry.is_some_and(|entry| same(&entry.hash, &line.hash) && same(&entry.state, &line.state)))
}
