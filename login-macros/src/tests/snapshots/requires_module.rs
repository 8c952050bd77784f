pub mod admin {
    use super::*;
    #[::login_runtime::requires(role = AppRole::Admin, deny = not_found)]
    pub async fn users() {}
    #[::login_runtime::requires(
        role = AppRole::Admin,
        deny = not_found,
        insecure_cross_origin
    )]
    pub(super) async fn hook() {}
    #[::login_runtime::requires(role = AppRole::Admin, fresh = "10m", deny = not_found)]
    async fn with_its_own() {}
    #[::login_runtime::requires(
        role = AppRole::Admin,
        can(Edit, post),
        deny = not_found
    )]
    pub async fn edit(post: Loaded<Post>) {}
    async fn helper() {}
    pub fn routes() {}
    #[::login_runtime::requires(role = AppRole::Admin, deny = not_found)]
    pub mod deeper {
        #[login_required]
        pub async fn list() {}
    }
    #[::login_runtime::requires(role = AppRole::Admin, deny = not_found)]
    impl Pages {
        pub async fn first() {}
    }
    impl Db {
        pub async fn connect() {}
    }
    mod tests {
        async fn test() {}
    }
}
