//! One configuration file: a few keys, each optional, none unknown.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::keys::{self, KeyLine};
use super::mirroring::Word;
use super::{Masking, Mirroring, Theme, read_lang};
use crate::text::Lang;

/// What one file sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `lang = "ja" | "en"`
    pub lang: Option<Lang>,
    /// `db = "/path/store.db"`
    pub db: Option<PathBuf>,
    /// `theme = "auto" | "light" | "dark" | "mono"`
    pub theme: Option<Theme>,
    /// `idle_lock_minutes = 5`; 0 for never.
    pub idle_lock_minutes: Option<u16>,
    /// `anchors = "/path"`: the folder for anchors.
    pub anchors: Option<PathBuf>,
    /// `output = "/path"`: the folder for papers.
    pub output: Option<PathBuf>,
    /// `mask_names = true`
    pub masking: Option<Masking>,
    /// `mirror = "manual" | "command" | "off"`, with `mirror_command = ["program", "word"]` and
    /// `mirror_seconds = 60` for `command`.
    pub mirroring: Option<Mirroring>,
    /// `ssh_fingerprints = "/path/fingerprints"`
    pub ssh_fingerprints: Option<PathBuf>,
    /// `[keys]`, line by line.
    pub keys: Vec<KeyLine>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file is there and cannot be read.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line that says nothing we understand.
    #[error("{}:{line}: {why}", file.display())]
    Wrong {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it, in the parser's words.
        why: String,
    },
    /// Neither flag, environment, file nor home folder says where the store is.
    #[error("no place for the store")]
    Nowhere,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default, deserialize_with = "lang")]
    lang: Option<Lang>,
    db: Option<PathBuf>,
    #[serde(default, deserialize_with = "theme")]
    theme: Option<Theme>,
    idle_lock_minutes: Option<u16>,
    anchors: Option<PathBuf>,
    output: Option<PathBuf>,
    mask_names: Option<bool>,
    mirror: Option<Spanned<Word>>,
    mirror_command: Option<Vec<String>>,
    mirror_seconds: Option<u16>,
    ssh_fingerprints: Option<PathBuf>,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, keys::OneOrMany>,
}

impl Settings {
    /// Reads a file; one that is not there sets nothing.
    pub fn read(file: &Path) -> Result<Settings, ConfigError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Settings::parse(file, &text),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(source) => Err(ConfigError::Unreadable { file: file.to_owned(), source }),
        }
    }

    /// Reads the text of a file.
    pub fn parse(file: &Path, text: &str) -> Result<Settings, ConfigError> {
        let wrong = |at: usize, why: &str| ConfigError::Wrong {
            file: file.to_owned(),
            line: keys::line_of(text, at),
            why: why.to_owned(),
        };
        let keys: Keys = toml::from_str(text)
            .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message()))?;
        let mirroring = match keys.mirror {
            None => None,
            Some(word) => {
                let at = word.span().start;
                let read = Mirroring::of(word.into_inner(), keys.mirror_command, keys.mirror_seconds);
                Some(read.ok_or_else(|| {
                    wrong(at, "mirror = \"command\": mirror_command = [\"/path/to/program\"]")
                })?)
            }
        };
        let masking = |is_masked| if is_masked { Masking::Masked } else { Masking::Shown };
        Ok(Settings {
            lang: keys.lang,
            db: keys.db,
            theme: keys.theme,
            idle_lock_minutes: keys.idle_lock_minutes,
            anchors: keys.anchors,
            output: keys.output,
            masking: keys.mask_names.map(masking),
            mirroring,
            ssh_fingerprints: keys.ssh_fingerprints,
            keys: keys::lines(file, text, keys.keys),
        })
    }

    /// These settings, and the other's where these say nothing.
    #[must_use]
    pub fn or(self, other: Settings) -> Settings {
        Settings {
            lang: self.lang.or(other.lang),
            db: self.db.or(other.db),
            theme: self.theme.or(other.theme),
            idle_lock_minutes: self.idle_lock_minutes.or(other.idle_lock_minutes),
            anchors: self.anchors.or(other.anchors),
            output: self.output.or(other.output),
            masking: self.masking.or(other.masking),
            mirroring: self.mirroring.or(other.mirroring),
            ssh_fingerprints: self.ssh_fingerprints.or(other.ssh_fingerprints),
            keys: keys::or(self.keys, other.keys),
        }
    }
}

fn lang<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Lang>, D::Error> {
    let word = String::deserialize(from)?;
    read_lang(&word).map(Some).ok_or_else(|| serde::de::Error::custom("lang: ja | en"))
}

fn theme<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Theme>, D::Error> {
    let word = String::deserialize(from)?;
    let known = Theme::ALL.iter().copied().find(|theme| theme.word() == word);
    known.map(Some).ok_or_else(|| serde::de::Error::custom("theme: auto | light | dark | mono"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_told_with_its_number() {
        for (text, line) in [
            ("lang = 'de'", 1),
            ("lang = 'ja'\n\ntheme = 'pink'", 3),
            ("# ours\nlangauge = 'ja'", 2),
            ("idle_lock_minutes = -1", 1),
            ("lang = 'ja'\ndb = ", 2),
            ("lang = 'ja'\nmirror = 'command'", 2),
            ("mirror = 'sometimes'", 1),
        ] {
            let Err(ConfigError::Wrong { line: found, .. }) = Settings::parse(Path::new("c"), text) else {
                panic!("{text} was taken");
            };
            assert_eq!(found, line, "{text}");
        }
    }

    #[test]
    fn a_program_that_mirrors_is_read_word_by_word() {
        let text = "mirror = 'command'\nmirror_command = ['/opt/to mcs', '--now']\nmirror_seconds = 5";
        let Some(Mirroring::Command(read)) = Settings::parse(Path::new("c"), text).unwrap().mirroring else {
            panic!("a program")
        };
        assert_eq!((read.program.as_str(), read.args.as_slice()), ("/opt/to mcs", &["--now".to_owned()][..]));
        assert_eq!(read.patience.as_secs(), 5);
        let off = Settings::parse(Path::new("c"), "mirror = 'off'").unwrap();
        assert_eq!(off.mirroring, Some(Mirroring::Off));
    }

    #[test]
    fn a_file_that_is_not_there_sets_nothing() {
        assert_eq!(Settings::read(Path::new("/nonexistent/config.toml")).unwrap(), Settings::default());
    }
}
