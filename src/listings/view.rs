//! What is said about saved views (保存した絞込), in the console and on the command line. They are no data of
//! the register, so nothing here is an action.

use crate::sentence;
use crate::text::{Sentence, Shown};

/// It is saved.
pub fn saved(name: &str) -> Sentence {
    sentence!("絞込「{name}」を保存しました。", "The view \"{name}\" is saved.", name = Shown::new(name))
}

/// It has another name.
pub fn renamed(to: &str) -> Sentence {
    sentence!("絞込の名前を「{to}」に変えました。", "The view is called \"{to}\" now.", to = Shown::new(to))
}

/// It is deleted.
pub fn deleted(name: &str) -> Sentence {
    sentence!("絞込「{name}」を削除しました。", "The view \"{name}\" is deleted.", name = Shown::new(name))
}

/// There is none of this name.
pub fn no_view(name: &str) -> Sentence {
    sentence!(
        "「{name}」という名前の絞込は保存されていません。",
        "No view is called \"{name}\".",
        name = Shown::new(name)
    )
}

/// Another one has this name.
pub fn name_taken(name: &str) -> Sentence {
    sentence!(
        "「{name}」という名前の絞込はすでにあります。別の名前にしてください。",
        "There is a view called \"{name}\" already. Give another name.",
        name = Shown::new(name)
    )
}
