//! Sessions that live, and log-ins that ended but whose tickets have not expired.

use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode};

use super::{Series, as_float};
use crate::Result;
use crate::measure::{Paired, runtime, take_turns};
use crate::prepared::{Prepared, log_in_as_header};
use crate::users::Users;
use crate::variants::Variant;

/// Requests come from so many of them in turn, so that a store's memory is not always in the nearest cache.
const ASKING: usize = 4096;

/// Nanoseconds, as what grows with a store is how far away its memory is, and no count shows that.
pub(crate) fn measure() -> Result<Vec<Series>> {
    Ok(vec![
        series(Variant::Ours, "sessions that live: login-runtime", &[1, 100_000, 1_000_000], false)?,
        series(Variant::Ours, "log-ins that ended: login-runtime", &[1, 100_000, 1_000_000], true)?,
        series(Variant::Ledger, "sessions that live: the ledger in memory", &[1, 100_000, 1_000_000], false)?,
        // A million of these would be gigabytes.
        series(Variant::AxumLogin, "sessions that live: axum-login", &[1, 10_000, 100_000], false)?,
        series(Variant::AxumSession, "sessions that live: axum_session_auth", &[1, 10_000, 100_000], false)?,
    ])
}

fn series(variant: Variant, what: &'static str, counts: &[usize], ended: bool) -> Result<Series> {
    runtime()?.block_on(async {
        let mut paired = Vec::new();
        for count in counts {
            let prepared = prepare(variant, *count, ended).await?;
            paired.push(Paired { prepared, beside: 0 });
        }
        let timings = take_turns(&paired).await;
        let points = counts.iter().map(|count| as_float(*count));
        let points = points.zip(timings.iter().map(|timing| timing.each)).collect();
        Ok(Series { what, unit: "ns", each: "session", points })
    })
}

async fn prepare(variant: Variant, count: usize, ended: bool) -> Result<Prepared> {
    let app = variant.app(Users::default()).await?;
    let mut asking = Vec::new();
    for number in 0..count {
        let cookie = log_in_as_header(&app).await?;
        if ended {
            log_out(&app, cookie).await;
        } else if number % count.div_ceil(ASKING) == 0 {
            asking.push(cookie);
        }
    }
    while asking.len() < ASKING.min(count) {
        asking.push(log_in_as_header(&app).await?);
    }
    let mut prepared = Prepared::new(&app, Method::GET, "/me", None, StatusCode::OK);
    prepared.cookies = asking;
    Ok(prepared)
}

async fn log_out(app: &Router, cookie: HeaderValue) {
    Prepared::new(app, Method::POST, "/log-out", Some(cookie), StatusCode::OK).send().await;
}
