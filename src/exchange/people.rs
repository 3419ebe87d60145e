//! People as MCS lists them: from a file, or from what was copied off its screen and pasted.
//!
//! A header is used where there is one. Text off a screen has none: there an address is known by its sign, an
//! occupation by its word, and the first other cell is the name. Bounded like every file; decides nothing.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::layout::{COUNTER, Joined, Layout, needed, optional};
use super::{ExchangeError, RawRow, Sheet, SheetChoice, Source};
use crate::domain::Occupation;
use crate::text::Text;

/// The most people that are compared at once.
const PEOPLE_MAX: usize = 50_000;

/// Where a list of people is.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// In a file.
    File(PathBuf),
    /// In a text that was copied off the screen.
    Pasted(Vec<u8>),
}

/// Somebody as MCS lists the person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The row, as a spreadsheet shows it.
    pub row: u32,
    /// 氏名
    pub name: String,
    /// The mail address; empty where none is given.
    pub mail: String,
    /// 職種, where it could be read.
    pub occupation: Option<Occupation>,
    /// 事業所; empty where none is given.
    pub office: String,
}

/// Lists of people off MCS, with a header.
static PEOPLE: Layout = Layout {
    fields: &[
        COUNTER,
        needed(
            "name",
            &[
                "氏名",
                "お名前",
                "名前",
                "ユーザー名",
                "メンバー",
                "参加者",
                "スタッフ",
                "name",
                "member",
                "user",
            ],
        ),
        optional("family_name", &["姓", "苗字", "family name", "last name"]),
        optional("given_name", &["名", "given name", "first name"]),
        optional(
            "mail",
            &["メールアドレス", "メール", "E-mail", "Email", "ログインID", "mail", "mail address"],
        ),
        optional("occupation", &["職種", "資格", "occupation"]),
        optional("office", &["事業所", "施設", "施設名", "所属", "office"]),
    ],
    joined: &[Joined { field: "name", parts: ["family_name", "given_name"] }],
    facts: &[],
    counter: "no",
};

impl Listed {
    /// What the list is called.
    pub fn name(&self) -> String {
        match self {
            Listed::File(path) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            Listed::Pasted(_) => "MCS".to_owned(),
        }
    }

    fn source(&self) -> Result<Source, ExchangeError> {
        match self {
            Listed::File(path) => Source::open(Path::new(path), SheetChoice::FirstFilled),
            Listed::Pasted(text) => {
                let bytes = Cursor::new(text.clone());
                Source::read(self.name(), bytes, SheetChoice::FirstFilled)
            }
        }
    }

    /// Everybody on the list; a list of nobody is none, since it would have everybody gone.
    pub fn people(&self) -> Result<Vec<Person>, ExchangeError> {
        let people = self.rows()?;
        if people.is_empty() {
            return Err(ExchangeError::Unsupported(Text::new("氏名のない一覧", "a list without a name")));
        }
        Ok(people)
    }

    fn rows(&self) -> Result<Vec<Person>, ExchangeError> {
        match Sheet::open(self.source()?, &PEOPLE) {
            Ok(mut sheet) => {
                let columns = sheet.columns().clone();
                bounded(&mut sheet, |row| {
                    let text = |field| columns.text(&row.cells, field).into_owned();
                    Some(Person {
                        row: row.number,
                        name: bare(&text("name")),
                        mail: text("mail"),
                        occupation: Occupation::read(&text("occupation")),
                        office: text("office"),
                    })
                })
            }
            // Text off a screen has no header; a file has one, and what it says elsewhere is no name.
            Err(ExchangeError::MissingColumns { .. }) if matches!(self, Listed::Pasted(_)) => {
                bounded(&mut self.source()?, loose)
            }
            Err(error) => Err(error),
        }
    }
}

fn bounded(
    rows: &mut dyn Iterator<Item = Result<RawRow, ExchangeError>>,
    read: impl Fn(&RawRow) -> Option<Person>,
) -> Result<Vec<Person>, ExchangeError> {
    let mut people = Vec::new();
    for row in rows {
        let row = row?;
        if people.len() == PEOPLE_MAX {
            let what = Text::new("行の数", "the number of rows");
            return Err(ExchangeError::TooLarge { what, limit: PEOPLE_MAX as u64 });
        }
        people.extend(read(&row).filter(|person| !person.name.is_empty()));
    }
    Ok(people)
}

/// A line without a header.
fn loose(row: &RawRow) -> Option<Person> {
    let mut person = Person { row: row.number, ..Person::default() };
    let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    for cell in cells {
        if cell.contains('@') {
            cell.clone_into(&mut person.mail);
        } else if let Some(occupation) = Occupation::read(cell) {
            person.occupation = Some(occupation);
        } else if person.name.is_empty() {
            (person.name, person.occupation) = apart(cell, person.occupation);
        } else if person.office.is_empty() {
            cell.clone_into(&mut person.office);
        }
    }
    (!person.name.is_empty()).then_some(person)
}

/// A name with an occupation after it, as one cell of a screen has both.
fn apart(cell: &str, known: Option<Occupation>) -> (String, Option<Occupation>) {
    let cut = cell.rsplit_once(char::is_whitespace);
    match cut.and_then(|(name, last)| Some((name, Occupation::read(last)?))) {
        Some((name, occupation)) => (bare(name), Some(occupation)),
        None => (bare(cell), known),
    }
}

/// A name without the title of address that screens put behind it.
fn bare(name: &str) -> String {
    let name = name.trim();
    ["さん", "様", "先生"]
        .iter()
        .find_map(|title| name.strip_suffix(title))
        .unwrap_or(name)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<(String, String, Option<Occupation>)> {
        let people = Listed::Pasted(text.into()).people().unwrap();
        people.into_iter().map(|p| (p.name, p.mail, p.occupation)).collect()
    }

    #[test]
    fn a_list_with_a_header_and_a_text_off_the_screen_name_the_same_people() {
        let expected = [
            ("髙橋 美智子".to_owned(), "m@a.example".to_owned(), Some(Occupation::Nurse)),
            ("小林 誠".to_owned(), String::new(), Some(Occupation::HomeHelper)),
        ];
        for text in [
            "氏名,メール,職種\n髙橋 美智子,m@a.example,看護師\n小林 誠,,訪問介護員\n",
            "髙橋 美智子さん\t看護師\tm@a.example\n\n小林 誠さん\t訪問介護員\n",
            "髙橋 美智子 看護師\tm@a.example\n小林 誠 訪問ヘルパー\n",
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
    }

    #[test]
    fn a_list_of_nobody_is_refused_and_a_file_without_a_header_is_not_guessed_at() {
        assert!(matches!(Listed::Pasted(b"\n \n".to_vec()).people(), Err(ExchangeError::Unsupported(_))));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.csv");
        std::fs::write(&file, "A-1,林 由紀\nA-2,佐藤 明\n").unwrap();
        assert!(matches!(Listed::File(file).people(), Err(ExchangeError::MissingColumns { .. })));
    }

    #[test]
    fn a_million_lines_are_refused_with_the_limit() {
        let text = "林 由紀\n".repeat(PEOPLE_MAX + 1);
        assert!(matches!(Listed::Pasted(text.into_bytes()).people(), Err(ExchangeError::TooLarge { .. })));
    }
}
