//! Listing, showing, acting, undoing: data on standard output, sentences on standard error, one status each.

use crate::world::{Ran, World};

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn ids(rows: &serde_json::Value) -> Vec<&str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).collect()
}

fn ends(ran: &Ran, status: i32, words: &str) {
    assert_eq!(ran.status, status, "{ran:?}");
    assert!(ran.err.contains(words), "{words}: {ran:?}");
}

#[test]
fn the_keys_of_an_invitation_are_these() {
    let rows = World::new().json(&["invitation", "list"]);
    assert_eq!(
        keys(&rows[0]),
        [
            "id",
            "version",
            "direction",
            "state",
            "judgement",
            "findings",
            "invitee",
            "group",
            "inviter",
            "inviter_office",
            "invited_on",
            "expires_on",
            "message",
            "pending_in_mcs",
        ]
    );
    assert_eq!(keys(&rows[0]["invitee"]), ["id", "name", "office"]);
    let check = rows.as_array().unwrap().iter().find(|row| row["id"] == "I-0003").unwrap();
    assert_eq!(keys(&check["findings"][0]), ["rule", "clause", "severity", "text", "text_en"]);
}

#[test]
fn another_offices_invitation_is_in_no_list_and_found_by_nobody() {
    let world = World::new();
    let rows = world.json(&["invitation", "list"]);
    assert!(!ids(&rows).contains(&"I-0005"), "{rows}");
    let foreign = world.signed_in(&["invitation", "show", "I-0005"]);
    let unknown = world.signed_in(&["invitation", "show", "I-9999"]);
    assert_eq!((foreign.status, unknown.status), (3, 3));
    assert_eq!(foreign.err.replace("I-0005", "I-9999"), unknown.err);
    assert_eq!(foreign.out, "");
}

#[test]
fn lists_are_filtered_sorted_and_cut() {
    let world = World::new();
    let all = world.json(&["invitation", "list"]);
    assert_eq!(ids(&all), ["I-0001", "I-0002", "I-0003", "I-0004", "I-0006", "I-0007"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--filter", "takahashi"])).len(), 4);
    assert_eq!(ids(&world.json(&["invitation", "list", "--filter", "こばやし"])), ["I-0003"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--only", "received"])), ["I-0002"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--of", "U-0003"])), ["I-0003"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--limit", "2"])), ["I-0001", "I-0002"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--limit", "0"])), [""; 0]);
    let reversed = world.json(&["invitation", "list", "--reverse", "--limit", "1"]);
    assert_eq!(ids(&reversed), ["I-0007"]);
    assert_eq!(ids(&world.json(&["invitation", "list", "--sort", "invitee"])).len(), 6);
}

#[test]
fn no_hostile_character_reaches_a_terminal() {
    let world = World::new();
    for args in [&["--json"][..], &["--csv"], &[]] {
        let ran = world.proved(&[&["invitation", "list"], args].concat());
        assert!(ran.out.contains("葛󠄀城"), "the name itself stays: {ran:?}");
        assert!(!ran.out.contains('\u{202e}'), "{ran:?}");
    }
    let rows = world.json(&["invitation", "list", "--filter", "かつらぎ"]);
    assert_eq!(rows[0]["invitee"]["name"], "葛󠄀城\u{202e} めぐみ", "data come back identical");
}

#[test]
fn csv_has_a_heading_and_a_line_for_each_row() {
    let ran = World::new().proved(&["invitation", "list", "--csv", "--lang", "en"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 7);
    assert!(lines[0].starts_with("\u{feff}id,judgement,invitee,"), "as Excel opens it: {}", lines[0]);
    assert!(lines[1].starts_with("I-0001,OK,"), "{}", lines[1]);
}

#[test]
fn approving_is_one_entry_and_a_second_time_is_told_who_did_it() {
    let world = World::new();
    let ran = world.signed_in(&["invitation", "approve", "I-0001", "--json"]);
    ends(&ran, 0, "I-0001：「承認」を実行しました");
    let done: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        keys(&done[0]),
        ["id", "outcome", "ledger", "object", "findings", "changes", "sentence", "sentence_en"]
    );
    assert_eq!((&done[0]["outcome"], &done[0]["changes"][0]["version"]), (&"done".into(), &2.into()));
    let entry = world.json(&["audit", "list", "--limit", "1"]);
    assert_eq!(
        (&entry[0]["action"], &entry[0]["object"], &entry[0]["outcome"]),
        (&"invitation.approve".into(), &"I-0001".into(), &"done".into())
    );
    assert_eq!(entry[0]["number"], done[0]["ledger"]);
    let again = world.signed_in(&["invitation", "approve", "I-0001"]);
    ends(&again, 4, "林 由紀");
    assert_eq!(again.out, "");
}

#[test]
fn each_kind_of_no_has_its_status_and_writes_nothing_to_standard_output() {
    let world = World::new();
    for (args, status, words) in [
        (&["invitation", "approve", "I-0002"][..], 1, "留意事項3(2)"),
        (&["invitation", "approve", "I-0003"], 1, "--reason"),
        (&["invitation", "approve", "I-0004"], 1, "第6条"),
        (&["invitation", "approve", "I-9999"], 3, "I-9999 は見つかりません"),
        (&["invitation", "approve", "U-0001"], 2, "I-0001"),
        (&["invitation", "approve", "first"], 2, "I-0001"),
        (&["invitation", "reject", "I-0001"], 2, "理由"),
        (&["invitation", "judge", "I-0002", "--by", "nobody"], 2, "--by"),
        (&["undo", "999"], 3, "見つかりません"),
        (&["undo", "x"], 2, "audit list"),
    ] {
        let ran = world.signed_in(args);
        ends(&ran, status, words);
        assert_eq!(ran.out, "", "{ran:?}");
    }
}

#[test]
fn a_reason_passes_a_warning_and_stands_in_the_ledger() {
    let world = World::new();
    let ran = world.signed_in(&["invitation", "approve", "I-0003", "--reason", "誓約書は明日届く"]);
    ends(&ran, 0, "実行しました");
    let entry = &world.json(&["audit", "list", "--limit", "1"])[0];
    assert_eq!((&entry["reason"], &entry["clauses"]), (&"誓約書は明日届く".into(), &"9-1".into()));
}

#[test]
fn several_rows_are_each_done_or_told_and_one_that_is_not_makes_it_1() {
    let world = World::new();
    let ran = world.signed_in(&["invitation", "approve", "I-0001", "I-0004", "I-0006", "I-9999", "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let outcomes: Vec<&str> = rows.as_array().unwrap().iter().filter_map(|r| r["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["done", "refused", "done", "error"]);
    assert_eq!(ran.err.lines().count(), 4);
    ends(&world.signed_in(&["invitation", "accept", "I-0001", "I-0006"]), 0, "I-0006");
}

#[test]
fn a_batch_is_taken_back_as_one() {
    let world = World::new();
    let done = world.signed_in(&["invitation", "approve", "I-0001", "I-0006"]);
    ends(&done, 0, "I-0006");
    let number = world.json(&["audit", "list", "--limit", "1"])[0]["number"].to_string();
    ends(&world.signed_in(&["undo", &number]), 0, "元に戻す");
    for id in ["I-0001", "I-0006"] {
        assert_eq!(world.json(&["invitation", "show", id])["state"], "judged");
    }
    ends(&world.signed_in(&["undo", &number]), 4, "すでに元に戻されています");
}

#[test]
fn a_dry_run_judges_and_writes_nothing() {
    let world = World::new();
    let before = world.acts();
    for (id, status, judgement) in
        [("I-0001", 0, "ok"), ("I-0003", 1, "check"), ("I-0004", 1, "blocked"), ("I-0002", 1, "blocked")]
    {
        let ran = world.signed_in(&["invitation", "approve", id, "--dry-run", "--json"]);
        assert_eq!(ran.status, status, "{ran:?}");
        let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(rows[0]["judgement"], judgement, "{id}");
    }
    assert_eq!(world.signed_in(&["invitation", "approve", "I-9999", "--dry-run"]).status, 3);
    assert_eq!(world.acts(), before);
}

#[test]
fn a_dry_run_says_what_only_the_answers_decide_and_keeps_nothing_of_it() {
    let world = World::new();
    let before = world.acts();
    let into_g2 = ["invitation", "create", "--group", "G-0002", "--user", "U-0003", "--dry-run"];
    let ran = world.signed_in(&into_g2);
    ends(&ran, 1, "同意書が未取得");
    let judged = &world.json(&into_g2)[0];
    assert_eq!((&judged["judgement"], &judged["findings"][0]["clause"]), (&"blocked".into(), &"6-1".into()));
    let free = ["group", "create", "--kind", "free", "--dry-run"];
    ends(&world.signed_in(&free), 2, "--title");
    let fine = [&free[..], &["--title", "勉強会"]].concat();
    ends(&world.signed_in(&fine), 0, "可");
    assert_eq!(world.acts(), before, "no attempt");
    assert_eq!(world.signed_in(&["group", "show", "G-0003"]).status, 3);
}

#[test]
fn what_is_due_is_found() {
    let world = World::new();
    let rows = world.json(&["today"]);
    assert!(ids(&rows["due"]).contains(&"I-0001"), "{rows}");
    assert_eq!((&rows["more"], &rows["since"]), (&false.into(), &serde_json::Value::Null), "nobody came yet");
    assert_eq!(rows["changed"], serde_json::json!([]));
    let told = world.signed_in(&["today"]);
    assert_eq!(told.status, 1);
    assert!(told.out.starts_with("要対応"), "{told:?}");
}

#[test]
fn a_shown_row_has_its_evidence_and_clauses() {
    let ran = World::new().signed_in(&["invitation", "show", "I-0003"]);
    assert_eq!(ran.status, 0);
    for words in ["小林 誠", "誓約書", "第9条第1項", "要確認"] {
        assert!(ran.out.contains(words), "{words}: {ran:?}");
    }
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let world = World::new();
    let script = "\"$0\" invitation list --json --passphrase-file \"$1\" | true; echo ${PIPESTATUS[0]}";
    let output = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_mcs-console")])
        .arg(world.path("passphrase"))
        .env("MCS_CONSOLE_DB", world.path("store.db"))
        .env("HOME", world.path(""))
        .env_remove("XDG_STATE_HOME")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
