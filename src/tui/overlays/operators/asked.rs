//! The question before something is done about who signs in: what it does, a name where one is needed, and the
//! passphrase. A demo, whose passphrase guards nothing, takes a `y` instead.

use tui_input::Input;

use super::super::gate::{Checking, Secret, hint, label, secret_row, state_rows};
use crate::sentence;
use crate::session::access::Order;
use crate::text::{Lang, Sentence, Shown, Text};
use crate::tui::effects::Passphrase;
use crate::tui::message::Given;
use crate::tui::stroke::{BACK_TAB, DOWN, ENTER, ESC, Stroke, TAB, UP};
use crate::tui::theme::Look;
use crate::tui::widgets::{Row, field};

/// What is asked, and what is typed so far.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    order: Order,
    fields: Vec<Field>,
    focus: usize,
    trouble: Option<Sentence>,
    checking: Checking,
}

/// Something that is typed.
#[derive(Clone, Debug)]
enum Field {
    Name(Input),
    Passphrase(Secret),
}

/// What a key comes to.
pub(super) enum Pressed {
    Stays,
    Leaves,
    Orders(Order, Passphrase),
}

impl Asked {
    /// The question before an order.
    pub(super) fn of(order: Order, is_demo: bool) -> Asked {
        let name = matches!(order, Order::Add(_)).then(|| Field::Name(Input::default()));
        let passphrase = (order.asks_for_proof() && !is_demo).then(|| Field::Passphrase(Secret::default()));
        let fields = name.into_iter().chain(passphrase).collect();
        Asked { order, fields, focus: 0, trouble: None, checking: Checking::Idle }
    }

    /// It was not done.
    pub(super) fn refused(&mut self, why: Sentence) {
        (self.trouble, self.checking) = (Some(why), Checking::Idle);
    }

    /// Takes what was typed.
    pub(super) fn press(&mut self, given: &Given) -> Pressed {
        let stroke = match given {
            Given::Key(key) => Stroke::of(*key),
            Given::Typed(_) | Given::Paste(_) => None,
        };
        let last = self.fields.len().saturating_sub(1);
        match (stroke, self.checking) {
            (Some(ESC), Checking::Idle) => return Pressed::Leaves,
            (_, Checking::Underway) => {}
            (Some(Stroke::Char('y')), _) if self.fields.is_empty() => return self.orders(),
            (Some(ENTER), _) if self.fields.is_empty() => {}
            (Some(ENTER), _) if self.focus == last => {
                if self.is_filled() {
                    return self.orders();
                }
            }
            (Some(ENTER | TAB | DOWN), _) => self.focus = (self.focus + 1).min(last),
            (Some(BACK_TAB | UP), _) => self.focus = self.focus.saturating_sub(1),
            _ => self.takes(given),
        }
        Pressed::Stays
    }

    fn takes(&mut self, given: &Given) {
        match self.fields.get_mut(self.focus) {
            Some(Field::Name(input)) => drop(field::take(input, given)),
            Some(Field::Passphrase(secret)) => secret.take(given),
            None => {}
        }
    }

    fn is_filled(&self) -> bool {
        self.fields.iter().all(|field| match field {
            Field::Name(input) => !input.value().trim().is_empty(),
            Field::Passphrase(secret) => !secret.is_empty(),
        })
    }

    fn orders(&mut self) -> Pressed {
        (self.checking, self.trouble) = (Checking::Underway, None);
        let mut passphrase = Passphrase::default();
        let mut order = self.order.clone();
        for field in &mut self.fields {
            match field {
                Field::Name(input) => order = Order::Add(input.value().trim().to_owned()),
                Field::Passphrase(secret) => passphrase = secret.hand_over(),
            }
        }
        Pressed::Orders(order, passphrase)
    }

    /// What it shows.
    pub(super) fn rows(&self, lang: Lang, width: u16) -> Vec<Row> {
        let mut rows = Row::wrapped(what(&self.order).get(lang), Look::Caution, 2, width);
        rows.push(Row::blank());
        for (at, one) in self.fields.iter().enumerate() {
            let is_focused = at == self.focus && self.checking == Checking::Idle;
            rows.push(match one {
                Field::Name(input) => {
                    let room = usize::from(width).saturating_sub(24).min(30);
                    let row = Row::plain(label(Text::new("氏名", "Name"), lang));
                    field::onto(row, input, room, is_focused)
                }
                Field::Passphrase(secret) => {
                    let words = Text::new("パスフレーズ", "Passphrase");
                    secret_row(secret, words, lang, width, is_focused)
                }
            });
        }
        if !self.fields.is_empty() {
            rows.push(Row::blank());
        }
        rows.extend(state_rows(self.checking, self.trouble.as_ref(), lang, width));
        let keys = if self.fields.is_empty() { WITH_Y } else { WITH_ENTER };
        rows.push(hint(keys, lang));
        rows
    }
}

const WITH_Y: Text = Text::new("y 実行  Esc やめる", "y goes ahead  Esc cancels");
const WITH_ENTER: Text = Text::new("Enter 次へ・実行  Esc やめる", "Enter next, goes ahead  Esc cancels");

/// What is about to be done, in full.
fn what(order: &Order) -> Sentence {
    match order {
        Order::Invite(operator) => sentence!(
            "{operator} に一回限りのコードを発行します。本人がこのコードで、自分のパスフレーズと二要素を決めます。前のコードは無効になります。",
            "A one-time code is issued for {operator}, who sets the own passphrase and second factor with it. An earlier code opens nothing any more.",
            operator = Shown::new(operator)
        ),
        Order::Add(_) => Text::new(
            "事業所の管理者（市の場合は市の操作者）を追加し、コードを発行します。MCS管理者は、ユーザーの行の「任命」で追加します。",
            "An office head (for the city, another desk) is added, and a code issued. An MCS administrator is appointed on the user's row.",
        )
        .into(),
        Order::Remove(operator) => sentence!(
            "{operator} の鍵、コード、二要素、SSHの鍵を削除します。以後サインインできません。この操作は元に戻せません。",
            "The key, code, second factor and SSH keys of {operator} are removed: no further sign-in. This cannot be undone.",
            operator = Shown::new(operator)
        ),
        Order::RemoveKey(operator, fingerprint) => sentence!(
            "{operator} のSSHの鍵 {fingerprint} を削除します。直ちに無効になります。",
            "The SSH key {fingerprint} of {operator} is removed, and refused at once.",
            operator = Shown::new(operator),
            fingerprint = Shown::new(fingerprint)
        ),
        Order::End(name) => sentence!(
            "自分の接続 {name} を終了します。入力途中の内容は残ります。",
            "Your session {name} is ended. What was being typed there is kept.",
            name = Shown::new(name)
        ),
    }
}
