//! `--plain`: the console as a conversation in lines, over a pipe and at a terminal.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use crate::again::configure;
use crate::demo::Demo;
use crate::newcomers::app_code;
use crate::pty::{self, Exit, Pty};

/// What is read out when these lines are typed.
fn said(demo: &Demo, args: &[&str], lines: &[&str]) -> String {
    let typed: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let ran = demo.fed(&[&["--plain"], args].concat(), &typed);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

fn talk(demo: &Demo) -> Pty {
    let mut command = demo.console();
    command.arg("--plain");
    let pty = Pty::start(command, 80, 24);
    pty.wait_for("招待 >");
    pty
}

#[test]
pub fn a_number_reads_its_row_out_with_its_evidence_and_what_can_be_done() {
    let out = said(&Demo::new(), &[], &["10"]);
    for words in ["10：I-0001、可、", "誓約書：", "（第9条第1項）", "できる操作：a 承認、d 不承認"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
}

#[test]
pub fn nothing_but_a_yes_in_words_writes() {
    let demo = Demo::new();
    let before = demo.acts();
    for answer in ["", "n", "a", "はいはい", "yy", "1", "."] {
        said(&demo, &[], &["a 10", answer]);
        assert_eq!(demo.acts(), before, "{answer:?}");
    }
    // Nobody answers at all.
    said(&demo, &[], &["a 10"]);
    assert_eq!(demo.acts(), before);
    let out = said(&demo, &[], &["a 10", "はい"]);
    assert!(out.contains("I-0001：「承認」を実行しました"), "{out}");
    assert_eq!(demo.acts(), before + 1);
}

#[test]
pub fn several_rows_are_one_batch_and_one_undo_and_those_with_a_finding_are_left_out() {
    let demo = Demo::new();
    let before = demo.acts();
    let out = said(&demo, &[], &["a 10-12 I-0015 I-0016", "y", "u", "y"]);
    for words in
        ["対象外 I-0015：要確認", "対象外 I-0016：不可", "承認、対象 3件", "「承認」3件を元に戻します"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert_eq!(demo.acts(), before + 6, "three, and each cited by the undo");
    assert_eq!(demo.state("I-0002"), "judged");
    demo.assert_sound();
}

#[test]
pub fn an_archive_of_two_wants_their_number() {
    let demo = Demo::new();
    let before = demo.acts();
    let form = ["e G-0112 G-0072", "今日", "death", ""];
    let out = said(&demo, &["--lang", "en"], &[&form[..], &["1", "y"]].concat());
    assert!(out.contains("It is about 2 rows."), "{out}");
    assert_eq!(demo.acts(), before);
    said(&demo, &["--lang", "en"], &[&form[..], &["２", "y"]].concat());
    assert_eq!(demo.acts(), before + 2);
}

#[test]
pub fn a_refusal_says_why_and_a_second_decision_by_whom() {
    let demo = Demo::new();
    let out = said(&demo, &[], &["a I-0016", "a I-0088"]);
    assert!(out.contains("承認：") && out.contains("（第"), "{out}");
    assert!(out.contains("（I-0088）は") && out.contains("しました（記録"), "{out}");
}

#[test]
pub fn lists_are_paged_filtered_and_sorted_and_numbers_go_on() {
    let demo = Demo::new();
    let out = said(&demo, &["--lang", "en"], &["1", "+", "-", "/takahashi", "/", "s groups", "s"]);
    assert!(out.contains("\n30: U-"), "{out}");
    assert_eq!(out.matches("\n10: U-0039").count(), 3, "numbers stay with their rows: {out}");
    assert!(out.contains("filtered by takahashi"), "{out}");
    assert!(out.contains("by groups") && out.contains("s joined:"), "{out}");
}

#[test]
pub fn a_list_is_filtered_by_the_name_of_a_number_as_on_the_screen() {
    let demo = Demo::new();
    for (lang, filter, told) in
        [("ja", "/同意書未取得", "絞込 同意書未取得"), ("en", "/no consent", "filtered by no consent")]
    {
        let out = said(&demo, &["--lang", lang], &["2", filter]);
        let list = out.split(told).nth(1).unwrap_or_default();
        assert!(list.contains(if lang == "ja" { "\n10：" } else { "\n10: " }), "{out}");
    }
}

#[test]
pub fn the_registers_are_read_out_and_acted_on_in_place() {
    let demo = Demo::new();
    let out =
        said(&demo, &["--lang", "en"], &["t", "+", "4", "5", "10", "6", "+", "10", "f I-0001", "g", "w"]);
    for words in ["Due today: ", "Art. 1 para. 1", "The ledger, newest first.", "History: "] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let due = said(&demo, &[], &["t", "record-training 10", "今日", "誓約書の内容", "y", "", "y"]);
    assert!(due.contains("操作 record-training"), "each row says what settles it: {due}");
    assert!(due.contains("を実行しました"), "{due}");
}

#[test]
pub fn trends_are_read_out_and_a_pasted_list_is_held_against_the_register() {
    let demo = Demo::new();
    let before = demo.acts();
    let out = said(&demo, &[], &["trends", "compare staff -", "架空 花子さん\t看護師", "."]);
    for words in
        ["承認（週ごと）：計", "教育の期限（月ごと）：計", "MCSのみ 1", "架空 花子（1行目）：MCSにいますが"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert_eq!(demo.acts(), before, "nothing is written");
}

/// Both are to be registered with the office: each step has a number, and its form begins with its own person.
#[test]
pub fn each_person_of_a_compared_list_has_a_number_and_a_form_that_begins_with_that_person() {
    let demo = Demo::new();
    let before = demo.acts();
    let pasted = ["compare staff -", "架空 花子さん\t看護師", "架空 太郎さん\tケアマネ\tt@a.example", "."];
    let forms = ["register 11", ".", "register 10", "", "", "", "", "", "", "y"];
    let out = said(&demo, &[], &[&pasted[..], &forms].concat());
    let asked: Vec<&str> = out.split("ユーザー登録。").skip(1).collect();
    let [second, first] = asked[..] else { panic!("two forms: {out}") };
    assert!(second.contains("今は 架空 太郎") && !second.contains("花子"), "{second}");
    assert!(first.contains("今は 架空 花子") && !first.contains("t@a.example"), "{first}");
    assert_eq!(demo.acts(), before + 1, "{out}");
}

#[test]
pub fn under_masking_no_name_of_the_store_is_read_out() {
    let demo = Demo::new();
    let mut names = BTreeSet::new();
    for (noun, keys) in [
        ("user", &["/name"][..]),
        ("group", &["/title", "/patient/name"]),
        ("invitation", &["/invitee/name", "/group/title", "/inviter"]),
        ("membership", &["/user/name", "/group/title"]),
    ] {
        for row in demo.json(&[noun, "list"]) {
            names.extend(keys.iter().filter_map(|key| row.pointer(key)?.as_str()).map(str::to_owned));
        }
    }
    names.remove("");
    assert!(names.len() > 200, "{}", names.len());
    let lines = [
        "10",
        "w",
        "+",
        "t",
        "+",
        "10",
        "1",
        "10",
        "x 10",
        "1",
        ".",
        "2",
        "10",
        "e 10",
        ".",
        "f 10",
        "m",
        "10",
        "d 10",
        "x",
        "y",
        "4",
        "10",
        "m 10",
        "y",
        "6",
        "10",
        "a I-0088",
        "a I-0015",
        "x",
        "y",
        "u",
        "y",
        "a I-0014",
        "",
        "n",
        "invite G-0145",
        "たかはし",
        "1",
        ".",
        "leave U-0039",
        ".",
        "/たか",
    ];
    for lang in ["ja", "en"] {
        let out = said(&demo, &["--mask", "--lang", lang], &lines);
        for name in &names {
            assert!(!out.contains(name.as_str()), "{name}\n{out}");
        }
        assert!(out.contains("＊"), "{out}");
    }
    assert!(said(&demo, &["--mask"], &["p", "r"]).contains("片山 理恵"), "p shows them again");
}

#[test]
pub fn a_read_only_conversation_refuses_every_verb_with_a_sentence() {
    let demo = Demo::new();
    let bytes = std::fs::read(demo.db()).expect("the store");
    let lines = ["a 10", "d 10", "u", "n", "1", "x 10", "import users x.csv", "2", "e 10", "10", "w"];
    let out = said(&demo, &["--read-only"], &lines);
    assert!(out.contains("デモ、閲覧専用。"), "{out}");
    assert_eq!(out.matches("閲覧専用のため変更できません。").count(), 7, "{out}");
    assert!(out.contains("履歴 "), "reading goes on: {out}");
    assert_eq!(std::fs::read(demo.db()).expect("the store"), bytes);
}

#[test]
pub fn over_a_pipe_a_store_with_a_key_is_opened_by_a_file_or_its_first_line() {
    let demo = Demo::new();
    let second = std::fs::read_to_string(demo.path("second")).expect("a passphrase");
    let operator = ["--plain", "--operator", crate::demo::SECOND_ADMIN];
    let nobody = demo.fed(&operator, "10\n");
    assert_eq!(nobody.status, 5, "{nobody:?}");
    assert!(nobody.err.contains("--passphrase-stdin"), "{nobody:?}");
    let ran = demo.fed(&[&operator[..], &["--passphrase-stdin"]].concat(), &format!("{second}10\nq\n"));
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("操作者 U-0002") && ran.out.contains("できる操作"), "{}", ran.out);
    assert!(!ran.out.contains(second.trim()), "{}", ran.out);
}

#[test]
pub fn at_a_terminal_the_passphrase_is_asked_for_and_not_shown() {
    let demo = Demo::new();
    let second = std::fs::read_to_string(demo.path("second")).expect("a passphrase");
    let mut command = demo.console();
    command.args(["--plain", "--operator", crate::demo::SECOND_ADMIN]);
    let mut pty = Pty::start(command, 80, 24);
    pty.wait_for("U-0002 のパスフレーズ >");
    pty.send("wrong\n");
    // What is typed before the prompt stands is no passphrase.
    pty.wait_until("a second prompt", |s| s.contents().matches("U-0002 のパスフレーズ >").count() == 2);
    pty.send(&second);
    pty.wait_for("招待 >");
    let screen = pty.screen().join("");
    assert!(!screen.contains(second.trim()) && !screen.contains("wrong"), "{screen}");
    // A demo is locked, too, and opens without a passphrase; what somebody types all the same is not shown.
    pty.send("L\n");
    pty.wait_for("Enterで開きます");
    pty.send("secret\n");
    pty.wait_for("開きました");
    assert!(!pty.screen().join("").contains("secret"));
    pty.send("q\n");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    pty.assert_restored();
}

#[test]
pub fn ctrl_c_leaves_the_question_and_once_more_the_console() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = talk(&demo);
    pty.send("a 10\n");
    pty.wait_for("やめるは Enter >");
    pty.send("\x03");
    pty.wait_for("もう一度 Ctrl-C で終了します");
    pty.send("\x03");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn a_full_stop_leaves_a_field_as_it_leaves_a_question_says_so_in_the_same_words_and_ends_nothing_else() {
    let demo = Demo::new();
    let before = demo.acts();
    for (lang, left, then) in [
        ("ja", "やめました。何も書き込んでいません。", "ユーザー 60件"),
        ("en", "Cancelled: nothing was written.", "Users: 60 rows"),
    ] {
        for stop in [".", "。"] {
            let out = said(&demo, &["--lang", lang], &["a 10", stop, "1", "i 10", stop, "1"]);
            assert_eq!(out.matches(left).count(), 2, "{out}");
            let after = out.rsplit(left).next().unwrap_or_default();
            assert!(after.contains(then), "the conversation goes on: {after}");
        }
    }
    assert_eq!(demo.acts(), before);
}

#[test]
pub fn what_was_typed_before_the_question_was_there_is_no_answer() {
    let demo = Demo::new();
    let before = demo.acts();
    let mut pty = talk(&demo);
    pty.send("a 10\ny\n");
    pty.wait_for("やめるは Enter >");
    pty.wait_for_quiet(Duration::from_millis(300));
    assert_eq!(demo.acts(), before);
    pty.send("y\n");
    pty.wait_for("を実行しました");
    pty.send("\x04");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
}

#[test]
pub fn term_and_hup_end_it_and_no_byte_is_an_escape() {
    let demo = Demo::new();
    let mut pty = talk(&demo);
    pty.send("?\n10\n");
    pty.wait_for("できる操作");
    assert!(!pty.bytes_since(0).contains(&0x1b));
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit_within(Duration::from_secs(2)), Exit::Code(0));
    let mut pty = talk(&demo);
    pty.signal(Signal::HUP);
    assert_eq!(pty.exit_within(Duration::from_secs(2)), Exit::Code(0));
    demo.assert_sound();
}

#[test]
pub fn others_who_come_act_and_go_are_told_between_two_lines() {
    let demo = Demo::new();
    let mut pty = talk(&demo);
    pty.send("\n");
    pty.wait_for_quiet(Duration::from_millis(200));
    assert!(!pty.screen().join("").contains("接続"), "nobody else is there");
    let mut second = demo.open_as_second(80, 24);
    pty.send("r\n");
    pty.wait_for("接続：岡本 徹");
    assert_eq!(demo.run_as_second(&["invitation", "approve", "I-0001"]).status, 0);
    pty.wait_for_quiet(Duration::from_millis(200));
    assert!(!pty.screen().join("").contains("ほかの人の変更"), "nobody is interrupted");
    pty.send("r\n");
    pty.wait_for("ほかの人の変更が1件あります。");
    second.send("q");
    second.wait_for_exit();
    pty.send("r\n");
    pty.wait_for("退出：岡本 徹");
    // Whoever comes later is greeted by name.
    let _first = demo.open(80, 24);
    let said = demo.fed(&["--plain", "--operator", crate::demo::SECOND_ADMIN, "--passphrase-stdin"], &{
        std::fs::read_to_string(demo.path("second")).expect("a passphrase") + "q\n"
    });
    assert!(said.out.contains("接続中：中田 伸一郎"), "{}", said.out);
}

#[test]
pub fn remapped_keys_are_the_words_of_the_conversation_too() {
    let demo = Demo::new();
    configure(&demo, "[keys]\n\"invitation.approve\" = \"=\"\n");
    let before = demo.acts();
    let out = said(&demo, &[], &["10", "= 10", "y"]);
    assert!(out.contains("できる操作：= 承認"), "{out}");
    assert_eq!(demo.acts(), before + 1, "{out}");
}

/// A store under 二要素 whose only operator has no second factor yet.
pub fn founded(folder: &Path, passphrase: &str) {
    let found = ["init", "--office", "みどり訪問看護", "--admin", "林 由紀", "--passphrase-stdin"];
    let policy = ["operator", "policy", "two_factor", "--operator", "U-0001", "--passphrase-stdin"];
    for args in [&found[..], &policy] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcs-console"));
        command.args(args).arg("--db").arg(folder.join("store.db")).env_clear().env("HOME", folder);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        writeln!(stdin, "{passphrase}").expect("the program reads");
        drop(stdin);
        assert!(child.wait().expect("the program ends").success(), "{args:?}");
    }
}

#[test]
pub fn a_second_factor_is_set_up_by_its_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    let passphrase = "asa no ame 2026 ni";
    founded(folder.path(), passphrase);
    let start = || {
        let mut command = pty::console(["--plain", "--operator", "U-0001", "--db"]);
        command.arg(folder.path().join("store.db"));
        command.env("HOME", folder.path());
        let mut pty = Pty::start(command, 80, 24);
        pty.wait_for("U-0001 のパスフレーズ >");
        pty.send(format!("{passphrase}\n"));
        pty
    };
    let mut pty = start();
    pty.wait_for("アプリに表示されたコード >");
    pty.send("000000\n");
    pty.wait_until("a second prompt", |s| s.contents().matches("アプリに表示されたコード >").count() == 2);
    pty.send(format!("{}\n", app_code(&pty)));
    pty.wait_for("招待 >");
    pty.send("q\n");
    assert_eq!(pty.wait_for_exit(), Exit::Code(0));
    // From now on a code is asked for, and the one that was used is used up.
    let mut pty = start();
    pty.wait_for("認証コード >");
    pty.send("000000\n");
    pty.wait_until("a second prompt", |s| s.contents().matches("認証コード >").count() == 2);
    assert!(!pty.screen().join("").contains("招待 >"));
}

#[test]
pub fn papers_are_named_and_one_is_asked_for_with_its_row_and_choices() {
    let demo = Demo::new();
    let before = demo.acts();
    let out = said(&demo, &[], &["print"]);
    for words in ["3：様式3 個人情報使用同意書。", "monthly：月次報告書。", "例：print 3 G-0001 kimei"]
    {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let out = said(
        &demo,
        &[],
        &["print nothing", "print 4 items=1", "print restriction G-0001", "print 2 blank xlsx"],
    );
    for words in [
        "「nothing」という書類はありません",
        "「様式4 連携情報守秘誓約書」に items=1 はありません",
        "その行の書類ではありません",
        "に保存しました",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert_eq!(demo.acts(), before + 1, "what was made is entered, and nothing else");
}

#[test]
pub fn a_form_begins_with_what_was_typed_before_it_was_left_and_a_comparison_with_what_the_list_says() {
    let demo = Demo::new();
    let list = demo.path("clients.csv");
    std::fs::write(&list, "氏名,生年月日,状態,終了日\n新井 敏子,1929-09-12,死亡,2026-11-10\n")
        .expect("a list");
    let compare = format!("compare {}", list.display());
    let lines = [&compare, "e G-0017", ".", "1", "n", "架空 花子", ".", "n", ".", "2", "e G-0017", "."];
    let out = said(&demo, &[], &lines);
    assert!(out.contains("今は 2026-11-10"), "the day of the list: {out}");
    assert!(out.contains("今は 架空 花子"), "what was typed: {out}");
    let last = out.rsplit("保管庫へ移す。").next().unwrap_or_default();
    assert!(!last.contains("今は"), "another list is read, and nothing was typed: {last}");
    let before = demo.acts();
    let taken = [&compare, "e G-0017", "", "", "", "y"];
    said(&demo, &[], &taken);
    assert_eq!(demo.acts(), before + 1);
}
