//! The city's desk by command: from an application to the published list, and what it counts in an office.

use serde_json::Value;

use crate::demo::{Demo, Ran};

#[track_caller]
fn done(ran: Ran) -> String {
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.out
}

fn json(ran: Ran) -> Value {
    serde_json::from_str(&done(ran)).expect("JSON")
}

const FORMS: [&str; 16] = [
    "application",
    "receive",
    "--name",
    "あおば訪問介護",
    "--kind",
    "訪問介護事業所",
    "--address",
    "架空市1-2-3",
    "--head-name",
    "架空 長子",
    "--head-mail",
    "head@aoba.example",
    "--agreed-on",
    "今日",
    "--people",
    "12",
];

/// Takes an application in, as far as being registered; its id.
fn registered(demo: &Demo) -> String {
    done(demo.run_as_city(&FORMS));
    let rows = json(demo.run_as_city(&["application", "list", "--json"]));
    let ours = rows.as_array().and_then(|rows| rows.iter().find(|row| row["name"] == FORMS[3]));
    let id = ours.and_then(|row| row["id"].as_str()).expect("an id").to_owned();
    done(demo.run_as_city(&["application", "forward", &id]));
    let admin = ["--admin", "青葉 管子", "--admin-mail", "kanko@aoba.example"];
    let ran = demo.run_as_city(&[&["application", "register", &id][..], &admin].concat());
    assert!(ran.err.contains("operator invite U-"), "{ran:?}");
    done(ran);
    id
}

#[test]
fn an_application_is_led_into_the_list_that_every_office_reads() {
    let demo = Demo::new();
    let id = registered(&demo);
    let listed = |demo: &Demo| done(demo.run(&["office", "published", "--csv"]));
    assert!(!listed(&demo).contains("あおば訪問介護"));
    done(demo.run_as_city(&["application", "publish", &id]));
    let list = listed(&demo);
    assert!(list.starts_with('\u{feff}') && list.contains("訪問介護事業所,あおば訪問介護,"), "{list}");
    assert!(
        !list.contains("架空 長子") && !list.contains("head@aoba.example"),
        "no name and no mail address"
    );
    let refused = demo.run(&["application", "withdraw", &id, "--reason", "試し"]);
    assert_eq!(refused.status, 5, "an office's administrator is not the desk: {refused:?}");
    demo.assert_sound();
}

#[test]
fn the_desk_takes_a_step_back_whole() {
    let demo = Demo::new();
    let id = registered(&demo);
    let entries = json(demo.run_as_city(&["audit", "list", "--json"]));
    let last = entries.as_array().and_then(|entries| {
        entries
            .iter()
            .find(|entry| entry["action"] == "application.register")
            .map(|entry| entry["number"].clone())
    });
    done(demo.run_as_city(&["undo", &last.expect("the desk's own entry").to_string()]));
    let row = json(demo.run_as_city(&["application", "show", &id, "--json"]));
    assert_eq!((row["state"].as_str(), row["first_admin"].as_str()), (Some("forwarded"), None));
}

#[test]
fn the_desk_counts_clauses_and_rows_of_an_office_and_reads_none_of_them() {
    let demo = Demo::new();
    let offices = json(demo.run_as_city(&["office", "list", "--json"]));
    let own =
        offices.as_array().and_then(|rows| rows.iter().find(|row| row["id"] == "O-0001")).expect("an office");
    assert_eq!(own["survey"]["users"], 56, "registered, of 60");
    let ran = demo.run_as_city(&["check", "--office", "O-0001", "--json"]);
    assert_eq!(ran.status, 1, "something stands against a clause");
    let board: Value = serde_json::from_str(&ran.out).expect("JSON");
    let board = board.as_array().expect("clauses");
    let open = board.iter().filter(|clause| clause["status"] == "open").count();
    assert_eq!((board.len(), own["survey"]["open"].as_u64()), (113, Some(open as u64)));
    let theirs = serde_json::from_str::<Value>(&demo.run(&["check", "--json"]).out).expect("JSON");
    assert_eq!(theirs.as_array(), Some(board), "the desk counts what the office itself finds");
    assert_eq!(demo.run_as_city(&["check"]).status, 2, "of which office?");
    assert_eq!(demo.run(&["check", "--office", "O-0003"]).status, 3, "another office's is not found");
    for noun in ["user", "patient", "group", "invitation"] {
        assert_eq!(done(demo.run_as_city(&[noun, "list", "--json"])).trim(), "[]", "{noun}");
    }
}

#[test]
fn the_administrators_room_is_kept_by_number_at_the_desk_and_by_name_in_the_office() {
    let demo = Demo::new();
    let seat =
        |rows: &Value| rows.as_array().expect("rows").iter().find(|row| row["id"] == "RC-0001").cloned();
    done(demo.run(&["room", "leave", "RC-0001", "--reason", "部屋の作り直し"]));
    let theirs = seat(&json(demo.run_as_city(&["room", "list", "--json"]))).expect("a seat");
    assert_eq!((theirs["name"].as_str(), theirs["since"].as_str()), (Some(""), None));
    done(demo.run_as_city(&["room", "admit", "RC-0001"]));
    let own = seat(&json(demo.run(&["room", "list", "--json"]))).expect("a seat");
    assert!(own["since"].is_string() && !own["name"].as_str().unwrap_or_default().is_empty(), "{own}");
    done(demo.run(&["room", "leave", "RC-0001", "--reason", "任期の終了のため"]));
}

#[test]
fn the_desk_takes_the_office_that_it_names_off_the_list_and_puts_it_back() {
    let demo = Demo::new();
    let offices = json(demo.run_as_city(&["office", "list", "--json"]));
    let row = offices.as_array().and_then(|rows| {
        rows.iter()
            .find(|row| row["published_on"].is_string() && row["id"] != "O-0001" && row["id"] != "O-0002")
    });
    let row = row.expect("a published office");
    let (id, name) = (row["id"].as_str().expect("an id"), row["name"].as_str().expect("a name"));
    let is_listed = || done(demo.run(&["office", "published", "--csv"])).contains(name);
    assert!(is_listed());
    let nameless = demo.run_as_city(&["office", "unpublish", "--reason", "申し出による"]);
    assert_eq!(nameless.status, 2, "of which office? {nameless:?}");
    done(demo.run_as_city(&["office", "unpublish", id, "--reason", "申し出による"]));
    assert!(!is_listed(), "{name}");
    done(demo.run_as_city(&["office", "publish", id]));
    assert!(is_listed(), "{name}");
    demo.assert_sound();
}
