//! One thing typed before a checklist opens: the day of an as-of question, or the file of a comparison.

use tui_input::Input;

use super::{Next, Overlay, today};
use crate::actions::import::mcs::Side;
use crate::domain::{Case, Id, Noun, PatientId, UserId};
use crate::exchange::Listed;
use crate::listings::checklist::Topic;
use crate::text::date::{Day, parse_day};
use crate::text::{Sentence, Shown, Text};
use crate::tui::effects::{About, Effect};
use crate::tui::message::Given;
use crate::tui::model::Model;
use crate::tui::stroke::{ENTER, ESC, Stroke};
use crate::tui::theme::Look;
use crate::tui::widgets::field::{self, Taken};
use crate::tui::widgets::{Row, Sheet};

/// What is typed, and what for.
#[derive(Clone, Debug)]
pub struct Prompt {
    of: Of,
    input: Input,
    trouble: Option<Sentence>,
}

/// What it is for.
#[derive(Clone, Debug)]
enum Of {
    /// The day of a question about this row, which is called so.
    Day(Id, String),
    /// A list of clients.
    File,
    /// What MCS shows: a file, or pasted.
    Mcs(Side),
}

/// The user or the patient of the row under the cursor, of whom one can ask what held on a day.
pub fn subject(model: &Model) -> Option<Id> {
    match model.case()? {
        Case::User(case) => Some(case.user.id.id()),
        Case::Patient(case) => Some(case.patient.id.id()),
        Case::Membership(case) => Some(case.user.id.id()),
        Case::Group(case) => case.group.patient.map(PatientId::id),
        _ => None,
    }
}

/// Asks for the day of a question about the row under the cursor.
pub fn open_as_of(model: &mut Model) -> Vec<Effect> {
    let Some((subject, case)) = subject(model).zip(model.case().cloned()) else { return Vec::new() };
    let name = model.name_of(&case);
    open(model, Of::Day(subject, name))
}

/// Asks for the file of a comparison.
pub fn open_compare(model: &mut Model) -> Vec<Effect> {
    open(model, Of::File)
}

/// Asks for what MCS shows: a file, or the text itself, pasted.
pub fn open_compare_mcs(model: &mut Model, side: Side) -> Vec<Effect> {
    open(model, Of::Mcs(side))
}

fn open(model: &mut Model, of: Of) -> Vec<Effect> {
    model.overlays.push(Overlay::Prompt(Prompt { of, input: Input::default(), trouble: None }));
    Vec::new()
}

impl Prompt {
    /// Takes what was typed.
    pub fn press(&mut self, model: &mut Model, given: &Given) -> (Next, Vec<Effect>) {
        if let Given::Key(key) = given {
            match Stroke::of(*key) {
                Some(ESC) => return (Next::Close, Vec::new()),
                Some(ENTER) => return self.accept(model),
                _ => {}
            }
        }
        // Several lines or columns are no path: they are the list itself.
        if let (Given::Paste(text), Of::Mcs(side)) = (given, &self.of)
            && text.trim().contains(['\n', '\r', '\t'])
        {
            let about = About::Mcs(*side, Listed::Pasted(text.clone().into_bytes()));
            return (Next::Close, today::open_steps(model, about));
        }
        if field::take(&mut self.input, given) == Taken::Changed {
            self.trouble = None;
        }
        (Next::Stay, Vec::new())
    }

    fn accept(&mut self, model: &mut Model) -> (Next, Vec<Effect>) {
        match self.about(model) {
            Ok(about) => (Next::Close, today::open_steps(model, about)),
            Err(why) => {
                self.trouble = Some(why);
                (Next::Stay, Vec::new())
            }
        }
    }

    fn about(&self, model: &Model) -> Result<About, Sentence> {
        let typed = self.input.value().trim();
        match &self.of {
            Of::File | Of::Mcs(_) if typed.is_empty() => {
                Err(Text::new("ファイルを入力してください。", "Name a file.").into())
            }
            Of::File => Ok(About::Clients(crate::actions::import::typed_path(typed))),
            Of::Mcs(side) => Ok(About::Mcs(*side, Listed::File(crate::actions::import::typed_path(typed)))),
            Of::Day(subject, _) => self.day(model, typed).map(|day| About::Register(topic(*subject, day))),
        }
    }

    /// A day that has come: of days to come nobody knows.
    fn day(&self, model: &Model, typed: &str) -> Result<Day, Sentence> {
        let today = model.context.as_ref().map(crate::domain::Context::today).unwrap_or_default();
        let day = if typed.is_empty() {
            today
        } else {
            parse_day(typed, today).map_err(|e| e.sentence().clone())?
        };
        if day > today {
            return Err(Text::new("今日までの日付です。", "Today or earlier.").into());
        }
        Ok(day)
    }

    /// What it shows.
    pub fn sheet(&self, model: &Model, width: u16) -> Sheet {
        let lang = model.lang;
        let (title, label, hint) = match &self.of {
            Of::Day(id, name) => (
                format!(" {}  {id} {}", Text::new("その日の閲覧", "As of a day").get(lang), Shown::new(name)),
                Text::new("日付", "Day"),
                Text::new(
                    "空欄は今日。例 2026-11-01、R8.11.1。この閲覧は操作記録に残ります。",
                    "Blank: today. Such as 2026-11-01. This reading is kept in the ledger.",
                ),
            ),
            Of::Mcs(side) => (
                format!(" {}", mcs_title(*side).get(lang)),
                Text::new("ファイル", "File"),
                Text::new(
                    "MCSの一覧をコピーしてここに貼り付けるか、CSV・XLSXの場所を入力します。何も書き込みません。",
                    "Copy the list in MCS and paste it here, or name a CSV or XLSX file. Nothing is written.",
                ),
            ),
            Of::File => (
                format!(
                    " {}",
                    Text::new("介護ソフトの一覧との照合", "Comparing with a list of clients").get(lang)
                ),
                Text::new("ファイル", "File"),
                Text::new(
                    "CSVかXLSX：氏名、生年月日、終了日、理由（死亡・入院など）。何も書き込みません。",
                    "CSV or XLSX: name, birth date, end, reason (death, hospital …). Nothing is written.",
                ),
            ),
        };
        let room = usize::from(width).saturating_sub(16).min(50);
        let row = Row::of(format!("   {}  ", label.get(lang)), Look::Strong);
        let mut body = vec![field::onto(row, &self.input, room, true)];
        let (words, look) = match &self.trouble {
            Some(trouble) => (trouble.get(lang).to_owned(), Look::Bad),
            None => (hint.get(lang).to_owned(), Look::Muted),
        };
        body.extend(Row::wrapped(&words, look, 3, width));
        Sheet { head: vec![Row::of(title, Look::Strong), Row::blank()], body, ..Sheet::default() }
    }
}

fn mcs_title(side: Side) -> Text {
    match side {
        Side::Staff => Text::new("MCSの職員一覧との照合", "Comparing with the staff in MCS"),
        Side::Members(_) => Text::new("MCSの参加者一覧との照合", "Comparing with the members in MCS"),
    }
}

fn topic(subject: Id, day: Day) -> Topic {
    match subject.noun {
        Noun::User => Topic::UserOn(UserId(subject.number), day),
        _ => Topic::PatientOn(PatientId(subject.number), day),
    }
}
