//! The rules of making groups and inviting into them (第5条, 第6条, 留意事項1).

use super::clause::id;
use super::finding::{Finding, Rule, Severity};
use crate::domain::case::{GroupCase, UserCase};
use crate::domain::{Context, Group, GroupKind, GroupState, OfficeId, Patient, Standing};
use crate::sentence;
use crate::text::{Shown, Text};

/// Everything that inviting looks at in the group.
pub const INVITING: &[&Rule<GroupCase>] = &[&CONSENT_FIRST, &CONSENT_OWED];

/// あらかじめ: the consent or its waiver comes before anybody is invited; urgency is the one exception.
pub const CONSENT_FIRST: Rule<GroupCase> = Rule {
    id: "consent_first",
    clause: id("6-1"),
    severity: Severity::Block,
    check: |case, _| {
        (is_owed(case) && case.group.urgent_reason.is_empty()).then(|| {
            Text::new(
                "同意書が未取得です。招待の前に取り交わして記録します。",
                "There is no consent yet: record it before inviting.",
            )
            .into()
        })
    },
};

/// Urgency let the invitation pass; the consent is still owed.
pub const CONSENT_OWED: Rule<GroupCase> = Rule {
    id: "consent_owed",
    clause: id("6-1"),
    severity: Severity::Advise,
    check: |case, _| {
        (is_owed(case) && !case.group.urgent_reason.is_empty()).then(|| {
            sentence!(
                "緊急・本人同意困難として招待します。同意書は要対応のままです：{why}",
                "Inviting as urgent; the consent is still owed: {why}",
                why = Shown::new(&case.group.urgent_reason)
            )
        })
    },
};

fn is_owed(case: &GroupCase) -> bool {
    case.group.kind == GroupKind::Patient && case.consent.is_none()
}

/// An invitee of our own office must be free to take part; another office judges its own.
pub fn invitee_stands(invitee: &UserCase, ctx: &Context) -> Option<Finding> {
    let standing = invitee.standing(ctx.today());
    let is_ours = invitee.user.office == ctx.actor.office;
    let is_gone = matches!(standing, Standing::Released | Standing::AccountClosed);
    if standing == Standing::Active || (!is_ours && !is_gone) {
        return None;
    }
    Some(Finding {
        rule: "invitee_standing",
        clause: id("8-4"),
        severity: Severity::Block,
        sentence: sentence!(
            "{who}さんは{standing}のため招待できません。",
            "{who} cannot be invited: {standing}.",
            who = Shown::new(&invitee.user.name),
            standing = standing.label()
        ),
    })
}

/// One active group per patient (留意事項1(2)): an active one refuses, an archived one is to be restored instead.
pub fn groups_of_same_patient(groups: &[Group], office: OfficeId) -> Option<Finding> {
    let finding = |severity, sentence| Finding { rule: "one_group", clause: id("N1-2"), severity, sentence };
    if let Some(active) = groups.iter().find(|g| g.state == GroupState::Active) {
        let title = Shown::new(&active.title);
        return Some(finding(
            Severity::Block,
            sentence!(
                "この患者さんのグループがすでにあります：{id} {title}",
                "This patient has a group already: {id} {title}",
                id = active.id,
                title = title
            ),
        ));
    }
    let archived = groups.iter().find(|g| g.state == GroupState::Archived && g.office == office)?;
    Some(finding(
        Severity::Warn,
        sentence!(
            "保管中のグループがあります：{id} {title}。新しく作る代わりに「保管庫から戻す」で戻せます（group restore {id}）。",
            "There is an archived group: {id} {title}. Choose \"Restore\" on it instead (group restore {id}).",
            id = archived.id,
            title = Shown::new(&archived.title)
        ),
    ))
}

/// Somebody on file could be the same patient.
pub fn looks_like(patient: &Patient) -> Finding {
    let born = patient.born_on.map(|day| day.to_string()).unwrap_or_default();
    Finding {
        rule: "patient_lookalike",
        clause: id("N1-2"),
        severity: Severity::Warn,
        sentence: sentence!(
            "似た患者さんがいます：{name} {id} {born}。同じ方なら、新しく登録せず {id} の患者さんを選びます。",
            "A similar patient is on file: {name} {id} {born}. For the same person choose {id} instead of a new one.",
            name = Shown::new(&patient.name),
            id = patient.id,
            born = born
        ),
    }
}

/// What in a title or a patient's name hints at more than one patient (留意事項1(3)).
pub fn couple_hint(texts: &[&str]) -> Option<Finding> {
    let hint = texts.iter().find_map(|text| hint_in(text))?;
    Some(Finding {
        rule: "one_patient",
        clause: id("N1-3"),
        severity: Severity::Warn,
        sentence: sentence!(
            "「{hint}」があり、複数の患者さんのグループのように見えます。1つのグループに患者は1名です。",
            "\"{hint}\" looks like more than one patient. One patient per group.",
            hint = hint
        ),
    })
}

fn hint_in(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 6] = ["夫婦", "夫妻", "ほか", "、", "&", "＆"];
    let words = WORDS.into_iter().find(|word| text.contains(word));
    words.or_else(|| ends_in_others(text).then_some("他")).or_else(|| joins_two(text).then_some("・"))
}

/// 「他」 after a space or at the end, alone or counted; a family name may begin with it (他田).
fn ends_in_others(text: &str) -> bool {
    text.ends_with('他') || text.split(char::is_whitespace).skip(1).any(|word| word.starts_with('他'))
}

/// A middle dot between two names; between katakana it only spells a foreign one (ショーン・オブライエン).
fn joins_two(text: &str) -> bool {
    let is_katakana = |c: Option<char>| c.is_some_and(|c| ('ァ'..='ー').contains(&c));
    text.match_indices(['・', '･']).any(|(at, dot)| {
        let before = text[..at].chars().next_back();
        let after = text[at + dot.len()..].chars().next();
        !(is_katakana(before) && is_katakana(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("山田 太郎・花子様", Some("・"))]
    #[case("山田ご夫婦", Some("夫婦"))]
    #[case("山田 太郎様 他1名", Some("他"))]
    #[case("山田 太郎 & 花子", Some("&"))]
    #[case("ショーン・オブライエン様", None)]
    #[case("永田 進、和子", Some("、"))]
    #[case("永田 進 他", Some("他"))]
    #[case("他田 日奉様", None)]
    #[case("山田 太郎様", None)]
    fn a_title_that_names_two_patients_is_noticed(#[case] title: &str, #[case] hint: Option<&str>) {
        assert_eq!(hint_in(title), hint, "{title}");
    }
}
