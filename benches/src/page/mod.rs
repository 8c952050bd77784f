//! The page: everything measured, put into tables, drawings and words.

mod bars;
mod machine;
mod requests;
mod tables;
mod targets;
mod words;

use std::fs;
use std::path::Path;

use crate::Result;
use crate::growth::{self, Growth};
use crate::loopback::{self, Rate};
use crate::measure::bytes_kept;
use crate::scenario::Scenario;
use crate::soak::{self, Soak};
use crate::variants::Variant;
use bars::{Bar, Group, draw};
use requests::Requests;
use tables::thousands;

const SESSIONS: u32 = 100_000;
const SOAK: u64 = 10_000_000;

/// All that the page is made of.
#[derive(Debug)]
pub(crate) struct Figures {
    requests: Requests,
    kept: Vec<Kept>,
    growth: Growth,
    loopback: Vec<Rate>,
    soak: Soak,
}

/// Bytes kept for a log-in that lives, and for one that was logged out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    variant: Variant,
    live: f64,
    ended: f64,
}

pub(crate) use requests::print_times;

pub(crate) fn print_requests() -> Result<()> {
    print!("\n{}", requests::measure()?.tables());
    Ok(())
}

pub(crate) fn write() -> Result<()> {
    let requests = requests::measure()?;
    println!("memory of sessions");
    let kept = |variant| bytes_kept(variant, SESSIONS).map(|(live, ended)| Kept { variant, live, ended });
    let kept = Variant::ALL.into_iter().map(kept).collect::<Result<_>>()?;
    println!("growth");
    let growth = growth::measure()?;
    println!("loopback");
    let loopback = loopback::rates()?;
    println!("soak: {SOAK} requests");
    let figures = Figures { requests, kept, growth, loopback, soak: soak::in_its_own_process(SOAK)? };

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("performance-requests.svg"), rates(&figures.requests))?;
    fs::write(folder.join("performance-overhead.svg"), overheads(&figures.requests))?;
    fs::write(folder.join("performance.md"), words::page(&figures))?;
    print!("\n{}", figures.requests.tables());
    println!("written: docs/performance.md");
    Ok(())
}

fn rates(requests: &Requests) -> String {
    let bar = |variant: Variant| {
        let rate = 1e9 / requests.cell(variant, Scenario::Guarded).time.each;
        let text = format!("{} k", thousands(rate / 1000.0));
        Bar { label: variant.title(), value: rate, text, is_ours: variant == Variant::Ours }
    };
    let bars = Variant::ALL.map(bar).into();
    draw("Guarded pages a second on one thread, in process", &[Group { heading: "", bars }])
}

fn overheads(requests: &Requests) -> String {
    let shown =
        [Scenario::PublicKnown, Scenario::Guarded, Scenario::Browser, Scenario::Refused, Scenario::LogIn];
    let group = |scenario: Scenario| {
        let others = Variant::ALL.into_iter().filter(|variant| *variant != Variant::Bare);
        let bar = |variant: Variant| {
            let value = requests.cell(variant, scenario).time.over;
            let text = format!("{} ns", thousands(value));
            Bar { label: variant.title(), value, text, is_ours: variant == Variant::Ours }
        };
        Group { heading: scenario.title(), bars: others.map(bar).collect() }
    };
    draw("Nanoseconds a request over bare axum", &shown.map(group))
}
