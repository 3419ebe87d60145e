//! `ssh session`: what sshd's forced command does. It shuts itself in before it looks at anything, and then opens
//! the console, or carries out what was asked for, as the operator whose key it was.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::io::IsTerminal as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

use super::super::call::Call;
use super::super::grammar::{self, NAME};
use super::super::status::{Failure, Status};
use super::super::verb::Next;
use super::super::{Bound, Opening, found, not_parsed, output, run_verb};
use super::asked::{self, Asked};
use crate::config::{Config, Environment, Flags, read_lang};
use crate::session;
use crate::ssh::confine::{self, NotConfined};
use crate::store::files::StoreFiles;
use crate::store::ssh_keys::{SshKey, SshKeys};
use crate::store::turns::turn_folder;
use crate::text::Text;

/// Opens a session for whoever has this key.
pub(super) fn open(call: &Call<'_>) -> Result<Next, Failure> {
    let asked = confine::settle()?;
    let environment = Environment::of_process();
    let flags = Flags { db: call.file("db").map(PathBuf::from), ..Flags::default() };
    let config = Config::load(flags, &environment)?;
    let files = StoreFiles::at(&config.db).map_err(crate::session::NotSignedIn::from)?;
    let keys = SshKeys::of(files.clone());
    let key = known(&keys, call.text("key_id"))?;
    confine::wall_in(&folders(&files, &keys, &config)?)?;
    let environment = environment.came_with(&key.fingerprint);
    let guest = Guest { config, environment, key };
    match asked {
        None => Ok(guest.console()),
        Some(command) => guest.carry_out(&command),
    }
}

/// Somebody whose key is known, and who has shown nothing else yet.
struct Guest {
    config: Config,
    environment: Environment,
    key: SshKey,
}

impl Guest {
    /// Where the store is, and where the person sits.
    fn call(&self) -> Call<'_> {
        static NO_ARGS: std::sync::LazyLock<clap::ArgMatches> = std::sync::LazyLock::new(Default::default);
        Call { args: &NO_ARGS, config: &self.config, environment: &self.environment }
    }

    /// The console, whose sign-in screen is for this operator alone.
    fn console(&self) -> Next {
        Next::Console(Box::new(Opening {
            config: self.config.clone(),
            origin: self.call().origin(),
            operator: Some(self.key.operator.clone()),
            bound: Bound::ToTheOperator,
            credential: None,
            folder: None,
        }))
    }

    /// What was asked for in place of the console: data, which no shell sees.
    fn carry_out(self, command: &OsString) -> Result<Next, Failure> {
        let (call, operator) = (self.call(), self.key.operator.clone());
        let (place, origin) = (call.place(), call.origin());
        let (named, carried) = match asked::words(command) {
            Ok(words) => (asked::named(&words), self.carry_out_words(words)),
            Err(refused) => (asked::NOT_OURS.to_owned(), Err(refused)),
        };
        if carried.as_ref().is_err_and(|failure| *failure == asked::refused()) {
            session::refused_over_ssh(&place, &operator, origin, &named);
        }
        carried
    }

    fn carry_out_words(mut self, words: Vec<String>) -> Result<Next, Failure> {
        self.config.lang = said(&words).unwrap_or(self.config.lang);
        match asked::read(&words, self.config.lang)? {
            Asked::Console(flags) => Ok(self.with(&flags).console()),
            Asked::Told(error) => Ok(Next::Ended(not_parsed(&error, self.config.lang))),
            Asked::Command(flags) => self.with(&flags).run(words),
        }
    }

    /// What is asked for this time; the configuration has been read, and is out of reach by now.
    fn with(mut self, flags: &Flags) -> Guest {
        (self.config.mode, self.config.face) = (flags.mode, flags.face);
        self.config.masking = flags.masking.unwrap_or(self.config.masking);
        self
    }

    /// The command itself, signed in as the key's operator.
    fn run(&self, words: Vec<String>) -> Result<Next, Failure> {
        let mut whole = vec![NAME.to_owned(), "--operator".to_owned(), self.key.operator.clone()];
        if !std::io::stdin().is_terminal() {
            whole.push("--passphrase-stdin".to_owned());
        }
        whole.extend(words);
        let matches = match grammar::command(self.config.lang).try_get_matches_from(whole) {
            Ok(matches) => matches,
            Err(error) => return Ok(Next::Ended(not_parsed(&error, self.config.lang))),
        };
        let Some((verb, args)) = found(&matches) else { return Err(asked::refused()) };
        let call = Call { args, config: &self.config, environment: &self.environment };
        match run_verb(&verb, &call) {
            Ok(next) => Ok(next),
            Err(failure) => {
                output::tell(&failure.sentence, self.config.lang);
                Ok(Next::Ended(failure.status))
            }
        }
    }
}

/// The language that the words ask for: whoever asks sees a refusal in it, too.
fn said(words: &[String]) -> Option<crate::text::Lang> {
    let at = words.iter().position(|word| word == "--lang")?;
    words.get(at + 1).and_then(|word| read_lang(word))
}

/// The key, which must still be there: sshd may have looked before it was removed.
fn known(keys: &SshKeys, id: &str) -> Result<SshKey, Failure> {
    let found = keys.named(id).map_err(crate::session::NotSignedIn::from)?;
    found.ok_or_else(|| {
        Failure::new(
            Status::NotPermitted,
            Text::new("この鍵は登録されていません。", "This key is not registered."),
        )
    })
}

/// Where a session writes: beside the store, where its anchors and the fingerprints lie, and where derivations take
/// turns if they cannot beside the store.
fn folders(files: &StoreFiles, keys: &SshKeys, config: &Config) -> Result<Vec<PathBuf>, Failure> {
    let public = keys.public().map_err(crate::session::NotSignedIn::from)?;
    let mut folders = vec![files.folder().to_owned(), config.anchors.clone()];
    folders.extend(public.parent().map(PathBuf::from));
    folders.extend(turn_folder());
    // A wall can only be drawn around what is there.
    let is_there = |folder: &PathBuf| {
        // One that cannot be made is missed by whoever needs it, and said there.
        folder.is_dir() || DirBuilder::new().recursive(true).mode(0o700).create(folder).is_ok()
    };
    folders.retain(is_there);
    Ok(folders)
}

impl From<NotConfined> for Failure {
    fn from(error: NotConfined) -> Failure {
        Failure::new(Status::Internal, error.sentence())
    }
}
