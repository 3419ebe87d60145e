//! The parameters of the checks (第13条): each with the value in force and whence it has it.

use serde::Serialize;

use crate::domain::{Parameter, Settings, Source};
use crate::sentence;
use crate::text::{Sentence, Text};

/// One parameter as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Which one.
    pub parameter: Parameter,
    /// Its value in words.
    pub told: Sentence,
    /// Whence it has it.
    pub source: Source,
    value: String,
}

/// Every parameter, in the order of the field that sets one.
pub fn standing(settings: &Settings) -> Vec<Standing> {
    let one = |parameter: Parameter| Standing {
        parameter,
        told: settings.told(parameter),
        source: settings.source(parameter),
        value: settings.value(parameter),
    };
    Parameter::ALL.iter().copied().map(one).collect()
}

impl Standing {
    /// What it is called.
    pub fn label(&self) -> Text {
        self.parameter.label()
    }

    /// The value with its source: 12か月（初期値）.
    pub fn value_and_source(&self) -> Sentence {
        sentence!(
            "{value}（{source}）",
            "{value} ({source})",
            value = self.told,
            source = self.source.label()
        )
    }
}

/// JSON of `rule parameters --json`.
impl Serialize for Standing {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = to.serialize_struct("Standing", 5)?;
        out.serialize_field("parameter", self.parameter.word())?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("source", &self.source)?;
        out.serialize_field("text", self.told.get(crate::text::Lang::Ja))?;
        out.serialize_field("text_en", self.told.get(crate::text::Lang::En))?;
        out.end()
    }
}
