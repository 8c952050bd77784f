//! The same work on one, two and four threads that share an app: what they lock shows here.

use std::sync::Barrier;
use std::thread;

use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode};

use super::as_float;
use crate::Result;
use crate::measure::{now, runtime};
use crate::prepared::{Prepared, log_in_as_header};
use crate::users::Users;
use crate::variants::Variant;

const COUNTS: [usize; 3] = [1, 2, 4];
const LOG_OUTS: usize = 5_000;
const VISITS: usize = 100_000;
const ROUNDS: usize = 7;

/// Requests a second, by the number of threads.
#[derive(Clone, Debug)]
pub(crate) struct Threads {
    pub(crate) what: String,
    pub(crate) variant: Variant,
    pub(crate) points: Vec<(usize, f64)>,
}

impl Threads {
    /// How much more two threads get done than one.
    pub(crate) fn gain_of_a_second(&self) -> f64 {
        let at = |threads| self.points.iter().find(|point| point.0 == threads).map_or(0.0, |point| point.1);
        at(2) / at(1)
    }

    pub(crate) fn values(&self) -> String {
        let point = |(threads, rate): &(usize, f64)| format!("{threads}: {:.0} k/s", rate / 1000.0);
        self.points.iter().map(point).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Visits,
    LogOuts,
}

pub(crate) fn on_threads() -> Result<Vec<Threads>> {
    let visits = Variant::ALL.map(|variant| (variant, Doing::Visits));
    [(Variant::Ours, Doing::LogOuts)]
        .into_iter()
        .chain(visits)
        .map(|(variant, doing)| of(variant, doing))
        .collect()
}

fn of(variant: Variant, doing: Doing) -> Result<Threads> {
    let what = match doing {
        Doing::Visits => format!("guarded pages: {}", variant.title()),
        Doing::LogOuts => format!("log-outs: {}", variant.title()),
    };
    // Kept for as long as its app is used: axum_session sweeps there.
    let runtime = runtime()?;
    let app = runtime.block_on(variant.app(Users::default()))?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let rates: Result<Vec<f64>> = COUNTS.iter().map(|threads| rate(&app, doing, *threads)).collect();
        rounds.push(rates?);
    }
    let median = |at: usize| {
        let mut rates: Vec<f64> = rounds.iter().map(|rates| rates[at]).collect();
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    };
    let points = COUNTS.iter().enumerate().map(|(at, threads)| (*threads, median(at))).collect();
    Ok(Threads { what, variant, points })
}

/// Requests a second of all threads together.
fn rate(app: &Router, doing: Doing, threads: usize) -> Result<f64> {
    let all_ready = Barrier::new(threads + 1);
    thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(app, doing, &all_ready))).collect();
        all_ready.wait();
        let start = now();
        let mut done = 0;
        for thread in working {
            done += thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok(as_float(done) / start.elapsed().as_secs_f64())
    })
}

fn work(app: &Router, doing: Doing, all_ready: &Barrier) -> Result<usize> {
    runtime()?.block_on(async {
        let sessions = if doing == Doing::LogOuts { LOG_OUTS } else { 1 };
        let mut cookies: Vec<HeaderValue> = Vec::with_capacity(sessions);
        for _ in 0..sessions {
            cookies.push(log_in_as_header(app).await?);
        }
        let (method, path) = match doing {
            Doing::Visits => (Method::GET, "/me"),
            Doing::LogOuts => (Method::POST, "/log-out"),
        };
        let mut prepared = Prepared::new(app, method, path, None, StatusCode::OK);
        prepared.cookies = cookies;
        let times = if doing == Doing::LogOuts { LOG_OUTS } else { VISITS };
        all_ready.wait();
        prepared.send_times(u32::try_from(times)?).await;
        Ok(times)
    })
}
