//! A panic gives the terminal back first, and tells only where it happened: the message of a panic
//! may hold a name.

use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use signal_hook::consts::SIGTERM;

use super::session::{self, Left};
use crate::sentence;
use crate::text::Lang;

static HAPPENED: AtomicBool = AtomicBool::new(false);
static SCREEN_THREAD: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Installs the hook, once for the process.
pub fn install(lang: Lang) {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| std::panic::set_hook(Box::new(move |info| tell(info, lang))));
}

/// The thread that owns the terminal unwinds by itself; a panic in any other must wake it.
pub fn guard_this_thread() {
    *SCREEN_THREAD.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
}

/// Whether a thread has panicked.
pub fn has_happened() -> bool {
    HAPPENED.load(Ordering::SeqCst)
}

fn tell(info: &PanicHookInfo<'_>, lang: Lang) {
    HAPPENED.store(true, Ordering::SeqCst);
    let left = session::leave();
    let place = info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
    let words = sentence!(
        "内部エラーのため終了します（{place}）。記録済みの操作は失われません。",
        "The program ends because of an internal error ({place}). What was recorded is not lost.",
        place = place,
    );
    // Not `eprintln!`: a panic in here would abort the process, and the terminal may be gone.
    let _ = writeln!(io::stderr(), "{}", words.get(lang));
    let owner = *SCREEN_THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    if left == Left::Now && owner != Some(thread::current().id()) {
        // Arrives as `Signal::Panicked`; without a handler it ends the process, which is as good.
        let _ = signal_hook::low_level::raise(SIGTERM);
    }
}
