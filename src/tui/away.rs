//! Away from the store while its key is changed: what is asked for meanwhile is kept and done afterwards.
//!
//! The workers close their connections on a thread of their own, so that the screen goes on answering keys.

use super::effects::{Effect, Query, Ticket};
use super::message::News;

/// What waits for the store.
#[derive(Debug, Default)]
pub struct Away {
    held: Vec<Effect>,
}

impl Away {
    /// Keeps what needs the store for later; gives back what does not.
    pub fn hold(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            // It was answered by letting go already, or there is nothing under way.
            Effect::LetGo | Effect::StopReading | Effect::StopWriting => None,
            Effect::Read(..)
            | Effect::Write(_)
            | Effect::WriteProved(_)
            | Effect::Keep(_)
            | Effect::Unlock(_)
            | Effect::Prove(_)
            | Effect::Operators(..) => {
                self.held.push(effect);
                None
            }
            other => Some(other),
        }
    }

    /// What waited, in its order.
    pub fn ended(self) -> Vec<Effect> {
        self.held
    }
}

/// The reads that are not answered yet: whoever lets go of the store asks them again.
#[derive(Debug, Default)]
pub struct Unanswered(Vec<(Ticket, Query)>);

impl Unanswered {
    /// A read was asked for; an older one for the same slot no longer counts.
    pub fn asked(&mut self, ticket: Ticket, query: &Query) {
        self.0.retain(|(older, _)| older.slot != ticket.slot);
        self.0.push((ticket, query.clone()));
    }

    /// Something arrived, perhaps an answer.
    pub fn heard(&mut self, news: &News) {
        if let News::Found(ticket, _) | News::ReadFailed(ticket, _) = news {
            self.0.retain(|(asked, _)| asked != ticket);
        }
    }

    /// Every read that is to be asked again.
    pub fn again(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.0).into_iter().map(|(ticket, query)| Effect::Read(ticket, query)).collect()
    }
}
