//! What a manager was told about one user type. The manager itself serves any, until a router binds it to one.

use std::any::{Any, TypeId, type_name};

use crate::user::UserMixin;

/// Things of types that name the user type, such as its listeners.
#[derive(Default)]
pub(crate) struct Typed(Vec<Entry>);

struct Entry {
    user_type: TypeId,
    user_type_name: &'static str,
    value: Box<dyn Any + Send + Sync>,
}

impl Typed {
    /// Adds a thing about users of type `U`.
    pub(super) fn push<U: UserMixin>(&mut self, value: impl Any + Send + Sync) {
        self.0.push(Entry {
            user_type: TypeId::of::<U>(),
            user_type_name: type_name::<U>(),
            value: Box::new(value),
        });
    }

    /// The things of one type, in the order in which they came.
    pub(crate) fn of<T: Any>(&self) -> impl Iterator<Item = &T> {
        self.0.iter().filter_map(|entry| entry.value.downcast_ref())
    }

    /// The name of a user type other than `U` that was spoken of.
    pub(crate) fn stranger<U: UserMixin>(&self) -> Option<&'static str> {
        let is_stranger = |entry: &&Entry| entry.user_type != TypeId::of::<U>();
        self.0.iter().find(is_stranger).map(|entry| entry.user_type_name)
    }
}
