struct LoggedIn;
#[automatically_derived]
impl ::login_runtime::__private::NamedRule for LoggedIn {
    type Rule = ::login_runtime::__private::LoginRequired;
    const NAME: &'static ::core::primitive::str = "LoggedIn";
}
