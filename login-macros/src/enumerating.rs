//! What `#[derive(Role)]` and `#[derive(Permission)]` share: an enum whose variants have names; and which role includes which.

use std::collections::{HashMap, VecDeque};

use darling::FromMeta;
use heck::ToSnakeCase;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, Path, Variant, ext::IdentExt};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::access_enum_plan::{AccessEnumPlan, Kind, RoleValue, Value},
    model::access_enum_input::{EnumOptions, PermissionMarks, RoleMarks},
    runtime_path::RuntimePath,
    syntax::{helper_attributes, nearest::nearest, types},
};

/// As many as a set has bits.
const MOST: usize = 64;

/// Whether roles or permissions are derived.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Roles,
    Permissions,
}

impl Of {
    fn derive(self) -> &'static str {
        match self {
            Self::Roles => "Role",
            Self::Permissions => "Permission",
        }
    }

    fn helper(self) -> &'static str {
        match self {
            Self::Roles => "role",
            Self::Permissions => "permission",
        }
    }
}

/// Checks the enum. A plan is made of what is right, so that a missing impl does not echo.
pub(crate) fn check(of: Of, input: DeriveInput, diagnostics: &mut Diagnostics) -> AccessEnumPlan {
    let written = helper_attributes::arguments(of.helper(), &input.attrs, diagnostics).unwrap_or_default();
    let options = diagnostics.absorb(EnumOptions::from_list(&written)).unwrap_or_default();
    let (variants, shape) = check_shape(of, &input, diagnostics);
    let marked: Vec<_> = variants.iter().map(|variant| Marked::read(of, variant, diagnostics)).collect();
    check_names(&marked, diagnostics);
    let kind = match of {
        Of::Permissions => Kind::Permissions,
        Of::Roles => Kind::Roles(roles(&marked, diagnostics)),
    };
    let formats = [(options.serde, "serde"), (options.sqlx, "sqlx")];
    AccessEnumPlan {
        runtime: RuntimePath::among(&written),
        name: input.ident,
        values: shape.map(|()| values(&marked)),
        generics: input.generics,
        kind,
        formats: formats
            .into_iter()
            .filter_map(|(word, format)| Some((word?.get_ident()?.clone(), format)))
            .collect(),
    }
}

/// The variants of the enum, and whether it is one of roles or permissions at all.
fn check_shape<'a>(
    of: Of,
    input: &'a DeriveInput,
    diagnostics: &mut Diagnostics,
) -> (Vec<&'a Variant>, Result<(), Reported>) {
    let mut shape = Ok(());
    if !input.generics.params.is_empty() {
        shape = Err(diagnostics.error(&input.generics.params, messages::ENUM_GENERIC));
    }
    let Data::Enum(DataEnum { variants, .. }) = &input.data else {
        return (Vec::new(), Err(diagnostics.error(&input.ident, messages::not_an_enum(of.derive()))));
    };
    if variants.is_empty() {
        shape = Err(diagnostics.error(&input.ident, messages::ENUM_EMPTY));
    }
    if let Some(too_many) = variants.iter().nth(MOST) {
        shape = Err(diagnostics.error(&too_many.ident, messages::ENUM_TOO_LONG));
    }
    for variant in variants.iter().filter(|variant| !matches!(variant.fields, Fields::Unit)) {
        let name = variant.ident.unraw().to_string();
        shape = Err(diagnostics.error(&variant.fields, messages::variant_with_fields(&name)));
    }
    (variants.iter().take(MOST).collect(), shape)
}

fn values(marked: &[Marked]) -> Vec<Value> {
    marked.iter().map(|marked| Value { name: marked.name.clone(), text: marked.text.clone() }).collect()
}

/// A variant with what was written on it.
struct Marked {
    name: Ident,
    text: String,
    includes: Vec<Ident>,
    grants: Vec<Path>,
}

impl Marked {
    fn read(of: Of, variant: &Variant, diagnostics: &mut Diagnostics) -> Self {
        let written =
            helper_attributes::arguments(of.helper(), &variant.attrs, diagnostics).unwrap_or_default();
        let marks = match of {
            Of::Roles => diagnostics.absorb(RoleMarks::from_list(&written)),
            Of::Permissions => diagnostics.absorb(PermissionMarks::from_list(&written)).map(RoleMarks::from),
        };
        let RoleMarks { name, includes, grants } = marks.unwrap_or_else(|_| RoleMarks::readable(&written));
        let text =
            name.map_or_else(|| variant.ident.unraw().to_string().to_snake_case(), |name| name.value());
        Self { name: variant.ident.clone(), text, includes, grants }
    }
}

fn check_names(marked: &[Marked], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, &Ident> = HashMap::new();
    for Marked { name, text, .. } in marked {
        if let Some(first) = first.get(text.as_str()) {
            diagnostics.error(name, messages::second_name(text, &first.to_string()));
        }
        first.entry(text).or_insert(name);
    }
}

/// Which role includes which, and grants what.
fn roles(marked: &[Marked], diagnostics: &mut Diagnostics) -> Vec<RoleValue> {
    let place = |name: &Ident| marked.iter().position(|other| other.name == *name);
    let mut direct: Vec<Vec<(usize, &Ident)>> = Vec::new();
    for role in marked {
        let mut includes: Vec<(usize, &Ident)> = Vec::new();
        for name in &role.includes {
            match place(name) {
                _ if *name == role.name => {
                    diagnostics.error(name, messages::INCLUDES_ITSELF);
                }
                None => {
                    let known: Vec<_> = marked.iter().map(|other| other.name.to_string()).collect();
                    let text = name.to_string();
                    let nearest = nearest(&text, known.iter().map(String::as_str));
                    diagnostics.error(name, messages::unknown_role(&text, nearest));
                }
                Some(at) if includes.iter().any(|(other, _)| *other == at) => {
                    diagnostics.error(name, messages::listed_twice(&name.to_string()));
                }
                Some(at) => includes.push((at, name)),
            }
        }
        check_grants(&role.grants, diagnostics);
        direct.push(includes);
    }
    let direct = without_cycles(marked, &direct, diagnostics);
    (0..marked.len())
        .map(|at| RoleValue {
            included: reached(&direct, at),
            grants: grants_of(marked, reached(&direct, at)),
        })
        .collect()
}

fn check_grants(grants: &[Path], diagnostics: &mut Diagnostics) {
    for (at, grant) in grants.iter().enumerate() {
        if grants[..at].contains(grant) {
            diagnostics.error(grant, messages::listed_twice(&types::spaceless(grant)));
        }
    }
}

/// Reports each include that closes a circle with what is written before it, and leaves it out.
fn without_cycles<'a>(
    marked: &[Marked],
    direct: &[Vec<(usize, &'a Ident)>],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<(usize, &'a Ident)>> {
    let mut kept = vec![Vec::new(); direct.len()];
    for (at, includes) in direct.iter().enumerate() {
        for (to, name) in includes {
            match way(&kept, *to, at) {
                Some(way) => {
                    let chain = std::iter::once(at).chain(way);
                    let names: Vec<_> = chain.map(|role| marked[role].name.to_string()).collect();
                    diagnostics.error(name, messages::cycle(&names));
                }
                None => kept[at].push((*to, *name)),
            }
        }
    }
    kept
}

/// The roles on the shortest way from one to another, both among them.
fn way(direct: &[Vec<(usize, &Ident)>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before: HashMap<usize, usize> = HashMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(role) = open.pop_front() {
        for (next, _) in &direct[role] {
            if *next != from && !before.contains_key(next) {
                before.insert(*next, role);
                open.push_back(*next);
            }
        }
    }
    let mut way = vec![to];
    while *way.last()? != from {
        way.push(*before.get(way.last()?)?);
    }
    way.reverse();
    Some(way)
}

/// The bits of a role and all it includes.
fn reached(direct: &[Vec<(usize, &Ident)>], from: usize) -> u64 {
    (0..direct.len())
        .filter(|to| *to == from || way(direct, from, *to).is_some())
        .fold(0, |bits, to| bits | 1 << to)
}

/// What the roles of these bits grant, each once.
fn grants_of(marked: &[Marked], bits: u64) -> Vec<Path> {
    let roles = marked.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
    let mut grants: Vec<Path> = Vec::new();
    for grant in roles.flat_map(|(_, role)| &role.grants) {
        if !grants.contains(grant) {
            grants.push(grant.clone());
        }
    }
    grants
}
