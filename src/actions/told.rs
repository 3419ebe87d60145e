//! The sentence that tells who decided a row, for the decisions that people meet most: 「この招待は林さんが 12:03 に承認しました」.
//!
//! Other acts are told by their label.

use crate::domain::Id;
use crate::sentence;
use crate::text::{Sentence, Shown};

/// Who decided this row, and when; `None` for an act that has no sentence of its own.
pub(super) fn decided(action: &str, id: Id, who: &Shown, when: &str, number: i64) -> Option<Sentence> {
    Some(match action {
        "invitation.judge" => sentence!(
            "この招待（{id}）は{who}さんが {when} に本人の判断を記録しました（記録 {number}）。",
            "{who} recorded the user's judgement on this invitation ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "invitation.approve" => sentence!(
            "この招待（{id}）は{who}さんが {when} に承認しました（記録 {number}）。",
            "{who} approved this invitation ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "invitation.reject" => sentence!(
            "この招待（{id}）は{who}さんが {when} に不承認としました（記録 {number}）。",
            "{who} rejected this invitation ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "invitation.accept" => sentence!(
            "この招待（{id}）は{who}さんが {when} に受理を記録しました（記録 {number}）。",
            "{who} recorded the acceptance of this invitation ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "invitation.decline" => sentence!(
            "この招待（{id}）は{who}さんが {when} に辞退を記録しました（記録 {number}）。",
            "{who} recorded that this invitation ({id}) was declined at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "invitation.withdraw" => sentence!(
            "この招待（{id}）は{who}さんが {when} に取り下げました（記録 {number}）。",
            "{who} withdrew this invitation ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "group.archive" => sentence!(
            "このグループ（{id}）は{who}さんが {when} に保管庫へ移しました（記録 {number}）。",
            "{who} archived this group ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "group.restore" => sentence!(
            "このグループ（{id}）は{who}さんが {when} に保管庫から戻しました（記録 {number}）。",
            "{who} restored this group ({id}) at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        "mirror.confirm" => sentence!(
            "{id} は{who}さんが {when} にMCS反映済としました（記録 {number}）。",
            "{who} confirmed {id} as done in MCS at {when} (entry {number}).",
            id = id,
            who = who,
            when = when,
            number = number
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::table;
    use crate::domain::Noun;
    use crate::text::Lang;

    const TOLD: [&str; 9] = [
        "invitation.judge",
        "invitation.approve",
        "invitation.reject",
        "invitation.accept",
        "invitation.decline",
        "invitation.withdraw",
        "group.archive",
        "group.restore",
        "mirror.confirm",
    ];

    #[test]
    fn each_decision_with_a_sentence_of_its_own_stands_in_the_table_and_names_who_and_when() {
        let id = Id { noun: Noun::Invitation, number: 2041 };
        for action in TOLD {
            assert!(table::find(action).is_some(), "{action}");
            let told = decided(action, id, &Shown::new("林 由紀"), "12:03", 7).expect(action);
            for lang in [Lang::Ja, Lang::En] {
                let words = told.get(lang);
                assert!(
                    words.contains("林 由紀") && words.contains("12:03") && words.contains("I-2041"),
                    "{words}"
                );
            }
        }
        assert!(decided("user.memo", id, &Shown::new("林 由紀"), "12:03", 7).is_none());
    }
}
