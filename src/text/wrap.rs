//! Lines for detail texts: Japanese breaks between any two clusters, Latin at its spaces.
//!
//! Keeps closing marks, small kana and long marks off the start of a line and opening brackets off
//! its end (行頭・行末禁則). Does not hyphenate and does not squeeze punctuation.

use super::width::{cells, clusters, cut};

const NEVER_FIRST: &str = "、。，．・：；？！）］｝〉》」』】〕～ー々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､｣･ｰﾞﾟ,.:;?!)]}%";
const NEVER_LAST: &str = "（［｛〈《「『【〔｢([{";

/// Breaks a text into lines of at most `cells` (at least 2), at line ends of the text and where it is too long.
///
/// Spaces at a break are dropped. A word longer than a line is broken at a cell border.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| paragraph_lines(paragraph, cells.max(2))).collect()
}

fn paragraph_lines(paragraph: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = paragraph.trim_end();
    while let Some(end) = line_end(rest, room) {
        lines.push(cut(rest[..end].trim_end(), room).into_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(rest.to_owned());
    lines
}

/// Where the first line of an overlong text ends; `None` when all of it fits.
fn line_end(text: &str, room: usize) -> Option<usize> {
    let (mut used, mut at, mut good) = (0, 0, None);
    let mut before = "";
    for (cluster, width) in clusters(text) {
        if at > 0 && may_break(before, cluster) {
            good = Some(at);
        }
        used += width;
        if used > room && !is_space(cluster) {
            let forced = if at == 0 { cluster.len() } else { at };
            return Some(good.unwrap_or(forced));
        }
        at += cluster.len();
        before = cluster;
    }
    None
}

fn may_break(before: &str, after: &str) -> bool {
    if is_space(after) || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    is_space(before) || cells(before) > 1 || cells(after) > 1
}

fn is_space(cluster: &str) -> bool {
    cluster.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::tests::any_shown;
    use proptest::prelude::*;

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        for (text, room, expected) in [
            ("", 10, vec![""]),
            ("一行", 10, vec!["一行"]),
            ("誓約書がありません。", 10, vec!["誓約書があ", "りません。"]),
            ("誓約書がありません。", 18, vec!["誓約書がありませ", "ん。"]),
            ("ケアマネージャー", 8, vec!["ケアマ", "ネー", "ジャー"]),
            ("本人は「はい」と", 8, vec!["本人は", "「はい」", "と"]),
            ("the quick brown fox", 10, vec!["the quick", "brown fox"]),
            ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
            ("規程 9-1 による", 8, vec!["規程 9-1", "による"]),
            ("一\n\n二", 10, vec!["一", "", "二"]),
            ("葛\u{E0100}葛\u{E0100}", 3, vec!["葛\u{E0100}", "葛\u{E0100}"]),
        ] {
            assert_eq!(wrap(text, room), expected, "{text:?} in {room}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_only_spaces_are_lost(text in any_shown(), room in 4usize..30) {
            let lines = wrap(&text, room);
            prop_assert!(lines.iter().all(|line| cells(line) <= room));
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }
}
