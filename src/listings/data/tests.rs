use std::collections::HashSet;

use super::of;
use crate::listings;

#[test]
fn every_list_has_a_table_with_keys_and_headings_of_their_own() {
    for listing in listings::all() {
        let data = of(listing.noun);
        assert!(data.len() > 3, "{:?}", listing.noun);
        for distinct in [
            data.iter().map(|d| d.id).collect::<HashSet<_>>(),
            data.iter().map(|d| d.label.ja).collect(),
            data.iter().map(|d| d.label.en).collect(),
        ] {
            assert_eq!(distinct.len(), data.len(), "{:?}", listing.noun);
        }
        assert_eq!(data[0].id, "id");
    }
}
