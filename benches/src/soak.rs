//! Millions of requests to one app, and the memory resident meanwhile.

use std::env;
use std::process::Command;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode};
use login_runtime::ManualClock;

use crate::Result;
use crate::measure::{now, resident_bytes, runtime};
use crate::prepared::{Prepared, log_in};
use crate::scenario::Scenario;
use crate::variants::ours;

/// A log-in lives for five minutes of a clock that moves a second with every thousand requests, so that ended ones
/// come and go many times in a run.
const SESSION: Duration = Duration::from_secs(300);
const A_SECOND: u64 = 1_000;
/// Each log-in visits so often and logs out.
const VISITS: u64 = 100;
const LOOKS: u64 = 10;
/// How much more the second half may keep than the first: what a general allocator wastes moves about.
const STEADY: f64 = 1.05;

/// Megabytes resident, from the start to the end in tenths.
#[derive(Clone, Debug)]
pub(crate) struct Soak {
    pub(crate) requests: u64,
    pub(crate) seconds: f64,
    pub(crate) megabytes: Vec<f64>,
}

impl Soak {
    #[expect(clippy::cast_precision_loss, reason = "a few millions fit")]
    pub(crate) fn requests_as_float(&self) -> f64 {
        self.requests as f64
    }

    pub(crate) fn middle(&self) -> f64 {
        self.megabytes[self.megabytes.len() / 2]
    }

    pub(crate) fn end(&self) -> f64 {
        self.megabytes.last().copied().unwrap_or_default()
    }

    pub(crate) fn is_steady(&self) -> bool {
        self.end() <= self.middle() * STEADY
    }
}

/// Runs it here and prints the line that `in_its_own_process` reads.
pub(crate) fn print(requests: u64) -> Result<()> {
    let soak = run(requests)?;
    let values: Vec<_> = soak.megabytes.iter().map(|each| format!("{each:.1}")).collect();
    println!(
        "{} requests, {:.0} seconds, megabytes resident: {}",
        soak.requests,
        soak.seconds,
        values.join(" ")
    );
    if soak.is_steady() { Ok(()) } else { Err("memory grew from the middle of the run to its end".into()) }
}

/// What was measured before would have left memory that hides whatever grows.
pub(crate) fn in_its_own_process(requests: u64) -> Result<Soak> {
    let output = Command::new(env::current_exe()?).args(["soak", &requests.to_string()]).output()?;
    read(&String::from_utf8(output.stdout)?).ok_or_else(|| "the soak did not end".into())
}

fn read(line: &str) -> Option<Soak> {
    let (requests, rest) = line.trim().split_once(" requests, ")?;
    let (seconds, megabytes) = rest.split_once(" seconds, megabytes resident: ")?;
    let megabytes = megabytes.split(' ').map(str::parse).collect::<std::result::Result<_, _>>().ok()?;
    Some(Soak { requests: requests.parse().ok()?, seconds: seconds.parse().ok()?, megabytes })
}

fn run(requests: u64) -> Result<Soak> {
    runtime()?.block_on(async {
        let clock = ManualClock::default();
        let app = ours::app_on(clock.clone(), SESSION)?;
        let (start, mut sent, mut megabytes) = (now(), 0, vec![resident()?]);
        while sent < requests {
            let before = sent;
            sent += visit(&app).await?;
            for _ in before / A_SECOND..sent / A_SECOND {
                clock.advance(Duration::from_secs(1));
            }
            for _ in before * LOOKS / requests..(sent * LOOKS / requests).min(LOOKS) {
                megabytes.push(resident()?);
            }
        }
        Ok(Soak { requests: sent, seconds: start.elapsed().as_secs_f64(), megabytes })
    })
}

/// Somebody logs in, looks around, among others who are refused, and logs out. Returns the number of requests.
async fn visit(app: &Router) -> Result<u64> {
    const KINDS: [Scenario; 6] = [
        Scenario::Public,
        Scenario::PublicKnown,
        Scenario::Guarded,
        Scenario::Browser,
        Scenario::Refused,
        Scenario::Tampered,
    ];
    let session = log_in(app).await?;
    let each = VISITS / KINDS.len() as u64;
    for kind in KINDS {
        let cookie = kind.cookie(&session);
        let prepared = Prepared::new(app, kind.method(), kind.path(), cookie, kind.status());
        prepared.send_times(u32::try_from(each)?).await;
    }
    let cookie = HeaderValue::try_from(session)?;
    Prepared::new(app, Method::POST, "/log-out", Some(cookie), StatusCode::OK).send().await;
    Ok(each * KINDS.len() as u64 + 2)
}

fn resident() -> Result<f64> {
    #[expect(clippy::cast_precision_loss, reason = "gigabytes fit")]
    let bytes = resident_bytes()? as f64;
    Ok(bytes / 1e6)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_printed_can_be_read() {
        let soak = read("200 requests, 3 seconds, megabytes resident: 5.0 5.5 5.6\n").expect("a soak");
        assert_eq!((soak.requests, soak.megabytes.len()), (200, 3));
        assert!(soak.is_steady() && read("nothing").is_none());
    }
}
