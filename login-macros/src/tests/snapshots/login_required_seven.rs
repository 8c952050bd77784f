#[allow(clippy::too_many_arguments)]
async fn many(
    _: ::login_runtime::__private::Guard<::login_runtime::__private::LoginRequired>,
    a: A,
    b: B,
    c: C,
    d: D,
    e: E,
    f: F,
    g: G,
) {}
