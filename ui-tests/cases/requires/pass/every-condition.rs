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

#[requires(any(
    fresh = "1s", fresh = "2s", fresh = "3s", fresh = "4s", fresh = "5s", fresh = "6s", fresh = "7s", fresh = "8s", fresh = "9s",
    fresh = "10s", fresh = "11s", fresh = "12s", fresh = "13s", fresh = "14s", fresh = "15s", fresh = "16s", check = is_open,
))]
async fn many() {}

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
        .route("/many", get(many))
        .nest("/inner", inner);
    let table = app.access_table().to_string();
    assert!(table.contains("not(check = is_paid)"));
    assert!(table.contains(r#"any(fresh = "1s", fresh = "2s", "#));
    assert!(table.contains(r#"fresh = "7s", fresh = "8s", fresh = "9s", "#));
    assert!(table.contains(r#"fresh = "15s", fresh = "16s", check = is_open)"#));
}
