//! `rule parameters`: what an office may set for itself (第13条), each with its value and whence it has it.

use super::call::Call;
use super::output;
use super::status::{Failure, Status};
use super::verb::Next;
use crate::listings::parameters::{Standing, standing};
use crate::text::{Lang, width};

/// Cells of a parameter's word, and of its label.
const CELLS: (usize, usize) = (24, 44);

/// Lists every parameter, also where no rule of the office stands.
pub(super) fn parameters(call: &Call<'_>) -> Result<Next, Failure> {
    let session = call.sign_in_reading()?;
    let all = standing(&session.context().settings);
    if call.has("json") {
        output::print_json(&all)?;
    } else {
        output::print(&all.iter().map(|one| line(one, call.lang())).collect::<String>())?;
    }
    Ok(Status::Done.into())
}

fn line(one: &Standing, lang: Lang) -> String {
    format!(
        "{}{}{}\n",
        width::pad(one.parameter.word(), CELLS.0),
        width::pad(one.label().get(lang), CELLS.1),
        one.value_and_source().get(lang)
    )
}
