//! The parameters of the checks (第13条): each with the value in force and whence it has it.

use serde::Serialize;

use crate::domain::{Parameter, Settings, Source};
use crate::regulation::clause::{ClauseId, id};
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

/// Which clauses a parameter bears on, beside 第13条 itself.
static BEARING: &[(Parameter, &[ClauseId])] = &[
    (Parameter::ArchiveDays, &[id("N2-1")]),
    (Parameter::LeaveRemovalDays, &[id("N1-4"), id("N3-6"), id("N3-7")]),
    (Parameter::InvitationDays, &[id("8-3")]),
    (Parameter::ReviewMonths, &[id("N1-4")]),
    (Parameter::TrainingMonths, &[id("9-1")]),
    (Parameter::PointsMonths, &[id("10")]),
    (Parameter::DeviceCheckMonths, &[id("8-5"), id("12")]),
    (Parameter::BootPasswordMonths, &[id("12-1")]),
    (Parameter::FirstAnswerDays, &[id("N3-10"), id("N3-11")]),
    (Parameter::PledgeBeforeApproval, &[id("9-1"), id("N3-2")]),
    (Parameter::PasswordProfile, &[id("11-2")]),
    (Parameter::FormWording, &[id("F3-4-9")]),
];

/// The parameters that bear on a clause; on 第13条 all of them.
pub fn bearing_on(clause: ClauseId, settings: &Settings) -> Vec<Standing> {
    let named = |parameter| BEARING.iter().any(|(other, on)| *other == parameter && on.contains(&clause));
    let bears = |one: &Standing| clause == id("13") || named(one.parameter);
    standing(settings).into_iter().filter(bears).collect()
}

impl Standing {
    /// What it is called.
    pub fn label(&self) -> Text {
        self.parameter.label()
    }

    /// What it is called, with its value and its source.
    pub fn told_in_full(&self) -> Sentence {
        sentence!(
            "{label}：{value}",
            "{label}: {value}",
            label = self.label(),
            value = self.value_and_source()
        )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_bears_on_a_clause_and_all_of_them_on_the_thirteenth() {
        let settings = Settings::default();
        let on = |clause: &'static str| bearing_on(id(clause), &settings);
        assert_eq!(on("13").len(), Parameter::ALL.len());
        for parameter in Parameter::ALL {
            assert!(BEARING.iter().any(|(named, on)| named == parameter && !on.is_empty()), "{parameter:?}");
        }
        assert_eq!(on("9-1").len(), 2);
        assert!(on("7").is_empty());
    }
}
