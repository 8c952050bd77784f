//! An application that only says hello, built from nothing: bare axum, with this library, and with a peer.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::{cargo_in, write_crate};
use crate::{failure::Failure, report::Report};

pub(super) const TITLE: &str = "## An application that says hello";

struct App {
    name: &'static str,
    dependencies: &'static str,
    main: &'static str,
}

const APPS: [App; 3] = [
    App {
        name: "bare axum",
        dependencies: "",
        main: "async fn hello() -> &'static str { \"hello\" }\n\
               fn app() -> axum::Router { axum::Router::new().route(\"/\", axum::routing::get(hello)) }\n",
    },
    App {
        name: "login-runtime",
        dependencies: "login-runtime = { path = \"LIBRARY\" }\n",
        main: "use login_runtime::{Key, LoginManager, Router, UserMixin, login_required, routing::get, user_loader};\n\
               #[derive(Clone, UserMixin)] struct User { id: i64 }\n\
               #[user_loader] fn load(id: i64) -> Option<User> { Some(User { id }) }\n\
               #[login_required] async fn hello() -> &'static str { \"hello\" }\n\
               fn app() -> axum::Router {\n\
                   let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();\n\
                   Router::<User>::new().route(\"/\", get(hello)).with_login(manager, ())\n}\n",
    },
    App {
        name: "axum-login",
        dependencies: "axum-login = \"0.18\"\ntower-sessions = \"0.14\"\nserde = { version = \"1\", features = [\"derive\"] }\n",
        main: "use axum_login::{AuthManagerLayerBuilder, AuthUser, AuthnBackend, UserId, login_required};\n\
               use tower_sessions::{MemoryStore, SessionManagerLayer};\n\
               #[derive(Clone, Debug)] struct User { id: i64 }\n\
               impl AuthUser for User { type Id = i64; fn id(&self) -> i64 { self.id }\n\
                   fn session_auth_hash(&self) -> &[u8] { b\"\" } }\n\
               #[derive(Clone)] struct Users;\n\
               impl AuthnBackend for Users { type User = User; type Credentials = i64; type Error = std::convert::Infallible;\n\
                   async fn authenticate(&self, id: i64) -> Result<Option<User>, Self::Error> { Ok(Some(User { id })) }\n\
                   async fn get_user(&self, id: &UserId<Self>) -> Result<Option<User>, Self::Error> { Ok(Some(User { id: *id })) } }\n\
               async fn hello() -> &'static str { \"hello\" }\n\
               fn app() -> axum::Router {\n\
                   let sessions = SessionManagerLayer::new(MemoryStore::default());\n\
                   axum::Router::new().route(\"/\", axum::routing::get(hello)).route_layer(login_required!(Users))\n\
                       .layer(AuthManagerLayerBuilder::new(Users, sessions).build())\n}\n",
    },
];

const MAIN: &str = "\
#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;
    axum::serve(listener, app()).await
}
";

const AXUM: &str = "\
axum = \"0.8.9\"
tokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }
";

/// Crates, clean builds and the size of the program, each over bare axum.
pub(super) fn measure(folder: &Path, report: &mut Report) -> Result<String, Failure> {
    let mut page = format!(
        "{TITLE}\n\nBuilt from nothing, with dependencies fetched already. The program is stripped.\n\n\
         | | crates | clean debug build | clean release build | program |\n|---|---:|---:|---:|---:|\n"
    );
    let mut first = None;
    for (at, app) in APPS.iter().enumerate() {
        let measured = measure_app(&folder.join(format!("hello-{at}")), app, report)?;
        let bare = first.get_or_insert(measured);
        page += &measured.row(app.name, bare);
    }
    page += "\nTargets, over bare axum: at most 16 crates, 1.12 times the debug build, 1.25 times the release build, 0.20 MB.\n\
             The first two cannot be met with what the macros and the tickets are made of: darling is 5 crates, the family of SHA-256, HMAC and HKDF 11,\n\
             and we are two. Of the 24 seconds that both cores together work longer for the debug build (`cargo build --timings`), 3 are darling, 2 what\n\
             of syn axum leaves out and 4 that family, where 1.12 times leaves less than 6; of neither will we write one of our own. Another 5 are\n\
             the library, 3 its macros, and 1 the larger program; what is left are small crates such as tracing and base64.\n";
    Ok(page)
}

#[derive(Clone, Copy)]
struct Measured {
    crates: usize,
    debug: Duration,
    release: Duration,
    bytes: u64,
}

impl Measured {
    fn row(self, name: &str, bare: &Self) -> String {
        let times = |ours: Duration, bare: Duration| {
            format!("{:.1} s, {:.2}×", ours.as_secs_f64(), ours.as_secs_f64() / bare.as_secs_f64())
        };
        #[expect(clippy::cast_precision_loss, reason = "a program is not that large")]
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        format!(
            "| {name} | {}, +{} | {} | {} | {:.2} MB, +{:.2} |\n",
            self.crates,
            self.crates - bare.crates,
            times(self.debug, bare.debug),
            times(self.release, bare.release),
            megabytes(self.bytes),
            megabytes(self.bytes - bare.bytes),
        )
    }
}

fn measure_app(folder: &Path, app: &App, report: &mut Report) -> Result<Measured, Failure> {
    let main = format!("{}{MAIN}", app.main);
    let dependencies = format!("{AXUM}{}\n[profile.release]\nstrip = true", app.dependencies);
    write_crate(folder, "hello", &dependencies, &[("src/main.rs", &main)])?;
    let target = folder.join("target");
    let mut build = |arguments: &[&str]| -> Result<Duration, Failure> {
        let start = Instant::now();
        report.run("an application that says hello", &mut cargo_in(folder, &target, arguments))?;
        Ok(start.elapsed())
    };
    let (debug, release) = (build(&["build"])?, build(&["build", "--release"])?);
    let program = fs::metadata(target.join("release/hello"));
    let bytes = program.map_err(Failure::while_doing("read the program"))?.len();
    Ok(Measured { crates: crates(folder, &target)?, debug, release, bytes })
}

/// The crates that are compiled, the application's own left out.
fn crates(folder: &Path, target: &Path) -> Result<usize, Failure> {
    let mut tree: Command =
        cargo_in(folder, target, &["tree", "--edges", "normal,build", "--prefix", "none"]);
    let output = tree.output().map_err(Failure::while_doing("run cargo tree"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let named = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let crates: BTreeSet<_> = text.lines().filter(|line| !line.is_empty()).map(named).collect();
    Ok(crates.len().saturating_sub(1))
}
