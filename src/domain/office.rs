//! An office (事業所): whose register this is, or a name on somebody else's invitation.

use super::OfficeId;
use crate::text::date::Day;
use crate::words;

words! {
    /// How far an office has come on its way into MCS (第3条).
    OfficeState {
        Draft "draft" "下書き" "Draft",
        Submitted "submitted" "市へ提出" "Submitted to the city",
        Forwarded "forwarded" "エンブレースへ" "Forwarded to the vendor",
        Registered "registered" "登録済" "Registered",
        Withdrawn "withdrawn" "取下げ" "Withdrawn",
    }
}

/// An office and what it has agreed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Its name in the register.
    pub id: OfficeId,
    /// Counts its changes.
    pub version: u32,
    /// 事業所名
    pub name: String,
    /// 事業所種別, as typed.
    pub kind: String,
    /// 郵便番号
    pub postal_code: String,
    /// 所在地
    pub address: String,
    /// 電話番号
    pub phone: String,
    /// 事業所の管理者: the office's head.
    pub head_name: String,
    /// The head's mail address.
    pub head_mail: String,
    /// Its way through registration.
    pub state: OfficeState,
    /// The day it agreed to the regulation (第3条(1)).
    pub agreed_on: Option<Day>,
    /// Since when it stands in the published list (第3条(2)).
    pub published_on: Option<Day>,
}

impl Office {
    /// What the forms of an application ask about the office (様式1・2), by the names of the application's facts.
    pub fn on_forms(&self) -> [(&'static str, &str); 7] {
        [
            ("name", &self.name),
            ("kind", &self.kind),
            ("postal_code", &self.postal_code),
            ("address", &self.address),
            ("phone", &self.phone),
            ("head_name", &self.head_name),
            ("head_mail", &self.head_mail),
        ]
    }

    /// The office as the forms of an application have it, by the names of [`on_forms`](Office::on_forms).
    #[must_use]
    pub fn as_on_forms(self, said: impl Fn(&str) -> String) -> Office {
        Office {
            name: said("name"),
            kind: said("kind"),
            postal_code: said("postal_code"),
            address: said("address"),
            phone: said("phone"),
            head_name: said("head_name"),
            head_mail: said("head_mail"),
            ..self
        }
    }

    /// Whether it stands in the list that everybody may read (第3条(2)).
    pub fn is_published(&self) -> bool {
        self.state == OfficeState::Registered && self.published_on.is_some()
    }

    /// Whether it is only known by its name: nobody applied for it here, and nothing of it was agreed.
    pub fn is_a_mere_name(&self) -> bool {
        self.state == OfficeState::Registered && self.agreed_on.is_none()
    }

    /// An office of which only the name is known: the other side of an invitation.
    pub fn named(id: OfficeId, name: &str) -> Office {
        Office {
            id,
            version: 1,
            name: name.to_owned(),
            kind: String::new(),
            postal_code: String::new(),
            address: String::new(),
            phone: String::new(),
            head_name: String::new(),
            head_mail: String::new(),
            state: OfficeState::Registered,
            agreed_on: None,
            published_on: None,
        }
    }
}
