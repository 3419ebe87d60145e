//! What holds for groups and for inviting into them (第5条, 留意事項1).

/// Says whether a patient's name or a group's title looks like more than one patient (留意事項1(3)).
///
/// A hint, not a proof: 「永田 進・永田 和子」, 「永田様ご夫婦」, 「永田 進 他」. A middle dot inside a katakana name
/// (「マリア・ガルシア」) is no hint.
pub fn names_several(text: &str) -> bool {
    ["ご夫婦", "ご夫妻", "夫婦", "ご兄弟", "ご姉妹", "＆", "&", "他1名", "ほか"]
        .iter()
        .any(|hint| text.contains(hint))
        || text.ends_with('他')
        || text.contains(" 他")
        || text.contains("　他")
        || text.char_indices().any(|(at, c)| is_dot(c) && !is_katakana_around(text, at, c))
}

fn is_dot(c: char) -> bool {
    matches!(c, '・' | '･' | '、')
}

fn is_katakana_around(text: &str, at: usize, dot: char) -> bool {
    let is_katakana = |c: char| {
        ('ァ'..='ヺ').contains(&c) || c == 'ー' || ('ｦ'..='ﾟ').contains(&c) || c.is_ascii_alphabetic()
    };
    let before = text[..at].chars().next_back();
    let after = text[at + dot.len_utf8()..].chars().next();
    before.is_some_and(is_katakana) && after.is_some_and(is_katakana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_in_a_name_are_noticed() {
        for text in ["永田 進・永田 和子", "永田様ご夫婦", "永田 進 他", "永田 進、和子", "永田 進＆和子"]
        {
            assert!(names_several(text), "{text}");
        }
    }

    #[test]
    fn one_person_is_left_in_peace() {
        for text in ["山田 太郎様", "マリア・ガルシア", "O'Brien Sean", "他田 日奉", "𠮷田 修"]
        {
            assert!(!names_several(text), "{text}");
        }
    }
}
