//! What guarded handlers cost the compiler: `cargo check` of a generated crate with 1,000 handlers of each kind.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{failure::Failure, report::Report};

const HANDLERS: usize = 1000;
const ROUNDS: usize = 5;

/// One way to write a handler, and how it is routed.
struct Kind {
    name: &'static str,
    attribute: &'static str,
    router: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind { name: "plain", attribute: "", router: "axum::Router::<()>::new()" },
    Kind {
        name: "#[axum::debug_handler]",
        attribute: "#[axum::debug_handler]",
        router: "axum::Router::<()>::new()",
    },
    Kind {
        name: "#[login_required]",
        attribute: "#[login_runtime::login_required]",
        router: "login_runtime::Router::<User>::new()",
    },
    Kind {
        name: "#[requires(...)]",
        attribute: "#[login_runtime::requires(any(role = AppRole::Admin, fresh = \"15m\"), not(remembered))]",
        router: "login_runtime::Router::<User>::new()",
    },
];

/// Prints milliseconds a handler over plain ones, after a touched file: medians of rounds that take turns.
pub(crate) fn check_cost(report: &mut Report) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(Failure::while_doing("make a temporary folder"))?;
    let crates = KINDS.iter().enumerate().map(|(at, kind)| write_crate(folder.path(), at, kind));
    let crates: Vec<PathBuf> = crates.collect::<Result<_, _>>()?;
    let target = folder.path().join("target");
    for folder in &crates {
        report.run("the generated crate", &mut check(folder, &target))?;
    }
    let mut rounds: Vec<Vec<Duration>> = vec![Vec::new(); KINDS.len()];
    for round in 0..ROUNDS {
        for (times, folder) in rounds.iter_mut().zip(&crates) {
            touch(&folder.join("src/lib.rs"), round)?;
            let start = Instant::now();
            let output = check(folder, &target).output();
            let output = output.map_err(Failure::while_doing("run cargo"))?;
            assert!(output.status.success(), "it compiled a moment ago");
            times.push(start.elapsed());
        }
    }
    let medians: Vec<Duration> = rounds.into_iter().map(median).collect();
    println!("\n{HANDLERS} handlers, cargo check after touching the file, median of {ROUNDS} rounds\n");
    println!("{:28} {:>10} {:>22}", "handlers", "seconds", "ms a handler, over plain");
    for (kind, time) in KINDS.iter().zip(&medians) {
        let over = (time.as_secs_f64() - medians[0].as_secs_f64()) * 1000.0;
        #[expect(clippy::cast_precision_loss, reason = "a thousand fits")]
        let each = over / HANDLERS as f64;
        println!("{:28} {:>10.2} {each:>22.3}", kind.name, time.as_secs_f64());
    }
    Ok(())
}

fn check(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["check", "--quiet", "--offline"]).current_dir(folder).env("CARGO_TARGET_DIR", target);
    command
}

fn write_crate(folder: &Path, number: usize, kind: &Kind) -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().map_err(Failure::while_doing("find the workspace"))?;
    let folder = folder.join(format!("handlers-{number}"));
    let doing = || Failure::while_doing("write a crate");
    fs::create_dir_all(folder.join("src")).map_err(doing())?;
    let manifest = format!(
        "[package]\nname = \"handlers-{number}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         axum = {{ version = \"0.8.9\", default-features = false, features = [\"macros\", \"query\"] }}\n\
         login-runtime = {{ path = \"{}\" }}\n\n[workspace]\n",
        root.join("login-runtime").display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).map_err(doing())?;
    // The same versions as the workspace has, and nothing to be asked of a registry.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(doing())?;
    fs::write(folder.join("src/lib.rs"), source(kind)).map_err(doing())?;
    Ok(folder)
}

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
