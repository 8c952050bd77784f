//! The table for programs.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{AccessEntry, AccessTable};

impl AccessTable {
    /// Returns the table as JSON, one object a line of the table, with the fields always in this order; it ends with a
    /// line feed.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{AccessRule, Router};
    ///
    /// let app = Router::<User>::new().mount("/reports", AccessRule::login_required(), axum::Router::new());
    /// assert_eq!(app.access_table().to_json(), r#"[
    ///   {
    ///     "methods": [
    ///       "ANY"
    ///     ],
    ///     "path": "/reports/{*path}",
    ///     "rule": "login",
    ///     "audience": "logged in",
    ///     "deny": "forbidden",
    ///     "fresh_within": null,
    ///     "cross_origin": "checked",
    ///     "loads": [],
    ///     "handler": null,
    ///     "module": null,
    ///     "file": null,
    ///     "line": null,
    ///     "unguarded": null
    ///   }
    /// ]
    /// "#);
    /// ```
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "a list of texts and numbers is always JSON")]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a list of texts and numbers");
        json.push('\n');
        json
    }
}

impl Serialize for AccessTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl Serialize for AccessEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of_handler = |text| Some(text).filter(|_| !self.is_service());
        let mut entry = serializer.serialize_struct("AccessEntry", 13)?;
        entry.serialize_field("methods", &self.methods)?;
        entry.serialize_field("path", &self.path)?;
        entry.serialize_field("rule", &self.rule_text)?;
        entry.serialize_field("audience", &self.audience().to_string())?;
        entry.serialize_field("deny", &self.deny().map(|deny| deny.to_string()))?;
        entry.serialize_field("fresh_within", &self.freshness().map(|fresh| fresh.to_string()))?;
        entry.serialize_field("cross_origin", &self.cross_origin().to_string())?;
        entry.serialize_field("loads", &self.loads)?;
        entry.serialize_field("handler", &of_handler(&*self.handler))?;
        entry.serialize_field("module", &of_handler(self.module))?;
        entry.serialize_field("file", &self.location.map(|(file, _)| file))?;
        entry.serialize_field("line", &self.location.map(|(_, line)| line))?;
        entry.serialize_field("unguarded", &self.unguarded_reason())?;
        entry.end()
    }
}
