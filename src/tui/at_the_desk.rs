//! What gestures are called, and which make sense, where the city's desk sits: it has panes of its own, and nobody to
//! look at in any office.

use super::gestures::{Gesture, Turn};
use super::model::{DESK_PANES, Model};
use crate::actions::{Action, Decision, authorise};
use crate::domain::Role;
use crate::text::Text;

/// The words of a gesture on a screen: its label, and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// In hints, menu and palette.
    pub label: Text,
    /// In one sentence.
    pub about: Text,
}

/// What a gesture is called for whoever is signed in.
pub fn named(model: &Model, gesture: &Gesture) -> Named {
    let usual = Named { label: gesture.label, about: gesture.about };
    if is_desk(model) { words(gesture.turn).unwrap_or(usual) } else { usual }
}

/// Whether a gesture leads anywhere for whoever is signed in: the desk sees no people.
pub fn leads_anywhere(model: &Model, turn: Turn) -> bool {
    let is_about_people = matches!(
        turn,
        Turn::Joiner
            | Turn::Leaver
            | Turn::AsOf
            | Turn::Compare
            | Turn::CompareStaff
            | Turn::CompareMembers
            | Turn::Trends
    );
    !(is_desk(model) && is_about_people)
}

/// Whether an action is named: the desk is not told of every duty of an office that it is not its own.
pub fn is_its(model: &Model, action: &Action) -> bool {
    !is_desk(model) || authorise(Role::City, action) == Decision::Allowed
}

/// True if the city's desk is signed in.
pub fn is_desk(model: &Model) -> bool {
    model.panes() == DESK_PANES
}

fn words(turn: Turn) -> Option<Named> {
    let (label, about) = match turn {
        Turn::Users => (
            Text::new("申込み", "applications"),
            Text::new("利用登録の申込みの欄へ", "Goes to the applications"),
        ),
        Turn::Groups => (Text::new("事業所", "offices"), Text::new("事業所の欄へ", "Goes to the offices")),
        Turn::Invitations => (
            Text::new("管理者の部屋", "admins' room"),
            Text::new("MCS管理者の部屋の欄へ", "Goes to the administrators' room"),
        ),
        Turn::Import => (
            Text::new("取込み", "import"),
            Text::new(
                "申込みの一覧（CSV・XLSX）を取り込む（確認あり）",
                "Takes in a list of applications, CSV or XLSX (asks first)",
            ),
        ),
        Turn::Follow => (
            Text::new("関連", "related"),
            Text::new("関連する行へ（Escで戻る）", "Goes to what belongs to the row (Esc comes back)"),
        ),
        Turn::Registers => (
            Text::new("一覧と操作者", "lists, operators"),
            Text::new("市の一覧と操作者を選ぶ", "Opens the choice of the city's lists and operators"),
        ),
        Turn::Clauses => (
            Text::new("規程の状態", "clauses"),
            Text::new(
                "この行の事業所の規程の状態を件数で示す",
                "Shows how the clauses of the row's office stand, in numbers",
            ),
        ),
        _ => return None,
    };
    Some(Named { label, about })
}

#[cfg(test)]
mod tests {
    use crate::testing::World;
    use crate::text::Lang;
    use crate::tui::harness::Console;

    fn desk(lang: Lang) -> Console {
        Console::new(World::desk(12), lang, 100, 30)
    }

    #[test]
    fn help_and_menu_at_the_desk_name_its_own_panes_and_nothing_about_people() {
        for (lang, own, others) in [
            (
                Lang::Ja,
                ["利用登録の申込みの操作", "事業所の欄へ", "規程の状態"],
                [
                    "ユーザーの欄へ",
                    "入職の手順",
                    "退職・異動の手順",
                    "その日の閲覧",
                    "名簿と照合",
                    "ユーザーの操作",
                    "同意書の操作",
                ],
            ),
            (
                Lang::En,
                ["Applications: actions", "Goes to the offices", "in numbers"],
                [
                    "Goes to the users",
                    "joiner run",
                    "leaver run",
                    "As of a day",
                    "Compare",
                    "Users: actions",
                    "Consents: actions",
                ],
            ),
        ] {
            let mut console = desk(lang);
            let mut seen = String::new();
            for opened in ["2?", "<Esc>2<Enter>"] {
                console.keys(opened);
                for _ in 0..30 {
                    seen += &console.frame();
                    console.keys("<PgDn>");
                }
            }
            for words in own {
                assert!(seen.contains(words), "{words}");
            }
            for words in others {
                assert!(!seen.contains(words), "{words}");
            }
        }
    }

    #[test]
    fn the_desk_acts_on_the_office_under_the_cursor_and_not_on_its_own() {
        let mut console = desk(Lang::Ja);
        console.keys("2/").typed("公開済").keys("<Enter><Down>");
        let row = console.model.list(crate::domain::Noun::Office).cursor.expect("a row");
        assert_ne!(row.number, console.world.ctx.actor.office.0);
        console.keys("d");
        assert!(console.shows("公開を取りやめ") && console.shows(&row.to_string()), "{}", console.frame());
        console.keys("確認のため<Tab>");
        console.keys("y");
        let published = |id: i64| {
            console
                .world
                .store
                .number(&format!("SELECT published_on IS NOT NULL FROM offices WHERE id = {id}"))
        };
        assert_eq!(published(row.number), 0, "{}", console.frame());
    }

    #[test]
    fn a_label_longer_than_its_room_keeps_its_distance_from_the_value() {
        let mut console = Console::new(World::desk(12), Lang::En, 140, 40);
        console.keys("1");
        let frame = console.frame();
        let line =
            frame.lines().find(|line| line.contains("Form 1 dated")).expect("an application's details");
        let (label, value) = line.split_once("Form 1 dated").expect("found above").1.split_at(7);
        assert!(label.ends_with("~") && value.starts_with(" 2"), "{line}");
    }
}
