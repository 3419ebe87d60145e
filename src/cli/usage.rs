//! What clap could not read, in our words.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::status::option_name;
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

/// What was perhaps meant; nothing where nothing is near.
fn meant(error: &Error) -> Sentence {
    let near = [
        listed(error, ContextKind::SuggestedSubcommand, ContextKind::InvalidSubcommand),
        listed(error, ContextKind::SuggestedArg, ContextKind::InvalidArg),
        text(error, ContextKind::SuggestedValue),
    ]
    .into_iter()
    .find(|near| !near.is_empty());
    match near {
        Some(near) => sentence!("もしかして：{near}", " Perhaps: {near}", near = near),
        None => Sentence::default(),
    }
}

/// Commands or options that are near to what was typed, by the names that the help lists: clap also knows them with
/// underscores, and takes two letters in common for a likeness.
fn listed(error: &Error, suggested: ContextKind, typed: ContextKind) -> String {
    let names = match error.get(suggested) {
        Some(ContextValue::String(name)) => std::slice::from_ref(name),
        Some(ContextValue::Strings(names)) => names.as_slice(),
        _ => &[],
    };
    let typed = option_name(&text(error, typed));
    let near = names.iter().map(|name| option_name(name));
    let mut near: Vec<(usize, String)> =
        near.filter_map(|name| Some((likeness(&typed, &name)?, name))).collect();
    near.sort();
    near.dedup();
    let nearest = near.first().map(|(letters, _)| *letters);
    let nearest = near.into_iter().filter(|(letters, _)| Some(*letters) == nearest);
    nearest.map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}

/// How many letters are to be changed, none where one begins the other; `None` where it would be more than half.
fn likeness(typed: &str, name: &str) -> Option<usize> {
    let (typed, name) = (typed.trim_start_matches('-'), name.trim_start_matches('-'));
    if !typed.is_empty() && (name.starts_with(typed) || typed.starts_with(name)) {
        return Some(0);
    }
    let letters = distance(typed, name);
    (2 * letters <= typed.chars().count()).then_some(letters)
}

/// How many letters are to be put in, left out or replaced to make one of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], line + 1);
        for (place, same) in other.iter().map(|found| *found == letter).enumerate() {
            let replaced = corner + usize::from(!same);
            corner = row[place + 1];
            row[place + 1] = replaced.min(row[place] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_near_where_it_is_begun_or_mistyped_and_not_where_two_letters_are_in_it() {
        for (typed, name) in [
            ("--jsno", "--json"),
            ("--pass", "--passphrase-file"),
            ("aprove", "approve"),
            ("--outputs", "--output"),
        ] {
            assert!(likeness(typed, name).is_some(), "{typed} {name}");
        }
        for (typed, name) in [("--as", "--passphrase-file"), ("--", "--json"), ("--as", "--db"), ("", "list")]
        {
            assert_eq!(likeness(typed, name), None, "{typed} {name}");
        }
    }

    #[test]
    fn the_distance_counts_letters() {
        for (one, other, letters) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("aprove", "approve", 1),
            ("jsno", "json", 2),
            ("承認", "確認", 1),
        ] {
            assert_eq!(distance(one, other), letters, "{one} {other}");
        }
    }
}
