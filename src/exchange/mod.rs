//! Files in and out: CSV and XLSX become rows of text under known headers; tables of values become CSV, XLSX and JSON.
//!
//! A file passes through four hands, each of which holds one row at a time:
//! [`Source`] (bytes → rows, whatever the format) → [`Sheet`] (title block, header, data, footnotes) →
//! an [`import`]er, which plans what each row would change → [`CsvList`] for what was not taken.
//! What goes out passes through [`out`]: heads and values in, one file out.
//! But for the importers nothing here knows what a name or a day is; nothing here writes the store.
//! Every size is bounded by a constant in [`limits`]: a hostile file is refused, never swallowed.

mod csv;
mod decode;
mod error;
mod flaw;
mod header;
pub mod import;
mod layout;
pub mod limits;
mod list;
pub mod out;
mod package;
mod people;
mod registers;
mod safe_cell;
mod sheet;
mod sheet_xml;
mod survey;
mod table;
pub mod template;
mod utf16;
mod verified;
mod workbook_xml;
mod xlsx;

pub use decode::Encoding;
pub use error::ExchangeError;
pub use flaw::Flaw;
pub use header::Columns;
pub use layout::{
    CLIENTS, FieldAlias, GROUPS, INVITATIONS, Joined, Layout, MEMBERSHIPS, NUMBERS, PATIENTS, USERS,
};
pub use list::{CsvList, ErrorList};
pub use people::{Listed, Person};
pub use registers::{APPLICATIONS, CONSENTS, DEVICES, PLEDGES, TRAININGS};
pub use safe_cell::{neutralise, restore};
pub use sheet::{Fact, Note, Sheet};
pub use table::{Format, RawRow, SheetChoice, Source};
