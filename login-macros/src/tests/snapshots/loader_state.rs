async fn load_user(
    id: i64,
    State(db): State<Db>,
) -> Result<std::option::Option<domain::User>, Error> {
    db.find(id).await
}
#[automatically_derived]
impl ::login_runtime::__private::UserLoader<AppState<Db>> for domain::User {
    async fn load(
        __login_id: i64,
        __login_parts: &mut ::login_runtime::__private::Parts,
        __login_state: &AppState<Db>,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let __login_arg_1 = ::login_runtime::__private::extract::<
            State<Db>,
            AppState<Db>,
        >(__login_parts, __login_state)
            .await?;
        let __login_loaded = load_user(__login_id, __login_arg_1).await;
        <Result<
            std::option::Option<domain::User>,
            Error,
        > as ::login_runtime::__private::LoaderOutput<
            domain::User,
        >>::into_loaded(__login_loaded)
    }
}
