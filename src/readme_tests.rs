//! Holds the generated parts of both READMEs to the tables they come from.
//!
//! `MCS_README=write cargo test --lib readme` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::actions::table;
use crate::cli::command_table;
use crate::domain::Noun;
use crate::text::{Lang, Text};
use crate::tui::gestures::{GESTURES, Topic};

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.ja.md", Lang::Ja)];

/// The keys of every action, pane by pane, then those of the screen.
fn keys(lang: Lang) -> String {
    let mut out = String::new();
    for noun in [Noun::User, Noun::Group, Noun::Invitation, Noun::Membership, Noun::Mirror] {
        let rows = table::of(noun).map(|action| {
            let key = action.key.map_or(String::new(), |key| format!("`{key}`"));
            [key, action.label.get(lang).into(), action.about.get(lang).into(), format!("`{}`", action.id)]
        });
        rows_under(&mut out, noun.label(), lang, rows.collect());
    }
    for topic in Topic::ALL {
        let rows = GESTURES.iter().filter(|g| g.topic == topic).map(|g| {
            let keys: Vec<String> = g.keys.iter().map(|key| format!("`{}`", key.shown(lang))).collect();
            [keys.join(" "), g.label.get(lang).into(), g.about.get(lang).into(), format!("`{}`", g.id)]
        });
        rows_under(&mut out, topic.label(), lang, rows.collect());
    }
    out
}

fn rows_under(out: &mut String, title: Text, lang: Lang, rows: Vec<[String; 4]>) {
    let heads = [
        Text::new("キー", "Key"),
        Text::new("操作", "Does"),
        Text::new("説明", "In a sentence"),
        Text::new("設定での名前", "Name in `[keys]`"),
    ];
    let heads = heads.map(|head| head.get(lang));
    let _ = write!(out, "\n**{}**\n\n| {} |\n|---|---|---|---|\n", title.get(lang), heads.join(" | "));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
}

fn commands(lang: Lang) -> String {
    let heads = [Text::new("コマンド", "Command"), Text::new("説明", "Does")].map(|head| head.get(lang));
    let mut out = format!("\n| {} |\n|---|---|\n", heads.join(" | "));
    for (usage, about) in command_table(lang) {
        let _ = writeln!(out, "| `{}` | {} |", usage.replace('|', "\\|"), about.replace('|', "\\|"));
    }
    out
}

/// The text with what stands between a marker and its end replaced.
fn replaced(text: &str, marker: &str, with: &str) -> String {
    let begin = format!("<!-- generated: {marker} -->\n");
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no marker for {marker}"));
    let (_, after) = rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("no end for {marker}"));
    format!("{before}{begin}{with}\n<!-- end -->{after}")
}

#[test]
fn the_tables_of_both_readmes_are_those_of_the_program() {
    for (name, lang) in READMES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let now = fs::read_to_string(&path).expect("a readme");
        let due = replaced(&replaced(&now, "keys", &keys(lang)), "commands", &commands(lang));
        if std::env::var_os("MCS_README").is_some_and(|v| v == "write") {
            fs::write(&path, &due).expect("a writable readme");
        } else {
            assert!(now == due, "{name} is out of date: MCS_README=write cargo test --lib readme");
        }
    }
}
