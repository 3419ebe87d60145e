//! What an operator changes about the own sign-in: passphrase and second factor.

use std::io::IsTerminal;

use super::super::call::Call;
use super::super::proof::asked_again;
use super::super::sign_in::Lines;
use super::super::status::{Failure, Status};
use super::super::verb::Next;
use super::super::{output, prompt, sign_in};
use crate::session::factor::Factor;
use crate::session::{NotSignedIn, Session};
use crate::text::Text;

/// Changes the own passphrase.
pub(super) fn passphrase(call: &Call<'_>) -> Result<Next, Failure> {
    let (mut session, mut lines) = sign_in::for_own_change(call)?;
    asked_again(call, &mut session, Text::new("パスフレーズの変更", "Changing the passphrase"))?;
    let chosen = super::chosen(call, &mut lines)?;
    session.set_passphrase(&chosen)?;
    call.tell(&Text::new("パスフレーズを変更しました。", "The passphrase is changed.").into());
    Ok(Status::Done.into())
}

/// Sets up the own second factor, or a new one in place of the old.
pub(super) fn factor(call: &Call<'_>) -> Result<Next, Failure> {
    let (mut session, mut lines) = sign_in::for_own_change(call)?;
    asked_again(call, &mut session, Text::new("二要素の設定", "Setting up the second factor"))?;
    set_up_factor(call, &mut session, &mut lines)?;
    Ok(Status::Done.into())
}

/// Shows a new secret as QR code and as text, and proves it by its first code.
pub(in crate::cli) fn set_up_factor(
    call: &Call<'_>,
    session: &mut Session,
    lines: &mut Lines,
) -> Result<(), Failure> {
    let factor = Factor::random();
    let operator = session.actor.operator.clone();
    call.tell(
        &Text::new(
            "認証アプリで読み取るか、下の文字を入力してください。",
            "Scan this with your authenticator app, or type the letters below into it.",
        )
        .into(),
    );
    // Dark on light on a terminal, whatever its ground is; plain blocks elsewhere.
    let (dark, plain) = if std::io::stdout().is_terminal() { ("\x1b[30;107m", "\x1b[0m") } else { ("", "") };
    let picture: String =
        factor.picture(&operator).iter().map(|row| format!("{dark}{row}{plain}\n")).collect();
    output::print(&format!("{picture}{}\n", *factor.text()))?;
    let code = match lines.next()? {
        Some(code) => code,
        None => prompt::secret(sign_in::CODE.get(call.lang())).map_err(sign_in::no_terminal)?,
    };
    session.set_factor(&factor, &code).map_err(|error: NotSignedIn| Failure::from(error))?;
    call.tell(&Text::new("二要素を設定しました。", "The second factor is set up.").into());
    Ok(())
}
