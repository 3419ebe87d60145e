//! A bar of braille cells, which are one cell wide on every terminal, whatever it makes of ambiguous characters.

/// A full cell, and half of one.
const FULL: char = '⣿';
const HALF: char = '⡇';

/// A bar of at most `room` cells for `count` of `most`; whatever is not nothing is seen.
pub fn bar(count: u64, most: u64, room: usize) -> String {
    if count == 0 || most == 0 || room == 0 {
        return String::new();
    }
    let halves = u128::from(count) * 2 * room as u128 / u128::from(most);
    let halves = usize::try_from(halves).unwrap_or(2 * room).clamp(1, 2 * room);
    let mut bar: String = std::iter::repeat_n(FULL, halves / 2).collect();
    if halves % 2 == 1 {
        bar.push(HALF);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::cells;

    #[test]
    fn a_bar_keeps_to_its_room_and_shows_the_least_count() {
        assert_eq!(bar(0, 10, 8), "");
        assert_eq!(bar(1, 1_000, 8), "⡇");
        assert_eq!(bar(5, 10, 8), "⣿⣿⣿⣿");
        assert_eq!(cells(&bar(u64::MAX, u64::MAX, 40)), 40);
        assert_eq!(bar(3, 0, 8), "");
    }
}
