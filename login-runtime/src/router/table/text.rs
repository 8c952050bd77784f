//! The table for people: as aligned text, and as Markdown.

use std::fmt::{self, Display};

use super::{AccessEntry, AccessTable};

/// What stands above the columns of the text.
pub(super) const HEADS: [&str; 4] = ["METHOD", "PATH", "RULE", "HANDLER"];

impl AccessEntry {
    /// The line of the text, column by column.
    pub(super) fn cells(&self) -> [String; 4] {
        // A reason may be a string over several lines.
        let rule = self.rule_text.split_whitespace().collect::<Vec<_>>().join(" ");
        [self.methods.join(","), self.path.clone(), rule, self.handler_text()]
    }
}

impl Display for AccessTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = HEADS.map(str::to_owned);
        let rows: Vec<_> = std::iter::once(heads).chain(self.iter().map(AccessEntry::cells)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (method, path, rule) = (width(0), width(1), width(2));
        rows.iter().try_for_each(|[a, b, c, d]| writeln!(f, "{a:method$}  {b:path$}  {c:rule$}  {d}"))
    }
}

impl AccessTable {
    /// Returns the table in Markdown, for the documentation of the application.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Router, login_required, routing::post};
    ///
    /// #[login_required]
    /// async fn erase() {}
    ///
    /// let table = Router::<User>::new().route("/erase", post(erase)).access_table();
    /// assert!(table.to_markdown().contains("| POST | `/erase` | login | logged in | forbidden |  | checked |"));
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let heads = ["Method", "Path", "Rule", "For", "Denied", "Fresh within", "Other sites", "Handler"];
        let lines = self.iter().map(|entry| {
            let [methods, path, rule, handler] = entry.cells();
            line([
                methods,
                format!("`{path}`"),
                rule,
                entry.audience().to_string(),
                or_empty(entry.deny()),
                or_empty(entry.freshness()),
                entry.cross_origin().to_string(),
                format!("`{handler}`"),
            ])
        });
        [line(heads.map(str::to_owned)), "|---|---|---|---|---|---|---|---|\n".to_owned()]
            .into_iter()
            .chain(lines)
            .collect()
    }
}

fn line(cells: [String; 8]) -> String {
    format!("| {} |\n", cells.map(|cell| escaped(&cell)).join(" | "))
}

fn or_empty<T: Display>(cell: Option<T>) -> String {
    cell.map(|cell| cell.to_string()).unwrap_or_default()
}

/// A pipe would end the cell, in code too; a backslash would take the escape away again.
fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('|', "\\|")
}
