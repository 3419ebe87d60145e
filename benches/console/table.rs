//! Figures beside what they are to reach, as a table.

use std::time::Duration;

/// One line of the table.
pub struct Line {
    /// The number in the list of figures, and what is measured.
    pub what: &'static str,
    /// What the console took.
    pub console: String,
    /// What the floor took, where there is one.
    pub floor: String,
    /// The ratio, where there is one.
    pub ratio: String,
    /// The figure to reach.
    pub figure: String,
    /// Whether it is reached.
    pub verdict: Verdict,
}

/// Whether a figure is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Reached,
    /// It is not.
    Over,
    /// Nothing is asked.
    Told,
}

impl Verdict {
    /// Reached, if `value` is at most `most`.
    pub fn at_most(value: f64, most: f64) -> Verdict {
        if value <= most { Verdict::Reached } else { Verdict::Over }
    }
}

/// A time beside the floor's, and how many times that it may take.
pub fn times(what: &'static str, console: Duration, floor: Duration, most: f64) -> Line {
    let ratio = console.as_secs_f64() / floor.as_secs_f64();
    Line {
        what,
        console: millis(console),
        floor: millis(floor),
        ratio: format!("{ratio:.2}"),
        figure: format!("<= {most} x floor"),
        verdict: Verdict::at_most(ratio, most),
    }
}

/// A count, and how many there may be.
pub fn count(what: &'static str, count: usize, most: usize, unit: &str) -> Line {
    let (number, figure) = (format!("{count} {unit}"), format!("<= {most} {unit}"));
    Line { figure, verdict: Verdict::at_most(count as f64, most as f64), ..told(what, number) }
}

/// Something worth knowing of which nothing is asked.
pub fn told(what: &'static str, value: String) -> Line {
    let nothing = String::new;
    Line {
        what,
        console: value,
        floor: nothing(),
        ratio: nothing(),
        figure: nothing(),
        verdict: Verdict::Told,
    }
}

/// Prints the lines under a headline.
pub fn print(headline: &str, lines: &[Line]) {
    println!("\n## {headline}\n");
    println!("| what | console | floor | ratio | figure | |\n|---|---|---|---|---|---|");
    for line in lines {
        let verdict = match line.verdict {
            Verdict::Reached => "ok",
            Verdict::Over => "OVER",
            Verdict::Told => "",
        };
        let Line { what, console, floor, ratio, figure, .. } = line;
        println!("| {what} | {console} | {floor} | {ratio} | {figure} | {verdict} |");
    }
}

/// A time in milliseconds.
pub fn millis(duration: Duration) -> String {
    format!("{:.3} ms", duration.as_secs_f64() * 1000.0)
}

/// Of so many of a hundred measurements, the greatest; at least one measurement is there.
pub fn percentile(measured: &[Duration], percent: usize) -> Duration {
    let mut sorted = measured.to_vec();
    sorted.sort_unstable();
    sorted[((sorted.len() * percent).div_ceil(100)).max(1) - 1]
}
