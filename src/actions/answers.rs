//! What an action asks for, and what was answered: parsed once, at the edge, with the sentence at the field.

use std::collections::BTreeMap;

use crate::domain::{Choice, Field, Id, Kind, Need, Noun, Span};
use crate::sentence;
use crate::text::date::{Day, parse_day};
use crate::text::{Lang, Sentence, Text};

/// A parsed answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// One line, trimmed.
    Line(String),
    /// A day.
    Day(Day),
    /// The word of a choice.
    Choice(&'static str),
    /// Yes.
    Yes,
    /// A row.
    Row(Id),
}

/// The answers to an action's fields, and the reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    fields: BTreeMap<&'static str, Answer>,
    /// The typed reason; empty where none was given.
    pub reason: String,
    reason_of: ReasonOf,
}

/// What a reason was given for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReasonOf {
    /// This row: it passes over what warns of it.
    #[default]
    Row,
    /// The act on several rows at once: a row that warns (要確認) wants a reason of its own.
    Batch,
}

/// Something at a field cannot be read: exit 2, or a sentence under the field.
#[derive(Clone, Debug, PartialEq)]
pub struct UserError {
    /// Which field; `None` for the reason.
    pub field: Option<&'static str>,
    /// What is wrong and what would be right.
    pub sentence: Sentence,
}

impl UserError {
    pub(super) fn short_reason(min: usize) -> UserError {
        if min <= 1 {
            let sentence = Text::new("理由を入力してください。", "Give a reason.").into();
            return UserError { field: None, sentence };
        }
        UserError {
            field: None,
            sentence: sentence!(
                "理由を{min}文字以上で入力してください。",
                "Give a reason of at least {min} characters.",
                min = min
            ),
        }
    }
}

impl Field {
    /// Reads what was typed. Nothing typed is `None` where the field may stay empty.
    pub fn read(&self, typed: &str, today: Day) -> Result<Option<Answer>, UserError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return match self.need {
                Need::May => Ok(None),
                Need::Must => Err(self.missing()),
            };
        }
        match self.kind {
            Kind::Line => Ok(Some(Answer::Line(typed.to_owned()))),
            Kind::Day(span) => self.read_day(typed, span, today).map(|day| Some(Answer::Day(day))),
            Kind::Choice(choices) => self.read_choice(typed, choices).map(|word| Some(Answer::Choice(word))),
            Kind::Yes => self.read_yes(typed),
            Kind::Row(noun) => self.read_row(typed, noun).map(|id| Some(Answer::Row(id))),
        }
    }

    /// It must be answered, and is not.
    pub(super) fn missing(&self) -> UserError {
        self.error(sentence!("{what}を入力してください。", "Please fill in: {what}.", what = self.label))
    }

    fn read_day(&self, typed: &str, span: Span, today: Day) -> Result<Day, UserError> {
        let day = parse_day(typed, today).map_err(|e| self.error(e.sentence().clone()))?;
        match span {
            Span::Past if day > today => Err(self.error(sentence!(
                "{what}は今日までの日付です。",
                "{what}: today or earlier.",
                what = self.label
            ))),
            Span::Future if day < today => Err(self.error(sentence!(
                "{what}は今日以降の日付です。",
                "{what}: today or later.",
                what = self.label
            ))),
            Span::Any | Span::Past | Span::Future => Ok(day),
        }
    }

    fn read_choice(&self, typed: &str, choices: &'static [Choice]) -> Result<&'static str, UserError> {
        choices.iter().find(|c| (c.is_meant_by)(typed)).map(|c| c.word).ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|c| c.word).collect();
            let labels: Vec<String> =
                choices.iter().map(|c| format!("{} {}", c.label.get(Lang::Ja), c.word)).collect();
            self.error(sentence!(
                "{what}は次のいずれかです：{words}",
                "{what} is one of: {words}",
                what = self.label,
                words = Sentence::new(labels.join("、"), words.join(" "))
            ))
        })
    }

    fn read_yes(&self, typed: &str) -> Result<Option<Answer>, UserError> {
        match typed.to_lowercase().as_str() {
            "y" | "yes" | "true" | "1" | "はい" | "○" => Ok(Some(Answer::Yes)),
            "n" | "no" | "false" | "0" | "いいえ" => Ok(None),
            _ => Err(self.error(sentence!(
                "{what}は yes か no です。",
                "{what}: yes or no.",
                what = self.label
            ))),
        }
    }

    fn read_row(&self, typed: &str, noun: Noun) -> Result<Id, UserError> {
        typed.parse::<Id>().ok().filter(|id| id.noun == noun).ok_or_else(|| {
            self.error(sentence!(
                "{what}は {prefix}-0001 のような番号です。",
                "{what} is an id like {prefix}-0001.",
                what = self.label,
                prefix = noun.prefix()
            ))
        })
    }

    fn error(&self, sentence: Sentence) -> UserError {
        UserError { field: Some(self.id), sentence }
    }
}

impl Answers {
    /// Answers a field.
    pub fn set(&mut self, field: &'static str, answer: Answer) {
        self.fields.insert(field, answer);
    }

    /// The answers with the reason given.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Answers {
        self.reason = reason.trim().to_owned();
        self
    }

    /// The answers as those of one row among several, which share the reason.
    #[must_use]
    pub fn shared(mut self) -> Answers {
        self.reason_of = ReasonOf::Batch;
        self
    }

    /// What the reason was given for; `None` where none was given.
    pub fn reason_of(&self) -> Option<ReasonOf> {
        (!self.reason.is_empty()).then_some(self.reason_of)
    }

    /// The answers with a field answered, for tests and seeds.
    #[must_use]
    pub fn with(mut self, field: &'static str, answer: Answer) -> Answers {
        self.set(field, answer);
        self
    }

    /// The first field that must be answered and is not.
    pub(super) fn unanswered<'f>(&self, fields: &'f [Field]) -> Option<&'f Field> {
        fields.iter().find(|field| field.need == Need::Must && !self.fields.contains_key(field.id))
    }

    /// Every answer, by its field.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        self.fields.iter().map(|(field, answer)| (*field, answer))
    }

    /// The text of a line; empty where unanswered.
    pub fn line(&self, field: &str) -> &str {
        match self.fields.get(field) {
            Some(Answer::Line(text)) => text,
            _ => "",
        }
    }

    /// The day of a field.
    pub fn day(&self, field: &str) -> Option<Day> {
        match self.fields.get(field) {
            Some(Answer::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// The word of a choice.
    pub fn choice(&self, field: &str) -> Option<&'static str> {
        match self.fields.get(field) {
            Some(Answer::Choice(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether a yes was answered.
    pub fn is_yes(&self, field: &str) -> bool {
        matches!(self.fields.get(field), Some(Answer::Yes))
    }

    /// The row of a field.
    pub fn row(&self, field: &str) -> Option<Id> {
        match self.fields.get(field) {
            Some(Answer::Row(id)) => Some(*id),
            _ => None,
        }
    }

    /// Reads every field of `fields` from what was typed; the first that cannot be read is the error.
    pub fn read(
        fields: &[Field],
        typed: &BTreeMap<String, String>,
        reason: &str,
        today: Day,
    ) -> Result<Answers, UserError> {
        let mut answers = Answers::default().because(reason);
        for field in fields {
            let text = typed.get(field.id).map_or("", String::as_str);
            if let Some(answer) = field.read(text, today)? {
                answers.fields.insert(field.id, answer);
            }
        }
        Ok(answers)
    }
}
