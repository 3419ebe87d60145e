//! The `mcs-console` program: reads the command line, and opens the console where it says so.

mod console;
mod reception;

use std::ffi::OsString;
use std::process::ExitCode;

use mcs_console::cli::{self, Next};
use mcs_console::config::Environment;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    match cli::run(&args, &Environment::of_process()) {
        Next::Ended(status) => status.into(),
        Next::Console(opening) => console::open(*opening),
    }
}
