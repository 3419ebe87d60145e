//! 書類: a form or sheet is asked for in a line, made, and saved under a name that the product makes.

use super::desk::{Desk, Item};
use super::talk::Break;
use crate::actions::print::{Job, Trail, print};
use crate::domain::{Id, Wording};
use crate::exchange::out::{Beside, Placed};
use crate::paper::{self, Format, Kimei, Order, SHEETS, Sheet, Span, Subject, Takes, Typeface};
use crate::sentence;
use crate::session::Reading;
use crate::text::{Sentence, Shown, Text};

/// Makes the paper that the line names, or reads out which there are.
pub fn make(desk: &mut Desk, named: &str) -> Result<(), Break> {
    let mut words = named.split_whitespace();
    let Some(word) = words.next() else {
        list(desk);
        return Ok(());
    };
    let asked = match paper::find(word) {
        Some(sheet) => asked(desk, sheet, words),
        None => Err(sentence!(
            "「{word}」という書類はありません。print だけで一覧を読みます。",
            "There is no paper called \"{word}\". print alone names them.",
            word = Shown::new(word)
        )),
    };
    match asked {
        Ok(job) => made(desk, &job),
        Err(why) => {
            desk.say(why);
            Ok(())
        }
    }
}

/// Reads out every paper with its word.
fn list(desk: &mut Desk) {
    for sheet in SHEETS {
        desk.say(sentence!(
            "{word}：{label}。{about}",
            "{word}: {label}. {about}",
            word = sheet.word,
            label = sheet.label,
            about = sheet.about
        ));
    }
    desk.say(Text::new(
        "例：print 3 G-0001 kimei items=1,2。ほかに all、blank、corrected、sans、xlsx、month=2026-10。",
        "Such as: print 3 G-0001 kimei items=1,2. Also all, blank, corrected, sans, xlsx, month=2026-10.",
    ));
}

/// What the words after the paper's name ask for.
fn asked<'w>(
    desk: &Desk,
    sheet: &'static Sheet,
    words: impl Iterator<Item = &'w str>,
) -> Result<Job, Sentence> {
    let mut job = Job {
        sheet,
        order: Order::default(),
        typeface: Typeface::Serif,
        format: Format::Pdf,
        template: None,
    };
    let mut rows = Vec::new();
    for word in words {
        match chosen(&mut job, word) {
            Some(what) if sheet.takes(what) => {}
            Some(_) => {
                return Err(sentence!(
                    "「{sheet}」に {word} はありません。",
                    "\"{sheet}\" takes no {word}.",
                    sheet = sheet.label,
                    word = Shown::new(word)
                ));
            }
            None if Typeface::read(word).is_some() => {
                job.typeface = Typeface::read(word).unwrap_or(job.typeface);
            }
            None => rows.push(word),
        }
    }
    job.order.id = row(desk, sheet, &rows)?;
    Ok(job)
}

/// Takes a word that chooses something, and says what; `None` for any other word.
fn chosen(job: &mut Job, word: &str) -> Option<Takes> {
    let order = &mut job.order;
    let (name, typed) = word.split_once('=').unwrap_or((word, ""));
    let what = CHOICES.iter().find(|(words, _)| words.contains(&name)).map(|(_, what)| *what)?;
    match what {
        Takes::Kimei => order.kimei = Kimei::Printed,
        Takes::All => order.span = Span::All,
        Takes::Blank => order.span = Span::Blank,
        Takes::Wording => order.wording = Some(Wording::Corrected),
        Takes::Excel => job.format = Format::Xlsx,
        Takes::Items => order.items = paper::items(typed)?,
        Takes::Month => order.month = Some(paper::month(typed)?),
    }
    Some(what)
}

/// The words that choose something about a paper.
const CHOICES: [(&[&str], Takes); 7] = [
    (&["kimei", "記名"], Takes::Kimei),
    (&["all", "全員"], Takes::All),
    (&["blank", "未記入"], Takes::Blank),
    (&["corrected", "誤植を正す"], Takes::Wording),
    (&["xlsx", "excel"], Takes::Excel),
    (&["items", "項目"], Takes::Items),
    (&["month", "月"], Takes::Month),
];

/// The row that the paper is to be about: the one named, or the one read out last where there must be one.
fn row(desk: &Desk, sheet: &Sheet, named: &[&str]) -> Result<Option<Id>, Sentence> {
    let noun = match sheet.subject {
        Subject::Must(noun) | Subject::Maybe(noun) => Some(noun),
        Subject::Any | Subject::Office => None,
    };
    let items = desk.items_named(named)?;
    let last = desk.current.filter(|_| matches!(sheet.subject, Subject::Must(_)));
    match items.first().copied().or(last) {
        Some(Item::Row(id) | Item::Step(_, id)) if noun == Some(id.noun) || sheet.subject == Subject::Any => {
            Ok(Some(id))
        }
        None => Ok(None),
        Some(_) => Err(sentence!(
            "「{sheet}」はその行の書類ではありません。",
            "\"{sheet}\" is not about such a row.",
            sheet = sheet.label
        )),
    }
}

/// Makes it and says where it lies.
fn made(desk: &mut Desk, job: &Job) -> Result<(), Break> {
    if let Some(why) = desk.read_only() {
        desk.say(why);
        return Ok(());
    }
    let ctx = desk.context();
    let trace = desk.session.trace();
    let mut leave = |trail: Trail| {
        trace.has_read(&Reading { action: trail.action, object: trail.object, details: trail.details })
    };
    let printed = match print(&mut desk.session.store, &ctx, job, &mut leave) {
        Ok(printed) => printed,
        Err(error) => {
            desk.say(error.sentence());
            return Ok(());
        }
    };
    let place = Placed::Folder(desk.output.clone(), printed.name.clone());
    match Beside::save(&place, &printed.bytes) {
        Ok(path) => desk.say(sentence!(
            "「{label}」を {file} に保存しました。",
            "{label} is saved as {file}.",
            label = job.sheet.label,
            file = Shown::new(&path.to_string_lossy())
        )),
        Err(error) => desk.say(sentence!(
            "書類を保存できません。理由：{why}",
            "The paper cannot be saved: {why}",
            why = Shown::new(&error.to_string())
        )),
    }
    Ok(())
}
