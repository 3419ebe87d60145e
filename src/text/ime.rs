//! Keys typed while a Japanese input method is on.
//!
//! In a list one full-width or kana key counts as its ASCII key; in a text field the character is
//! what was meant. Only the caller knows where it is, so only the caller maps.

/// The ASCII key that a full-width or kana key stands for in a list.
///
/// Vowels only among the kana: the others need two strokes and arrive as more than one character.
pub fn as_ascii(typed: char) -> Option<char> {
    match typed {
        'あ' | 'ア' | 'ｱ' => Some('a'),
        'い' | 'イ' | 'ｲ' => Some('i'),
        'う' | 'ウ' | 'ｳ' => Some('u'),
        'え' | 'エ' | 'ｴ' => Some('e'),
        'お' | 'オ' | 'ｵ' => Some('o'),
        '・' | '･' => Some('/'),
        '。' | '｡' => Some('.'),
        '、' | '､' => Some(','),
        'ー' => Some('-'),
        '「' => Some('['),
        '」' => Some(']'),
        '￥' => Some('\\'),
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(typed as u32 - '！' as u32 + u32::from('!')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::as_ascii;

    #[test]
    fn full_width_keys_count_as_their_ascii_keys() {
        let typed = "ａｚＡ１９？／：＊　・あいうえお";
        let keys: String = typed.chars().filter_map(as_ascii).collect();
        assert_eq!(keys, "azA19?/:* /aiueo");
    }

    #[test]
    fn other_characters_are_no_keys() {
        assert!("髙橋かんa1".chars().all(|c| as_ascii(c).is_none()));
    }
}
