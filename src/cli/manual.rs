//! `completions` and `man`: made from the same grammar that reads the commands.

use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::call::Call;
use super::grammar::{self, NAME, verbs};
use super::output;
use super::status::{Failure, Status};
use super::verb::{Arg, Next, Verb};
use crate::actions::table::ACTIONS;
use crate::text::{Lang, Text};

/// The shells there are completions for.
pub(super) const SHELLS: [&str; 3] = ["bash", "zsh", "fish"];

/// Prints the completions of a shell.
pub(super) fn completions(call: &Call<'_>) -> Result<Next, Failure> {
    let shell = match call.text("shell") {
        "zsh" => Shell::Zsh,
        "fish" => Shell::Fish,
        _ => Shell::Bash,
    };
    let mut script = Vec::new();
    generate(shell, &mut grammar::command(call.lang()), NAME, &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done.into())
}

/// Prints the man page, with every command and every key.
pub(super) fn man(call: &Call<'_>) -> Result<Next, Failure> {
    output::print(&page(call.lang())?)?;
    Ok(Status::Done.into())
}

fn page(lang: Lang) -> Result<String, Failure> {
    let man = Man::new(grammar::command(lang));
    let mut roff = Vec::new();
    man.render_title(&mut roff)?;
    man.render_name_section(&mut roff)?;
    man.render_synopsis_section(&mut roff)?;
    man.render_options_section(&mut roff)?;
    let mut page = String::from_utf8_lossy(&roff).into_owned();
    page.push_str(&commands(lang));
    page.push_str(&keys(lang));
    page.push_str(&statuses(lang));
    Ok(page)
}

/// Every command: how it is written, and what it does.
pub(crate) fn command_table(lang: Lang) -> Vec<(String, String)> {
    let row = |verb: Verb| {
        let noun = verb.noun.as_ref().map(|n| format!("{} ", n.name)).unwrap_or_default();
        let words: Vec<String> = verb.args.iter().filter_map(Arg::usage).collect();
        let usage = format!("{noun}{} {}", verb.name, words.join(" "));
        (usage.trim_end().to_owned(), verb.about.get(lang).to_owned())
    };
    verbs().into_iter().map(row).collect()
}

fn commands(lang: Lang) -> String {
    let mut out = section(Text::new("コマンド", "COMMANDS"), lang);
    for (usage, about) in command_table(lang) {
        out.push_str(&entry(&usage, &about));
    }
    out
}

fn keys(lang: Lang) -> String {
    let mut out = section(Text::new("キー", "KEYS"), lang);
    for action in ACTIONS {
        let Some(key) = action.key else { continue };
        let head = format!("{key}  ({})", action.noun.label().get(lang));
        out.push_str(&entry(&head, &format!("{}. {}", action.label.get(lang), action.about.get(lang))));
    }
    out
}

/// What each exit status means.
const STATUSES: [(&str, Text); 8] = [
    ("0", Text::new("実行した", "done")),
    ("1", Text::new("不可、または指摘あり", "refused, or something was found")),
    ("2", Text::new("書き方の誤り", "usage")),
    ("3", Text::new("見つからない（他事業所の番号も）", "not found, also another office's id")),
    (
        "4",
        Text::new(
            "他の人が決定済み、変更済み、または使用中",
            "already decided by someone else, changed meanwhile, or busy",
        ),
    ),
    ("5", Text::new("権限なし、またはサインインなし", "not permitted, or not signed in")),
    (
        "6",
        Text::new(
            "古い形式のストアを、サービス用の鍵か --read-only で読もうとした。操作者が --read-only を付けずにいちど開くか、コマンドを実行すると移行される",
            "a store of an older schema, read with a service key or with --read-only: it is brought up to date once an operator opens it, or runs a command, without --read-only",
        ),
    ),
    (
        "70",
        Text::new(
            "内部の誤り、または別の・壊れた・新しいストア",
            "internal, or a foreign, damaged or newer store",
        ),
    ),
];

fn statuses(lang: Lang) -> String {
    let mut out = section(Text::new("終了ステータス", "EXIT STATUS"), lang);
    for (status, meaning) in STATUSES {
        out.push_str(&entry(status, meaning.get(lang)));
    }
    out
}

fn section(title: Text, lang: Lang) -> String {
    format!(".SH {}\n", title.get(lang))
}

fn entry(head: &str, text: &str) -> String {
    format!(".TP\n\\fB{}\\fR\n{}\n", escaped(head.trim_end()), escaped(text))
}

/// Text that roff takes for text.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::verb::Run;

    #[test]
    fn the_man_page_has_every_command_key_and_status() {
        for lang in [Lang::Ja, Lang::En] {
            let page = page(lang).unwrap();
            assert!(page.contains(".TH"), "{page}");
            for verb in verbs() {
                assert!(page.contains(&escaped(verb.about.get(lang))), "{}", verb.name);
            }
            let actions = verbs().into_iter().filter(|verb| matches!(verb.run, Run::Act(_)));
            assert_eq!(actions.count(), ACTIONS.len());
        }
    }
}
