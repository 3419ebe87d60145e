//! Names in a sentence about what an act reaches: the first few, and how many more.

use crate::text::Sentence;

/// The first `most` names, and how many more there are.
pub(super) fn listed(names: &[String], most: usize) -> Sentence {
    let first = &names[..names.len().min(most)];
    let rest = names.len() - first.len();
    let (ja, en) = (first.join("、"), first.join(", "));
    if rest == 0 {
        Sentence::new(ja, en)
    } else {
        Sentence::new(format!("{ja} ほか{rest}"), format!("{en} and {rest} more"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn names_beyond_the_most_are_counted_and_never_dropped_silently() {
        let names: Vec<String> = ["甲", "乙", "丙"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names, 3).get(Lang::Ja), "甲、乙、丙");
        assert_eq!(listed(&names, 2).get(Lang::Ja), "甲、乙 ほか1");
        assert_eq!(listed(&names, 2).get(Lang::En), "甲, 乙 and 1 more");
    }
}
