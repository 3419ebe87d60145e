//! How a clause stands.

use crate::regulation::clause::Gap;
use crate::words;

words! {
    /// How a clause of the regulation stands, the worst first.
    Status {
        Open "open" "要対応" "Action needed",
        Review "review" "要検討" "To review",
        Unknown "unknown" "未点検" "Not checked",
        Ok "ok" "適合" "In order",
        NotApplicable "not_applicable" "対象外" "Out of scope",
    }
}

impl Status {
    /// What a gap amounts to; advice that is not followed, and a power that is not used, is never more than 要検討.
    pub const fn of_gap(gap: Gap) -> Status {
        match gap {
            Gap::Open => Status::Open,
            Gap::Review | Gap::None => Status::Review,
        }
    }

    /// Whether something has to be put right or thought about.
    pub const fn is_found(self) -> bool {
        matches!(self, Status::Open | Status::Review)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_status_comes_first_and_only_gaps_are_found() {
        assert_eq!(Status::ALL.iter().min(), Some(&Status::Open));
        assert!(Status::Unknown < Status::Ok && Status::Ok < Status::NotApplicable);
        let found: Vec<_> = Status::ALL.iter().filter(|status| status.is_found()).collect();
        assert_eq!(found, [&Status::Open, &Status::Review]);
        assert_eq!(Status::of_gap(Gap::None), Status::Review, "a power that is not used is no breach");
    }
}
