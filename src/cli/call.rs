//! One call of a command: its arguments, the configuration, and the way to a session.

use std::path::Path;

use clap::ArgMatches;

use super::sign_in;
use super::status::{Failure, Status};
use crate::actions::READ_ONLY;
use crate::config::{Config, Environment, Mirroring, Mode};
use crate::domain::MirrorSetting;
use crate::session::{Origin, Session};
use crate::store::connection::Access;
use crate::text::{Lang, Sentence};

/// A command about to be carried out.
pub(super) struct Call<'a> {
    /// Its arguments.
    pub args: &'a ArgMatches,
    /// The configuration.
    pub config: &'a Config,
    /// The environment.
    pub environment: &'a Environment,
}

impl Call<'_> {
    /// The language of sentences.
    pub(super) fn lang(&self) -> Lang {
        self.config.lang
    }

    /// The store.
    pub(super) fn db(&self) -> &Path {
        &self.config.db
    }

    /// Where the person sits, and what the host has set.
    pub(super) fn origin(&self) -> Origin {
        let mirror = match self.config.mirroring {
            Mirroring::Manual => MirrorSetting::Manual,
            Mirroring::Command(_) => MirrorSetting::Command,
            Mirroring::Off => MirrorSetting::Off,
        };
        Origin { client: self.environment.client(), mirror }
    }

    /// The value of an option or word; empty where it was not given.
    pub(super) fn text(&self, id: &str) -> &str {
        self.maybe(id).unwrap_or_default()
    }

    /// The value of an option or word.
    pub(super) fn maybe(&self, id: &str) -> Option<&str> {
        self.args.get_one::<String>(id).map(String::as_str)
    }

    /// The values of a word that may be repeated.
    pub(super) fn many(&self, id: &str) -> impl Iterator<Item = &str> {
        self.args.get_many::<String>(id).into_iter().flatten().map(String::as_str)
    }

    /// Whether a flag is set.
    pub(super) fn has(&self, id: &str) -> bool {
        self.args.get_flag(id)
    }

    /// A number.
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.args.get_one::<u32>(id).copied()
    }

    /// A file.
    pub(super) fn file(&self, id: &str) -> Option<&Path> {
        self.args.get_one::<std::path::PathBuf>(id).map(std::path::PathBuf::as_path)
    }

    /// Says a sentence on standard error.
    pub(super) fn tell(&self, sentence: &Sentence) {
        super::output::tell(sentence, self.lang());
    }

    /// Stops what would write where nothing may be written.
    pub(super) fn must_write(&self) -> Result<(), Failure> {
        match self.config.mode {
            Mode::Writing => Ok(()),
            Mode::ReadOnly => Err(Failure::new(Status::NotPermitted, READ_ONLY)),
        }
    }

    /// Signs in for reading, and for writing where anything may be written.
    pub(super) fn sign_in(&self) -> Result<Session, Failure> {
        if self.config.mode == Mode::ReadOnly {
            return self.sign_in_reading();
        }
        sign_in::enter(self, Access::ReadWrite)
    }

    /// Signs in for what writes beside the table of actions, or says that nothing may be written.
    pub(super) fn sign_in_writing(&self) -> Result<Session, Failure> {
        self.must_write()?;
        self.sign_in()
    }

    /// Signs in for reading.
    pub(super) fn sign_in_reading(&self) -> Result<Session, Failure> {
        sign_in::enter(self, Access::ReadOnly)
    }
}
