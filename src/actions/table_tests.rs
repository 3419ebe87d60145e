//! The table of actions is sound, and the golden matrix of what may be done in which state.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Action, Field, Kind, Stage, table};
use crate::domain::{Case, Noun};
use crate::listings;
use crate::regulation::finding::Judgement;
use crate::testing::cases::{context, matrix, standings};
use crate::text::{Lang, Text};

/// Never on screen or paper (domain.md, Words).
const FORBIDDEN: &[&str] = &["アーカイブ", "利用停止", "利用者", "命令"];

/// 解除 stands only in one of the four verbs of leaving and the two of lifting.
const ENDINGS: &[&str] = &["参加解除", "登録解除", "制限解除", "禁止解除"];

fn on(case: &Case) -> impl Iterator<Item = &'static Action> {
    let noun = case.id().noun;
    table::ACTIONS.iter().copied().filter(move |action| action.on == noun)
}

/// Every word an action shows.
fn texts(action: &Action) -> Vec<Text> {
    let choices = |field: &Field| match field.kind {
        Kind::Choice(choices) => choices.iter().map(|choice| choice.label).collect(),
        Kind::Line | Kind::Day(_) | Kind::Yes | Kind::Row(_) => Vec::new(),
    };
    let fields = action.fields.iter().flat_map(|field| [vec![field.label], choices(field)].concat());
    [action.label, action.about].into_iter().chain(fields).collect()
}

#[test]
fn ids_are_unique_and_begin_with_the_noun() {
    let mut seen = BTreeSet::new();
    for action in table::ACTIONS {
        assert!(seen.insert(action.id), "{} twice", action.id);
        assert_eq!(action.id, format!("{}.{}", action.noun.word(), action.verb()));
        assert!(action.on == action.noun || action.on == Noun::Office, "{}", action.id);
        assert!(action.verb().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", action.id);
    }
}

#[test]
fn every_action_cites_a_clause_and_says_what_it_does() {
    for action in table::ACTIONS {
        assert!(!action.basis.is_empty(), "{}", action.id);
        assert!(texts(action).iter().all(|text| !text.ja.is_empty() && !text.en.is_empty()), "{}", action.id);
        assert!(action.about.ja.ends_with('。') && action.about.en.ends_with('.'), "{}", action.id);
    }
}

#[test]
fn keys_are_small_letters_and_never_the_confirming_one() {
    for action in table::ACTIONS {
        let Some(key) = action.key else { continue };
        assert!(key.is_ascii_lowercase() && key != 'y', "{} has {key}", action.id);
    }
}

#[test]
fn fields_of_an_action_have_ids_of_their_own() {
    for action in table::ACTIONS {
        let ids: BTreeSet<&str> = action.fields.iter().map(|field| field.id).collect();
        assert_eq!(ids.len(), action.fields.len(), "{}", action.id);
        assert!(!ids.contains("reason"), "{}: the reason is asked for beside the fields", action.id);
    }
}

#[test]
fn no_row_allows_two_actions_of_one_key() {
    let ctx = context();
    for (name, case) in matrix() {
        let now: Vec<&Action> = on(&case).filter(|a| a.judge(&case, &ctx).stage == Stage::Now).collect();
        for (place, one) in now.iter().enumerate() {
            for other in &now[place + 1..] {
                let same = one.key.is_some() && one.key == other.key && one.noun == other.noun;
                assert!(!same, "{name}: {} and {} both on {:?}", one.id, other.id, one.key);
            }
        }
    }
}

#[test]
fn words_that_mislead_are_not_used() {
    let actions = table::ACTIONS.iter().flat_map(|action| texts(action));
    let labels = listings::all().flat_map(|listing| {
        let columns = listing.columns.iter().map(|column| column.label);
        columns.chain(listing.orders.iter().chain(listing.tallies).map(|choice| choice.label))
    });
    for text in actions.chain(labels) {
        for word in FORBIDDEN {
            assert!(!text.ja.contains(word), "{word} in {}", text.ja);
        }
        let rest = ENDINGS.iter().fold(text.ja.to_owned(), |rest, ending| rest.replace(ending, ""));
        assert!(!rest.contains("解除"), "a bare 解除 in {}", text.ja);
        let admins = rest.replace("MCS管理者", "").replace("事業所の管理者", "");
        assert!(!admins.contains("管理者"), "a bare 管理者 in {}", text.ja);
    }
}

#[test]
fn a_refusal_says_why_in_both_languages() {
    let ctx = context();
    for (name, case) in matrix() {
        for action in on(&case) {
            let verdict = action.judge(&case, &ctx);
            let Some(why) = verdict.why_not() else { continue };
            assert!(!why.get(Lang::Ja).is_empty() && !why.get(Lang::En).is_empty(), "{name} {}", action.id);
            let japanese = why.get(Lang::En).replace(|c: char| c.is_ascii(), "");
            let is_name = ["髙橋美智子", "狛江訪問看護ステーション", "開示請求"];
            let rest = is_name.iter().fold(japanese, |rest, name| rest.replace(name, ""));
            assert!(rest.is_empty(), "{name} {}: Japanese in {}", action.id, why.get(Lang::En));
        }
    }
}

/// Per state: what may be done, what wants a reason, what is decided, and which clause stops the rest.
#[test]
fn the_golden_matrix_of_states_and_actions() {
    let ctx = context();
    let mut out = String::new();
    for (name, case) in matrix() {
        let _ = writeln!(out, "{name}");
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for action in on(&case) {
            let verdict = action.judge(&case, &ctx);
            let word = match (&verdict.stage, verdict.blocks().first()) {
                (Stage::Decided, _) => "decided".to_owned(),
                (_, Some(block)) => format!("no {}", block.clause),
                (_, None) if verdict.judgement() == Judgement::Check => "reason".to_owned(),
                (_, None) => "now".to_owned(),
            };
            match groups.iter_mut().find(|(w, _)| *w == word) {
                Some((_, ids)) => ids.push(action.id),
                None => groups.push((word, vec![action.id])),
            }
        }
        groups.sort();
        for (word, ids) in groups {
            let _ = writeln!(out, "  {word:8} {}", ids.join(" "));
        }
    }
    insta::assert_snapshot!(out);
}

/// Standing by state by action, in full: what may be done with an invitation, and what then wants a reason.
#[test]
fn the_golden_matrix_of_standings_states_and_actions() {
    let ctx = context();
    let mut out = String::new();
    for (standing, change) in standings() {
        for (state, case) in matrix() {
            let Case::Invitation(mut case) = case else { continue };
            change(&mut case.invitee);
            let case = Case::Invitation(case);
            let mut may = String::new();
            for action in on(&case) {
                let verdict = action.judge(&case, &ctx);
                let mark = if verdict.judgement() == Judgement::Check { "(reason)" } else { "" };
                if verdict.is_allowed() {
                    let _ = write!(may, " {}{mark}", action.verb());
                }
            }
            let _ = writeln!(out, "{standing} / {state}:{may}");
        }
    }
    insta::assert_snapshot!(out);
}
