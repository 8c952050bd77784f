//! Bars as SVG, by hand: a drawing of rectangles and words needs no library.

use std::fmt::Write as _;

const LABELS: f64 = 170.0;
const BARS: f64 = 470.0;
const VALUES: f64 = 110.0;
const STEP: f64 = 22.0;
const TOP: f64 = 40.0;

/// Bars under one heading.
pub(crate) struct Group {
    pub(crate) heading: &'static str,
    pub(crate) bars: Vec<Bar>,
}

pub(crate) struct Bar {
    pub(crate) label: &'static str,
    pub(crate) value: f64,
    /// As it is to be read.
    pub(crate) text: String,
    /// Ours, which is what the page is about.
    pub(crate) is_ours: bool,
}

pub(crate) fn draw(title: &str, groups: &[Group]) -> String {
    let most = groups.iter().flat_map(|group| &group.bars).map(|bar| bar.value).fold(1.0, f64::max);
    let mut shapes = String::new();
    let mut y = TOP;
    for group in groups {
        if !group.heading.is_empty() {
            let _ = writeln!(
                shapes,
                r#"<text x="0" y="{:.0}" font-weight="bold">{}</text>"#,
                y + 15.0,
                group.heading
            );
            y += STEP;
        }
        for bar in &group.bars {
            shapes += &one(bar, y, most);
            y += STEP;
        }
        y += STEP / 2.0;
    }
    let width = LABELS + BARS + VALUES + 32.0;
    // White of its own, to be read on a dark page too.
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 0 {width:.0} {y:.0}" width="{width:.0}" role="img" font-family="sans-serif" font-size="13" fill="#222">
<title>{title}</title>
<rect x="-16" width="100%" height="100%" fill="#fff"/>
<text x="0" y="24" font-size="15" font-weight="bold">{title}</text>
{shapes}</svg>
"##
    )
}

fn one(bar: &Bar, y: f64, most: f64) -> String {
    let length = (bar.value.max(0.0) / most * BARS).max(1.0);
    let color = if bar.is_ours { "#b7410e" } else { "#8a9ba8" };
    format!(
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\n\
         <rect x=\"{LABELS:.0}\" y=\"{y:.0}\" width=\"{length:.1}\" height=\"{:.0}\" fill=\"{color}\"/>\n\
         <text x=\"{:.0}\" y=\"{:.0}\">{}</text>\n",
        LABELS - 8.0,
        y + 14.0,
        bar.label,
        STEP - 5.0,
        LABELS + length + 6.0,
        y + 14.0,
        bar.text,
    )
}

#[cfg(test)]
mod tests {
    use super::{Bar, Group, draw};

    #[test]
    fn the_longest_bar_is_as_wide_as_there_is_room() {
        let bar = |label, value, is_ours| Bar { label, value, text: format!("{value}"), is_ours };
        let bars = vec![bar("one", 10.0, true), bar("two", 5.0, false)];
        let svg = draw("tea", &[Group { heading: "cups", bars }]);
        assert!(svg.contains(r#"width="470.0""#) && svg.contains(r#"width="235.0""#), "{svg}");
        assert_eq!(svg.matches("<text").count(), 6);
    }
}
