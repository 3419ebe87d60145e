//! `export`: any list as a file or on standard output, private, entered, and a take-out where it leaves.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::world::World;

const STAYS: [&str; 2] = ["--take-out", "no"];

#[test]
fn a_list_goes_into_a_folder_under_a_name_of_its_own_private_and_is_entered() {
    let world = World::new();
    let folder = world.path("lists").to_string_lossy().into_owned();
    let ran = world.proved(&["export", "users", "--output", &folder, STAYS[0], STAYS[1]]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    let name = file.file_name().into_string().unwrap();
    assert!(name.starts_with("users_") && name.ends_with(".xlsx") && ran.err.contains(&name), "{ran:?}");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(world.signed_in(&["audit", "list"]).out.contains("一覧の書出し"));
}

#[test]
fn standard_output_has_the_file_and_nothing_else() {
    let world = World::new();
    let ran =
        world.proved(&["export", "users", "--format", "csv", "--columns", "import", STAYS[0], STAYS[1]]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("\u{feff}氏名,ふりがな,職種,メールアドレス"), "{ran:?}");
    let json = world.proved(&["export", "clauses", "--format", "json", STAYS[0], STAYS[1]]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rows.len(), 113);
}

#[test]
fn whether_it_leaves_must_be_said_and_a_take_out_needs_medium_purpose_and_period() {
    let world = World::new();
    let unsaid = world.proved(&["export", "users"]);
    assert_eq!((unsaid.status, unsaid.out.as_str()), (2, ""), "{unsaid:?}");
    assert!(unsaid.err.contains("事業所外へ持ち出しますか"), "{unsaid:?}");
    let bare = world.proved(&["export", "users", "--take-out", "yes", "--medium", "USB"]);
    assert_eq!((bare.status, bare.out.as_str()), (2, ""), "{bare:?}");
    let file = world.path("taken.csv").to_string_lossy().into_owned();
    let taken = [
        "export",
        "users",
        "--format",
        "csv",
        "--output",
        &file,
        "--take-out",
        "yes",
        "--medium",
        "USBメモリ",
        "--purpose",
        "連携会議",
        "--from",
        "今日",
        "--due",
        "+1w",
        "--json",
    ];
    let ran = world.proved(&taken);
    assert_eq!(ran.status, 0, "{ran:?}");
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let takeout = told["takeout"].as_str().unwrap().to_owned();
    let shown = world.signed_in(&["takeout", "show", &takeout, "--json"]);
    assert!(shown.out.contains("USBメモリ") && shown.out.contains("requested"), "{shown:?}");
    let again = world.proved(&taken);
    assert_eq!(again.status, 2, "never over a file that is there: {again:?}");
}

#[test]
fn what_the_list_does_not_know_is_said() {
    let world = World::new();
    for (args, said) in [
        (&["export", "users", "--only", "blue"][..], "restricted"),
        (&["export", "users", "--ids", "G-0001"], "U-0001"),
        (&["export", "today", "--filter", "x"], "絞り込まず"),
        (&["export", "users", "--format", "json", "--encoding", "cp932"], "CSV"),
    ] {
        let args: Vec<&str> = args.iter().copied().chain(STAYS).collect();
        let ran = world.proved(&args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?} {ran:?}");
        assert!(ran.err.contains(said), "{args:?} {ran:?}");
    }
}
