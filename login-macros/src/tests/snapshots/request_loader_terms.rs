#[cfg(feature = "tls")]
fn by_certificate(Certificate(name): Certificate) -> Option<domain::User> {
    None
}
#[cfg(feature = "tls")]
#[automatically_derived]
impl ::login_runtime::__private::RequestLoader<AppState> for domain::User {
    const CHALLENGE: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(
        r#"Basic realm="api""#,
    );
    const IS_FRESH: ::core::primitive::bool = true;
    const BEFORE_SESSION: ::core::primitive::bool = true;
    async fn load_from_request(
        __login_parts: &mut ::login_runtime::__private::Parts,
        __login_state: &AppState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let ::core::option::Option::Some(__login_arg_1) = ::login_runtime::__private::extract_credentials::<
            Certificate,
            AppState,
        >(__login_parts, __login_state)
            .await? else {
            return ::core::result::Result::Ok(::core::option::Option::None);
        };
        let __login_loaded = by_certificate(__login_arg_1);
        <Option<
            domain::User,
        > as ::login_runtime::__private::LoaderOutput<
            domain::User,
        >>::into_loaded(__login_loaded)
    }
}
#[cfg(feature = "tls")]
const _: () = ::login_runtime::__private::request_loader_declared::<domain::User>();
