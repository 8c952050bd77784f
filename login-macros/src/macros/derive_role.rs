//! `#[derive(Role)]`: an enum of roles, some of which include others and grant permissions.

use syn::DeriveInput;

use crate::{
    diagnostics::Diagnostics,
    enumerating::{self, Of},
    ir::access_enum_plan::AccessEnumPlan,
};

pub(crate) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> AccessEnumPlan {
    enumerating::check(Of::Roles, input, diagnostics)
}
