//! Posts, who may do what with one, and how the library finds it.

use axum::extract::State;
use login_runtime::{Decision, Owned, Policy, Resource, UserMixin, resource_loader};
use sqlx::SqlitePool;

use crate::{access::Posts, db, user::User};

/// A row of the table `posts`, with the name of its author.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) author: i64,
    pub(crate) author_name: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) published: bool,
}

impl Resource for Post {
    type User = User;
}

impl Owned for Post {
    fn owner_id(&self) -> &i64 {
        &self.author
    }
}

/// Reading a post, in a list or alone.
pub(crate) struct Read;

impl Policy<Read> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(self.published) | Policy::<Edit>::decide(self, user)
    }

    fn decide_for_guest(&self) -> Decision {
        Decision::allow_if(self.published)
    }
}

/// Changing a post.
pub(crate) struct Edit;

impl Policy<Edit> for Post {
    fn decide(&self, user: &User) -> Decision {
        let is_own = self.is_owned_by(user) && user.has_permission(Posts::Write);
        Decision::allow_if(is_own || user.has_permission(Posts::Edit))
    }
}

#[resource_loader]
async fn load_post(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<Post>> {
    db::post_by_id(&db, id).await
}
