//! What a new account must fulfill. The sentences are shown to the person.

/// A name that fulfills the rules: 3 to 32 of `a-z`, `A-Z`, `0-9`, `-` and `_`, the first one a letter.
///
/// ASCII only, so that no two names look alike and the database's case folding is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Username(String);

impl Username {
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if !(3..=32).contains(&text.len()) {
            return Err("A username has 3 to 32 characters.");
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            return Err("A username has only letters from a to z, digits, hyphens and underscores.");
        }
        if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err("A username starts with a letter.");
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks a new password: 8 to 128 characters, and not the username.
///
/// Characters, not bytes: the person counts characters, and eight Greek letters are as hard to guess as eight Latin
/// ones. The size in bytes needs no limit of its own here, the one on the whole request body bounds it. There are no
/// rules about digits or signs (NIST SP 800-63B: they make passwords worse).
pub(crate) fn check_new_password(password: &str, username: &str) -> Result<(), &'static str> {
    if !(8..=128).contains(&password.chars().count()) {
        return Err("A password has 8 to 128 characters.");
    }
    if password.eq_ignore_ascii_case(username) {
        return Err("The password must not be the username.");
    }
    Ok(())
}

/// The text of a post that fulfills the rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPost<'a> {
    pub(crate) title: &'a str,
    pub(crate) body: &'a str,
}

/// Checks a post: a title of at most 120 characters, a text of at most 10,000, neither of them empty.
pub(crate) fn check_post<'a>(title: &'a str, body: &'a str) -> Result<NewPost<'a>, &'static str> {
    let (title, body) = (title.trim(), body.trim());
    if title.is_empty() || body.is_empty() {
        return Err("A post has a title and a text.");
    }
    if title.chars().count() > 120 {
        return Err("A title has at most 120 characters.");
    }
    if body.chars().count() > 10_000 {
        return Err("A text has at most 10,000 characters.");
    }
    Ok(NewPost { title, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_short_ascii_words() {
        for good in ["ann", "Ann-2", " ann ", "a_b", &"a".repeat(32)] {
            assert!(Username::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "an", "1ann", "-ann", "ann b", "änn", "ann\0", &"a".repeat(33)] {
            assert!(Username::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_counted_in_characters() {
        assert!(check_new_password("κωδικός!", "ann").is_ok()); // 8 characters, 15 bytes
        assert!(check_new_password("κωδι", "ann").is_err()); // 4 characters, 8 bytes
        assert!(check_new_password(&"x".repeat(128), "ann").is_ok());
        assert!(check_new_password(&"x".repeat(129), "ann").is_err());
        assert!(check_new_password("Margaret", "margaret").is_err());
    }
}
