//! Parameters that an office may set by a rule of its own (第13条): which there are, what each may be, whence it comes.
//!
//! A rule supplements: no value here switches a duty off, and what lies outside the bounds is refused.

use std::ops::RangeInclusive;

use crate::sentence;
use crate::text::{Sentence, Text, fold};
use crate::words;

words! {
    /// A parameter of the checks.
    Parameter {
        ArchiveDays "archive_days" "保管庫へ移すまでの日数" "Days until a group is archived",
        LeaveRemovalDays "leave_removal_days" "離れた人の参加解除までの日数" "Days until who left is removed",
        InvitationDays "invitation_days" "招待の有効日数" "Days an invitation stays open",
        ReviewMonths "review_months" "精査の間隔（月）" "Months between membership reviews",
        TrainingMonths "training_months" "教育の間隔（月）" "Months between trainings",
        PointsMonths "points_months" "留意事項・誓約書を読み直す間隔（月）" "Months until points and pledge are read again",
        DeviceCheckMonths "device_check_months" "端末の点検の間隔（月）" "Months between device checks",
        BootPasswordMonths "boot_password_months" "起動時パスワードの変更間隔（月）" "Months a boot password may stay",
        FirstAnswerDays "first_answer_days" "事案への最初の対応までの日数" "Days until an incident is first answered",
        PledgeBeforeApproval "pledge_before_approval" "誓約書のない人の承認" "Approval without a pledge",
        PasswordProfile "mcs_password_profile" "MCSのパスワードの決まり" "Rule for MCS passwords",
        FormWording "form_wording" "様式の文言（原文の誤植）" "Wording of the forms (misprints)",
    }
}

words! {
    /// What a missing pledge (誓約書) makes of an approval.
    PledgePolicy {
        Warn "warn" "要確認" "Check",
        Block "block" "不可" "Blocked",
    }
}

words! {
    /// What the office asks of its users' MCS passwords (第11条(2)).
    PasswordProfile {
        Standard "standard" "規程どおり（2か月ごとに変更）" "As the regulation has it (changed every 2 months)",
        Length13 "length_13" "13文字以上（定期変更なし）" "13 characters or more, not changed by the calendar",
        TwoFactor "two_factor" "二要素（定期変更なし）" "Two factors, not changed by the calendar",
    }
}

words! {
    /// How the official text of a form is printed.
    Wording {
        AsIssued "as_issued" "原文のまま" "As issued, misprints included",
        Corrected "corrected" "誤植を正す" "With its misprints put right",
    }
}

words! {
    /// Whence a parameter has its value.
    Source {
        Regulation "regulation" "規程の定め" "The regulation",
        First "first" "初期値" "First value",
        Office "office" "事業所の定め" "The office's own rule",
    }
}

impl PasswordProfile {
    /// Months that a password may stay; `None` where the calendar does not change it.
    pub fn months(self) -> Option<u32> {
        match self {
            PasswordProfile::Standard => Some(2),
            PasswordProfile::Length13 | PasswordProfile::TwoFactor => None,
        }
    }
}

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// A number of days.
    Days(RangeInclusive<u32>),
    /// A number of calendar months.
    Months(RangeInclusive<u32>),
    /// One of these, by their word and label.
    Words(Vec<(&'static str, Text)>),
}

impl Parameter {
    /// What it may be. The upper bound keeps a rule from doing away with the duty.
    pub fn bounds(self) -> Bounds {
        match self {
            Parameter::ArchiveDays | Parameter::LeaveRemovalDays => Bounds::Days(1..=31),
            Parameter::InvitationDays => Bounds::Days(1..=92),
            Parameter::ReviewMonths => Bounds::Months(1..=12),
            Parameter::TrainingMonths | Parameter::PointsMonths | Parameter::DeviceCheckMonths => {
                Bounds::Months(1..=24)
            }
            Parameter::BootPasswordMonths => Bounds::Months(1..=12),
            Parameter::FirstAnswerDays => Bounds::Days(1..=7),
            Parameter::PledgeBeforeApproval => {
                Bounds::Words(PledgePolicy::ALL.iter().map(|p| (p.word(), p.label())).collect())
            }
            Parameter::PasswordProfile => {
                Bounds::Words(PasswordProfile::ALL.iter().map(|p| (p.word(), p.label())).collect())
            }
            Parameter::FormWording => {
                Bounds::Words(Wording::ALL.iter().map(|w| (w.word(), w.label())).collect())
            }
        }
    }
}

impl Bounds {
    /// The number typed: 14, １４, 14日, 6か月.
    ///
    /// # Errors
    /// Says what it may be, where it is no number or out of bounds.
    pub fn number(&self, typed: &str) -> Result<u32, Sentence> {
        let (Bounds::Days(range) | Bounds::Months(range)) = self else { return Err(self.wanted()) };
        let digits: String = fold::key(typed).chars().take_while(char::is_ascii_digit).collect();
        let rest = fold::key(typed).chars().skip(digits.len()).collect::<String>();
        let units: &[&str] = match self {
            Bounds::Days(_) => &["", "日", "日間", "days", "day", "d"],
            Bounds::Months(_) | Bounds::Words(_) => {
                &["", "カ月", "ケ月", "ヵ月", "ヶ月", "箇月", "月", "months", "month", "m"]
            }
        };
        let is_unit = units.iter().any(|unit| fold::key(unit) == rest);
        let number = digits.parse().ok().filter(|number| is_unit && range.contains(number));
        number.ok_or_else(|| self.wanted())
    }

    /// What it may be, as a sentence.
    pub fn wanted(&self) -> Sentence {
        match self {
            Bounds::Days(range) => sentence!(
                "{least}〜{most}日の数を入力してください。",
                "Give a number of days, {least} to {most}.",
                least = range.start(),
                most = range.end()
            ),
            Bounds::Months(range) => sentence!(
                "{least}〜{most}か月の数を入力してください。",
                "Give a number of months, {least} to {most}.",
                least = range.start(),
                most = range.end()
            ),
            Bounds::Words(words) => {
                let ja: Vec<String> =
                    words.iter().map(|(word, label)| format!("{} {word}", label.ja)).collect();
                let en: Vec<String> =
                    words.iter().map(|(word, label)| format!("{word} ({})", label.en)).collect();
                sentence!(
                    "次のいずれかです：{words}",
                    "It is one of: {words}",
                    words = Sentence::new(ja.join("、"), en.join(", "))
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it_and_only_within_its_bounds() {
        let months = Parameter::TrainingMonths.bounds();
        for typed in ["6", "６", "6か月", "6ヶ月", "6 months", " 6 "] {
            assert_eq!(months.number(typed), Ok(6), "{typed}");
        }
        for typed in ["0", "25", "6日", "six", "", "-6", "99999999999"] {
            assert_eq!(months.number(typed), Err(months.wanted()), "{typed}");
        }
        assert_eq!(Parameter::ArchiveDays.bounds().number("14日"), Ok(14));
    }
}
