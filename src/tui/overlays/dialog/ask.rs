//! One thing a dialog asks for: a field of the action, the reason, or the count of rows.

use tui_input::Input;

use crate::actions::{Answer, Choice, Field, Kind, Need, UserError};
use crate::domain::{Case, Id, Noun};
use crate::sentence;
use crate::text::date::Day;
use crate::text::{Lang, Text};

/// One thing asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What.
    pub what: What,
    /// What has been entered.
    pub entry: Entry,
    /// Rows that fit what is typed, where a row is asked for.
    pub offered: Vec<Case>,
    /// The offered row that Enter takes.
    pub offer: usize,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// A field of the action.
    Field(&'static Field),
    /// The reason, of at least so many characters.
    Reason(usize),
    /// How many rows it is about.
    Count(usize),
}

/// What has been entered.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Typed text.
    Line(Input),
    /// One of a few words, by its place.
    Pick(Option<usize>),
}

/// はい, the only word of a yes-or-no field; no word is いいえ.
const YES: &[Choice] =
    &[Choice { word: "yes", label: Text::new("はい", "Yes"), is_meant_by: |typed| typed == "yes" }];

impl Ask {
    fn new(what: What, entry: Entry) -> Ask {
        Ask { what, entry, offered: Vec::new(), offer: 0 }
    }

    /// The noun of the row asked for.
    pub fn row_noun(&self) -> Option<Noun> {
        match self.what {
            What::Field(Field { kind: Kind::Row(noun), .. }) => Some(*noun),
            What::Field(_) | What::Reason(_) | What::Count(_) => None,
        }
    }

    /// Takes the offered row, unless an id was typed.
    pub fn take_offer(&mut self) {
        if self.text().parse::<Id>().is_ok() {
            return;
        }
        if let Some(case) = self.offered.get(self.offer).cloned() {
            self.set(&case.id().to_string());
            self.offered = vec![case];
            self.offer = 0;
        }
    }

    /// A field, holding what `row` says of it where the row is changed in place.
    pub fn field(field: &'static Field, held: &[(&'static str, String)]) -> Ask {
        let entry = match field.kind {
            Kind::Choice(_) | Kind::Yes => Entry::Pick(None),
            Kind::Line | Kind::Day(_) | Kind::Row(_) => Entry::Line(Input::default()),
        };
        let mut ask = Ask::new(What::Field(field), entry);
        if let Some((_, text)) = held.iter().find(|(id, _)| *id == field.id) {
            ask.set(text);
        }
        ask
    }

    /// The reason.
    pub fn reason(min: usize) -> Ask {
        Ask::new(What::Reason(min), Entry::Line(Input::default()))
    }

    /// The count of rows.
    pub fn count(count: usize) -> Ask {
        Ask::new(What::Count(count), Entry::Line(Input::default()))
    }

    /// Nothing can be done before it is answered.
    pub fn is_missing(&self) -> bool {
        let is_needed = match self.what {
            What::Field(field) => field.need == Need::Must,
            What::Reason(_) | What::Count(_) => true,
        };
        is_needed && self.text().is_empty()
    }

    /// The words to pick from.
    pub fn choices(&self) -> &'static [Choice] {
        match self.what {
            What::Field(Field { kind: Kind::Choice(choices), .. }) => choices,
            What::Field(Field { kind: Kind::Yes, .. }) => YES,
            What::Field(_) | What::Reason(_) | What::Count(_) => &[],
        }
    }

    /// The label.
    pub fn label(&self) -> Text {
        match self.what {
            What::Field(field) => field.label,
            What::Reason(_) => Text::new("理由", "Reason"),
            What::Count(_) => Text::new("件数", "Count"),
        }
    }

    /// True where y begins one of its words, as yes does.
    pub fn begins_with_y(&self) -> bool {
        self.choices().iter().any(|choice| choice.word.starts_with('y'))
    }

    /// What was entered, as it would be typed on the command line.
    pub fn text(&self) -> String {
        match &self.entry {
            Entry::Line(input) => input.value().to_owned(),
            Entry::Pick(at) => {
                at.and_then(|at| self.choices().get(at)).map_or(String::new(), |c| c.word.to_owned())
            }
        }
    }

    /// Enters a text.
    pub fn set(&mut self, text: &str) {
        let place = self.choices().iter().position(|c| c.word == text);
        match &mut self.entry {
            Entry::Line(input) => *input = Input::new(text.to_owned()),
            Entry::Pick(at) => *at = place,
        }
    }

    /// The next word, round and round, with none between the last and the first.
    pub fn turn(&mut self, forward: isize) {
        let count = self.choices().len();
        if let Entry::Pick(at) = &mut self.entry {
            let now = at.map_or(0, |at| at + 1);
            let next = (now + count + 1).saturating_add_signed(forward) % (count + 1);
            *at = next.checked_sub(1);
        }
    }

    /// Picks the word that begins with `letter`, as it is shown in English or typed on the command line, the next one where one is picked already.
    pub fn pick(&mut self, letter: char) {
        let choices = self.choices();
        let Entry::Pick(at) = &mut self.entry else { return };
        let from = at.map_or(0, |at| at + 1);
        let found = (0..choices.len()).map(|i| (from + i) % choices.len());
        let begins = |i: &usize| {
            let Choice { word, label, .. } = choices[*i];
            [word, label.get(Lang::En)].iter().any(|w| w.to_ascii_lowercase().starts_with(letter))
        };
        *at = found.into_iter().find(begins).or(*at);
    }

    /// Reads the field's answer; nothing for the reason and a right count.
    pub fn read(&self, today: Day) -> Result<Option<(&'static str, Answer)>, UserError> {
        let text = self.text();
        match self.what {
            What::Field(field) => Ok(field.read(&text, today)?.map(|answer| (field.id, answer))),
            What::Reason(1) if text.trim().is_empty() => Err(UserError {
                field: None,
                sentence: Text::new("理由を入力してください。", "Give a reason.").into(),
            }),
            What::Reason(min) if text.trim().chars().count() < min => Err(UserError {
                field: None,
                sentence: sentence!(
                    "理由を{min}文字以上で入力してください。",
                    "Give a reason of at least {min} characters.",
                    min = min
                ),
            }),
            What::Count(count) if !is_number(&text, count) => Err(UserError {
                field: None,
                sentence: sentence!(
                    "対象の件数（{n}）を入力してください。",
                    "Type the number of rows: {n}.",
                    n = count
                ),
            }),
            What::Reason(_) | What::Count(_) => Ok(None),
        }
    }
}

/// The number in full or half width.
fn is_number(text: &str, number: usize) -> bool {
    let ascii: String =
        text.trim().chars().map(|c| crate::tui::terminal::ime::as_ascii(c).unwrap_or(c)).collect();
    ascii == number.to_string()
}
