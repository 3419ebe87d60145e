//! Ctrl-C in a long command: it stops at the next whole step and says what stands; pressed again, it ends at once.
//!
//! Also what is said while a busy store is waited for, which Ctrl-C stops as well.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::call::Call;
use crate::actions::Go;
use crate::text::Text;

/// A store that is busy for longer is said to be: among many hands shorter waits are nothing to tell.
const BUSY_AFTER: Duration = Duration::from_secs(1);

const BUSY: Text = Text::new(
    "ストアは他の処理が使用中です。空くまで待ちます（Ctrl-Cで中止）。",
    "The store is in use by another process; waiting for it (Ctrl-C stops).",
);

/// Whether Ctrl-C was pressed since somebody listens. By default nobody does, and Ctrl-C ends the process.
#[derive(Default)]
pub(super) struct Interrupt {
    pressed: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on.
    pub(super) fn listen() -> io::Result<Interrupt> {
        let pressed = Arc::new(AtomicBool::new(false));
        // Signals do what was registered first, first: only a second one finds the flag set and ends the process.
        flag::register_conditional_default(SIGINT, pressed.clone())?;
        flag::register(SIGINT, pressed.clone())?;
        Ok(Interrupt { pressed })
    }

    /// Whether the job goes on.
    pub(super) fn go(&self) -> Go {
        if self.pressed.load(Ordering::Relaxed) { Go::Stop } else { Go::On }
    }

    /// Waits for a busy store: says so once, if that lasts, until Ctrl-C is pressed.
    pub(super) fn waiting<'w>(&'w self, call: &'w Call<'_>) -> impl FnMut(Duration) -> Go + 'w {
        let mut is_told = false;
        move |waited| {
            if !is_told && waited >= BUSY_AFTER {
                is_told = true;
                call.tell(&BUSY.into());
            }
            self.go()
        }
    }
}
