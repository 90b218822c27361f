//! What new aliases do to those that are known: a code leads to one body, and a name is not kept twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use chassis::error::Violation;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Refusal,
    organisation::Organisation,
    organisation_alias::{Alias, AliasKind, KnownAlias},
    organisation_alias_file::Row,
    organisation_change::Change,
    organisation_file::Faults,
};

/// What is known of the bodies and codes that new aliases name.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// Those of the aliases' values that are some body's code today.
    pub codes: HashSet<String>,
    /// The aliases of these bodies, and those of others with the same values; each with its body.
    pub known: Vec<(Uuid, KnownAlias)>,
}

/// Where an alias goes.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// It is new.
    New,
    /// It is known under this id, with other dates or another source.
    Changed(Uuid),
    /// All of it is known.
    Unchanged,
}

impl Ground {
    /// Where an alias of this body goes.
    ///
    /// # Errors
    /// `CODE_TAKEN`.
    pub fn place(&self, organisation_id: Uuid, alias: &Alias) -> Result<Place, Refusal> {
        let leads = matches!(alias.kind, AliasKind::FormerCode | AliasKind::ExternalCode);
        let is_taken = self
            .known
            .iter()
            .any(|(owner, known)| *owner != organisation_id && known.alias.is(alias));
        if leads && is_taken {
            return Err(Refusal::CodeTaken);
        }
        if alias.kind == AliasKind::FormerCode && self.codes.contains(&alias.value) {
            return Err(Refusal::CodeTaken);
        }
        let same = self
            .known
            .iter()
            .find(|(owner, known)| *owner == organisation_id && known.alias.is(alias));
        Ok(match same {
            None => Place::New,
            Some((_, known)) if known.alias == *alias => Place::Unchanged,
            Some((_, known)) => Place::Changed(known.id),
        })
    }
}

/// What a file will do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// New aliases, and known ones of which the file says something else; each with its body.
    pub written: Vec<(Uuid, KnownAlias)>,
    /// The bodies that are changed, as they become.
    pub changed: Vec<Organisation>,
    /// How many aliases are new.
    pub created: i32,
    /// How many are changed.
    pub updated: i32,
    /// How many are as they were.
    pub unchanged: i32,
}

impl Plan {
    /// Compares the rows of a file with what is known. `new_id` gives ids to new aliases.
    ///
    /// # Errors
    /// `ORGANISATION_UNKNOWN`, `ORGANISATION_INACTIVE`, `CODE_TAKEN`, one per row.
    pub fn make(
        rows: Vec<Row>,
        bodies: &HashMap<String, Organisation>,
        mut ground: Ground,
        mut new_id: impl FnMut() -> Uuid,
    ) -> Result<Self, Faults> {
        let mut found = Faults::default();
        let mut plan = Self::default();
        let mut changed = BTreeMap::new();
        for row in rows {
            let body = match owner(&row, bodies) {
                Ok(body) => body,
                Err(fault) => {
                    found.note(fault);
                    continue;
                }
            };
            let id = match ground.place(body.id, &row.alias) {
                Err(refusal) => {
                    let fault = row.fault("alias", "CODE_TAKEN", &refusal.to_string());
                    found.note(fault);
                    continue;
                }
                Ok(Place::Unchanged) => {
                    plan.unchanged += 1;
                    continue;
                }
                Ok(Place::Changed(id)) => {
                    plan.updated += 1;
                    id
                }
                Ok(Place::New) => {
                    plan.created += 1;
                    new_id()
                }
            };
            let written = KnownAlias {
                id,
                alias: row.alias,
            };
            // So that a later row of the same file meets it.
            ground.known.push((body.id, written.clone()));
            plan.written.push((body.id, written));
            let next = Organisation {
                version: body.version + 1,
                ..body.clone()
            };
            changed.insert(next.facts.code.clone(), next);
        }
        found.into_result()?;
        plan.changed = changed.into_values().collect();
        Ok(plan)
    }

    /// What the history will say, by whom and when.
    #[must_use]
    pub fn changes(&self, account_id: Uuid, at: DateTime<Utc>) -> Vec<Change> {
        let bodies: HashMap<Uuid, &Organisation> =
            self.changed.iter().map(|body| (body.id, body)).collect();
        let written = self.written.iter();
        written
            .filter_map(|(id, known)| {
                let body = bodies.get(id)?;
                Some(Change::alias_added(body, &known.alias, account_id, at))
            })
            .collect()
    }
}

fn owner<'a>(
    row: &Row,
    bodies: &'a HashMap<String, Organisation>,
) -> Result<&'a Organisation, Violation> {
    let Some(body) = bodies.get(&row.code) else {
        let text = "no body of the registry has this code";
        return Err(row.fault("code", "ORGANISATION_UNKNOWN", text));
    };
    let inactive =
        |refusal: Refusal| row.fault("code", "ORGANISATION_INACTIVE", &refusal.to_string());
    body.must_be_active().map_err(inactive)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        organisation::{Facts, State},
        organisation_alias_file,
    };

    fn body(number: u128, code: &str, state: State) -> (String, Organisation) {
        let facts = Facts {
            code: code.to_owned(),
            name: code.to_uppercase(),
            kind: "desa".to_owned(),
            parent_code: None,
            district: String::new(),
            source: "list".to_owned(),
        };
        let body = Organisation {
            id: Uuid::from_u128(number),
            facts,
            state,
            version: 3,
        };
        (code.to_owned(), body)
    }

    fn bodies() -> HashMap<String, Organisation> {
        HashMap::from([
            body(1, "a", State::Active),
            body(2, "b", State::Active),
            body(3, "c", State::Retired),
        ])
    }

    fn rows(text: &str) -> Vec<Row> {
        let text = format!("code,alias,kind,valid_until,source\n{text}");
        organisation_alias_file::read(text.as_bytes()).expect("rows")
    }

    fn plan(text: &str, known: &[(Uuid, KnownAlias)]) -> Result<Plan, Vec<(String, &'static str)>> {
        let ground = Ground {
            codes: HashSet::from(["b".to_owned()]),
            known: known.to_vec(),
        };
        let made = Plan::make(rows(text), &bodies(), ground, || Uuid::from_u128(9));
        made.map_err(|found| {
            let all = found.first().iter();
            all.map(|one| (one.field.clone(), one.reason)).collect()
        })
    }

    #[test]
    fn a_file_adds_changes_and_leaves_alone_and_each_body_changes_once() {
        let first = plan("a,A.B.,abbreviation,,s\na,Alfa,former_name,,s\n", &[]).expect("a plan");
        assert_eq!((first.created, first.updated, first.unchanged), (2, 0, 0));
        let changed: Vec<_> = first.changed.iter().map(|one| one.version).collect();
        assert_eq!(changed, [4]);
        let again = "a,A.B.,abbreviation,,s\na,Alfa,former_name,2022,s\n";
        let second = plan(again, &first.written).expect("a plan");
        assert_eq!(
            (second.created, second.updated, second.unchanged),
            (0, 1, 1)
        );
        assert_eq!(second.written[0].1.alias.value, "Alfa");
    }

    #[test]
    fn a_code_leads_to_one_body_and_a_name_may_lead_to_many() {
        let two = "a,x-1,former_code,,s\nb,x-1,former_code,,s\na,b,former_code,,s\n";
        let taken = |line| (format!("row {line}: alias"), "CODE_TAKEN");
        assert_eq!(plan(two, &[]), Err(vec![taken(3), taken(4)]));
        let names = "a,Sama,former_name,,s\nb,Sama,former_name,,s\n";
        assert_eq!(plan(names, &[]).expect("a plan").created, 2);
    }

    #[test]
    fn an_alias_belongs_to_a_body_that_is_there() {
        let text = "z,Z,abbreviation,,s\nc,C,abbreviation,,s\n";
        let expected = vec![
            ("row 2: code".to_owned(), "ORGANISATION_UNKNOWN"),
            ("row 3: code".to_owned(), "ORGANISATION_INACTIVE"),
        ];
        assert_eq!(plan(text, &[]), Err(expected));
    }
}
