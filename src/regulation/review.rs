//! How far a review campaign has come (留意事項1(4)).

use crate::domain::case::RecordCase;
use crate::sentence;
use crate::text::Sentence;

/// How far an open campaign has come.
pub fn what_is_next(case: &RecordCase) -> Vec<Sentence> {
    if !case.record.is_open {
        return Vec::new();
    }
    vec![sentence!(
        "これまで：継続 {keep}、参加解除 {remove}、要確認 {unsure}。一覧は review sheet {id}、署名で参加解除を実行します。",
        "So far: keep {keep}, remove {remove}, unsure {unsure}. See review sheet {id}; signing off does the removals.",
        keep = case.decided.keep,
        remove = case.decided.remove,
        unsure = case.decided.unsure,
        id = case.record.id
    )]
}
