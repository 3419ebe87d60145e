//! 証跡不一致: what does not fit, since when, and the ways out. Nothing can be written; everything can be read.

use super::Overlay;
use crate::store::Breach;
use crate::store::evidence::breach::BADGE;
use crate::text::Text;
use crate::tui::model::{Access, Hearing, Model};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, Sheet};

/// Takes in that the evidence does not fit: no write from now on, and the screen that says why.
pub fn found(model: &mut Model, breach: Breach) {
    model.access = Access::Suspended;
    model.say(Look::Bad, breach.sentence());
    model.breach = Some(breach);
    // A dialog that asks whether to write has lost its point; what lies beneath is not touched.
    if !matches!(model.overlays.last(), Some(Overlay::Breach(_))) {
        model.overlays.push(Overlay::Breach(0));
        model.hearing = Hearing::UntilDrawn;
    }
}

/// What it shows.
pub fn sheet(model: &Model, scroll: usize, width: u16) -> Sheet {
    let lang = model.lang;
    let title = format!(" {}", BADGE.get(lang));
    let Some(breach) = &model.breach else {
        let words = Text::new(
            "証跡に不一致は見つかっていません。検証は 6 操作記録、または audit verify で行えます。",
            "Nothing in the evidence fails to fit. To verify: 6 Ledger, or audit verify.",
        );
        let head = vec![Row::of(title, Look::Strong), Row::blank()];
        return Sheet {
            head,
            body: Row::wrapped(words.get(lang), Look::Plain, 1, width),
            ..Sheet::default()
        };
    };
    let mut body = Row::wrapped(breach.sentence().get(lang), Look::Bad, 1, width);
    body.push(Row::blank());
    body.extend(Row::wrapped(READ_ONLY.get(lang), Look::Plain, 1, width));
    body.push(Row::blank());
    body.push(Row::of(CAN.get(lang), Look::Strong));
    for (command, words) in WAYS_OUT {
        body.extend(Row::wrapped(words.get(lang), Look::Plain, 3, width));
        body.push(Row::of(format!("     {command}"), Look::Muted));
    }
    body.push(Row::blank());
    body.extend(Row::wrapped(KEEP.get(lang), Look::Plain, 1, width));
    Sheet { head: vec![Row::of(title, Look::Bad), Row::blank()], body, scroll, ..Sheet::default() }
}

const READ_ONLY: Text = Text::new(
    "閲覧はできますが、変更はできません。入力中の内容は失われません。",
    "Everything can be read; nothing can be changed. What was being typed is kept.",
);
const CAN: Text = Text::new(" できること", " What can be done");
const WAYS_OUT: [(&str, Text); 4] = [
    ("mcs-console audit verify", Text::new("どこから合わないかを調べる", "Find where it stops fitting")),
    (
        "mcs-console audit export > evidence.jsonl",
        Text::new("証跡を書き出して保全する", "Export the evidence and keep it"),
    ),
    (
        "mcs-console backup FOLDER",
        Text::new("今の状態を、証拠としてバックアップする", "Back up the present state, as evidence"),
    ),
    (
        "mcs-console restore BACKUP --reason TEXT --yes",
        Text::new(
            "確かなバックアップを戻す（戻したことは操作記録と控えに残ります）",
            "Restore a backup you trust (the ledger and the anchor will say so)",
        ),
    ),
];
const KEEP: Text = Text::new(
    "ストアと控えのファイルを消したり動かしたりせず、責任者に知らせてください。",
    "Neither remove nor move the files of the store and its anchor, and tell whoever is responsible.",
);
