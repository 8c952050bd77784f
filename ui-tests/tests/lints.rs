//! Cases that must compile, compiled here once more so that clippy sees them: trybuild runs only the compiler.

#[path = "../cases/runtime/pass/strict-lints.rs"]
mod strict_lints;

#[test]
fn runs() {
    strict_lints::main();
}
