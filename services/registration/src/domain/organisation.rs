//! An organisation: one body that may take part; and which bodies lie above which.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    Refusal,
    organisation_file::{Faults, Row},
};

/// A kind, and how many bodies are of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedKind {
    /// "perangkat_daerah".
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Bodies of this kind.
    pub organisations: i64,
}

/// What a file says of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The Kemendagri code, or a slug.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Which kind of body.
    pub kind: String,
    /// Code of the body above.
    pub parent_code: Option<String>,
    /// The kecamatan it lies in; may be empty.
    pub district: String,
    /// Where the row was found.
    pub source: String,
}

/// How far a body is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Active,
    /// It is no more, and nothing took its place.
    Retired,
    /// Another body took its place.
    Merged {
        /// Code of that one.
        successor_code: String,
    },
}

/// One body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: Uuid,
    /// What is said of it.
    pub facts: Facts,
    /// How far it is in its life.
    pub state: State,
    /// Grows by one with each change.
    pub version: i64,
}

impl Organisation {
    /// What only a body that is there may do.
    ///
    /// # Errors
    /// `ORGANISATION_INACTIVE`.
    pub const fn must_be_active(&self) -> Result<(), Refusal> {
        match self.state {
            State::Active => Ok(()),
            State::Retired | State::Merged { .. } => Err(Refusal::OrganisationInactive),
        }
    }

    /// What the committee may change: the version that it has seen, of a body that is there.
    ///
    /// # Errors
    /// `VERSION_STALE`, `ORGANISATION_INACTIVE`.
    pub fn must_be_as_seen(&self, expected_version: i64) -> Result<(), Refusal> {
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        self.must_be_active()
    }
}

/// Why a code is no longer that of a body that is there, and the code to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outdated {
    /// The body has this one now.
    Renamed(String),
    /// This body took its place.
    Merged(String),
}

/// Checks that no row names a body by a code that was left behind, neither its own nor the one above: it would become a second body under an old
/// code, or bring a merged one back.
#[must_use]
pub fn check_codes(rows: &[Row], outdated: &HashMap<String, Outdated>) -> Faults {
    let mut found = Faults::default();
    for row in rows {
        let own = ("code", Some(&row.facts.code));
        let above = ("parent_code", row.facts.parent_code.as_ref());
        for (column, code) in [own, above] {
            match code.and_then(|code| outdated.get(code)) {
                None => {}
                Some(Outdated::Renamed(now)) => {
                    let text = format!("the code of old; the body has {now} now");
                    found.add(row.line, column, "CODE_FORMER", &text);
                }
                Some(Outdated::Merged(successor)) => {
                    let text = format!("was merged; {successor} took its place");
                    found.add(row.line, column, "ORGANISATION_MERGED", &text);
                }
            }
        }
    }
    found
}

/// Checks that each row's body lies below one of the file or of the registry (`known`: codes, with the code above) and never below itself.
#[must_use]
pub fn check_parents(rows: &[Row], known: &HashMap<String, Option<String>>) -> Faults {
    // The file's word counts before what was known.
    let mut above: HashMap<&str, Option<&str>> = known
        .iter()
        .map(|(code, parent)| (code.as_str(), parent.as_deref()))
        .collect();
    above.extend(
        rows.iter()
            .map(|row| (row.facts.code.as_str(), row.facts.parent_code.as_deref())),
    );
    let on_cycles = on_cycles(&above);
    let mut found = Faults::default();
    for row in rows {
        let parent = row.facts.parent_code.as_deref();
        if parent.is_some_and(|parent| !above.contains_key(parent)) {
            let text = "no body of this file or of the registry has this code";
            found.add(row.line, "parent_code", "PARENT_UNKNOWN", text);
        } else if on_cycles.contains(row.facts.code.as_str()) {
            let text = "the body would lie above itself";
            found.add(row.line, "parent_code", "PARENT_CYCLE", text);
        }
    }
    found
}

/// The codes that come back to themselves on the way up. Each code is walked over once.
fn on_cycles<'a>(above: &HashMap<&'a str, Option<&'a str>>) -> HashSet<&'a str> {
    let mut done = HashSet::new();
    let mut cycles = HashSet::new();
    for start in above.keys() {
        let mut path = Vec::new();
        let mut in_path = HashSet::new();
        let mut here = Some(*start);
        while let Some(code) = here
            && !done.contains(code)
            && in_path.insert(code)
        {
            path.push(code);
            here = above.get(code).copied().flatten();
        }
        // Stopped at a code of this very walk: from there on it is a cycle.
        if let Some(code) = here.filter(|code| in_path.contains(code)) {
            let first = path.iter().position(|one| *one == code);
            cycles.extend(path[first.unwrap_or(path.len())..].iter().copied());
        }
        done.extend(path);
    }
    cycles
}

/// The kecamatan that a list is asked for: none for every one, the empty name (asked for as "-") for the bodies that lie in none.
#[must_use]
pub fn district_asked(text: &str) -> Option<&str> {
    match text {
        "" => None,
        "-" => Some(""),
        name => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Links<'a> = &'a [(&'a str, Option<&'a str>)];

    fn facts(code: &str, parent: Option<&str>) -> Facts {
        Facts {
            code: code.to_owned(),
            name: code.to_uppercase(),
            kind: "desa".to_owned(),
            parent_code: parent.map(str::to_owned),
            district: String::new(),
            source: "list".to_owned(),
        }
    }

    fn rows(file: Links<'_>) -> Vec<Row> {
        let row = |(line, (code, parent)): (u64, &(&str, Option<&str>))| Row {
            line,
            facts: facts(code, *parent),
        };
        (2..).zip(file).map(row).collect()
    }

    fn told(found: &Faults) -> Vec<(String, &'static str)> {
        let all = found.first().iter();
        all.map(|one| (one.field.clone(), one.reason)).collect()
    }

    fn faults(file: Links<'_>, known: Links<'_>) -> Vec<(String, &'static str)> {
        let owned =
            |(code, parent): &(&str, Option<&str>)| ((*code).to_owned(), parent.map(str::to_owned));
        told(&check_parents(
            &rows(file),
            &known.iter().map(owned).collect(),
        ))
    }

    #[test]
    fn a_code_that_was_left_behind_names_no_body_and_none_above() {
        let outdated = HashMap::from([
            ("old".to_owned(), Outdated::Renamed("new".to_owned())),
            ("gone".to_owned(), Outdated::Merged("new".to_owned())),
        ]);
        let file: Links<'_> = &[("new", None), ("old", Some("gone")), ("gone", Some("new"))];
        assert_eq!(
            told(&check_codes(&rows(file), &outdated)),
            [
                ("row 3: code".to_owned(), "CODE_FORMER"),
                ("row 3: parent_code".to_owned(), "ORGANISATION_MERGED"),
                ("row 4: code".to_owned(), "ORGANISATION_MERGED")
            ]
        );
    }

    #[test]
    fn a_parent_may_stand_behind_its_child_or_in_the_registry_but_not_nowhere() {
        let known: Links<'_> = &[("top", None)];
        assert_eq!(faults(&[("a", Some("b")), ("b", Some("top"))], known), []);
        assert_eq!(
            faults(&[("a", Some("b"))], known),
            [("row 2: parent_code".to_owned(), "PARENT_UNKNOWN")]
        );
    }

    #[test]
    fn only_the_rows_on_a_cycle_are_at_fault() {
        let file: Links<'_> = &[
            ("a", Some("b")),
            ("b", Some("c")),
            ("c", Some("b")),
            ("d", Some("d")),
        ];
        assert_eq!(
            faults(file, &[]),
            [
                ("row 3: parent_code".to_owned(), "PARENT_CYCLE"),
                ("row 4: parent_code".to_owned(), "PARENT_CYCLE"),
                ("row 5: parent_code".to_owned(), "PARENT_CYCLE")
            ]
        );
    }

    #[test]
    fn a_cycle_through_the_registry_is_found() {
        let known: Links<'_> = &[("a", None), ("b", Some("a"))];
        assert_eq!(
            faults(&[("a", Some("b"))], known),
            [("row 2: parent_code".to_owned(), "PARENT_CYCLE")]
        );
    }
}
