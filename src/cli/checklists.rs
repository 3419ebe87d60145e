//! The commands that show checklists: the runs of a person, as-of questions, comparisons with lists.

use super::call::Call;
use super::checklist;
use super::status::Failure;
use super::tools::tool;
use super::verb::{Arg, JSON, Next, Shape, Verb, Word, noun_word};
use crate::domain::Noun;
use crate::text::Text;

/// One command for each checklist.
pub(super) fn verbs() -> Vec<Verb> {
    vec![
        person(
            "joiner",
            Text::new(
                "入職の手順：済んだこと、残っていること",
                "The steps of somebody's coming: done and left",
            ),
            checklist::joiner,
        ),
        person(
            "leaver",
            Text::new(
                "退職・異動の手順：済んだこと、残っていること",
                "The steps of somebody's leaving: done and left",
            ),
            checklist::leaver,
        ),
        as_of(
            "patient",
            "P-ID",
            Text::new("その日にこの患者を見られた人", "Who could see this patient on a day"),
            checklist::patient_on,
        ),
        as_of(
            "user",
            "U-ID",
            Text::new("その日にこのユーザーが見られたグループ", "What this user could see on a day"),
            checklist::user_on,
        ),
        tool(
            "clients",
            Text::new(
                "介護ソフトの一覧と照合し、保管の候補を示す（何も書かない）",
                "Compare with the care software's list of clients; writes nothing",
            ),
            vec![
                Arg::new("file", Shape::OneFile, Text::new("CSVかXLSXのファイル", "A CSV or XLSX file")),
                Arg::new("json", Shape::Flag, JSON),
            ],
            checklist::clients,
        )
        .under(comparing()),
        tool(
            "staff",
            Text::new(
                "MCSの職員一覧と照合（何も書かない）。- なら標準入力の貼付け",
                "Compare with the staff that MCS lists; writes nothing. - reads pasted text",
            ),
            vec![mcs_list(), Arg::new("json", Shape::Flag, JSON)],
            checklist::staff,
        )
        .under(comparing()),
        tool(
            "members",
            Text::new(
                "グループのMCSの参加者一覧と照合（何も書かない）。- なら標準入力の貼付け",
                "Compare with the members that MCS lists for a group; writes nothing. - reads pasted text",
            ),
            vec![
                Arg::new("id", Shape::One("G-ID"), Text::new("グループの番号", "The group's id")),
                mcs_list(),
                Arg::new("json", Shape::Flag, JSON),
            ],
            checklist::members,
        )
        .under(comparing()),
    ]
}

/// A run of one person.
fn person(name: &str, about: Text, run: fn(&Call<'_>) -> Result<Next, Failure>) -> Verb {
    let id = Arg::new("id", Shape::One("U-ID"), Text::new("ユーザーの番号", "The user's id"));
    tool(name, about, vec![id, Arg::new("json", Shape::Flag, JSON)], run).under(noun_word(Noun::User))
}

/// A question about a day.
fn as_of(
    name: &str,
    example: &'static str,
    about: Text,
    run: fn(&Call<'_>) -> Result<Next, Failure>,
) -> Verb {
    let day = Text::new(
        "その日（省略は今日）。閲覧は操作記録に残る",
        "The day (today unless given); the reading is entered",
    );
    let args = vec![
        Arg::new("id", Shape::One(example), Text::new("番号", "Its id")),
        Arg::new("on", Shape::Value("DAY"), day),
        Arg::new("json", Shape::Flag, JSON),
    ];
    let word = Word {
        name: "asof",
        about: Text::new("その日の閲覧：誰が何を見られたか", "As of a day: who could see what").into(),
    };
    tool(name, about, args, run).under(word)
}

fn comparing() -> Word {
    Word { name: "compare", about: Text::new("照合", "Compare").into() }
}

fn mcs_list() -> Arg {
    Arg::new("file", Shape::OneFile, Text::new("CSVかXLSXのファイル、または -", "A CSV or XLSX file, or -"))
}
