//! A list taken in: every row's findings first, then one yes, one write, one undo.

use super::ask::{self, Confirmed};
use super::desk::Desk;
use super::talk::Break;
use crate::actions::import::{ImportError, Imported, ListFile, Report, action_id, open_to, typed_path};
use crate::actions::table::words_of;
use crate::actions::{Decision, Go, Outcome, Standing, Whose, Wish, decide};
use crate::domain::Noun;
use crate::exchange::import::LISTS;
use crate::listings::mask::{Masking, Names};
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// Rows of the preview read out before it asks whether to read on.
const PAGE: usize = 20;

/// Takes in what the line names: the kind of list, then its file.
pub fn import(desk: &mut Desk, named: &str) -> Result<(), Break> {
    if let Some(why) = desk.read_only() {
        desk.say(why);
        return Ok(());
    }
    let role = desk.session.actor.role;
    let lists = open_to(role);
    let (kind, file) = named.split_once(char::is_whitespace).unwrap_or((named, ""));
    let noun = kind_of(kind);
    let wish = Wish::Import(action_id(noun.or(lists.first().copied()).unwrap_or(Noun::User)));
    if let Decision::Denied(finding) = decide(role, wish, Whose::Own, Standing::Acting) {
        desk.say(finding.with_clause());
        return Ok(());
    }
    let Some(noun) = noun else {
        desk.say(how(&lists));
        return Ok(());
    };
    let list = ListFile::new(&typed_path(file), noun);
    let ctx = desk.context();
    let read = {
        let (store, talk) = (&desk.session.store, &mut desk.talk);
        let reader = store.reader(crate::actions::scope(&ctx), ctx.today());
        list.preview(&reader, &ctx, &mut |_| if talk.is_called_off() { Go::Stop } else { Go::On })
    };
    match read {
        Ok(Some(report)) => previewed(desk, &list, &report),
        Ok(None) => Err(Break::Abort),
        Err(error) => failed(desk, error),
    }
}

/// How a list is named, with the kinds that one may take in.
fn how(lists: &[Noun]) -> Sentence {
    let words: Vec<String> = lists.iter().map(|noun| format!("{}s", noun.word())).collect();
    sentence!(
        "「import {first} ファイル」のように入力してください（種類：{words}）。",
        "Type it like: import {first} FILE (kinds: {words}).",
        first = words.first().map_or("", String::as_str),
        words = words.join(", ")
    )
}

fn kind_of(word: &str) -> Option<Noun> {
    let is_called =
        |noun: &Noun| word.strip_suffix('s').unwrap_or(word) == noun.word() || word == noun.label().ja;
    LISTS.into_iter().find(is_called)
}

fn failed(desk: &mut Desk, error: ImportError) -> Result<(), Break> {
    match error {
        ImportError::Store(error) => Err(error.into()),
        ImportError::File(_) => {
            desk.say(error.sentence());
            Ok(())
        }
    }
}

fn previewed(desk: &mut Desk, list: &ListFile, report: &Report) -> Result<(), Break> {
    desk.say(counts(report));
    if !report.unread.is_empty() {
        let columns = Shown::new(&report.unread.join("、"));
        desk.say(sentence!(
            "読まない列：{columns}",
            "Columns that are not read: {columns}",
            columns = columns
        ));
    }
    for (said, at) in report.gravest_first().into_iter().enumerate() {
        if said > 0 && said % PAGE == 0 {
            let typed = desk.ask(&sentence!(
                "続きを読むは +、確認に進むは Enter >",
                "+ reads on, Enter goes on to the question >"
            ))?;
            if super::words::narrowed(typed.trim()) != "+" {
                break;
            }
        }
        say_row(desk, report, at);
    }
    if report.new + report.changed == 0 {
        desk.say(Text::new("取り込む変更はありません。", "There is nothing to take in."));
        return Ok(());
    }
    if ask::confirm(desk, words_of(action_id(list.noun)))? == Confirmed::No {
        return Ok(());
    }
    taken_in(desk, list)
}

fn say_row(desk: &mut Desk, report: &Report, at: usize) {
    let row = &report.rows[at];
    let sentence = sentence!(
        "{n}行、{change}、{label}",
        "row {n}, {change}, {label}",
        n = row.number,
        change = row.change.label(),
        label = Shown::new(&row.label)
    );
    desk.say_about(&sentence, &Names::new([row.label.clone()]));
    for finding in &row.findings {
        // Under masking other people's names would stand in the sentence.
        let what = match desk.masking {
            Masking::Off => finding.with_clause(),
            Masking::On => super::write::masked(finding).with_clause(),
        };
        let weight = finding.severity.label();
        desk.say(sentence!("{weight}：{what}", "{weight}: {what}", weight = weight, what = what));
    }
}

fn counts(report: &Report) -> Sentence {
    sentence!(
        "新規 {new}、変更 {changed}、変更なし {same}、取り込まない {out}、一覧にない {gone}。",
        "New {new}, changed {changed}, unchanged {same}, not taken {out}, not on the list {gone}.",
        new = report.new,
        changed = report.changed,
        same = report.same,
        out = report.not_taken,
        gone = report.gone
    )
}

/// The file is read again for the write, and what is written is judged anew there.
fn taken_in(desk: &mut Desk, list: &ListFile) -> Result<(), Break> {
    let ctx = desk.context();
    desk.say(Text::new("取込み中です。Ctrl-C で中断します。", "Taking it in; Ctrl-C stops."));
    let imported = {
        let talk = &mut desk.talk;
        let go = &mut |_| if talk.is_called_off() { Go::Stop } else { Go::On };
        list.import(&mut desk.session.store, &ctx, go)
    };
    match imported {
        Ok(Imported::Told(outcome, report)) => {
            desk.say(outcome.sentence());
            if matches!(outcome, Outcome::Done(_)) {
                desk.say(counts(&report));
            }
        }
        Ok(Imported::Nothing(_)) => {
            desk.say(Text::new("変更はありません。何も書いていません。", "No changes: nothing was written."));
        }
        Ok(Imported::Cancelled) => {
            desk.say(Text::new("中断しました。何も書いていません。", "Stopped: nothing was written."));
        }
        Err(error) => return failed(desk, error),
    }
    Ok(())
}
