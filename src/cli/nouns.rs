//! The commands of nouns: list, show and every action, made from the listings and the table of actions.

use super::verb::{Arg, JSON, Run, Shape, Verb, example, noun_word};
use crate::actions::{Action, Confirm, table};
use crate::domain::Noun;
use crate::listings::{self, Listing};
use crate::sentence;
use crate::text::{Sentence, Text};

/// Every command of every noun that is listed or acted on.
pub(super) fn verbs() -> Vec<Verb> {
    Noun::ALL.into_iter().flat_map(of_noun).collect()
}

fn of_noun(noun: Noun) -> Vec<Verb> {
    let listed = listings::of(noun).into_iter().flat_map(|listing| [list(listing), show(listing)]);
    listed.chain(table::of(noun).map(act)).collect()
}

fn list(listing: &'static Listing) -> Verb {
    let mut args = vec![
        Arg::new("filter", Shape::Value("TEXT"), FILTER),
        Arg::new(
            "sort",
            Shape::Word(listing.orders.iter().map(|o| o.id).collect()),
            ids_and_labels(SORT, listing.orders),
        ),
        Arg::new("reverse", Shape::Flag, Text::new("逆順にする", "The other way round")),
        Arg::new(
            "view",
            Shape::Value("NAME"),
            Text::new(
                "保存した絞込で（--filter、--sort が優先）",
                "As this saved view says; --filter and --sort go before it",
            ),
        ),
        Arg::new(
            "of",
            Shape::Value("ID"),
            Text::new("この行に属するものだけ", "Only what belongs to this row"),
        ),
        Arg::new("limit", Shape::Number, Text::new("最大の行数", "At most so many rows")),
        Arg::new("json", Shape::Flag, JSON),
        Arg::new("csv", Shape::Flag, Text::new("CSVで出力", "Print CSV")),
    ];
    if !listing.tallies.is_empty() {
        let words = Shape::Word(listing.tallies.iter().map(|t| t.id).collect());
        args.insert(1, Arg::new("only", words, ids_and_labels(ONLY, listing.tallies)));
    }
    Verb {
        noun: Some(noun_word(listing.noun)),
        name: "list".to_owned(),
        label: Text::new("一覧", "List").into(),
        about: sentence!("{noun}の一覧", "Lists: {noun}", noun = listing.noun.label()),
        args,
        run: Run::List(listing),
    }
}

const FILTER: Text = Text::new(
    "絞込み（漢字、かな、ローマ字、番号）",
    "Only rows with this text (kanji, kana, romaji or an id)",
);
const SORT: Text = Text::new("並び順", "Order");
const ONLY: Text = Text::new("この条件の行だけ", "Only rows of this condition");

/// What an option is for, followed by its words and what they mean.
fn ids_and_labels(what: Text, choices: &[listings::Choice]) -> Sentence {
    let each = |label: fn(&listings::Choice) -> &'static str| {
        choices.iter().map(|c| format!("{} = {}", c.id, label(c))).collect::<Vec<_>>().join(", ")
    };
    Sentence::new(
        format!("{}（{}）", what.ja, each(|c| c.label.ja)),
        format!("{} ({})", what.en, each(|c| c.label.en)),
    )
}

fn show(listing: &'static Listing) -> Verb {
    Verb {
        noun: Some(noun_word(listing.noun)),
        name: "show".to_owned(),
        label: Text::new("1件の詳細と根拠", "One row with its evidence").into(),
        about: sentence!(
            "1件の詳細と根拠：{noun}",
            "One row with its evidence: {noun}",
            noun = listing.noun.label()
        ),
        args: vec![
            Arg::new("id", Shape::One(example(listing.noun)), Text::new("番号", "Its id")),
            Arg::new("json", Shape::Flag, JSON),
        ],
        run: Run::Show(listing),
    }
}

fn act(action: &'static Action) -> Verb {
    let mut args = Vec::new();
    if !action.is_on_home() {
        args.push(Arg::new(
            "ids",
            Shape::Many(example(action.on)),
            Text::new("番号（複数可）", "One id or several"),
        ));
    }
    args.extend(action.fields.iter().map(Arg::from));
    if action.confirm == Confirm::Count {
        args.push(Arg::new("count", Shape::Number, COUNT));
    }
    args.extend([
        Arg::new("reason", reason(action), REASON),
        Arg::new(
            "dry_run",
            Shape::Flag,
            Text::new("判定だけを行い、何も書かない", "Judge only, write nothing"),
        ),
        Arg::new("json", Shape::Flag, JSON),
    ]);
    Verb {
        noun: Some(noun_word(action.noun)),
        name: super::status::option_name(action.verb()),
        label: action.label.into(),
        about: about(action),
        args,
        run: Run::Act(action),
    }
}

const COUNT: Text = Text::new("何件か（2件以上のときに必要）", "How many rows these are: needed from two on");
const REASON: Text = Text::new("理由（操作記録に残る）", "The reason, kept in the ledger");

fn reason(action: &Action) -> Shape {
    if action.reason_min().is_some() { Shape::Needed("TEXT") } else { Shape::Value("TEXT") }
}

/// What an action does, with the clauses it carries out.
fn about(action: &Action) -> Sentence {
    let clauses = |separator: &str, shown: fn(&crate::regulation::clause::Clause) -> String| {
        action.basis.iter().map(|id| shown(id.clause())).collect::<Vec<_>>().join(separator)
    };
    Sentence::new(
        format!(
            "{}。{}（{}）",
            action.label.ja,
            action.about.ja,
            clauses("、", |c| c.shown_as.get(crate::text::Lang::Ja).to_owned())
        ),
        format!(
            "{}. {} ({})",
            action.label.en,
            action.about.en,
            clauses(", ", |c| c.shown_as.get(crate::text::Lang::En).to_owned())
        ),
    )
}
