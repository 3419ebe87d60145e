//! What a command is made of: noun, verb, arguments, and what it runs. Grammar, help, completions and man
//! page only walk this; most of it is made from the table of actions and the listings.

use super::call::Call;
use super::status::{Failure, Status, option_name};
use crate::actions::{Action, Field, Kind, Need};
use crate::domain::{Id, Noun};
use crate::listings::Listing;
use crate::sentence;
use crate::text::{Sentence, Text};

/// One command.
pub(super) struct Verb {
    /// The word before it; `None` where it stands alone.
    pub noun: Option<Word>,
    /// Its own word, and other spellings of it.
    pub name: String,
    /// What it does, in a few words, for lists of commands.
    pub label: Sentence,
    /// What it does and what follows, for its own help.
    pub about: Sentence,
    /// What it takes.
    pub args: Vec<Arg>,
    /// What carries it out.
    pub run: Run,
}

/// The first word of a two-word command.
#[derive(Clone)]
pub(super) struct Word {
    /// The word.
    pub name: &'static str,
    /// What its commands are about.
    pub about: Sentence,
}

/// What carries a command out.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Lists a noun.
    List(&'static Listing),
    /// Shows one row of a noun.
    Show(&'static Listing),
    /// Acts on rows.
    Act(&'static Action),
    /// Anything else.
    Tool(fn(&Call<'_>) -> Result<Next, Failure>),
}

/// What comes after a command.
pub enum Next {
    /// Nothing: the process ends with this status.
    Ended(Status),
    /// The console opens.
    Console(Box<super::Opening>),
}

impl From<Status> for Next {
    fn from(status: Status) -> Next {
        Next::Ended(status)
    }
}

/// One argument of a command.
pub(super) struct Arg {
    /// Its name; with dashes, its option.
    pub id: &'static str,
    /// What it is for.
    pub about: Sentence,
    /// How it is written.
    pub shape: Shape,
}

/// How an argument is written.
#[derive(Clone)]
pub(super) enum Shape {
    /// One word that must be there, under this name in the usage line.
    One(&'static str),
    /// One word that may be left out.
    MaybeOne(&'static str),
    /// One or more words.
    Many(&'static str),
    /// `--option`
    Flag,
    /// `--option VALUE`
    Value(&'static str),
    /// `--option VALUE`, without which the command cannot be done.
    Needed(&'static str),
    /// `--option WORD`, one of these.
    Word(Vec<&'static str>),
    /// `WORD`, one of these, must be there.
    OneWord(Vec<&'static str>),
    /// `--option N`
    Number,
    /// `--option FILE`
    File,
    /// A file that must be there, as a word.
    OneFile,
}

impl Arg {
    /// An argument in one line.
    pub(super) fn new(id: &'static str, shape: Shape, about: impl Into<Sentence>) -> Arg {
        Arg { id, about: about.into(), shape }
    }

    /// Whether it is a word of its own, not an option.
    pub(super) fn is_positional(&self) -> bool {
        matches!(
            self.shape,
            Shape::One(_) | Shape::MaybeOne(_) | Shape::Many(_) | Shape::OneWord(_) | Shape::OneFile
        )
    }

    /// How it stands in a usage line.
    pub(super) fn usage(&self) -> Option<String> {
        match &self.shape {
            Shape::One(name) => Some((*name).to_owned()),
            Shape::MaybeOne(name) => Some(format!("[{name}]")),
            Shape::Many(name) => Some(format!("{name}...")),
            Shape::OneWord(words) => Some(words.join("|")),
            Shape::OneFile => Some("FILE".to_owned()),
            Shape::Needed(name) => Some(format!("--{} {name}", option_name(self.id))),
            Shape::Flag | Shape::Value(_) | Shape::Word(_) | Shape::Number | Shape::File => None,
        }
    }
}

/// A field of an action as an argument.
impl From<&Field> for Arg {
    fn from(field: &Field) -> Arg {
        let words = |choices: &[crate::actions::Choice]| choices.iter().map(|c| c.word).collect::<Vec<_>>();
        let shape = match (field.kind, field.need) {
            (Kind::Yes, _) => Shape::Flag,
            // Labels and further names of a choice are taken too, so its words are not enforced here.
            (Kind::Choice(choices), _) => {
                let about = sentence!(
                    "{label}（{words}）",
                    "{label} ({words})",
                    label = field.label,
                    words = words(choices).join(" ")
                );
                return Arg::new(field.id, needed("WORD", field.need), about);
            }
            (Kind::Day(_), need) => needed("DAY", need),
            (Kind::Line, need) => needed("TEXT", need),
            (Kind::Row(noun), need) => needed(example(noun), need),
        };
        Arg::new(field.id, shape, field.label)
    }
}

fn needed(name: &'static str, need: Need) -> Shape {
    match need {
        Need::Must => Shape::Needed(name),
        Need::May => Shape::Value(name),
    }
}

/// What a noun's ids look like in a usage line.
pub(super) fn example(noun: Noun) -> &'static str {
    match noun {
        Noun::User => "U-ID",
        Noun::Group => "G-ID",
        Noun::Invitation => "I-ID",
        Noun::Membership => "M-ID",
        Noun::Mirror => "R-ID",
        Noun::Office => "O-ID",
        Noun::Patient => "P-ID",
        _ => "ID",
    }
}

/// Reads the id of a row of `noun`.
pub(super) fn read_id(typed: &str, noun: Noun) -> Result<Id, Failure> {
    typed.parse::<Id>().ok().filter(|id| id.noun == noun).ok_or_else(|| {
        Failure::usage(sentence!(
            "「{typed}」は{what}の番号ではありません。{prefix}-0001 のように書いてください。",
            "\"{typed}\" is not an id of: {what}. Write it like {prefix}-0001.",
            typed = crate::text::Shown::new(typed),
            what = noun.label(),
            prefix = noun.prefix()
        ))
    })
}

/// The first word of a noun's commands.
pub(super) fn noun_word(noun: Noun) -> Word {
    let about = sentence!("{noun}：一覧、詳細、操作", "{noun}: list, show, act", noun = noun.label());
    Word { name: noun.word(), about }
}

/// Words that say what an argument of many commands is for.
pub(super) const JSON: Text = Text::new("JSONで出力", "Print JSON");
