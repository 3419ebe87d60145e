//! The list of a workbook's sheets: which part of the package holds which.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::ExchangeError;
use super::template::damaged;

/// A visible sheet and its part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SheetPart {
    /// Its name.
    pub name: String,
    /// Its place in the package.
    pub path: String,
}

/// The visible sheets in their order.
pub(super) fn sheets(workbook: &str, relations: &str) -> Result<Vec<SheetPart>, ExchangeError> {
    let targets: Vec<(String, String)> = elements(relations, "Relationship")?
        .iter()
        .filter_map(|element| Some((attribute(element, "Id")?, attribute(element, "Target")?)))
        .collect();
    let part = |sheet: &BytesStart<'_>| {
        let is_visible = attribute(sheet, "state").is_none_or(|state| state == "visible");
        let (name, id) = (attribute(sheet, "name")?, attribute(sheet, "id")?);
        let (_, target) = targets.iter().find(|(known, _)| *known == id).filter(|_| is_visible)?;
        let path = target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_owned);
        Some(SheetPart { name, path })
    };
    Ok(elements(workbook, "sheet")?.iter().filter_map(part).collect())
}

fn elements(xml: &str, named: &str) -> Result<Vec<BytesStart<'static>>, ExchangeError> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == named => {
                found.push(element.into_owned());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// An attribute by its name, whatever its namespace is called.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}
