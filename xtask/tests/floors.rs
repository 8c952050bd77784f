//! In both crates a module uses only the floors below its own, so that the arrows run one way.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The floors of a crate, lowest first: the modules of its `src/` that stand on each.
struct Crate {
    directory: &'static str,
    floors: &'static [&'static [&'static str]],
}

const MACROS: Crate = Crate {
    directory: "login-macros",
    floors: &[
        &["diagnostics"],
        &["runtime_path", "syntax"],
        &["handler", "model", "pipeline"],
        &["ir"],
        &["enumerating", "guarding", "loading"],
        &["macros"],
        &["lib"],
    ],
};

const RUNTIME: Crate = Crate {
    directory: "login-runtime",
    floors: &[
        &["clock", "cookie", "next", "role"],
        &["crypto", "refusal", "user"],
        &["compat", "events", "policy", "ticket"],
        &["rule"],
        &["session"],
        &["ledger"],
        &["manager"],
        &["context"],
        &["extract"],
        &["router"],
        &["lib", "private", "testing"],
    ],
};

impl Crate {
    fn floor(&self, module: &str) -> usize {
        let floor = self.floors.iter().position(|floor| floor.contains(&module));
        floor.unwrap_or_else(|| panic!("`{module}` of {} stands on no floor; add it here", self.directory))
    }

    /// A sentence for each import of `module` that does not go down.
    fn wrong_ways(&self, module: &str, source: &str) -> Vec<String> {
        let here = self.floor(module);
        let wrong = |used: &&str| *used != module && self.floor(used) >= here;
        let sentence = |used| {
            let there = self.floor(used);
            format!(
                "`{module}` (floor {here}) uses `{used}` (floor {there}); move what it needs below floor {here}"
            )
        };
        used_modules(source).into_iter().filter(wrong).map(sentence).collect()
    }

    fn imports_go_down(&self) -> io::Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(self.directory).join("src");
        let mut paths = Vec::new();
        sources(&root, &mut paths)?;
        assert!(paths.len() > 20, "the sources of {} were not found", self.directory);
        let mut wrong = Vec::new();
        for path in paths {
            let inside = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
            let module = inside.iter().next().and_then(|first| first.to_str()).unwrap_or_default();
            if module != "tests" && !module.ends_with("_tests") {
                wrong.extend(self.wrong_ways(module, &fs::read_to_string(&path)?));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    }
}

/// The modules that `source` names after `crate::`, in `use` items, also grouped ones, and in paths.
fn used_modules(source: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (position, found) in source.match_indices("crate::") {
        let line = source[..position].rsplit('\n').next().unwrap_or_default();
        // What stands behind `$crate` is code of whoever uses the macro.
        if line.trim_start().starts_with("//") || line.ends_with(['"', '$']) {
            continue;
        }
        let rest = source[position + found.len()..].split(';').next().unwrap_or_default();
        let mut depth = 0;
        let paths = rest.split(|c| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            // `use crate::{a::{b, c}, d}`: a new path begins at the outer brace and at its commas.
            depth == 1 && (c == '{' || c == ',')
        });
        let grouped = rest.starts_with('{');
        for path in paths.skip(usize::from(grouped)).take(if grouped { usize::MAX } else { 1 }) {
            let path = path.trim_start();
            let end = path.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(path.len());
            used.extend(Some(&path[..end]).filter(|module| !module.is_empty()));
        }
    }
    used
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn the_macros_keep_their_floors() -> io::Result<()> {
    MACROS.imports_go_down()
}

#[test]
fn the_runtime_keeps_its_floors() -> io::Result<()> {
    RUNTIME.imports_go_down()
}

#[test]
fn an_import_that_goes_up_is_noticed() {
    let source = "
        //! As `crate::macros` does.
        use std::fmt;
        use crate::diagnostics::Reported;
        use crate::{
            diagnostics::{Diagnostics, messages},
            macros::{public, user_loader::check},
            pipeline,
        };
        const TEXT: &str = \"crate::ir\";
        macro_rules! m { () => { $crate::lib::f() } }
        fn f() -> crate::ir::GuardPlan {}
    ";
    assert_eq!(used_modules(source), ["diagnostics", "diagnostics", "macros", "pipeline", "ir"]);
    assert_eq!(
        MACROS.wrong_ways("model", source),
        [
            "`model` (floor 2) uses `macros` (floor 5); move what it needs below floor 2",
            "`model` (floor 2) uses `pipeline` (floor 2); move what it needs below floor 2",
            "`model` (floor 2) uses `ir` (floor 3); move what it needs below floor 2",
        ]
    );
    assert!(MACROS.wrong_ways("lib", source).is_empty());
}
