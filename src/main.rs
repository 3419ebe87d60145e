//! The `mcs-console` program: reads the command line, and opens the console where it says so.

use std::ffi::OsString;
use std::process::ExitCode;

use mcs_console::cli::{self, Next};
use mcs_console::config::Environment;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let environment = Environment::of_process();
    match cli::run(&args, &environment) {
        Next::Ended(status) => status.into(),
        Next::Console(_) => match cli::run(&[args[0].clone(), "--help".into()], &environment) {
            Next::Ended(status) => status.into(),
            Next::Console(_) => ExitCode::FAILURE,
        },
    }
}
