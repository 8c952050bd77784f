//! Nanoseconds, in rounds in which the variants take turns: a machine that is slow for a while is slow for all of them.

use std::time::Instant;

use crate::prepared::Prepared;

/// Short turns and many of them: what disturbs a turn spoils one round, and the median does not see it.
const ROUNDS: usize = 301;
const REQUESTS: u32 = 100;
/// What a turn finds in the caches is not left from another variant.
const WARM_UP: u32 = 20;

/// What is measured, and beside what: the index of its baseline.
#[derive(Debug)]
pub(crate) struct Paired {
    pub(crate) prepared: Prepared,
    pub(crate) beside: usize,
}

/// Medians over the rounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    /// Nanoseconds a request.
    pub(crate) each: f64,
    /// Nanoseconds more than the baseline's, in the same round.
    pub(crate) over: f64,
    /// Times the baseline's, in the same round.
    pub(crate) ratio: f64,
}

pub(crate) async fn take_turns(all: &[Paired]) -> Vec<Timing> {
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let mut times = Vec::with_capacity(all.len());
        for paired in all {
            times.push(nanoseconds(&paired.prepared).await);
        }
        rounds.push(times);
    }
    let over_rounds = |of: &dyn Fn(&Vec<f64>) -> f64| median(rounds.iter().map(of).collect());
    let timing = |(at, paired): (usize, &Paired)| Timing {
        each: over_rounds(&|times| times[at]),
        over: over_rounds(&|times| times[at] - times[paired.beside]),
        ratio: over_rounds(&|times| times[at] / times[paired.beside]),
    };
    all.iter().enumerate().map(timing).collect()
}

async fn nanoseconds(prepared: &Prepared) -> f64 {
    prepared.send_times(WARM_UP).await;
    let start = now();
    prepared.send_times(REQUESTS).await;
    start.elapsed().as_secs_f64() * 1e9 / f64::from(REQUESTS)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
