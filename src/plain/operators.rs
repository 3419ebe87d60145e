//! Who signs in, read out; codes and removals by a word after it, with the passphrase asked for once more.

use super::desk::Desk;
use super::door;
use super::talk::Break;
use super::words::narrowed;
use crate::domain::{Assurance, Role};
use crate::listings::mask::Names;
use crate::sentence;
use crate::session::access::{Done, NoAccess, Operator, Order, Roster, Whose};
use crate::text::date::{Instant, clock, short, today};
use crate::text::{Lang, Sentence, Shown, Text};

/// Reads who signs in, or does what the words after it say.
pub fn operators(desk: &mut Desk, rest: &str) -> Result<(), Break> {
    let Some(order) = order(rest) else { return read(desk) };
    let Some(order) = order else {
        desk.say(HOW);
        return Ok(());
    };
    if let Some(why) = desk.read_only().filter(|_| order.asks_for_proof()) {
        desk.say(why);
        return Ok(());
    }
    if order.asks_for_proof() {
        door::prove(desk, NoAccess::Unproved.sentence())?;
    } else if !is_wanted(desk)? {
        return Ok(());
    }
    let done = desk.session.carry_out(&order);
    // What was proved was proved for this one order.
    desk.session.assure(Assurance::SignedIn);
    match done {
        Ok(Done::Said(sentence)) => desk.say(sentence),
        Ok(Done::Code(code)) => {
            desk.say(code.sentence());
            desk.talk.say(&code.words);
        }
        Err(NoAccess::Store(error)) => return Err(error.into()),
        Err(error) => desk.say(error.sentence()),
    }
    Ok(())
}

/// What the words ask for: nothing to be done, an order, or nothing that makes sense.
fn order(rest: &str) -> Option<Option<Order>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return None;
    }
    let (word, object) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let typed = object.trim();
    let id = || narrowed(typed).to_uppercase();
    let is = |words: [&str; 2]| words.contains(&narrowed(word).to_lowercase().as_str());
    Some(match typed {
        "" => None,
        _ if is(["invite", "発行"]) => Some(Order::Invite(id())),
        _ if is(["add", "追加"]) => Some(Order::Add(typed.to_owned())),
        _ if is(["remove", "削除"]) => Some(Order::Remove(id())),
        _ if is(["unkey", "鍵削除"]) => {
            typed.split_once(char::is_whitespace).map(|(operator, fingerprint)| {
                Order::RemoveKey(narrowed(operator).to_uppercase(), fingerprint.trim().to_owned())
            })
        }
        _ if is(["end", "終了"]) => Some(Order::End(narrowed(typed))),
        _ => None,
    })
}

const HOW: Text = Text::new(
    "operators のあとに：発行 番号、追加 氏名、削除 番号、鍵削除 番号 指紋、終了 接続名。",
    "After operators: invite ID, add NAME, remove ID, unkey ID FINGERPRINT, end SESSION.",
);

fn is_wanted(desk: &mut Desk) -> Result<bool, Break> {
    let question = Text::new("終了しますか（y で実行） >", "End it? (y goes ahead) >");
    let line = desk.ask(&question.into())?;
    let is_yes = matches!(narrowed(line.trim()).to_lowercase().as_str(), "y" | "はい");
    if !is_yes {
        desk.say(Text::new("やめました。", "Nothing is done."));
    }
    Ok(is_yes)
}

fn read(desk: &mut Desk) -> Result<(), Break> {
    let roster = match desk.session.roster() {
        Ok(roster) => roster,
        Err(NoAccess::Store(error)) => return Err(error.into()),
        Err(error) => {
            desk.say(error.sentence());
            return Ok(());
        }
    };
    desk.say(sentence!("操作者 {n}人。", "Operators: {n}.", n = roster.operators.len()));
    for one in &roster.operators {
        let names = Names::new([Shown::new(&one.name).to_string()]);
        desk.say_about(&operator_words(one), &names);
    }
    keys_and_sessions(desk, &roster);
    desk.say(HOW);
    Ok(())
}

fn keys_and_sessions(desk: &mut Desk, roster: &Roster) {
    for key in &roster.keys {
        desk.say(sentence!(
            "SSHの鍵：{operator}、{fingerprint}、{day} に登録",
            "SSH key: {operator}, {fingerprint}, registered {day}",
            operator = Shown::new(&key.operator),
            fingerprint = Shown::new(&key.fingerprint),
            day = said(key.added)
        ));
    }
    for own in &roster.sessions {
        let here = match own.whose {
            Whose::This => Text::new("この画面", "this console"),
            Whose::Other => Text::new("別の画面", "another console"),
        };
        desk.say(sentence!(
            "自分の接続：{name}、{here}、{day} から",
            "Your own session: {name}, {here}, since {day}",
            name = Shown::new(&own.name),
            here = here,
            day = said(own.since)
        ));
    }
}

/// An operator on one line: who, what, with which key, and when last.
fn operator_words(one: &Operator) -> Sentence {
    let role = one.role.map_or(Text::new("操作者ではない", "no operator"), Role::label);
    let key: Sentence = match (one.passphrase_since, one.has_factor, one.code_until) {
        (None, _, Some(until)) => {
            sentence!("コード発行中、{day} まで", "a code is out until {day}", day = said(until))
        }
        (Some(_), true, Some(until)) => sentence!(
            "鍵あり・二要素、コード発行中、{day} まで",
            "has a key and a second factor, a code is out until {day}",
            day = said(until)
        ),
        (Some(_), false, Some(until)) => sentence!(
            "鍵あり、コード発行中、{day} まで",
            "has a key, a code is out until {day}",
            day = said(until)
        ),
        (Some(_), true, None) => Text::new("鍵あり・二要素", "has a key and a second factor").into(),
        (Some(_), false, None) => Text::new("鍵あり", "has a key").into(),
        (None, _, None) => Text::new("鍵なし", "has no key").into(),
    };
    let last: Sentence = match &one.last {
        None => Text::new("サインインの記録なし", "has not signed in").into(),
        Some(last) if last.client.is_empty() => {
            sentence!("前回 {day}", "last {day}", day = said(last.at))
        }
        Some(last) => sentence!(
            "前回 {day} {client}",
            "last {day} from {client}",
            day = said(last.at),
            client = Shown::new(&last.client)
        ),
    };
    sentence!(
        "{operator} {name}、{role}、{key}、{last}",
        "{operator} {name}, {role}, {key}, {last}",
        operator = Shown::new(&one.operator),
        name = Shown::new(&one.name),
        role = role,
        key = key,
        last = last
    )
}

fn said(at: Instant) -> Sentence {
    let words = |lang| format!("{} {}", short(today(at), lang), clock(at));
    Sentence::new(words(Lang::Ja), words(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_it_are_an_order_in_both_languages_and_nothing_else_is() {
        let invited = Some(Some(Order::Invite("U-0002".into())));
        for typed in ["invite u-0002", "発行　Ｕ-０００２", "INVITE U-0002 "] {
            assert_eq!(order(typed), invited, "{typed}");
        }
        assert_eq!(order("追加 長谷川 麻衣子"), Some(Some(Order::Add("長谷川 麻衣子".into()))));
        let unkey = Order::RemoveKey("U-0001".into(), "SHA256:aB".into());
        assert_eq!(order("unkey u-0001 SHA256:aB"), Some(Some(unkey)));
        assert_eq!(order("end 0a1b"), Some(Some(Order::End("0a1b".into()))));
        assert_eq!(order("  "), None);
        for nothing in ["invite", "削除", "unkey U-0001", "什么 U-0001"] {
            assert_eq!(order(nothing), Some(None), "{nothing}");
        }
    }

    #[test]
    fn a_key_and_an_open_code_are_both_read_out() {
        let until: Instant = "2026-11-28T03:00:00Z".parse().unwrap();
        let words = |passphrase_since, has_factor| {
            let one = Operator {
                operator: "U-0002".into(),
                role: Some(Role::Admin),
                name: "佐藤 健".into(),
                passphrase_since,
                code_until: Some(until),
                has_factor,
                last: None,
            };
            operator_words(&one)
        };
        let told = words(Some(until), true);
        assert!(told.get(Lang::Ja).contains("鍵あり・二要素、コード発行中、"), "{}", told.get(Lang::Ja));
        let told = words(Some(until), false);
        assert!(told.get(Lang::En).contains("has a key, a code is out until"), "{}", told.get(Lang::En));
        let told = words(None, false);
        assert!(!told.get(Lang::Ja).contains("鍵あり"), "{}", told.get(Lang::Ja));
    }
}
