//! Cells: how wide a text stands on a terminal, and fitting it without ever splitting a cluster.
//!
//! Ambiguous characters count one cell; our own glyphs avoid them. Takes text that is harmless already
//! ([`Shown`](super::Shown) or our own words).

pub use super::wrap::wrap;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands where a text was cut.
const CUT_MARK: char = '~';

/// The width of a text in cells, counted by grapheme cluster.
pub fn cells(text: &str) -> usize {
    plain_text(text).unwrap_or_else(|| clusters(text).map(|(_, cells)| cells).sum())
}

/// The cells of a character that is a cluster of its own beside others like it, and as wide everywhere: most of what
/// a screen shows, and told without a look into Unicode's tables.
pub fn plain_character(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{3000}'..='\u{3003}'
        | '々'
        | '「'..='】'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | 'ー'
        | '\u{4e00}'..='\u{9fff}'
        | '！'..='～' => Some(2),
        _ => None,
    }
}

/// The width of a text of plain characters only.
fn plain_text(text: &str) -> Option<usize> {
    text.chars().map(plain_character).sum()
}

/// Shortens a text to at most `cells`; what was cut ends in `~`.
///
/// May be one cell narrower than asked for where a wide cluster did not fit; see [`pad`].
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    if plain_text(text).is_some_and(|all| all <= cells) {
        return Cow::Borrowed(text);
    }
    let (mut used, mut end, mut kept) = (0, 0, 0);
    for (cluster, width) in clusters(text) {
        used += width;
        if used > cells {
            return cut_at(&text[..kept], cells);
        }
        end += cluster.len();
        if used < cells {
            kept = end;
        }
    }
    Cow::Borrowed(text)
}

fn cut_at(kept: &str, cells: usize) -> Cow<'_, str> {
    if cells == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{kept}{CUT_MARK}")) }
}

/// Cuts a text and fills it with spaces on the right, to exactly `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let mut fitted = cut(text, cells).into_owned();
    let missing = cells - self::cells(&fitted);
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The grapheme clusters of a text, each with its cells.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true).map(|cluster| (cluster, cluster.width()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts as they occur: kanji, kana, variation sequences, astral, Latin with marks, emoji.
    pub(in crate::text) fn any_shown() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Z ,.-]{1,6}",
            "[ぁ-んァ-ンー、。「」（）々　]{1,4}",
            Just("葛\u{E0100}".to_owned()),
            Just("𠮷".to_owned()),
            Just("ﾊﾝｶｸ".to_owned()),
            Just("e\u{302}\u{301}".to_owned()),
            Just("👩".to_owned()),
            any::<String>().prop_map(|raw| crate::text::Shown::new(&raw).into()),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn cells_are_counted_as_terminals_count_them() {
        for (text, expected) in [
            ("", 0),
            ("abc", 3),
            ("髙橋", 4),
            ("𠮷", 2),
            ("葛\u{E0100}", 2),
            ("ﾀｶﾊｼ", 4),
            ("Nguye\u{302}\u{303}n", 6),
            ("…", 1),
            ("▸›", 2),
            ("（）", 4),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cut_ends_in_its_mark_and_splits_no_cluster() {
        for (text, cells, expected) in [
            ("髙橋美智子", 10, "髙橋美智子"),
            ("髙橋美智子", 9, "髙橋美智~"),
            ("髙橋美智子", 8, "髙橋美~"),
            ("葛\u{E0100}城", 3, "葛\u{E0100}~"),
            ("葛\u{E0100}城", 2, "~"),
            ("葛\u{E0100}", 2, "葛\u{E0100}"),
            ("abc", 2, "a~"),
            ("abc", 1, "~"),
            ("abc", 0, ""),
            ("", 0, ""),
        ] {
            assert_eq!(cut(text, cells), expected, "{text:?} in {cells}");
        }
    }

    #[test]
    fn padding_fills_the_cell_that_a_wide_cluster_left() {
        assert_eq!(pad("髙橋美", 5), "髙橋~");
        assert_eq!(pad("髙橋美", 4), "髙~ ");
        assert_eq!(pad("林", 4), "林  ");
    }

    #[test]
    fn plain_characters_are_clusters_of_their_own_and_as_wide_as_the_tables_say() {
        let plain: Vec<char> = ('\0'..=char::MAX).filter(|c| plain_character(*c).is_some()).collect();
        for pair in plain.windows(2) {
            let text: String = pair.iter().collect();
            let slow: Vec<(&str, usize)> = clusters(&text).collect();
            assert_eq!(slow.len(), 2, "{text:?}");
            let fast: Vec<Option<usize>> = text.chars().map(plain_character).collect();
            assert_eq!(fast, slow.iter().map(|(_, cells)| Some(*cells)).collect::<Vec<_>>(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_cut_never_exceeds_and_keeps_whole_clusters(text in any_shown(), room in 0usize..20) {
            let short = cut(&text, room);
            prop_assert!(cells(&short) <= room);
            if short == text {
                return Ok(());
            }
            prop_assert!(cells(&text) > room);
            let kept = short.strip_suffix(CUT_MARK).unwrap_or_default();
            let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            prop_assert!(text.starts_with(kept) && borders.contains(&kept.len()));
            let next = text[kept.len()..].graphemes(true).next().unwrap_or_default();
            prop_assert!(cells(kept) + cells(next) + 1 > room);
        }

        #[test]
        fn padding_is_exact(text in any_shown(), room in 0usize..20) {
            prop_assert_eq!(cells(&pad(&text, room)), room);
        }
    }
}
