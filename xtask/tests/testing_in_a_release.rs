//! The feature `testing` lets code log in as anybody, so no build for use may contain it.

use std::{env, process::Command};

#[test]
fn a_build_without_debug_assertions_refuses_the_feature_testing() {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let check = Command::new(cargo)
        .args(["check", "--quiet", "--locked", "--package", "login-runtime", "--features", "testing"])
        .args(["--config", "profile.dev.debug-assertions=false"])
        // Beside the workspace's own, which holds the same crates with debug assertions.
        .args(["--target-dir", env!("CARGO_TARGET_TMPDIR")])
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&check.stderr);
    assert!(!check.status.success(), "it compiled");
    assert!(errors.contains("lets code log in as anybody"), "{errors}");
}
