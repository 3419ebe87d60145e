//! The command line as clap reads it, walked out of the verbs, in one language.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command, ValueHint, value_parser};

use super::status::option_name;
use super::verb::{Arg, Shape, Verb};
use super::{nouns, operator, sessions, ssh, tools};
use crate::text::{Lang, Text};

/// The program's name.
pub(super) const NAME: &str = "mcs-console";

/// Every command there is: nouns first, tools after them.
pub(super) fn verbs() -> Vec<Verb> {
    nouns::verbs()
        .into_iter()
        .chain(operator::verbs())
        .chain(sessions::verbs())
        .chain(ssh::verbs())
        .chain(tools::verbs())
        .collect()
}

/// The version, and the build where this is one that says so: a release from a checkout, or a named one.
fn version() -> String {
    let (version, build) = (env!("CARGO_PKG_VERSION"), env!("MCS_CONSOLE_BUILD"));
    if build.is_empty() { version.to_owned() } else { format!("{version} ({build})") }
}

/// The whole grammar, its words in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let root = dressed(Command::new(NAME), NAME, ABOUT.get(lang), lang)
        .version(env!("CARGO_PKG_VERSION"))
        .long_version(version())
        .about(ABOUT.get(lang))
        .override_usage(format!("{NAME} [{}] [{}]", OPTIONS.get(lang), COMMAND.get(lang)))
        .arg(
            clap::Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(VERSION.get(lang)),
        );
    let mut root = explained(root, lang);
    for arg in global_args() {
        root = root.arg(clap_arg(&arg, lang).global(true).help_heading(EVERYWHERE.get(lang)));
    }
    for arg in console_args() {
        root = root.arg(clap_arg(&arg, lang).help_heading(OPTIONS_HEADING.get(lang)));
    }
    for verb in verbs() {
        root = with_verb(root, &verb, lang);
    }
    root
}

/// Only what opens the console: most starts name no command, and the whole grammar takes longer to put together
/// than the rest of a start. What this does not take, the whole one takes or refuses.
pub(super) fn console(lang: Lang) -> Command {
    let root = Command::new(NAME).disable_help_flag(true).disable_version_flag(true);
    global_args().iter().chain(&console_args()).fold(root, |root, arg| root.arg(clap_arg(arg, lang)))
}

const ABOUT: Text = Text::new(
    "MCS管理者の操作卓：承認・制限・保管を、根拠と記録とともに。引数なしで画面が開きます。",
    "Console of the MCS administrator: approve, restrict, archive, and prove it. Without arguments the screen opens.",
);
const OPTIONS: Text = Text::new("オプション", "OPTIONS");
const COMMAND: Text = Text::new("コマンド", "COMMAND");
const COMMANDS: Text = Text::new("コマンド", "Commands");
const OPTIONS_HEADING: Text = Text::new("オプション", "Options");
const ARGUMENTS_HEADING: Text = Text::new("引数", "Arguments");
const EVERYWHERE: Text = Text::new("どのコマンドにも", "With every command");
const USAGE: Text = Text::new("使い方", "Usage");
const HELP: Text = Text::new("この説明を表示", "Print this help");
const VERSION: Text = Text::new("版を表示", "Print the version");

/// The arguments that every command takes.
pub(super) fn global_args() -> Vec<Arg> {
    vec![
        Arg::new(
            "db",
            Shape::File,
            Text::new(
                "ストアの場所（なければ MCS_CONSOLE_DB、設定、既定の場所の順）",
                "Where the store is (else MCS_CONSOLE_DB, the configuration, the usual place)",
            ),
        ),
        Arg::new("lang", Shape::Word(vec!["ja", "en"]), Text::new("言語：ja か en", "Language: ja or en")),
        Arg::new(
            "operator",
            Shape::Value("ID"),
            Text::new("操作者の番号（U-0001 など）", "Who signs in (like U-0001)"),
        ),
        Arg::new(
            "passphrase_file",
            Shape::File,
            Text::new("パスフレーズを1行目に書いたファイル", "A file with the passphrase in its first line"),
        ),
        Arg::new(
            "passphrase_stdin",
            Shape::Flag,
            Text::new(
                "パスフレーズを標準入力の1行目から読む",
                "Read the passphrase from the first line of standard input",
            ),
        ),
        Arg::new(
            "read_only",
            Shape::Flag,
            Text::new("閲覧専用：何も書き込まない", "Read-only: nothing is written"),
        ),
        Arg::new(
            "service_key",
            Shape::File,
            Text::new(
                "読むだけのサービス用の鍵ファイル（cron用）",
                "A service's key file, which only reads (for cron)",
            ),
        ),
    ]
}

/// How the console opens: with `mcs-console` alone, and with `demo`.
pub(super) fn console_args() -> [Arg; 2] {
    [
        Arg::new(
            "plain",
            Shape::Flag,
            Text::new(
                "画面の代わりに、番号付きの行で対話する（読み上げソフト、遅い回線向け）",
                "Numbered lines instead of the screen: for screen readers and slow links",
            ),
        ),
        Arg::new(
            "mask",
            Shape::Flag,
            Text::new("氏名を伏せて開く（p で戻す）", "Open with names masked (p shows them)"),
        ),
    ]
}

/// Puts a command in its place, under its noun where it has one.
fn with_verb(root: Command, verb: &Verb, lang: Lang) -> Command {
    let Some(noun) = &verb.noun else { return root.subcommand(leaf(verb, NAME, lang)) };
    let path = format!("{NAME} {}", noun.name);
    let leaf = leaf(verb, &path, lang);
    if root.find_subcommand(noun.name).is_some() {
        return root.mut_subcommand(noun.name, |group| group.subcommand(leaf));
    }
    let group = dressed(Command::new(noun.name), &path, noun.about.get(lang), lang)
        .about(noun.about.get(lang).to_owned())
        .override_usage(format!("{path} {} [{}]", COMMAND.get(lang), OPTIONS.get(lang)))
        .subcommand_required(true);
    root.subcommand(explained(group.subcommand(leaf), lang))
}

fn leaf(verb: &Verb, path: &str, lang: Lang) -> Command {
    let path = format!("{path} {}", verb.name);
    let words: Vec<String> = verb.args.iter().filter_map(Arg::usage).collect();
    let usage =
        [path.clone(), words.join(" "), format!("[{}]", OPTIONS.get(lang))].join(" ").replace("  ", " ");
    let mut command = dressed(Command::new(verb.name.clone()), &path, verb.about.get(lang), lang)
        .about(verb.label.get(lang).to_owned())
        .override_usage(usage)
        .args(verb.args.iter().map(|arg| clap_arg(arg, lang)));
    if verb.name.contains('-') {
        command = command.alias(verb.name.replace('-', "_"));
    }
    explained(command, lang)
}

/// A command with headings and help in `lang`: clap's own are English only, and its long form is too long.
fn dressed(command: Command, path: &str, about: &str, lang: Lang) -> Command {
    command
        .bin_name(path.to_owned())
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(COMMANDS.get(lang))
        .next_help_heading(OPTIONS_HEADING.get(lang))
        .help_template(format!("{about}\n\n{}: {{usage}}\n\n{{all-args}}\n", USAGE.get(lang)))
}

/// A command with `--help`, after its own arguments.
fn explained(command: Command, lang: Lang) -> Command {
    let help = clap::Arg::new("help").long("help").short('h').action(ArgAction::Help).help(HELP.get(lang));
    command.arg(help.help_heading(EVERYWHERE.get(lang)))
}

fn clap_arg(arg: &Arg, lang: Lang) -> clap::Arg {
    let option = option_name(arg.id);
    let mut out = clap::Arg::new(arg.id).help(arg.about.get(lang).to_owned());
    if arg.is_positional() {
        out = out.help_heading(ARGUMENTS_HEADING.get(lang));
    } else {
        if option != arg.id {
            out = out.alias(arg.id);
        }
        out = out.long(option);
    }
    match &arg.shape {
        Shape::One(name) => out.value_name(*name).required(true),
        Shape::MaybeOne(name) => out.value_name(*name),
        Shape::Many(name) => out.value_name(*name).required(true).num_args(1..),
        Shape::Flag => out.action(ArgAction::SetTrue),
        // A needed option is asked for where its answers are read, in the words of its field.
        Shape::Value(name) | Shape::Needed(name) => out.value_name(*name),
        Shape::Word(words) => one_of(out, words),
        Shape::OneWord(words) => one_of(out, words).required(true),
        Shape::Number => out.value_name("N").value_parser(value_parser!(u32)),
        Shape::File => {
            out.value_name("FILE").value_parser(value_parser!(PathBuf)).value_hint(ValueHint::AnyPath)
        }
        Shape::OneFile => out
            .value_name("FILE")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::AnyPath),
    }
}

/// The words stand in the help already, in both languages.
fn one_of(arg: clap::Arg, words: &[&'static str]) -> clap::Arg {
    arg.value_name("WORD").value_parser(PossibleValuesParser::new(words.to_vec())).hide_possible_values(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the package's jobs run is what the program understands.
    #[test]
    fn the_commands_of_the_units_are_commands() {
        for unit in [
            include_str!("../assets/systemd/mcs-console-nightly.service"),
            include_str!("../assets/systemd/mcs-console-mirror.service"),
        ] {
            let jobs: Vec<&str> =
                unit.lines().filter_map(|line| line.strip_prefix("ExecStart=/usr/bin/")).collect();
            assert!(!jobs.is_empty());
            for job in jobs {
                let parsed = command(Lang::En).try_get_matches_from(job.split(' '));
                assert!(parsed.is_ok(), "{job}: {:?}", parsed.err().map(|error| error.to_string()));
            }
        }
    }

    #[test]
    fn a_version_is_told_with_its_build_or_alone() {
        assert!(version().starts_with(env!("CARGO_PKG_VERSION")));
        assert_eq!(version().contains('('), !env!("MCS_CONSOLE_BUILD").is_empty());
    }

    #[test]
    fn the_grammar_is_sound_in_both_languages() {
        for lang in [Lang::Ja, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn no_verb_is_there_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for verb in verbs() {
            let noun = verb.noun.as_ref().map_or("", |n| n.name);
            assert!(seen.insert(format!("{noun} {}", verb.name)), "{noun} {}", verb.name);
        }
    }

    #[test]
    fn every_command_explains_itself_in_english_without_a_japanese_character() {
        each_help(command(Lang::En), &mut |path, help| {
            let japanese = help.chars().find(|c| ('\u{3000}'..='\u{9fff}').contains(c) || *c >= '\u{ff00}');
            assert_eq!(japanese, None, "{path}\n{help}");
        });
    }

    #[test]
    fn every_command_explains_itself_in_japanese_without_claps_own_words() {
        each_help(command(Lang::Ja), &mut |path, help| {
            for word in ["Usage", "Options", "Commands", "Arguments", "Print", "possible values", "default"] {
                assert!(!help.contains(word), "{path}: {word}\n{help}");
            }
        });
    }

    fn each_help(mut command: Command, told: &mut impl FnMut(&str, &str)) {
        command.build();
        let help = command.render_long_help().to_string();
        told(command.get_name(), &help);
        for sub in command.get_subcommands() {
            each_help(sub.clone(), told);
        }
    }
}
