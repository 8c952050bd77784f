//! Every text a user of the macros can see: what is wrong; how to fix it.

// Arguments of any macro.

pub(crate) const LITERAL_ARGUMENT: &str = "a value needs a name; write `name = value`";
pub(crate) const CRATE_PATH: &str = "`crate` takes an absolute path in quotes; write `crate = \"::login_runtime\"` or `crate = \"crate::login\"`";

pub(crate) fn helper_without_list(name: &str) -> String {
    format!("`{name}` takes its arguments in parentheses; write `#[{name}(...)]`")
}

pub(crate) fn misspelled_argument(name: &str, nearest: &str) -> String {
    format!("unknown argument `{name}`; did you mean `{nearest}`?")
}

pub(crate) fn unknown_argument(name: &str, known: &[&str]) -> String {
    match (name, known) {
        ("within" | "fresh", _) => {
            format!("unknown argument `{name}`; write `#[fresh_login_required(within = \"10m\")]`")
        }
        // Only an access attribute knows this one.
        (
            "all" | "any" | "can" | "check" | "not" | "owner" | "permission" | "remembered" | "role" | "rule",
            [.., "insecure_cross_origin"],
        ) => {
            let form = match name {
                "all" | "any" | "can" | "not" | "owner" => format!("{name}(...)"),
                "remembered" => name.to_owned(),
                _ => format!("{name} = ..."),
            };
            format!(
                "`{name}` is a condition, which this attribute does not take; write `#[requires({form})]`"
            )
        }
        (_, [only]) => format!("unknown argument `{name}`; the only one is `{only}`"),
        _ => format!("unknown argument `{name}`; the known ones are `{}`", known.join("`, `")),
    }
}

pub(crate) fn duplicate_argument(name: &str) -> String {
    format!("duplicate argument `{name}`; keep one")
}

pub(crate) fn flag_with_value(name: &str) -> String {
    format!("`{name}` takes no value; write `{name}` alone")
}

// `within`.

pub(crate) const WITHIN_VALUE: &str = "`within` needs a duration in quotes; write `within = \"10m\"`";

pub(crate) fn duration_without_unit(text: &str) -> String {
    format!("`{text}` has no unit; write `{text}s`, `{text}m`, `{text}h` or `{text}d`")
}

pub(crate) fn not_a_duration(text: &str) -> String {
    format!("`{text}` is not a duration; write a whole number with `s`, `m`, `h` or `d`, such as `10m`")
}

pub(crate) fn duration_out_of_range(text: &str) -> String {
    format!("`{text}` is out of range; write a duration from `1s` to `365d`")
}

// `#[requires]`.

pub(crate) const NOT_TAKES_ONE: &str = "`not` takes one condition; write `not(condition)`";
pub(crate) const LITERAL_CONDITION: &str =
    "this is no condition; write one such as `role = AppRole::Admin` or `can(Edit, post)`";
pub(crate) const CONDITION_OPERATOR: &str =
    "conditions are not joined by operators; write `any(...)`, `all(...)` or `not(...)`";
pub(crate) const CONDITION_EQUALS: &str =
    "a condition is not compared; write one `=`, `role = AppRole::Admin`, or `not(...)` around it";
pub(crate) const DENY: &str =
    "`deny` can only be `not_found`; write `deny = not_found`, or leave it out for a 403";
pub(crate) const LOGIN: &str =
    "`login` can only be `optional`; write `login = optional`, or leave it out to ask for a login";
pub(crate) const REQUIRES_NOTHING: &str =
    "`requires` names no condition; write one, or `#[login_required]` if a login is enough";
pub(crate) const EMPTY_ANY: &str = "`any()` lets nobody in; name the conditions one of which is enough";
pub(crate) const EMPTY_ALL: &str = "`all()` asks for nothing; name the conditions, or remove it";
pub(crate) const DUPLICATE_PLACE: &str = "the first one is here";
pub(crate) const NEVER_TRUE: &str =
    "these conditions are never true together, so nobody is let in; remove one of them";
pub(crate) const ALWAYS_TRUE: &str =
    "these conditions are true for everybody who is logged in; write `#[login_required]`";
pub(crate) const NAMED_RULE_SHAPE: &str = "a named rule holds nothing; write a unit struct, `struct Name;`";
pub(crate) const GROUP_CANNOT_BE_PUBLIC: &str =
    "the rule of the module or impl around it is asked here too; move this handler out of it";
pub(crate) const GROUP_ASKS_FOR_LOGIN: &str = "the module or impl around it asks for a login, so none is optional here; write `login = optional` there too, or move this handler out of it";
pub(crate) const HIDDEN_IN_GROUP: &str = "the rule of the module around it does not see this access attribute; write it without `cfg_attr`, and `#[cfg(...)]` beside it";
pub(crate) const RENAMED_IN_GROUP: &str =
    "the rule of the module around it knows access attributes by their names; import this one without `as`";
pub(crate) const MODULE_ELSEWHERE: &str = "a module in another file cannot carry this; put the attribute on the handlers, or `.requires(Rule)` on their router";
pub(crate) const IMPL_OF_A_PATH: &str =
    "the handlers of this type cannot be named; write the `impl` of a named type";
pub(crate) const EMPTY_GROUP: &str =
    "nothing in here is a handler; make the handlers visible, `pub async fn` or `pub(super) async fn`";

pub(crate) fn condition_form(name: &str) -> String {
    let form = match name {
        "role" => "role = AppRole::Admin",
        "permission" => "permission = Posts::Publish",
        "check" => "check = path::to::function",
        "rule" => "rule = NamedRule",
        "fresh" => "fresh = \"15m\"` or `fresh",
        "can" => "can(Edit, post)",
        "owner" => "owner(post)",
        "insecure_unchecked" => "insecure_unchecked(post)",
        "all" | "any" => return format!("`{name}` takes conditions in parentheses; write `{name}(a, b)`"),
        "not" => return NOT_TAKES_ONE.into(),
        _ => return format!("`{name}` is written alone; write `{name}`"),
    };
    format!("`{name}` is written otherwise; write `{form}`")
}

/// Words that mean something elsewhere, so that no misspelled one of ours is meant.
pub(crate) fn word_of_elsewhere(name: &str) -> Option<&'static str> {
    Some(match name {
        "or" => "conditions are joined by name; write `any(...)`",
        "and" => "conditions are joined by name; write `all(...)`",
        "within" => "unknown condition `within`; write `fresh = \"15m\"`",
        "login_required" => "a login is asked for anyway; remove `login_required`",
        _ => return None,
    })
}

pub(crate) fn unknown_condition(name: &str, known: &[&str]) -> String {
    format!("unknown condition `{name}`; the known ones are `{}`", known.join("`, `"))
}

pub(crate) fn unnamed_rule(path: &str) -> String {
    format!("a condition begins with its name; write `rule = {path}`")
}

pub(crate) fn unnamed_variant(path: &str) -> String {
    format!("a condition begins with its name; write `role = {path}` or `permission = {path}`")
}

pub(crate) fn one_of_several(name: &str, values: &[String]) -> String {
    let each: Vec<_> = values.iter().map(|value| format!("{name} = {value}")).collect();
    format!("`{name}` takes one; write `any({})`", each.join(", "))
}

pub(crate) fn roles_in_a_row(first: &str, second: &str) -> String {
    let both = format!("{first}, {second}");
    format!("a comma asks for both roles; write `any({both})` if one is enough, or `all({both})`")
}

pub(crate) fn action_first(action: &str, argument: &str) -> String {
    format!("the action comes first; write `can({action}, {argument})`")
}

pub(crate) fn action_is_a_variant(action: &str, argument: &str) -> String {
    format!("an action is a type of its own; write `struct {action};` and `can({action}, {argument})`")
}

pub(crate) fn types_not_text(name: &str) -> String {
    match name {
        "role" => "roles are types; write `role = AppRole::Admin`".into(),
        "permission" => "permissions are types; write `permission = Posts::Publish`".into(),
        _ => condition_form(name),
    }
}

pub(crate) fn variant_without_type(name: &str, variant: &str) -> String {
    if ["Role", "Roles", "Permission", "Permissions"].iter().any(|end| variant.ends_with(end)) {
        return format!("`{name}` needs a variant too; write `{name} = {variant}::...`");
    }
    let example = if name == "role" { "AppRole" } else { "Posts" };
    format!("`{name}` needs the type too; write `{name} = {example}::{variant}`")
}

pub(crate) fn single_part(list: &str) -> String {
    format!("`{list}` of one condition is that condition; write it alone")
}

pub(crate) fn too_many_conditions(count: usize, most: usize) -> String {
    format!(
        "a list of {count} conditions is longer than {most}; give some of them a name, `#[requires(any(...))] struct Many;`, and \
         write `rule = Many`"
    )
}

pub(crate) fn duplicate_condition(text: &str) -> String {
    format!("`{text}` is written twice; keep one")
}

pub(crate) fn contradiction(text: &str) -> String {
    format!("`{text}` and its opposite are never true together, so nobody is let in; remove one of them")
}

pub(crate) fn tautology(text: &str) -> String {
    format!("`{text}` or its opposite is always true; remove both")
}

pub(crate) fn no_such_argument(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("no argument `{name}`; did you mean `{nearest}`?"),
        None => format!("no argument `{name}`; add `{name}: Loaded<...>` to the handler"),
    }
}

pub(crate) fn not_loadable(name: &str) -> String {
    format!(
        "`{name}` must be loaded, as a condition is about it; take `Loaded<...>` or `Permit<Action, ...>`"
    )
}

pub(crate) fn unchecked_object(name: &str) -> String {
    format!(
        "`{name}` is loaded and no condition is about it; add `can(Action, {name})` or `owner({name})` to `#[requires(...)]`"
    )
}

pub(crate) fn unnamed_object(ty: &str) -> String {
    format!("conditions name what is loaded; write `name: {ty}`")
}

pub(crate) fn unasked_permit(name: &str, action: &str) -> String {
    format!("nothing gives this permit; add `can({action}, {name})` to `#[requires(...)]`")
}

pub(crate) fn permit_about_which(about: &[String]) -> String {
    let about = about.join("` or `");
    format!("this permit could be about `{about}`; make that argument the permit")
}

pub(crate) fn body_before_others(body: &str) -> String {
    format!("`{body}` reads the request's body, which is read last; move it behind the other arguments")
}

pub(crate) fn object_in_named_rule(text: &str) -> String {
    format!("a named rule has no arguments to load; write `{text}` on the handler")
}

// The function under an attribute.

pub(crate) const NOT_A_FUNCTION: &str = "this attribute belongs on a function; move it to an `fn`";
pub(crate) const METHOD: &str = "`self` cannot be filled from a request; make this a free function";
pub(crate) const METHOD_HANDLER: &str = "`self` cannot be filled from a request; make this a free function, or remove it and put the attribute on the `impl`";
pub(crate) const VARIADIC: &str = "`...` cannot be filled from a request; remove it";
pub(crate) const TOO_MANY_ARGUMENTS: &str =
    "axum hands over 16 arguments and the guard takes one; join two of the others, `(a, b): (A, B)`";
pub(crate) const GUEST_ONLY_TAKES_USER: &str = "a guest-only handler never has a user; remove this argument";

pub(crate) fn not_async(attribute: &str) -> String {
    format!("`{attribute}` needs an async fn; add `async` before `fn`")
}

pub(crate) fn qualified(attribute: &str, qualifier: &str) -> String {
    format!("`{attribute}` needs a plain async fn; remove `{qualifier}`")
}

pub(crate) fn guests_too(user: &str) -> String {
    format!("`login = optional` lets guests in, so there may be no user; take `Option<{user}>`")
}

pub(crate) fn public_takes_user(user: &str) -> String {
    format!("a public handler may have no user; take `Option<{user}>`")
}

pub(crate) fn second_access_attribute(first: &str, second: &str) -> String {
    match (first, second) {
        _ if first == second => format!("`#[{first}]` is written twice; keep one"),
        ("login_required", "fresh_login_required") | ("fresh_login_required", "login_required") => {
            "a fresh login is a login; keep `#[fresh_login_required]` alone".into()
        }
        _ => format!("a handler has one access rule; keep `#[{first}]` or `#[{second}]`"),
    }
}

pub(crate) fn merge_access_attributes(name: &str, arguments: &str) -> String {
    format!("a handler has one access rule; write `#[{name}({arguments})]`")
}

// `#[user_loader]`, `#[request_loader]` and `#[resource_loader]`.

pub(crate) const LOADER_STATE: &str = "`state` needs a type; write `state = AppState`";
pub(crate) const LOADER_WITHOUT_ID: &str = "a loader takes the id first; add an argument such as `id: i64`";
pub(crate) const LOADER_WITHOUT_REQUEST: &str =
    "a request loader reads the request; add an argument such as `headers: HeaderMap`";
pub(crate) const LOADER_UNSAFE: &str = "a loader is called by safe code; remove `unsafe`";
pub(crate) const LOADER_ASKS_WHO_IS_THERE: &str =
    "this loader tells who is there, so it cannot ask for that; take the argument out";
pub(crate) const LOADER_GENERIC: &str = "a loader cannot be generic; write concrete types";

pub(crate) fn loader_without_return(thing: &str) -> String {
    format!("a loader returns what it found; add `-> Option<{thing}>` or `-> Result<Option<{thing}>, E>`")
}

pub(crate) fn loader_return(thing: &str) -> String {
    format!("what a loader loads is read from here; write `Option<{thing}>` or `Result<Option<{thing}>, E>`")
}

pub(crate) fn id_in_an_extractor(id: &str) -> String {
    format!("a loader is given the id itself; write `id: {id}`")
}

pub(crate) fn id_after_extractor(extractor: &str) -> String {
    format!("a loader takes the id first; move `{extractor}` behind it")
}

pub(crate) fn loader_argument_by_reference(what: &str, owned: &str) -> String {
    format!("a loader is given {what} by value; take `{owned}`")
}

pub(crate) const CHALLENGE_VALUE: &str = "`challenge` needs a text in quotes; write `challenge = \"Bearer\"`";
pub(crate) const CHALLENGE_EMPTY: &str =
    "an empty challenge asks for nothing; write a scheme such as `Bearer`, or remove `challenge`";

pub(crate) fn challenge_without_scheme(text: &str) -> String {
    format!(
        "`{text}` begins with no authentication scheme; write one first, such as `Bearer` or `Basic realm=\"...\"`"
    )
}

pub(crate) fn challenge_character(character: char) -> String {
    format!("`{}` cannot stand in a header; write visible ASCII", character.escape_debug())
}

// `#[derive(UserMixin)]`.

pub(crate) const ACTIVE_ANSWER: &str =
    "`active` needs an answer on the struct; write `active = always` or `active = path::to::function`";
pub(crate) const SESSION_STAMP_ANSWER: &str =
    "`session_stamp` on the struct can only be `none`; write `session_stamp = none` or mark a field";
pub(crate) const LOADER_ANSWER: &str = "`loader` can only be `elsewhere` or `none`; write `loader = elsewhere` if another crate has it, or `loader = none` if requests alone tell the user";
pub(crate) const NOBODY_LOADED: &str = "nobody could ever be logged in; add `request_loader`, or remove `loader = none` and write a `#[user_loader]`";
pub(crate) const NO_ID: &str = "no field is the id; name one `id` or mark one with `#[user(id)]`";
pub(crate) const SECOND_ID: &str = "a user has one id; remove this `id` or the other one";
pub(crate) const ACTIVE_AND_INACTIVE: &str = "`active` and `inactive` contradict each other; keep one";
pub(crate) const ROLE_AND_ROLES: &str = "a field holds one role or a set of them; keep `role` or `roles`";
pub(crate) const ROLE_OF_SEVERAL: &str =
    "`role` marks a field of exactly one role; write `roles` for any other number";
pub(crate) const ROLE_IS_NO_ENUM: &str = "roles are types; make this an enum that derives `Role`";
pub(crate) const PERMISSION_IS_NO_ENUM: &str =
    "permissions are types; make this an enum that derives `Permission`";
pub(crate) const ANSWERED_TWICE: &str =
    "this contradicts the `#[user(...)]` on the struct; keep one of the two";

pub(crate) fn not_a_user(shape: &str) -> String {
    format!("a user is a struct with named fields, not {shape}; derive `UserMixin` on such a struct")
}

pub(crate) fn second_field(of: &str, first: &str) -> String {
    format!("`{first}` holds `{of}` too; keep both in one field, a set marked `#[user(roles)]`")
}

pub(crate) fn opposite_mark(field: &str, mark: &str) -> String {
    format!("`{field}` reads as the opposite; mark it `#[user({mark})]`")
}

pub(crate) fn unmarked_activity(field: &str, mark: &str, answer: &str) -> String {
    format!(
        "`{field}` may switch the user off; mark it `#[user({mark})]`, or write `#[user(active = {answer})]` on the struct"
    )
}

pub(crate) fn unmarked_stamp(field: &str) -> String {
    format!(
        "a new `{field}` should end the user's sessions; mark it `#[user(session_stamp)]`, or write `#[user(session_stamp = none)]` on the struct"
    )
}

// `#[derive(UserId)]`.

pub(crate) const ID_GENERIC: &str = "an id cannot be generic; write the concrete type";

pub(crate) fn not_an_id(name: &str) -> String {
    format!("an id is a tuple struct with one field; write `struct {name}(i64);`")
}

// `#[derive(Role)]` and `#[derive(Permission)]`.

pub(crate) const ENUM_GENERIC: &str = "roles and permissions are plain values; remove the generics";
pub(crate) const ENUM_EMPTY: &str = "nobody could have any of these; add a variant";
pub(crate) const ENUM_TOO_LONG: &str =
    "a set of these has 64 bits; put this variant and what follows into another enum";
pub(crate) const ENUM_NAME: &str =
    "`name` takes a text that is not empty and holds no comma; write `name = \"admin\"`";
pub(crate) const INCLUDES_FORM: &str =
    "`includes` takes roles of this enum; write `includes(Reader, Author)`";
pub(crate) const GRANTS_FORM: &str =
    "`grants` takes permissions with their types; write `grants(Posts::Edit)`";
pub(crate) const INCLUDES_ITSELF: &str = "a role is itself anyway; remove it";

pub(crate) fn not_an_enum(derive: &str) -> String {
    format!("`{derive}` stands for one of several; derive it on an enum")
}

pub(crate) fn variant_with_fields(name: &str) -> String {
    format!("`{name}` carries a value; a role or permission is a variant without fields")
}

pub(crate) fn unknown_role(name: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("no role `{name}`; did you mean `{nearest}`?"),
        None => format!("no role `{name}` in this enum; add the variant, or remove it here"),
    }
}

pub(crate) fn listed_twice(text: &str) -> String {
    format!("`{text}` is listed twice; keep one")
}

pub(crate) fn second_name(name: &str, first: &str) -> String {
    format!("`{first}` is stored as `{name}` too; give one of them another `name`")
}

/// `roles` begins and ends with the same one.
pub(crate) fn cycle(roles: &[String]) -> String {
    let chain = roles.join("`, which includes `").replacen("`, which includes `", "` includes `", 1);
    format!("`{chain}`; remove one of them")
}
