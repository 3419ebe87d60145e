//! `doctor`: what could keep the console from working, checked without a key; with one, the content too.

use rustix::termios::tcgetwinsize;
use serde::Serialize;

use super::call::Call;
use super::status::{Failure, Status};
use super::verb::Next;
use super::{output, sign_in};
use crate::sentence;
use crate::session::{self, Session};
use crate::store::evidence::compare_rows;
use crate::store::files::StoreFiles;
use crate::store::slots::Purpose;
use crate::store::{Reader, ledger, sqlite_version};
use crate::text::locale::names_other_charset;
use crate::text::{Lang, Sentence, Shown, Text, width};

/// The smallest screen that shows anything.
const SCREEN_MIN: (u16, u16) = (20, 5);

/// Checks everything that can be checked.
pub(super) fn doctor(call: &Call<'_>) -> Result<Next, Failure> {
    let mut checks =
        vec![files(call), slots(call), sqlite(), locale(call), terminal(call), screen(), config(call)];
    if sign_in::is_asked_for(call) || is_demo(call) {
        checks.extend(content(&call.sign_in_reading()?)?);
    }
    let lang = call.lang();
    if call.has("json") {
        output::print_json(&checks.iter().map(Json::from).collect::<Vec<_>>())?;
    } else {
        output::print(&checks.iter().map(|check| check.line(lang)).collect::<String>())?;
    }
    let is_well = checks.iter().all(|check| check.result == CheckResult::Well);
    Ok(if is_well { Status::Done } else { Status::Refused }.into())
}

/// One thing checked.
struct Check {
    id: &'static str,
    label: Text,
    result: CheckResult,
    sentence: Sentence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckResult {
    Well,
    Found,
}

/// The object of `--json` for one check.
#[derive(Serialize)]
struct Json<'a> {
    check: &'static str,
    ok: bool,
    sentence: &'a str,
    sentence_en: &'a str,
}

impl<'a> From<&'a Check> for Json<'a> {
    fn from(check: &'a Check) -> Json<'a> {
        Json {
            check: check.id,
            ok: check.result == CheckResult::Well,
            sentence: check.sentence.get(Lang::Ja),
            sentence_en: check.sentence.get(Lang::En),
        }
    }
}

impl Check {
    fn well(id: &'static str, label: Text, sentence: impl Into<Sentence>) -> Check {
        Check { id, label, result: CheckResult::Well, sentence: sentence.into() }
    }

    fn found(id: &'static str, label: Text, sentence: impl Into<Sentence>) -> Check {
        Check { id, label, result: CheckResult::Found, sentence: sentence.into() }
    }

    fn line(&self, lang: Lang) -> String {
        let mark = match self.result {
            CheckResult::Well => Text::new("良", "ok"),
            CheckResult::Found => Text::new("要対応", "look"),
        };
        let words = self.sentence.get(lang);
        format!("{}{}{words}\n", width::pad(mark.get(lang), 8), width::pad(self.label.get(lang), 14))
    }
}

const FILES: Text = Text::new("ファイル", "Files");
const SLOTS: Text = Text::new("鍵ファイル", "Slot file");
const LOCALE: Text = Text::new("文字コード", "Character set");
const TERMINAL: Text = Text::new("端末", "Terminal");
const SCREEN: Text = Text::new("画面", "Screen");
const INTEGRITY: Text = Text::new("データベース", "Database");
const LEDGER: Text = Text::new("操作記録", "Ledger");
const EVIDENCE: Text = Text::new("証跡", "Evidence");

fn files(call: &Call<'_>) -> Check {
    let checked = StoreFiles::at(call.db()).and_then(|files| files.check_database());
    match checked {
        Ok(()) => Check::well("files", FILES, sentence!("{db}", "{db}", db = call.db().display())),
        Err(error) => Check::found("files", FILES, error.sentence()),
    }
}

fn slots(call: &Call<'_>) -> Check {
    match session::operators_of(call.db()) {
        Ok(operators) => Check::well(
            "slots",
            SLOTS,
            sentence!("操作者 {count}名", "operators: {count}", count = operators.len()),
        ),
        Err(error) => Check::found("slots", SLOTS, error.sentence()),
    }
}

fn is_demo(call: &Call<'_>) -> bool {
    matches!(session::purpose_of(call.db()), Ok(Purpose::Demo))
}

/// A SQLite that is too old never opens a store; here its version is told.
fn sqlite() -> Check {
    Check::well("sqlite", Text::new("SQLite", "SQLite"), sentence!("{v}", "{v}", v = sqlite_version()))
}

/// Unset, C and POSIX count as UTF-8; only a locale that names another charset is in the way.
fn locale(call: &Call<'_>) -> Check {
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| call.environment.get(name)).unwrap_or("-");
    let shown = Shown::new(locale);
    if !names_other_charset(locale) {
        return Check::well("locale", LOCALE, sentence!("{locale}", "{locale}", locale = shown));
    }
    let sentence = sentence!(
        "ロケール {locale} は UTF-8 ではありません。LC_ALL を ja_JP.UTF-8 などにしてください。",
        "The locale {locale} is not UTF-8. Set LC_ALL to ja_JP.UTF-8, for example.",
        locale = shown
    );
    Check::found("locale", LOCALE, sentence)
}

fn terminal(call: &Call<'_>) -> Check {
    match call.environment.get("TERM") {
        Some("dumb") | None => Check::found(
            "terminal",
            TERMINAL,
            Text::new(
                "TERM が設定されていないか dumb です。画面は開けません（コマンドは使えます）。",
                "TERM is unset or dumb. The screen cannot open (commands work).",
            ),
        ),
        Some(name) => Check::well("terminal", TERMINAL, sentence!("{n}", "{n}", n = Shown::new(name))),
    }
}

fn screen() -> Check {
    let size = tcgetwinsize(std::io::stdout()).or_else(|_| tcgetwinsize(std::io::stderr()));
    let Ok(size) = size else {
        let none = Text::new("端末につながっていません", "not connected to a terminal");
        return Check::well("screen", SCREEN, none);
    };
    let (columns, rows) = (size.ws_col, size.ws_row);
    let words = sentence!("{columns}x{rows}", "{columns}x{rows}", columns = columns, rows = rows);
    if columns >= SCREEN_MIN.0 && rows >= SCREEN_MIN.1 {
        return Check::well("screen", SCREEN, words);
    }
    Check::found(
        "screen",
        SCREEN,
        sentence!("{size}：小さすぎます（20x5以上）", "{size}: too small (20x5 or more)", size = words),
    )
}

fn config(call: &Call<'_>) -> Check {
    let theme = call.config.theme.label();
    Check::well(
        "config",
        Text::new("設定", "Configuration"),
        sentence!("配色 {theme}", "theme: {theme}", theme = theme),
    )
}

/// What only a key shows: every page of the database and the whole chain.
fn content(session: &Session) -> Result<Vec<Check>, Failure> {
    let ctx = session.context();
    let reader = session.reader(&ctx);
    let faults = reader.integrity_faults()?;
    let pages = match faults.first() {
        None => Check::well("integrity", INTEGRITY, Text::new("破損なし", "whole")),
        Some(fault) => Check::found(
            "integrity",
            INTEGRITY,
            sentence!(
                "破損があります：{fault}。バックアップから戻してください。",
                "Damaged: {fault}. Bring it back from a backup.",
                fault = Shown::new(fault)
            ),
        ),
    };
    let verdict = ledger::verify(&reader)?;
    let chain = match &verdict.first_bad {
        None => Check::well(
            "ledger",
            LEDGER,
            sentence!("{count}件、連鎖は一致", "{count} entries, the chain holds", count = verdict.entries),
        ),
        Some(bad) => Check::found(
            "ledger",
            LEDGER,
            sentence!("{n}：{what}", "entry {n}: {what}", n = bad.number, what = bad.what.label()),
        ),
    };
    Ok(vec![pages, chain, evidence(session, &reader)?])
}

/// Anchor and rows held against the ledger.
fn evidence(session: &Session, reader: &Reader<'_>) -> Result<Check, Failure> {
    let opened = session.evidence.breach().cloned();
    let found = match opened {
        Some(breach) => Some(breach),
        None => compare_rows(reader)?.and_then(Result::err),
    };
    Ok(match found {
        None => Check::well(
            "evidence",
            EVIDENCE,
            Text::new("控えと台帳は操作記録と一致", "anchor and rows match the ledger"),
        ),
        Some(breach) => Check::found("evidence", EVIDENCE, breach.sentence()),
    })
}
