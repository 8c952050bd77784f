async fn list<T, const N: usize>(
    _: ::login_runtime::__private::Guard<::login_runtime::__private::LoginRequired>,
    State(db): State<T>,
) -> Result<impl IntoResponse, Error>
where
    T: Db,
{
    Ok(db.list::<N>().await?)
}
