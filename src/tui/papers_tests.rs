//! Papers from the console: what the list offers for a row, and what is asked of the writer.

use super::effects::Effect;
use super::harness::Console;
use crate::actions::print::{Job, print};
use crate::paper::{self, Format, Order, PaperError, Typeface};
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
    let job = Job { sheet, order: Order::default(), typeface: Typeface::Serif, format: Format::Pdf };
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
