//! The table in version control.

use std::path::Path;
use std::{env, fs};

use super::AccessTable;

/// The variable that accepts a table as it is.
const UPDATE: &str = "UPDATE_ACCESS_TABLE";

impl AccessTable {
    /// Compares the table with the text file at `path`, so that no rule changes without a line in a review.
    ///
    /// With `UPDATE_ACCESS_TABLE=1` in the environment it writes the file instead. Give the path from the crate's own
    /// folder on, as tests run in different ones.
    ///
    /// ```no_run
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # fn routes() -> login_runtime::Router<User> { login_runtime::Router::new() }
    /// routes().access_table().assert_snapshot(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access_table.txt"));
    /// ```
    ///
    /// # Panics
    ///
    /// When the table says something else than the file, with the lines that differ, and when the file cannot be read
    /// or written. [`diff`](AccessTable::diff) is its twin that does not panic.
    #[track_caller]
    pub fn assert_snapshot(&self, path: impl AsRef<Path>) {
        let is_accepted = env::var_os(UPDATE).is_some_and(|value| value == "1");
        if let Err(problem) = self.compare(path.as_ref(), is_accepted) {
            panic!("{problem}");
        }
    }

    fn compare(&self, path: &Path, is_accepted: bool) -> Result<(), String> {
        let shown = path.display();
        if is_accepted {
            return fs::write(path, self.to_string())
                .map_err(|error| format!("the access table could not be written to {shown}: {error}"));
        }
        let snapshot = fs::read_to_string(path).map_err(|error| {
            format!("there is no access table to compare with at {shown}: {error}\nrun the test with {UPDATE}=1 to write it")
        })?;
        match self.diff(&snapshot) {
            None => Ok(()),
            Some(diff) => Err(format!(
                "the access table is another one than in {shown}\n\n{diff}\nrun the test with {UPDATE}=1 to accept it"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::AccessRule;
    use login_runtime::{UserMixin, user_loader};

    #[derive(Clone, UserMixin)]
    struct User {
        id: i64,
    }

    #[user_loader]
    fn load_user(_: i64) -> Option<User> {
        None
    }

    fn table(rule: AccessRule) -> AccessTable {
        let mut table = AccessTable::default();
        table.push_service::<User>("/reports".to_owned(), vec![rule], None);
        table
    }

    #[test]
    fn a_change_fails_until_it_is_accepted() {
        let path = env::temp_dir().join(format!("access_table-{}.txt", std::process::id()));
        let (closed, open) = (table(AccessRule::login_required()), table(AccessRule::public()));
        let missing = closed.compare(&path, false).unwrap_err();
        assert!(missing.contains("there is no access table") && missing.contains("UPDATE_ACCESS_TABLE=1"));
        assert_eq!(closed.compare(&path, true), Ok(()));
        assert_eq!(closed.compare(&path, false), Ok(()));
        let weakened = open.compare(&path, false).unwrap_err();
        assert!(weakened.contains("- ANY /reports login\n+ ANY /reports public"), "{weakened}");
        assert!(weakened.contains("UPDATE_ACCESS_TABLE=1 to accept"), "{weakened}");
        assert_eq!(open.compare(&path, true), Ok(()));
        assert_eq!(open.compare(&path, false), Ok(()));
        fs::remove_file(&path).expect("the file was written");
        let nowhere = path.join("nowhere").join("table.txt");
        assert!(open.compare(&nowhere, true).unwrap_err().contains("could not be written"));
    }
}
