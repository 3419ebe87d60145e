//! JSON for a terminal: the data stay identical, but no hostile character leaves as itself.
//!
//! Unlike [`Shown`](super::Shown) nothing is replaced: what [`hostile`](super::hostile) objects to is
//! written as `\u202e`, which every JSON reader turns back into the character.

use super::hostile::{Scan, Verdict, is_plain};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// A [`Formatter`] that escapes hostile characters in strings and leaves the layout to `F`.
#[derive(Clone, Debug, Default)]
pub struct SafeJson<F = CompactFormatter>(F);

impl SafeJson {
    /// Everything on one line.
    pub fn compact() -> SafeJson {
        SafeJson(CompactFormatter)
    }
}

impl SafeJson<PrettyFormatter<'static>> {
    /// One value on a line, two spaces deep.
    pub fn pretty() -> Self {
        SafeJson(PrettyFormatter::new())
    }
}

macro_rules! layout_of_inner {
    ($($method:ident($($arg:ident: $type:ty)?)),* $(,)?) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $arg: $type)?) -> io::Result<()> {
            self.0.$method(writer $(, $arg)?)
        })*
    };
}

impl<F: Formatter> Formatter for SafeJson<F> {
    layout_of_inner!(
        begin_array(),
        end_array(),
        begin_array_value(first: bool),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first: bool),
        end_object_key(),
        begin_object_value(),
        end_object_value(),
    );

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.chars().all(is_plain) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut scan = Scan::default();
        let mut kept = 0;
        for (at, c) in fragment.char_indices() {
            if matches!(scan.next(c), Verdict::Keep | Verdict::Presentation) {
                continue;
            }
            writer.write_all(&fragment.as_bytes()[kept..at])?;
            escape(writer, c)?;
            kept = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[kept..])
    }
}

fn escape<W: ?Sized + Write>(writer: &mut W, c: char) -> io::Result<()> {
    c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))
}

/// Writes a value as JSON on one line.
///
/// # Panics
/// For a value that is no JSON, such as a map whose keys are no strings; our own records never are.
pub fn to_json(value: &impl Serialize) -> String {
    written(value, SafeJson::compact())
}

/// Writes a value as JSON over several lines.
///
/// # Panics
/// As [`to_json`].
pub fn to_json_pretty(value: &impl Serialize) -> String {
    written(value, SafeJson::pretty())
}

fn written(value: &impl Serialize, layout: impl Formatter) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, layout);
    value.serialize(&mut serializer).expect("our records are JSON: keys are strings");
    String::from_utf8(bytes).expect("JSON is made of whole characters")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn hostile_characters_are_escaped_and_rare_names_are_not() {
        for (raw, json) in [
            ("a\u{202E}b", r#""a\u202eb""#),
            ("\u{1B}[2J\u{9B}", r#""\u001b[2J\u009b""#),
            ("\u{E0041}", r#""\udb40\udc41""#),
            ("\"\u{301}", r#""\"\u0301""#),
            ("髙橋𠮷葛\u{E0100} ﾔﾏｻﾞｷ", "\"髙橋𠮷葛\u{E0100} ﾔﾏｻﾞｷ\""),
        ] {
            assert_eq!(to_json(&raw), json, "{raw:?}");
        }
    }

    #[test]
    fn the_layout_is_that_of_serde_json() {
        let value = json!({ "id": "U-0117", "findings": [{ "clause": "9-1" }, 2], "none": [], "empty": {} });
        assert_eq!(to_json(&value), serde_json::to_string(&value).unwrap());
        assert_eq!(to_json_pretty(&value), serde_json::to_string_pretty(&value).unwrap());
    }

    proptest! {
        #[test]
        fn the_data_come_back_identical(raw in any::<String>()) {
            let json = to_json(&raw);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), raw);
            prop_assert!(!json.chars().any(char::is_control));
        }
    }
}
