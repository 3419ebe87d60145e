//! Lists going out from the console: written on the writer thread, into the folder for papers.

use std::path::Path;

use crate::actions::Go;
use crate::actions::export::{Exported, Job, NotExported, To, export};
use crate::domain::Context;
use crate::exchange::out::Placed;
use crate::sentence;
use crate::store::Store;
use crate::text::{Sentence, Shown};

/// Exports into the folder, and says where the file lies or why there is none.
///
/// The screen asks for none in a session that only reads: the writer thread has no spool to leave a trace in.
pub fn export_to(
    store: &mut Store,
    ctx: &Context,
    job: &Job,
    folder: &Path,
    go: &mut dyn FnMut(u64) -> Go,
) -> Result<Sentence, Sentence> {
    let place = Placed::Folder(folder.to_owned(), job.file_name(ctx));
    let exported = export(store, ctx, job, To::Place(place), &mut |_| Ok(()), go);
    exported.map(|exported| told(job, &exported)).map_err(|error: NotExported| error.sentence())
}

/// Where it lies, and that it is a take-out where it is one.
fn told(job: &Job, exported: &Exported) -> Sentence {
    let file = exported.path.as_ref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let saved = sentence!(
        "「{list}」{rows}行を {file} に保存しました。",
        "{list}: {rows} rows are saved as {file}.",
        list = job.of.label(),
        rows = exported.rows,
        file = Shown::new(&file)
    );
    match exported.takeout {
        None => saved,
        Some(takeout) => sentence!(
            "{saved}持出し {takeout} として届け出ました（承認待ち）。",
            "{saved} It is take-out {takeout}, to be approved.",
            saved = saved,
            takeout = takeout
        ),
    }
}
