#[automatically_derived]
impl ::login_runtime::__private::UserMixin for User {
    type Id = i64;
    fn get_id(&self) -> &i64 {
        &self.id
    }
    fn is_active(&self) -> ::core::primitive::bool {
        true
    }
    fn session_stamp<__H: ::core::hash::Hasher>(&self, _: &mut __H) {}
}
const _: () = ::login_runtime::__private::loader_declared::<User>();
