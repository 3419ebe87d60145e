//! What the fields of a paper are called when one of them cannot be printed.

use crate::regulation::register;
use crate::text::Text;

/// The name of a field of the data; what has none is the text of the paper itself.
pub(super) fn place(key: &str) -> Text {
    match key {
        "office" => Text::new("事業所名", "Office"),
        "address" => Text::new("所在地", "Address"),
        "head" => Text::new("管理者氏名", "Head"),
        "handler_name" => Text::new("取扱責任者氏名", "Handler"),
        "mail" => Text::new("メールアドレス", "Mail address"),
        "name" => Text::new("氏名", "Name"),
        "kana" => Text::new("ふりがな", "Reading"),
        "patient" => Text::new("患者氏名", "Patient"),
        "title" => Text::new("グループ名", "Group"),
        "staff" => Text::new("担当者氏名", "Person in charge"),
        "department" => Text::new("所属部署", "Department"),
        "contact" => Text::new("連絡先", "Contact"),
        "reason" => Text::new("理由", "Reason"),
        "evidence" => Text::new("根拠", "Evidence"),
        "other" => Text::new("その他の情報", "Other information"),
        "to" => Text::new("宛名", "Addressee"),
        "label" | "heads" | "paper" => Text::new("見出し", "Label"),
        "rows" => Text::new("表", "Table"),
        "kind" => Text::new("施設種別", "Kind of office"),
        "postal" => Text::new("郵便番号", "Postal code"),
        "phone" => Text::new("電話番号", "Phone"),
        _ => label(key).unwrap_or(Text::new("本文", "Text")),
    }
}

/// The label of a register's fact by its id.
fn label(id: &str) -> Option<Text> {
    register::all().find_map(|register| register.fact(id)).map(|fact| fact.field.label)
}
