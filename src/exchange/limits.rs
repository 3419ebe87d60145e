//! How much of a file is read before it is refused. Real rosters stay far below every one of these.

/// Bytes of one cell; Excel itself holds 32,767 characters.
pub const CELL_MAX: usize = 64 * 1024;

/// Cells of one row that are read; what stands further right makes the row a finding.
pub const COLUMNS_MAX: usize = 256;

/// Rows among which the header is looked for: a title block is short.
pub const HEADER_ROWS_MAX: u32 = 40;

/// Rows of data in one list: far more than any office has, and few enough to be judged in a minute.
pub const ROWS_MAX: u32 = 300_000;

/// Notes that are kept word for word; the rest is only counted.
pub const NOTES_MAX: usize = 200;

/// Bytes of an XLSX file as it lies on the disk.
pub const XLSX_FILE_MAX: u64 = 64 * 1024 * 1024;

/// Parts in an XLSX package.
pub const XLSX_PARTS_MAX: usize = 4096;

/// Bytes of all parts of an XLSX package, unpacked: 300,000 staff take about 150 MiB.
pub const XLSX_UNPACKED_MAX: u64 = 256 * 1024 * 1024;

/// Bytes of one part that the spreadsheet library holds in memory: everything but the worksheets.
pub const XLSX_PART_MAX: u64 = 64 * 1024 * 1024;

/// Bytes between two tags of a part, so that no single text fills the memory.
pub const XLSX_TEXT_MAX: usize = 1024 * 1024;

/// Strings that a package may announce, before room is made for them.
pub const XLSX_STRINGS_MAX: u64 = 4 * 1024 * 1024;

/// Rows that wait between the thread that reads a sheet and the one that uses them.
pub const XLSX_ROWS_AHEAD: usize = 256;
