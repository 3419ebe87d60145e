//! Cells that a spreadsheet would run as a formula, made harmless on the way out and restored on the way in.
//!
//! An apostrophe before the cell makes it text. What the console wrote comes back exactly, because a text
//! that already looks neutralised gets one apostrophe more. Control characters are not dealt with here.

/// A cell as a spreadsheet may safely open it.
///
/// A plain signed number (`-5`) stays: it is a value, not a formula. A telephone number (`+81-3-…`) does
/// not: a spreadsheet would subtract.
pub fn neutralise(text: &str) -> String {
    if is_guarded(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`neutralise`] was given.
pub fn restore(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(cell)
}

/// [`restore`] without a copy where nothing is to be done.
pub(super) fn restored(cell: String) -> String {
    let cut = cell.len() - restore(&cell).len();
    if cut == 0 { cell } else { cell[cut..].to_owned() }
}

/// True for a formula, with any number of apostrophes before it.
fn is_guarded(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_number(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or_default();
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised_and_everything_else_stays() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+81-3-0000-0000", "'+81-3-0000-0000"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1+1", "'＝1+1"),
            ("-", "'-"),
            ("'=1", "''=1"),
            ("-5", "-5"),
            ("-0.5", "-0.5"),
            ("03-0000-0000", "03-0000-0000"),
            ("O'Brien", "O'Brien"),
            ("'80年代", "'80年代"),
            ("ー田", "ー田"),
            ("", ""),
        ] {
            assert_eq!(neutralise(text), cell, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_comes_back(text in "['=+@\t\r\n＝－5.a-]{0,6}") {
            let cell = neutralise(&text);
            prop_assert_eq!(restore(&cell), &text);
            prop_assert_eq!(restored(cell), text);
        }

        #[test]
        fn no_written_cell_begins_a_formula(text in any::<String>()) {
            let cell = neutralise(&text);
            prop_assert!(is_number(&cell) || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
