//! One person's mail address, as MCS knows it: parsed once at the edge, then never checked again.
//!
//! Accepts what Japanese carriers once gave out against the standard (`..` and `.@`), with a warning. Does
//! not ask whether the address exists and does not accept internationalised domains or display names.

use crate::sentence;
use crate::text::{Lang, Sentence, Shown};
use std::fmt;

/// The parts of a carrier's domains by which they are known, wherever they stand before the last dot.
const CARRIERS: [&str; 15] = [
    "docomo", "mopera", "ezweb", "au", "uqmobile", "softbank", "vodafone", "jp-t", "disney", "ymobile",
    "y-mobile", "emobile", "willcom", "pdx", "rakumail",
];
const LOCAL_MAX: usize = 64;
const WHOLE_MAX: usize = 254;
const LABEL_MAX: usize = 63;

/// A mail address: half width, trimmed, its domain in lower case; the part before the @ as typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress(String);

impl MailAddress {
    /// Reads a typed address; the sentence warns of what works only with its carrier.
    ///
    /// # Errors
    /// For what cannot be delivered to, saying what to correct.
    pub fn parse(typed: &str) -> Result<(MailAddress, Option<Sentence>), MailError> {
        let folded: String = typed.chars().map(half_width).collect();
        let address = folded.trim();
        if address.is_empty() {
            return Err(MailError::Empty);
        }
        let unclear = |reason: fn(Shown) -> MailError| reason(Shown::new(typed.trim()));
        let (local, domain) = address.rsplit_once('@').ok_or_else(|| unclear(MailError::NoAt))?;
        let domain = domain.to_ascii_lowercase();
        if local.len() > LOCAL_MAX || address.len() > WHOLE_MAX {
            return Err(unclear(MailError::TooLong));
        }
        if !is_domain(&domain) {
            return Err(unclear(MailError::Domain));
        }
        let warning = match local_form(local) {
            Local::Regular => None,
            Local::Dots if is_carrier(&domain) => Some(carrier_warning(local, &domain)),
            Local::Dots => return Err(unclear(MailError::Dots)),
            Local::Broken => return Err(unclear(MailError::Local)),
        };
        Ok((MailAddress(format!("{local}@{domain}")), warning))
    }

    /// The address as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two writings of one mailbox share; for the rule of one address per person (F2-4, 11-1).
    ///
    /// Ignores the case of the local part and quotes that change nothing, as mail providers do.
    pub fn mailbox(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let bare = local.strip_prefix('"').and_then(|local| local.strip_suffix('"'));
        let local =
            bare.filter(|bare| bare.bytes().all(|byte| is_atom(byte) || byte == b'.')).unwrap_or(local);
        format!("{}@{domain}", local.to_ascii_lowercase())
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Why a typed mail address was not accepted; holds what was typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().get(Lang::En))]
pub enum MailError {
    /// Nothing was typed.
    Empty,
    /// There is no @.
    NoAt(Shown),
    /// The part before the @ is empty or has characters that no mailbox has.
    Local(Shown),
    /// Dots at an end or side by side, outside the carriers that gave out such addresses.
    Dots(Shown),
    /// The part after the @ is no domain.
    Domain(Shown),
    /// Longer than mail allows: 64 characters before the @, 254 in all.
    TooLong(Shown),
}

impl MailError {
    /// What is wrong and what to correct.
    pub fn sentence(&self) -> Sentence {
        match self {
            MailError::Empty => {
                sentence!("メールアドレスを入力してください。", "Type a mail address.")
            }
            MailError::NoAt(typed) => sentence!(
                "「{typed}」には @ がありません。name@example.jp のように入力してください。",
                "\"{typed}\" has no @. Type it like name@example.jp.",
                typed = typed
            ),
            MailError::Local(typed) => sentence!(
                "「{typed}」の @ の前が空か、使えない文字を含みます。英数字と . _ - + などで入力してください。",
                "In \"{typed}\" the part before the @ is empty or has characters not allowed there. Use letters, digits and . _ - +.",
                typed = typed
            ),
            MailError::Dots(typed) => sentence!(
                "「{typed}」の @ の前は、点が先頭か末尾にあるか、続いています。点の位置を確かめてください。",
                "In \"{typed}\" the part before the @ begins or ends with a dot or has two in a row. Check the dots.",
                typed = typed
            ),
            MailError::Domain(typed) => sentence!(
                "「{typed}」の @ の後ろはドメイン名ではありません。name@example.jp のように入力してください。",
                "In \"{typed}\" the part after the @ is no domain. Type it like name@example.jp.",
                typed = typed
            ),
            MailError::TooLong(typed) => sentence!(
                "「{typed}」は長すぎます。@ の前は{local}文字、全体は{whole}文字までです。",
                "\"{typed}\" is too long: at most {local} characters before the @, {whole} in all.",
                typed = typed,
                local = LOCAL_MAX,
                whole = WHOLE_MAX
            ),
        }
    }
}

fn carrier_warning(local: &str, domain: &str) -> Sentence {
    sentence!(
        "「{local}@{domain}」は点の位置が規格外の携帯アドレスです。届かないメールサービスがあります。",
        "\"{local}@{domain}\" is a carrier address whose dots are against the standard. Some mail services cannot reach it.",
        local = Shown::new(local),
        domain = Shown::new(domain)
    )
}

/// Full-width ASCII, as Japanese keyboards type it, in half width; nothing else changes.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

enum Local {
    Regular,
    Dots,
    Broken,
}

fn local_form(local: &str) -> Local {
    if local.starts_with('"') {
        return if is_quoted(local) { Local::Regular } else { Local::Broken };
    }
    if local.is_empty() || !local.bytes().all(|byte| is_atom(byte) || byte == b'.') {
        return Local::Broken;
    }
    if local.split('.').any(str::is_empty) { Local::Dots } else { Local::Regular }
}

fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// `"mori"`: printable ASCII between quotes, a quote or backslash inside only after a backslash.
fn is_quoted(local: &str) -> bool {
    let Some(inner) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return false;
    };
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        let escaped = if byte == b'\\' { bytes.next() } else { Some(byte).filter(|&byte| byte != b'"') };
        if !escaped.is_some_and(|byte| matches!(byte, b' '..=b'~')) {
            return false;
        }
    }
    !inner.is_empty()
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_MAX).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let names_top = |top: &str| top.len() > 1 && !top.bytes().all(|byte| byte.is_ascii_digit());
    domain.split('.').all(is_label) && domain.rsplit_once('.').is_some_and(|(_, top)| names_top(top))
}

fn is_carrier(domain: &str) -> bool {
    let known = domain.rsplit_once('.').map_or("", |(known, _)| known);
    known.split('.').any(|label| CARRIERS.contains(&label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("m-takahashi@komae-houmon.example", "m-takahashi@komae-houmon.example")]
    #[case("ｋａｔｓｕｒａｇｉ＠komae-houmon.example", "katsuragi@komae-houmon.example")]
    #[case("　Mori.Kaori@IZUMI-Care.Example ", "Mori.Kaori@izumi-care.example")]
    #[case("\"mori\"@izumi-care.example", "\"mori\"@izumi-care.example")]
    #[case("\"a b\\\"@\"@izumi-care.example", "\"a b\\\"@\"@izumi-care.example")]
    #[case("o'brien+mcs@izumi-care.example", "o'brien+mcs@izumi-care.example")]
    fn an_address_is_normalised_without_a_warning(#[case] typed: &str, #[case] stored: &str) {
        let (address, warning) = MailAddress::parse(typed).unwrap();
        assert_eq!((address.as_str(), warning), (stored, None));
    }

    #[rstest]
    #[case("sakura..yamazaki@docomo.example")]
    #[case("sakura.@docomo.ne.jp")]
    #[case("..sakura@ezweb.ne.jp")]
    #[case("a..b@au.com")]
    #[case("a.@i.softbank.jp")]
    #[case("ａ．．ｂ＠ＤＯＣＯＭＯ．ｎｅ．ｊｐ")]
    fn a_carrier_address_with_odd_dots_is_accepted_with_a_warning(#[case] typed: &str) {
        let (_, warning) = MailAddress::parse(typed).unwrap();
        assert!(warning.unwrap().get(Lang::Ja).contains("携帯アドレス"));
    }

    #[test]
    fn a_regular_carrier_address_needs_no_warning() {
        assert_eq!(MailAddress::parse("sakura@docomo.ne.jp").unwrap().1, None);
    }

    fn shown(typed: &str) -> Shown {
        Shown::new(typed)
    }

    #[rstest]
    #[case("", MailError::Empty)]
    #[case("　", MailError::Empty)]
    #[case("mori", MailError::NoAt(shown("mori")))]
    #[case("@x.example", MailError::Local(shown("@x.example")))]
    #[case("mo ri@x.example", MailError::Local(shown("mo ri@x.example")))]
    #[case("森@x.example", MailError::Local(shown("森@x.example")))]
    #[case("a@b@x.example", MailError::Local(shown("a@b@x.example")))]
    #[case("\"\"@x.example", MailError::Local(shown("\"\"@x.example")))]
    #[case("\"a\"b\"@x.example", MailError::Local(shown("\"a\"b\"@x.example")))]
    #[case("\"@x.example", MailError::Local(shown("\"@x.example")))]
    #[case("a\u{1B}@x.example", MailError::Local(shown("a\u{1B}@x.example")))]
    #[case("a..b@x.example", MailError::Dots(shown("a..b@x.example")))]
    #[case("a.@x.au", MailError::Dots(shown("a.@x.au")))]
    #[case("a@localhost", MailError::Domain(shown("a@localhost")))]
    #[case("a@x..example", MailError::Domain(shown("a@x..example")))]
    #[case("a@-x.example", MailError::Domain(shown("a@-x.example")))]
    #[case("a@狛江.example", MailError::Domain(shown("a@狛江.example")))]
    #[case("a@192.168.0.1", MailError::Domain(shown("a@192.168.0.1")))]
    #[case("a@", MailError::Domain(shown("a@")))]
    fn what_is_no_address_is_refused_with_its_reason(#[case] typed: &str, #[case] reason: MailError) {
        assert_eq!(MailAddress::parse(typed), Err(reason));
    }

    #[test]
    fn an_overlong_address_is_refused() {
        let typed = format!("{}@x.example", "a".repeat(65));
        assert!(matches!(MailAddress::parse(&typed), Err(MailError::TooLong(_))));
        let typed = format!("a@{}example", "abcdefgh.".repeat(28));
        assert!(matches!(MailAddress::parse(&typed), Err(MailError::TooLong(_))));
    }

    #[rstest]
    #[case("Mori@x.example", "mori@X.example")]
    #[case("\"mori\"@x.example", "mori@x.example")]
    #[case("ｍｏｒｉ＠x.example", "mori@x.example")]
    fn writings_of_one_mailbox_are_the_same(#[case] one: &str, #[case] other: &str) {
        let mailbox = |typed| MailAddress::parse(typed).unwrap().0.mailbox();
        assert_eq!(mailbox(one), mailbox(other));
    }

    proptest! {
        #[test]
        fn an_accepted_address_is_plain_ascii_and_parses_to_itself(typed in "[a-zA-Zａ-ｚ.@\" -]{1,12}@[a-z.]{1,12}") {
            if let Ok((address, warning)) = MailAddress::parse(&typed) {
                prop_assert!(address.as_str().bytes().all(|byte| matches!(byte, b' '..=b'~')));
                prop_assert_eq!(MailAddress::parse(address.as_str()), Ok((address, warning)));
            }
        }
    }
}
