//! What the office's own sheets are made of: paragraphs, fields, tables, checks and signatures, for one template.

use serde_json::{Value, json};

use super::content::shown;
use super::known::Known;
use super::order::Filled;
use crate::domain::{Id, Office};
use crate::regulation::register::Fact;

/// A sheet of the office, block by block.
pub(super) struct Page {
    title: &'static str,
    to: String,
    office: Value,
    blocks: Vec<Value>,
}

/// Who speaks at the head of a sheet.
#[derive(Clone, Copy)]
pub(super) enum Voice {
    /// 事業所の管理者: the office's head.
    Head,
    /// MCS管理者: whoever prints it.
    Admin,
}

impl Page {
    /// Begins a sheet of an office.
    pub(super) fn new(title: &'static str, office: &Office) -> Page {
        let office = json!({
            "office": shown(&office.name),
            "address": shown(&office.address),
            "phone": shown(&office.phone),
            "voice": "",
            "name": "",
            "head": shown(&office.head_name),
            "addressee": false,
        });
        Page { title, to: String::new(), office, blocks: Vec::new() }
    }

    /// Whom it is addressed to, with 様.
    pub(super) fn to(mut self, name: &str) -> Page {
        self.to = shown(name);
        self
    }

    /// Addressed to the office's head, whose name and office stand above it.
    pub(super) fn addressed_to_the_head(mut self) -> Page {
        self.office["addressee"] = true.into();
        self
    }

    /// Who speaks, with the name that is printed.
    pub(super) fn from(mut self, voice: Voice, name: &str) -> Page {
        self.office["voice"] = match voice {
            Voice::Head => "管理者",
            Voice::Admin => "MCS管理者",
        }
        .into();
        self.office["name"] = shown(name).into();
        self
    }

    /// A paragraph.
    pub(super) fn text(mut self, words: impl Into<String>) -> Page {
        self.blocks.push(json!({ "kind": "text", "text": words.into() }));
        self
    }

    /// A headline within the sheet.
    pub(super) fn heading(mut self, words: &str) -> Page {
        self.blocks.push(json!({ "kind": "heading", "text": words }));
        self
    }

    /// A small remark.
    pub(super) fn remark(mut self, words: impl Into<String>) -> Page {
        self.blocks.push(json!({ "kind": "remark", "text": words.into() }));
        self
    }

    /// Labels with their values; an empty value is room for the hand. The key names what a value is.
    pub(super) fn fields(mut self, rows: &[(&str, &str, &str)]) -> Page {
        let rows: Vec<Value> =
            rows.iter().map(|(label, key, value)| json!({ "label": label, *key: shown(value) })).collect();
        self.blocks.push(json!({ "kind": "fields", "rows": rows }));
        self
    }

    /// Facts of a record under their labels; those not known are room for the hand.
    pub(super) fn facts(mut self, known: &Known, facts: &[Fact]) -> Page {
        let row = |fact: &Fact| json!({ "label": fact.field.label.ja, fact.field.id: known.text(fact) });
        let rows: Vec<Value> = facts.iter().map(row).collect();
        self.blocks.push(json!({ "kind": "fields", "rows": rows }));
        self
    }

    /// Answers side by side, one of which is ticked or to be ticked.
    pub(super) fn choices(mut self, label: &str, answers: &[(Ticked, &str)]) -> Page {
        let one = |(ticked, text): &(Ticked, &str)| json!({ "done": *ticked == Ticked::Yes, "text": text });
        let answers: Vec<Value> = answers.iter().map(one).collect();
        self.blocks.push(json!({ "kind": "choices", "label": label, "answers": answers }));
        self
    }

    /// Numbers that matter, side by side, each with what it counts.
    pub(super) fn numbers(mut self, numbers: &[(&str, u64, &str)]) -> Page {
        let one = |(label, number, unit): &(&str, u64, &str)| json!({ "label": label, "number": number.to_string(), "unit": unit });
        let rows: Vec<Value> = numbers.iter().map(one).collect();
        self.blocks.push(json!({ "kind": "numbers", "rows": rows }));
        self
    }

    /// A chart of columns: what it shows, and each column's name and number. The last one may be still growing.
    pub(super) fn chart(mut self, title: &str, unit: &str, columns: &[(String, u64)]) -> Page {
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let numbers: Vec<u64> = columns.iter().map(|(_, number)| *number).collect();
        self.blocks.push(json!({
            "kind": "chart", "text": title, "unit": unit, "names": names, "numbers": numbers,
        }));
        self
    }

    /// Lines of signers without a seal, each with what is signed beside it (様式3: ※署名又は記名押印).
    pub(super) fn signers(mut self, labels: &[&str]) -> Page {
        self.blocks.push(json!({ "kind": "signers", "labels": labels }));
        self
    }

    /// A table; `widths` are shares of the line, and a table without rows says so.
    pub(super) fn table(mut self, heads: &[&str], widths: &[f32], rows: Vec<Vec<String>>) -> Page {
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
        self.blocks.push(json!({ "kind": "table", "heads": heads, "widths": widths, "rows": rows }));
        self
    }

    /// The last table has ids of actions in a column, which are put into words where they are known.
    pub(super) fn naming_actions(mut self, column: usize) -> Page {
        if let Some(table) = self.blocks.last_mut() {
            table["actions"] = column.into();
        }
        self
    }

    /// Steps to be ticked, with a note to each; those done already are ticked.
    pub(super) fn checks(mut self, rows: &[(Ticked, &str, String)]) -> Page {
        let one = |(ticked, text, note): &(Ticked, &str, String)| json!({ "done": *ticked == Ticked::Yes, "text": text, "note": shown(note) });
        let rows: Vec<Value> = rows.iter().map(one).collect();
        self.blocks.push(json!({ "kind": "checks", "rows": rows }));
        self
    }

    /// Steps of an instruction, numbered.
    pub(super) fn steps(mut self, steps: &[&str]) -> Page {
        self.blocks.push(json!({ "kind": "steps", "rows": steps }));
        self
    }

    /// Lines to sign on, each with its day.
    pub(super) fn signs(mut self, labels: &[&str]) -> Page {
        self.blocks.push(json!({ "kind": "signs", "labels": labels }));
        self
    }

    /// The sheet as its template takes it.
    pub(super) fn about(self, about: Option<Id>) -> Filled {
        let data = json!({ "paper": self.title, "to": self.to, "from": self.office, "blocks": self.blocks });
        Filled { data, about }
    }
}

/// Whether a step is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ticked {
    Yes,
    No,
}

impl Ticked {
    /// Done where something is so.
    pub(super) fn when(is_so: bool) -> Ticked {
        if is_so { Ticked::Yes } else { Ticked::No }
    }

    /// Done where there is something.
    pub(super) fn by<T>(what: Option<&T>) -> Ticked {
        Ticked::when(what.is_some())
    }
}
