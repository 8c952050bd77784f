#[cfg(feature = "sign-up")]
async fn r#type(
    _: ::login_runtime::__private::Guard<::login_runtime::__private::GuestOnly>,
    r#in: String,
) {}
