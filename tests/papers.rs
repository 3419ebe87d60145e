//! Papers as a reader of the PDF finds them, made by a whole build of the program: their words, where they stand, and
//! that no two of them touch.
//!
//! The typesetter is built once, in the release build, and not again for these tests: they drive a program that is
//! named to them, and read its PDFs with pdftotext (poppler-utils), which knows nothing of how they were set.
//!
//! ```sh
//! cargo build --release
//! MCS_PAPER_BINARY=target/release/mcs-console cargo test --no-default-features --test papers -- --ignored
//! ```

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A demo of its own, made by the program once: the same people whenever the test runs, its days counted from today.
struct Demo {
    folder: tempfile::TempDir,
    db: PathBuf,
}

/// A word and its box in points.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

fn binary() -> PathBuf {
    let named = std::env::var("MCS_PAPER_BINARY").expect("MCS_PAPER_BINARY names the program to drive");
    Path::new(&named).canonicalize().expect("MCS_PAPER_BINARY is there")
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let made = program(folder.path()).args(["demo", "--no-open", "--seed", "7"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let made: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
        let db = PathBuf::from(made["path"].as_str().unwrap());
        Demo { folder, db }
    })
}

fn program(home: &Path) -> Command {
    let mut command = Command::new(binary());
    command.env_clear().env("HOME", home).env("TMPDIR", home).env("LC_ALL", "C.UTF-8");
    command
}

impl Demo {
    /// What the program says to a command, and its complaint.
    fn run(&self, args: &[&str]) -> (Vec<u8>, String) {
        let mut command = program(self.folder.path());
        let ran = command.arg("--db").arg(&self.db).args(args).output().unwrap();
        (ran.stdout, String::from_utf8_lossy(&ran.stderr).into_owned())
    }

    /// A paper as PDF.
    fn paper(&self, args: &[&str]) -> Vec<u8> {
        let (pdf, complaint) = self.run(&[&["form"], args].concat());
        assert!(pdf.starts_with(b"%PDF-1.7"), "{args:?}: {complaint}");
        pdf
    }

    /// The first row of a list.
    fn first(&self, noun: &str) -> String {
        let (rows, complaint) = self.run(&[noun, "list", "--json"]);
        let rows: serde_json::Value = serde_json::from_slice(&rows).expect(&complaint);
        rows[0]["id"].as_str().unwrap_or_else(|| panic!("no {noun}")).to_owned()
    }

    /// The first row of a list for which something holds.
    fn one(&self, noun: &str, is_it: impl Fn(&serde_json::Value) -> bool) -> String {
        let (rows, _) = self.run(&[noun, "list", "--json", "--limit", "1000"]);
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&rows).unwrap();
        let row = rows.iter().find(|row| is_it(row)).unwrap_or_else(|| panic!("no such {noun}: {rows:?}"));
        row["id"].as_str().unwrap().to_owned()
    }

    /// The office's own sheets, as the help of `form` names them.
    fn words(&self) -> Vec<String> {
        let (help, _) = self.run(&["form", "--help"]);
        let help = String::from_utf8(help).unwrap();
        let words =
            help.split_whitespace().find(|word| word.starts_with("1|2|3|4|")).expect("the words").to_owned();
        words.split('|').skip(4).map(str::to_owned).collect()
    }
}

/// The words of each page with their boxes.
fn pages(pdf: &[u8]) -> Vec<Vec<Word>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let told = Command::new("pdftotext").arg("-bbox").arg(&path).arg("-").output();
    let told = String::from_utf8(told.expect("pdftotext of poppler-utils").stdout).unwrap();
    let mut pages: Vec<Vec<Word>> = Vec::new();
    for line in told.lines().map(str::trim) {
        if line.starts_with("<page") {
            pages.push(Vec::new());
        } else if let Some((numbers, word)) = line.strip_prefix("<word ").and_then(|l| l.split_once('>')) {
            let number = |name: &str| -> f64 {
                let from = numbers.split_once(&format!("{name}=\"")).unwrap().1;
                from.split_once('"').unwrap().0.parse().unwrap()
            };
            let text = word.trim_end_matches("</word>").to_owned();
            let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(number);
            pages.last_mut().unwrap().push(Word { text, left, top, right, bottom });
        }
    }
    pages
}

/// The words of a page without the spaces between them.
fn text(page: &[Word]) -> String {
    page.iter().flat_map(|word| word.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

/// Every word with its place, rounded to points: what a snapshot holds.
fn places(pages: Vec<Vec<Word>>) -> String {
    let mut out = String::new();
    for page in pages {
        writeln!(out, "--- page").unwrap();
        for word in page {
            writeln!(out, "{:>4.0} {:>4.0}  {}", word.left, word.top, word.text).unwrap();
        }
    }
    out
}

/// Nothing stands outside the paper's margins, and no word on another.
fn assert_orderly(name: &str, pages: &[Vec<Word>]) {
    const MARGIN: f64 = 34.0;
    const WIDTH: f64 = 595.0;
    const HEIGHT: f64 = 842.0;
    // The tick stands on its box, as a hand would put it.
    let is_tick = |word: &Word| word.text.contains(['✓', '□']);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.len() > 5, "{name}: page {} is all but empty: {}", at + 1, text(page));
        for word in page {
            let is_inside = word.left > MARGIN
                && word.right < WIDTH - MARGIN
                && word.top > MARGIN
                && word.bottom < HEIGHT - 18.0;
            assert!(is_inside, "{name}: {word:?} leaves the paper");
        }
        for (place, word) in page.iter().enumerate().filter(|(_, word)| !is_tick(word)) {
            for other in page[place + 1..].iter().filter(|word| !is_tick(word)) {
                let wide = word.right.min(other.right) - word.left.max(other.left);
                let high = word.bottom.min(other.bottom) - word.top.max(other.top);
                let is_apart = wide < 1.0 || high < 4.0 || is_squeezed(word, other, wide);
                assert!(is_apart, "{name}: {word:?} touches {other:?}");
            }
        }
    }
}

/// Punctuation is set to half its width where two meet (約物の詰め), and its box is told whole.
fn is_squeezed(word: &Word, other: &Word, wide: f64) -> bool {
    const HALF_WIDE: &str = "、。，．・：（）()「」『』";
    let is_punctuation = |c: Option<char>| c.is_some_and(|c| HALF_WIDE.contains(c));
    let (first, second) = if word.left <= other.left { (word, other) } else { (other, word) };
    let meets = is_punctuation(first.text.chars().next_back()) || is_punctuation(second.text.chars().next());
    meets && (word.top - other.top).abs() < 0.5 && wide < word.bottom - word.top
}

#[test]
#[ignore = "drives a whole build of the program, which MCS_PAPER_BINARY names"]
fn every_form_stands_where_it_stood() {
    let demo = demo();
    // The days of the demo count from today, and so does the order of its lists: its first group is always the same.
    let (consents, _) = demo.run(&["consent", "list", "--json", "--limit", "1000"]);
    let consents: Vec<serde_json::Value> = serde_json::from_slice(&consents).unwrap();
    let valid = consents.iter().filter(|consent| consent["state"] == "valid");
    let group = valid.filter_map(|consent| consent["group"].as_str()).min().expect("a consent");
    for face in ["serif", "sans"] {
        let forms: [(&str, Vec<&str>); 6] = [
            ("form1", vec!["1", "--kimei"]),
            ("form2_blank", vec!["2", "--blank"]),
            ("form3", vec!["3", group, "--kimei", "--items", "1,2,10"]),
            ("form3_blank", vec!["3", "--blank"]),
            ("form4", vec!["4", "U-0003", "--kimei"]),
            ("form4_blank", vec!["4", "--blank"]),
        ];
        for (name, args) in forms {
            let pdf = demo.paper(&[&args[..], &["--typeface", face]].concat());
            assert_orderly(name, &pages(&pdf));
            insta::assert_snapshot!(format!("{name}_{face}"), places(pages(&pdf)));
        }
    }
}

/// The words that stand there on every day: those with a number count days or entries, and the word before the entry's
/// number stands to the left of its digits.
fn undated(pages: Vec<Vec<Word>>) -> Vec<Vec<Word>> {
    let is_dated = |word: &Word| word.text.contains(|c: char| c.is_ascii_digit()) || word.text == "操作記録";
    let undated = |page: Vec<Word>| page.into_iter().filter(|word| !is_dated(word)).collect();
    pages.into_iter().map(undated).collect()
}

#[test]
#[ignore = "drives a whole build of the program, which MCS_PAPER_BINARY names"]
fn sheets_that_are_signed_stand_where_they_stood() {
    let demo = demo();
    // Blank ones: where a line ends in a filled one is a matter of its days.
    for word in ["takeout", "device", "withdrawal"] {
        for face in ["serif", "sans"] {
            let pages = undated(pages(&demo.paper(&[word, "--typeface", face])));
            insta::assert_snapshot!(format!("{word}_{face}"), places(pages));
        }
    }
}

#[test]
#[ignore = "drives a whole build of the program, which MCS_PAPER_BINARY names"]
fn a_signature_has_what_is_signed_on_its_page() {
    let demo = demo();
    let [incident, review] = ["incident", "review"].map(|noun| demo.first(noun));
    let users = (1..=12).map(|number| format!("U-{number:04}"));
    let leavers = users.map(|id| ("leaver", Some(id), "確認しました。"));
    let others = [
        ("incident", Some(incident), "□"),
        ("review", Some(review), "結果を確認しました。"),
        ("monthly", None, "認められなかった操作"),
        ("clauses", None, "、"),
    ];
    for (word, id, signed) in leavers.chain(others) {
        for face in ["serif", "sans"] {
            let args: Vec<&str> =
                [word].into_iter().chain(id.as_deref()).chain(["--typeface", face]).collect();
            let last = text(pages(&demo.paper(&args)).last().expect("a page"));
            assert!(last.contains("令和年月日") && last.contains(signed), "{word} {id:?} {face}: {last}");
        }
    }
}

#[test]
#[ignore = "drives a whole build of the program, which MCS_PAPER_BINARY names"]
fn every_sheet_is_whole_in_both_typefaces_and_ends_with_office_day_and_entry() {
    let demo = demo();
    let [consent, takeout] = ["consent", "takeout"].map(|noun| demo.first(noun));
    let (facts, _) = demo.run(&["consent", "show", &consent, "--json"]);
    let group = String::from_utf8(facts).unwrap();
    let group = group.split('"').find(|word| word.starts_with("G-")).expect("a group").to_owned();
    let restricted = demo.one("user", |row| row["standing"] == "restricted");
    let decided = demo.one("request", |row| row["state"] == "decided");
    let [incident, review] = ["incident", "review"].map(|noun| demo.first(noun));
    let sheets: [(&str, Option<&str>, &str); 18] = [
        ("restriction", Some(&restricted), "メディカルケアステーション利用制限通知書"),
        ("answer", Some(&decided), "個人情報に関する請求への回答書"),
        ("incident", Some(&incident), "個人データ漏えい等報告書（下書き）"),
        ("review", Some(&review), "参加者精査結果確認書"),
        ("appointment", Some("U-0001"), "MCS管理者に任命します。"),
        ("joiner", Some("U-0003"), "誓約書（様式4）の取り交わし"),
        ("leaver", Some("U-0003"), "離脱後の守秘義務の説明"),
        ("team", Some(&group), "費用はかかりません。"),
        ("institutions", None, "連携事業所一覧"),
        ("takeout", Some(&takeout), "情報持出し届出書・承認書"),
        ("takeout", None, "情報持出し届出書・承認書"),
        ("device", None, "個人端末業務使用許可書"),
        ("withdrawal", Some(&group), "個人情報使用同意撤回書"),
        ("withdrawal", None, "撤回の理由を述べる必要はありません。"),
        ("contacts", None, "緊急連絡先一覧"),
        ("clauses", None, "運用規程点検表"),
        ("monthly", None, "MCS運用月次報告書"),
        ("ledger", None, "操作記録抄本"),
    ];
    for word in demo.words() {
        assert!(sheets.iter().any(|(known, ..)| *known == word), "nobody looks at {word}");
    }
    for (word, id, said) in sheets {
        for face in ["serif", "sans"] {
            let args: Vec<&str> = [word].into_iter().chain(id).chain(["--typeface", face]).collect();
            let pages = pages(&demo.paper(&args));
            let name = format!("{word} {face}");
            assert_orderly(&name, &pages);
            let all: String = pages.iter().map(|page| text(page)).collect();
            assert!(all.contains(said), "{name}: {all}");
            for page in &pages {
                let page = text(page);
                assert!(page.contains("操作記録第") && page.contains("令和"), "{name}: {page}");
            }
        }
    }
}

#[test]
#[ignore = "drives a whole build of the program, which MCS_PAPER_BINARY names"]
fn what_the_paper_does_not_have_is_refused_and_a_font_is_not_embedded_for_nothing() {
    let demo = demo();
    let (pdf, complaint) = demo.run(&["form", "4", "--items", "1"]);
    assert!(pdf.is_empty() && complaint.contains("--items"), "{complaint}");
    let (users, _) = demo.run(&["user", "list", "--json", "--limit", "1000"]);
    let users: Vec<serde_json::Value> = serde_json::from_slice(&users).unwrap();
    let here = |user: &&serde_json::Value| user["released_on"].is_null() && user["closed_on"].is_null();
    let all = pages(&demo.paper(&["4", "--all"])).len();
    assert_eq!(all, 2 * users.iter().filter(here).count(), "one for the office and one for the signer, each");
    let pledge = demo.paper(&["4", "--blank"]);
    assert!(pledge.len() < 400_000, "{} bytes for two pages", pledge.len());
}
