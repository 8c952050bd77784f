//! What guarded handlers cost the compiler: `cargo check` of a generated crate with 1,000 handlers of each kind.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{cargo_in, write_crate};
use crate::{failure::Failure, report::Report};

pub(super) const TITLE: &str = "## A guarded handler";

const HANDLERS: usize = 1000;
const ROUNDS: usize = 5;
const BUILDS: usize = 3;

/// One way to write a handler, and how it is routed.
struct Kind {
    name: &'static str,
    attribute: &'static str,
    router: &'static str,
    /// In milliseconds a handler.
    target: &'static str,
}

/// What `KINDS[1]` took where the targets were set, in milliseconds a handler: the measure of how fast a machine is.
const DEBUG_HANDLER_THEN: f64 = 1.87;

const KINDS: [Kind; 5] = [
    Kind { name: "plain", attribute: "", router: "axum::Router::<()>::new()", target: "" },
    Kind {
        name: "#[axum::debug_handler]",
        attribute: "#[axum::debug_handler]",
        router: "axum::Router::<()>::new()",
        target: "",
    },
    Kind {
        name: "#[login_required]",
        attribute: "#[login_runtime::login_required]",
        router: "login_runtime::Router::<User>::new()",
        target: "at most 0.10",
    },
    Kind {
        name: "#[requires(role = ...)]",
        attribute: "#[login_runtime::requires(role = AppRole::Admin)]",
        router: "login_runtime::Router::<User>::new()",
        target: "at most 0.30",
    },
    Kind {
        name: "#[requires(any(role = ..., fresh = ...), not(remembered))]",
        attribute: "#[login_runtime::requires(any(role = AppRole::Admin, fresh = \"15m\"), not(remembered))]",
        router: "login_runtime::Router::<User>::new()",
        target: "at most 0.30",
    },
];

/// Milliseconds a handler over plain ones: after a touched file, as cargo has it and with the macros optimized; and of a debug build.
pub(super) fn measure(folder: &Path, report: &mut Report) -> Result<String, Failure> {
    let crates = write_crates(&folder.join("as-it-is"), "")?;
    let as_it_is = seconds(&crates, CHECK, ROUNDS, report)?;
    let built = seconds(&crates, BUILD, BUILDS, report)?;
    let crates = write_crates(&folder.join("optimized"), OPTIMIZED)?;
    let optimized = seconds(&crates, CHECK, ROUNDS, report)?;
    #[expect(clippy::cast_precision_loss, reason = "a thousand fits")]
    let each = |seconds: &[f64], at: usize| (seconds[at] - seconds[0]) * 1000.0 / HANDLERS as f64;
    let row = |(at, kind): (usize, &Kind)| {
        let [now, then, built] = [&as_it_is, &optimized, &built].map(|seconds| each(seconds, at));
        let (name, target, all) = (kind.name, kind.target, as_it_is[at]);
        let there = now * DEBUG_HANDLER_THEN / each(&as_it_is, 1);
        format!("| `{name}` | {all:.2} | {now:.2} | {then:.2} | {there:.2} | {target} | {built:.0} |\n")
    };
    let rows: Vec<_> = KINDS.iter().enumerate().map(row).collect();
    Ok(format!(
        "{TITLE}\n\n`cargo check` of a crate with {HANDLERS} handlers after one line of it changed, median of {ROUNDS} \
         rounds that take turns; and a debug build of it from nothing but its dependencies, median of {BUILDS}.\n\n\
         | handlers | check, seconds | ms a handler, over plain | the same, macros optimized | ms where the targets were set | target | build, ms a handler, over plain |\n\
         |---|---:|---:|---:|---:|---:|---:|\n{}{REASONS}",
        rows.concat()
    ))
}

/// A crate for each kind.
fn write_crates(folder: &Path, profile: &str) -> Result<Vec<PathBuf>, Failure> {
    let write = |(at, kind): (usize, &Kind)| {
        let (name, dependencies) = (format!("handlers-{at}"), format!("{DEPENDENCIES}{profile}"));
        let folder = folder.join(&name);
        write_crate(&folder, &name, &dependencies, &[("src/lib.rs", &source(kind))])?;
        Ok(folder)
    };
    KINDS.iter().enumerate().map(write).collect()
}

/// What is measured. Without increments, as a first build has none.
const CHECK: &[&str] = &["check"];
const BUILD: &[&str] = &["build", "--config", "profile.dev.incremental=false"];

/// What each kind takes: medians of rounds that take turns.
fn seconds(
    crates: &[PathBuf],
    command: &[&str],
    rounds: usize,
    report: &mut Report,
) -> Result<Vec<f64>, Failure> {
    let target = |folder: &Path| folder.with_file_name("target");
    for folder in crates {
        report.run("a crate of handlers", &mut cargo_in(folder, &target(folder), command))?;
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); crates.len()];
    for round in 0..rounds {
        for (times, folder) in times.iter_mut().zip(crates) {
            touch(&folder.join("src/lib.rs"), round)?;
            let start = Instant::now();
            let output = cargo_in(folder, &target(folder), command).output();
            let output = output.map_err(Failure::while_doing("run cargo"))?;
            assert!(output.status.success(), "it compiled a moment ago");
            times.push(start.elapsed());
        }
    }
    Ok(times.into_iter().map(|times| median(times).as_secs_f64()).collect())
}

/// What an application writes to have its macros optimized.
const OPTIMIZED: &str = "\n[profile.dev.build-override]\nopt-level = 3\n";

const DEPENDENCIES: &str = "\
axum = { version = \"0.8.9\", default-features = false, features = [\"macros\", \"query\"] }
login-runtime = { path = \"LIBRARY\" }";

const REASONS: &str = "
Milliseconds are the machine's. The targets were set on one where `#[axum::debug_handler]` took 1.87 of them; the column before the targets has
what was measured here in that measure.

A rule is a type that stands in the handler's signature, so that nothing is compiled for a handler but one more argument: no struct, no impl, no
constant. Half of what a rule with conditions costs is the attribute itself, which cargo runs unoptimized in a debug build. It parses nothing of a
handler that no check asks about, and of its arguments no more than it must; an application that says `opt-level = 3` under
`[profile.dev.build-override]` has all its macros optimized.

What stands before a handler is compiled once for all of them, so that a build, which axum makes long by itself, is no multiple of it.
";

/// A user with a role, the handlers, and routers of a hundred each.
fn source(kind: &Kind) -> String {
    let get = if kind.router.starts_with("axum") { "axum" } else { "login_runtime" };
    let handlers = (0..HANDLERS)
        .map(|number| HANDLER.replace("ATTRIBUTE", kind.attribute).replace("NUMBER", &number.to_string()));
    let routers = (0..HANDLERS).step_by(100).map(|first| {
        let routes = (first..first + 100)
            .map(|number| format!(".route(\"/{number}\", {get}::routing::get(page_{number}))"))
            .collect::<Vec<_>>();
        format!("pub fn routes_{first}() {{ let _ = {}{}; }}\n", kind.router, routes.join("\n"))
    });
    std::iter::once(PRELUDE.to_owned()).chain(handlers).chain(routers).collect()
}

const PRELUDE: &str = "
#[derive(Clone, Copy, PartialEq, Eq, login_runtime::Role)]
pub enum AppRole { Author, Admin }

#[derive(Clone, login_runtime::UserMixin)]
pub struct User { pub id: i64, #[user(role)] pub role: AppRole }

#[login_runtime::user_loader]
fn load(_: i64) -> Option<User> { None }
";

const HANDLER: &str = "
ATTRIBUTE
pub async fn page_NUMBER(axum::extract::Query(query): axum::extract::Query<Vec<(String, String)>>) -> String {
    let mut text = String::new();
    for (key, value) in query {
        text += &format!(\"{key}: {value} of NUMBER\");
    }
    text
}
";

fn touch(file: &Path, round: usize) -> Result<(), Failure> {
    let doing = || Failure::while_doing("touch a file");
    let source = fs::read_to_string(file).map_err(doing())?;
    let body = source.split_once("\n// round").map_or(source.as_str(), |(body, _)| body).to_owned();
    fs::write(file, format!("{body}\n// round {round}\n")).map_err(doing())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
