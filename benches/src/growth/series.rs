//! A row of costs, and whether they are flat, a line, or neither.

/// A cost that moves less than this share of itself over the whole range is called flat.
const FLAT: f64 = 0.03;
/// Nanoseconds are not the same twice.
const FLAT_IN_TIME: f64 = 0.05;
/// How much of the movement a line must explain to be called one.
const LINEAR: f64 = 0.98;

#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) what: &'static str,
    /// `ns` or `instructions`, of one request.
    pub(crate) unit: &'static str,
    /// What there is one more of.
    pub(crate) each: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
}

impl Series {
    /// Cost of one more, by least squares.
    pub(crate) fn slope(&self) -> f64 {
        let (x, y) = self.means();
        self.sum(|at, _| (at - x).powi(2)).recip() * self.sum(|at, cost| (at - x) * (cost - y))
    }

    /// Whether it moves too little to be told.
    pub(crate) fn is_flat(&self) -> bool {
        self.spread() <= if self.unit == "ns" { FLAT_IN_TIME } else { FLAT }
    }

    /// From the first to the last.
    pub(crate) fn moved(&self) -> String {
        format!("{:+.0} {}", self.last() - self.first(), self.unit)
    }

    /// In a sentence's words.
    pub(crate) fn verdict(&self) -> String {
        if self.is_flat() {
            format!("flat, within {:.1} %", self.spread() * 100.0)
        } else if self.explained() >= LINEAR {
            format!("linear, {:.2} {} each {}", self.slope(), self.unit, self.each)
        } else {
            format!("neither flat nor a line: {} from the first to the last", self.moved())
        }
    }

    /// Every point, for the eye.
    pub(crate) fn values(&self) -> String {
        let point = |(x, y): &(f64, f64)| format!("{x:.0}: {y:.0}");
        self.points.iter().map(point).collect::<Vec<_>>().join(", ")
    }

    fn first(&self) -> f64 {
        self.points.first().map_or(0.0, |(_, cost)| *cost)
    }

    fn last(&self) -> f64 {
        self.points.last().map_or(0.0, |(_, cost)| *cost)
    }

    /// The whole movement as a share of the first cost.
    fn spread(&self) -> f64 {
        let costs = || self.points.iter().map(|(_, cost)| *cost);
        (costs().fold(f64::NEG_INFINITY, f64::max) - costs().fold(f64::INFINITY, f64::min))
            / self.first().abs()
    }

    /// The share of the movement that the line explains.
    fn explained(&self) -> f64 {
        let (x, y) = self.means();
        let moved = self.sum(|_, cost| (cost - y).powi(2));
        let slope = self.slope();
        1.0 - self.sum(|at, cost| (cost - y - slope * (at - x)).powi(2)) / moved
    }

    fn means(&self) -> (f64, f64) {
        let count = self.sum(|_, _| 1.0);
        (self.sum(|x, _| x) / count, self.sum(|_, y| y) / count)
    }

    fn sum(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        self.points.iter().map(|(x, y)| of(*x, *y)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Series;

    fn verdict(points: &[(f64, f64)]) -> String {
        Series { what: "tea", unit: "ns", each: "cup", points: points.to_vec() }.verdict()
    }

    #[test]
    fn a_line_has_a_slope_and_noise_is_flat() {
        assert_eq!(verdict(&[(0.0, 100.0), (1e6, 102.0), (2e6, 101.0)]), "flat, within 2.0 %");
        assert_eq!(verdict(&[(0.0, 100.0), (10.0, 125.0), (20.0, 150.0)]), "linear, 2.50 ns each cup");
        assert_eq!(
            verdict(&[(0.0, 100.0), (10.0, 200.0), (1000.0, 210.0)]),
            "neither flat nor a line: +110 ns from the first to the last"
        );
    }
}
