//! `form`: a paper is entered before it is handed over, and lies private under a name of the product's own.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::world::World;

/// Papers in a folder, by name.
fn papers(folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn entries(world: &World) -> String {
    world.signed_in(&["audit", "list"]).out
}

#[test]
fn form_2_is_a_workbook_without_a_typesetter_and_an_entry() {
    let world = World::new();
    let folder = world.path("papers").to_string_lossy().into_owned();
    let ran = world.signed_in(&["form", "2", "--format", "xlsx", "--blank", "--output", &folder]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let names = papers(&folder);
    assert!(names.len() == 1 && names[0].starts_with("form2_") && names[0].ends_with(".xlsx"), "{names:?}");
    assert!(ran.err.contains(&names[0]) && ran.out.is_empty(), "{ran:?}");
    let mode = fs::metadata(world.path("papers").join(&names[0])).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(entries(&world).contains("様式2の印刷"));
}

#[test]
fn what_cannot_be_printed_is_said_and_not_entered() {
    let world = World::new();
    let before = entries(&world);
    for (args, status, said) in [
        (&["form", "3", "G-9999"][..], 3, "G-9999"),
        (&["form", "3", "U-0003"], 2, "U-0003"),
        (&["form", "1", "U-0003"], 2, "番号は付けません"),
        (&["form", "3", "--items", "0,11"], 2, "1から10"),
        (&["form", "3", "--format", "xlsx"], 1, "PDFだけ"),
        (&["form", "restriction", "U-0003"], 1, "有効な制限はありません"),
        (&["form", "leaver"], 1, "対象の番号"),
    ] {
        let ran = world.signed_in(args);
        assert_eq!(ran.status, status, "{args:?} {ran:?}");
        assert!(ran.err.contains(said) && ran.out.is_empty(), "{args:?} {ran:?}");
    }
    assert_eq!(entries(&world), before);
}

/// The city's sheet: headers of its own, one row ready.
fn citys_sheet(world: &World) -> String {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "施設名").unwrap();
    for (column, head) in (0u16..).zip(["お名前", "E-mail", "職種"]) {
        sheet.write_string(2, column, head).unwrap();
    }
    let path = world.path("city.xlsx");
    book.save(&path).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn form_2_fills_the_citys_own_sheet_once_everybody_has_agreed_to_the_terms() {
    let world = World::new();
    let folder = world.path("papers").to_string_lossy().into_owned();
    let template = citys_sheet(&world);
    let asked = ["form", "2", "--template", &template, "--output", &folder];
    let refused = world.signed_in(&asked);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(refused.err.contains("利用規約への同意が記録されていません"), "{refused:?}");
    let users: serde_json::Value =
        serde_json::from_str(&world.signed_in(&["user", "list", "--json"]).out).unwrap();
    let ids: Vec<&str> = users.as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap()).collect();
    world.signed_in(&[&["user", "record-terms"], &ids[..]].concat());
    let edited = world.signed_in(&["user", "edit", "U-0001", "--mail", "hayashi@komae.example"]);
    assert_eq!(edited.status, 0, "{edited:?}");
    let ran = world.signed_in(&asked);
    assert_eq!(ran.status, 0, "{ran:?}");
    let names = papers(&folder);
    assert!(names.len() == 1 && names[0].ends_with(".xlsx"), "{names:?}");
    let filled = world.path("papers").join(&names[0]).to_string_lossy().into_owned();
    let seen = world.signed_in(&["import", "users", &filled, "--dry-run"]);
    // The fifth has a hidden sign in the name, which a file shows instead of carrying it.
    assert!(seen.err.contains("新規 0、変更 0、変更なし 3"), "the same people are read back: {seen:?}");
}

#[test]
fn a_choice_that_a_paper_does_not_have_is_refused() {
    let world = World::new();
    for (args, said) in [
        (&["form", "4", "--items", "1"][..], "--items"),
        (&["form", "ledger", "--kimei"], "--kimei"),
        (&["form", "1", "--month", "2026-10"], "--month"),
        (&["form", "monthly", "--month", "10月"], "2026-10 のように"),
    ] {
        let ran = world.signed_in(args);
        assert!(ran.status == 2 && ran.err.contains(said), "{args:?} {ran:?}");
    }
}

#[cfg(not(feature = "paper"))]
#[test]
fn a_program_without_the_typesetter_says_so_in_one_sentence() {
    let world = World::new();
    let before = entries(&world);
    let ran = world.signed_in(&["form", "4"]);
    assert_eq!((ran.status, ran.err.lines().count()), (70, 1), "{ran:?}");
    assert!(ran.err.contains("機能 paper"), "{ran:?}");
    assert_eq!(entries(&world), before);
}

#[cfg(feature = "paper")]
#[test]
fn a_paper_lies_in_its_folder_and_a_session_that_only_reads_leaves_its_trace() {
    let world = World::new();
    let folder = world.path("papers").to_string_lossy().into_owned();
    let ran = world.signed_in(&["form", "4", "U-0003", "--output", &folder]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = world.signed_in(&["form", "ledger", "--output", &folder, "--read-only"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let names = papers(&folder);
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].starts_with("form4_U-0003_"), "{names:?}");
    for name in &names {
        assert!(fs::read(world.path("papers").join(name)).unwrap().starts_with(b"%PDF-1.7"));
    }
    // The next session that may write enters what the reading one left.
    assert_eq!(world.signed_in(&["user", "memo", "U-0003", "--memo", "架空"]).status, 0);
    let entered = entries(&world);
    assert!(entered.contains("様式4の印刷") && entered.contains("操作記録抄本の印刷"), "{entered}");
}
