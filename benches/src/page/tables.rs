//! Markdown tables of the figures.

use std::fmt::Write as _;

use super::requests::{Cell, Requests};
use crate::scenario::Scenario;
use crate::variants::Variant;

/// What a table says of a cell.
type Value<'a> = &'a dyn Fn(&Cell) -> String;

impl Requests {
    pub(crate) fn tables(&self) -> String {
        let parts: [(&str, Value<'_>); 5] = [
            ("Times bare axum", &|cell| match cell.variant {
                Variant::Bare => "1".to_owned(),
                _ => format!("{:.2}", cell.time.ratio),
            }),
            ("Nanoseconds over bare axum (bare: of the whole request)", &|cell| match cell.variant {
                Variant::Bare => format!("({:.0})", cell.time.each),
                _ => format!("{:.0}", cell.time.over),
            }),
            ("Instructions over bare axum, as callgrind counts them", &|cell| match cell.variant {
                Variant::Bare => format!("({})", thousands(cell.instructions.all)),
                _ => thousands(self.over(cell.variant, cell.scenario).0),
            }),
            ("The same without those within SHA-256", &|cell| match cell.variant {
                Variant::Bare => format!("({})", thousands(cell.instructions.without_sha256)),
                _ => thousands(self.over(cell.variant, cell.scenario).1),
            }),
            ("Allocations over bare axum", &|cell| match cell.variant {
                Variant::Bare => format!("({})", cell.allocations),
                _ => self.over(cell.variant, cell.scenario).2.to_string(),
            }),
        ];
        parts.into_iter().map(|(title, value)| self.of_variants(title, value)).collect()
    }

    fn of_variants(&self, title: &str, value: Value<'_>) -> String {
        let row = |variant: Variant| {
            let values = Scenario::ALL.map(|scenario| value(self.cell(variant, scenario)));
            [vec![variant.title().to_owned()], values.into()].concat()
        };
        let head = [&[title], &Scenario::ALL.map(Scenario::title)[..]].concat();
        table(&head, Variant::ALL.map(row))
    }
}

/// Rows of cells under a head; columns of numbers stand on the right.
pub(crate) fn table<R: AsRef<[String]>>(head: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let rows: Vec<R> = rows.into_iter().collect();
    let is_number = |cell: &String| !cell.contains(|letter: char| letter.is_alphabetic());
    let line = |column| {
        let are_numbers = rows.iter().filter_map(|row| row.as_ref().get(column)).all(is_number);
        if are_numbers { "---:|" } else { "---|" }
    };
    let lines: String = (0..head.len()).map(line).collect();
    let mut text = format!("| {} |\n|{lines}\n", head.join(" | "));
    for row in &rows {
        // Writing into a string does not fail.
        let _ = writeln!(text, "| {} |", row.as_ref().join(" | "));
    }
    text.push('\n');
    text
}

/// `12,345`, rounded.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if number <= -0.5 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::{table, thousands};

    #[test]
    fn numbers_are_grouped_by_three() {
        let numbers = [0.4, -0.4, 999.6, -1234.0, 1_234_567.0].map(thousands);
        assert_eq!(numbers, ["0", "0", "1,000", "-1,234", "1,234,567"]);
    }

    #[test]
    fn a_table_is_markdown() {
        let rows = [["tea".to_owned(), "1".to_owned()]];
        assert_eq!(table(&["what", "cups"], rows), "| what | cups |\n|---|---:|\n| tea | 1 |\n\n");
    }
}
