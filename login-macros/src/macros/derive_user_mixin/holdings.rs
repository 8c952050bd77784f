//! The fields that hold roles and permissions, judged by the names of their types: what gets past that is found by rustc,
//! several times, in code that nobody wrote.

use syn::{Type, ext::IdentExt};

use super::{Marked, readable};
use crate::{
    diagnostics::{Diagnostics, messages},
    ir::user_plan::{RoleField, UserField},
    syntax::types,
};

/// What holds several values, or none.
const COLLECTIONS: [&str; 9] =
    ["AccessSet", "Arc", "BTreeSet", "Box", "HashSet", "Option", "PermissionSet", "RoleSet", "Vec"];

const TEXTS_AND_NUMBERS: [&str; 11] =
    ["String", "bool", "i16", "i32", "i64", "i8", "str", "u16", "u32", "u64", "u8"];

pub(super) fn check_roles(fields: &[Marked], diagnostics: &mut Diagnostics) -> Vec<RoleField> {
    let mut roles: Vec<RoleField> = Vec::new();
    for (field, marks) in readable(fields) {
        let mark = match (&marks.role, &marks.roles) {
            (Some(_), Some(second)) => {
                diagnostics.error(second, messages::ROLE_AND_ROLES);
                continue;
            }
            (None, None) => continue,
            (Some(mark), None) | (None, Some(mark)) => mark,
        };
        let (of, is_single) = held(&field.field.ty);
        let first = roles.iter().find(|other| types::text(held(&other.field.ty).0) == types::text(of));
        if is_text_or_number(of) {
            diagnostics.error(of, messages::ROLE_IS_NO_ENUM);
        } else if let Some(RoleField { field: first, .. }) = first {
            diagnostics
                .error(mark, messages::second_field(&types::text(of), &first.name.unraw().to_string()));
        } else {
            if marks.role.is_some() && !is_single {
                diagnostics.error(mark, messages::ROLE_OF_SEVERAL);
            }
            // A single type below `roles` may be an alias of a set.
            let role = (marks.role.is_some() || !is_single).then(|| of.clone());
            roles.push(RoleField { field: field.field.clone(), role });
        }
    }
    roles
}

/// The fields that hold permissions; there may be several of one type, as a user has what either says.
pub(super) fn check_permissions(fields: &[Marked], diagnostics: &mut Diagnostics) -> Vec<UserField> {
    let mut permissions = Vec::new();
    for (field, _) in readable(fields).filter(|(_, marks)| marks.permissions.is_some()) {
        let (of, _) = held(&field.field.ty);
        if is_text_or_number(of) {
            diagnostics.error(of, messages::PERMISSION_IS_NO_ENUM);
        } else {
            permissions.push(field.field.clone());
        }
    }
    permissions
}

/// The type of the values in a field, `AppRole` of `AppRole`, `Vec<AppRole>` and `Arc<[AppRole]>`; and whether it is a single one.
fn held(ty: &Type) -> (&Type, bool) {
    let ty = types::peel(ty);
    let inner = match ty {
        Type::Reference(reference) => return held(&reference.elem),
        Type::Array(array) => Some(&*array.elem),
        Type::Slice(slice) => Some(&*slice.elem),
        _ => types::last_segment(ty)
            .filter(|segment| COLLECTIONS.iter().any(|name| segment.ident == name))
            .and_then(types::first_argument),
    };
    inner.map_or((ty, true), |inner| (held(inner).0, false))
}

fn is_text_or_number(ty: &Type) -> bool {
    types::is_called(ty, &TEXTS_AND_NUMBERS)
}
