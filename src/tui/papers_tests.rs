//! Papers from the console: what the list offers for a row, and what is asked of the writer.

use super::effects::Effect;
use super::harness::Console;
use crate::actions::print::{Job, print};
use crate::paper::{self, Format, Kimei, Order, PaperError, Span, Typeface};
use crate::testing::World;
use crate::text::Lang;

/// The papers that were asked for: their words and rows.
fn asked(console: &Console) -> Vec<String> {
    let job = |effect: &Effect| match effect {
        Effect::Print(Job { sheet, order, .. }) => {
            Some(format!("{} {}", sheet.word, order.id.map_or(String::new(), |id| id.to_string())))
        }
        _ => None,
    };
    console.others.iter().filter_map(job).collect()
}

#[test]
fn a_users_papers_stand_first_and_enter_asks_for_the_one_chosen() {
    let mut console = Console::new(World::new(), Lang::Ja, 100, 30);
    console.keys("1").keys("<C-e>");
    assert!(console.shows("様式4 連携情報守秘誓約書") && console.shows("退職・異動チェックシート"));
    let row = console.model.case().expect("a row").id();
    console.keys("<Enter>");
    assert_eq!(asked(&console), [format!("4 {row}")]);
    assert!(console.said().contains("作成しています"), "{}", console.said());
}

/// The line of the menu with the cursor.
fn chosen(console: &Console) -> String {
    console.frame().lines().filter(|line| line.contains('›')).collect::<Vec<_>>().join(" ")
}

/// The last paper asked for, and how.
fn last_job(console: &Console) -> Job {
    let mut jobs = console.others.iter().rev().filter_map(|effect| match effect {
        Effect::Print(job) => Some(job.clone()),
        _ => None,
    });
    jobs.next().expect("a paper was asked for")
}

#[test]
fn what_a_paper_has_is_chosen_by_key_and_what_it_has_not_stays_away() {
    let mut console = Console::new(World::new(), Lang::En, 100, 30);
    console.keys("1").keys("<C-e>");
    assert!(console.shows("Signers' names") && console.shows("by hand"));
    console.keys("n").keys("a").keys("f");
    assert!(console.shows("printed") && console.shows("everybody registered") && console.shows("Sans"));
    console.keys("x").keys("1").keys("<Enter>");
    let job = last_job(&console);
    assert_eq!((job.sheet.word, job.order.kimei, job.order.span), ("4", Kimei::Printed, Span::All));
    assert_eq!((job.typeface, job.format, job.order.id), (Typeface::Sans, Format::Pdf, None));
    assert!(job.order.items.is_empty());
}

#[test]
fn the_items_of_a_consent_are_ticked_by_their_numbers() {
    let mut console = Console::new(World::new(), Lang::Ja, 100, 30);
    console.keys("2").keys("<C-e>");
    assert!(console.shows("同意書の記録のとおり"));
    console.keys("3").keys("1").keys("0").keys("3");
    assert!(console.shows("1 10"));
    console.keys("<Enter>");
    assert_eq!(last_job(&console).order.items, [1, 10]);
}

#[test]
fn palette_and_menu_lead_to_a_paper_and_what_may_be_chosen_about_it() {
    let mut console = Console::new(World::new(), Lang::Ja, 100, 30);
    console.keys("1").keys(":").typed("月次報告").keys("<Enter>");
    assert!(console.shows("書類を作成") && console.shows("月次報告書"));
    console.keys("<Enter>");
    assert_eq!(last_job(&console).sheet.word, "monthly");
    console.keys("<Enter>");
    assert!(console.shows("操作一覧"));
    let mut rows = 0;
    while !chosen(&console).contains("退職・異動チェックシート") {
        console.keys("j");
        rows += 1;
        assert!(rows < 60, "the menu has the papers of the row");
    }
    console.keys("<Enter>").keys("<Enter>");
    assert_eq!(last_job(&console).sheet.word, "leaver");
}

#[test]
fn without_a_row_the_offices_papers_and_blank_forms_are_left() {
    let mut console = Console::new(World::new(), Lang::En, 100, 30);
    console.keys("3").keys("<C-e>");
    assert!(console.shows("Ledger extract") && console.shows("Form 1"));
    console.keys("G").keys("<Esc>");
    assert!(asked(&console).is_empty());
}

#[test]
fn a_program_without_the_typesetter_enters_nothing() {
    let mut world = World::new();
    let before = world.reader().office();
    let sheet = paper::find("4").expect("form 4");
    let job = Job {
        sheet,
        order: Order::default(),
        typeface: Typeface::Serif,
        format: Format::Pdf,
        template: None,
    };
    let ctx = world.ctx.clone();
    let printed = print(&mut world.store, &ctx, &job, &mut |_| Ok(()));
    let head = crate::store::ledger::head_number(&world.reader()).expect("a working store");
    match printed {
        Ok(printed) => assert_eq!(printed.entry, Some(head)),
        Err(error) => {
            let is_plain = matches!(error, crate::actions::print::NotPrinted::Paper(PaperError::NotBuilt));
            assert!(is_plain && head == 0, "{before} {}", error.sentence().get(Lang::En));
        }
    }
}
