//! What must not compile, with what rustc says of it, and what must compile: one test a macro.

use std::{env, process::Command};

/// The compiler that wrote the `.stderr` files: another one words and places its own part of a message differently.
const COMPILER: &str = "1.95.0";

/// The version of the compiler that cargo runs.
fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc).arg("--version").output();
    let output = output.unwrap_or_else(|error| panic!("{} does not run: {error}", rustc.display()));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace().nth(1).unwrap_or_default().to_owned()
}

/// Compiles the cases of one folder. On another compiler it fails, as a test that skips itself checks nothing.
#[track_caller]
fn check(folder: &str) {
    let found = compiler();
    assert!(
        found == COMPILER,
        "the `.stderr` files of ui-tests were made with rustc {COMPILER}, and this is rustc {found}; run the tests \
         with {COMPILER}, or move the whole project: change `COMPILER` in ui-tests/tests/ui.rs, run \
         `TRYBUILD=overwrite cargo test -p ui-tests`, and read every change"
    );
    // Two runs: beside a case that must run, every case that must fail would be built and not only checked.
    trybuild::TestCases::new().compile_fail(format!("cases/{folder}/fail/*.rs"));
    trybuild::TestCases::new().pass(format!("cases/{folder}/pass/*.rs"));
}

#[test]
fn derive_role() {
    check("derive_role");
}

#[test]
fn derive_permission() {
    check("derive_permission");
}

#[test]
fn derive_user_mixin() {
    check("derive_user_mixin");
}

#[test]
fn derive_user_id() {
    check("derive_user_id");
}

#[test]
fn user_loader() {
    check("user_loader");
}

#[test]
fn request_loader() {
    check("request_loader");
}

#[test]
fn login_required() {
    check("login_required");
}

#[test]
fn fresh_login_required() {
    check("fresh_login_required");
}

#[test]
fn public() {
    check("public");
}

#[test]
fn guest_only() {
    check("guest_only");
}

#[test]
fn requires() {
    check("requires");
}

#[test]
fn resource_loader() {
    check("resource_loader");
}

#[test]
fn runtime() {
    check("runtime");
}
