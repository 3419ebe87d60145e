//! The office's settings as they are now: the first values, and over them its rules in force (第13条).

use super::{Reader, StoreError};
use crate::domain::{MirrorSetting, Noun, Parameter, Settings};

impl Reader<'_> {
    /// The settings in force for the office that looks; how decisions get into MCS is its host's to say.
    pub fn settings(&self, mirror: MirrorSetting) -> Result<Settings, StoreError> {
        let mut settings = Settings::default().with_mirror(mirror);
        for rule in self.open_records_of(Noun::Rule)? {
            let facts = &rule.facts;
            // A rule that an older or newer program laid down otherwise leaves the value as it was.
            if let Some(parameter) = Parameter::read(facts.text("parameter")) {
                let _ = settings.set(parameter, facts.text("value"));
            }
        }
        Ok(settings)
    }
}
