//! One line as a request: every mistake is named with its line, its place and what would be right.

use std::collections::BTreeMap;

use super::lines::{Fault, LINE_BYTES_MAX, Line};
use super::object::Value;
use crate::actions::op::{Answer, Asked, Op};
use crate::actions::{Action, table};
use crate::cli::verb::read_id;
use crate::domain::{Id, Noun};
use crate::sentence;
use crate::text::{Sentence, Shown, Text};

/// The keys of a request.
const KEYS: [&str; 6] = ["op", "action", "id", "version", "reason", "fields"];

/// The longest name of a request, in characters.
const OP_CHARS_MAX: usize = 200;

/// Reads a line as a request of somebody of `office`, or says what is wrong with it.
pub(super) fn read(line: &Line, office: Id) -> Asked {
    let mut op = None;
    request(line, office, &mut op).map_err(|wrong| {
        let sentence =
            sentence!("{line}行目：{what}", "Line {line}: {what}", line = line.number, what = wrong);
        Answer::error(op, sentence)
    })
}

/// The name is left in `op` as soon as it is known, for whatever is wrong after it.
fn request(line: &Line, office: Id, op: &mut Option<String>) -> Result<Op, Sentence> {
    let pairs = pairs(line)?;
    let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    let name = name(value("op"))?;
    *op = Some(name.clone());
    unknown_or_twice(&pairs, &KEYS, "")?;
    let action = action(value("action"))?;
    Ok(Op {
        name,
        action,
        target: target(value("id"), action, office)?,
        version: version(value("version"))?,
        reason: text(value("reason"), "reason")?.unwrap_or_default().to_owned(),
        fields: fields(value("fields"), action)?,
    })
}

fn pairs(line: &Line) -> Result<Vec<(String, Value)>, Sentence> {
    let text = match &line.text {
        Ok(text) => text,
        Err(Fault::TooLong) => {
            return Err(sentence!(
                "1行が長すぎます（{max}バイトまで）。",
                "The line is too long (at most {max} bytes).",
                max = LINE_BYTES_MAX
            ));
        }
        Err(Fault::NotUtf8) => {
            return Err(Text::new(
                "UTF-8ではありません。UTF-8で送ってください。",
                "It is not UTF-8. Send UTF-8.",
            )
            .into());
        }
    };
    match serde_json::from_str(text) {
        Ok(Value::Object(pairs)) => Ok(pairs),
        Ok(_) => Err(Text::new(
            "オブジェクトではありません。1行に1つ {\"op\": …, \"action\": …, \"id\": …} を書いてください。",
            "It is no object. Write one {\"op\": …, \"action\": …, \"id\": …} on each line.",
        )
        .into()),
        Err(error) => Err(sentence!(
            "{column}バイト目でJSONとして読めません。1行に1つのJSONオブジェクトを書いてください。",
            "It is not JSON at byte {column}. Write one JSON object on each line.",
            column = error.column()
        )),
    }
}

fn name(value: Option<&Value>) -> Result<String, Sentence> {
    match value {
        Some(Value::Text(name)) if !name.trim().is_empty() && name.chars().count() <= OP_CHARS_MAX => {
            Ok(name.clone())
        }
        Some(Value::Null) | None => Err(Text::new(
            "op がありません。依頼ごとに、ストアの中でただ一つの名前を付けてください。",
            "The op is missing. Give each request a name of its own, used once in the store.",
        )
        .into()),
        Some(_) => Err(sentence!(
            "op は1～{max}文字の文字列です。",
            "The op is a string of 1 to {max} characters.",
            max = OP_CHARS_MAX
        )),
    }
}

/// Refuses keys that nobody reads: a reason under a misspelt key would be lost in silence.
fn unknown_or_twice(pairs: &[(String, Value)], known: &[&str], place: &str) -> Result<(), Sentence> {
    for (at, (key, _)) in pairs.iter().enumerate() {
        let shown = Shown::new(key);
        if !known.contains(&key.as_str()) {
            return Err(sentence!(
                "「{place}{key}」というキーはありません。使えるキー：{known}",
                "There is no key \"{place}{key}\". Keys: {known}",
                place = place,
                key = shown,
                known = if known.is_empty() { "-".to_owned() } else { known.join(" ") }
            ));
        }
        if pairs[..at].iter().any(|(before, _)| before == key) {
            return Err(sentence!(
                "「{place}{key}」が2回あります。",
                "\"{place}{key}\" is given twice.",
                place = place,
                key = shown
            ));
        }
    }
    Ok(())
}

fn action(value: Option<&Value>) -> Result<&'static Action, Sentence> {
    let Some(id) = text(value, "action")? else {
        return Err(sentence!(
            "action がありません。例：{example}",
            "The action is missing. For example: {example}",
            example = "invitation.approve"
        ));
    };
    table::find(&id.replace('-', "_")).ok_or_else(|| {
        let noun = id.split_once('.').and_then(|(noun, _)| Noun::ALL.into_iter().find(|n| n.word() == noun));
        let of_noun: Vec<&str> = noun.into_iter().flat_map(table::of).map(|action| action.id).collect();
        let all = || Noun::ALL.into_iter().filter(|n| table::of(*n).next().is_some());
        let near = match of_noun.is_empty() {
            false => of_noun.join(" "),
            true => all().map(|noun| format!("{}.…", noun.word())).collect::<Vec<_>>().join(" "),
        };
        sentence!(
            "「{id}」という操作はありません。使えるもの：{near}",
            "There is no action \"{id}\". There are: {near}",
            id = Shown::new(id),
            near = near
        )
    })
}

/// What makes a new row acts on the office, which need not be named.
fn target(value: Option<&Value>, action: &Action, office: Id) -> Result<Id, Sentence> {
    match text(value, "id")? {
        Some(typed) => read_id(typed, action.on).map_err(|failure| failure.sentence),
        None if action.is_on_home() => Ok(office),
        None => Err(sentence!(
            "id がありません。{noun}の番号を {prefix}-0001 のように書いてください。",
            "The id is missing. Write one like {prefix}-0001 ({noun}).",
            noun = action.on.label(),
            prefix = action.on.prefix()
        )),
    }
}

fn version(value: Option<&Value>) -> Result<Option<u32>, Sentence> {
    let number = match value {
        Some(Value::Null) | None => return Ok(None),
        Some(Value::Number(number)) => number.parse().ok().filter(|version| *version > 0),
        Some(_) => None,
    };
    number.map(Some).ok_or_else(|| {
        Text::new(
            "version は1以上の整数です（見たときの版）。",
            "The version is a whole number from 1 on: the one that was seen.",
        )
        .into()
    })
}

/// The text of a key; `None` where it is not given.
fn text<'v>(value: Option<&'v Value>, key: &str) -> Result<Option<&'v str>, Sentence> {
    match value {
        Some(Value::Text(text)) => Ok(Some(text)),
        Some(Value::Null) | None => Ok(None),
        Some(_) => Err(sentence!("{key} は文字列です。", "The {key} is a string.", key = key)),
    }
}

fn fields(value: Option<&Value>, action: &Action) -> Result<BTreeMap<String, String>, Sentence> {
    let pairs = match value {
        Some(Value::Object(pairs)) => pairs,
        Some(Value::Null) | None => return Ok(BTreeMap::new()),
        Some(_) => {
            return Err(Text::new(
                "fields はオブジェクトです。例：{\"end\": \"2026-11-01\"}",
                "The fields are an object, like {\"end\": \"2026-11-01\"}.",
            )
            .into());
        }
    };
    let known: Vec<&str> = action.fields.iter().map(|field| field.id).collect();
    unknown_or_twice(pairs, &known, "fields.")?;
    let mut fields = BTreeMap::new();
    for (key, value) in pairs {
        let written = match value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Yes(true) => "yes".to_owned(),
            Value::Yes(false) => "no".to_owned(),
            Value::Null => continue,
            Value::List | Value::Object(_) => {
                return Err(sentence!(
                    "fields.{key} は文字列、数、true/false のいずれかです。",
                    "fields.{key} is a string, a number, true or false.",
                    key = Shown::new(key)
                ));
            }
        };
        fields.insert(key.clone(), written);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn of(text: &str) -> Asked {
        let line = Line { number: 7, text: Ok(text.to_owned()) };
        read(&line, "O-0001".parse().unwrap())
    }

    /// The name that an answer carries, and its English sentence.
    fn wrong(text: &str) -> (Option<String>, String) {
        let answer = of(text).unwrap_err();
        (answer.op, answer.sentence.get(Lang::En).to_owned())
    }

    #[test]
    fn a_whole_request_is_read() {
        let op = of(
            r#"{"op":"a-1","action":"user.restrict","id":"U-0003","version":2,"reason":"x","fields":{"level":"ban"}}"#,
        );
        let op = op.unwrap();
        assert_eq!(
            (op.name.as_str(), op.action.id, op.target.to_string()),
            ("a-1", "user.restrict", "U-0003".to_owned())
        );
        assert_eq!((op.version, op.reason.as_str(), op.fields["level"].as_str()), (Some(2), "x", "ban"));
    }

    #[test]
    fn what_is_not_needed_may_be_left_out_or_null() {
        let op = of(
            r#"{"op":"a","action":"invitation.approve","id":"I-1","version":null,"reason":null,"fields":null}"#,
        );
        assert_eq!(op, of(r#"{"op":"a","action":"invitation.approve","id":"I-0001"}"#));
        let made = of(r#"{"op":"a","action":"user.register","fields":{"name":"髙橋"}}"#).unwrap();
        assert_eq!(made.target.to_string(), "O-0001");
    }

    #[test]
    fn each_mistake_names_its_line_its_place_and_what_would_be_right() {
        for (text, says) in [
            ("{", "Line 7: It is not JSON at byte 1."),
            ("[]", "Line 7: It is no object."),
            ("{}", "The op is missing."),
            (r#"{"op":7}"#, "The op is a string of 1 to 200 characters."),
            (r#"{"op":" "}"#, "The op is a string of 1 to 200 characters."),
        ] {
            let (op, said) = wrong(text);
            assert!(op.is_none() && said.contains(says), "{text}: {said}");
        }
        for (text, says) in [
            (
                r#"{"op":"a","reson":"x"}"#,
                "There is no key \"reson\". Keys: op action id version reason fields",
            ),
            (r#"{"op":"a","id":"I-1","id":"I-2"}"#, "\"id\" is given twice."),
            (r#"{"op":"a"}"#, "The action is missing."),
            (r#"{"op":"a","action":"invitation.aprove"}"#, "There are: invitation.judge invitation.approve"),
            (r#"{"op":"a","action":"fly"}"#, "user.…"),
            (r#"{"op":"a","action":"invitation.approve"}"#, "Write one like I-0001"),
            (r#"{"op":"a","action":"invitation.approve","id":"U-1"}"#, "\"U-1\" is not an id of"),
            (
                r#"{"op":"a","action":"invitation.approve","id":"I-1","version":"2"}"#,
                "whole number from 1 on",
            ),
            (r#"{"op":"a","action":"invitation.approve","id":"I-1","version":0}"#, "whole number from 1 on"),
            (r#"{"op":"a","action":"invitation.approve","id":"I-1","reason":1}"#, "The reason is a string."),
            (
                r#"{"op":"a","action":"invitation.approve","id":"I-1","fields":{"x":1}}"#,
                "no key \"fields.x\". Keys: -",
            ),
            (
                r#"{"op":"a","action":"group.archive","id":"G-1","fields":{"end":[]}}"#,
                "fields.end is a string",
            ),
            (r#"{"op":"a","action":"group.archive","id":"G-1","fields":1}"#, "The fields are an object"),
        ] {
            let (op, said) = wrong(text);
            assert!(op.as_deref() == Some("a") && said.contains(says), "{text}: {said}");
        }
    }
}
