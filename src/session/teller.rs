//! Who is told before a wait of minutes: whoever opens a store that is first brought to a new schema.

use std::fmt;
use std::sync::Arc;

use crate::text::Text;

/// What is said before such a wait.
pub const UPGRADING: Text = Text::new(
    "ストアを新しい形式に移行しています。数分かかることがあります。そのままお待ちください。",
    "The store is being brought to the new schema. This can take some minutes; please wait.",
);

/// Tells that it begins; to nobody, where nobody is given.
#[derive(Clone, Default)]
pub struct Teller(Option<Arc<dyn Fn() + Send + Sync>>);

impl Teller {
    /// Tells it this way.
    pub fn new(tell: impl Fn() + Send + Sync + 'static) -> Teller {
        Teller(Some(Arc::new(tell)))
    }

    /// It begins.
    pub fn tell(&self) {
        if let Some(tell) = &self.0 {
            tell();
        }
    }
}

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Teller" } else { "nobody" })
    }
}
