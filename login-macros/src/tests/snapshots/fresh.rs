async fn change(
    _: ::login_runtime::__private::Guard<::login_runtime::__private::FreshLoginRequired>,
) {}
