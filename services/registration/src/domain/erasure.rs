//! How a name is found again in free text, where people may have typed it.

/// A regular expression of PostgreSQL that matches the name as words of their own, however its spaces were typed. Nothing for no name.
#[must_use]
pub fn pattern_of(name: &str) -> Option<String> {
    let words: Vec<String> = name.split_whitespace().map(quoted).collect();
    if words.is_empty() {
        return None;
    }
    let name = words.join("\\s+");
    // Somebody called Ani is not in "organisasi".
    Some(format!("(?<![[:alnum:]]){name}(?![[:alnum:]])"))
}

fn quoted(word: &str) -> String {
    let mut quoted = String::with_capacity(word.len());
    for char in word.chars() {
        if char.is_ascii_punctuation() {
            quoted.push('\\');
        }
        quoted.push(char);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_name_mean_themselves_and_spaces_any_space() {
        let pattern = pattern_of(" Dr. Ani  Rahayu ").expect("a pattern");
        assert_eq!(
            pattern,
            "(?<![[:alnum:]])Dr\\.\\s+Ani\\s+Rahayu(?![[:alnum:]])"
        );
        assert_eq!(pattern_of(" "), None);
    }
}
