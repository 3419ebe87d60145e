//! One call of a command: its arguments, the configuration, and the way to a session.

use std::path::Path;

use clap::ArgMatches;

use super::sign_in;
use super::status::{Failure, Status};
use crate::actions::{Decision, READ_ONLY, Standing, Whose, Wish, decide};
use crate::config::{Config, Environment, Mirroring, Mode};
use crate::domain::MirrorSetting;
use crate::session::{Origin, Place, Session, Teller, UPGRADING};
use crate::store::SshPrint;
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

    /// The store and its anchor.
    pub(super) fn place(&self) -> Place {
        place(self.config)
    }

    /// Where the person sits, and what the host has set.
    pub(super) fn origin(&self) -> Origin {
        let mirror = match self.config.mirroring {
            Mirroring::Manual => MirrorSetting::Manual,
            Mirroring::Command(_) => MirrorSetting::Command,
            Mirroring::Off => MirrorSetting::Off,
        };
        let ssh_key = self.environment.ssh_key().and_then(SshPrint::read);
        Origin { client: self.environment.client(), ssh_key, mirror }
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

    /// Signs in for reading, and for writing where anything may be written; refused where the evidence does not fit,
    /// before anything is begun.
    pub(super) fn sign_in(&self) -> Result<Session, Failure> {
        if self.config.mode == Mode::ReadOnly {
            return self.sign_in_reading();
        }
        let session = sign_in::enter(self, Access::ReadWrite)?;
        match session.evidence.breach() {
            Some(breach) => Err(Failure::new(Status::Internal, breach.refusal())),
            None => Ok(self.cautioned(session)),
        }
    }

    /// Signs in for what writes beside the table of actions, or says that nothing may be written.
    pub(super) fn sign_in_writing(&self) -> Result<Session, Failure> {
        self.must_write()?;
        self.sign_in()
    }

    /// Signs in for reading; a store of an older schema is brought up to date first, unless nothing may be written.
    pub(super) fn sign_in_reading(&self) -> Result<Session, Failure> {
        Ok(self.cautioned(sign_in::enter(self, Access::ReadOnly)?))
    }

    /// Signs in to read the evidence or to copy the store, whatever its schema.
    pub(super) fn sign_in_as_it_is(&self) -> Result<Session, Failure> {
        Ok(self.cautioned(sign_in::enter_as_it_is(self)?))
    }

    /// Refuses what is not for the role of whoever is signed in.
    pub(super) fn permitted(&self, session: &Session, wish: Wish<'_>) -> Result<(), Failure> {
        match decide(session.actor.role, wish, Whose::Own, Standing::Reading) {
            Decision::Allowed => Ok(()),
            Decision::Denied(finding) => Err(Failure::new(Status::NotPermitted, finding.with_clause())),
            Decision::NotFound | Decision::ReadOnly => Err(Failure::new(Status::NotPermitted, READ_ONLY)),
        }
    }

    /// Says that the store was brought to a new schema, and where it lies as it was.
    pub(super) fn tell_upgrade(&self, session: &Session) {
        session.upgrade().iter().for_each(|sentence| self.tell(sentence));
    }

    /// Says first what does not fit in the evidence, whatever the command goes on to do.
    fn cautioned(&self, session: Session) -> Session {
        session.cautions().iter().for_each(|caution| self.tell(caution));
        session
    }
}

/// The store and the anchor that a configuration names. A wait of minutes is told on standard error.
pub fn place(config: &Config) -> Place {
    let lang = config.lang;
    let told = Teller::new(move || super::output::tell(&UPGRADING.into(), lang));
    Place::new(config.db.clone(), config.anchors.clone()).telling(told)
}
