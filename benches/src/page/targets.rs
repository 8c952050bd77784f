//! What was aimed at, beside what was measured.

use super::requests::Requests;
use super::tables::{table, thousands};
use super::{Figures, Kept};
use crate::growth::{COOKIES, ROLES, ROUTES, RULE, Series, Threads};
use crate::scenario::Scenario;
use crate::variants::Variant;

/// One line of the table: aim, figure, and by how much it is missed.
struct Target {
    what: String,
    aim: String,
    measured: String,
    missed: String,
}

/// Every target of this library's authors, met or not.
pub(crate) fn targets(figures: &Figures) -> String {
    let all = requests(&figures.requests)
        .into_iter()
        .chain(memory(&figures.kept))
        .chain(growth(figures))
        .chain(elsewhere());
    let rows = all.map(|Target { what, aim, measured, missed }| [what, aim, measured, missed]);
    table(&["what", "target", "measured", "missed by"], rows)
}

fn requests(requests: &Requests) -> Vec<Target> {
    let time = |variant, scenario| requests.cell(variant, scenario).time;
    let ours = |scenario| time(Variant::Ours, scenario);
    let over = |scenario| requests.over(Variant::Ours, scenario);
    let guarded = ours(Scenario::Guarded);
    let peer = time(Variant::AxumLogin, Scenario::Guarded).over / 17.0;
    let floor = time(Variant::Floor, Scenario::Guarded).over * 1.5;
    let public = ours(Scenario::Public).over.max(ours(Scenario::PublicKnown).over);
    let public_instructions = over(Scenario::Public).0.max(over(Scenario::PublicKnown).0);
    let (_, without_sha256, _) = over(Scenario::Guarded);
    let mut all = vec![
        at_most("guarded page, valid ticket, over bare", guarded.over, 215.0, " ns", 0),
        at_most("the same, times bare", guarded.ratio, 1.40, "×", 2),
        at_most("the same, beside 1.5 times the floor in this run", guarded.over, floor, " ns", 0),
        at_most("the same, beside a seventeenth of axum-login's in this run", guarded.over, peer, " ns", 0),
        at_most(
            "six foreign cookies, more than without",
            ours(Scenario::Browser).over - guarded.over,
            60.0,
            " ns",
            0,
        ),
        at_most("public page that asks for nothing, guest or signed in", public, 0.0, " ns", 0),
        at_most("the same", public_instructions, 0.0, " instructions", 0),
        at_most("public page that asks who is there, guest", requests.who.over, 60.0, " ns", 0),
        at_most("no cookie, times a bare handler with the same answer", requests.refused.ratio, 1.10, "×", 2),
        at_most("tampered, times a bare handler with the same answer", requests.tampered.ratio, 1.10, "×", 2),
        at_most("guarded page, instructions over bare, without SHA-256", without_sha256, 1750.0, "", 0),
    ];
    let allocations = [
        ("public page", Scenario::PublicKnown, 0.0),
        ("guarded page", Scenario::Guarded, 2.0),
        ("log in", Scenario::LogIn, 4.0),
    ];
    all.extend(allocations.map(|(what, scenario, most)| {
        #[expect(clippy::cast_precision_loss, reason = "a few fit")]
        let count = over(scenario).2 as f64;
        at_most(&format!("{what}, allocations over bare"), count, most, "", 0)
    }));
    all
}

fn memory(kept: &[Kept]) -> Vec<Target> {
    let of = |variant| kept.iter().filter(move |kept| kept.variant == variant);
    let ours = of(Variant::Ours).flat_map(|kept| {
        [
            at_most("memory of a live session", kept.live, 0.0, " B", 0),
            at_most("memory of a logged-out one, until it would have expired", kept.ended, 64.0, " B", 0),
        ]
    });
    let ledger = of(Variant::Ledger)
        .map(|kept| at_most("memory of a live session in the ledger in memory", kept.live, 100.0, " B", 0));
    ours.chain(ledger).collect()
}

fn growth(figures: &Figures) -> Vec<Target> {
    let series = &figures.growth.series;
    let find =
        |what: &str, unit: &str| series.iter().find(|series| series.what == what && series.unit == unit);
    let flat = |series: &Series| Target {
        what: format!("growth: {}", series.what),
        aim: "flat".to_owned(),
        measured: series.verdict(),
        missed: if series.is_flat() { String::new() } else { series.moved() },
    };
    let ours = series.iter().filter(|series| series.what.ends_with(Variant::Ours.title()));
    let mut all: Vec<Target> = ours.map(flat).collect();
    all.extend([find(ROUTES, "instructions"), find(ROLES, "instructions")].into_iter().flatten().map(flat));
    let slopes =
        [(find(COOKIES, "ns"), 2.0, "octet of foreign cookies"), (find(RULE, "ns"), 5.0, "condition")];
    all.extend(slopes.into_iter().filter_map(|(series, most, each)| {
        Some(at_most(&format!("growth: each {each}"), series?.slope(), most, " ns", 2))
    }));
    let gain = |variant| {
        let visits = figures.growth.threads.iter().rfind(|threads| threads.variant == variant);
        visits.map_or(0.0, Threads::gain_of_a_second)
    };
    let ours = figures.loopback.iter().find(|rate| rate.variant == Variant::Ours);
    let times_bare = ours.map_or(0.0, |rate| rate.times_bare);
    all.push(at_least("requests a second over loopback, times bare's", times_bare, 0.97));
    let relative = gain(Variant::Ours) / gain(Variant::Bare);
    all.push(at_least("second core's gain, times bare's, in process", relative, 0.95));
    all
}

/// Those that this page cannot measure are named all the same.
fn elsewhere() -> Vec<Target> {
    [
        (
            "compile time of a guarded handler",
            "at most 0.10 ms, 0.30 ms with `#[requires]`",
            "[compile-time.md](compile-time.md)",
        ),
        (
            "hello app, clean debug build",
            "at most 16 crates and 1.12× bare's time",
            "[compile-time.md](compile-time.md)",
        ),
    ]
    .map(|(what, aim, measured)| Target {
        what: what.to_owned(),
        aim: aim.to_owned(),
        measured: measured.to_owned(),
        missed: "–".to_owned(),
    })
    .into()
}

fn at_most(what: &str, measured: f64, most: f64, unit: &str, decimals: usize) -> Target {
    let text = |value: f64| {
        if decimals == 0 { thousands(value) + unit } else { format!("{value:.decimals$}{unit}") }
    };
    Target {
        what: what.to_owned(),
        aim: format!("at most {}", text(most)),
        measured: text(measured),
        // What rounds to the target meets it.
        missed: if text(measured) == text(most) || measured < most {
            String::new()
        } else {
            text(measured - most)
        },
    }
}

fn at_least(what: &str, measured: f64, least: f64) -> Target {
    Target {
        what: what.to_owned(),
        aim: format!("at least {least:.2}"),
        measured: format!("{measured:.2}"),
        missed: if measured >= least { String::new() } else { format!("{:.2}", least - measured) },
    }
}

#[cfg(test)]
mod tests {
    use super::at_most;

    #[test]
    fn a_target_that_is_missed_says_by_how_much() {
        assert_eq!(at_most("tea", 1.66, 1.40, "×", 2).missed, "0.26×");
        assert_eq!(at_most("tea", 0.4, 0.0, " ns", 0).missed, "");
        assert_eq!(at_most("tea", 1800.0, 1750.0, "", 0).missed, "50");
    }
}
