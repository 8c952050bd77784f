pub async fn index(
    _: ::login_runtime::__private::Guard<::login_runtime::__private::Public<false>>,
) {}
