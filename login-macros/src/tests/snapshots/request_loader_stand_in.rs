::core::compile_error! {
    "a request loader reads the request; add an argument such as `headers: HeaderMap`"
}
async fn load_by_token() -> Option<User> {
    None
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::RequestLoader<__AnyState> for User
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    const IS_FRESH: ::core::primitive::bool = true;
    async fn load_from_request(
        _: &mut ::login_runtime::__private::Parts,
        _: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        ::core::unreachable!()
    }
}
const _: () = ::login_runtime::__private::request_loader_declared::<User>();
