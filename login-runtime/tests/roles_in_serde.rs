//! Roles and permissions in serde's formats: a name, and a list of names.

use login_runtime::{Permission, PermissionSet, Role};
use serde::{Deserialize, Serialize};
use serde_json::{Value, from_value, json, to_value};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
#[role(serde)]
enum AppRole {
    Reader,
    #[role(name = "administrator")]
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
#[permission(serde)]
enum Posts {
    Edit,
    MarkAsSpam,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Group {
    role: AppRole,
    deputy: Option<AppRole>,
    posts: PermissionSet<Posts>,
}

fn error<'de, T: Deserialize<'de> + std::fmt::Debug>(
    value: impl serde::Deserializer<'de, Error = serde_json::Error>,
) -> String {
    T::deserialize(value).expect_err("an error").to_string()
}

#[test]
fn what_is_written_is_read_again() {
    for (group, written) in [
        (
            Group { role: AppRole::Admin, deputy: Some(AppRole::Reader), posts: PermissionSet::all() },
            json!({ "role": "administrator", "deputy": "reader", "posts": ["edit", "mark_as_spam"] }),
        ),
        (
            Group { role: AppRole::Reader, deputy: None, posts: PermissionSet::new() },
            json!({ "role": "reader", "deputy": null, "posts": [] }),
        ),
    ] {
        assert_eq!(to_value(&group).expect("a value"), written);
        assert_eq!(from_value::<Group>(written.clone()).expect("a group"), group);
        // From text, where names may be borrowed and escaped.
        let text = written.to_string().replace("edit", "\\u0065dit");
        assert_eq!(serde_json::from_str::<Group>(&text).expect("a group"), group);
        assert_eq!(serde_json::from_reader::<_, Group>(text.as_bytes()).expect("a group"), group);
    }
}

#[test]
fn a_set_is_read_in_any_order_and_holds_each_once() {
    let set: PermissionSet<Posts> = from_value(json!(["mark_as_spam", "edit", "edit"])).expect("a set");
    assert_eq!(set, PermissionSet::all());
}

#[test]
fn what_is_no_name_is_told() {
    let known = "the known ones are `reader`, `administrator`";
    assert_eq!(error::<AppRole>(json!("Admin")), format!("`Admin` is no value of `AppRole`; {known}"));
    assert_eq!(
        error::<PermissionSet<Posts>>(json!(["edit", "editt"])),
        "`editt` is no value of `Posts`; the known ones are `edit`, `mark_as_spam`"
    );
    assert_eq!(error::<AppRole>(json!(1)), "invalid type: integer `1`, expected a name of `AppRole`");
    assert_eq!(
        error::<PermissionSet<Posts>>(json!("edit")),
        "invalid type: string \"edit\", expected a list of names of `Posts`"
    );
    assert!(from_value::<AppRole>(Value::Null).is_err());
}
