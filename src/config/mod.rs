//! Configuration: flags, environment and files, merged once into one validated [`Config`].
//!
//! Knows paths and preferences only. The parameters of 第13条 live in the store, since they are the
//! office's and not the host's.

mod environment;
mod file;
mod keys;
mod mirroring;

use std::path::{Path, PathBuf};

use crate::sentence;
use crate::text::{Lang, Sentence, Text};
use crate::words;

pub use environment::Environment;
pub use file::{ConfigError, Settings};
pub use keys::KeyLine;
pub use mirroring::{MirrorProgram, Mirroring};

/// Where the configuration of the whole host lies.
pub const HOST_FILE: &str = "/etc/mcs-console/config.toml";

/// How long the console stays open without a key, in minutes, unless set otherwise.
pub const IDLE_LOCK_MINUTES: u16 = 5;

words! {
    /// The colours of the console.
    Theme {
        Auto "auto" "自動" "Automatic",
        Light "light" "明るい背景" "Light ground",
        Dark "dark" "暗い背景" "Dark ground",
        Mono "mono" "単色" "Monochrome",
    }
}

/// Everything that is set outside the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The language of screen and messages.
    pub lang: Lang,
    /// The store's database file.
    pub db: PathBuf,
    /// The folder for the stores' anchors.
    pub anchors: PathBuf,
    /// The folder for papers.
    pub output: PathBuf,
    /// The colours of the console.
    pub theme: Theme,
    /// After how many idle minutes the console locks; `None` for never.
    pub idle_lock_minutes: Option<u16>,
    /// Whether names start masked.
    pub masking: Masking,
    /// How decisions get into MCS.
    pub mirroring: Mirroring,
    /// Where sshd's helper looks keys up; beside the store where nothing is set.
    pub ssh_fingerprints: Option<PathBuf>,
    /// Other keys than those of the tables, as they are written.
    pub keys: Vec<KeyLine>,
    /// Where the language comes from.
    pub lang_from: LangFrom,
    /// Whether anything may be written.
    pub mode: Mode,
    /// Screen or lines.
    pub face: Face,
}

/// Whether anything may be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It may, as far as the role allows.
    #[default]
    Writing,
    /// 閲覧専用: nothing is.
    ReadOnly,
}

/// What the console looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// A screen with panes.
    #[default]
    Screen,
    /// Numbered lines, without moving the cursor: for screen readers and very slow links.
    Plain,
}

/// Where the language comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LangFrom {
    /// `--lang` asks for it, this time.
    Flag,
    /// Locale or configuration: the usual one.
    Usual,
}

/// Whether names are shown when the console starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Masking {
    /// They are.
    #[default]
    Shown,
    /// They start masked.
    Masked,
}

/// What the command line says; it goes before everything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--lang`
    pub lang: Option<Lang>,
    /// `--db`
    pub db: Option<PathBuf>,
    /// `--mask`
    pub masking: Option<Masking>,
    /// `--read-only`
    pub mode: Mode,
    /// `--plain`
    pub face: Face,
}

impl Config {
    /// Reads the files and merges: flags, environment, the person's file, the host's file.
    pub fn load(flags: Flags, environment: &Environment) -> Result<Config, ConfigError> {
        let host = Settings::read(Path::new(HOST_FILE))?;
        let own = environment.config_file().map_or(Ok(Settings::default()), |path| Settings::read(&path))?;
        Config::merge(flags, environment, own.or(host))
    }

    /// Merges what was read.
    pub fn merge(flags: Flags, environment: &Environment, settings: Settings) -> Result<Config, ConfigError> {
        let db = flags.db.or_else(|| environment.db()).or(settings.db).or_else(|| environment.default_db());
        let db = db.ok_or(ConfigError::Nowhere)?;
        // Without a home there is no folder of the person's own: then beside the store, which is better than none.
        let beside = || db.parent().unwrap_or(Path::new(".")).join("anchors");
        let anchors = settings.anchors.or_else(|| environment.default_anchors()).unwrap_or_else(beside);
        let papers = || db.parent().unwrap_or(Path::new(".")).join("papers");
        let output = settings.output.or_else(|| environment.default_output()).unwrap_or_else(papers);
        let minutes = settings.idle_lock_minutes.unwrap_or(IDLE_LOCK_MINUTES);
        Ok(Config {
            lang: flags.lang.or_else(|| environment.lang()).or(settings.lang).unwrap_or_default(),
            db,
            anchors,
            output,
            theme: settings.theme.unwrap_or(Theme::Auto),
            idle_lock_minutes: (minutes > 0).then_some(minutes),
            masking: flags.masking.or(settings.masking).unwrap_or_default(),
            ssh_fingerprints: settings.ssh_fingerprints,
            keys: settings.keys,
            lang_from: if flags.lang.is_some() { LangFrom::Flag } else { LangFrom::Usual },
            mirroring: settings.mirroring.unwrap_or_default(),
            mode: flags.mode,
            face: flags.face,
        })
    }
}

/// Reads a language as `--lang` and the files name it.
pub fn read_lang(word: &str) -> Option<Lang> {
    match word {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}

impl ConfigError {
    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        match self {
            ConfigError::Unreadable { file, source } => sentence!(
                "設定 {file} を読めません：{why}",
                "The configuration {file} cannot be read: {why}",
                file = file.display(),
                why = source
            ),
            ConfigError::Wrong { file, line, why } => sentence!(
                "設定 {file} の{line}行目が正しくありません：{why}",
                "{file}, line {line}: {why}",
                file = file.display(),
                line = line,
                why = why
            ),
            ConfigError::Nowhere => Text::new(
                "ストアの場所が決まりません。--db で指定してください。",
                "There is no place for the store. Give one with --db.",
            )
            .into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(flags: Flags, environment: &[(&str, &str)], toml: &str) -> Config {
        let settings = Settings::parse(Path::new("config.toml"), toml).unwrap();
        Config::merge(flags, &Environment::of(environment), settings).unwrap()
    }

    #[test]
    fn a_flag_goes_before_the_environment_and_that_before_a_file() {
        let flags = |db: &str| Flags { db: Some(db.into()), ..Flags::default() };
        let home = ("HOME", "/home/sato");
        let toml = "db = '/c.db'";
        assert_eq!(config(flags("/a.db"), &[("MCS_CONSOLE_DB", "/b.db"), home], toml).db, Path::new("/a.db"));
        assert_eq!(
            config(Flags::default(), &[("MCS_CONSOLE_DB", "/b.db"), home], toml).db,
            Path::new("/b.db")
        );
        assert_eq!(config(Flags::default(), &[home], toml).db, Path::new("/c.db"));
        assert_eq!(
            config(Flags::default(), &[home], "").db,
            Path::new("/home/sato/.local/share/mcs-console/store.db")
        );
        assert_eq!(
            config(Flags::default(), &[home, ("XDG_DATA_HOME", "/data")], "").db,
            Path::new("/data/mcs-console/store.db")
        );
    }

    #[test]
    fn anchors_lie_in_the_state_folder_unless_set_otherwise() {
        let home = [("HOME", "/h")];
        let anchors = |environment: &[(&str, &str)], toml: &str| {
            config(Flags { db: Some("/data/a.db".into()), ..Flags::default() }, environment, toml).anchors
        };
        assert_eq!(anchors(&home, ""), Path::new("/h/.local/state/mcs-console/anchors"));
        assert_eq!(anchors(&home, "anchors = '/mnt/worm'"), Path::new("/mnt/worm"));
        assert_eq!(anchors(&[], ""), Path::new("/data/anchors"));
    }

    #[test]
    fn a_persons_own_file_goes_before_the_hosts() {
        let read = |toml| Settings::parse(Path::new("config.toml"), toml).unwrap();
        let merged = read("theme = 'dark'").or(read("theme = 'light'\nlang = 'en'\nidle_lock_minutes = 0"));
        let config = Config::merge(Flags::default(), &Environment::of(&[("HOME", "/h")]), merged).unwrap();
        assert_eq!((config.theme, config.lang, config.idle_lock_minutes), (Theme::Dark, Lang::En, None));
    }

    #[test]
    fn without_a_home_the_store_must_be_named() {
        let nowhere = Config::merge(Flags::default(), &Environment::of(&[]), Settings::default());
        assert!(matches!(nowhere, Err(ConfigError::Nowhere)));
    }
}
