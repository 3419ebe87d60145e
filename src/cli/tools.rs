//! The commands beside the nouns: one literal each.

use super::call::Call;
use super::grammar::console_args;
use super::manual::SHELLS;
use super::status::Failure;
use super::verb::{Arg, JSON, Next, Run, Shape, Verb, Word, noun_word};
use super::{
    audit, audit_export, audit_verify, batch, check, city, demo, desk, doctor, export, form, init, manual,
    mirror, parameters, safe, today, trends, undo, view,
};
use crate::demo::Scale;
use crate::domain::{Noun, PassphrasePolicy};
use crate::listings;
use crate::session::FOUNDING_FIELDS;
use crate::text::Text;

/// Every command that is not made from the table or a listing.
pub(super) fn verbs() -> Vec<Verb> {
    let json = || Arg::new("json", Shape::Flag, JSON);
    let reason = Arg::new(
        "reason",
        Shape::Needed("TEXT"),
        Text::new("理由（操作記録に残る）", "The reason, kept in the ledger"),
    );
    let policy = Arg::new(
        "policy",
        Shape::Word(PassphrasePolicy::ALL.iter().map(|policy| policy.word()).collect()),
        Text::new(
            "サインインの方式：two_factor（端末での初期値）、long（13文字以上）、regulation",
            "The sign-in policy: two_factor (usual on a terminal), long (13 characters), regulation",
        ),
    );
    let found = tool(
        "init",
        Text::new(
            "暗号化ストア、事業所、最初のMCS管理者を作成",
            "Make an encrypted store, the office and its first admin",
        ),
        FOUNDING_FIELDS.iter().map(Arg::from).chain([policy, json()]).collect(),
        init::init,
    );
    let rest = vec![
        tool(
            "demo",
            Text::new("架空の人々のデモを作成して開く", "Make a demo of invented people and open it"),
            vec![
                Arg::new(
                    "scale",
                    Shape::Word(scales()),
                    Text::new(
                        "規模：small、city、nation（初期値 small）",
                        "Size: small, city or nation (small unless given)",
                    ),
                ),
                Arg::new(
                    "seed",
                    Shape::Number,
                    Text::new("同じ数からは同じ人々", "The same number gives the same people"),
                ),
                Arg::new(
                    "no_open",
                    Shape::Flag,
                    Text::new(
                        "開かずに残し、場所と操作者をJSONで出力",
                        "Keep it unopened; print its path and operators as JSON",
                    ),
                ),
            ]
            .into_iter()
            .chain(console_args())
            .collect(),
            demo::demo,
        ),
        tool(
            "today",
            Text::new("本日の対応：期限のあるものを期限順に", "Everything due, by deadline"),
            vec![json()],
            today::today,
        ),
        tool("form", form::ABOUT, form::args(), form::form),
        tool("export", export::ABOUT, export::args(), export::export),
        tool(
            "trends",
            Text::new(
                "推移：承認、未決の招待、パスワードと教育の期限、保管待ち",
                "Trends: approvals, open invitations, passwords and trainings due, the archive",
            ),
            vec![json()],
            trends::trends,
        ),
        tool(
            "published",
            Text::new("連携事業所の一覧（公開済）を出力", "Print the published list of offices"),
            vec![json(), Arg::new("csv", Shape::Flag, Text::new("CSVで出力", "Print CSV"))],
            city::published,
        )
        .under(noun_word(Noun::Office)),
        tool(
            "contacts",
            Text::new(
                "緊急連絡先一覧を出力（回線停止、提供会社、市、委員会）",
                "Print the emergency sheet: line stop, vendor, city, commission",
            ),
            vec![json()],
            desk::contacts,
        ),
        tool(
            "sheet",
            Text::new(
                "精査の一覧：参加者ごとの参加日、担当、前回と今回の判断",
                "The sheet of a review: each member with joined, in charge, last decision and this one",
            ),
            vec![Arg::new("id", Shape::One("W-0001"), Text::new("番号", "Its id")), json()],
            desk::review_sheet,
        )
        .under(noun_word(Noun::Review)),
        tool(
            "report",
            Text::new(
                "速報・確報の報告事項を、記録と当時の参加から下書き",
                "Draft a report's points from what is recorded and the memberships of that time",
            ),
            vec![Arg::new("id", Shape::One("X-0001"), Text::new("番号", "Its id")), json()],
            desk::incident_report,
        )
        .under(noun_word(Noun::Incident)),
        tool(
            "parameters",
            Text::new(
                "第13条で定められる事項：値とその出どころ（規程の定め、初期値、事業所の定め）",
                "What Article 13 lets an office set: each value, and whence it is",
            ),
            vec![json()],
            parameters::parameters,
        )
        .under(noun_word(Noun::Rule)),
        tool(
            "check",
            Text::new("規程の各条項の状態と証跡", "How every clause of the regulation stands"),
            vec![
                json(),
                Arg::new(
                    "office",
                    Shape::Value("O-0003"),
                    Text::new(
                        "市が見る事業所（件数だけ）",
                        "For the city's desk: of this office, numbers only",
                    ),
                ),
                Arg::new(
                    "report",
                    Shape::Value("DIR"),
                    Text::new(
                        "報告（MarkdownとCSV）を保存するフォルダー。- なら標準出力",
                        "A folder for the report (Markdown and CSV); - for standard output",
                    ),
                ),
            ],
            check::check,
        ),
        tool(
            "batch",
            batch::ABOUT,
            vec![Arg::new(
                "dry_run",
                Shape::Flag,
                Text::new("判定だけを行い、何も書かない", "Judge only, write nothing"),
            )],
            batch::batch,
        ),
        tool(
            "undo",
            Text::new(
                "操作を元に戻す（まとめて行った操作はまとめて）",
                "Take an act back, with the batch it belongs to",
            ),
            vec![
                Arg::new(
                    "entry",
                    Shape::One("LEDGER-NO"),
                    Text::new("操作記録の番号", "Its number in the ledger"),
                ),
                json(),
            ],
            undo::undo,
        ),
        tool(
            "list",
            Text::new("操作記録の一覧（新しい順）", "List the ledger, newest first"),
            vec![
                Arg::new("limit", Shape::Number, Text::new("最大の件数", "At most so many entries")),
                json(),
            ],
            audit::list,
        )
        .under(ledger()),
        tool(
            "verify",
            Text::new(
                "操作記録の連鎖、台帳の内容、控えを検証",
                "Verify the chain of the ledger, the rows and the anchor",
            ),
            vec![
                Arg::new("from", Shape::Number, Text::new("この記録から", "From this entry on")),
                Arg::new("to", Shape::Number, Text::new("この記録まで", "Up to this entry")),
                Arg::new(
                    "anchor",
                    Shape::File,
                    Text::new("外部に保管した控えのファイル", "A copy of the anchor kept outside"),
                ),
                json(),
            ],
            audit_verify::verify,
        )
        .under(ledger()),
        tool(
            "anchor",
            Text::new("外部に送る控えの1行を出力", "Print the line of the anchor to send outside"),
            Vec::new(),
            audit_verify::anchor,
        )
        .under(ledger()),
        tool(
            "export",
            Text::new(
                "証跡を1行1件のJSONで出力（鍵なしで検証できる）。--csv は閲覧用",
                "Export the evidence as JSON lines, verifiable without a key; --csv to be read by people",
            ),
            vec![
                Arg::new("from", Shape::Number, Text::new("この記録から", "From this entry on")),
                Arg::new("to", Shape::Number, Text::new("この記録まで", "Up to this entry")),
                Arg::new("csv", Shape::Flag, Text::new("閲覧用のCSV", "CSV to be read by people")),
            ],
            audit_export::export,
        )
        .under(ledger()),
        tool("list", Text::new("保存した絞込の一覧", "List your saved views"), vec![json()], view::list)
            .under(views()),
        tool(
            "save",
            Text::new(
                "絞込と並び順を名前を付けて保存（同じ名前は上書き）",
                "Save a filter and an order under a name, over one of the same name",
            ),
            vec![
                noun_of_view(),
                name_of_view(),
                Arg::new("filter", Shape::Value("TEXT"), Text::new("絞込の文字", "The filter's text")),
                Arg::new(
                    "sort",
                    Shape::Value("WORD"),
                    Text::new("並び順（その一覧の --sort の語）", "The order, a word of that list's --sort"),
                ),
                Arg::new("reverse", Shape::Flag, Text::new("逆順にする", "The other way round")),
            ],
            view::save,
        )
        .under(views()),
        tool(
            "rename",
            Text::new("保存した絞込の名前を変える", "Give a saved view another name"),
            vec![
                noun_of_view(),
                name_of_view(),
                Arg::new("to", Shape::One("NEW-NAME"), Text::new("新しい名前", "Its new name")),
            ],
            view::rename,
        )
        .under(views()),
        tool(
            "delete",
            Text::new("保存した絞込を削除", "Delete a saved view"),
            vec![noun_of_view(), name_of_view()],
            view::delete,
        )
        .under(views()),
        tool(
            "run",
            Text::new(
                "MCS未反映の決定を、設定したプログラムに渡して反映（cronから）",
                "Hand what is to be done in MCS to the program that is set (from cron)",
            ),
            vec![
                Arg::new("limit", Shape::Number, Text::new("最大の件数", "At most so many decisions")),
                Arg::new(
                    "dry_run",
                    Shape::Flag,
                    Text::new(
                        "渡す内容をJSONで出力し、何も実行しない",
                        "Print what would be handed over, run nothing",
                    ),
                ),
                json(),
            ],
            mirror::run,
        )
        .under(noun_word(Noun::Mirror)),
        tool(
            "backup",
            Text::new(
                "バックアップを作成し、読み返して確認",
                "Make a backup and verify it by reading it back",
            ),
            vec![
                Arg::new(
                    "dest",
                    Shape::OneFile,
                    Text::new(
                        "保存先（フォルダーか .backup の名前）",
                        "A folder, or a name ending in .backup",
                    ),
                ),
                json(),
            ],
            safe::backup,
        ),
        tool(
            "restore",
            Text::new(
                "バックアップを戻す（失われる記録を先に表示）",
                "Put a backup back; shows first what would be lost",
            ),
            vec![
                Arg::new("backup", Shape::OneFile, Text::new(".backup フォルダー", "The .backup folder")),
                reason,
                Arg::new(
                    "yes",
                    Shape::Flag,
                    Text::new("失われる記録を承知して実行", "Do it, knowing what will be lost"),
                ),
                json(),
            ],
            safe::restore,
        ),
        tool(
            "doctor",
            Text::new(
                "ファイル・端末・設定を点検（サインインすれば中身も）",
                "Check files, terminal and configuration; signed in, the content too",
            ),
            vec![json()],
            doctor::doctor,
        ),
        tool(
            "completions",
            Text::new("シェルの補完を出力", "Print the completions of a shell"),
            vec![Arg::new(
                "shell",
                Shape::OneWord(SHELLS.to_vec()),
                Text::new("bash、zsh、fish のいずれか", "bash, zsh or fish"),
            )],
            manual::completions,
        ),
        tool("man", Text::new("マニュアルページを出力", "Print the man page"), Vec::new(), manual::man),
    ];
    std::iter::once(found)
        .chain(super::lists::verbs())
        .chain(super::checklists::verbs())
        .chain(rest)
        .collect()
}

fn scales() -> Vec<&'static str> {
    Scale::ALL.iter().map(|scale| scale.word()).collect()
}

fn ledger() -> Word {
    Word {
        about: Text::new("操作記録：一覧、検証、控え、書出し", "Ledger: list, verify, anchor, export").into(),
        ..noun_word(Noun::Entry)
    }
}

fn views() -> Word {
    let about =
        Text::new("保存した絞込：一覧、保存、名前変更、削除", "Saved views: list, save, rename, delete");
    Word { name: "view", about: about.into() }
}

fn noun_of_view() -> Arg {
    let nouns = listings::all().map(|listing| listing.noun.word()).collect();
    Arg::new("noun", Shape::OneWord(nouns), Text::new("どの一覧の絞込か", "Of which list"))
}

fn name_of_view() -> Arg {
    Arg::new("name", Shape::One("NAME"), Text::new("絞込の名前", "The view's name"))
}

pub(super) fn tool(
    name: &str,
    about: Text,
    args: Vec<Arg>,
    run: fn(&Call<'_>) -> Result<Next, Failure>,
) -> Verb {
    Verb {
        noun: None,
        name: name.to_owned(),
        label: about.into(),
        about: about.into(),
        args,
        run: Run::Tool(run),
    }
}

impl Verb {
    /// The command as one under a first word.
    pub(super) fn under(self, noun: Word) -> Verb {
        Verb { noun: Some(noun), ..self }
    }
}
