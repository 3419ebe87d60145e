//! What stands in one cell of a table that leaves the console as a file, before any format writes it.
//!
//! Knows neither the lists that it comes from nor the formats that it goes to.

use super::Shown;
use super::date::{Day, iso};
use super::words::{Lang, Sentence, Text};

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing is known.
    #[default]
    Nothing,
    /// Text from people, as stored.
    Typed(String),
    /// Our own words.
    Said(Sentence),
    /// One of a few: its word in JSON, and what it is called.
    Word(&'static str, Text),
    /// A count.
    Number(i64),
    /// A calendar day.
    Day(Day),
    /// A mark that is set; where it is not, nothing stands.
    Yes,
}

/// What a mark is written as.
const YES: Text = Text::new("はい", "yes");

impl Value {
    /// Text from people; nothing where it is empty.
    pub fn typed(text: &str) -> Value {
        if text.is_empty() { Value::Nothing } else { Value::Typed(text.to_owned()) }
    }

    /// A day where there is one.
    pub fn day(day: Option<Day>) -> Value {
        day.map_or(Value::Nothing, Value::Day)
    }

    /// A mark where something holds.
    pub fn mark(holds: bool) -> Value {
        if holds { Value::Yes } else { Value::Nothing }
    }

    /// The text of a cell; what people typed is made harmless, and otherwise stays byte by byte.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Value::Nothing => String::new(),
            Value::Typed(text) => Shown::kept(text).into(),
            Value::Said(sentence) => sentence.get(lang).to_owned(),
            Value::Word(_, label) => label.get(lang).to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Day(day) => iso(*day),
            Value::Yes => YES.get(lang).to_owned(),
        }
    }

    /// The value in JSON, which knows one language of words: the stable one.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Value::Nothing => serde_json::Value::Null,
            Value::Word(word, _) => (*word).into(),
            Value::Number(number) => (*number).into(),
            Value::Yes => true.into(),
            Value::Typed(_) | Value::Said(_) | Value::Day(_) => self.words(Lang::Ja).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_value_has_its_words_and_its_json() {
        let day = "2026-11-23".parse().unwrap();
        for (value, words, json) in [
            (Value::Nothing, "", "null"),
            (Value::typed(""), "", "null"),
            (Value::typed("ﾀﾞ=1"), "ﾀﾞ=1", "\"ﾀﾞ=1\""),
            (Value::typed("a\u{202e}b"), "a<U+202E>b", "\"a<U+202E>b\""),
            (Value::Word("nurse", Text::new("看護師", "Nurse")), "看護師", "\"nurse\""),
            (Value::Number(-5), "-5", "-5"),
            (Value::Day(day), "2026-11-23", "\"2026-11-23\""),
            (Value::mark(true), "はい", "true"),
            (Value::mark(false), "", "null"),
        ] {
            assert_eq!((value.words(Lang::Ja), value.json().to_string()), (words.into(), json.into()));
        }
    }
}
