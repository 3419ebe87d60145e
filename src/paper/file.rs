//! What papers are called on disk: a name that the product makes, without the people on the paper.

use super::table::Sheet;
use crate::domain::Id;
use crate::text::date::{Day, iso};

/// The name of a paper: `form3_G-0031_2026-11-26.pdf`.
pub fn file_name(sheet: &Sheet, about: Option<Id>, on: Day, ending: &str) -> String {
    let about = about.map_or(String::new(), |id| format!("_{id}"));
    format!("{}{about}_{}.{ending}", sheet.stem, iso(on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::SHEETS;

    #[test]
    fn a_paper_is_named_after_its_sheet_its_row_and_its_day() {
        let sheet = SHEETS.iter().find(|sheet| sheet.stem == "form3").unwrap();
        let on = "2026-11-26".parse().unwrap();
        assert_eq!(file_name(sheet, "G-0031".parse().ok(), on, "pdf"), "form3_G-0031_2026-11-26.pdf");
        assert_eq!(file_name(sheet, None, on, "xlsx"), "form3_2026-11-26.xlsx");
    }
}
