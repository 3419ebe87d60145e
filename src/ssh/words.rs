//! The words of a command that came over SSH. It is data: nothing is expanded, and no shell ever sees it.

/// Splits a command at its spaces; quotes and backslashes keep spaces in a word. `None` where a quote is not
/// closed, or where there is a control character.
pub fn split(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = command.chars();
    while let Some(c) = rest.next() {
        if c.is_control() {
            return None;
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None | Some('"'), '\\') => word.get_or_insert_default().push(rest.next()?),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_its_words_and_quotes_keep_spaces() {
        for (command, words) in [
            ("", &[][..]),
            ("  user   list ", &["user", "list"]),
            ("user memo U-0003 --memo 'a  b'", &["user", "memo", "U-0003", "--memo", "a  b"]),
            (r#"--memo "it's \"so\"""#, &["--memo", r#"it's "so""#]),
            (r"a\ b 'c\d'", &["a b", r"c\d"]),
            ("'' x", &["", "x"]),
            ("a'b'c", &["abc"]),
        ] {
            assert_eq!(split(command).unwrap(), words, "{command}");
        }
    }

    #[test]
    fn what_a_shell_would_act_on_is_a_word_like_any_other() {
        let words = split("today; rm -rf $HOME `id` $(id) > x | y && z *").unwrap();
        assert_eq!(
            words,
            ["today;", "rm", "-rf", "$HOME", "`id`", "$(id)", ">", "x", "|", "y", "&&", "z", "*"]
        );
    }

    #[test]
    fn an_open_quote_and_a_control_character_are_no_command() {
        for command in ["'a", "a \"b", "a\\", "user\nlist", "a\u{1b}[2J", "a\0b"] {
            assert_eq!(split(command), None, "{command:?}");
        }
    }
}
