//! Why a line of `[keys]` stops the start: the file, the line, what is wrong and what to do.

use crate::config::KeyLine;
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// What is wrong with a line of `[keys]`.
#[derive(Clone, Debug, PartialEq)]
pub struct KeysError {
    file: String,
    line: usize,
    fault: Fault,
}

/// What may be wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    /// Nothing has this name; perhaps this one was meant.
    UnknownId(String, Option<&'static str>),
    /// This is no key.
    UnknownKey(String),
    /// The key does not reach the program everywhere.
    KeptByOthers(String),
    /// `y` confirms.
    Confirms,
    /// What changes data has a single small letter, digit or sign.
    NotForChanges(String),
    /// This one must have a key.
    NeedsKey(&'static str),
    /// The key belongs to something else already; on this line, where the configuration says so.
    Clash(String, &'static str, Option<usize>),
}

impl KeysError {
    pub(super) fn new(at: &KeyLine, fault: Fault) -> KeysError {
        KeysError { file: at.file.display().to_string(), line: at.line, fault }
    }

    #[cfg(test)]
    pub(super) fn fault(&self) -> &Fault {
        &self.fault
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong, where, and what to do.
    pub fn sentence(&self) -> Sentence {
        sentence!(
            "設定 {file} の{line}行目（[keys]）：{why}",
            "{file}, line {line} ([keys]): {why}",
            file = Shown::new(&self.file),
            line = self.line,
            why = self.fault.sentence()
        )
    }
}

impl Fault {
    fn sentence(&self) -> Sentence {
        match self {
            Fault::UnknownId(id, meant) => unknown(id, *meant),
            Fault::UnknownKey(key) => sentence!(
                "「{key}」というキーはありません。a、/、Space、PgDn、F1、Ctrl-O、gg のように書いてください。",
                "there is no key \"{key}\". Write it like a, /, Space, PgDn, F1, Ctrl-O or gg.",
                key = Shown::new(key)
            ),
            Fault::KeptByOthers(key) => sentence!(
                "{key} は端末や日本語入力が使うため届かないことがあります。別のキーにしてください。",
                "{key} does not arrive on every terminal. Give another key.",
                key = Shown::new(key)
            ),
            Fault::Confirms => {
                Text::new("y は確認のキーです。別のキーにしてください。", "y confirms. Give another key.")
                    .into()
            }
            Fault::NotForChanges(key) => sentence!(
                "「{key}」は変更を伴う操作のキーにできません。半角の小文字・数字・記号1文字にしてください。",
                "\"{key}\" cannot stand for something that changes data. Give one small letter, digit or sign.",
                key = Shown::new(key)
            ),
            Fault::NeedsKey(id) => sentence!(
                "{id} にはキーが1つ以上必要です。行を消すか、キーを書いてください。",
                "{id} needs a key. Give one, or take the line out.",
                id = id
            ),
            Fault::Clash(key, with, Some(line)) => sentence!(
                "{key} は {with}（{line}行目）のキーでもあります。どちらかを別のキーにしてください。",
                "{key} is the key of {with}, too (line {line}). Give one of them another key.",
                key = key,
                with = with,
                line = line
            ),
            Fault::Clash(key, with, None) => sentence!(
                "{key} は {with} のキーです。別のキーにするか、{with} にも別のキーを書いてください。",
                "{key} is the key of {with}. Give another key, or another one to {with} as well.",
                key = key,
                with = with
            ),
        }
    }
}

fn unknown(id: &str, meant: Option<&'static str>) -> Sentence {
    let id = Shown::new(id);
    match meant {
        Some(meant) => sentence!(
            "「{id}」という操作はありません。{meant} のことですか。名前の一覧はREADMEにあります。",
            "nothing is called \"{id}\". Do you mean {meant}? The README lists the names.",
            id = id,
            meant = meant
        ),
        None => sentence!(
            "「{id}」という操作はありません。名前の一覧はREADMEにあります。",
            "nothing is called \"{id}\". The README lists the names.",
            id = id
        ),
    }
}
