//! The tasks: which commands, in which order, with which servers beside them.

use crate::{
    benches, cargo::cargo, check_examples::check_examples, failure::Failure, report::Report,
    services::Browser, tools,
};

/// Every test of the workspace, then the tests in a real browser.
pub(crate) fn test(report: &mut Report) -> Result<(), Failure> {
    let browser = Browser::find_or_install()?;
    run_tests(report, &browser)
}

/// Formatting, lints and documentation, then every test and the budgets.
pub(crate) fn ci(report: &mut Report) -> Result<(), Failure> {
    // What is missing shows before the first step, not after the longest.
    let browser = Browser::find_or_install()?;
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
    run_tests(report, &browser)?;
    benches::budgets(report)
}

fn run_tests(report: &mut Report, browser: &Browser) -> Result<(), Failure> {
    report.run("tests of the workspace", &mut cargo(["test", "--workspace", "--exclude", "benches"]))?;
    // What is off by default is tested too, and on its own: no feature may change what compiled without it.
    report.run(
        "tests of the optional features",
        &mut cargo(["test", "--package", "login-runtime", "--all-features"]),
    )?;
    let features = [
        ("`minijinja` alone", "minijinja"),
        ("`serde` alone", "serde"),
        ("`sqlite` alone", "sqlite"),
        ("`sqlx` alone", "sqlx"),
        ("`testing` alone", "testing"),
        ("`uuid` alone", "uuid"),
    ];
    for (name, feature) in features {
        report.run(name, &mut cargo(["check", "--package", "login-runtime", "--features", feature]))?;
    }

    let driver = browser.start_driver()?;
    report.run(
        "tests in a browser",
        cargo(["test", "--package", "site", "--features", "browser", "--test", "browser"])
            .env("WEBDRIVER_URL", &driver.url)
            .env("BROWSER_BINARY", &browser.chromium)
            .env("TMPDIR", driver.folder()),
    )
}
