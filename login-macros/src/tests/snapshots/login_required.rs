/// The first page.
#[tracing::instrument]
pub(crate) async fn dashboard(
    _: ::login_runtime::__private::Guard<
        ::login_runtime::__private::LoginRequired,
        CurrentUser<User>,
    >,
    user: CurrentUser<User>,
) -> String {
    user.name.clone()
}
