//! From all that was judged in a category to its result. The order itself is computed by `rules`, the document is `proof`'s.

use std::collections::{BTreeMap, HashSet};

use proof::{
    SealedResult,
    result::{self, Entrant, Heading},
};
use rules::{Evidence, Exact, Rubric, evaluation::Incomplete, rubric::Intake};
use uuid::Uuid;

use super::{
    Fault, Refusal,
    category::Category,
    entry::Entry,
    snapshot::{MeasuredOrganisation, Snapshot},
};

/// Everything that a category's ranking is made of. No `Debug`: see [`crate::domain`].
#[derive(Clone)]
pub struct Inputs {
    pub category: Category,
    pub rubric: Option<Rubric>,
    pub entries: Vec<Entry>,
    pub sheets: Vec<JudgedSheet>,
    pub snapshot: Option<(Snapshot, Vec<MeasuredOrganisation>)>,
}

/// One juror's sheet on one entry.
#[derive(Clone)]
pub struct JudgedSheet {
    pub assignment_id: Uuid,
    pub entry_id: Uuid,
    pub submitted: bool,
    pub marks: BTreeMap<String, Exact>,
}

impl Inputs {
    /// The result that follows from the inputs, or all that is missing. `example` marks judgements made as an example.
    pub fn result(self, example: bool) -> Result<SealedResult, Refusal> {
        let missing = self.missing();
        let rubric = match self.rubric.clone() {
            Some(rubric) if missing.is_empty() => rubric,
            _ => return Err(Refusal::RankingIncomplete(missing)),
        };
        let heading = self.heading(example);
        let entrants = match self.category.intake {
            Intake::Entered => judged_entrants(self.entries, self.sheets),
            Intake::Monitored => measured_entrants(self.snapshot),
        };
        SealedResult::compute(heading, rubric, entrants).map_err(refuse)
    }

    fn missing(&self) -> Vec<Fault> {
        let mut missing = Vec::new();
        if self.rubric.is_none() {
            let text = "the category has no rubric";
            missing.push(Fault::new("rubric", "RUBRIC_MISSING", text));
        }
        match self.category.intake {
            Intake::Entered => missing.extend(self.missing_of_entries()),
            Intake::Monitored if self.snapshot.is_none() => {
                let text = "the category's counts are not frozen";
                missing.push(Fault::new("snapshot", "SNAPSHOT_MISSING", text));
            }
            Intake::Monitored => {}
        }
        missing
    }

    fn missing_of_entries(&self) -> Vec<Fault> {
        if self.entries.is_empty() {
            let text = "the category has no entries";
            return vec![Fault::new("entries", "ENTRIES_MISSING", text)];
        }
        let assigned: HashSet<Uuid> = self.sheets.iter().map(|sheet| sheet.entry_id).collect();
        let unassigned = self
            .entries
            .iter()
            .filter(|entry| !assigned.contains(&entry.id))
            .map(|entry| {
                let field = format!("entries[{}]", entry.id);
                Fault::new(field, "ASSIGNMENTS_MISSING", "no juror has this entry")
            });
        let open = self
            .sheets
            .iter()
            .filter(|sheet| !sheet.submitted)
            .map(|sheet| {
                let field = format!("assignments[{}]", sheet.assignment_id);
                Fault::new(field, "SHEETS_OPEN", "this sheet was not handed in")
            });
        unassigned.chain(open).collect()
    }

    fn heading(&self, example: bool) -> Heading {
        let category = &self.category;
        let commitment = self.snapshot.as_ref().map(|(known, _)| known.commitment);
        Heading {
            example,
            edition_id: category.edition_id.clone(),
            category: result::Category {
                id: category.id.to_string(),
                code: category.code.clone(),
                name: category.name.clone(),
                name_en: category.name_en.clone(),
                places: category.places,
            },
            snapshot_commitment: commitment.filter(|_| category.intake == Intake::Monitored),
        }
    }
}

fn judged_entrants(entries: Vec<Entry>, sheets: Vec<JudgedSheet>) -> Vec<Entrant> {
    let mut by_entry: BTreeMap<Uuid, BTreeMap<String, Vec<Exact>>> = BTreeMap::new();
    for sheet in sheets {
        let marks_of_entry = by_entry.entry(sheet.entry_id).or_default();
        for (code, mark) in sheet.marks {
            marks_of_entry.entry(code).or_default().push(mark);
        }
    }
    let entrant = |entry: Entry| Entrant {
        subject_id: entry.id.to_string(),
        title: entry.title,
        organisation: entry.organisation,
        evidence: Evidence::Marks(by_entry.remove(&entry.id).unwrap_or_default()),
    };
    entries.into_iter().map(entrant).collect()
}

fn measured_entrants(snapshot: Option<(Snapshot, Vec<MeasuredOrganisation>)>) -> Vec<Entrant> {
    let rows = snapshot.map(|(_, rows)| rows).unwrap_or_default();
    let entrant = |row: MeasuredOrganisation| Entrant {
        subject_id: row.organisation_id.to_string(),
        title: String::new(),
        organisation: row.organisation,
        evidence: Evidence::Measures(row.counts),
    };
    rows.into_iter().map(entrant).collect()
}

/// A gap's own text may hold a mark, so only its name and its place go on.
fn refuse(Incomplete(gaps): Incomplete) -> Refusal {
    let fault = |gap: rules::evaluation::Gap| {
        let field = format!("subjects[{}].{}", gap.subject_id, gap.criterion);
        Fault::new(
            field,
            gap.reason.as_str(),
            "the inputs of this subject do not fit the rubric",
        )
    };
    Refusal::RankingIncomplete(gaps.into_iter().map(fault).collect())
}

#[cfg(test)]
mod tests;
