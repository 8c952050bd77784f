async fn load_post(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<Post>> {
    db.post(id).await
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::ResourceLoader<__AnyState> for Post
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
    State<SqlitePool>: ::login_runtime::__private::FromRequestParts<__AnyState>,
{
    type Id = i64;
    async fn load(
        __login_id: i64,
        __login_parts: &mut ::login_runtime::__private::Parts,
        __login_state: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let __login_arg_1 = ::login_runtime::__private::extract::<
            State<SqlitePool>,
            __AnyState,
        >(__login_parts, __login_state)
            .await?;
        let __login_loaded = load_post(__login_id, __login_arg_1).await;
        <sqlx::Result<
            Option<Post>,
        > as ::login_runtime::__private::LoaderOutput<Post>>::into_loaded(__login_loaded)
    }
}
