//! The lists that a small office really has: every cell that is read, byte for byte.

use super::{lines, path, rows, sheet};
use mcs_console::exchange::{
    Encoding, Format, GROUPS, INVITATIONS, Layout, Sheet, SheetChoice, Source, USERS,
};

fn open(name: &str, layout: &'static Layout) -> Sheet {
    Sheet::open(Source::open(&path(name), SheetChoice::FirstFilled).unwrap(), layout).unwrap()
}

fn encoding(sheet: &Sheet) -> Encoding {
    match sheet.source().format() {
        Format::Separated { encoding, .. } => encoding,
        Format::Xlsx => panic!("a workbook"),
    }
}

const STAFF: [&str; 6] = ["name", "kana", "occupation", "mail", "admin", "note"];

#[test]
fn form_2_is_read_past_its_title_block_blank_rows_and_footnotes() {
    let mut sheet = open("yoshiki2-roster.xlsx", &USERS);
    assert_eq!(sheet.source().format(), Format::Xlsx);
    assert_eq!(sheet.columns().row(), 10);
    assert_eq!(
        lines(&mut sheet, &STAFF),
        [
            "11|髙橋\u{3000}美智子|たかはし\u{3000}みちこ|看護師|m-takahashi@komae-houmon.example|○|",
            "12|渡邉 健|わたなべ けん|ケアマネジャー|watanabe.ken@komae-houmon.example|〇|主任",
            "13|𠮷田修|よしだおさむ|理学療法士|yoshida@komae-houmon.example||",
            "14|山﨑\u{3000}さくら|ﾔﾏｻﾞｷ ｻｸﾗ|准看護師|sakura..yamazaki@docomo.example||携帯アドレス",
            "15|葛\u{E0100}城 めぐみ|かつらぎ めぐみ|作業療法士|ｋａｔｓｕｒａｇｉ＠komae-houmon.example||",
            "16|Nguyễn Thị Mai|グエン ティ マイ|介護福祉士|mai.nguyen@komae-houmon.example||",
            "17|齋藤 一郎|さいとう いちろう|看護師|saito@komae-houmon.example||",
            "18|斉藤 一郎|さいとう いちろう|事務|saito2@komae-houmon.example||同姓同名に注意",
            "19|小林 誠|こばやし まこと|看護師|saito@komae-houmon.example||メール重複",
            "20|長谷川\u{3000}ゆう子|はせがわ\u{3000}ゆうこ|保健師|||メール未定",
            "22|大野 拓|おおの たく|訪問介護員|ohno.taku@komae-houmon.example||",
            "23|鴨志田 理恵子|かもしだ りえこ|言語聴覚士|kamoshida@komae-houmon.example||",
        ]
    );
    assert_eq!(sheet.columns().unread().count(), 0);
}

#[test]
fn form_2_gives_its_facts_and_keeps_its_titles_and_footnotes_as_notes() {
    let mut sheet = open("yoshiki2-roster.xlsx", &USERS);
    sheet.by_ref().for_each(drop);
    let facts: Vec<(&str, &str)> =
        sheet.facts().iter().map(|fact| (fact.label, fact.value.as_str())).collect();
    assert_eq!(
        facts,
        [
            ("申し込み日", "令和8年11月20日"),
            ("施設名", "狛江訪問看護ステーション"),
            ("施設種別", "訪問看護ステーション"),
            ("郵便番号", "201-0003"),
            ("住所", "東京都狛江市和泉本町１－１－５"),
            ("電話番号", "03-0000-0000"),
        ]
    );
    let notes: Vec<u32> = sheet.notes().iter().map(|note| note.row).collect();
    assert_eq!(notes, [1, 2, 4, 27, 28]);
    assert_eq!(sheet.notes()[3].text, "*1：管理者は、各施設ごとに1名以上設定可能です。");
    assert_eq!(sheet.notes_left_out(), 0);
}

#[test]
fn a_cp932_staff_list_keeps_its_rare_kanji_half_width_kana_and_doubled_quotes() {
    let mut sheet = open("staff-cp932.csv", &USERS);
    assert_eq!(encoding(&sheet), Encoding::Cp932);
    assert_eq!(
        lines(&mut sheet, &["name", "kana", "occupation", "mail", "admin", "mcs_id", "joined_on"]),
        [
            "2|林 由紀|ハヤシ ユキ|介護支援専門員|hayashi@izumi-care.example|1|izumi-001|H30/10/1",
            "3|髙﨑 浜子|ﾀｶｻｷ ﾊﾏｺ|ケアマネージャー|takasaki@izumi-care.example||izumi-002|2019/5/1",
            "4|濵田 德次|ハマダ トクジ|社会福祉士|hamada@izumi-care.example||izumi-003|令和元年5月1日",
            "5|森 かおり|モリ カオリ|事務|\"mori\"@izumi-care.example||izumi-004|R6.4.1",
            "6|O'Brien Sean|オブライエン ショーン|相談員|sean@izumi-care.example||izumi-005|２０２５年４月１日",
        ]
    );
}

#[test]
fn a_staff_list_with_a_mark_keeps_a_line_end_within_a_name_and_counts_it_as_one_row() {
    let mut sheet = open("staff-utf8bom.csv", &USERS);
    assert_eq!(encoding(&sheet), Encoding::Utf8Bom);
    assert_eq!(
        lines(&mut sheet, &STAFF[..5]),
        [
            "2|𠮷野 檀|よしの まゆみ|医師|yoshino@komae-clinic.example|○",
            "3|邊見 靖|へんみ やすし|看護師|henmi@komae-clinic.example|",
            "4|神 福子|じん ふくこ|看護師|jin@komae-clinic.example|",
            "5|\"山本, 改行\nあり\"|やまもと|事務|yamamoto@komae-clinic.example|",
        ]
    );
}

#[test]
fn a_list_of_groups_is_read_with_its_days_as_they_were_typed() {
    let mut sheet = open("groups.csv", &GROUPS);
    assert_eq!(encoding(&sheet), Encoding::Cp932);
    assert_eq!(
        lines(&mut sheet, &["kind", "patient", "kana", "birth_date", "title", "ended_on", "end_reason"]),
        [
            "2|患者|山田 太郎|ヤマダ タロウ|S15.3.2|山田 太郎様||",
            "3|患者|鈴木 ハナ|スズキ ハナ|昭和12年11月3日|鈴木 ハナ様||",
            "4|患者|斎藤 一郎|サイトウ イチロウ|1941-02-10|斎藤 一郎様|2026-10-31|施設入所",
            "5|患者|齋藤 一郎|サイトウ イチロウ|1941/2/10|齋藤一郎様（訪看）||",
            "6|患者|中村 サト|ナカムラ サト|T14.1.9|故 中村 サト様|令和8年8月23日|死亡",
            "7|患者|岡田 進・岡田 和子|オカダ ススム||岡田様ご夫婦||",
            "8|自由||||感染対策連絡||",
        ]
    );
}

#[test]
fn a_list_of_invitations_is_read() {
    let mut sheet = open("invitations.csv", &INVITATIONS);
    assert_eq!(
        lines(&mut sheet, &["group", "invitee", "inviter", "office", "invited_on", "expires_on", "message"]),
        [
            "2|山田 太郎様|m-takahashi@komae-houmon.example|佐々木 明|多摩中央病院|2026/11/20|2026/12/20|退院後の訪問看護をお願いします。",
            "3|鈴木 ハナ様|yoshida@komae-houmon.example|田中 花子|あさひ薬局|R8.11.21||リハビリ計画の共有",
            "4|存在しない様|saito@komae-houmon.example|田中 花子|あさひ薬局|2026/11/21||",
            "5|鈴木 ハナ様|nobody@nowhere.example|田中 花子|あさひ薬局|2026/11/21||",
        ]
    );
}

#[test]
fn the_same_list_in_every_encoding_and_separator_gives_the_same_rows() {
    let text = "氏名,メール,備考\r\n髙﨑 浜子,a@b.example,\"一、\r\n二\"\r\n林,,ﾊﾟｰﾄ\r\n";
    let utf16 =
        |to: fn(u16) -> [u8; 2]| "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(to).collect();
    let (cp932, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lossy);
    let expected = rows(text.as_bytes().to_vec());
    assert_eq!(expected.len(), 3);
    let variants: [Vec<u8>; 6] = [
        format!("\u{FEFF}{text}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        cp932.into_owned(),
        text.replace(',', "\t").into_bytes(),
        text.replace(',', ";").into_bytes(),
    ];
    for bytes in variants {
        assert_eq!(rows(bytes), expected);
    }
}

#[test]
fn the_sha256_is_that_of_the_file() {
    let source = Source::open(&path("invitations.csv"), SheetChoice::FirstFilled).unwrap();
    let hex: String = source.sha256().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "a566bb43046721ab7ac6de1fca2158ca00d3c6c34af48fbec0428b6ce6c3b260");
    assert_eq!(source.name(), "invitations.csv");
}

#[test]
fn a_table_without_a_needed_column_says_which_and_what_it_found() {
    use mcs_console::text::Lang;
    let error = |text: &str| sheet(text.into(), &USERS).err().unwrap().sentence().get(Lang::Ja).to_owned();
    assert_eq!(
        error("氏名,職種\n林,事務\n"),
        "必要な列がありません：メールアドレス。見つかった見出し：氏名、職種"
    );
    assert_eq!(error("a,b\nc,d\n"), "見出しの行が見つかりません。必要な列：氏名、メールアドレス");
    assert_eq!(error(""), "見出しの行が見つかりません。必要な列：氏名、メールアドレス");
}

#[test]
fn blank_rows_bare_numbers_and_footnotes_are_no_data_in_csv_either() {
    let text = "名簿,,\n施設名：あさひ薬局,,\nNo.,氏名,メール\n1,林,h@a.example\n2,,\n,,\n,森,\n※1 管理者は1名以上\n,メールアドレスは、おひとりに1つ。,\n";
    let mut sheet = sheet(text.into(), &USERS).unwrap();
    assert_eq!(lines(&mut sheet, &["name", "mail"]), ["4|林|h@a.example", "7|森|"]);
    assert_eq!(sheet.facts()[0].value, "あさひ薬局");
    assert_eq!(sheet.notes().iter().map(|note| note.row).collect::<Vec<_>>(), [1, 8, 9]);
}
