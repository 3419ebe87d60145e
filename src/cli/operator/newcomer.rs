//! `operator enrol` and `operator recover`: for somebody who cannot sign in yet.

use super::super::call::Call;
use super::super::prompt;
use super::super::sign_in::{self, Lines};
use super::super::status::{Failure, Status};
use super::super::verb::Next;
use crate::session::access::{self, Newcomer, NoAccess};
use crate::session::{Door, Origin, Place, Wants};
use crate::text::Text;

/// Uses a one-time code up: own passphrase, then the second factor where the policy asks for one.
pub(super) fn enrol(call: &Call<'_>) -> Result<Next, Failure> {
    come_in(call, CODE_WORDS, access::enrol)
}

/// Opens the sealed envelope: a new passphrase for an operator who has forgotten the old one.
pub(super) fn recover(call: &Call<'_>) -> Result<Next, Failure> {
    come_in(call, ENVELOPE_WORDS, access::recover)
}

const CODE_WORDS: Text = Text::new("コード（8語）: ", "Code (8 words): ");
const ENVELOPE_WORDS: Text = Text::new("封筒の語（12語）: ", "Words of the envelope (12): ");

fn come_in(
    call: &Call<'_>,
    ask: Text,
    settle: fn(&Place, &Newcomer<'_>, Origin) -> Result<Door, NoAccess>,
) -> Result<Next, Failure> {
    let mut lines = Lines::of(call)?;
    let words = match lines.next()? {
        Some(words) => words,
        None => prompt::secret(ask.get(call.lang())).map_err(sign_in::no_terminal)?,
    };
    let passphrase = super::chosen(call, &mut lines)?;
    let operator = super::id(call);
    let newcomer = Newcomer { operator: &operator, words: &words, passphrase: &passphrase };
    let door = settle(&call.place(), &newcomer, call.origin())?;
    call.tell(&Text::new("パスフレーズを設定しました。", "Your passphrase is set.").into());
    let wants = door.wants();
    let mut session = door.for_own_change();
    call.tell_upgrade(&session);
    if wants == Wants::Factor {
        super::set_up_factor(call, &mut session, &mut lines)?;
    }
    Ok(Status::Done.into())
}
