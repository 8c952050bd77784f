//! Access rules: roles, objects, functions, names and groups, on a small site with posts.

mod checks;
mod groups;
mod keep_alive;
mod nesting;
mod objects;
mod plain_router;
mod refusals;
mod roles;
mod world;
