//! Ticks of a form's numbered items, asked for in a field.

use crate::actions::deed::Stop;
use crate::sentence;

/// The numbers ticked, as they are kept: 1 2 3.
///
/// # Errors
/// Where something typed is no number of the form.
pub(in crate::actions) fn ticks(field: &'static str, typed: &str, most: u8) -> Result<String, Stop> {
    crate::domain::ticks(typed, most).ok_or_else(|| {
        Stop::at(
            field,
            sentence!(
                "1〜{most}の番号を「1-3,5」のように入力してください。",
                "Give numbers from 1 to {most}, like 1-3,5.",
                most = most
            ),
        )
    })
}
