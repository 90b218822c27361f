//! An organisation: one body that may take part; and what an imported file does to those that are known.

use std::collections::{HashMap, HashSet};

use chassis::error::Violations;
use uuid::Uuid;

use super::organisation_file::Row;

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

/// One body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: Uuid,
    /// What the last file said.
    pub facts: Facts,
    /// Grows by one with each change.
    pub version: i64,
}

/// What an import will do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// New bodies, and known ones of which the file says something else.
    pub written: Vec<Organisation>,
    /// Every body of the file, changed or not.
    pub named: Vec<Uuid>,
    /// How many are new.
    pub created: i32,
    /// How many are changed.
    pub updated: i32,
    /// How many are as they were.
    pub unchanged: i32,
}

impl Plan {
    /// Compares the rows of a file with what is known. `new_id` gives ids to new bodies.
    ///
    /// # Errors
    /// `PARENT_UNKNOWN` and `PARENT_CYCLE`, one per row.
    pub fn make(
        rows: Vec<Row>,
        known: &HashMap<String, Organisation>,
        mut new_id: impl FnMut() -> Uuid,
    ) -> Result<Self, Violations> {
        check_parents(&rows, known)?;
        let mut plan = Self::default();
        for row in rows {
            let facts = row.facts;
            let (id, version) = match known.get(&facts.code) {
                Some(before) if before.facts == facts => {
                    plan.unchanged += 1;
                    plan.named.push(before.id);
                    continue;
                }
                Some(before) => {
                    plan.updated += 1;
                    (before.id, before.version + 1)
                }
                None => {
                    plan.created += 1;
                    (new_id(), 1)
                }
            };
            plan.named.push(id);
            plan.written.push(Organisation { id, facts, version });
        }
        Ok(plan)
    }
}

fn check_parents(rows: &[Row], known: &HashMap<String, Organisation>) -> Result<(), Violations> {
    // The file's word counts before what was known.
    let mut above: HashMap<&str, Option<&str>> = known
        .values()
        .map(|body| (body.facts.code.as_str(), body.facts.parent_code.as_deref()))
        .collect();
    above.extend(
        rows.iter()
            .map(|row| (row.facts.code.as_str(), row.facts.parent_code.as_deref())),
    );
    let on_cycles = on_cycles(&above);
    let mut found = Violations::default();
    for row in rows {
        let parent = row.facts.parent_code.as_deref();
        if parent.is_some_and(|parent| !above.contains_key(parent)) {
            let text = "no body of this file or of the registry has this code";
            found.add(row.field("parent_code"), "PARENT_UNKNOWN", text);
        } else if on_cycles.contains(row.facts.code.as_str()) {
            let text = "the body would lie above itself";
            found.add(row.field("parent_code"), "PARENT_CYCLE", text);
        }
    }
    found.into_result()
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

#[cfg(test)]
mod tests {
    use super::*;

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

    fn rows(links: &[(&str, Option<&str>)]) -> Vec<Row> {
        let rows = links.iter().enumerate();
        rows.map(|(index, (code, parent))| Row {
            line: index as u64 + 2,
            facts: facts(code, *parent),
        })
        .collect()
    }

    fn known(links: &[(&str, Option<&str>)]) -> HashMap<String, Organisation> {
        let plan = Plan::make(rows(links), &HashMap::new(), Uuid::nil).expect("a plan");
        let bodies = plan.written.into_iter();
        bodies.map(|one| (one.facts.code.clone(), one)).collect()
    }

    fn faults(
        links: &[(&str, Option<&str>)],
        known: &HashMap<String, Organisation>,
    ) -> Vec<(String, &'static str)> {
        let found = Plan::make(rows(links), known, Uuid::nil).expect_err("refused");
        let all = found.as_slice().iter();
        all.map(|one| (one.field.clone(), one.reason)).collect()
    }

    #[test]
    fn a_file_creates_updates_and_leaves_alone() {
        let known = known(&[("a", None), ("b", None)]);
        let file = rows(&[("a", None), ("b", Some("a")), ("c", Some("b"))]);
        let plan = Plan::make(file, &known, || Uuid::from_u128(3)).expect("a plan");
        assert_eq!((plan.created, plan.updated, plan.unchanged), (1, 1, 1));
        assert_eq!(plan.named.len(), 3);
        let written: Vec<_> = plan
            .written
            .iter()
            .map(|one| (one.facts.code.as_str(), one.version))
            .collect();
        assert_eq!(written, [("b", 2), ("c", 1)]);
    }

    #[test]
    fn a_parent_may_stand_behind_its_child_or_in_the_registry_but_not_nowhere() {
        let known = known(&[("top", None)]);
        assert!(
            Plan::make(
                rows(&[("a", Some("b")), ("b", Some("top"))]),
                &known,
                Uuid::nil
            )
            .is_ok()
        );
        assert_eq!(
            faults(&[("a", Some("b"))], &known),
            [("row 2: parent_code".to_owned(), "PARENT_UNKNOWN")]
        );
    }

    #[test]
    fn only_the_rows_on_a_cycle_are_at_fault() {
        assert_eq!(
            faults(
                &[
                    ("a", Some("b")),
                    ("b", Some("c")),
                    ("c", Some("b")),
                    ("d", Some("d"))
                ],
                &HashMap::new()
            ),
            [
                ("row 3: parent_code".to_owned(), "PARENT_CYCLE"),
                ("row 4: parent_code".to_owned(), "PARENT_CYCLE"),
                ("row 5: parent_code".to_owned(), "PARENT_CYCLE")
            ]
        );
    }

    #[test]
    fn a_cycle_through_the_registry_is_found() {
        let known = known(&[("a", None), ("b", Some("a"))]);
        assert_eq!(
            faults(&[("a", Some("b"))], &known),
            [("row 2: parent_code".to_owned(), "PARENT_CYCLE")]
        );
    }
}
