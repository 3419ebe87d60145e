//! Readings in Latin letters, so that Hepburn, kunrei and lazy spellings meet: Satō, Satou, satoh = サトウ.
//!
//! One transducer serves both sides. It writes a letter as soon as no continuation can change it, so that
//! what it makes of an unfinished spelling is a prefix of what it makes of the finished one. It forgets long
//! vowels and the like on purpose and is no romanisation to show.

use super::kana;
use unicode_normalization::UnicodeNormalization;

/// The canonical Latin key of a reading in kana of any kind; words stay apart by one space.
pub fn key(reading: &str) -> String {
    let reading: String = kana::full_width(reading).nfc().map(kana::katakana).collect();
    let words = reading.split(|c: char| c.is_whitespace() || c == '・').map(|word| canonical(&spelled(word)));
    joined(words)
}

/// The canonical form of what someone typed, finished or not: a prefix of [`key`] of the reading meant.
pub fn query(latin: &str) -> String {
    let plain: String = latin.nfkd().flat_map(char::to_lowercase).filter(|c| c.is_ascii()).collect();
    joined(plain.split_whitespace().map(canonical))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn canonical(latin: &str) -> String {
    let mut speller = Speller::default();
    latin.chars().for_each(|c| speller.hear(c));
    speller.heard()
}

/// What the letters so far leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    /// After sh, ch and j: a `y` is still to be written, unless `i` follows.
    Soft,
    /// `m`, which is ン before b, m and p.
    M,
    /// `d`, which is z in di, du, dya and dzu.
    D,
    /// `w`, silent in wo, wi, we.
    W,
    /// `h` after o or u: long as in Ohno, or a letter as in Ohara.
    H,
}

#[derive(Default)]
struct Speller {
    out: String,
    before: char,
    open: Open,
}

impl Speller {
    fn hear(&mut self, c: char) {
        if matches!(c, '\'' | '-') {
            return;
        }
        if !self.settled_by(c) {
            self.spell(c);
        }
        self.before = c;
    }

    /// Writes what was open, now that the next letter is known; true if that letter is used up by it.
    fn settled_by(&mut self, next: char) -> bool {
        match (std::mem::take(&mut self.open), next) {
            (Open::Soft, 'y') => {
                self.open = Open::Soft;
                return true;
            }
            (Open::Soft, 'a' | 'u' | 'e' | 'o') => self.out.push('y'),
            (Open::M, 'b' | 'm' | 'p') => self.out.push('n'),
            (Open::M, _) => self.out.push('m'),
            (Open::D, 'z') => {
                self.out.push('z');
                return true;
            }
            (Open::D, 'j') => {
                self.out.push('z');
                self.open = Open::Soft;
                return true;
            }
            (Open::D, 'i' | 'u' | 'y') => self.out.push('z'),
            (Open::D, _) => self.out.push('d'),
            (Open::W, 'i' | 'e' | 'o') | (Open::Soft | Open::Nothing, _) => {}
            (Open::W, _) => self.out.push('w'),
            (Open::H, 'a' | 'i' | 'u' | 'e' | 'o') => self.out.push('h'),
            (Open::H, _) => {}
        }
        false
    }

    fn spell(&mut self, c: char) {
        match (self.before, c) {
            (_, 'a' | 'i' | 'u' | 'e' | 'o') => self.vowel(c),
            ('s' | 'c', 'h') => self.open = Open::Soft,
            ('t', 'h' | 's') => {}
            ('o' | 'u', 'h') => self.open = Open::H,
            (_, 'm') => self.open = Open::M,
            (_, 'd') => self.open = Open::D,
            (_, 'w') => self.open = Open::W,
            (_, 'j') => {
                self.out.push('z');
                self.open = Open::Soft;
            }
            (_, 'n') if self.out.ends_with("nn") => {}
            _ => self.out.push(merged(c)),
        }
    }

    /// Long vowels are written once: oo, ou and uu as o and u.
    fn vowel(&mut self, c: char) {
        let long = self.out.ends_with(c) || (c == 'u' && self.out.ends_with('o'));
        if !long {
            self.out.push(c);
        }
    }

    /// A single open letter stands for itself, so that one letter typed finds something.
    fn heard(mut self) -> String {
        match self.open {
            Open::M if self.out.is_empty() => self.out.push('m'),
            Open::D if self.out.is_empty() => self.out.push('d'),
            Open::W if self.out.is_empty() => self.out.push('w'),
            _ => {}
        }
        self.out
    }
}

/// Letters that Japanese does not tell apart.
fn merged(c: char) -> char {
    match c {
        'c' => 't',
        'f' => 'h',
        'l' => 'r',
        'q' => 'k',
        'v' => 'b',
        _ => c,
    }
}

/// The katakana from ァ to ヶ in the order of their code points; small letters as if large.
#[rustfmt::skip]
const SYLLABLES: [&str; 86] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o",
    "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
    "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "ti", "zi", "tu", "tu", "zu", "te", "de", "to", "do",
    "na", "ni", "nu", "ne", "no",
    "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
    "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo",
    "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ke",
];

/// A word in katakana, letter by letter; what is no kana stays as it is, long marks go.
fn spelled(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut doubled = false;
    for c in word.chars() {
        match c {
            'ッ' => doubled = true,
            'ー' => {}
            'ャ' | 'ュ' | 'ョ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ヮ' => {
                join_small(&mut out, syllable(c))
            }
            _ => {
                let latin = syllable(c);
                if std::mem::take(&mut doubled) {
                    out.extend(latin.chars().next().filter(|&first| is_consonant(first)));
                }
                out.push_str(&latin);
            }
        }
    }
    out
}

fn syllable(c: char) -> String {
    let place = (c as usize).checked_sub('ァ' as usize);
    place
        .and_then(|place| SYLLABLES.get(place))
        .map_or_else(|| c.to_lowercase().collect(), |&latin| latin.to_owned())
}

/// A small letter takes the vowel of the syllable before it away: キャ is kya, ファ is fa, シェ is sye, ウィ is wi.
fn join_small(out: &mut String, sound: String) {
    let mut last = out.chars().rev();
    let (vowel, stem) = (last.next(), last.next());
    match (stem.is_some_and(is_consonant), vowel) {
        (true, Some('i')) if !sound.starts_with('y') => out.replace_range(out.len() - 1.., "y"),
        (true, Some('a' | 'i' | 'u' | 'e' | 'o')) => out.truncate(out.len() - 1),
        (false, Some('u')) if sound != "u" => out.replace_range(out.len() - 1.., "w"),
        _ => {}
    }
    out.push_str(&sound);
}

fn is_consonant(c: char) -> bool {
    c.is_ascii_lowercase() && !matches!(c, 'a' | 'i' | 'u' | 'e' | 'o')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Readings with the spellings under which people look for them.
    const NAMES: &str = "
        タカハシ takahashi takahasi
        サトウ satou sato satoh satō satô
        イトウ itou ito itoh
        オオノ oono ohno ōno ono
        オノ ono
        コウノ kouno kohno kono
        コンノ konno
        カトウ katou kato katoh
        サイトウ saitou saito saitoh
        エンドウ endou endo endoh
        シンジョウ shinjou shinjo sinzyou sinjo shinjoh
        ジンボ jinbo jimbo zinbo
        ハンバ hanba hamba
        ホンマ honma homma
        ナンバ nanba namba
        サンペイ sanpei sampei
        ハットリ hattori
        ホッタ hotta
        ハッタ hatta
        ハッチ hatchi hacchi hatti
        マッツ mattsu mattu
        ホリイ horii hori
        チバ chiba tiba
        ツチヤ tsuchiya tutiya
        フジイ fujii huzii fuzii
        フクダ fukuda hukuda
        シミズ shimizu simizu
        ミツヅカ mitsuzuka mituduka mitsuduka mitsudzuka
        ジョウノ jouno jono zyouno jyouno johno
        キョウコ kyouko kyoko kyohko
        リュウイチ ryuuichi ryuichi ryuiti
        シュウジ shuuji shuji syuuzi shuhji
        シュンスケ shunsuke syunsuke
        ショウタ shouta shota syouta shohta
        チョウノ chouno chono tyouno cyouno
        チヅル chizuru chiduru tiduru
        ジュンイチ jun'ichi junichi zyun'iti jun-ichi
        シンイチ shin'ichi shinichi sin'iti
        ケンイチロウ ken'ichirou kenichiro kenichiroh
        ヨウコ youko yoko yohko
        ユウコ yuuko yuko yuhko
        ユウイチロウ yuuichirou yuichiro
        オオヤマ ooyama ohyama oyama
        オオハシ oohashi ohashi ohhashi
        オオツカ ootsuka otsuka ohtsuka ootuka
        オオウチ oouchi ouchi
        イノウエ inoue
        ウエノ ueno
        ワタナベ watanabe
        カワシマ kawashima kawasima
        カヲル kaoru kaworu
        キヱ kie kiwe
        ヤマザキ yamazaki
        マユミ mayumi
        ミョウジン myoujin myojin myouzin
        ミヤタ miyata
        ヒャクタケ hyakutake
        ヒロシ hiroshi hirosi
        ケイコ keiko
        ニイナ niina nina
        レイナ reina leina
        ダテ date
        ミドリ midori
        ショーン shoon shon shohn
        ティ ti thi
        シェリー sherii sheri syeri
        ジェーン jeen jen
        オブライエン oburaien
    ";

    fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
        NAMES.lines().flat_map(|line| {
            let mut words = line.split_whitespace();
            let reading = words.next().unwrap_or_default();
            words.map(move |spelling| (reading, spelling))
        })
    }

    #[test]
    fn every_beginning_of_every_spelling_finds_the_reading() {
        assert!(spellings().count() > 140);
        for (reading, spelling) in spellings() {
            for (end, _) in spelling.char_indices().skip(1).chain([(spelling.len(), ' ')]) {
                let (typed, key) = (query(&spelling[..end]), key(reading));
                assert!(!typed.is_empty(), "{spelling}");
                assert!(key.starts_with(&typed), "{} → {typed}, but {reading} → {key}", &spelling[..end]);
            }
        }
    }

    #[test]
    fn a_whole_spelling_is_the_whole_key() {
        for (reading, spelling) in spellings() {
            assert_eq!(query(spelling), key(reading), "{spelling} for {reading}");
        }
    }

    #[rstest]
    #[case("タカハシ", "takahasi")]
    #[case("たかはし", "takahasi")]
    #[case("ﾔﾏｻﾞｷ ｻｸﾗ", "yamazaki sakura")]
    #[case("サトウ　ウメ", "sato ume")]
    #[case("グエン ティ マイ", "guen ti mai")]
    #[case("ハッチ", "hatti")]
    #[case("シャ・チュ", "sya tyu")]
    #[case("ジェイ", "zyei")]
    #[case("ッ", "")]
    #[case("", "")]
    fn a_reading_has_one_key_in_every_kana(#[case] reading: &str, #[case] expected: &str) {
        assert_eq!(key(reading), expected);
    }

    #[test]
    fn names_that_sound_different_stay_apart() {
        for (one, other) in
            [("ハタ", "ハッタ"), ("コウノ", "コンノ"), ("ハダ", "ハザ"), ("オオハラ", "オオアラ")]
        {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn capitals_and_full_width_are_the_same() {
        assert_eq!(query("Ｔakahashi  MICHIKO"), "takahasi mitiko");
    }
}
