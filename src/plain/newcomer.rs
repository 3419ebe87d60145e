//! For whoever cannot sign in yet: a one-time code, or the words of the sealed envelope, and an own new passphrase.
//!
//! Neither the words nor a passphrase are shown as they are typed: what is read out here stays on the terminal.

use zeroize::Zeroizing;

use super::Start;
use super::door::NoEntry;
use super::talk::Talk;
use super::words::narrowed;
use crate::sentence;
use crate::session::access::{self, Newcomer, NoAccess};
use crate::session::{Door, Origin, Place};
use crate::text::{Sentence, Text};

/// That there are other ways in, said before the passphrase is asked for.
pub const OTHER_WAYS: Text = Text::new(
    "パスフレーズの代わりに Enter だけを押すと、受け取ったコードや回復用の封筒でサインインできます。",
    "Enter alone in place of the passphrase leads to a one-time code and to the recovery envelope.",
);

/// Whose passphrase was asked for before.
pub enum Whose {
    /// Of whoever the command line names, or the person has typed.
    Said(String),
    /// Of the only one who has a key.
    Only(String),
}

/// A way in for whoever has no passphrase, or has forgotten it.
struct Way {
    asks: Text,
    /// Whether it is rather somebody who has no key yet.
    is_for_a_newcomer: bool,
    settle: fn(&Place, &Newcomer<'_>, Origin) -> Result<Door, NoAccess>,
}

const CODE: Way = Way {
    asks: Text::new("コード（8語、表示されません） >", "Code (8 words, not shown) >"),
    is_for_a_newcomer: true,
    settle: access::enrol,
};
const ENVELOPE: Way = Way {
    asks: Text::new("封筒の語（12語、表示されません） >", "Words of the envelope (12, not shown) >"),
    is_for_a_newcomer: false,
    settle: access::recover,
};

/// Asks which of the other ways it is, and goes it; `None` where the person goes back to the passphrase.
pub fn come_in(talk: &mut Talk, start: &Start, asked_for: &Whose) -> Result<Option<Door>, NoEntry> {
    let which = Text::new(
        "1 受け取ったコード、2 回復用の封筒（戻るは Enter） >",
        "1 a one-time code, 2 the recovery envelope (Enter goes back) >",
    );
    let way = match narrowed(asked(talk, start, which)?.trim()).as_str() {
        "1" => CODE,
        "2" => ENVELOPE,
        _ => return Ok(None),
    };
    let Some(operator) = whose(talk, start, asked_for, &way)? else { return Ok(None) };
    let words = talk.ask_secret(way.asks.get(start.lang)).map_err(|_| NoEntry::Left)?;
    if words.trim().is_empty() {
        return Ok(None);
    }
    loop {
        let passphrase = new_passphrase(talk, start)?;
        let newcomer = Newcomer { operator: &operator, words: &words, passphrase: &passphrase };
        match (way.settle)(&start.place, &newcomer, start.origin) {
            Ok(door) => {
                let words = Text::new("パスフレーズを設定しました。", "Your passphrase is set.");
                talk.say(words.get(start.lang));
                return Ok(Some(door));
            }
            // The words were right: only the passphrase is asked for again.
            Err(NoAccess::Answer(error)) if error.field == Some("passphrase") => {
                talk.say(error.sentence.get(start.lang));
            }
            Err(error) => {
                talk.say(error.sentence().get(start.lang));
                return Ok(None);
            }
        }
    }
}

/// A passphrase typed twice, until both are the same.
pub fn new_passphrase(talk: &mut Talk, start: &Start) -> Result<Zeroizing<String>, NoEntry> {
    loop {
        let prompt = Text::new("新しいパスフレーズ >", "New passphrase >");
        let chosen = talk.ask_secret(prompt.get(start.lang)).map_err(|_| NoEntry::Left)?;
        let prompt = Text::new("もう一度 >", "Once more >");
        if talk.ask_secret(prompt.get(start.lang)).map_err(|_| NoEntry::Left)? == chosen {
            return Ok(chosen);
        }
        let words = Text::new("2回の入力が違います。", "The two do not match.");
        talk.say(words.get(start.lang));
    }
}

/// Whose way it is: as the command line says, or as typed; `None` where nobody is typed and nobody is at hand. A
/// newcomer is none of those who have a key, and is not offered one of them.
fn whose(talk: &mut Talk, start: &Start, asked_for: &Whose, way: &Way) -> Result<Option<String>, NoEntry> {
    let operator = match asked_for {
        Whose::Only(_) if way.is_for_a_newcomer => {
            let prompt = Text::new(
                "操作者ID（コードと一緒に知らされた番号、戻るは Enter） >",
                "Operator (the id told with the code; Enter goes back) >",
            );
            let typed = id(talk, start, &prompt.into())?;
            return Ok((!typed.is_empty()).then_some(typed));
        }
        Whose::Said(operator) if start.operator.is_some() => return Ok(Some(operator.clone())),
        Whose::Said(operator) | Whose::Only(operator) => operator,
    };
    let prompt = sentence!(
        "操作者ID（Enter なら {operator}） >",
        "Operator (Enter takes {operator}) >",
        operator = crate::text::Shown::new(operator)
    );
    let typed = id(talk, start, &prompt)?;
    Ok(Some(if typed.is_empty() { operator.clone() } else { typed }))
}

/// An operator's id, as typed.
pub fn id(talk: &mut Talk, start: &Start, prompt: &Sentence) -> Result<String, NoEntry> {
    let typed = talk.ask(prompt.get(start.lang)).map_err(|_| NoEntry::Left)?;
    Ok(narrowed(typed.trim()).to_uppercase())
}

fn asked(talk: &mut Talk, start: &Start, prompt: Text) -> Result<Zeroizing<String>, NoEntry> {
    talk.ask(prompt.get(start.lang)).map_err(|_| NoEntry::Left)
}
