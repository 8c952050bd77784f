//! Which arguments of a handler are loaded, and whether the rule is about each of them.
//!
//! By the names of their types: an alias would go unseen, and its handler would answer 500 as nothing was loaded for it.

use syn::{Ident, PathArguments, Type};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::rule_plan::ObjectArgument,
    model::condition::{Condition, Kind},
    syntax::{argument::Argument, nearest::nearest, types},
};

/// An argument with a name.
struct Named<'a> {
    name: Ident,
    written: &'a Argument,
    /// Its type, if it is an object's.
    object: Option<Type>,
}

impl<'a> Named<'a> {
    fn of(written: &'a Argument) -> Option<Self> {
        Some(Self { name: written.binding()?, written, object: written.called(&OBJECTS) })
    }
}

/// What objects are handed over in.
const OBJECTS: [&str; 2] = ["Loaded", "Permit"];

/// The arguments that are loaded: those that a condition is about. One of type `Loaded` that no condition is about is a
/// mistake, as anybody could have it. So is a `Permit` for an action that no condition asks about: it asks by itself, and the access
/// table would not know. Beside two objects of a kind it could be about either.
pub(super) fn check(
    conditions: &[Condition],
    is_partial: bool,
    arguments: &[Argument],
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ObjectArgument>, Reported> {
    let wanted = wanted(conditions);
    // As most of them are.
    if wanted.is_empty() && arguments.iter().all(|argument| argument.called(&OBJECTS).is_none()) {
        return Ok(Vec::new());
    }
    let mut result = refuse_unnamed(arguments, diagnostics);
    let arguments: Vec<_> = arguments.iter().filter_map(Named::of).collect();
    let is_all_named = result.is_ok();
    for name in wanted.iter().filter(|_| is_all_named) {
        if !arguments.iter().any(|argument| argument.name == **name) {
            let known = arguments.iter().map(|argument| argument.name.to_string()).collect::<Vec<_>>();
            let text = name.to_string();
            let nearest = nearest(&text, known.iter().map(String::as_str));
            result = Err(diagnostics.error(name, messages::no_such_argument(&text, nearest)));
        }
    }
    // Otherwise it is not known which of them the conditions are about.
    let is_known = result.is_ok() && !is_partial;
    let mut objects = Vec::new();
    for argument in &arguments {
        let is_wanted = wanted.contains(&&argument.name);
        let Some(ty) = &argument.object else {
            if is_wanted {
                let message = messages::not_loadable(&argument.name.to_string());
                result = Err(diagnostics.error(argument.written.ty(), message));
            }
            continue;
        };
        if is_wanted {
            objects.push(ObjectArgument { name: argument.name.clone(), ty: ty.clone() });
        } else if types::is_called(ty, &["Loaded"]) && is_known {
            let message = messages::unchecked_object(&argument.name.to_string());
            result = Err(diagnostics.error(&argument.name, message));
        }
        if let Some(action) = permitted(ty).filter(|_| is_known) {
            let fits = |other: &&Named<'_>| {
                if is_wanted {
                    other.name == argument.name
                } else {
                    let about = other.object.as_ref().filter(|_| wanted.contains(&&other.name));
                    about.is_some_and(|other| resource(other) == resource(ty))
                }
            };
            let about: Vec<_> = arguments.iter().filter(fits).map(|other| &other.name).collect();
            if about.len() > 1 {
                let about: Vec<_> = about.iter().map(ToString::to_string).collect();
                result = Err(diagnostics.error(&argument.name, messages::permit_about_which(&about)));
            } else if !is_asked(conditions, &action, about.first().copied()) {
                let about = about.first().copied().unwrap_or(&argument.name);
                let message = messages::unasked_permit(&about.to_string(), &action);
                result = Err(diagnostics.error(&argument.name, message));
            }
        }
    }
    result.map(|()| objects)
}

/// Says whether a condition asks about the action, of the argument if that is known.
fn is_asked(conditions: &[Condition], action: &str, argument: Option<&Ident>) -> bool {
    let last = |path: &str| path.rsplit("::").next().map(str::to_owned);
    let mut is_asked = false;
    for condition in conditions {
        condition.walk(&mut |condition| {
            if let Kind::Can { action: asked, argument: about } = &condition.kind {
                is_asked |= last(&types::spaceless(asked)) == last(action)
                    && argument.is_none_or(|argument| argument == about);
            }
        });
    }
    is_asked
}

/// `Edit` of `Permit<Edit, Post>`; a permit of anything else is not ours.
fn permitted(ty: &Type) -> Option<String> {
    let last = types::last_segment(ty).filter(|last| last.ident == "Permit")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let action = types::first_argument(last)?;
    (arguments.args.len() == 2).then(|| types::text(action))
}

/// `Post` of `Loaded<Post>` and of `Permit<Edit, Post>`, as text.
fn resource(ty: &Type) -> Option<String> {
    let PathArguments::AngleBracketed(arguments) = &types::last_segment(ty)?.arguments else { return None };
    arguments.args.last().map(types::spaceless)
}

/// Refuses objects that are taken apart or thrown away where they are taken: no condition could be about them.
fn refuse_unnamed(arguments: &[Argument], diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    for argument in arguments.iter().filter(|argument| argument.binding().is_none()) {
        if let Some(ty) = argument.called(&["Loaded"]) {
            let message = messages::unnamed_object(&types::text(&ty));
            result = Err(diagnostics.error(argument.pattern(), message));
        }
    }
    result
}

/// The arguments that the conditions are about, each once.
fn wanted(conditions: &[Condition]) -> Vec<&Ident> {
    let mut wanted: Vec<&Ident> = Vec::new();
    for condition in conditions {
        condition.walk(&mut |condition| match &condition.kind {
            Kind::Can { argument, .. } | Kind::Owner(argument) | Kind::Unchecked(argument)
                if !wanted.contains(&argument) =>
            {
                wanted.push(argument);
            }
            _ => {}
        });
    }
    wanted
}
