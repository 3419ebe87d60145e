//! The office's parameters (第13条) with their first values; and how decisions get into MCS.

use std::collections::BTreeSet;

use super::MirrorSetting;
use super::parameter::{Bounds, Parameter, PasswordProfile, PledgePolicy, Source, Wording};
use crate::sentence;
use crate::text::Sentence;

/// The office's parameters. Days and months are calendar ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days after the use ended within which a group goes to the archive (留意事項2(1)).
    pub archive_within_days: u32,
    /// Days within which someone who left is out of every group (留意事項1(4)).
    pub leave_removal_days: u32,
    /// Days an invitation stays open.
    pub invitation_days: u32,
    /// Months between membership reviews (留意事項1(4)).
    pub review_months: u32,
    /// Months between trainings (第9条第1項).
    pub training_months: u32,
    /// Months after which 留意事項 and pledge are read again (第10条).
    pub points_months: u32,
    /// Months between walks through a device's checklist (第12条).
    pub device_check_months: u32,
    /// Months a device's boot password may stay unchanged (第12条(1)).
    pub boot_password_months: u32,
    /// Days within which an incident is first answered (留意事項3(10)).
    pub first_answer_days: u32,
    /// What a missing pledge makes of an approval (第9条第1項).
    pub pledge_policy: PledgePolicy,
    /// What is asked of MCS passwords (第11条(2)).
    pub password_profile: PasswordProfile,
    /// Months a password may stay unchanged (第11条(2)); `None` where the office's profile asks for no rotation.
    pub password_months: Option<u32>,
    /// How the official text of the forms is printed.
    pub form_wording: Wording,
    /// Months after which a restriction without an end is looked at again.
    pub sanction_review_months: u32,
    /// How decisions get into MCS: the host's setting, which decides whether they are marked MCS未反映.
    pub mirror: MirrorSetting,
    /// The parameters that a rule of the office sets.
    own: BTreeSet<Parameter>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            archive_within_days: 7,
            leave_removal_days: 7,
            invitation_days: 30,
            review_months: 6,
            training_months: 12,
            points_months: 12,
            device_check_months: 12,
            boot_password_months: 3,
            first_answer_days: 1,
            pledge_policy: PledgePolicy::Warn,
            password_profile: PasswordProfile::Standard,
            password_months: PasswordProfile::Standard.months(),
            form_wording: Wording::AsIssued,
            sanction_review_months: 1,
            mirror: MirrorSetting::default(),
            own: BTreeSet::new(),
        }
    }
}

impl Settings {
    /// The settings under a host that gets decisions into MCS in this way.
    #[must_use]
    pub fn with_mirror(self, mirror: MirrorSetting) -> Settings {
        Settings { mirror, ..self }
    }

    /// Sets a parameter by a rule of the office, from what was typed, and gives the value as it is kept.
    ///
    /// # Errors
    /// Says what it may be, where the value is none.
    pub fn set(&mut self, parameter: Parameter, typed: &str) -> Result<String, Sentence> {
        let bounds = parameter.bounds();
        match parameter {
            Parameter::PledgeBeforeApproval => {
                self.pledge_policy = PledgePolicy::read(typed).ok_or_else(|| bounds.wanted())?;
            }
            Parameter::PasswordProfile => {
                self.password_profile = PasswordProfile::read(typed).ok_or_else(|| bounds.wanted())?;
                self.password_months = self.password_profile.months();
            }
            Parameter::FormWording => {
                self.form_wording = Wording::read(typed).ok_or_else(|| bounds.wanted())?;
            }
            _ => {
                let number = bounds.number(typed)?;
                if let Some(place) = self.number(parameter) {
                    *place = number;
                }
            }
        }
        self.own.insert(parameter);
        Ok(self.value(parameter))
    }

    /// Where a number is kept; `None` for a parameter that is a word.
    fn number(&mut self, parameter: Parameter) -> Option<&mut u32> {
        Some(match parameter {
            Parameter::ArchiveDays => &mut self.archive_within_days,
            Parameter::LeaveRemovalDays => &mut self.leave_removal_days,
            Parameter::InvitationDays => &mut self.invitation_days,
            Parameter::ReviewMonths => &mut self.review_months,
            Parameter::TrainingMonths => &mut self.training_months,
            Parameter::PointsMonths => &mut self.points_months,
            Parameter::DeviceCheckMonths => &mut self.device_check_months,
            Parameter::BootPasswordMonths => &mut self.boot_password_months,
            Parameter::FirstAnswerDays => &mut self.first_answer_days,
            Parameter::PledgeBeforeApproval | Parameter::PasswordProfile | Parameter::FormWording => {
                return None;
            }
        })
    }

    /// A parameter's value as it is kept: a number or a word.
    pub fn value(&self, parameter: Parameter) -> String {
        match parameter {
            Parameter::PledgeBeforeApproval => self.pledge_policy.word().to_owned(),
            Parameter::PasswordProfile => self.password_profile.word().to_owned(),
            Parameter::FormWording => self.form_wording.word().to_owned(),
            _ => self.clone().number(parameter).map(|number| number.to_string()).unwrap_or_default(),
        }
    }

    /// A parameter's value in words: 7日, 12か月, 要確認.
    pub fn told(&self, parameter: Parameter) -> Sentence {
        match (parameter, parameter.bounds()) {
            (Parameter::PledgeBeforeApproval, _) => self.pledge_policy.label().into(),
            (Parameter::PasswordProfile, _) => self.password_profile.label().into(),
            (Parameter::FormWording, _) => self.form_wording.label().into(),
            (_, Bounds::Days(_)) => {
                sentence!("{number}日", "{number} days", number = self.value(parameter))
            }
            (_, Bounds::Months(_) | Bounds::Words(_)) => {
                sentence!("{number}か月", "{number} months", number = self.value(parameter))
            }
        }
    }

    /// Whence a parameter has its value.
    pub fn source(&self, parameter: Parameter) -> Source {
        if self.own.contains(&parameter) {
            return Source::Office;
        }
        // The text itself says: at the latest every two months (第11条(2)). Its other periods are open.
        match parameter {
            Parameter::PasswordProfile => Source::Regulation,
            _ => Source::First,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_takes_its_own_value_and_tells_whence_it_is() {
        for parameter in Parameter::ALL.iter().copied() {
            let mut settings = Settings::default();
            assert_ne!(settings.source(parameter), Source::Office, "{}", parameter.word());
            let other = match parameter.bounds() {
                Bounds::Days(_) | Bounds::Months(_) => "5".to_owned(),
                Bounds::Words(words) => words.last().expect("a word").0.to_owned(),
            };
            assert_ne!(settings.value(parameter), other, "{}", parameter.word());
            assert_eq!(settings.set(parameter, &other), Ok(other.clone()), "{}", parameter.word());
            assert_eq!(settings.value(parameter), other, "{}", parameter.word());
            assert_eq!(settings.source(parameter), Source::Office, "{}", parameter.word());
            let changed =
                Parameter::ALL.iter().filter(|p| settings.value(**p) != Settings::default().value(**p));
            assert_eq!(changed.count(), 1, "{} changes nothing else", parameter.word());
        }
    }

    #[test]
    fn what_is_no_value_changes_nothing() {
        for (parameter, typed) in [
            (Parameter::TrainingMonths, "1200"),
            (Parameter::ArchiveDays, "0"),
            (Parameter::FormWording, "原文"),
            (Parameter::PledgeBeforeApproval, "off"),
            (Parameter::PasswordProfile, "none"),
        ] {
            let mut settings = Settings::default();
            assert_eq!(settings.set(parameter, typed), Err(parameter.bounds().wanted()));
            assert_eq!(settings, Settings::default());
        }
    }

    #[test]
    fn a_profile_without_rotation_sets_no_day_for_the_password() {
        let mut settings = Settings::default();
        assert_eq!(
            (settings.password_months, settings.source(Parameter::PasswordProfile)),
            (Some(2), Source::Regulation)
        );
        settings.set(Parameter::PasswordProfile, "13文字以上（定期変更なし）").expect("a profile");
        assert_eq!(settings.password_months, None);
    }
}
