use std::fs;

use crate::domain::Assurance;
use crate::store::ledger;
use crate::testing::World;
use crate::text::Lang;
use crate::tui::effects::Effect;
use crate::tui::harness::Console;
use crate::tui::message::News;

fn written(console: &Console) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(console.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_key_and_y_write_the_list_in_sight_and_it_is_entered() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    console.keys("1<C-x>");
    assert!(
        console.shows("ユーザー：すべて") && console.shows("事業所外へ持ち出しますか"),
        "{}",
        console.frame()
    );
    assert!(written(&console).is_empty());
    console.keys("y");
    assert_eq!(written(&console), ["users_2026-11-23.xlsx"]);
    assert!(console.said().contains("4行"), "{}", console.said());
    let head = ledger::head(&console.world.reader()).unwrap().unwrap();
    assert_eq!(head.action, "export.list");
    assert!(console.model.is_home());
}

#[test]
fn the_selection_and_the_filter_go_out_and_nothing_else() {
    let mut console = Console::new(World::new(), Lang::En, 100, 30);
    console.keys("1 <C-x>");
    assert!(console.shows("Users: the 1 selected"), "{}", console.frame());
    console.keys("<Down><Right>y");
    let file = fs::read_to_string(console.folder.path().join("users_2026-11-23.csv")).unwrap();
    assert_eq!(file.lines().count(), 2, "{file}");
    console.keys("/takahashi<Enter><C-x><Right>");
    assert!(console.shows("Users: as filtered"), "{}", console.frame());
}

#[test]
fn what_leaves_asks_for_medium_purpose_and_period_and_becomes_a_take_out() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    console.keys("1<C-x><Down><Down><Right>y");
    assert!(console.shows("媒体を入力してください"), "{}", console.frame());
    assert!(written(&console).is_empty());
    console.typed("USBメモリ").keys("<Enter>").typed("担当者会議").keys("<Enter>");
    console.keys("2026-11-23<Enter>2026-11-30<Enter><Enter><Enter><Tab><Enter>");
    assert!(console.said().contains("承認待ち"), "{}", console.frame());
    assert_eq!(written(&console), ["users_2026-11-23.xlsx"]);
    let head = ledger::head(&console.world.reader()).unwrap().unwrap();
    assert!(head.details.contains("\"takeout\":\"B-"), "{}", head.details);
}

#[test]
fn some_time_after_the_sign_in_the_passphrase_is_asked_first() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    if let Some(context) = &mut console.model.context {
        context.assurance = Assurance::SignedIn;
    }
    console.keys("1<C-x>y");
    assert!(console.shows("一覧をファイルに書き出します"), "{}", console.frame());
    assert!(written(&console).is_empty());
    console.keys("asa no kaze<Enter>");
    assert!(matches!(console.others.last(), Some(Effect::Prove(_))));
    console.tell(News::Proved);
    assert_eq!(written(&console).len(), 1);
}

#[test]
fn esc_and_the_default_button_write_nothing_and_today_goes_out_from_today() {
    let mut console = Console::new(World::new(), Lang::En, 100, 30);
    console.keys("1<C-x><Esc><C-x><Up><Up><Enter>");
    assert!(written(&console).is_empty() && console.model.is_home(), "{}", console.frame());
    console.keys("t<C-x>");
    assert!(console.shows("‹ Today ›"), "{}", console.frame());
    console.keys("y");
    assert_eq!(written(&console), ["today_2026-11-23.xlsx"]);
}

#[test]
fn the_board_goes_out_as_a_report_from_the_clauses_and_an_extract_from_the_ledger() {
    let mut console = Console::new(World::new(), Lang::Ja, 80, 24);
    console.keys("5<C-x>");
    assert!(console.shows("‹ 規程 ›"), "{}", console.frame());
    console.keys("<Down><Left>");
    assert!(console.shows("‹ Markdown（報告用） ›"), "{}", console.frame());
    console.keys("y");
    let report = fs::read_to_string(console.folder.path().join("clauses_2026-11-23.md")).unwrap();
    assert!(
        report.starts_with("# 規程　狛江訪問看護ステーション　2026-11-23\n\n| 条項 | 表題 |"),
        "{report}"
    );
    assert!(report.contains("| 第9条第1項 |"), "{report}");
    console.keys("<Esc>6<C-x>");
    assert!(console.shows("‹ 操作記録 ›"), "{}", console.frame());
    console.keys("<Down><Right>y");
    let extract = fs::read_to_string(console.folder.path().join("ledger_2026-11-23.csv")).unwrap();
    assert!(extract.contains("一覧の書出し"), "the report before it stands in it: {extract}");
}
