//! Papers of the console: set on the writer thread and saved in the folder for papers.

use std::path::Path;

use crate::actions::print::{Job, print};
use crate::domain::Context;
use crate::exchange::out::{Beside, Placed};
use crate::sentence;
use crate::store::Store;
use crate::text::{Sentence, Shown};

/// Prints into the folder, and says where the paper lies or why there is none.
///
/// The screen asks for none in a session that only reads: the writer thread has no spool to leave a trace in.
pub fn print_to(store: &mut Store, ctx: &Context, job: &Job, folder: &Path) -> Result<Sentence, Sentence> {
    let mut never = |_| Ok(());
    let printed = print(store, ctx, job, &mut never).map_err(|error| error.sentence())?;
    let place = Placed::Folder(folder.to_owned(), printed.name.clone());
    let saved = Beside::save(&place, &printed.bytes);
    let path = saved.map_err(|error| {
        sentence!(
            "書類を保存できません。理由：{why}",
            "The paper cannot be saved: {why}",
            why = Shown::new(&error.to_string())
        )
    })?;
    Ok(sentence!(
        "「{label}」を {file} に保存しました。",
        "{label} is saved as {file}.",
        label = job.sheet.label,
        file = Shown::new(&path.to_string_lossy())
    ))
}
