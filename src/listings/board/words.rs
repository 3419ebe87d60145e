//! Why a clause stands as it does, in one sentence with its numbers.

use super::Status;
use crate::listings::checks::Due;
use crate::regulation::clause::{Clause, Gap, Strength};
use crate::sentence;
use crate::store::Counted;
use crate::text::date::Day;
use crate::text::{Lang, Sentence, Text};

/// Why a clause stands as it does.
pub enum Reason {
    /// It defines or explains.
    SaysOnly,
    /// It is the city's.
    OfTheCity,
    /// There is nothing here that it speaks of.
    ConcernsNobody(Text),
    /// Rows stand against it.
    Against {
        /// What that amounts to.
        gap: Gap,
        /// The rows.
        rows: Vec<Due>,
        /// There may be more.
        is_cut: bool,
        /// What is on record for it.
        counted: Option<(Text, Counted)>,
    },
    /// Nobody has attested it.
    NotAttested,
    /// The attestation is too old.
    AttestedLongAgo(Day),
    /// A person said yes.
    Yes {
        /// When.
        on: Day,
        /// Good until then.
        until: Day,
    },
    /// A person said no.
    No(Day),
    /// What should be on record is not.
    NoRecord(Text),
    /// Nobody has made use of it.
    Unused(Text),
    /// Looked at, and nothing stands against it.
    NothingAgainst {
        /// How many checks looked.
        checks: usize,
        /// What is on record for it.
        counted: Option<(Text, Counted)>,
    },
    /// It stands as others do.
    Follows {
        /// Those, with their status.
        shown: Vec<(&'static Clause, Status)>,
    },
    /// Nothing looks at it and nobody has said anything.
    SeenByNobody,
}

impl Reason {
    /// What it amounts to for a clause of this strength.
    pub fn status(&self, strength: Strength) -> Status {
        match self {
            Reason::SaysOnly | Reason::OfTheCity | Reason::ConcernsNobody(_) | Reason::Unused(_) => {
                Status::NotApplicable
            }
            Reason::Against { gap, .. } => Status::of_gap(*gap),
            Reason::No(_) => Status::of_gap(strength.gap()),
            Reason::NotAttested | Reason::AttestedLongAgo(_) | Reason::NoRecord(_) | Reason::SeenByNobody => {
                Status::Unknown
            }
            Reason::Yes { .. } | Reason::NothingAgainst { .. } => Status::Ok,
            Reason::Follows { shown } => {
                shown.iter().map(|(_, status)| *status).min().unwrap_or(Status::NotApplicable)
            }
        }
    }
}

/// The sentence.
pub fn sentence(reason: &Reason) -> Sentence {
    match reason {
        Reason::SaysOnly => Text::new(
            "言葉の定義または説明で、点検するものはありません。",
            "It defines or explains: there is nothing to check.",
        )
        .into(),
        Reason::OfTheCity => Text::new("市の務めです。", "It is the city's.").into(),
        Reason::ConcernsNobody(without) => (*without).into(),
        Reason::Against { rows, is_cut, counted, .. } => against(rows, *is_cut, *counted),
        Reason::NotAttested => Text::new(
            "自己点検がまだありません。年に1回、はい・いいえで記録します。",
            "Nobody has attested it yet: a yes or no once a year.",
        )
        .into(),
        Reason::AttestedLongAgo(on) => sentence!(
            "{on} の自己点検から12か月が過ぎました。",
            "It was attested on {on}, more than 12 months ago.",
            on = on
        ),
        Reason::Yes { on, until } => sentence!(
            "{on} の自己点検で「はい」でした（{until} まで有効）。",
            "Attested with a yes on {on}, good until {until}.",
            on = on,
            until = until
        ),
        Reason::No(on) => {
            sentence!("{on} の自己点検で「いいえ」でした。", "Attested with a no on {on}.", on = on)
        }
        Reason::NoRecord(what) => {
            sentence!("記録がありません：{what}。", "Nothing on record: {what}.", what = *what)
        }
        Reason::Unused(what) => {
            sentence!("該当する記録はありません：{what}。", "Not made use of: {what}.", what = *what)
        }
        Reason::NothingAgainst { checks, counted } => nothing_against(*checks, *counted),
        Reason::Follows { shown } => follows(shown),
        Reason::SeenByNobody => Text::new(
            "この条項を見る点検も記録もまだありません。",
            "Neither a check nor a record speaks of it yet.",
        )
        .into(),
    }
}

fn against(rows: &[Due], is_cut: bool, counted: Option<(Text, Counted)>) -> Sentence {
    let (n, kinds) = (rows.len(), kinds(rows));
    let more = if is_cut { "+" } else { "" };
    match counted {
        Some((what, counted)) => sentence!(
            "{n}{more}件が残っています（{kinds}）。{what} {count}件。",
            "{n}{more} to settle ({kinds}); {what}: {count}.",
            n = n,
            more = more,
            kinds = kinds,
            what = what,
            count = counted.count
        ),
        None => sentence!(
            "{n}{more}件が残っています（{kinds}）。",
            "{n}{more} to settle ({kinds}).",
            n = n,
            more = more,
            kinds = kinds
        ),
    }
}

/// What the rows are, each kind with its number.
fn kinds(rows: &[Due]) -> Sentence {
    let mut counts: Vec<(Text, usize)> = Vec::new();
    for due in rows {
        match counts.iter_mut().find(|(kind, _)| *kind == due.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((due.kind, 1)),
        }
    }
    let in_lang = |lang| counts.iter().map(move |(kind, n)| format!("{} {n}", kind.get(lang)));
    Sentence::new(
        in_lang(Lang::Ja).collect::<Vec<_>>().join("、"),
        in_lang(Lang::En).collect::<Vec<_>>().join(", "),
    )
}

fn nothing_against(checks: usize, counted: Option<(Text, Counted)>) -> Sentence {
    match (checks, counted) {
        (0, Some((what, Counted { count, last: Some(last) }))) => sentence!(
            "{what} {count}件、最新は {last}。",
            "{what}: {count}, the latest on {last}.",
            what = what,
            count = count,
            last = last
        ),
        (0, Some((what, counted))) => {
            sentence!("{what} {count}件。", "{what}: {count}.", what = what, count = counted.count)
        }
        (_, Some((what, counted))) => sentence!(
            "自動点検{checks}種で問題はありません。{what} {count}件。",
            "Checks without a finding: {checks}; {what}: {count}.",
            checks = checks,
            what = what,
            count = counted.count
        ),
        (0, None) => Text::new(
            "記録するべき事柄は起きていません。",
            "Nothing has happened that would have to be recorded.",
        )
        .into(),
        (_, None) => sentence!(
            "自動点検{checks}種で問題はありません。",
            "Checks without a finding: {checks}.",
            checks = checks
        ),
    }
}

/// The clauses that it follows by status, the worst first.
fn follows(shown: &[(&'static Clause, Status)]) -> Sentence {
    let in_lang = |lang: Lang| {
        let of = |status: Status| {
            let names: Vec<_> = shown
                .iter()
                .filter(|(_, s)| *s == status)
                .map(|(clause, _)| clause.shown_as.get(lang))
                .collect();
            (!names.is_empty()).then(|| (status.label().get(lang), names))
        };
        Status::ALL.iter().copied().filter_map(of).collect::<Vec<_>>()
    };
    let ja = in_lang(Lang::Ja).into_iter().map(|(status, names)| format!("{status} {}", names.join("・")));
    let en = in_lang(Lang::En).into_iter().map(|(status, names)| format!("{status} {}", names.join(", ")));
    let others = Sentence::new(ja.collect::<Vec<_>>().join("、"), en.collect::<Vec<_>>().join("; "));
    sentence!("次の条項に従います：{others}。", "It stands as these do: {others}.", others = others)
}
