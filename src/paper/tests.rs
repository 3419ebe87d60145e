//! Papers as a reader of the PDF finds them: its words, and that none is missing. Where they stand is `tests/papers.rs`'s.
//!
//! The words are read by pdftotext (poppler-utils), which knows nothing of how they were set.

use std::collections::BTreeSet;
use std::process::Command;

use super::*;
use crate::domain::{Id, Level, Office, OfficeId, Sanction, User, UserId, Wording};
use crate::regulation::book::BOOK;
use crate::store::{StoreError, Tx};
use crate::testing::World;
use crate::text::Lang;

/// The small world, its office with a head and an address.
fn world() -> World {
    let mut world = World::new();
    write(&mut world, |tx| {
        let office = tx.office_by_id(OfficeId(1))?.expect("the office");
        let office = Office {
            postal_code: "201-0013".into(),
            address: "東京都狛江市元和泉一丁目2番3号".into(),
            phone: "03-0000-0000".into(),
            head_name: "山口 恵子".into(),
            head_mail: "yamaguchi@komae-houmon.example".into(),
            ..office
        };
        tx.save(&office)
    });
    world
}

fn write(world: &mut World, part: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>) {
    let scope = crate::actions::scope(&world.ctx);
    world.store.write::<_, StoreError>(scope, world.ctx.today(), part).expect("a working store");
}

fn filled(world: &World, word: &str, order: &Order) -> Filled {
    let sheet = find(word).unwrap();
    let mut filled = (sheet.fill)(&world.reader(), &world.ctx, order).unwrap_or_else(|e| panic!("{e:?}"));
    filled.data["printed_on"] = crate::text::date::wareki(world.ctx.today()).into();
    filled.data["entry"] = 2041.into();
    filled
}

fn pdf(world: &World, word: &str, order: &Order, typeface: Typeface) -> Vec<u8> {
    let made = typeset(find(word).unwrap(), &filled(world, word, order), typeface, world.ctx.now);
    made.unwrap_or_else(|error| panic!("{}", error.sentence().get(Lang::En)))
}

/// What pdftotext says of a PDF.
fn pdftotext(pdf: &[u8], how: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let told = Command::new("pdftotext").args(how).arg(&path).arg("-").output();
    let told = told.expect("pdftotext of poppler-utils is installed");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

/// The words of each page, without the spaces between them.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = pdftotext(pdf, &["-raw"]);
    let squeezed = |page: &str| page.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "every page ends with a form feed");
    pages
}

fn order(id: &str) -> Order {
    Order { id: (!id.is_empty()).then(|| id.parse::<Id>().unwrap()), ..Order::default() }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_official_text_is_printed_word_for_word() {
    let world = world();
    for (word, prefix) in [("3", "F3-"), ("4", "F4-")] {
        let printed = pages(&pdf(&world, word, &Order::default(), Typeface::Serif)).concat();
        // The footer's parts stand between two pages of the raw text, nowhere within a clause.
        for clause in BOOK.clauses().filter(|clause| clause.id.as_str().starts_with(prefix)) {
            let first = squeezed(clause.ja.lines().next().unwrap());
            let is_drawn = matches!(clause.id.as_str(), "F3-7" | "F4-6");
            assert!(is_drawn || printed.contains(&first), "{}: {first}\n{printed}", clause.id);
        }
        assert!(!printed.contains("原文ママ"));
    }
}

#[test]
fn misprints_are_put_right_only_where_the_office_chose_so() {
    let world = world();
    let corrected = Order { wording: Some(Wording::Corrected), ..Order::default() };
    for (word, printed, meant) in
        [("1", "日本エンプレース", "日本エンブレース"), ("3", "脊髄等の身体画像", "褥瘡等の身体画像")]
    {
        let issued = pages(&pdf(&world, word, &Order::default(), Typeface::Serif)).concat();
        let right = pages(&pdf(&world, word, &corrected, Typeface::Serif)).concat();
        assert!(issued.contains(printed) && !issued.contains(meant), "{issued}");
        assert!(right.contains(meant) && !right.contains(printed), "{right}");
    }
}

#[test]
fn a_consent_is_two_copies_of_two_sides_that_break_after_article_5() {
    let world = world();
    let order = Order { items: vec![1, 3], kimei: Kimei::Printed, ..order("G-0001") };
    let pages = pages(&pdf(&world, "3", &order, Typeface::Serif));
    assert_eq!(pages.len(), 4);
    for (at, copy) in [(0, "事業所保管用"), (2, "患者保管用")] {
        let (front, back) = (&pages[at], &pages[at + 1]);
        assert!(front.contains(copy) && back.contains(copy), "{front}");
        assert!(front.contains("(裏面に続く)") && front.contains("1/2") && back.contains("2/2"));
        assert!(front.contains("(4)個人情報の利用の停止又は消去を求める権利") && back.contains("第6条"));
        assert_eq!(front.matches('✓').count(), 2);
        assert_eq!(back.matches('印').count() - back.matches("押印").count(), 2, "{back}");
        assert_eq!(back.matches("※署名又は記名押印をしてください。").count(), 3);
        assert!(back.contains("山田太郎") && back.contains("令和年月日"));
        assert!(front.contains("整理番号3-G-0001"));
    }
}

#[test]
fn whatever_is_written_beside_the_tenth_item_a_consent_stays_two_sides() {
    let world = world();
    for length in [1, 40, 120, 300] {
        let mut filled = filled(&world, "3", &order("G-0001"));
        filled.data["items"][9]["chosen"] = true.into();
        filled.data["items"][9]["other"] = "褥瘡の経過、".repeat(length / 6 + 1).into();
        for typeface in Typeface::ALL {
            let made = typeset(find("3").unwrap(), &filled, *typeface, world.ctx.now);
            let pages = pages(&made.unwrap_or_else(|error| panic!("{}", error.sentence().get(Lang::En))));
            assert_eq!(pages.len(), 4, "{length} characters");
            assert!(pages[0].contains("(裏面に続く)") && pages[0].contains("褥瘡の経過"));
        }
    }
}

#[test]
fn signers_are_printed_only_where_asked() {
    let world = world();
    for (word, id, names) in
        [("1", "", vec!["山口"]), ("3", "G-0001", vec!["山田太郎"]), ("4", "U-0003", vec!["髙橋美智子"])]
    {
        let by_hand = pages(&pdf(&world, word, &order(id), Typeface::Serif)).concat();
        let printed = Order { kimei: Kimei::Printed, ..order(id) };
        let printed = pages(&pdf(&world, word, &printed, Typeface::Serif)).concat();
        for name in names {
            assert!(!by_hand.contains(name), "{word}: {by_hand}");
            assert!(word == "1" || printed.contains(name), "{word}: {printed}");
        }
    }
}

#[test]
fn pledges_for_everybody_are_two_pages_a_person() {
    let world = world();
    let all = Order { span: Span::All, ..Order::default() };
    let pages = pages(&pdf(&world, "4", &all, Typeface::Serif));
    assert_eq!(pages.len(), 8);
    assert!(pages.iter().all(|page| page.contains("1/1")));
    let copies: BTreeSet<bool> = pages.iter().map(|page| page.contains("本人控")).collect();
    assert_eq!(copies.len(), 2);
}

#[test]
fn every_sheet_of_the_office_ends_with_office_day_and_entry() {
    let mut world = world();
    write(&mut world, |tx| {
        let sanction = crate::testing::cases::sanction(Level::Restrict, Some("2026-12-31"));
        tx.insert(&Sanction { user: UserId(4), ..sanction })
    });
    for (word, id, said) in [
        ("restriction", "U-0004", "次のとおり利用制限としました"),
        ("appointment", "U-0001", "MCS管理者に任命します。"),
        ("joiner", "U-0003", "誓約書（様式4）の取り交わし"),
        ("leaver", "U-0003", "離脱後の守秘義務の説明"),
        ("team", "G-0001", "費用はかかりません。"),
        ("institutions", "", "連携事業所一覧"),
        ("ledger", "", "操作記録抄本"),
    ] {
        let pages = pages(&pdf(&world, word, &order(id), Typeface::Serif));
        let all = pages.concat();
        assert!(all.contains(said), "{word}: {all}");
        for page in &pages {
            assert!(
                page.contains("狛江訪問看護ステーション") && page.contains("操作記録第2041号"),
                "{word}: {page}"
            );
            assert!(page.contains("令和8年11月23日"), "{word}: {page}");
        }
    }
}

#[test]
fn a_sheet_is_about_somebody_it_fits() {
    let world = world();
    for (word, id) in [("restriction", "U-0003"), ("appointment", "U-0003"), ("leaver", ""), ("team", "")] {
        let filled = (find(word).unwrap().fill)(&world.reader(), &world.ctx, &order(id));
        assert!(matches!(filled, Err(Unfit::Wanting(_))), "{word} {id}");
    }
}

#[test]
fn another_offices_consent_is_not_printed() {
    let world = world();
    let sheet = find("3").unwrap();
    let missing = (sheet.fill)(&world.reader(), &world.ctx, &order("G-0999"));
    assert!(matches!(missing, Err(Unfit::NotFound(_))));
}

#[test]
fn rare_names_are_whole_and_what_the_font_lacks_is_named() {
    for typeface in Typeface::ALL {
        let mut filled =
            Filled { data: serde_json::json!({ "name": "髙﨑𠮷 葛\u{E0100}城" }), about: None };
        missing(&filled, *typeface).expect("the font has them");
        filled.data["name"] = "𪚥\u{13000}".into();
        let Err(PaperError::Missing(lacking)) = missing(&filled, *typeface) else { panic!("a box") };
        assert_eq!(lacking.last().unwrap().character, "\u{13000}");
        assert_eq!(lacking.last().unwrap().place.ja, "氏名");
        filled.data["name"] = "山\u{E01EF}".into();
        let Err(PaperError::Missing(lacking)) = missing(&filled, *typeface) else { panic!("another form") };
        assert_eq!(lacking[0].character, "山\u{E01EF}");
    }
}

#[test]
fn a_name_is_never_markup() {
    let mut world = world();
    let hostile = "#image(\"/etc/passwd\") *太* $x$ \\ @a";
    write(&mut world, |tx| {
        let user = tx.user_case(UserId(3))?.expect("the user").user;
        tx.save(&User { name: hostile.into(), ..user })
    });
    let order = Order { kimei: Kimei::Printed, ..order("U-0003") };
    let printed = pages(&pdf(&world, "4", &order, Typeface::Serif)).concat();
    assert!(printed.contains(&squeezed(hostile)), "{printed}");
}

#[test]
fn both_typefaces_have_every_character_of_the_papers_themselves() {
    let templates =
        SHEETS.iter().map(|sheet| sheet.template).chain([include_str!("../assets/paper/style.typ")]);
    let text: String = templates.collect();
    let characters: BTreeSet<char> = text.chars().filter(|c| !c.is_control()).collect();
    let all: String = characters.into_iter().collect();
    let filled = Filled { data: serde_json::json!({ "text": all }), about: None };
    for typeface in Typeface::ALL {
        missing(&filled, *typeface).unwrap();
    }
}
