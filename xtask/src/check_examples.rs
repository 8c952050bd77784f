//! Every public item of `login-runtime` has an example in its documentation.
//!
//! rustdoc's own lint, `missing_doc_code_examples`, looks only at what is public where it is written, and nearly all that `lib.rs`
//! shows stands in private modules. So this reads the JSON that rustdoc writes of the whole public surface.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{cargo::cargo, failure::Failure, report::Report};

/// Names every public item without an example, and says whether there is none.
pub(crate) fn check_examples(report: &mut Report) -> Result<(), Failure> {
    let json = documentation(report)?;
    let json = fs::read_to_string(json).map_err(Failure::while_doing("read what rustdoc wrote"))?;
    let documentation: Value = serde_json::from_str(&json)
        .map_err(|error| Failure::Missing(format!("rustdoc wrote no JSON: {error}")))?;
    let mut surface = Surface { index: &documentation["index"], items: BTreeSet::new(), bare: Vec::new() };
    surface.visit(&documentation["root"], "", None);
    let (items, bare) = (surface.items.len(), surface.bare);
    println!("{items} public items, {} without an example", bare.len());
    for item in &bare {
        println!("   {item}");
    }
    // Another format of the JSON would show nothing, and nothing to complain about.
    report.note("an example for each public item", bare.is_empty() && items > 300);
    Ok(())
}

/// What rustdoc says of the library with all its features.
fn documentation(report: &mut Report) -> Result<PathBuf, Failure> {
    // Beside the workspace's own: the variable below has every build script run again.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/examples");
    let mut rustdoc =
        cargo(["rustdoc", "--quiet", "--locked", "--package", "login-runtime", "--all-features"]);
    rustdoc
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Zunstable-options", "--output-format", "json"])
        // Unstable output of a stable compiler: `rust-toolchain.toml` names the compiler, so it changes only when that does.
        .env("RUSTC_BOOTSTRAP", "1");
    report.run("what is public", &mut rustdoc)?;
    Ok(target.join("doc/login_runtime.json"))
}

/// The items that can be reached from the crate's root, as rustdoc tells them apart.
struct Surface<'a> {
    index: &'a Value,
    items: BTreeSet<String>,
    bare: Vec<String>,
}

impl<'a> Surface<'a> {
    /// Looks at an item, and at what is in it. What is hidden is not in the index.
    fn visit(&mut self, id: &Value, path: &str, docs_of_use: Option<&str>) {
        let Some(item) = self.index.get(id.to_string()) else { return };
        let Some((kind, inner)) = item["inner"].as_object().and_then(|inner| inner.iter().next()) else {
            return;
        };
        if kind == "use" {
            self.visit_use(item, inner, path);
            return;
        }
        let path = [path, item["name"].as_str().unwrap_or_default()].join("::");
        let is_item = matches!(&**kind, "module" | "struct" | "enum" | "trait" | "function" | "macro");
        if !is_item || !self.items.insert(id.to_string()) {
            return;
        }
        self.ask(&path, &[docs_of_use, item["docs"].as_str()]);
        for member in members(inner).chain(self.methods(inner)).collect::<Vec<_>>() {
            self.visit(member, &path, None);
        }
    }

    fn visit_use(&mut self, item: &'a Value, inner: &'a Value, path: &str) {
        let docs = item["docs"].as_str();
        if self.index.get(inner["id"].to_string()).is_some() {
            self.visit(&inner["id"], path, docs);
        } else if self.items.insert(inner["source"].to_string()) {
            // A macro of `login-macros`, whose docs stand beside its name here.
            self.ask(&[path, inner["name"].as_str().unwrap_or_default()].join("::"), &[docs]);
        }
    }

    /// The methods of a type that no trait asks for.
    fn methods(&self, inner: &'a Value) -> impl Iterator<Item = &'a Value> + use<'a> {
        let index = self.index;
        list(&inner["impls"])
            .filter_map(move |id| index.get(id.to_string()))
            .map(|item| &item["inner"]["impl"])
            .filter(|block| block["trait"].is_null())
            .flat_map(members)
    }

    fn ask(&mut self, path: &str, docs: &[Option<&str>]) {
        if !docs.iter().flatten().any(|docs| has_example(docs)) {
            self.bare.push(path.trim_start_matches("::").to_owned());
        }
    }
}

fn members(inner: &Value) -> impl Iterator<Item = &Value> {
    list(&inner["items"])
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Says whether a block of code in there is compiled as a doctest.
fn has_example(docs: &str) -> bool {
    let fences = docs.lines().filter_map(|line| line.trim_start().strip_prefix("```"));
    let is_compiled = |info: &str| {
        let mut words = info.split([',', ' ']);
        words.all(|word| matches!(word, "" | "rust" | "no_run" | "should_panic" | "compile_fail"))
    };
    // Every other fence closes a block.
    fences.step_by(2).any(is_compiled)
}

#[cfg(test)]
mod tests {
    use super::has_example;

    #[test]
    fn an_example_is_what_rustdoc_compiles() {
        assert!(has_example("One.\n\n```\nassert!(true);\n```"));
        assert!(has_example("```toml\na = 1\n```\n```rust,no_run\nloop {}\n```"));
        assert!(!has_example("```text\nsketch\n```"));
        assert!(!has_example("```ignore\nfoo\n```"));
        assert!(!has_example("Nothing but `code`."));
    }
}
