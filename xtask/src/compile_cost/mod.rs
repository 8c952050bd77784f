//! What the library costs whoever compiles with it: guarded handlers, and a whole application that only says hello.

mod handlers;
mod hello;

use std::{fs, path::Path, process::Command};

use crate::{cargo::cargo, failure::Failure, report::Report};

/// What is measured; each takes a quarter of an hour.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Both,
    Handlers,
    Hello,
}

/// Measures, prints and writes down; a part that is not measured stays on the page as it is.
pub(crate) fn compile_cost(part: Part, report: &mut Report) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(Failure::while_doing("make a temporary folder"))?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compile-time.md");
    let page = match part {
        Part::Both => {
            let handlers = handlers::measure(folder.path(), report)?;
            format!("{HEAD}{handlers}\n{}", hello::measure(folder.path(), report)?)
        }
        Part::Handlers => {
            let (_, hello) = halves(&file)?;
            format!("{HEAD}{}\n{hello}", handlers::measure(folder.path(), report)?)
        }
        Part::Hello => {
            let (handlers, _) = halves(&file)?;
            handlers + &hello::measure(folder.path(), report)?
        }
    };
    println!("\n{page}");
    fs::write(file, page).map_err(Failure::while_doing("write docs/compile-time.md"))
}

/// The page as it stands: up to the whole application, and from it on.
fn halves(file: &Path) -> Result<(String, String), Failure> {
    let mut page = fs::read_to_string(file).map_err(Failure::while_doing("read docs/compile-time.md"))?;
    let Some(at) = page.find(hello::TITLE) else {
        return Err(Failure::Missing(format!(
            "docs/compile-time.md has no `{}`; measure both",
            hello::TITLE
        )));
    };
    let hello = page.split_off(at);
    Ok((page, hello))
}

const HEAD: &str = "\
# Compile time

What this library costs the compiler. `cargo xtask compile-cost` measures it and writes this page; nothing here is written by hand. The
figures move with the machine, so only compare what stands in one table.

";

/// A cargo in a generated crate, asking no registry for anything.
fn cargo_in(folder: &Path, target: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo([]);
    command
        .args(arguments)
        .args(["--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target);
    command
}

/// Writes a crate outside of the workspace, with the versions that the workspace has.
fn write_crate(folder: &Path, name: &str, dependencies: &str, files: &[(&str, &str)]) -> Result<(), Failure> {
    let doing = || Failure::while_doing("write a crate");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().map_err(Failure::while_doing("find the workspace"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}\n",
        dependencies.replace("LIBRARY", &root.join("login-runtime").display().to_string())
    );
    fs::create_dir_all(folder.join("src")).map_err(doing())?;
    fs::write(folder.join("Cargo.toml"), manifest).map_err(doing())?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(doing())?;
    for (path, text) in files {
        fs::write(folder.join(path), text).map_err(doing())?;
    }
    Ok(())
}
