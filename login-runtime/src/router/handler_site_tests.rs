use super::*;

struct Pages;
struct Generic<T>(T);

mod elsewhere {
    impl super::Pages {
        pub(super) fn other() {}
    }
}

impl Pages {
    fn list() {}
}

impl<T> Generic<T> {
    fn page() {}
}

impl Iterator for Pages {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        None
    }
}

fn function() {}
fn generic<T>() {}
fn r#type() {}

fn named<H>(_: H) -> (&'static str, String) {
    module_and_name(type_name::<H>())
}

/// As this compiler has them: another one may say them otherwise, and must not surprise anybody.
#[test]
fn a_handler_is_known_by_its_module_and_name() {
    let here = |name: &str| (module_path!(), name.to_owned());
    assert_eq!(named(function), here("function"));
    assert_eq!(named(generic::<Vec<Option<u8>>>), here("generic"));
    assert_eq!(named(r#type), here("type"));
    assert_eq!(named(Pages::list), here("Pages::list"));
    assert_eq!(named(Generic::<Vec<Option<u8>>>::page), here("Generic::page"));
    let (module, name) = named(Pages::other);
    assert_eq!((module, &*name), (concat!(module_path!(), "::elsewhere"), "Pages::other"));
    assert_eq!(named(<Pages as Iterator>::next).1, "Pages::next");
    assert_eq!(module_and_name("page"), ("", "page".to_owned()));
    assert_eq!(module_and_name(""), ("", String::new()));
}
