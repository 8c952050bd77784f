//! How a request's cost grows with what an application has more of.

pub(crate) mod cookies;
mod log_outs;
pub(crate) mod roles;
pub(crate) mod routes;
pub(crate) mod rules;
mod series;
mod sessions;

pub(crate) use log_outs::{Threads, on_threads};
pub(crate) use series::Series;

use crate::Result;
use crate::measure::{Paired, instructions_of, runtime, take_turns};
use crate::variants::Variant;
use crate::work::Work;

/// All that grows with a number, then what happens on several threads.
#[derive(Debug)]
pub(crate) struct Growth {
    pub(crate) series: Vec<Series>,
    pub(crate) threads: Vec<Threads>,
}

pub(crate) const COOKIES: &str = "foreign cookies, octets";
pub(crate) const ROUTES: &str = "routes, over bare axum";
pub(crate) const ROLES: &str = "roles";
pub(crate) const RULE: &str = "conditions of a rule";

pub(crate) fn measure() -> Result<Growth> {
    let mut series = sessions::measure()?;
    series.push(cookies_in("ns")?);
    series.push(rules_in("ns")?);
    series.push(cookies_in("instructions")?);
    series.push(routes_in_instructions()?);
    series.push(of(ROLES, "instructions", "role", &roles::COUNTS, Work::Roles)?);
    series.push(rules_in("instructions")?);
    Ok(Growth { series, threads: on_threads()? })
}

fn cookies_in(unit: &'static str) -> Result<Series> {
    let mut series = of(COOKIES, unit, "octet", &cookies::COUNTS, Work::Cookies)?;
    for ((x, _), count) in series.points.iter_mut().zip(cookies::COUNTS) {
        *x = as_float(cookies::foreign(count).len());
    }
    Ok(series)
}

fn rules_in(unit: &'static str) -> Result<Series> {
    of(RULE, unit, "condition", &rules::COUNTS, Work::Rule)
}

fn routes_in_instructions() -> Result<Series> {
    let bare =
        of(ROUTES, "instructions", "route", &routes::COUNTS, |count| Work::Routes(Variant::Bare, count))?;
    let mut ours =
        of(ROUTES, "instructions", "route", &routes::COUNTS, |count| Work::Routes(Variant::Ours, count))?;
    for ((_, y), (_, bare)) in ours.points.iter_mut().zip(bare.points) {
        *y -= bare;
    }
    Ok(ours)
}

fn of(
    what: &'static str,
    unit: &'static str,
    each: &'static str,
    counts: &[usize],
    work: impl Fn(usize) -> Work,
) -> Result<Series> {
    let costs = if unit == "ns" {
        nanoseconds(counts.iter().map(|count| work(*count)))?
    } else {
        counts.iter().map(|count| Ok(instructions_of(work(*count))?.all)).collect::<Result<_>>()?
    };
    let points = counts.iter().map(|count| as_float(*count)).zip(costs).collect();
    Ok(Series { what, unit, each, points })
}

fn nanoseconds(works: impl Iterator<Item = Work>) -> Result<Vec<f64>> {
    runtime()?.block_on(async {
        let mut paired = Vec::new();
        for work in works {
            paired.push(Paired { prepared: work.prepare().await?, beside: 0 });
        }
        Ok(take_turns(&paired).await.into_iter().map(|timing| timing.each).collect())
    })
}

#[expect(clippy::cast_precision_loss, reason = "millions fit")]
pub(crate) fn as_float(count: usize) -> f64 {
    count as f64
}

/// For a terminal.
pub(crate) fn print() -> Result<()> {
    let growth = measure()?;
    for series in &growth.series {
        println!("{:44} {}", series.what, series.verdict());
        println!("{:44} {}", "", series.values());
    }
    print_each(&growth.threads);
    Ok(())
}

/// What several threads do, for a terminal.
pub(crate) fn print_threads() -> Result<()> {
    print_each(&on_threads()?);
    Ok(())
}

fn print_each(threads: &[Threads]) {
    for threads in threads {
        println!("{:44} {}: {:.2}", threads.what, threads.values(), threads.gain_of_a_second());
    }
}
