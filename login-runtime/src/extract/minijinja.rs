//! `current_user` in templates of minijinja.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, Serde};
use serde::Serialize;

use super::current_user;
use crate::user::UserMixin;

/// Returns a value that is the current user wherever a template asks: a global for the environment, as templates are compiled
/// before anybody is there.
///
/// `{% if current_user %}` asks whether somebody is logged in; `{{ current_user.name }}` is a field, as `Serialize` gives it, and
/// undefined for a guest. Render through [`LazyUser::render`](crate::LazyUser::render), and the user is loaded only by templates
/// that ask. Behind the feature `minijinja`.
///
/// # Security
///
/// A template can print every field that is serialized: a password hash wants `#[serde(skip)]`.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// use login_runtime::current_user_global;
/// use minijinja::Environment;
///
/// #[derive(Clone, UserMixin, serde::Serialize)]
/// struct User { id: i64, name: String }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
///
/// let mut templates = Environment::new();
/// templates.add_global("current_user", current_user_global::<User>());
/// templates.add_template("index", "Hello {% if current_user %}{{ current_user.name }}{% else %}you{% endif %}")?;
/// // Nobody is there outside of a request.
/// assert_eq!(templates.get_template("index")?.render(())?, "Hello you");
/// # Ok::<(), minijinja::Error>(())
/// ```
#[must_use]
pub fn current_user_global<U: UserMixin + Serialize>() -> Value {
    Value::from_object(Global::<U>(PhantomData))
}

struct Global<U>(PhantomData<fn() -> U>);

impl<U: UserMixin + Serialize> Object for Global<U> {
    fn get_value(self: &Arc<Self>, field: &Value) -> Option<Value> {
        let user = Value::from(Serde(&*current_user::<U>()?));
        user.get_item(field).ok().filter(|value| !value.is_undefined())
    }

    fn is_true(self: &Arc<Self>) -> bool {
        current_user::<U>().is_some()
    }
}

impl<U> Debug for Global<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("current_user")
    }
}
