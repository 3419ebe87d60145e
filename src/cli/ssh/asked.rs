//! What may be asked for over SSH: the commands of the table that read and act, and nothing that names a file, a
//! store or another operator. Whatever is not named here is refused, in one line.

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::ErrorKind;
use clap::parser::ValueSource;

use super::super::grammar::{self, NAME};
use super::super::status::{Failure, Status};
use super::super::verb::{Run, Shape, Verb};
use super::super::{deepest, flags, found, opens_the_console};
use crate::config::Flags;
use crate::ssh::words::split;
use crate::text::{Lang, Text};

/// The commands beside lists, rows and actions: the word before it, and its own.
const TOOLS: &[(Option<&str>, &str)] = &[
    (None, "batch"),
    (None, "check"),
    (None, "today"),
    (None, "undo"),
    (Some("audit"), "list"),
    (Some("audit"), "verify"),
];

/// Options of every command that are the host's to say, or that the key has said.
const NOT_THEIRS: [&str; 5] = ["db", "operator", "passphrase_file", "passphrase_stdin", "service_key"];

/// What was asked for.
pub(super) enum Asked {
    /// The console, with these flags.
    Console(Flags),
    /// A command that is allowed.
    Command(Flags),
    /// Nothing that could be done: help, or what is wrong with a command that is allowed.
    Told(Box<clap::Error>),
}

/// The words of what was asked for.
pub(super) fn words(command: &OsString) -> Result<Vec<String>, Failure> {
    let mut words = command.to_str().and_then(split).ok_or_else(refused)?;
    if words.first().is_some_and(|first| first == NAME) {
        words.remove(0);
    }
    Ok(words)
}

/// What is kept of a command that is none of ours.
pub(super) const NOT_OURS: &str = "other";

/// The command that the words name, where it is one of ours; never what else was typed.
pub(super) fn named(words: &[String]) -> String {
    let mut typed = words.iter().map(String::as_str).filter(|word| !word.starts_with('-'));
    let (first, second) = (typed.next(), typed.next());
    let is_named = |verb: &&Verb| match &verb.noun {
        Some(noun) => first == Some(noun.name) && second == Some(verb.name.as_str()),
        None => first == Some(verb.name.as_str()),
    };
    match grammar::verbs().iter().find(is_named) {
        Some(Verb { noun: Some(noun), name, .. }) => format!("{} {name}", noun.name),
        Some(verb) => verb.name.clone(),
        None => NOT_OURS.to_owned(),
    }
}

/// Says what the words ask for, or refuses them.
pub(super) fn read(words: &[String], lang: Lang) -> Result<Asked, Failure> {
    let whole = std::iter::once(NAME).chain(words.iter().map(String::as_str));
    let matches = match grammar::command(lang).try_get_matches_from(whole) {
        Ok(matches) => matches,
        Err(error) if is_of_an_allowed_command(words, &error) => return Ok(Asked::Told(Box::new(error))),
        Err(_) => return Err(refused()),
    };
    if NOT_THEIRS.iter().any(|option| is_given(deepest(&matches), option)) {
        return Err(refused());
    }
    match found(&matches) {
        None => Ok(Asked::Console(flags(&matches))),
        Some((verb, args)) if is_allowed(&verb) && !names_a_file(&verb, args) => {
            opens_the_console(&matches, &verb)?;
            Ok(Asked::Command(flags(&matches)))
        }
        Some(_) => Err(refused()),
    }
}

/// The refusal, the same for whatever was asked for.
pub(super) fn refused() -> Failure {
    Failure::new(
        Status::NotPermitted,
        Text::new(
            "SSHではこの操作はできません。一覧・詳細・操作・undo・today・batch・audit list・audit verify が使えます。",
            "Not over SSH. Lists, rows, actions, undo, today, batch, audit list and audit verify are.",
        ),
    )
}

fn is_allowed(verb: &Verb) -> bool {
    match verb.run {
        Run::List(_) | Run::Show(_) | Run::Act(_) => true,
        Run::Tool(_) => TOOLS.contains(&(verb.noun.as_ref().map(|noun| noun.name), verb.name.as_str())),
    }
}

fn names_a_file(verb: &Verb, args: &ArgMatches) -> bool {
    let is_file = |shape: &Shape| matches!(shape, Shape::File | Shape::OneFile);
    verb.args.iter().any(|arg| is_file(&arg.shape) && is_given(args, arg.id))
}

fn is_given(args: &ArgMatches, id: &str) -> bool {
    args.value_source(id) == Some(ValueSource::CommandLine)
}

/// Whether the words name an allowed command, so that what is wrong with the rest may be told.
fn is_of_an_allowed_command(words: &[String], error: &clap::Error) -> bool {
    if matches!(error.kind(), ErrorKind::InvalidSubcommand) {
        return false;
    }
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let mut names = words.iter().map(String::as_str).filter(|word| !word.starts_with('-'));
    let (first, second) = (names.next(), names.next());
    let is_named = |verb: &Verb| match &verb.noun {
        Some(noun) => first == Some(noun.name) && second == Some(verb.name.as_str()),
        None => first == Some(verb.name.as_str()),
    };
    is_help || grammar::verbs().iter().any(|verb| is_named(verb) && is_allowed(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(command: &str) -> Result<Asked, Failure> {
        read(&words(&command.into())?, Lang::En)
    }

    #[test]
    fn lists_rows_and_actions_are_allowed_and_of_the_rest_six_tools() {
        let tools: Vec<String> = grammar::verbs()
            .iter()
            .filter(|verb| matches!(verb.run, Run::Tool(_)) && is_allowed(verb))
            .map(|verb| format!("{} {}", verb.noun.as_ref().map_or("", |noun| noun.name), verb.name))
            .collect();
        for tool in &tools {
            let known = [" batch", " check", " today", " undo", "audit list", "audit verify"];
            assert!(known.contains(&tool.as_str()), "{tool}");
        }
        assert!(tools.len() >= 5, "{tools:?}");
        for verb in grammar::verbs().iter().filter(|verb| !matches!(verb.run, Run::Tool(_))) {
            assert!(is_allowed(verb), "{}", verb.name);
        }
    }

    #[test]
    fn what_may_be_asked_for_is_asked_for() {
        for command in [
            "user list",
            "mcs-console user show U-0003 --json",
            "invitation approve I-0001 --reason 'a reason'",
            "today --lang en",
            "audit verify",
            "batch",
        ] {
            assert!(matches!(asked(command), Ok(Asked::Command(_))), "{command}");
        }
        assert!(matches!(asked(""), Ok(Asked::Console(_))));
        assert!(matches!(asked("--plain --lang en"), Ok(Asked::Console(_))));
        assert!(matches!(asked("user list --help"), Ok(Asked::Told(_))));
        assert!(matches!(asked("user show"), Ok(Asked::Told(_))));
    }

    #[test]
    fn everything_else_is_refused_in_one_line() {
        for command in [
            "/usr/lib/openssh/sftp-server",
            "internal-sftp",
            "scp -t /tmp",
            "rsync --server -logDtpre.iLsfxC . /tmp",
            "bash",
            "sh -c 'user list'",
            "user list --db /tmp/x.db",
            "--db /tmp/x.db user list",
            "user list --operator U-0002",
            "user list --passphrase-file /etc/shadow",
            "user list --service-key /etc/shadow",
            "import users /etc/passwd",
            "init --office x --admin y",
            "demo",
            "restore x.backup",
            "backup /tmp",
            "ssh keys SHA256:x ssh-ed25519 AAAA",
            "ssh session --key-id x",
            "operator add-key U-0002 --key x",
            "mirror run",
            "man",
            "completions bash",
            "doctor",
            "'open quote",
            "user\nlist",
        ] {
            let Err(failure) = asked(command) else { panic!("{command} is allowed") };
            assert_eq!(failure, refused(), "{command}");
            assert_eq!(failure.sentence.get(Lang::En).lines().count(), 1);
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        use std::os::unix::ffi::OsStringExt as _;
        assert_eq!(words(&OsString::from_vec(vec![b'a', 0xff])), Err(refused()));
    }
}
