//! `[keys]`: other keys than those of the tables, line by line as they are written. What they mean is for the
//! console to say, which alone knows what has keys.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

/// A line of `[keys]`: an action or gesture, and its keys as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The action or gesture.
    pub id: String,
    /// Its keys, the one that hints name first.
    pub keys: Vec<String>,
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// `"a"` or `["a", "b"]`
#[derive(Deserialize)]
#[serde(untagged, expecting = "a key or a list of keys")]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The lines of a file, in their order.
pub(super) fn lines(file: &Path, text: &str, keys: BTreeMap<Spanned<String>, OneOrMany>) -> Vec<KeyLine> {
    let line = |(id, keys): (Spanned<String>, OneOrMany)| KeyLine {
        line: line_of(text, id.span().start),
        id: id.into_inner(),
        keys: match keys {
            OneOrMany::One(key) => vec![key],
            OneOrMany::Many(keys) => keys,
        },
        file: file.to_owned(),
    };
    let mut lines: Vec<KeyLine> = keys.into_iter().map(line).collect();
    lines.sort_by_key(|line| line.line);
    lines
}

/// These lines, and the other's for what these say nothing of.
pub(super) fn or(mut keys: Vec<KeyLine>, other: Vec<KeyLine>) -> Vec<KeyLine> {
    let further: Vec<KeyLine> =
        other.into_iter().filter(|line| keys.iter().all(|mine| mine.id != line.id)).collect();
    keys.extend(further);
    keys
}

/// The line of a place in a text, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}
