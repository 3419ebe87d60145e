//! A bell that rings when another process touches the store, so that a screen at rest never wakes for nothing.
//!
//! It listens to the kernel (inotify): every commit writes to the log beside the database, and every session
//! comes and goes in a folder of its own, a killed one too, since the kernel closes its file. Where the kernel
//! cannot hear what others do – a folder on another machine – there is no bell, and the caller looks by itself.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use rustix::fs::statfs;

use super::vault::files::StoreFiles;

/// After it rang it is quiet for so long: a city's import by another is no reason to ring without end.
const QUIET: Duration = Duration::from_millis(200);

/// File systems whose writers may sit at another machine: NFS, SMB, CIFS, 9P, AFS, FUSE.
const DISTANT: [u64; 6] = [0x6969, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x5346_414F, 0x6573_5546];

/// What was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// The register: somebody writes, and has perhaps committed.
    Register,
    /// The sessions: somebody came or went.
    Sessions,
}

/// A bell that hangs; taken down when dropped.
#[derive(Debug)]
pub struct Bell {
    stop: OwnedFd,
    thread: Option<JoinHandle<()>>,
}

impl Bell {
    /// Hangs a bell over the open store at `db` and the folder of its sessions; `ring` says whether to go on.
    pub fn hang(
        db: &Path,
        sessions: Option<&Path>,
        ring: impl Fn(Touched) -> bool + Send + 'static,
    ) -> io::Result<Bell> {
        let files = StoreFiles::at(db).map_err(io::Error::other)?;
        if is_distant(files.folder())? {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let ears = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        inotify::add_watch(&ears, files.wal(), WatchFlags::MODIFY)?;
        let coming_and_going = WatchFlags::MOVED_TO | WatchFlags::DELETE | WatchFlags::CLOSE_WRITE;
        let sessions =
            sessions.map(|folder| inotify::add_watch(&ears, folder, coming_and_going)).transpose()?;
        let stop = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let listening = Listening { ears, sessions, stop: stop.try_clone()? };
        Ok(Bell { stop, thread: Some(std::thread::spawn(move || listening.run(ring))) })
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        // Cannot fail: the counter of an eventfd has room for one.
        let _ = rustix::io::write(&self.stop, &1_u64.to_ne_bytes());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Listening {
    ears: OwnedFd,
    sessions: Option<i32>,
    stop: OwnedFd,
}

impl Listening {
    fn run(self, ring: impl Fn(Touched) -> bool) {
        loop {
            if self.wait(None) {
                return;
            }
            for touched in self.heard() {
                if !ring(touched) {
                    return;
                }
            }
            if self.pause() {
                return;
            }
        }
    }

    /// Sleeps until something is heard; `true` if it is time to stop.
    fn wait(&self, patience: Option<&Timespec>) -> bool {
        let mut ears = [PollFd::new(&self.stop, PollFlags::IN), PollFd::new(&self.ears, PollFlags::IN)];
        let awake = poll(&mut ears, patience);
        match awake {
            Err(rustix::io::Errno::INTR) | Ok(_) => !ears[0].revents().is_empty(),
            Err(_) => true,
        }
    }

    /// Is quiet for a while; `true` if it is time to stop.
    fn pause(&self) -> bool {
        let quiet = Timespec { tv_sec: 0, tv_nsec: i64::from(QUIET.subsec_nanos()) };
        let mut stop = [PollFd::new(&self.stop, PollFlags::IN)];
        matches!(poll(&mut stop, Some(&quiet)), Ok(1..))
    }

    /// What all that was heard is about, each once.
    fn heard(&self) -> Vec<Touched> {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut events = inotify::Reader::new(&self.ears, &mut buffer);
        let mut heard = Vec::new();
        while let Ok(event) = events.next() {
            let is_session = Some(event.wd()) == self.sessions;
            let touched = if is_session { Touched::Sessions } else { Touched::Register };
            if !heard.contains(&touched) {
                heard.push(touched);
            }
        }
        heard
    }
}

fn is_distant(folder: &Path) -> io::Result<bool> {
    let kind = statfs(folder)?.f_type;
    // The type is a number of 32 bits, whatever its sign and width on this machine.
    Ok(DISTANT.contains(&(kind as u64 & 0xFFFF_FFFF)))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::store::vault::presence::{Presence, Visitor};

    fn listen(db: &Path, sessions: Option<&Path>) -> (Bell, Receiver<Touched>) {
        let (rung, heard) = mpsc::channel();
        let bell = Bell::hang(db, sessions, move |touched| rung.send(touched).is_ok()).unwrap();
        (bell, heard)
    }

    #[test]
    fn a_commit_of_another_connection_rings_and_rest_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("x.db");
        let open = || {
            let conn = rusqlite::Connection::open(&db).unwrap();
            conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (x)").unwrap();
            conn
        };
        let (_here, there) = (open(), open());
        let (_bell, heard) = listen(&db, None);
        assert!(heard.recv_timeout(Duration::from_millis(300)).is_err(), "nobody did anything");
        there.execute_batch("INSERT INTO t VALUES (1)").unwrap();
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)).unwrap(), Touched::Register);
    }

    #[test]
    fn a_session_that_comes_or_goes_rings() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("x.db");
        std::fs::write(folder.path().join("x.db-wal"), b"").unwrap();
        let visitor =
            |session: &str| Visitor { session: session.into(), operator: "U-0001".into(), office: 1 };
        let here = Presence::join(&db, &visitor("a")).unwrap();
        let (_bell, heard) = listen(&db, Some(here.folder()));
        let there = Presence::join(&db, &visitor("b")).unwrap();
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)).unwrap(), Touched::Sessions);
        drop(there);
        assert_eq!(heard.recv_timeout(Duration::from_secs(10)).unwrap(), Touched::Sessions);
    }
}
