//! Requests of patients and families (開示等請求, 様式3第5条). There is no box for the requester's reason: asking for one
//! is improper.

use super::super::clause::{ClauseId, id};
use super::{End, Fact, GROUP, KEPT_AT, PATIENT, Register, State, Weight};
use crate::choices;
use crate::domain::{Kind, Noun, Span};
use crate::text::Text;
use crate::words;

words! {
    /// What is asked for.
    RequestKind {
        Purpose "purpose" "利用目的の通知" "Purpose of use",
        Disclosure "disclosure" "開示" "Disclosure",
        StopSharing "stop_sharing" "第三者提供の停止" "Stop passing on",
        Correction "correction" "訂正・追加・削除" "Correction",
        StopUse "stop_use" "利用の停止" "Stop of use",
        Erasure "erasure" "消去" "Erasure",
    }
}

impl RequestKind {
    /// The right that it stands on.
    pub const fn clause(self) -> ClauseId {
        match self {
            RequestKind::Purpose => id("F3-5-1"),
            RequestKind::Disclosure | RequestKind::StopSharing => id("F3-5-2"),
            RequestKind::Correction => id("F3-5-3"),
            RequestKind::StopUse | RequestKind::Erasure => id("F3-5-4"),
        }
    }
}

words! {
    /// Who asks.
    Relation {
        Patient "patient" "本人" "The patient",
        Family "family" "家族" "Family",
        Agent "agent" "代理人" "Agent",
        Other "other" "その他" "Other",
    }
}

words! {
    /// What the office decided.
    Decision {
        Granted "granted" "応じる" "Granted",
        Partly "partly" "一部応じる" "Partly granted",
        Refused "refused" "応じない" "Refused",
    }
}

const fn line(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Line)
}

const fn past(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Day(Span::Past))
}

/// 請求の種類.
pub const KIND: Fact = Fact::new(
    "kind",
    Text::new("請求の種類", "Kind"),
    Kind::Choice(choices!(RequestKind: Purpose, Disclosure, StopSharing, Correction, StopUse, Erasure)),
)
.under(id("F3-5"));
/// 請求者.
pub const REQUESTER: Fact = line("requester", Text::new("請求者", "Requester")).under(id("F3-5"));
/// 続柄.
pub const RELATION: Fact = Fact::new(
    "relation",
    Text::new("患者との関係", "Relation"),
    Kind::Choice(choices!(Relation: Patient, Family, Agent, Other)),
)
.under(id("F3-5"));
/// 対象の範囲.
pub const SCOPE: Fact = line("scope", Text::new("対象の範囲", "Scope"));
/// 受付日.
pub const RECEIVED_ON: Fact = past("on", Text::new("受付日", "Received on"));
/// 回答の目安.
pub const ANSWER_BY: Fact =
    Fact::new("due", Text::new("回答の予定日", "Answer planned by"), Kind::Day(Span::Any));
/// 本人・代理権の確認.
pub const IDENTITY: Fact =
    line("identity", Text::new("本人・代理権の確認方法", "How identity was checked")).under(id("F3-5"));
/// 確認した日.
pub const IDENTITY_ON: Fact = past("identity_on", Text::new("確認した日", "Checked on"));
/// 決定.
pub const DECISION: Fact = Fact::new(
    "decision",
    Text::new("決定", "Decision"),
    Kind::Choice(choices!(Decision: Granted, Partly, Refused)),
)
.under(id("F3-5"));
/// 決定した人.
pub const DECIDED_BY: Fact = line("decided_by", Text::new("決定した人", "Decided by"));
/// 決定日.
pub const DECIDED_ON: Fact = past("decided_on", Text::new("決定日", "Decided on"));
/// 応じない理由の説明: the office's own.
pub const EXPLANATION: Fact = line(
    "explanation",
    Text::new("応じない部分の説明（事業所から）", "The office's explanation of a refusal"),
);
/// 法定保存の確認.
pub const RETENTION: Fact =
    line("retention", Text::new("法定の保存義務の確認（消去）", "Legal retention (erasure)"))
        .under(id("F3-5-4"));
/// 保存期間の末日.
pub const RETENTION_UNTIL: Fact = Fact::new(
    "retention_until",
    Text::new("保存期間の末日（消去）", "Retention lasts until (erasure)"),
    Kind::Day(Span::Any),
)
.under(id("F3-5-4"));
/// 回答の方法.
pub const METHOD: Fact = line("method", Text::new("回答の方法", "How it is answered"));
/// 通知日.
pub const NOTIFIED_ON: Fact = past("notified_on", Text::new("通知日", "Notified on")).under(id("F3-5"));
/// 消去した日.
pub const ERASED_ON: Fact = past("erased_on", Text::new("消去した日", "Erased on")).under(id("F3-5-4"));

/// The register of requests.
pub static REQUEST: Register = Register {
    noun: Noun::Request,
    about: Text::new(
        "利用目的の通知、開示、訂正、利用の停止・消去の請求。請求の理由は尋ねません。",
        "Requests for the purpose, disclosure, correction, stop of use or erasure. No reason is asked for.",
    ),
    clauses: &[id("F3-5"), id("F3-5-1"), id("F3-5-2"), id("F3-5-3"), id("F3-5-4")],
    states: &[
        State {
            word: "received",
            label: Text::new("受付", "Received"),
            weight: Weight::Caution,
            end: End::Open,
        },
        State {
            word: "decided",
            label: Text::new("決定済", "Decided"),
            weight: Weight::Plain,
            end: End::Open,
        },
        State {
            word: "notified",
            label: Text::new("通知済", "Notified"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[
        KIND,
        GROUP,
        PATIENT,
        REQUESTER,
        RELATION,
        SCOPE,
        IDENTITY,
        IDENTITY_ON,
        DECISION,
        DECIDED_BY,
        DECIDED_ON,
        EXPLANATION,
        RETENTION,
        RETENTION_UNTIL,
        METHOD,
        NOTIFIED_ON,
        ERASED_ON,
        KEPT_AT,
    ],
    headline: &["kind", "requester"],
    dated: Text::new("受付日", "Received on"),
    due: Text::new("回答の予定日", "Answer planned by"),
};
