//! Kanji that are one character to whoever searches a name: old forms, variants, mistaken twins.
//!
//! For search only; names are stored and shown as typed. An own table, because the libraries lack half of
//! the name characters (黑 靑 栁 桒 靏 舘 …). Compatibility forms (神 as U+FA19) are not in it: NFKC folds
//! them first. Left out on purpose: what merely looks or sounds alike but makes another name (坂 阪, 畑 畠).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Groups between spaces; the first character of each stands for all of it.
const GROUPS: &str = "
    高髙 崎﨑嵜碕㟢 吉𠮷 辺邊邉 斉齊斎齋斋 沢澤 浜濱濵 島嶋嶌嶹 広廣 国國圀 柳栁桺 桑桒
    鶴靏靍鸖寉 桧檜 柏栢 館舘 昇曻 桜櫻 藤籐 徳德惪 恵惠 真眞 槙槇 瀬瀨 滝瀧 竜龍 顕顯
    黒黑 緑綠 礼禮 富冨 峰峯 荘莊 蔵藏 条條 浅淺 村邨 児兒 弥彌 寿壽 実實 栄榮 薮藪籔
    薬藥 野埜 庁廳廰 渋澁 穂穗 静靜 尽盡 礒磯 済濟 学學斈 聡聰 総總 経經 齢齡 青靑 凜凛
    遥遙 髪髮 関關 渕淵渊 曽曾 郷鄕鄉 隣鄰 梅楳 松枩 杉椙杦 船舩 橋槗𣘺 場塲 笹篠 芦蘆
    蒋蔣 苅刈 脇𦚰 角⻆ 豊豐 鉄鐵銕鐡 鎮鎭 間閒 険險 隠隱 雑雜 霊靈 頼賴 顔顏 駅驛 駆驅
    験驗 鴎鷗 鶏鷄雞 塩鹽 麦麥 亀龜 歯齒 亜亞 悪惡 圧壓 囲圍 為爲 医醫 壱壹 飲飮 営營
    衛衞 鋭銳 円圓 艶艷 奥奧 応應 横橫 欧歐 殴毆 温溫 穏穩 仮假 価價 会會 画畫 懐懷
    絵繪 慨槪 拡擴 殻殼 覚覺 岳嶽 楽樂 巻卷 陥陷 勧勸 寛寬 歓歡 観觀 気氣 帰歸 偽僞
    戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 暁曉 区區 勲勳 薫薰 径徑 渓溪 継繼
    茎莖 軽輕 芸藝 撃擊 県縣 倹儉 剣劍劔劒 圏圈 検檢 権權 献獻 厳嚴 呉吳 効效 恒恆 黄黃
    鉱鑛 号號 砕碎 歳歲 剤劑 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 辞辭 湿濕 写寫冩 釈釋 収收
    従從 縦縱 粛肅 処處 緒緖 叙敍敘 渉涉 焼燒 奨奬 将將 称稱 証證 乗乘 剰剩 壌壤 嬢孃
    譲讓 醸釀 触觸 嘱囑 慎愼 晋晉 図圖 粋粹 酔醉 随隨 髄髓 枢樞 数數 声聲 摂攝 窃竊
    専專 戦戰 繊纖 銭錢 潜潛 践踐 禅禪 双雙 壮壯 捜搜 挿插 巣巢 争爭 窓窗 騒騷 増增
    臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 択擇 担擔 胆膽 団團 弾彈 断斷
    痴癡 遅遲 昼晝 虫蟲 鋳鑄 聴聽 勅敕 逓遞 点點 転轉 伝傳 党黨 盗盜 灯燈 当當 闘鬪
    独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 発發 抜拔 晩晚 蛮蠻 秘祕 瓶甁
    払拂 仏佛 併倂 並竝 変變 弁辨瓣辯 歩步 宝寶寳 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默
    訳譯 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 覧覽 両兩 猟獵 塁壘 励勵 戻戾 隷隸
    恋戀 錬鍊 炉爐 労勞 楼樓 郎郞 録錄 湾灣 戸戶 内內 亘亙 凉涼 尭堯 巌巖 晃晄 昂昻
    杰傑 歴歷 毘毗 清淸 皓皜 稲稻 禰祢 穣穰 耀燿 虎乕 諌諫 讃讚 賎賤 鈎鉤 靱靭 頸頚
    鰺鯵 鹸鹼 麹麴 鼓皷 剥剝 填塡 頬頰 掴摑 掻搔 焔焰 痩瘦 嚢囊 蝋蠟 蝉蟬 醤醬 祷禱
    涛濤 篭籠 梼檮 薗園 蕊蘂 侠俠 倶俱 噛嚙 繋繫 萠萌 杯盃 略畧 秋穐 群羣 妍姸 姫姬
    煕熙凞 脩修 喜㐂 彦彥 産產 卯夘 回囘 琉瑠 珎珍 瑤瑶 祇祗 穎頴 竈竃 箪簞 纏纒 罐缶
    聟婿壻 苺莓 荊荆 菟兎兔 蝿蠅 裏裡 説說 税稅 脱脫 閲閱 悦悅 餅餠 兪俞 第㐧 縄繩 栖棲
    稚穉稺 湧涌 潟泻 煙烟 舎舍 状狀 暦曆 京亰 同仝 欅﨔 枡桝 櫨枦 宜冝 旗籏 壺壷 曹曺
    土圡𡈽 叱𠮟 協恊 廼迺
";

static STANDARD: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let groups =
        GROUPS.split_whitespace().filter_map(|group| group.chars().next().map(|first| (first, group)));
    groups.flat_map(|(first, group)| group.chars().skip(1).map(move |variant| (variant, first))).collect()
});

/// The character that stands for a kanji and its variants.
pub(super) fn standard(c: char) -> char {
    if c < '\u{3400}' { c } else { STANDARD.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn every_character_stands_in_one_group_and_survives_nfkc() {
        let mut seen = HashSet::new();
        for c in GROUPS.split_whitespace().flat_map(str::chars) {
            assert!(seen.insert(c), "{c} stands in two groups");
            assert!(c.nfkc().eq([c]), "{c} is folded by NFKC already");
        }
    }

    #[test]
    fn no_group_has_fewer_than_two_characters() {
        assert!(GROUPS.split_whitespace().all(|group| group.chars().count() > 1));
    }
}
