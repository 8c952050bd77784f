//! The tasks: which commands, in which order, with which servers beside them.

use crate::{
    benches,
    cargo::cargo,
    check_examples::check_examples,
    failure::Failure,
    report::Report,
    services::{Browser, Postgres, Redis},
    tools,
};

/// What the tests need beside Rust.
struct Programs {
    browser: Browser,
    postgres: Postgres,
    redis: Redis,
}

impl Programs {
    fn find_or_install() -> Result<Self, Failure> {
        Ok(Self {
            browser: Browser::find_or_install()?,
            postgres: Postgres::find_or_install()?,
            redis: Redis::find_or_install()?,
        })
    }
}

/// Every test of the workspace, then the tests on servers and in a real browser.
pub(crate) fn test(report: &mut Report) -> Result<(), Failure> {
    let programs = Programs::find_or_install()?;
    run_tests(report, &programs)
}

/// Formatting, lints and documentation, then every test and the budgets.
pub(crate) fn ci(report: &mut Report) -> Result<(), Failure> {
    // What is missing shows before the first step, not after the longest.
    let programs = Programs::find_or_install()?;
    tools::find_or_install_valgrind()?;
    report.run("formatting", &mut cargo(["fmt", "--all", "--check"]))?;
    report.run(
        "lints",
        &mut cargo(["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"]),
    )?;
    report.run(
        "documentation",
        cargo(["doc", "--workspace", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    check_examples(report)?;
    run_tests(report, &programs)?;
    benches::budgets(report)
}

fn run_tests(report: &mut Report, programs: &Programs) -> Result<(), Failure> {
    report.run(
        "tests of the workspace",
        &mut cargo(["test", "--workspace", "--exclude", "benches", "--exclude", "store-tests"]),
    )?;
    // What is off by default is tested too, and on its own: no feature may change what compiled without it.
    report.run(
        "tests of the optional features",
        &mut cargo(["test", "--package", "login-runtime", "--all-features"]),
    )?;
    let features = [
        ("`minijinja` alone", "minijinja"),
        ("`postgres` alone", "postgres"),
        ("`redis` alone", "redis"),
        ("`serde` alone", "serde"),
        ("`sqlite` alone", "sqlite"),
        ("`sqlx` alone", "sqlx"),
        ("`testing` alone", "testing"),
        ("`uuid` alone", "uuid"),
    ];
    for (name, feature) in features {
        report.run(name, &mut cargo(["check", "--package", "login-runtime", "--features", feature]))?;
    }

    test_on_servers(report, programs)?;
    test_in_browser(report, &programs.browser)
}

fn test_on_servers(report: &mut Report, programs: &Programs) -> Result<(), Failure> {
    let (postgres, redis) = (programs.postgres.start()?, programs.redis.start()?);
    report.run(
        "tests of ledgers on servers",
        cargo(["test", "--package", "store-tests", "--features", "servers"])
            .env("POSTGRES_URL", &postgres.url)
            .env("REDIS_URL", &redis.url),
    )
}

fn test_in_browser(report: &mut Report, browser: &Browser) -> Result<(), Failure> {
    let driver = browser.start_driver()?;
    report.run(
        "tests in a browser",
        cargo(["test", "--package", "site", "--features", "browser", "--test", "browser"])
            .env("WEBDRIVER_URL", &driver.url)
            .env("BROWSER_BINARY", &browser.chromium)
            .env("TMPDIR", driver.folder()),
    )
}
