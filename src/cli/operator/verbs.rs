//! The commands of `operator`, one literal each.

use super::super::call::Call;
use super::super::status::Failure;
use super::super::verb::{Arg, JSON, Next, Run, Shape, Verb, Word};
use super::{key, newcomer, own};
use crate::text::Text;

/// Every command about who signs in.
pub(in crate::cli) fn verbs() -> Vec<Verb> {
    let id = || Arg::new("id", Shape::One("ID"), Text::new("操作者の番号", "The operator's id"));
    let json = || Arg::new("json", Shape::Flag, JSON);
    let name = |about| Arg::new("name", Shape::One("NAME"), about);
    vec![
        verb("list", Text::new("操作者の一覧", "List the operators"), vec![json()], super::list),
        verb(
            "invite",
            Text::new(
                "本人が自分でサインインを設定するための一回限りのコードを出す",
                "Issue a one-time code with which an operator sets up the own sign-in",
            ),
            vec![id(), json()],
            super::invite,
        ),
        verb(
            "enrol",
            Text::new(
                "コードを使い、自分のパスフレーズと二要素を決める",
                "Use a code: choose your own passphrase and second factor",
            ),
            vec![id()],
            newcomer::enrol,
        ),
        verb(
            "add",
            Text::new(
                "事業所の管理者または市の操作者を追加し、コードを出す",
                "Add an office head or a desk of the city, and issue a code",
            ),
            vec![
                Arg::new("role", Shape::Needed("WORD"), Text::new("head か city", "head or city")),
                Arg::new("name", Shape::Needed("TEXT"), Text::new("氏名", "The name")),
                json(),
            ],
            super::add,
        ),
        verb("remove", Text::new("操作者の鍵を削除", "Remove an operator's key"), vec![id()], super::remove),
        verb(
            "passphrase",
            Text::new("自分のパスフレーズを変更", "Change your own passphrase"),
            Vec::new(),
            own::passphrase,
        ),
        verb(
            "factor",
            Text::new("自分の二要素を設定（QRコード）", "Set up your own second factor (QR code)"),
            Vec::new(),
            own::factor,
        ),
        verb(
            "policy",
            Text::new(
                "サインインの方式：two_factor（二要素）、long（13文字以上）、regulation（規程どおり）",
                "The sign-in policy: two_factor, long (13 characters) or regulation",
            ),
            vec![Arg::new("policy", Shape::One("WORD"), Text::new("方式", "The policy"))],
            super::policy,
        ),
        verb(
            "envelope",
            Text::new("封をして保管する回復用の語を作成", "Make the words of the sealed recovery envelope"),
            Vec::new(),
            super::envelope,
        ),
        verb(
            "recover",
            Text::new(
                "封筒の語で、操作者のパスフレーズを決め直す",
                "Use the envelope: a new passphrase for an operator",
            ),
            vec![id()],
            newcomer::recover,
        ),
        verb("keys", Text::new("SSHの公開鍵の一覧", "List the public keys for SSH"), vec![json()], key::list),
        verb(
            "add-key",
            Text::new("操作者のSSH公開鍵を登録", "Register an operator's public key for SSH"),
            vec![
                id(),
                Arg::new("key", Shape::Value("KEY"), Text::new("公開鍵1行", "The public key, one line")),
                Arg::new("file", Shape::File, Text::new("公開鍵のファイル（.pub）", "A file with it (.pub)")),
            ],
            key::add,
        ),
        verb(
            "remove-key",
            Text::new("操作者のSSH公開鍵を削除（直ちに無効）", "Remove an operator's public key, at once"),
            vec![
                id(),
                Arg::new(
                    "fingerprint",
                    Shape::One("FINGERPRINT"),
                    Text::new("指紋（SHA256:…）", "Its fingerprint (SHA256:...)"),
                ),
            ],
            key::remove,
        ),
        verb(
            "service",
            Text::new("読むだけの鍵ファイルを作成（cron用）", "Make a key file that only reads (for cron)"),
            vec![
                name(Text::new("サービスの名前", "The service's name")),
                Arg::new("file", Shape::OneFile, Text::new("新しい鍵ファイル", "The new key file")),
            ],
            super::service,
        ),
        verb(
            "end-service",
            Text::new("サービスの鍵を無効にする", "End a service's key"),
            vec![name(Text::new("サービスの名前", "The service's name"))],
            super::end_service,
        ),
    ]
}

fn verb(name: &str, about: Text, args: Vec<Arg>, run: fn(&Call<'_>) -> Result<Next, Failure>) -> Verb {
    let operators = Text::new("操作者：誰がどうサインインするか", "Operators: who signs in, and how");
    Verb {
        noun: Some(Word { name: "operator", about: operators.into() }),
        name: name.to_owned(),
        label: about.into(),
        about: about.into(),
        args,
        run: Run::Tool(run),
    }
}
