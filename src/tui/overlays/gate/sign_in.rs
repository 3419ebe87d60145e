//! The sign-in: id and passphrase, and whatever comes after them: a code, a second factor to be set up, a new
//! passphrase; or a one-time code, or the words of the sealed envelope, in place of a passphrase.
//!
//! One form whose fields follow from the step. Enter goes to the next field and, in the last one, tries.

use ratatui::layout::Size;
use tui_input::Input;

use super::secret::Secret;
use super::{Checking, hint, label, secret_row, state_rows};
use crate::text::width::cells;
use crate::text::{Lang, Sentence, Text};
use crate::tui::effects::{Effect, Ending, Knock, Wanted};
use crate::tui::message::Given;
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, Stroke, TAB, UP};
use crate::tui::theme::{Look, Theme};
use crate::tui::widgets::{Row, field};

/// No operator's id is longer.
const ID_CHARACTERS_MAX: usize = 12;

/// Who signs in, and with what.
#[derive(Clone, Debug)]
pub struct SignIn {
    step: Step,
    operator: Input,
    who: Who,
    entries: Vec<Entry>,
    focus: usize,
    pub(super) trouble: Option<Sentence>,
    pub(super) checking: Checking,
}

/// Who may sign in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Anybody.
    Anybody,
    /// Anybody; the only one who has a key so far stands in the field, and is no newcomer.
    Only,
    /// One operator, who came with a key.
    One,
}

/// Where the sign-in is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Id and passphrase.
    Passphrase,
    /// The code of the second factor.
    Code,
    /// A second factor is set up: its QR code and its letters.
    Factor { picture: Vec<String>, letters: String },
    /// The passphrase is too old: a new one.
    NewPassphrase,
    /// A newcomer with a one-time code.
    Enrol,
    /// The sealed envelope.
    Recover,
}

/// One line that can be typed into or chosen.
#[derive(Clone, Debug)]
enum Entry {
    /// The operator's id.
    Id,
    /// Something that may be seen: a code, words on paper.
    Open(Text, Input),
    /// Something that may not.
    Hidden(Text, Secret),
    /// Another way in.
    Way(Text, Step),
}

impl SignIn {
    /// Asks who signs in; `operator` stands in the field already where it is known.
    pub(super) fn new(operator: &str) -> SignIn {
        SignIn::asking(operator, Who::Anybody)
    }

    /// Asks who signs in; the only one who has a key stands in the field.
    pub(super) fn of_only(operator: &str) -> SignIn {
        SignIn::asking(operator, Who::Only)
    }

    /// Asks one operator alone.
    pub(super) fn of(operator: &str) -> SignIn {
        SignIn::asking(operator, Who::One)
    }

    fn asking(operator: &str, who: Who) -> SignIn {
        let mut sign_in = SignIn {
            step: Step::Passphrase,
            operator: operator.into(),
            who,
            entries: Vec::new(),
            focus: 0,
            trouble: None,
            checking: Checking::Idle,
        };
        sign_in.go(Step::Passphrase);
        sign_in
    }

    /// The operator's id as it stands in its field.
    pub fn operator(&self) -> &str {
        self.operator.value()
    }

    /// More is asked for.
    pub(super) fn wants(&mut self, wanted: Wanted) {
        self.go(match wanted {
            Wanted::Code => Step::Code,
            Wanted::Factor { picture, letters } => Step::Factor { picture, letters },
            Wanted::Passphrase => Step::NewPassphrase,
        });
    }

    /// What was sent, or would have been, was wrong: passphrases are typed anew from the first one.
    pub(super) fn refused(&mut self, why: Sentence) {
        (self.trouble, self.checking) = (Some(why), Checking::Idle);
        self.entries.iter_mut().for_each(|entry| {
            if let Entry::Hidden(_, secret) = entry {
                *secret = Secret::default();
            }
        });
        let first = self.entries.iter().position(|entry| matches!(entry, Entry::Hidden(..)));
        self.focus = first.unwrap_or(self.focus);
    }

    fn go(&mut self, step: Step) {
        self.entries = entries(&step);
        if (self.who, &step) == (Who::Only, &Step::Enrol) {
            self.operator.reset();
        }
        if self.who == Who::One {
            self.entries.retain(|entry| !matches!(entry, Entry::Id));
        }
        self.step = step;
        self.trouble = None;
        self.checking = Checking::Idle;
        let knows_who = !self.operator.value().is_empty();
        self.focus = usize::from(knows_who && matches!(self.entries.first(), Some(Entry::Id)));
    }

    /// Takes what was typed.
    pub(super) fn press(&mut self, given: &Given, stroke: Option<Stroke>) -> Vec<Effect> {
        if stroke == Some(Stroke::Ctrl('c')) {
            return vec![Effect::Quit(Ending::Left)];
        }
        if self.checking != Checking::Idle {
            return Vec::new();
        }
        match stroke {
            Some(ESC) => return self.back(),
            Some(ENTER) => return self.enter(),
            Some(TAB | DOWN) => self.focus = (self.focus + 1) % self.entries.len(),
            Some(BACK_TAB | UP) => self.focus = (self.focus + self.entries.len() - 1) % self.entries.len(),
            _ => match self.entries.get_mut(self.focus) {
                Some(Entry::Id) => self.type_id(given),
                Some(Entry::Open(_, input)) => drop(field::take(input, given)),
                Some(Entry::Hidden(_, secret)) => secret.take(given),
                Some(Entry::Way(..)) | None => {}
            },
        }
        Vec::new()
    }

    /// One step back: to an empty first form, and from there out.
    fn back(&mut self) -> Vec<Effect> {
        let is_nobody = self.who == Who::One || self.operator.value().is_empty();
        if self.step == Step::Passphrase && is_nobody {
            return vec![Effect::Quit(Ending::Left)];
        }
        if self.who != Who::One {
            self.operator.reset();
        }
        self.go(Step::Passphrase);
        Vec::new()
    }

    fn enter(&mut self) -> Vec<Effect> {
        if let Some(Entry::Way(_, step)) = self.entries.get(self.focus) {
            self.go(step.clone());
            return Vec::new();
        }
        let is_field = |entry: &Entry| !matches!(entry, Entry::Way(..));
        let last = self.entries.iter().rposition(is_field).unwrap_or(0);
        if self.focus < last {
            self.focus += 1;
            return Vec::new();
        }
        self.try_it()
    }

    fn try_it(&mut self) -> Vec<Effect> {
        self.trouble = None;
        if let Some(empty) = self.entries.iter().position(|entry| self.is_empty(entry)) {
            // What cannot be right is not tried, and counts as no failure.
            self.focus = empty;
            return Vec::new();
        }
        if let [.., Entry::Hidden(_, first), Entry::Hidden(_, second)] = self.entries.as_slice()
            && !first.is(second)
        {
            let words = Text::new("2回の入力が一致しません。", "The two entries differ.");
            self.refused(words.into());
            return Vec::new();
        }
        self.checking = Checking::Underway;
        vec![Effect::SignIn(self.knock())]
    }

    fn is_empty(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Id => self.operator.value().trim().is_empty(),
            Entry::Open(_, input) => input.value().trim().is_empty(),
            Entry::Hidden(_, secret) => secret.is_empty(),
            Entry::Way(..) => false,
        }
    }

    /// What the form says; secrets leave it.
    fn knock(&mut self) -> Knock {
        let operator = self.operator.value().trim().to_uppercase();
        let mut open = String::new();
        let mut hidden = Vec::new();
        for entry in &mut self.entries {
            match entry {
                Entry::Open(_, input) => open = input.value().to_owned(),
                Entry::Hidden(_, secret) => hidden.push(secret.hand_over()),
                Entry::Id | Entry::Way(..) => {}
            }
        }
        let passphrase = hidden.into_iter().next().unwrap_or_default();
        match self.step {
            Step::Passphrase => Knock::Passphrase(operator, passphrase),
            Step::Code => Knock::Code(open),
            Step::Factor { .. } => Knock::Factor(open),
            Step::NewPassphrase => Knock::NewPassphrase(passphrase),
            Step::Enrol => Knock::Enrol { operator, words: open, passphrase },
            Step::Recover => Knock::Recover { operator, words: open, passphrase },
        }
    }

    /// Takes only what an id is made of, and little of it: a passphrase typed here never stands in full.
    fn type_id(&mut self, given: &Given) {
        let before = self.operator.clone();
        field::take(&mut self.operator, given);
        let typed = self.operator.value();
        let is_id = typed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !is_id || typed.len() > ID_CHARACTERS_MAX {
            self.operator = before;
        } else if *typed != *before.value() {
            self.who = Who::Anybody;
        }
    }

    /// What it shows on a screen of this size.
    pub(super) fn rows(&self, lang: Lang, size: Size, theme: Theme) -> Vec<Row> {
        let Step::Factor { picture, .. } = &self.step else { return self.form(lang, size.width) };
        let cells = picture.iter().map(|row| cells(row)).max().unwrap_or(0);
        let beside = usize::from(size.width).saturating_sub(cells + GAP);
        let fits = picture.len() <= usize::from(size.height) && beside >= LEAST_BESIDE;
        // Without colours nobody knows which ground is light, and the picture could be the wrong way round.
        if !fits || theme == Theme::Monochrome {
            return self.form(lang, size.width);
        }
        let form = self.form(lang, u16::try_from(beside).unwrap_or(u16::MAX));
        beside_picture(picture, form)
    }

    fn form(&self, lang: Lang, width: u16) -> Vec<Row> {
        let mut rows = vec![Row::of("  mcs-console", Look::Strong), Row::blank()];
        rows.extend(self.about(lang, width));
        if self.who == Who::One {
            let id = label(Text::new("操作者ID", "Operator"), lang);
            rows.push(Row::plain(id).and(self.operator.value(), Look::Strong));
        }
        for (place, entry) in self.entries.iter().enumerate() {
            if matches!(entry, Entry::Way(..))
                && matches!(self.entries.get(place.wrapping_sub(1)), Some(Entry::Hidden(..)))
            {
                rows.push(Row::blank());
            }
            rows.push(self.entry_row(entry, place == self.focus, lang, width));
        }
        rows.push(Row::blank());
        rows.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        rows.push(hint(Text::new("Enter 次へ  Esc 戻る", "Enter next  Esc back"), lang));
        rows.push(hint(Text::new("Ctrl-C 終了  F2 English", "Ctrl-C leaves  F2 日本語"), lang));
        rows
    }

    fn entry_row(&self, entry: &Entry, is_focused: bool, lang: Lang, width: u16) -> Row {
        let room = room(width);
        match entry {
            Entry::Id => {
                let row = Row::plain(label(Text::new("操作者ID", "Operator"), lang));
                field::onto(row, &self.operator, room.min(30), is_focused)
            }
            Entry::Open(text, input) => field::onto(Row::plain(label(*text, lang)), input, room, is_focused),
            Entry::Hidden(text, secret) => secret_row(secret, *text, lang, width, is_focused),
            Entry::Way(text, _) => {
                let look = if is_focused { Look::Strong } else { Look::Muted };
                Row::of(format!("{}{}", if is_focused { "› " } else { "  " }, text.get(lang)), look)
            }
        }
    }

    /// What the step is about, above its fields.
    fn about(&self, lang: Lang, width: u16) -> Vec<Row> {
        let words = match &self.step {
            Step::Passphrase => return Vec::new(),
            Step::Code => Text::new(
                "認証アプリの確認コードを入力してください。",
                "Enter the code that your authenticator app shows.",
            ),
            Step::Factor { letters, .. } => return factor_rows(letters, lang, width),
            Step::NewPassphrase => Text::new(
                "パスフレーズの変更期限（2か月）を過ぎています。新しいものを決めてください（第11条(2)）。",
                "Your passphrase is older than two months. Choose a new one (Art. 11(2)).",
            ),
            Step::Enrol => Text::new(
                "受け取ったコードを入力し、自分だけのパスフレーズを決めてください。",
                "Enter the code you were given, and choose a passphrase that only you know.",
            ),
            Step::Recover => Text::new(
                "封筒の語を入力し、新しいパスフレーズを決めてください。使用は30日間、全員に表示します。",
                "Enter the words of the envelope and choose a new passphrase. Everybody is told for 30 days.",
            ),
        };
        let mut rows = Row::wrapped(words.get(lang), Look::Plain, 2, width);
        rows.push(Row::blank());
        rows
    }
}

/// The least cells beside the picture: a label, and a field for six digits.
const LEAST_BESIDE: usize = 34;
/// The cells between the picture and what stands beside it.
const GAP: usize = 2;

/// The letters of a new second factor, for an app that cannot see the picture.
fn factor_rows(letters: &str, lang: Lang, width: u16) -> Vec<Row> {
    let words = Text::new(
        "認証アプリで読み取るか、次の文字を入力し、アプリのコードを確認欄に入れてください。",
        "Scan the picture with your authenticator app, or type these letters into it. Then enter its code.",
    );
    let mut rows = Row::wrapped(words.get(lang), Look::Plain, 2, width);
    rows.push(Row::blank());
    rows.extend(Row::wrapped(letters, Look::Strong, 2, width));
    rows.push(Row::blank());
    rows
}

/// The picture on the left, the form on the right.
fn beside_picture(picture: &[String], form: Vec<Row>) -> Vec<Row> {
    let mut form = form.into_iter();
    let mut rows: Vec<Row> = picture
        .iter()
        .map(|line| {
            let row = Row::of(line.clone(), Look::Picture).and(" ".repeat(GAP), Look::Plain);
            let Some(side) = form.next() else { return row };
            let caret = side.caret.map(|caret| caret + u16::try_from(row.cells()).unwrap_or(0));
            Row { caret, ..row.joined(side) }
        })
        .collect();
    rows.extend(form);
    rows
}

fn room(width: u16) -> usize {
    usize::from(width).saturating_sub(24).min(56)
}

fn entries(step: &Step) -> Vec<Entry> {
    let hidden = |ja, en| Entry::Hidden(Text::new(ja, en), Secret::default());
    let open = |ja, en| Entry::Open(Text::new(ja, en), Input::default());
    let code = || open("確認コード", "Code");
    let twice =
        || [hidden("新しいパスフレーズ", "New passphrase"), hidden("もう一度", "Once more")].into_iter();
    match step {
        Step::Passphrase => vec![
            Entry::Id,
            hidden("パスフレーズ", "Passphrase"),
            Entry::Way(Text::new("コードを受け取った方はこちら", "I was given a code"), Step::Enrol),
            Entry::Way(Text::new("回復用の封筒を使う", "Use the recovery envelope"), Step::Recover),
        ],
        Step::Code | Step::Factor { .. } => vec![code()],
        Step::NewPassphrase => twice().collect(),
        Step::Enrol => {
            [Entry::Id, open("コード（8語）", "Code (8 words)")].into_iter().chain(twice()).collect()
        }
        Step::Recover => {
            [Entry::Id, open("封筒の語（12語）", "Words (12)")].into_iter().chain(twice()).collect()
        }
    }
}
