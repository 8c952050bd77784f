::core::compile_error! {
    "a loader is given the id by value; take `i64`"
}
async fn load_user(id: &i64) -> Option<User> {
    None
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::UserLoader<__AnyState> for User
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn load(
        _: <User as ::login_runtime::__private::UserMixin>::Id,
        _: &mut ::login_runtime::__private::Parts,
        _: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl ::login_runtime::__private::LoaderDeclared for User {}
