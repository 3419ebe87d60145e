//! How the screen of operators looks: three short tables under one cursor, and the row under it in full at the foot.

use super::{Doing, Line, Operators};
use crate::domain::Role;
use crate::listings::mask::Names;
use crate::sentence;
use crate::session::access::{OneTimeCode, Operator, OwnSession, Roster, Whose};
use crate::store::SignIn;
use crate::store::ssh_keys::SshKey;
use crate::text::date::{Instant, clock, short, today};
use crate::text::width::{cut, pad};
use crate::text::{Lang, Sentence, Shown, Text};
use crate::tui::model::Model;
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Cells of the columns of operators: id, name, role, standing.
const COLUMNS: [usize; 4] = [9, 16, 19, 17];

impl Operators {
    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let head = vec![
            Row::of(Text::new(" 操作者", " Operators").get(lang), Look::Strong)
                .and(format!("  {}", ABOUT.get(lang)), Look::Muted),
            Row::blank(),
        ];
        match &self.doing {
            Doing::Asked(asked) => Sheet { head, body: asked.rows(lang, width), ..Sheet::default() },
            Doing::Told(code) => Sheet { head, body: told(code, lang, width), ..Sheet::default() },
            Doing::Looking => self.looking(model, head, width),
        }
    }

    fn looking(&self, model: &Model, head: Vec<Row>, width: u16) -> Sheet {
        let lang = model.lang;
        let Some(roster) = &self.roster else {
            let body = vec![Row::of(Text::new(" 読込中", " Reading").get(lang), Look::Muted)];
            return Sheet { head, body, ..Sheet::default() };
        };
        let mut body = vec![columns(lang)];
        let mut kept = 0;
        let mut last = None;
        for (at, line) in self.lines().iter().enumerate() {
            if last
                .replace(std::mem::discriminant(line))
                .is_some_and(|one| one != std::mem::discriminant(line))
            {
                body.push(Row::blank());
                body.push(Row::of(headline(line).get(lang), Look::Muted));
            }
            if at == self.chooser.at {
                kept = body.len();
            }
            body.push(self.chooser.gutter(at).joined(row(model, line)));
        }
        body.extend(missing(roster, lang));
        let foot = self.lines().get(self.chooser.at).map(|line| in_full(model, roster, line, width));
        Sheet { head, body, foot: foot.unwrap_or_default(), keep: Some((kept, kept)), ..Sheet::default() }
    }
}

const ABOUT: Text =
    Text::new("サインインする人、SSHの鍵、自分の接続", "Who signs in, SSH keys, your own sessions");

fn columns(lang: Lang) -> Row {
    let names = [
        Text::new("操作者ID", "Operator"),
        Text::new("氏名", "Name"),
        Text::new("役割", "Role"),
        Text::new("鍵", "Key"),
    ];
    let words: String = names.iter().zip(COLUMNS).map(|(name, cells)| pad(name.get(lang), cells)).collect();
    Row::of(format!("   {words}{}", Text::new("前回", "Last").get(lang)), Look::Muted)
}

fn headline(line: &Line<'_>) -> Text {
    match line {
        Line::Operator(_) => Text::new("   操作者", "   Operators"),
        Line::Key(_) => Text::new("   SSHの鍵", "   SSH keys"),
        Line::Session(_) => Text::new("   自分の接続", "   Your own sessions"),
    }
}

/// What there is none of: said, so that nobody looks for it.
fn missing(roster: &Roster, lang: Lang) -> Vec<Row> {
    if !roster.keys.is_empty() {
        return Vec::new();
    }
    let words = Text::new(
        "   SSHの鍵は登録されていません（operator add-key）。",
        "   No SSH key is registered (operator add-key).",
    );
    vec![Row::blank(), Row::of(words.get(lang), Look::Muted)]
}

fn row(model: &Model, line: &Line<'_>) -> Row {
    let lang = model.lang;
    match line {
        Line::Operator(one) => {
            let [id, name, role, key] = COLUMNS;
            let fit = |text: &str, cells: usize| pad(&cut(text, cells - 1), cells);
            let last = one.last.as_ref().map_or(String::new(), |last| moment(last.at, lang));
            let (words, look) = standing(one);
            Row::of(fit(Shown::new(&one.operator).as_str(), id), Look::Strong)
                .and(fit(&masked(model, &one.name), name), Look::Plain)
                .and(fit(role_of(one).get(lang), role), Look::Plain)
                .and(fit(words.get(lang), key), look)
                .and(last, Look::Muted)
        }
        Line::Key(key) => key_row(key, lang),
        Line::Session(own) => session_row(own, lang),
    }
}

fn key_row(key: &SshKey, lang: Lang) -> Row {
    Row::of(pad(Shown::new(&key.operator).as_str(), COLUMNS[0]), Look::Strong)
        .and(Shown::new(&key.fingerprint).to_string(), Look::Plain)
        .and(format!("  {}", moment(key.added, lang)), Look::Muted)
}

fn session_row(own: &OwnSession, lang: Lang) -> Row {
    let here = match own.whose {
        Whose::This => Text::new("この画面", "this screen"),
        Whose::Other => Text::new("別の画面", "another screen"),
    };
    Row::of(format!("{}  ", Shown::new(&own.name)), Look::Strong)
        .and(pad(here.get(lang), 16), Look::Plain)
        .and(since(own.since).get(lang).to_owned(), Look::Muted)
}

fn role_of(one: &Operator) -> Text {
    one.role.map_or(Text::new("操作者ではない", "no operator"), Role::label)
}

/// How far an operator has come.
fn standing(one: &Operator) -> (Text, Look) {
    match (one.passphrase_since, one.has_factor, one.code_until) {
        (Some(_), _, Some(_)) => (Text::new("あり・コード発行", "yes, code issued"), Look::Caution),
        (None, _, Some(_)) => (Text::new("コード発行中", "code issued"), Look::Caution),
        (Some(_), true, None) => (Text::new("あり・二要素", "yes, two factors"), Look::Plain),
        (Some(_), false, None) => (Text::new("あり", "yes"), Look::Plain),
        (None, _, None) => (Text::new("なし", "none"), Look::Muted),
    }
}

/// The row under the cursor in full, and its verbs.
fn in_full(model: &Model, roster: &Roster, line: &Line<'_>, width: u16) -> Vec<Row> {
    let lang = model.lang;
    let mut rows = vec![Row::blank()];
    let sentences: Vec<Sentence> = match line {
        Line::Operator(one) => about(roster, one),
        Line::Key(key) => vec![sentence!(
            "{operator} のSSHの鍵。{day} に登録。この鍵だけでは何も開きません。",
            "An SSH key of {operator}, registered {day}. By itself it opens nothing.",
            operator = Shown::new(&key.operator),
            day = said(key.added)
        )],
        Line::Session(own) => vec![since(own.since)],
    };
    let name = match line {
        Line::Operator(one) => format!(" {} {}", Shown::new(&one.operator), masked(model, &one.name)),
        Line::Key(key) => format!(" {}", Shown::new(&key.fingerprint)),
        Line::Session(own) => format!(" {}", Shown::new(&own.name)),
    };
    rows.push(Row::of(name, Look::Strong));
    for sentence in sentences {
        rows.extend(Row::wrapped(sentence.get(lang), Look::Plain, 1, width));
    }
    rows
}

/// What there is to say about an operator, a sentence each.
fn about(roster: &Roster, one: &Operator) -> Vec<Sentence> {
    let since = one
        .passphrase_since
        .map(|at| sentence!("パスフレーズ：{day} から。", "Passphrase since {day}.", day = said(at)));
    let code = one.code_until.map(|at| {
        sentence!("コード：{day} まで、1回だけ。", "A code is out: good once, until {day}.", day = said(at))
    });
    let last = match &one.last {
        None => Text::new("サインインの記録はありません。", "Has not signed in yet.").into(),
        Some(last) => last_sentence(last),
    };
    let keys = roster.keys.iter().filter(|key| key.operator == one.operator).count();
    let keys = (keys > 0).then(|| sentence!("SSHの鍵：{n}本。", "SSH keys: {n}.", n = keys));
    let all = since.into_iter().chain(code).chain([last]).chain(keys);
    let line = all.reduce(|all, next| sentence!("{all}{next}", "{all} {next}", all = all, next = next));
    line.into_iter().collect()
}

fn last_sentence(last: &SignIn) -> Sentence {
    let day = said(last.at);
    if last.client.is_empty() {
        return sentence!("前回：{day}、このホスト。", "Last sign-in: {day}, this host.", day = day);
    }
    sentence!(
        "前回：{day}、{client}。",
        "Last sign-in: {day}, {client}.",
        day = day,
        client = Shown::new(&last.client)
    )
}

/// The code, shown once.
fn told(code: &OneTimeCode, lang: Lang, width: u16) -> Vec<Row> {
    let mut rows = Row::wrapped(code.sentence().get(lang), Look::Plain, 2, width);
    rows.push(Row::blank());
    rows.extend(Row::wrapped(&code.words, Look::Strong, 4, width));
    rows.push(Row::blank());
    let words = Text::new(
        "この語は二度と表示しません。Enterで閉じます。",
        "These words are not shown again. Enter closes.",
    );
    rows.extend(Row::wrapped(words.get(lang), Look::Caution, 2, width));
    rows
}

fn since(at: Instant) -> Sentence {
    sentence!("{day} から", "since {day}", day = said(at))
}

fn said(at: Instant) -> Sentence {
    Sentence::new(moment(at, Lang::Ja), moment(at, Lang::En))
}

fn moment(at: Instant, lang: Lang) -> String {
    format!("{} {}", short(today(at), lang), clock(at))
}

fn masked(model: &Model, name: &str) -> String {
    let name = Shown::new(name).to_string();
    model.masking.text(&name, &Names::new([name.clone()])).into_owned()
}
