//! One request of each scenario in each variant.

use axum::http::StatusCode;

use crate::Result;
use crate::measure::{Instructions, Paired, Timing, allocations_of, instructions_of, runtime, take_turns};
use crate::prepared::Prepared;
use crate::scenario::Scenario;
use crate::variants::{Variant, bare, ours};
use crate::work::Work;

/// What one request costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) variant: Variant,
    pub(crate) scenario: Scenario,
    pub(crate) time: Timing,
    pub(crate) instructions: Instructions,
    pub(crate) allocations: u64,
}

/// Every scenario in every variant, and what only ours is asked.
#[derive(Debug)]
pub(crate) struct Requests {
    cells: Vec<Cell>,
    /// A public page that asks who is there, of a guest, beside bare axum's public page.
    pub(crate) who: Timing,
    /// Refusals, beside a bare handler that answers the same without having decided anything.
    pub(crate) refused: Timing,
    pub(crate) tampered: Timing,
}

pub(crate) fn measure() -> Result<Requests> {
    println!("time: the variants take turns");
    let (times, [who, refused, tampered]) = runtime()?.block_on(take_times())?;
    println!("allocations");
    let works: Vec<Work> = each().map(|(variant, scenario)| Work::Request(variant, scenario)).collect();
    let allocations = allocations_of(&works)?;
    println!("instructions: each request under callgrind");
    let mut cells = Vec::new();
    for (at, (variant, scenario)) in each().enumerate() {
        let (time, allocations) = (times[at], allocations[at]);
        let instructions = instructions_of(works[at])?;
        cells.push(Cell { variant, scenario, time, instructions, allocations });
    }
    Ok(Requests { cells, who, refused, tampered })
}

/// Bare axum first, as the others are compared with it.
fn each() -> impl Iterator<Item = (Variant, Scenario)> {
    let row = |variant| Scenario::ALL.into_iter().map(move |scenario| (variant, scenario));
    Variant::ALL.into_iter().flat_map(row)
}

/// The times alone, which take seconds.
pub(crate) fn print_times() -> Result<()> {
    let (times, _) = runtime()?.block_on(take_times())?;
    for ((variant, scenario), time) in each().zip(times) {
        let (variant, scenario) = (variant.key(), scenario.key());
        println!(
            "{variant}/{scenario}: {:.0} ns, {:+.0} ns, {:.3} times bare",
            time.each, time.over, time.ratio
        );
    }
    Ok(())
}

async fn take_times() -> Result<(Vec<Timing>, [Timing; 3])> {
    let mut paired = Vec::new();
    for (at, (variant, scenario)) in each().enumerate() {
        let prepared = variant.prepare(scenario).await?;
        paired.push(Paired { prepared, beside: at % Scenario::ALL.len() });
    }
    let rows = paired.len();
    let app = ours::app_that_asks()?;
    let who = Prepared::new(&app, axum::http::Method::GET, "/who", None, StatusCode::OK);
    paired.push(Paired { prepared: who, beside: 0 });
    for scenario in [Scenario::Refused, Scenario::Tampered] {
        paired.extend(refusal_beside_its_answer(scenario, paired.len()).await?);
    }
    let mut timings = take_turns(&paired).await;
    let extra = timings.split_off(rows);
    Ok((timings, [extra[0], extra[2], extra[4]]))
}

/// A bare handler with the answer of ours, and ours beside it.
async fn refusal_beside_its_answer(scenario: Scenario, at: usize) -> Result<[Paired; 2]> {
    let ours = Variant::Ours.prepare(scenario).await?;
    let (head, body) = ours.send().await.into_parts();
    let app = bare::app_that_answers(head, axum::body::to_bytes(body, 1 << 16).await?);
    let cookie = ours.cookies.first().cloned();
    let bare = Prepared::new(&app, scenario.method(), scenario.path(), cookie, StatusCode::UNAUTHORIZED);
    Ok([Paired { prepared: bare, beside: at }, Paired { prepared: ours, beside: at }])
}

impl Requests {
    pub(crate) fn cell(&self, variant: Variant, scenario: Scenario) -> &Cell {
        let cell = self.cells.iter().find(|cell| cell.variant == variant && cell.scenario == scenario);
        cell.expect("every scenario was measured in every variant")
    }

    /// Instructions and allocations more than bare axum's.
    pub(crate) fn over(&self, variant: Variant, scenario: Scenario) -> (f64, f64, i64) {
        let (cell, bare) = (self.cell(variant, scenario), self.cell(Variant::Bare, scenario));
        let count = |cell: &Cell| i64::try_from(cell.allocations).unwrap_or(i64::MAX);
        (
            cell.instructions.all - bare.instructions.all,
            cell.instructions.without_sha256 - bare.instructions.without_sha256,
            count(cell) - count(bare),
        )
    }
}
