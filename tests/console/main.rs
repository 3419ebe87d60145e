//! The console as its users meet it: the real program on a real store in a real terminal.
//!
//! What a screen shows in every state is the matter of the golden frames; here it is what only the whole
//! program can get wrong: bytes in, bytes out, signals, other processes.

mod again;
mod buttons;
mod choosing;
mod crashes;
mod deciding;
#[path = "../support/demo.rs"]
mod demo;
mod figures;
mod hiding;
mod manners;
mod mismatch;
mod multiplexers;
mod newcomers;
mod others;
mod plain;
#[path = "../support/pty.rs"]
mod pty;
mod scorecard;
mod sessions;
mod sizes;
mod typing;
mod upgrading;
mod xterm;
