//! The command line: grammar, sign-in, output and exit statuses, all from the table of actions and the listings.
//!
//! Decides nothing about the register and draws no screen. Standard output carries data only; sentences go
//! to standard error. Whoever wants the console gets an [`Opening`] back and opens it.

mod act;
mod audit;
mod audit_export;
mod audit_verify;
mod batch;
mod call;
mod check;
mod checklist;
mod checklists;
mod city;
mod demo;
mod desk;
mod doctor;
mod export;
mod form;
mod grammar;
mod import;
mod init;
mod interrupt;
mod list;
mod lists;
mod manual;
mod mirror;
mod nouns;
mod operator;
mod outcome;
mod output;
mod parameters;
mod prompt;
mod proof;
mod safe;
mod sessions;
mod show;
mod sign_in;
mod ssh;
mod status;
mod table;
mod today;
mod tools;
mod trends;
mod undo;
mod usage;
mod verb;
mod view;

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::config::{self, Config, Environment, Face, Flags, Masking, Mode};
use crate::sentence;
use crate::session::Origin;
use crate::store::vault::Credential;
use crate::text::{Lang, Shown};
use call::Call;
use verb::{Run, Verb};

pub use call::place;
#[cfg(test)]
pub(crate) use manual::command_table;
pub use sign_in::NO_CREDENTIAL;
pub use status::{Failure, Status};
pub use verb::Next;

/// What the console needs to open: where, and as whom.
#[derive(Debug)]
pub struct Opening {
    /// The configuration.
    pub config: Config,
    /// Where the person sits.
    pub origin: Origin,
    /// Who signs in, where the command line says so.
    pub operator: Option<String>,
    /// Whether only that operator may.
    pub bound: Bound,
    /// With what, where the command line says so or nothing is needed; else the sign-in screen asks.
    pub credential: Option<Credential>,
    /// A demo's folder, removed when the console has closed.
    pub folder: Option<tempfile::TempDir>,
}

/// Whether it is settled who signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// Anybody may, by their own passphrase.
    #[default]
    Free,
    /// Only the operator of the opening may.
    ToTheOperator,
}

/// Reads a command line and does what it says.
pub fn run(args: &[OsString], environment: &Environment) -> Next {
    let lang = spoken(args, environment);
    let whole = |_| grammar::command(lang).try_get_matches_from(args);
    let matches = match grammar::console(lang).try_get_matches_from(args).or_else(whole) {
        Ok(matches) => matches,
        Err(error) => return Next::Ended(not_parsed(&error, lang)),
    };
    match carry_out(&matches, environment) {
        Ok(next) => next,
        Err(failure) => {
            output::tell(&failure.sentence, lang);
            Next::Ended(failure.status)
        }
    }
}

fn carry_out(matches: &ArgMatches, environment: &Environment) -> Result<Next, Failure> {
    let config = Config::load(flags(matches), environment)?;
    let Some((verb, args)) = found(matches) else {
        return sign_in::opening(&Call { args: matches, config: &config, environment });
    };
    opens_the_console(matches, &verb)?;
    let call = Call { args, config: &config, environment };
    // The doctor tells of the charset among other things.
    if verb.name != "doctor" {
        readable(environment)?;
    }
    run_verb(&verb, &call)
}

fn run_verb(verb: &Verb, call: &Call<'_>) -> Result<Next, Failure> {
    match verb.run {
        Run::List(listing) => list::list(call, listing).map(Next::from),
        Run::Show(listing) => show::show(call, listing).map(Next::from),
        Run::Act(action) => act::act(call, action).map(Next::from),
        Run::Tool(run) => run(call),
    }
}

/// Nothing that is printed could be read where the locale names another charset than UTF-8.
fn readable(environment: &Environment) -> Result<(), Failure> {
    let Some(locale) = environment.other_charset() else { return Ok(()) };
    Err(Failure::usage(sentence!(
        "ロケール「{locale}」の文字コードはUTF-8ではありません。LC_ALL=ja_JP.UTF-8 などを設定してください。",
        "The locale \"{locale}\" names a charset other than UTF-8. Set LC_ALL, for example to en_US.UTF-8.",
        locale = Shown::new(locale)
    )))
}

/// The command that was named, with its arguments.
fn found(matches: &ArgMatches) -> Option<(Verb, &ArgMatches)> {
    let (first, args) = matches.subcommand()?;
    let (noun, name, args) = match args.subcommand() {
        Some((second, args)) => (Some(first), second, args),
        None => (None, first, args),
    };
    let is_named = |verb: &Verb| verb.noun.as_ref().map(|n| n.name) == noun && verb.name == name;
    grammar::verbs().into_iter().find(is_named).map(|verb| (verb, args))
}

fn flags(matches: &ArgMatches) -> Flags {
    let args = deepest(matches);
    // What only opens the console may stand before `demo`, too, and is no option of other commands.
    let is_set =
        |id| [matches, args].iter().any(|args| args.try_get_one::<bool>(id).ok().flatten() == Some(&true));
    Flags {
        lang: args.get_one::<String>("lang").and_then(|word| config::read_lang(word)),
        db: args.get_one("db").cloned(),
        masking: is_set("mask").then_some(Masking::Masked),
        mode: if is_set("read_only") { Mode::ReadOnly } else { Mode::Writing },
        face: if is_set("plain") { Face::Plain } else { Face::Screen },
    }
}

/// `--plain` and `--mask` belong to the console, not to a command that opens none.
fn opens_the_console(matches: &ArgMatches, verb: &Verb) -> Result<(), Failure> {
    let stray = ["plain", "mask"].into_iter().find(|id| matches.get_flag(id));
    match stray.filter(|_| verb.name != "demo") {
        Some(id) => Err(Failure::usage(sentence!(
            "--{option} は操作卓を開くときのオプションです（コマンドなし、または demo）。",
            "--{option} is for opening the console: without a command, or with demo.",
            option = id
        ))),
        None => Ok(()),
    }
}

fn deepest(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, args)| deepest(args))
}

/// The language to speak before anything is parsed: help and usage errors need it first.
fn spoken(args: &[OsString], environment: &Environment) -> Lang {
    let mut words = args.iter().filter_map(|arg| arg.to_str());
    let mut flag = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => flag = words.next(),
            Some(rest) => flag = rest.strip_prefix('=').or(flag),
            None => {}
        }
    }
    let flags = Flags { lang: flag.and_then(config::read_lang), ..Flags::default() };
    let said = flags.lang.or_else(|| environment.lang()).unwrap_or_default();
    Config::load(flags, environment).map_or(said, |config| config.lang)
}

fn not_parsed(error: &clap::Error, lang: Lang) -> Status {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return output::print(&error.to_string()).map_or_else(|failure| failure.status, |()| Status::Done);
    }
    output::tell(&usage::sentence(error), lang);
    Status::Usage
}
