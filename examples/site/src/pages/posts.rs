//! `/posts`: written by authors, put before the public by editors.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use login_runtime::{CurrentUser, Permit, Scoped, UserMixin, can, public, requires};
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::{
    access::{AppRole, Posts},
    db,
    error::AppError,
    post::{Edit, Post, Read},
    render::html,
    rules::check_post,
    user::User,
};

#[derive(Template)]
#[template(path = "posts.html")]
struct ListPage<'a> {
    posts: &'a [Permit<Read, Post>],
    may_write: bool,
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPage<'a> {
    post: &'a Post,
    may_edit: bool,
    may_publish: bool,
    may_delete: bool,
}

#[derive(Template)]
#[template(path = "post_form.html")]
struct FormPage<'a> {
    heading: &'a str,
    action: String,
    error: Option<&'a str>,
    title: &'a str,
    body: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct PostForm {
    title: String,
    body: String,
}

#[derive(Deserialize)]
pub(crate) struct Publishing {
    published: bool,
}

/// The query leaves out what the person could not read anyway; the scope makes sure of it.
#[public]
pub(crate) async fn list(
    scope: Scoped<Read, Post>,
    State(db): State<SqlitePool>,
) -> Result<impl IntoResponse, AppError> {
    let posts = scope.filter(db::posts_for(&db, scope.user()).await?);
    html(&ListPage {
        posts: &posts,
        may_write: scope.user().is_some_and(|user| user.has_permission(Posts::Write)),
    })
}

/// A draft is nobody's business but its author's and the editors': to all others there is no such page.
#[requires(can(Read, post), login = optional, deny = not_found)]
pub(crate) async fn page(
    user: Option<CurrentUser<User>>,
    post: Permit<Read, Post>,
) -> Result<impl IntoResponse, AppError> {
    let person = user.as_deref();
    let may_edit = can(person, Edit, &*post);
    html(&PostPage {
        post: &post,
        may_edit,
        may_publish: may_edit && person.is_some_and(|user| user.has_permission(Posts::Publish)),
        may_delete: person.is_some_and(|user| user.has_role(AppRole::Admin) || post.author == user.id),
    })
}

#[requires(permission = Posts::Write)]
pub(crate) async fn new_page() -> Result<impl IntoResponse, AppError> {
    html(&FormPage { heading: "New post", action: "/posts".to_owned(), error: None, title: "", body: "" })
}

#[requires(permission = Posts::Write)]
pub(crate) async fn write(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
    Form(form): Form<PostForm>,
) -> Result<Response, AppError> {
    match check_post(&form.title, &form.body) {
        Ok(new) => {
            let id = db::insert_post(&db, user.id, &new).await?;
            Ok(Redirect::to(&format!("/posts/{id}")).into_response())
        }
        Err(sentence) => refused("New post", "/posts".to_owned(), sentence, &form),
    }
}

#[requires(can(Edit, post), deny = not_found)]
pub(crate) async fn edit_page(post: Permit<Edit, Post>) -> Result<impl IntoResponse, AppError> {
    html(&FormPage {
        heading: "Edit",
        action: format!("/posts/{}", post.id),
        error: None,
        title: &post.title,
        body: &post.body,
    })
}

#[requires(can(Edit, post), deny = not_found)]
pub(crate) async fn edit(
    post: Permit<Edit, Post>,
    State(db): State<SqlitePool>,
    Form(form): Form<PostForm>,
) -> Result<Response, AppError> {
    let address = format!("/posts/{}", post.id);
    match check_post(&form.title, &form.body) {
        Ok(new) => {
            db::update_post(&db, &post, &new).await?;
            Ok(Redirect::to(&address).into_response())
        }
        Err(sentence) => refused("Edit", address, sentence, &form),
    }
}

#[requires(permission = Posts::Publish, can(Edit, post), deny = not_found)]
pub(crate) async fn publish(
    post: Permit<Edit, Post>,
    State(db): State<SqlitePool>,
    Form(form): Form<Publishing>,
) -> Result<Redirect, AppError> {
    db::publish_post(&db, &post, form.published).await?;
    Ok(Redirect::to(&format!("/posts/{}", post.id)))
}

/// For good, so the person must have proved who they are a short while ago.
#[requires(any(role = AppRole::Admin, owner(post)), can(Edit, post), fresh = "15m", deny = not_found)]
pub(crate) async fn delete(
    post: Permit<Edit, Post>,
    State(db): State<SqlitePool>,
) -> Result<Redirect, AppError> {
    db::delete_post(&db, &post).await?;
    Ok(Redirect::to("/posts"))
}

fn refused(heading: &str, action: String, sentence: &str, form: &PostForm) -> Result<Response, AppError> {
    let page =
        html(&FormPage { heading, action, error: Some(sentence), title: &form.title, body: &form.body })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
