#[doc(hidden)]
#[allow(non_camel_case_types)]
struct __login_rule_list;
#[automatically_derived]
impl ::login_runtime::__private::DeclaredRule for __login_rule_list {
    const DECLARED: ::login_runtime::__private::Declared = ::login_runtime::__private::AccessRule::login_required()
        .at(::core::module_path!(), "list");
}
async fn list<T, const N: usize>(
    _: ::login_runtime::__private::Guard<__login_rule_list>,
    State(db): State<T>,
) -> Result<impl IntoResponse, Error>
where
    T: Db,
{
    Ok(db.list::<N>().await?)
}
