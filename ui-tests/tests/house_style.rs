//! Every case and every message keeps the house style, whoever wrote it.

use std::{fs, io, path::Path, path::PathBuf};

const MACROS: [&str; 13] = [
    "derive_permission",
    "derive_role",
    "derive_user_id",
    "derive_user_mixin",
    "fresh_login_required",
    "guest_only",
    "login_required",
    "public",
    "request_loader",
    "requires",
    "resource_loader",
    "runtime",
    "user_loader",
];

/// One mistake, more than one error: rustc repeats itself, and no macro can stop it.
const ECHOES: [(&str, &str); 17] = [
    (
        "derive_role/fail/broken-role-of-a-user",
        "a rule knows a role by its number, and such an enum has none",
    ),
    ("derive_user_mixin/fail/not-send", "`Send` and `Sync` are missing, at the user and again at its loader"),
    ("derive_user_mixin/fail/without-clone", "the loader needs a whole user as well"),
    ("login_required/fail/argument-is-no-extractor-below-debug-handler", "axum's own"),
    ("request_loader/fail/returns-no-user", "the loader is also asked whether its user asks for it"),
    ("requires/fail/duplicate", "a pointer at the first one"),
    ("requires/fail/rule-of-a-private-type", "the handler, and the call it is given to"),
    ("requires/fail/not-a-resource", "what is none has neither policy nor loader"),
    ("runtime/fail/current-user-of-no-user", "the arguments of an async function are asked about once more"),
    ("runtime/fail/login-of-no-user", "the method called and what `#[public]` asks of the argument"),
    ("runtime/fail/router-of-no-user", "the type, then the function called on it"),
    ("runtime/fail/unguarded-without-reason", "the wrong type in the first place, and none in the second"),
    (
        "user_loader/fail/body-extractor-with-state",
        "the function's bound is asked once more when it is awaited",
    ),
    (
        "user_loader/fail/extractor-of-another-state",
        "the function's bound is asked once more when it is awaited",
    ),
    ("user_loader/fail/returns-no-user", "the trait's method names the id of what is no user"),
    ("user_loader/fail/two-loaders", "both implementations conflict"),
    ("user_loader/fail/user-of-another-crate-without-state", "both implementations are orphans"),
];

/// The caret is on a whole attribute: rustc points at the macro for what has no place in the source.
const ON_THE_ATTRIBUTE: [(&str, &str); 8] = [
    ("request_loader/fail/two-loaders", "an `impl` is at fault, and nobody wrote one"),
    ("request_loader/fail/user-loader-beside-none", "an `impl` is at fault, and nobody wrote one"),
    ("requires/fail/says-nothing", "there is nothing inside to point at"),
    ("runtime/fail/login-of-no-user", "an echo"),
    ("user_loader/fail/body-extractor-with-state", "an echo"),
    ("user_loader/fail/extractor-of-another-state", "an echo"),
    ("user_loader/fail/two-loaders", "an `impl` is at fault, and nobody wrote one"),
    ("user_loader/fail/user-of-another-crate-without-state", "an `impl` is at fault, and nobody wrote one"),
];

/// One case: `<macro>/<fail or pass>/<name>`, its source, and what the compiler says.
struct Case {
    name: String,
    source: String,
    messages: Option<String>,
}

fn cases(kind: &str) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut found = Vec::new();
    for name in MACROS {
        for path in files(&root.join(name).join(kind)).expect("the folder of each macro") {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let stem = path.file_stem().expect("a name").to_string_lossy();
                found.push(Case {
                    name: format!("{name}/{kind}/{stem}"),
                    source: fs::read_to_string(&path).expect("a readable case"),
                    messages: fs::read_to_string(path.with_extension("stderr")).ok(),
                });
            }
        }
    }
    found
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Reports all that is wrong at once.
#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn is_listed(list: &[(&str, &str)], case: &Case) -> bool {
    list.iter().any(|(name, _)| *name == case.name)
}

/// The errors in what the compiler says, each from its first line on.
fn errors(messages: &str) -> Vec<&str> {
    let is_error = |block: &&str| block.starts_with("error:") || block.starts_with("error[");
    messages.split("\n\n").filter(is_error).collect()
}

/// The text of an error, without `error[E0277]: `.
fn text(error: &str) -> &str {
    let first = error.lines().next().unwrap_or_default();
    first.split_once(": ").map_or(first, |(_, text)| text)
}

/// What the carets of an error's first snippet stand below; `None` where they stretch over several lines.
fn below_the_carets(error: &str) -> Vec<Option<(&str, &str)>> {
    let snippet = error.lines().skip(1).take_while(|line| {
        let line = line.trim_start();
        !(line.starts_with("= ") || line.starts_with("note:") || line.starts_with("help:"))
    });
    let (mut found, mut source) = (Vec::new(), "");
    for (number, line) in snippet.filter_map(|line| line.split_once('|')) {
        if number.trim().parse::<u32>().is_ok() {
            source = line;
        } else if line.contains("_^") {
            found.push(None);
        } else if let Some(start) = line.find('^') {
            let length = line[start..].chars().take_while(|sign| *sign == '^').count();
            // Code of another crate comes without line numbers.
            found.extend(source.get(start..start + length).map(|marked| Some((source.trim(), marked))));
        }
    }
    found
}

#[test]
fn there_are_enough_cases() {
    let (fail, pass) = (cases("fail"), cases("pass"));
    assert!(fail.len() >= 150, "{} cases that must fail", fail.len());
    assert!(pass.len() >= 34, "{} cases that must compile", pass.len());
    for name in MACROS {
        let several = format!("{name}/fail/several");
        assert!(
            fail.iter().any(|case| case.name == several),
            "{several} shows that all mistakes come at once"
        );
        assert!(pass.iter().any(|case| case.name.starts_with(name)), "{name} has a case that must compile");
    }
}

#[test]
fn a_case_is_short_and_says_what_it_shows() {
    let mut wrong = Vec::new();
    for case in cases("fail") {
        if !case.source.starts_with("// The caret is on ")
            && !case.source.starts_with("// A caret on each of ")
        {
            wrong.push(format!("{}: the first line says what the caret is on", case.name));
        }
        if case.source.lines().count() >= 20 {
            wrong.push(format!("{}: 20 lines or more", case.name));
        }
        if case.messages.is_none() {
            wrong.push(format!("{}: no .stderr", case.name));
        }
    }
    for case in cases("pass") {
        if !case.source.starts_with("// ") {
            wrong.push(format!("{}: the first line says what works", case.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn no_message_outlives_its_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut wrong = Vec::new();
    for folder in files(&root).expect("cases") {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        if !MACROS.contains(&name.as_str()) {
            wrong.push(format!("{name}: no test runs this folder"));
        }
        for path in ["fail", "pass"].iter().flat_map(|kind| files(&folder.join(kind)).unwrap_or_default()) {
            if !path.with_extension("rs").exists() {
                wrong.push(format!("{}: no case", path.display()));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn messages_keep_the_house_style() {
    let mut wrong = Vec::new();
    for case in cases("fail") {
        let messages = case.messages.as_deref().unwrap_or_default();
        for error in errors(messages) {
            let text = text(error);
            if !text.starts_with(|first: char| first.is_lowercase() || first == '`') {
                wrong.push(format!("{}: starts neither in lower case nor with a name: {text}", case.name));
            }
            if text.ends_with('.') {
                wrong.push(format!("{}: ends with a full stop: {text}", case.name));
            }
        }
        if messages.contains("panicked") {
            wrong.push(format!("{}: something panicked", case.name));
        }
        if messages.lines().any(|line| line.starts_with("warning")) {
            wrong.push(format!("{}: a warning beside the error", case.name));
        }
        // Shown only where the compiler's sources are installed.
        if messages.contains("$RUST") {
            wrong.push(format!("{}: shows the source of the standard library", case.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn one_mistake_is_one_error() {
    let mut wrong = Vec::new();
    for case in cases("fail") {
        let count = errors(case.messages.as_deref().unwrap_or_default()).len();
        let fits = if case.name.ends_with("/several") {
            // The first line counts the mistakes.
            let numbers = ["two", "three", "four", "five"];
            numbers.iter().zip(2..).any(|(word, number)| {
                count == number && case.source.starts_with(&format!("// A caret on each of {word} mistakes"))
            })
        } else {
            (count > 1) == is_listed(&ECHOES, &case) && count > 0
        };
        if !fits {
            wrong.push(format!("{}: {count} errors", case.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn the_caret_is_on_the_smallest_thing() {
    let items = ["#[", "#![", "pub ", "async ", "fn ", "struct ", "enum ", "impl ", "const ", "unsafe "];
    let mut wrong = Vec::new();
    for case in cases("fail") {
        let messages = case.messages.as_deref().unwrap_or_default();
        let carets: Vec<_> = errors(messages).into_iter().flat_map(below_the_carets).collect();
        let is_whole = |(source, marked): &(&str, &str)| {
            marked.starts_with("#[")
                || (source == marked && items.iter().any(|item| source.starts_with(item)))
        };
        let whole = carets.iter().any(|caret| caret.as_ref().is_none_or(is_whole));
        if whole != is_listed(&ON_THE_ATTRIBUTE, &case) {
            wrong.push(format!("{}: a caret on a whole item, or listed without one", case.name));
        }
        if carets.is_empty() {
            wrong.push(format!("{}: no caret", case.name));
        }
    }
    assert_none(&wrong);
}

#[test]
fn carets_are_read_as_they_are_drawn() {
    let error = "error: x\n --> a.rs:1:1\n  |\n4 | #[a]\n  | ^^^^ b\n5 |     fn f() {}\n  |     -- ^ c\n  = note: d\n  | ^\n";
    assert_eq!(below_the_carets(error), [Some(("#[a]", "#[a]")), Some(("fn f() {}", "f"))]);
    let error = "error[E0308]: x\n --> a.rs:1:1\n  |\n4 | / fn f() {\n5 | | }\n  | |_^\n";
    assert_eq!(below_the_carets(error), [None]);
    assert_eq!(text(error), "x");
}
