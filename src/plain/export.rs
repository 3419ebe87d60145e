//! The list that is being read, written out: into a file named in the line, after one question and one yes.
//!
//! A word before the file names another list: the board of clauses, the ledger, today's.

use super::ask::{self, Confirmed};
use super::desk::Desk;
use super::door;
use super::talk::Break;
use crate::actions::export::{ASKED, ASKS, Away, Columns, EXPORT, Job, Of, To, WHY, export as hand_out};
use crate::actions::import::typed_path;
use crate::actions::table::words_of;
use crate::actions::{Answers, Go};
use crate::domain::Assurance;
use crate::exchange::out::{Format, Placed};
use crate::sentence;
use crate::text::{Shown, Text};

/// Writes the list out that is being read, as the file's name says.
pub fn export(desk: &mut Desk, named: &str) -> Result<(), Break> {
    let other = named.split_once(char::is_whitespace).and_then(|(word, file)| Some((Of::read(word)?, file)));
    let (of, file) = match other {
        Some((of, file)) => (of, file),
        None => (Of::Shown(desk.view.noun, desk.view.ask()), named),
    };
    let path = typed_path(file);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let Some(format) = Format::ALL.iter().copied().find(|format| format.ending() == ending) else {
        desk.say(Text::new(
            "「export ファイル.xlsx」のように入力してください（xlsx、csv、json、md）。規程の報告は「export clauses ファイル.md」、操作記録の抜粋は「export ledger ファイル.csv」です。",
            "Type it like: export FILE.xlsx (xlsx, csv, json or md). The report of the clauses: export clauses FILE.md; an extract of the ledger: export ledger FILE.csv.",
        ));
        return Ok(());
    };
    if let Some(why) = desk.read_only() {
        desk.say(why);
        return Ok(());
    }
    let away = away(desk)?;
    if ask::confirm(desk, words_of(EXPORT))? == Confirmed::No {
        return Ok(());
    }
    if desk.session.assurance() == Assurance::SignedIn {
        door::prove(desk, WHY)?;
    }
    let job = Job { of, columns: Columns::All, format, lang: desk.lang, away };
    let ctx = desk.context();
    let exported = {
        let (store, talk) = (&mut desk.session.store, &mut desk.talk);
        let go = &mut |_| if talk.is_called_off() { Go::Stop } else { Go::On };
        hand_out(store, &ctx, &job, To::Place(Placed::Path(path.clone())), &mut |_| Ok(()), go)
    };
    // Given for this one export.
    desk.session.assure(Assurance::SignedIn);
    match exported {
        Ok(exported) => {
            desk.say(sentence!(
                "{rows}行を {file} に保存しました。",
                "{rows} rows are saved as {file}.",
                rows = exported.rows,
                file = Shown::new(&path.to_string_lossy())
            ));
            if let Some(takeout) = exported.takeout {
                desk.say(sentence!(
                    "持出し {takeout} として届け出ました（承認待ち）。",
                    "It is take-out {takeout}, to be approved.",
                    takeout = takeout
                ));
            }
        }
        Err(error) => desk.say(error.sentence()),
    }
    Ok(())
}

/// Whether it leaves, and as what.
fn away(desk: &mut Desk) -> Result<Away, Break> {
    match ask::yes(desk, ASKED)? {
        Confirmed::No => Ok(Away::Stays),
        Confirmed::Yes => {
            let today = desk.context().today();
            let (mut answers, mut typed) = (Answers::default(), ask::Typed::new());
            for field in &ASKS {
                if let Some(answer) = ask::field(desk, field, &mut typed, today)? {
                    answers.set(field.id, answer);
                }
            }
            Ok(Away::Taken(answers))
        }
    }
}
