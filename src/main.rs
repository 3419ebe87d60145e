//! The `mcs-console` program.

fn main() {}
