#!/usr/bin/env python3
"""Types the README's first command into a real terminal: the demo opens, shows the office, and q leaves it.

    python3 tests/readme_demo.py 'cargo run --no-default-features -- demo'

Needs nothing but the standard library. Looks at words only; what a screen looks like is held by the golden
frames. Ends with status 0 when all was as the README says, else with a sentence and the last of the output.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

SIZE = (30, 100)  # rows, columns
PATIENCE = 120.0  # seconds until the first frame; the build has been made before
LEAVING = 10.0  # seconds from q to the end
ALT_SCREEN = (b"\x1b[?1049h", b"\x1b[?1049l")
ESCAPES = re.compile(rb"\x1b(\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[ -/]*[0-~])")
LANGUAGES = {"ja_JP.UTF-8": "招待", "en_US.UTF-8": "Invitations"}


class Surprise(Exception):
    """Something was not as the README says."""


def start(command, language):
    """Starts a command in a terminal of its own; returns its process id and our end of the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL=language)
        os.execvp("sh", ["sh", "-c", "exec " + command])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    return pid, terminal


def read_some(terminal, seconds):
    """Returns what came within some seconds; None once the other side is gone."""
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        return b""
    try:
        return os.read(terminal, 65536) or None
    except OSError:
        return None


def read_until(terminal, seen, found, seconds, what):
    """Reads on until something is found in what was seen."""
    deadline = time.monotonic() + seconds
    while not found(seen):
        some = read_some(terminal, 0.2)
        if some is None:
            raise Surprise(f"the program ended before: {what}")
        seen += some
        if time.monotonic() > deadline:
            raise Surprise(f"not within {seconds:.0f} s: {what}")


def wait(pid, terminal, seen):
    """Waits for the end of the program; returns its exit status."""
    deadline = time.monotonic() + LEAVING
    while time.monotonic() < deadline:
        seen += read_some(terminal, 0.1) or b""
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            # Its last words may have come after the last look.
            while some := read_some(terminal, 0.1):
                seen += some
            return os.waitstatus_to_exitcode(status)
    raise Surprise(f"still running {LEAVING:.0f} s after q")


def words(seen):
    """What was written, without what moves and colours it."""
    return ESCAPES.sub(b"", bytes(seen)).decode("utf-8", "replace")


def run(command, language, headline):
    """Opens the demo in one language and leaves it."""
    seen = bytearray()
    begun = time.monotonic()
    pid, terminal = start(command, language)
    try:
        read_until(terminal, seen, lambda s: headline in words(s), PATIENCE, f"a screen that says {headline}")
        shown = time.monotonic() - begun
        os.write(terminal, b"q")
        status = wait(pid, terminal, seen)
    except Surprise as surprise:
        os.kill(pid, signal.SIGTERM)
        raise Surprise(f"{language}: {surprise}\n{words(seen)[-2000:]}") from None
    if status != 0:
        raise Surprise(f"{language}: ended with status {status}\n{words(seen)[-2000:]}")
    if any(seen.count(switch) != 1 for switch in ALT_SCREEN):
        raise Surprise(f"{language}: the screen was not put back")
    print(f"{language}: first frame after {shown:.1f} s, left with status 0")


def main():
    """Runs the command once in every language."""
    try:
        for language, headline in LANGUAGES.items():
            run(sys.argv[1], language, headline)
    except Surprise as surprise:
        sys.exit(str(surprise))


if __name__ == "__main__":
    main()
