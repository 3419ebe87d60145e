//! The commands that take lists in: `import` of each kind.

use super::call::Call;
use super::import;
use super::status::Failure;
use super::tools::tool;
use super::verb::{Arg, JSON, Next, Shape, Verb, Word};
use crate::text::Text;

/// One command for each kind of list.
pub(super) fn verbs() -> Vec<Verb> {
    vec![
        list("users", Text::new("ユーザーの一覧表", "A list of users"), import::users),
        list("groups", Text::new("グループの一覧表", "A list of groups"), import::groups),
        list("invitations", Text::new("招待の一覧表", "A list of invitations"), import::invitations),
        list("patients", Text::new("患者の一覧表", "A list of patients"), import::patients),
        list(
            "memberships",
            Text::new("グループの参加者の一覧表", "A list of who is in which group"),
            import::memberships,
        ),
        list("devices", Text::new("端末の一覧表", "A list of devices"), import::devices),
        list("pledges", Text::new("誓約書の一覧表", "A list of pledges"), import::pledges),
        list("consents", Text::new("同意書の一覧表", "A list of consents"), import::consents),
        list(
            "trainings",
            Text::new("教育の受講の一覧表", "A list of who attended a training"),
            import::trainings,
        ),
        list(
            "applications",
            Text::new("申込み（様式1・2）の一覧表", "A list of applications (Forms 1 and 2)"),
            import::applications,
        ),
        list("takeouts", Text::new("持出しの一覧表", "A list of take-outs"), import::take_outs),
        list("incidents", Text::new("事案の一覧表", "A list of incidents"), import::incidents),
        list("requests", Text::new("開示等請求の一覧表", "A list of requests"), import::requests),
        list(
            "reviews",
            Text::new("署名済の精査の一覧表", "A list of reviews that were signed off"),
            import::reviews,
        ),
        list("attestations", Text::new("自己点検の一覧表", "A list of attestations"), import::attestations),
        list(
            "rules",
            Text::new("事業所の定め（第13条）の一覧表", "A list of the office's rules (Art. 13)"),
            import::rules,
        ),
        list("handlers", Text::new("取扱責任者の一覧表", "A list of handlers"), import::handlers),
        list(
            "guidelines",
            Text::new("法令・ガイドラインの版の一覧表", "A list of versions of laws and guidelines"),
            import::guidelines,
        ),
        list("contacts", Text::new("緊急連絡先の一覧表", "A list of emergency contacts"), import::contacts),
    ]
}

/// An import of one kind of list.
fn list(name: &'static str, about: Text, run: fn(&Call<'_>) -> Result<Next, Failure>) -> Verb {
    let args = vec![
        Arg::new("file", Shape::OneFile, Text::new("CSVかXLSXのファイル", "A CSV or XLSX file")),
        Arg::new(
            "dry_run",
            Shape::Flag,
            Text::new("行ごとの判定だけを行い、何も書かない", "Judge every row, write nothing"),
        ),
        Arg::new(
            "errors",
            Shape::File,
            Text::new("取り込まない行を保存する新しいファイル", "A new file for the rows not taken"),
        ),
        Arg::new(
            "yes",
            Shape::Flag,
            Text::new("変更や一覧にない登録があっても尋ねない", "Do not ask, whatever changes or is missing"),
        ),
        Arg::new("json", Shape::Flag, JSON),
    ];
    let about_imports = Text::new(
        "取込み：ユーザー、患者、グループ、参加、招待、台帳",
        "Import: users, patients, groups, members, invitations, registers",
    );
    tool(name, about, args, run).under(Word { name: "import", about: about_imports.into() })
}
