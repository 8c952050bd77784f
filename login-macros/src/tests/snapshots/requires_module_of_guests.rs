mod posts {
    #[::login_runtime::requires(check = is_open)]
    pub async fn mine() {}
    #[::login_runtime::requires(check = is_open, can(Read, post), login = optional)]
    pub async fn show(post: Loaded<Post>) {}
    #[::login_runtime::requires(check = is_open, login = optional)]
    pub async fn list() {}
}
