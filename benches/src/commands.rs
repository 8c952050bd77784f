//! What the two programs can be told to do.

use std::env;
use std::process::ExitCode;

use axum::http::{HeaderValue, Method, StatusCode};

use crate::Result;
use crate::measure::{Allocated, runtime};
use crate::prepared::{Prepared, log_in};
use crate::users::Users;
use crate::variants::Variant;
use crate::work::Work;
use crate::{budgets, growth, loopback, page, soak};

const USAGE: &str = "\
usage: benches <command>

  page             measures everything and writes docs/performance.md
  requests         prints time, instructions and allocations of every variant
  times            prints the times of these alone
  growth           prints what grows and how
  threads          prints requests a second of several threads with one app
  loopback         prints requests a second over loopback
  soak [requests]  sends ten million requests, or so many, and prints the memory resident meanwhile
  budgets          fails when a path grew beyond benches/budgets.txt; UPDATE_BUDGETS=1 rewrites it
  send <work> <n>  sends n requests, to be watched by a profiler; work: `request/ours/guarded`, `cookies/50`, ...";

/// Requests over which allocations are counted.
const COUNTED: u32 = 64;

/// Runs the command on the command line.
pub fn run() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    ended(match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["page"] => page::write(),
        ["requests"] => page::print_requests(),
        ["times"] => page::print_times(),
        ["growth"] => growth::print(),
        ["threads"] => growth::print_threads(),
        ["loopback"] => loopback::print(),
        ["soak"] => soak::print(10_000_000),
        ["soak", requests] => requests.parse().map_err(Into::into).and_then(soak::print),
        ["budgets"] => budgets::check(),
        ["send", work, requests] => send(work, requests),
        _ => Err(USAGE.into()),
    })
}

/// Prints allocations of the works on the command line, or bytes of sessions; `measure` counts what a closure does.
pub fn count_allocations(measure: impl Fn(&mut dyn FnMut()) -> Allocated) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    ended(match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sessions", variant, count] => sessions(variant, count, &measure),
        _ => arguments.iter().try_for_each(|work| allocations(work, &measure)),
    })
}

fn ended(outcome: Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn send(work: &str, requests: &str) -> Result<()> {
    let (work, requests): (Work, u32) = (work.parse()?, requests.parse()?);
    runtime()?.block_on(async {
        work.prepare().await?.send_times(requests).await;
        Ok(())
    })
}

/// The first request fills what is made once and is not counted; what a map allocates to grow is left out by rounding.
fn allocations(work: &str, measure: &impl Fn(&mut dyn FnMut()) -> Allocated) -> Result<()> {
    let work: Work = work.parse()?;
    let runtime = runtime()?;
    let prepared = runtime.block_on(work.prepare())?;
    runtime.block_on(prepared.send_times(1));
    let counted = measure(&mut || runtime.block_on(prepared.send_times(COUNTED)));
    println!("{}", counted.times / u64::from(COUNTED));
    Ok(())
}

/// Bytes kept by a log-in, and by one that was logged out.
fn sessions(variant: &str, count: &str, measure: &impl Fn(&mut dyn FnMut()) -> Allocated) -> Result<()> {
    let variant = Variant::by_key(variant).ok_or("there is no such variant")?;
    let count: u32 = count.parse()?;
    for end in [false, true] {
        let runtime = runtime()?;
        let app = runtime.block_on(variant.app(Users::default()))?;
        let mut failed = None;
        let kept = measure(&mut || {
            runtime.block_on(async {
                for _ in 0..count {
                    match log_in(&app).await.and_then(|session| Ok(HeaderValue::try_from(session)?)) {
                        Ok(cookie) if end => log_out(&app, cookie).await,
                        Ok(_) => {}
                        Err(error) => failed = Some(error),
                    }
                }
            });
        });
        if let Some(error) = failed {
            return Err(error);
        }
        #[expect(clippy::cast_precision_loss, reason = "gigabytes fit")]
        let each = kept.bytes_kept as f64 / f64::from(count);
        println!("{each:.0}");
    }
    Ok(())
}

async fn log_out(app: &axum::Router, cookie: HeaderValue) {
    let log_out = Prepared::new(app, Method::POST, "/log-out", Some(cookie), StatusCode::OK);
    log_out.send().await;
}
