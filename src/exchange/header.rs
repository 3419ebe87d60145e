//! Finds the row of headers and says which column is which field.
//!
//! Knows headers only by a [`Layout`]; what the cells below mean is not its business.

use super::error::ExchangeError;
use super::layout::{FieldAlias, Layout};
use crate::text::{Text, kana};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The columns of a table, found by their headers.
#[derive(Clone, Debug)]
pub struct Columns {
    layout: &'static Layout,
    row: u32,
    headers: Vec<String>,
    places: Vec<(&'static str, usize)>,
}

/// What one row looks like when it is taken for the header.
pub(super) enum Candidate {
    /// It has every column that is needed.
    Header(Columns),
    /// It has some; how many, and which are missing.
    Incomplete { known: usize, missing: Vec<Text> },
}

impl Columns {
    /// Takes a row for the header.
    pub(super) fn try_row(
        layout: &'static Layout,
        row: u32,
        headers: &[String],
    ) -> Result<Candidate, ExchangeError> {
        let mut places: Vec<(&'static str, usize)> = Vec::new();
        let mut twice = None;
        for (place, header) in headers.iter().enumerate() {
            let Some(field) = field_of(layout, header) else { continue };
            match places.iter().find(|(known, _)| *known == field) {
                Some(&(_, first)) => twice = twice.or(Some([first, place])),
                None => places.push((field, place)),
            }
        }
        let columns = Columns { layout, row, headers: headers.to_vec(), places };
        let missing = columns.missing();
        if !missing.is_empty() {
            return Ok(Candidate::Incomplete { known: columns.places.len(), missing });
        }
        match twice {
            Some(both) => {
                let headers = both.map(|place| headers[place].clone());
                Err(ExchangeError::DuplicateColumn { row, headers })
            }
            None => Ok(Candidate::Header(columns)),
        }
    }

    fn missing(&self) -> Vec<Text> {
        let needed = self.layout.fields.iter().filter(|field| field.required && !self.has(field.field));
        needed.map(FieldAlias::name).collect()
    }

    /// The number of the header's row.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The headers as they stand.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// True where the table has the field, in one column or in two.
    pub fn has(&self, field: &str) -> bool {
        self.place(field).is_some() || self.parts(field).is_some()
    }

    /// A row's text for a field, as it stands but for blanks around it; empty where the table has no such column.
    pub fn text<'a>(&self, cells: &'a [String], field: &str) -> Cow<'a, str> {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        if let Some(place) = self.place(field) {
            return Cow::Borrowed(cell(place));
        }
        match self.parts(field).map(|parts| parts.map(cell)) {
            None => Cow::Borrowed(""),
            Some(["", only] | [only, ""]) => Cow::Borrowed(only),
            Some([first, second]) => Cow::Owned(format!("{first}\u{3000}{second}")),
        }
    }

    /// Where a field's text goes: one column, or two where the table has a name in parts. A reading is written in
    /// the kana of its header: ふりがな or フリガナ.
    pub(super) fn spread(&self, field: &str, text: &str) -> Vec<(usize, String)> {
        let mut cells = self.parted(field, text);
        for (place, cell) in cells.iter_mut().filter(|_| field == READING) {
            *cell = in_script_of(self.headers.get(*place).map_or("", String::as_str), cell);
        }
        cells
    }

    fn parted(&self, field: &str, text: &str) -> Vec<(usize, String)> {
        if let Some(place) = self.place(field) {
            return vec![(place, text.to_owned())];
        }
        let Some([first, second]) = self.parts(field) else { return Vec::new() };
        let (family, given) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        vec![(first, family.to_owned()), (second, given.trim_start().to_owned())]
    }

    /// Headers of columns that are not read, as they stand.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        let unread = self.headers.iter().enumerate().filter(|(place, _)| !self.is_read(*place));
        unread.map(|(_, header)| header.trim()).filter(|header| !header.is_empty())
    }

    /// True for a column that belongs to a field.
    pub fn is_read(&self, place: usize) -> bool {
        self.places.iter().any(|&(_, known)| known == place)
    }

    /// The column of the running number.
    pub(super) fn counter(&self) -> Option<usize> {
        self.place(self.layout.counter)
    }

    /// True for a column of a field that the layout needs, or of a part of one.
    pub(super) fn is_needed(&self, place: usize) -> bool {
        let Some(&(field, _)) = self.places.iter().find(|&&(_, known)| known == place) else { return false };
        let whole = self.layout.joined.iter().find(|joined| joined.parts.contains(&field));
        let field = whole.map_or(field, |joined| joined.field);
        self.layout.fields.iter().any(|known| known.field == field && known.required)
    }

    /// Cells up to the last header.
    pub(super) fn width(&self) -> usize {
        self.headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1)
    }

    fn place(&self, field: &str) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == field).map(|&(_, place)| place)
    }

    fn parts(&self, field: &str) -> Option<[usize; 2]> {
        let joined = self.layout.joined.iter().find(|joined| joined.field == field)?;
        let [first, second] = joined.parts;
        Some([self.place(first)?, self.place(second)?])
    }
}

/// The field that holds a reading.
const READING: &str = "kana";

/// A reading in the kana that its header is written in; where that is neither, as it is.
fn in_script_of(header: &str, reading: &str) -> String {
    let header = folded(header);
    if header.chars().any(kana::is_katakana) {
        kana::in_katakana(reading)
    } else if header.chars().any(|c| kana::katakana(c) != c) {
        kana::hiragana(reading)
    } else {
        reading.to_owned()
    }
}

fn field_of(layout: &'static Layout, header: &str) -> Option<&'static str> {
    let header = folded(header);
    if header.is_empty() {
        return None;
    }
    let field = layout.fields.iter().find(|field| field.aliases.iter().any(|alias| folded(alias) == header));
    field.map(|field| field.field)
}

/// Longest header that is compared; longer ones are text.
const HEADER_MAX: usize = 200;

/// A header or label as it is compared: NFKC, lower case, no spaces or underscores, no colon and no footnote mark at its end.
pub(super) fn folded(header: &str) -> String {
    if header.len() > HEADER_MAX {
        return String::new();
    }
    // A list saved twice may begin with two byte-order marks; the second one stays in the first header.
    let is_nothing = |c: &char| c.is_whitespace() || matches!(c, '_' | '\u{feff}' | '\u{200b}');
    // The wave dash has two characters: UTF-8 files have one, those in CP932 the other.
    let one_dash = |c: char| if c == '〜' { '~' } else { c };
    let plain = header.nfkc().filter(|c| !is_nothing(c)).map(one_dash).flat_map(char::to_lowercase);
    let plain: String = plain.collect();
    let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let marked = bare.strip_suffix(['※', '*']).map(|rest| rest.trim_end_matches('('));
    marked.unwrap_or(&plain).trim_end_matches(':').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::layout::{GROUPS, INVITATIONS, USERS};
    use super::super::{CONSENTS, DEVICES, MEMBERSHIPS, PATIENTS, PLEDGES, TRAININGS};
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| cell.to_string()).collect()
    }

    #[test]
    fn a_missing_column_is_named_in_the_language_spoken() {
        for layout in [&USERS, &GROUPS, &INVITATIONS, &CONSENTS, &DEVICES, &MEMBERSHIPS, &PATIENTS, &PLEDGES]
        {
            for field in layout.fields.iter().filter(|field| field.required) {
                let name = field.name();
                assert!(name.en.is_ascii() && !name.ja.is_ascii(), "{}: {name:?}", field.field);
            }
        }
        let Candidate::Incomplete { missing, .. } = Columns::try_row(&USERS, 1, &row(&["職種"])).unwrap()
        else {
            panic!("it has a name and a mail address");
        };
        assert_eq!(missing.iter().map(|name| name.en).collect::<Vec<_>>(), ["name", "E-mail"]);
    }

    fn header(cells: &[&str]) -> Columns {
        match Columns::try_row(&USERS, 1, &row(cells)).unwrap() {
            Candidate::Header(columns) => columns,
            Candidate::Incomplete { missing, .. } => panic!("missing {missing:?}"),
        }
    }

    #[test]
    fn headers_are_known_in_any_width_case_and_with_footnote_marks() {
        for (header, plain) in [
            ("管理者※1", "管理者"),
            ("管理者*1", "管理者"),
            ("管理者＊１", "管理者"),
            ("管理者※", "管理者"),
            (" Ｅ－ｍａｉｌ ", "e-mail"),
            ("氏\n名", "氏名"),
            ("ﾌﾘｶﾞﾅ", "フリガナ"),
            ("申し込み日：", "申し込み日"),
            ("備考2", "備考2"),
        ] {
            assert_eq!(folded(header), plain, "{header:?}");
        }
        assert_eq!(folded("\u{feff}お名前"), "お名前", "a list saved twice has two byte-order marks");
    }

    #[test]
    fn no_alias_stands_for_two_fields_of_a_layout() {
        for layout in [
            &USERS,
            &PATIENTS,
            &GROUPS,
            &MEMBERSHIPS,
            &INVITATIONS,
            &DEVICES,
            &PLEDGES,
            &CONSENTS,
            &TRAININGS,
        ] {
            for field in layout.fields {
                for alias in field.aliases {
                    assert_eq!(field_of(layout, alias), Some(field.field), "{alias}");
                }
            }
        }
    }

    #[test]
    fn every_heading_of_an_export_is_read_as_its_own_field_or_not_at_all() {
        use crate::listings::{all, data};
        for listing in all() {
            let Some(layout) = super::super::import::layout(listing.noun) else { continue };
            let known: Vec<&str> = layout.fields.iter().map(|field| field.field).collect();
            for datum in data::of(listing.noun) {
                let expected = known.contains(&datum.id).then_some(datum.id);
                for heading in [datum.label.ja, datum.label.en] {
                    assert_eq!(field_of(layout, heading), expected, "{heading} of {:?}", listing.noun);
                }
            }
            let told = data::of(listing.noun);
            for needed in layout.fields.iter().filter(|field| field.required) {
                assert!(told.iter().any(|datum| datum.id == needed.field), "{}", needed.field);
            }
        }
    }

    #[test]
    fn every_field_is_known_by_its_own_name() {
        let own = |layout: &'static Layout| layout.fields.iter().map(move |field| (layout, field.field));
        for (layout, field) in [&USERS, &GROUPS, &INVITATIONS].into_iter().flat_map(own) {
            assert_eq!(field_of(layout, field), Some(field), "{field}");
        }
    }

    #[test]
    fn family_and_given_name_make_one_name() {
        let columns = header(&["姓", "名", "セイ", "メイ", "E-mail"]);
        let cells = row(&["髙橋", " 美智子 ", "タカハシ", "", "m@a.example"]);
        assert_eq!(columns.text(&cells, "name"), "髙橋\u{3000}美智子");
        assert_eq!(columns.text(&cells, "kana"), "タカハシ");
        assert_eq!(columns.text(&cells, "note"), "");
        assert!(columns.has("name") && columns.is_needed(0) && !columns.is_needed(2));
    }

    #[test]
    fn columns_that_are_not_read_are_named() {
        let columns = header(&["氏名", "メール", "備考2", "", "血液型 "]);
        assert_eq!(columns.unread().collect::<Vec<_>>(), ["備考2", "血液型"]);
        assert_eq!(columns.width(), 5);
    }

    #[test]
    fn two_columns_for_one_field_are_refused_by_name() {
        let error = Columns::try_row(&USERS, 3, &row(&["氏名", "お名前", "メール"])).err().unwrap();
        assert!(
            matches!(error, ExchangeError::DuplicateColumn { row: 3, headers } if headers == ["氏名", "お名前"])
        );
    }
}
