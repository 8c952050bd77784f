//! A module uses only the floors below its own, so that the arrows run one way.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Each floor, lowest first: the modules of `src/` that stand on it.
const FLOORS: [&[&str]; 6] = [
    &["diagnostics"],
    &["runtime_path", "syntax"],
    &["handler", "model", "pipeline"],
    &["ir"],
    &["macros"],
    &["lib"],
];

fn floor(module: &str) -> usize {
    let floor = FLOORS.iter().position(|floor| floor.contains(&module));
    floor.unwrap_or_else(|| panic!("`{module}` stands on no floor; add it to FLOORS in tests/floors.rs"))
}

/// The modules that `source` names after `crate::`, in `use` items, also grouped ones, and in paths.
fn used_modules(source: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (position, found) in source.match_indices("crate::") {
        let line = source[..position].rsplit('\n').next().unwrap_or_default();
        if line.trim_start().starts_with("//") || line.ends_with('"') {
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

/// A sentence for each import of `module` that does not go down.
fn wrong_ways(module: &str, source: &str) -> Vec<String> {
    let wrong = |used: &&str| *used != module && floor(used) >= floor(module);
    let sentence = |used| {
        format!(
            "`{module}` (floor {}) uses `{used}` (floor {}); move what it needs to a floor below {}",
            floor(module),
            floor(used),
            floor(module)
        )
    };
    used_modules(source).into_iter().filter(wrong).map(sentence).collect()
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
fn imports_go_down() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths)?;
    assert!(paths.len() > 20, "the sources were not found");
    let mut wrong = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
        let module = inside.iter().next().and_then(|first| first.to_str()).unwrap_or_default();
        if module != "tests" {
            wrong.extend(wrong_ways(module, &fs::read_to_string(&path)?));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
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
        fn f() -> crate::ir::GuardPlan {}
    ";
    assert_eq!(used_modules(source), ["diagnostics", "diagnostics", "macros", "pipeline", "ir"]);
    assert_eq!(
        wrong_ways("model", source),
        [
            "`model` (floor 2) uses `macros` (floor 4); move what it needs to a floor below 2",
            "`model` (floor 2) uses `pipeline` (floor 2); move what it needs to a floor below 2",
            "`model` (floor 2) uses `ir` (floor 3); move what it needs to a floor below 2",
        ]
    );
    assert!(wrong_ways("lib", source).is_empty());
}
