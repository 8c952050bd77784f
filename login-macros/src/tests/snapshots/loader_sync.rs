pub fn load_user(r#type: AccountId) -> Option<User> {
    None
}
#[automatically_derived]
impl<__S> ::login_runtime::__private::UserLoader<__S> for User
where
    __S: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn load(
        __login_id: <User as ::login_runtime::__private::UserMixin>::Id,
        _: &mut ::login_runtime::__private::Parts,
        _: &__S,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let __login_loaded = load_user(__login_id);
        ::login_runtime::__private::LoaderOutput::<User>::into_loaded(__login_loaded)
    }
}
#[automatically_derived]
impl ::login_runtime::__private::LoaderDeclared for User {}
