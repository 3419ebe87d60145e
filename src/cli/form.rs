//! `form`: a paper as PDF, to standard output or into a folder under a name that the product makes.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::{Arg, Next, Shape};
use crate::actions::print::{Job, NotPrinted, Printed, print};
use crate::domain::{Id, Wording};
use crate::exchange::out::{Beside, Placed};
use crate::paper::{
    self, Format, Kimei, Order, PaperError, SHEETS, Sheet, Span, Subject, Takes, Typeface, Unfit,
};
use crate::sentence;
use crate::session::Reading;
use crate::text::date::Day;
use crate::text::{Shown, Text};

/// What it does.
pub(super) const ABOUT: Text = Text::new(
    "様式と書類をPDFで作成（番号なしは未記入の用紙）。端末でなければ標準出力へ",
    "Make a form or sheet as PDF (blank without an id); to standard output unless that is a terminal",
);

/// What it takes.
pub(super) fn args() -> Vec<Arg> {
    vec![
        Arg::new(
            "sheet",
            Shape::OneWord(SHEETS.iter().map(|sheet| sheet.word).collect()),
            Text::new("様式の番号、または書類の名前", "The number of a form, or the name of a sheet"),
        ),
        Arg::new("id", Shape::MaybeOne("ID"), Text::new("対象の番号", "The row it is about")),
        Arg::new(
            "all",
            Shape::Flag,
            Text::new("様式4：登録中の全ユーザー分", "Form 4: for every registered user"),
        ),
        Arg::new(
            "blank",
            Shape::Flag,
            Text::new("事業所名も入れない未記入の用紙", "A form with nothing filled in, the office neither"),
        ),
        Arg::new(
            "kimei",
            Shape::Flag,
            Text::new("署名欄に氏名を印字（記名）", "Print the names of those who sign"),
        ),
        Arg::new(
            "items",
            Shape::Value("LIST"),
            Text::new(
                "様式3：共有する情報に☑（例：1,2,4）",
                "Form 3: tick the items to be shared (like 1,2,4)",
            ),
        ),
        Arg::new(
            "corrected",
            Shape::Flag,
            Text::new("原文の誤植を正して印字", "Print with the misprints of the official text put right"),
        ),
        Arg::new(
            "as-issued",
            Shape::Flag,
            Text::new(
                "事業所の定めによらず、原文のまま印字",
                "Print as issued, whatever the office laid down",
            ),
        ),
        Arg::new(
            "month",
            Shape::Value("MONTH"),
            Text::new("月次報告書：対象の月（例：2026-10）", "Monthly report: the month (like 2026-10)"),
        ),
        Arg::new(
            "typeface",
            Shape::Word(Typeface::ALL.iter().map(|face| face.word()).collect()),
            Text::new("書体：serif（明朝）か sans（ゴシック）", "Typeface: serif or sans"),
        ),
        Arg::new(
            "format",
            Shape::Word(Format::ALL.iter().map(|format| format.word()).collect()),
            Text::new("pdf、様式2は xlsx も", "pdf; form 2 also xlsx"),
        ),
        Arg::new(
            "template",
            Shape::File,
            Text::new(
                "様式2：市のExcelの見出しに合わせて記入",
                "Form 2: fill in the city's own Excel sheet by its headers",
            ),
        ),
        Arg::new(
            "output",
            Shape::File,
            Text::new("保存先のフォルダー（名前は自動）", "The folder to save it in (the name is made)"),
        ),
    ]
}

/// Makes a paper.
pub(super) fn form(call: &Call<'_>) -> Result<Next, Failure> {
    let sheet = paper::find(call.text("sheet")).unwrap_or(&SHEETS[0]);
    fits(call, sheet)?;
    let job = Job {
        sheet,
        order: order(call, sheet)?,
        typeface: typeface(call),
        format: format(call),
        template: call.file("template").map(Path::to_owned),
    };
    let mut session = call.sign_in()?;
    let ctx = session.context();
    let trace = session.trace();
    let mut leave = |trail: crate::actions::print::Trail| {
        trace.has_read(&Reading { action: trail.action, object: trail.object, details: trail.details })
    };
    let printed = print(&mut session.store, &ctx, &job, &mut leave)?;
    hand_over(call, &printed)?;
    Ok(Status::Done.into())
}

/// What is asked for must be something that this paper has: a flag without effect would mislead.
fn fits(call: &Call<'_>, sheet: &Sheet) -> Result<(), Failure> {
    let asked = [
        (call.has("kimei"), "kimei", Takes::Kimei),
        (call.maybe("items").is_some(), "items", Takes::Items),
        (call.has("all"), "all", Takes::All),
        (call.has("blank"), "blank", Takes::Blank),
        (call.has("corrected"), "corrected", Takes::Wording),
        (call.has("as-issued"), "as-issued", Takes::Wording),
        (call.maybe("month").is_some(), "month", Takes::Month),
    ];
    match asked.iter().find(|(is_asked, _, what)| *is_asked && !sheet.takes(*what)) {
        None => Ok(()),
        Some((_, flag, _)) => Err(Failure::usage(sentence!(
            "--{flag} は「{sheet}」にはありません。",
            "\"{sheet}\" takes no --{flag}.",
            flag = *flag,
            sheet = sheet.label
        ))),
    }
}

fn order(call: &Call<'_>, sheet: &Sheet) -> Result<Order, Failure> {
    let span = match (call.has("blank"), call.has("all")) {
        (true, _) => Span::Blank,
        (false, true) => Span::All,
        (false, false) => Span::One,
    };
    Ok(Order {
        id: call.maybe("id").map(|typed| row(typed, sheet)).transpose()?,
        items: items(call.text("items"))?,
        span,
        kimei: if call.has("kimei") { Kimei::Printed } else { Kimei::ByHand },
        wording: wording(call),
        month: call.maybe("month").map(month).transpose()?,
    })
}

fn row(typed: &str, sheet: &Sheet) -> Result<Id, Failure> {
    match sheet.subject {
        Subject::Maybe(noun) | Subject::Must(noun) => super::verb::read_id(typed, noun),
        Subject::Any => typed.parse().map_err(|_| {
            Failure::usage(sentence!(
                "「{typed}」は番号ではありません。U-0003 のように書いてください。",
                "\"{typed}\" is not an id. Write it like U-0003.",
                typed = Shown::new(typed)
            ))
        }),
        Subject::Office => Err(Failure::usage(sentence!(
            "「{sheet}」は自事業所の書類です。番号は付けません。",
            "\"{sheet}\" is about the own office and takes no id.",
            sheet = sheet.label
        ))),
    }
}

/// `1,2,4`: numbers of the ten items.
fn items(typed: &str) -> Result<Vec<usize>, Failure> {
    paper::items(typed).ok_or_else(|| {
        Failure::usage(sentence!(
            "--items：「{typed}」を読めません。1から10までの番号を 1,2,4 のように書いてください。",
            "--items: \"{typed}\" cannot be read. Write numbers from 1 to 10, like 1,2,4.",
            typed = Shown::new(typed)
        ))
    })
}

/// `2026-10`, or any day of the month; its first day.
fn month(typed: &str) -> Result<Day, Failure> {
    paper::month(typed).ok_or_else(|| {
        Failure::usage(sentence!(
            "--month：「{typed}」を読めません。2026-10 のように書いてください。",
            "--month: \"{typed}\" cannot be read. Write it like 2026-10.",
            typed = Shown::new(typed)
        ))
    })
}

fn wording(call: &Call<'_>) -> Option<Wording> {
    match (call.has("corrected"), call.has("as-issued")) {
        (true, _) => Some(Wording::Corrected),
        (false, true) => Some(Wording::AsIssued),
        (false, false) => None,
    }
}

fn format(call: &Call<'_>) -> Format {
    call.maybe("format").and_then(Format::read).unwrap_or(Format::Pdf)
}

fn typeface(call: &Call<'_>) -> Typeface {
    call.maybe("typeface").and_then(Typeface::read).unwrap_or(Typeface::Serif)
}

/// To standard output where something else reads it, else into a folder; the place is said.
fn hand_over(call: &Call<'_>, printed: &Printed) -> Result<(), Failure> {
    let folder: Option<&Path> = call.file("output");
    if folder.is_none() && !std::io::stdout().is_terminal() {
        let mut out = output::buffered();
        out.write_all(&printed.bytes)?;
        return Ok(out.flush()?);
    }
    let folder = folder.unwrap_or(&call.config.output);
    let place = Placed::Folder(folder.to_owned(), printed.name.clone());
    let path = Beside::save(&place, &printed.bytes)?;
    call.tell(&sentence!(
        "{file} に保存しました。",
        "Saved as {file}.",
        file = Shown::new(&path.to_string_lossy())
    ));
    Ok(())
}

impl From<NotPrinted> for Failure {
    fn from(error: NotPrinted) -> Failure {
        let status = match &error {
            NotPrinted::Refused(_) => Status::NotPermitted,
            NotPrinted::Unfit(Unfit::NotFound(_)) => Status::NotFound,
            NotPrinted::Unfit(Unfit::Wanting(_)) => Status::Refused,
            NotPrinted::Paper(PaperError::Missing(_) | PaperError::NoWorkbook(_)) => Status::Refused,
            NotPrinted::Paper(PaperError::NotBuilt | PaperError::NoFont | PaperError::Template(_)) => {
                Status::Internal
            }
            NotPrinted::Template(_) => Status::Refused,
            NotPrinted::Trail(_) => Status::Internal,
            NotPrinted::Unfit(Unfit::Store(error)) | NotPrinted::Store(error) => {
                if error.is_busy() {
                    Status::Conflict
                } else {
                    Status::Internal
                }
            }
        };
        Failure::new(status, error.sentence())
    }
}
