// Every condition, in every place one can stand.
use domain::{Edit, Post, User};
use login_runtime::routing::{delete, get, post};
use login_runtime::{CheckRequest, CurrentUser, Decision, Loaded, Permit, Router, requires};

fn is_open(_: &User) -> bool {
    true
}

async fn is_paid(user: &User, request: CheckRequest<'_>) -> Result<Decision, std::io::Error> {
    let _: Option<&u8> = request.state();
    Ok(Decision::allow_if(user.id > 0 && request.parts().uri.path() != "/"))
}

#[requires(check = is_open, not(remembered))]
struct Safe;

#[requires(any(all(check = is_open, not(check = is_paid)), fresh = "15m"), rule = Safe, login = optional)]
async fn nested() {}

#[requires(can(Edit, post), any(fresh, remembered), deny = not_found, insecure_cross_origin)]
async fn edit(_: CurrentUser<User>, post: Loaded<Post>, permit: Permit<Edit, Post>, _: String) -> String {
    format!("{} {}", post.author, permit.author)
}

#[requires(can(domain::Edit, r#type), insecure_unchecked(other))]
async fn raw(mut r#type: Permit<Edit, Post>, other: Loaded<Post>) -> String {
    r#type = r#type.clone();
    format!("{} {}", r#type.author, other.author)
}

struct Pages;

#[requires(rule = Safe)]
impl Pages {
    pub async fn first() {}

    #[requires(can(Edit, post))]
    pub async fn second(post: Loaded<Post>) -> String {
        post.author.to_string()
    }
}

#[requires(check = super::is_open)]
mod group {
    pub async fn page() {}
}

fn main() {
    let inner = Router::<User>::new().route("/g", get(group::page)).requires(Safe);
    let app = Router::<User>::new()
        .route("/", get(nested))
        .route("/posts/{id}", post(edit))
        .route("/raw/{type}/{other}", delete(raw))
        .route("/first", get(Pages::first))
        .route("/second/{post_id}", get(Pages::second))
        .nest("/inner", inner);
    assert!(app.access_table().to_string().contains("not(check = is_paid)"));
}
