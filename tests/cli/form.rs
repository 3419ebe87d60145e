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
