//! From the lines of `[keys]` to keys in force; the first line that breaks a rule stops the start.

use ratatui::crossterm::event::KeyCode;

use super::Keys;
use super::error::{Fault, KeysError};
use super::name::{self, Written};
use crate::actions::{Action, table};
use crate::config::KeyLine;
use crate::text::Lang;
use crate::tui::gestures::{GESTURES, Gesture, Turn};
use crate::tui::keymap;
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, LEFT, RIGHT, Stroke, TAB, UP};

/// Keys that stay with their gestures whatever is written: with these alone everything can be reached.
const STAYING: [Stroke; 8] = [UP, DOWN, LEFT, RIGHT, ENTER, ESC, TAB, BACK_TAB];
/// Gestures that lead to a change of data, after a question.
const CHANGING: [Turn; 2] = [Turn::Undo, Turn::Import];
/// Gestures without which nobody finds the way.
const NEEDED: [Turn; 3] = [Turn::Help, Turn::Palette, Turn::Quit];

/// Something that has keys.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Named {
    Act(&'static Action),
    Go(&'static Gesture),
}

impl Named {
    fn find(id: &str) -> Option<Named> {
        let gesture = GESTURES.iter().find(|gesture| gesture.id == id).map(Named::Go);
        gesture.or_else(|| table::find(id).map(Named::Act))
    }

    fn all() -> impl Iterator<Item = Named> {
        GESTURES.iter().map(Named::Go).chain(table::ACTIONS.iter().copied().map(Named::Act))
    }

    fn id(self) -> &'static str {
        match self {
            Named::Act(action) => action.id,
            Named::Go(gesture) => gesture.id,
        }
    }

    fn changes_data(self) -> bool {
        match self {
            Named::Act(_) => true,
            Named::Go(gesture) => CHANGING.contains(&gesture.turn),
        }
    }

    fn keys(self, keys: &Keys) -> Vec<Stroke> {
        match self {
            Named::Act(action) => keys.of_action(action).iter().copied().map(Stroke::Char).collect(),
            Named::Go(gesture) => keys.of(gesture.turn).to_vec(),
        }
    }
}

impl Keys {
    /// Reads the lines of `[keys]`.
    pub fn read(lines: &[KeyLine]) -> Result<Keys, KeysError> {
        let mut keys = Keys::default();
        for line in lines {
            keys.take(line)?;
        }
        match lines.iter().find_map(|line| keys.clash(line, lines)) {
            Some(error) => Err(error),
            None => Ok(keys),
        }
    }

    fn take(&mut self, line: &KeyLine) -> Result<(), KeysError> {
        let wrong = |fault| KeysError::new(line, fault);
        let named =
            Named::find(&line.id).ok_or_else(|| wrong(Fault::UnknownId(line.id.clone(), near(&line.id))))?;
        let read: Result<Vec<Stroke>, Fault> = line.keys.iter().map(|key| read(key, named)).collect();
        let mut read = read.map_err(wrong)?;
        match named {
            Named::Act(action) => {
                let letters =
                    read.iter().filter_map(|key| if let Stroke::Char(c) = key { Some(*c) } else { None });
                self.actions.push((action.id, letters.collect()));
            }
            Named::Go(gesture) => {
                if read.is_empty() && NEEDED.contains(&gesture.turn) {
                    return Err(wrong(Fault::NeedsKey(gesture.id)));
                }
                let staying = gesture.keys.iter().filter(|key| STAYING.contains(key) && !read.contains(key));
                let staying: Vec<Stroke> = staying.copied().collect();
                read.extend(staying);
                self.gestures.push((gesture.turn, read));
            }
        }
        Ok(())
    }

    /// The first key of a line that something else has, too.
    fn clash(&self, line: &KeyLine, lines: &[KeyLine]) -> Option<KeysError> {
        let one = Named::find(&line.id)?;
        let mine = one.keys(self);
        let twice =
            mine.iter().enumerate().find(|(at, key)| mine[..*at].contains(key)).map(|(_, key)| (*key, one));
        let others = || Named::all().filter(|other| *other != one && !may_share(one, *other));
        let shared = |key: &Stroke| {
            others().find(|o| o.keys(self).iter().any(|k| collide(*k, *key))).map(|o| (*key, o))
        };
        let (key, other) = twice.or_else(|| mine.iter().find_map(shared))?;
        let at = lines.iter().find(|l| l.id == other.id() && l.file == line.file).map(|l| l.line);
        let at = at.filter(|at| *at != line.line);
        Some(KeysError::new(line, Fault::Clash(key.shown(Lang::En), other.id(), at)))
    }
}

/// Reads one key for `named`.
fn read(written: &str, named: Named) -> Result<Stroke, Fault> {
    let key = match name::read(written) {
        Written::Key(key) => key,
        Written::KeptByOthers => return Err(Fault::KeptByOthers(written.to_owned())),
        Written::Unknown => return Err(Fault::UnknownKey(written.to_owned())),
    };
    if matches!(key, Stroke::Char('y') | Stroke::Pair('y', _) | Stroke::Pair(_, 'y')) {
        return Err(Fault::Confirms);
    }
    let is_simple = match key {
        Stroke::Char(c) => c.is_ascii_graphic() && !c.is_ascii_uppercase(),
        // A gesture that only leads to a question may have a chord that no split sequence makes.
        Stroke::Ctrl(_) => matches!(named, Named::Go(_)),
        Stroke::Named(KeyCode::F(_)) => matches!(named, Named::Go(_)),
        Stroke::Named(_) | Stroke::Pair(..) => false,
    };
    if named.changes_data() && !is_simple {
        return Err(Fault::NotForChanges(written.to_owned()));
    }
    Ok(key)
}

/// Two keys that cannot be told apart when they are pressed.
fn collide(one: Stroke, other: Stroke) -> bool {
    match (one, other) {
        (Stroke::Pair(first, _), Stroke::Char(c)) | (Stroke::Char(c), Stroke::Pair(first, _)) => first == c,
        _ => one == other,
    }
}

/// Two actions may share a key where no pane has both, and where the table itself gives them one key: a test
/// proves that no row allows both of those.
fn may_share(one: Named, other: Named) -> bool {
    let (Named::Act(one), Named::Act(other)) = (one, other) else { return false };
    let is_shared_by_table = one.key.is_some() && one.key == other.key;
    is_shared_by_table || !keymap::share_a_pane(one, other)
}

/// The name that a mistyped one is nearest to, where one is near.
fn near(id: &str) -> Option<&'static str> {
    let folded = id.trim().to_lowercase().replace('_', "-");
    let distance = |name: &str| edits(&folded, &name.replace('_', "-"));
    let nearest = Named::all().map(Named::id).min_by_key(|name| distance(name))?;
    (distance(nearest) <= 2).then_some(nearest)
}

/// How many letters must be put in, taken out or changed.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let change = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
