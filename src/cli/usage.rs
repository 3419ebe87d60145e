//! What clap could not read, in our words.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// What is wrong with the command line, what was perhaps meant, and how it is written.
pub(super) fn sentence(error: &Error) -> Sentence {
    let usage = text(error, ContextKind::Usage);
    sentence!(
        "{wrong}{meant}{usage}",
        "{wrong}{meant}{usage}",
        wrong = wrong(error),
        meant = meant(error),
        usage = match usage.strip_prefix("Usage: ").unwrap_or(&usage).trim() {
            "" => Sentence::default(),
            line => sentence!("\n使い方：{line}", "\nUsage: {line}", line = Shown::new(line)),
        }
    )
}

fn wrong(error: &Error) -> Sentence {
    let argument = Shown::new(&text(error, ContextKind::InvalidArg));
    let value = Shown::new(&text(error, ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidSubcommand => sentence!(
            "「{what}」というコマンドはありません。",
            "There is no command \"{what}\".",
            what = Shown::new(&text(error, ContextKind::InvalidSubcommand))
        ),
        ErrorKind::UnknownArgument => {
            sentence!("「{what}」は指定できません。", "\"{what}\" cannot be given here.", what = argument)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Text::new("コマンドが足りません。", "A command is missing.").into()
        }
        ErrorKind::MissingRequiredArgument => {
            sentence!("足りないもの：{what}", "Missing: {what}", what = argument)
        }
        ErrorKind::InvalidValue if value.as_str().is_empty() => {
            sentence!("{what} に値がありません。", "{what} needs a value.", what = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => sentence!(
            "{what} の値「{value}」は使えません。{words}",
            "{what} cannot be \"{value}\". {words}",
            what = argument,
            value = value,
            words = words(error)
        ),
        ErrorKind::ArgumentConflict => sentence!(
            "{what} は一度だけ、また {other} と一緒には指定できません。",
            "{what} cannot be given twice, or together with {other}.",
            what = argument,
            other = Shown::new(&text(error, ContextKind::PriorArg))
        ),
        ErrorKind::InvalidUtf8 => Text::new(
            "コマンドに読めない文字があります（UTF-8ではありません）。",
            "The command line has text that is not UTF-8.",
        )
        .into(),
        _ => Text::new("コマンドを読めません。", "The command line cannot be read.").into(),
    }
}

/// The words that a value may be.
fn words(error: &Error) -> Sentence {
    match text(error, ContextKind::ValidValue) {
        words if words.is_empty() => Sentence::default(),
        words => sentence!("次のいずれかです：{words}。", "One of: {words}.", words = words),
    }
}

/// What was perhaps meant.
fn meant(error: &Error) -> Sentence {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| text(error, kind))
        .find(|near| !near.is_empty());
    match near {
        Some(near) => sentence!("もしかして：{near}", " Perhaps: {near}", near = near),
        None => Sentence::default(),
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
