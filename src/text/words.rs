//! Words in two languages: [`Text`] for constants, [`Sentence`] for text with holes.
//!
//! There is no way to make words in one language only, so a half translation does not compile.
//! What comes from people (names, titles, messages) enters a sentence only as [`Shown`](super::Shown).

use std::fmt::Display;

/// A language of the screen, the command line and the ledger's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 日本語, the first language of the product.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The other language: what the language key switches to.
    pub fn other(self) -> Lang {
        match self {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        }
    }
}

/// Constant words in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// Japanese: 体言止め for labels, です・ます for sentences.
    pub ja: &'static str,
    /// English: sentence case, plain verbs.
    pub en: &'static str,
}

impl Text {
    /// Makes words; both languages at once.
    pub const fn new(ja: &'static str, en: &'static str) -> Text {
        Text { ja, en }
    }

    /// The words in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// Words made at run time, in both languages: see [`sentence!`](crate::sentence).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sentence {
    ja: String,
    en: String,
}

impl Sentence {
    /// Joins both languages; the [`sentence!`](crate::sentence) macro is the usual way.
    pub fn new(ja: String, en: String) -> Sentence {
        Sentence { ja, en }
    }

    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    /// Nothing to say.
    pub fn is_empty(&self) -> bool {
        self.ja.is_empty() && self.en.is_empty()
    }

    /// Several sentences or parts of one, in a row.
    pub fn in_a_row(parts: &[Sentence]) -> Sentence {
        let (ja, en): (Vec<&str>, Vec<&str>) =
            parts.iter().map(|part| (part.ja.as_str(), part.en.as_str())).unzip();
        Sentence { ja: ja.join("、"), en: en.join("; ") }
    }

    /// Names or ids in a row: the first `most` of them, and how many more.
    pub fn listing(names: &[String], most: usize) -> Sentence {
        let first = &names[..names.len().min(most)];
        let rest = names.len() - first.len();
        let (ja, en) = (first.join("、"), first.join(", "));
        match rest {
            0 => Sentence::new(ja, en),
            _ => Sentence::new(format!("{ja} ほか{rest}"), format!("{en} and {rest} more")),
        }
    }
}

impl From<Text> for Sentence {
    fn from(text: Text) -> Sentence {
        Sentence { ja: text.ja.to_owned(), en: text.en.to_owned() }
    }
}

/// What may stand in a hole of a sentence: plain values, and words that differ by language.
pub trait Hole {
    /// The value as it stands in a sentence of `lang`.
    fn say(&self, lang: Lang) -> String;
}

impl<T: Display + ?Sized> Hole for T {
    fn say(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Hole for Text {
    fn say(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Hole for Sentence {
    fn say(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

/// Makes a [`Sentence`] from both languages and typed holes.
///
/// ```
/// use mcs_console::{sentence, text::{Lang, Text}};
/// let s = sentence!("{who}は{days}日後に期限です。", "{who}: due in {days} days.", who = Text::new("教育", "Training"), days = 3);
/// assert_eq!(s.get(Lang::En), "Training: due in 3 days.");
/// ```
#[macro_export]
macro_rules! sentence {
    ($ja:literal, $en:literal $(, $hole:ident = $value:expr)* $(,)?) => {
        $crate::text::Sentence::new(
            { $(let $hole = $crate::text::Hole::say(&$value, $crate::text::Lang::Ja); let _ = &$hole;)* format!($ja) },
            { $(let $hole = $crate::text::Hole::say(&$value, $crate::text::Lang::En); let _ = &$hole;)* format!($en) },
        )
    };
}
