// What only a rule names may be less visible than the handler, and needs no warning.
#![deny(warnings)]

mod pages {
    use login_runtime::{Permission, Role, Router, UserMixin, requires, routing::get, user_loader};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    enum Rank { Low = -1, #[role(includes(Low), grants(Posts::Edit))] High = 7 }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
    enum Posts { Edit }

    #[derive(Clone, UserMixin)]
    pub struct User { pub id: i64, #[user(role)] rank: Rank }

    #[user_loader]
    fn load(id: i64) -> Option<User> { Some(User { id, rank: Rank::High }) }

    #[requires(role = Rank::High)]
    struct High;

    #[requires(role = Rank::High, not(permission = Posts::Edit))]
    pub async fn page() {}

    #[requires(rule = High)]
    pub async fn named() {}

    #[requires(rule = High, role = Rank::High)]
    pub struct Higher;

    pub struct Pages;

    #[requires(role = Rank::Low)]
    impl Pages {
        pub async fn generic<T: Send + 'static>() {}
    }

    pub fn routes() -> Router<User> {
        Router::new()
            .route("/", get(page))
            .route("/named", get(named))
            .nest("/higher", Router::new().route("/", get(page)).requires(Higher))
            .route("/generic", get(Pages::generic::<u8>))
    }
}

fn main() {
    let table = pages::routes().access_table().to_string();
    assert!(table.contains("role = Rank::High, not(permission = Posts::Edit)"), "{table}");
    assert!(table.contains("role = Rank::Low"), "{table}");
    assert!(table.contains("High(role = Rank::High)"), "{table}");
}
