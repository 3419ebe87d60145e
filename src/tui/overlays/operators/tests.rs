//! The screen of operators, over a roster that is told.

use crate::domain::Role;
use crate::session::access::{Done, OneTimeCode, Operator, Order, OwnSession, Roster, Whose};
use crate::store::SignIn;
use crate::store::ssh_keys::SshKey;
use crate::testing::{World, noon};
use crate::text::{Lang, Text};
use crate::tui::effects::Effect;
use crate::tui::harness::Console;
use crate::tui::message::News;

const PRINT: &str = "SHA256:uNiVztksCsDhcc0u9e8BrNSB7SCLxdmX6tMSxBxZ0Jo";

fn roster() -> Roster {
    let hours = chrono::TimeDelta::hours;
    let operator = |id: &str, role, name: &str| Operator {
        operator: id.into(),
        role: Some(role),
        name: name.into(),
        passphrase_since: Some(noon() - hours(24 * 40)),
        code_until: None,
        has_factor: true,
        last: Some(SignIn { at: noon() - hours(20), client: "10.0.3.21".into() }),
    };
    let newcomer = Operator {
        passphrase_since: None,
        code_until: Some(noon() + hours(24)),
        has_factor: false,
        last: None,
        ..operator("U-0002", Role::Admin, "佐藤 健")
    };
    let head = Operator {
        has_factor: false,
        code_until: Some(noon() + hours(24)),
        ..operator("H-0001", Role::Head, "長谷川 麻衣子")
    };
    let own = |name: &str, hours_ago, whose| OwnSession {
        name: name.into(),
        since: noon() - hours(hours_ago),
        whose,
    };
    Roster {
        operators: vec![head, operator("U-0001", Role::Admin, "林 由紀"), newcomer],
        keys: vec![SshKey {
            id: "k".into(),
            operator: "U-0001".into(),
            fingerprint: PRINT.into(),
            added: noon() - hours(24 * 30),
        }],
        sessions: vec![own("0a1b2c3d4e5f", 3, Whose::Other), own("5f4e3d2c1b0a", 0, Whose::This)],
    }
}

fn opened(lang: Lang, width: u16, height: u16) -> Console {
    let mut console = Console::new(World::new(), lang, width, height);
    console.keys(":operators<Enter>");
    let asked = console.others.pop();
    assert!(matches!(asked, Some(Effect::Operators(None, _))), "{asked:?}\n{}", console.frame());
    answered(&mut console, None);
    console
}

fn answered(console: &mut Console, done: Option<Done>) {
    console.tell(News::Operators(Ok((roster(), done))));
    console.tell(News::Drawn);
}

fn code() -> OneTimeCode {
    OneTimeCode {
        operator: "U-0002".into(),
        words: "abandon ability able about above absent absorb abstract".to_owned().into(),
        until: noon() + chrono::TimeDelta::hours(24),
    }
}

#[test]
fn the_screens_of_operators_are_as_they_were_looked_at() {
    for (lang, name) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for (width, height) in [(80, 24), (100, 30)] {
            let mut console = opened(lang, width, height);
            insta::assert_snapshot!(format!("list-{name}-{width}x{height}"), console.frame());
            console.keys("<Down><Down>x");
            insta::assert_snapshot!(format!("remove-{name}-{width}x{height}"), console.frame());
            console.keys("<Esc>i");
            answered(&mut console, Some(Done::Code(code())));
            insta::assert_snapshot!(format!("code-{name}-{width}x{height}"), console.frame());
        }
    }
}

#[test]
fn a_code_is_ordered_with_the_passphrase_and_shown_once() {
    let mut console = opened(Lang::Ja, 80, 24);
    console.keys("<Down><Down>i<Enter>");
    assert!(console.others.is_empty(), "nothing is ordered without the passphrase");
    console.keys("asa no ame<Enter>");
    let Some(Effect::Operators(Some(order), passphrase)) = console.others.pop() else { panic!("an order") };
    assert_eq!((order, passphrase.0.as_str()), (Order::Invite("U-0002".into()), "asa no ame"));
    assert!(!console.frame().contains("asa no"), "{}", console.frame());
    answered(&mut console, Some(Done::Code(code())));
    assert!(console.shows("abandon ability"));
    console.keys("<Enter>");
    assert!(!console.shows("abandon") && console.shows("林 由紀"), "{}", console.frame());
    console.keys("<Esc>:log<Enter>");
    assert!(!console.shows("abandon"), "{}", console.frame());
}

#[test]
fn what_x_does_depends_on_the_row_and_an_own_session_ends_without_the_passphrase() {
    let mut console = opened(Lang::En, 80, 24);
    for (moves, expected) in [
        ("<Home>", Order::Remove("H-0001".into())),
        ("<Home><Down><Down><Down>", Order::RemoveKey("U-0001".into(), PRINT.into())),
    ] {
        console.keys(moves).keys("x").keys("secret<Enter>");
        let Some(Effect::Operators(Some(order), _)) = console.others.pop() else { panic!("an order") };
        assert_eq!(order, expected);
        answered(&mut console, Some(Done::Said(Text::new("済み", "Done.").into())));
        assert!(console.shows("Done."), "{}", console.frame());
    }
    // The own key stays, which is said before the passphrase is asked for.
    console.keys("<Home><Down>x");
    assert!(
        console.shows("You cannot remove your own key.") && console.shows("U-0002"),
        "{}",
        console.frame()
    );
    console.keys("<End><Up>x<Enter>");
    assert!(console.others.is_empty(), "Enter alone ends nothing");
    console.keys("y");
    let Some(Effect::Operators(Some(order), _)) = console.others.pop() else { panic!("an order") };
    assert_eq!(order, Order::End("0a1b2c3d4e5f".into()));
}

#[test]
fn a_refusal_stands_at_the_question_and_esc_leaves_it() {
    let mut console = opened(Lang::Ja, 80, 24);
    console.keys("n").typed("新しい 管理者").keys("<Enter>wrong<Enter>");
    let Some(Effect::Operators(Some(Order::Add(name)), _)) = console.others.pop() else { panic!("an order") };
    assert_eq!(name, "新しい 管理者");
    console.tell(News::Operators(Err(Text::new("違います。", "Wrong.").into())));
    assert!(console.shows("違います。") && console.shows("新しい 管理者"), "{}", console.frame());
    console.keys("<Esc>");
    assert!(console.shows("林 由紀"), "{}", console.frame());
    console.keys("<Esc>");
    assert!(!console.shows("林 由紀 MCS"), "{}", console.frame());
}

#[test]
fn a_reading_session_is_told_so_and_names_are_masked() {
    let mut console = opened(Lang::Ja, 80, 24);
    console.model.access = crate::tui::model::Access::ReadOnly;
    console.keys("x");
    assert!(console.shows("閲覧専用"), "{}", console.frame());
    console.keys("p");
    assert!(!console.frame().contains("由紀"), "{}", console.frame());
}
