//! How long ago something was, as a test says it.

use std::time::Duration;

/// Reads `30s`, `20m`, `2h` or `1d`.
///
/// # Panics
///
/// For any other text.
#[track_caller]
pub(super) fn ago(text: &str) -> Duration {
    seconds(text)
        .map_or_else(|| panic!("`{text}` is no time; write `30s`, `20m`, `2h` or `1d`"), Duration::from_secs)
}

fn seconds(text: &str) -> Option<u64> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at(unit_at);
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    count.parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_number_and_one_letter_are_a_time_and_nothing_else_is() {
        for (text, read) in [("30s", 30), ("20m", 1200), ("2h", 7200), ("1d", 86400), ("0s", 0)] {
            assert_eq!(seconds(text), Some(read), "{text}");
        }
        for text in [
            "",
            "20",
            "m",
            "20 m",
            "20min",
            "-20m",
            "1.5h",
            "20M",
            "99999999999999999999s",
            "9999999999999999999d",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
