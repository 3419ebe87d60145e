//! Questions: fields of an action line by line, the reason, the count, and the yes that writes.
//!
//! A full stop alone leaves any question. Only y, yes or はい says yes; nothing else writes.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::show;
use super::talk::Break;
use super::words::narrowed;
use crate::actions::{Answer, Choice, Field, Kind, Need, UserError};
use crate::domain::{Id, Noun};
use crate::listings;
use crate::sentence;
use crate::store::{Ask, Window};
use crate::text::date::Day;
use crate::text::search::Needle;
use crate::text::{Sentence, Shown, Text};

/// Rows offered where a row is asked for by its name.
const OFFERED_MAX: usize = 5;

/// A question was left, whichever it was.
pub(super) const LEFT: Text =
    Text::new("やめました。何も書き込んでいません。", "Cancelled: nothing was written.");

/// What was typed into the fields so far.
pub type Typed = BTreeMap<&'static str, String>;

/// A line, unless the person leaves the question with a full stop.
fn line(desk: &mut Desk, prompt: &Sentence) -> Result<String, Break> {
    let typed = desk.ask(prompt)?;
    if matches!(typed.trim(), "." | "。" | "．") { Err(Break::Left) } else { Ok(typed) }
}

/// Asks for a field until it can be read; nothing typed keeps what stands there.
pub fn field(
    desk: &mut Desk,
    field: &'static Field,
    typed: &mut Typed,
    today: Day,
) -> Result<Option<Answer>, Break> {
    let kept = typed.get(field.id).cloned().unwrap_or_default();
    let choices = choices(field);
    // What is kept with Enter needs no list; on a slow link the list of occupations is long.
    if kept.is_empty() {
        say_choices(desk, choices);
    }
    loop {
        let said = line(desk, &prompt(field, &kept))?;
        let said = match said.trim() {
            "?" | "？" => {
                say_choices(desk, choices);
                continue;
            }
            "" => kept.clone(),
            "-" | "－" => String::new(),
            said => by_number(choices, said).map_or_else(|| said.to_owned(), |choice| choice.word.to_owned()),
        };
        let said = match field.kind {
            Kind::Row(noun) => match row(desk, noun, &said)? {
                Some(id) => id,
                None => continue,
            },
            Kind::Line | Kind::Day(_) | Kind::Choice(_) | Kind::Yes => said,
        };
        match field.read(&said, today) {
            Ok(answer) => {
                typed.insert(field.id, said);
                return Ok(answer);
            }
            Err(UserError { sentence, .. }) => desk.say(sentence),
        }
    }
}

fn say_choices(desk: &mut Desk, choices: &[Choice]) {
    for (at, choice) in choices.iter().enumerate() {
        desk.say(sentence!(
            "{n}：{label}（{word}）",
            "{n}: {label} ({word})",
            n = at + 1,
            label = choice.label,
            word = choice.word
        ));
    }
}

fn choices(field: &Field) -> &'static [Choice] {
    match field.kind {
        Kind::Choice(choices) => choices,
        Kind::Line | Kind::Day(_) | Kind::Yes | Kind::Row(_) => &[],
    }
}

fn by_number(choices: &'static [Choice], said: &str) -> Option<&'static Choice> {
    narrowed(said).parse::<usize>().ok().and_then(|n| choices.get(n.checked_sub(1)?))
}

/// What is asked for, how it may be answered, and what stands there already.
fn prompt(field: &Field, kept: &str) -> Sentence {
    let how = match (field.kind, field.need) {
        (Kind::Yes, _) => Text::new("はい は y、いいえは n", "y or n"),
        (Kind::Choice(_), Need::Must) => Text::new("番号で選択", "choose by number"),
        (Kind::Choice(_), Need::May) => {
            Text::new("番号で選択、なしは Enter", "choose by number, Enter for none")
        }
        (Kind::Day(_), Need::Must) => Text::new("例 2026-11-23、今日、+2w", "such as 2026-11-23, today, +2w"),
        (Kind::Day(_), Need::May) => Text::new(
            "例 2026-11-23、今日、+2w、なしは Enter",
            "such as 2026-11-23, today, +2w, Enter for none",
        ),
        (Kind::Row(_), Need::Must) => Text::new("番号か氏名・名称", "an id or a name"),
        (Kind::Row(_), Need::May) => {
            Text::new("番号か氏名・名称、なしは Enter", "an id or a name, Enter for none")
        }
        (Kind::Line, Need::Must) => Text::new("必須", "required"),
        (Kind::Line, Need::May) => Text::new("空でもよい", "may stay empty"),
    };
    let label = field.label;
    if kept.is_empty() {
        return sentence!("{label}（{how}） >", "{label} ({how}) >", label = label, how = how);
    }
    match choices(field).iter().find(|choice| choice.word == kept) {
        Some(choice) => sentence!(
            "{label}（今は {kept}、Enter でそのまま、? で選択肢） >",
            "{label} (now {kept}, Enter keeps it, ? names the choices) >",
            label = label,
            kept = choice.label
        ),
        None => sentence!(
            "{label}（今は {kept}、Enter でそのまま、- で空） >",
            "{label} (now {kept}, Enter keeps it, - empties it) >",
            label = label,
            kept = Shown::new(kept)
        ),
    }
}

/// The row named by id, or chosen among those that a name finds. Nothing typed is nothing.
fn row(desk: &mut Desk, noun: Noun, said: &str) -> Result<Option<String>, Break> {
    if narrowed(said).parse::<Id>().is_ok() {
        return Ok(Some(narrowed(said)));
    }
    let (Some(listing), Some(needle)) = (listings::of(noun), Needle::parse(said)) else {
        return Ok(Some(String::new()));
    };
    let ctx = desk.context();
    let ask = Ask { needle: Some(needle), ..Ask::default() };
    let found = (listing.page)(&desk.reader(&ctx), &ask, &Window::First, OFFERED_MAX)?;
    let cases: Vec<_> = found.rows.into_iter().map(|(_, case)| case).collect();
    if cases.is_empty() {
        desk.say(Text::new("その名前の行はありません。", "There is no row of that name."));
        return Ok(None);
    }
    for (at, case) in cases.iter().enumerate() {
        desk.say(sentence!("{n}：", "{n}:", n = at + 1));
        show::title(desk, case, &ctx);
    }
    let typed = line(desk, &sentence!("どれですか（番号） >", "Which one (its number)? >"))?;
    let chosen = narrowed(typed.trim()).parse::<usize>().ok().and_then(|n| cases.get(n.checked_sub(1)?));
    Ok(chosen.map(|case| case.id().to_string()))
}

/// Asks for a reason of at least `min` characters.
pub fn reason(desk: &mut Desk, min: usize) -> Result<String, Break> {
    let prompt = if min > 1 {
        sentence!("理由（{min}文字以上） >", "Reason (at least {min} characters) >", min = min)
    } else {
        sentence!("理由 >", "Reason >")
    };
    loop {
        let typed = line(desk, &prompt)?;
        let typed = typed.trim();
        if typed.chars().count() >= min {
            return Ok(typed.to_owned());
        }
        desk.say(sentence!(
            "理由を{min}文字以上で入力してください。やめるときは . です。",
            "Give a reason of at least {min} characters; a full stop leaves.",
            min = min
        ));
    }
}

/// Asks how many rows it is about; anything but their number leaves.
pub fn count(desk: &mut Desk, count: usize) -> Result<(), Break> {
    let typed = line(desk, &sentence!("対象の件数を数字で入力 >", "Type how many rows it is about >"))?;
    let typed: String = typed.trim().chars().map(|c| crate::text::ime::as_ascii(c).unwrap_or(c)).collect();
    if typed == count.to_string() {
        return Ok(());
    }
    desk.say(sentence!(
        "対象は{n}件です。件数が違うため、やめました。",
        "It is about {n} rows. The number is another one, so nothing was done.",
        n = count
    ));
    Err(Break::Left)
}

/// Asks a question that a yes or a no answers; Enter alone is a no.
pub fn yes(desk: &mut Desk, what: Text) -> Result<Confirmed, Break> {
    let prompt =
        sentence!("{what}（はい は y、いいえは Enter） >", "{what} (y or yes, Enter for no) >", what = what);
    let typed = line(desk, &prompt)?;
    Ok(if is_yes(&typed) { Confirmed::Yes } else { Confirmed::No })
}

fn is_yes(typed: &str) -> bool {
    matches!(narrowed(typed.trim()).to_ascii_lowercase().as_str(), "y" | "yes" | "はい")
}

/// Asks for the yes that writes. Whatever else is typed, also nothing, leaves.
pub fn confirm(desk: &mut Desk, what: Text) -> Result<Confirmed, Break> {
    desk.talk.drop_typed_ahead();
    let prompt = sentence!(
        "{what}：実行しますか。実行は y か はい、やめるは Enter >",
        "{what}: go ahead? y or yes does it, Enter cancels >",
        what = what
    );
    let typed = desk.ask(&prompt)?;
    if is_yes(&typed) {
        return Ok(Confirmed::Yes);
    }
    desk.say(LEFT);
    Ok(Confirmed::No)
}

/// What was answered to the question before a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// Yes.
    Yes,
    /// Anything else.
    No,
}
