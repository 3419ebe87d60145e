//! Asking for a secret on the terminal itself: nothing echoed, nothing left in memory or in the mode.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

/// The longest secret, in bytes: its buffer is made once, so that growing leaves no copy behind.
const BYTES_MAX: usize = 1024;

/// Asks for a secret on /dev/tty, whatever standard input and output are.
///
/// # Errors
/// Where there is no terminal; [`io::ErrorKind::Interrupted`] where the person cancelled.
pub(super) fn secret(prompt: &str) -> io::Result<Zeroizing<String>> {
    let mut tty = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let _quiet = Quiet::on(&tty)?;
    tty.write_all(prompt.as_bytes())?;
    let line = line(&mut tty);
    tty.write_all(b"\n")?;
    line
}

/// Asks on /dev/tty for a yes; anything else is a no.
///
/// # Errors
/// Where there is no terminal.
pub(super) fn yes(prompt: &str) -> io::Result<bool> {
    let mut tty = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    tty.write_all(prompt.as_bytes())?;
    let mut typed = String::new();
    BufReader::new(tty).read_line(&mut typed)?;
    Ok(matches!(typed.trim(), "y" | "Y" | "ｙ" | "Ｙ" | "yes" | "はい"))
}

/// A terminal without echo, until dropped. Signals are read as keys, so that none leaves it that way.
struct Quiet {
    tty: File,
    before: Termios,
}

impl Quiet {
    fn on(tty: &File) -> io::Result<Quiet> {
        let quiet = Quiet { tty: tty.try_clone()?, before: tcgetattr(tty)? };
        let mut mode = quiet.before.clone();
        mode.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        tcsetattr(tty, OptionalActions::Flush, &mode)?;
        Ok(quiet)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // A terminal that has gone needs no mode.
        let _ = tcsetattr(&self.tty, OptionalActions::Flush, &self.before);
    }
}

/// Reads one line key by key: Enter ends it, Backspace takes a character, Ctrl-U all, Ctrl-C and Ctrl-D cancel.
fn line(from: &mut impl Read) -> io::Result<Zeroizing<String>> {
    let cancelled = || io::Error::from(io::ErrorKind::Interrupted);
    let mut typed = Zeroizing::new(Vec::with_capacity(BYTES_MAX));
    let mut key = Zeroizing::new([0_u8]);
    loop {
        if from.read(key.as_mut())? == 0 {
            return Err(cancelled());
        }
        match key[0] {
            b'\r' | b'\n' => break,
            0x03 | 0x04 => return Err(cancelled()),
            0x08 | 0x7f => backspace(&mut typed),
            0x15 => typed.clear(),
            byte if typed.len() < BYTES_MAX => typed.push(byte),
            _ => {}
        }
    }
    let text = std::str::from_utf8(&typed).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Takes the last character, however many bytes it has.
fn backspace(typed: &mut Vec<u8>) {
    while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> Option<String> {
        line(&mut &*keys).ok().map(|line| line.to_string())
    }

    #[test]
    fn keys_make_a_line() {
        assert_eq!(typed(b"abc\r").as_deref(), Some("abc"));
        assert_eq!(typed("朝の雨\u{7f}\u{8}x\n".as_bytes()).as_deref(), Some("朝x"));
        assert_eq!(typed(b"wrong\x15right\n").as_deref(), Some("right"));
        assert_eq!(typed(b"\x7f\x7fa\n").as_deref(), Some("a"));
    }

    #[test]
    fn a_cancelled_line_is_none() {
        for keys in [b"abc\x03".as_slice(), b"\x04", b"abc"] {
            assert_eq!(typed(keys), None);
        }
    }
}
