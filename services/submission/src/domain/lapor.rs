//! Counts of SP4N-LAPOR! reports per organisation: what a file must be like to be loaded.
//!
//! All rows or none: a half-loaded file would rank some organisations by last month's counts. Every fault is told at once, by row.

use std::collections::{BTreeMap, HashMap};

use chassis::error::Violation;
use chrono::{DateTime, Utc};
use proof::Digest;
use rules::LaporCounts;
use uuid::Uuid;

use crate::domain::{category::Category, organisation::Organisation, refusal::Refusal};

mod fault;
mod file;

pub use fault::RowFaults;
pub use file::{File, FileFault, Row};

/// One organisation's reports in the measured window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationCounts {
    /// As it was called when the file was loaded.
    pub organisation: Organisation,
    /// Its counts.
    pub counts: LaporCounts,
}

/// The newest file of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub batch_id: Uuid,
    /// The category that it is for.
    pub category_id: Uuid,
    /// The category's edition.
    pub edition_id: String,
    /// Hash of the file.
    pub file_sha256: Digest,
    /// How many organisations it counts.
    pub row_count: i32,
    /// When it arrived.
    pub imported_at: DateTime<Utc>,
}

/// A file of counts was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaporCountsImported(pub Import);

/// What is known when a file is to be loaded.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// `None` when there is no such category, as far as we know.
    pub category: Option<Category>,
    /// Whether its counts are fixed.
    pub frozen: bool,
    /// The file's organisations by code, as far as we know them.
    pub organisations: HashMap<String, Organisation>,
    /// Those of them that were merged, with the codes of their successors.
    pub successors: HashMap<String, String>,
}

impl Import {
    /// What loading the file gives: the import, its rows in the order of their codes, and the event.
    ///
    /// # Errors
    /// The rule that says no; [`Refusal::Rows`] with every fault of every row.
    pub fn load(
        batch_id: Uuid,
        file: &File,
        ground: &Ground,
        arrival: DateTime<Utc>,
    ) -> Result<(Self, Vec<OrganisationCounts>, LaporCountsImported), Refusal> {
        let category = ground.category.as_ref().ok_or(Refusal::CategoryNotFound)?;
        category.takes_counts()?;
        if ground.frozen {
            return Err(Refusal::SnapshotFrozen);
        }
        let rows = check(file.rows(), category, ground)?;
        let import = Self {
            batch_id,
            category_id: category.id,
            edition_id: category.edition_id.clone(),
            file_sha256: file.sha256(),
            // A file of 2 MiB has fewer rows than that.
            row_count: i32::try_from(rows.len()).unwrap_or(i32::MAX),
            imported_at: arrival,
        };
        let event = LaporCountsImported(import.clone());
        Ok((import, rows, event))
    }
}

/// The rows as counts of organisations of the category's levels, each once.
fn check(
    rows: &[Row],
    category: &Category,
    ground: &Ground,
) -> Result<Vec<OrganisationCounts>, Refusal> {
    let mut faults = RowFaults::default();
    let mut seen: HashMap<&str, u64> = HashMap::new();
    let mut good = BTreeMap::new();
    for row in rows {
        let organisation = ground.organisations.get(&row.code);
        if let Some(fault) = organisation_fault(row, organisation, category) {
            faults.add(fault);
        }
        // Two rows for what is one body now would share its reports out.
        if let Some(successor) = ground.successors.get(&row.code) {
            let text = format!("was merged; {successor} took its place");
            faults.add(row.fault("organisation_code", "ORGANISATION_MERGED", &text));
        }
        if let Some(first) = seen.insert(&row.code, row.number) {
            let text = format!("stands in row {first} already");
            faults.add(row.fault("organisation_code", "ORGANISATION_REPEATED", &text));
        }
        match (&row.counts, organisation) {
            (Err(found), _) => found.iter().for_each(|fault| faults.add(fault.clone())),
            (Ok(counts), Some(organisation)) => {
                let row = OrganisationCounts {
                    organisation: organisation.clone(),
                    counts: *counts,
                };
                good.insert(row.organisation.code.clone(), row);
            }
            // Its fault is noted above.
            (Ok(_), None) => {}
        }
    }
    faults.into_result().map_err(Refusal::Rows)?;
    Ok(good.into_values().collect())
}

fn organisation_fault(
    row: &Row,
    organisation: Option<&Organisation>,
    category: &Category,
) -> Option<Violation> {
    const COLUMN: &str = "organisation_code";
    match organisation {
        None => Some(row.fault(COLUMN, fault::UNKNOWN, "not in the registry")),
        Some(one) if !category.has_level(&one.kind) => {
            let text = format!("{} is no level of this category", one.kind);
            Some(row.fault(COLUMN, fault::NOT_ELIGIBLE, &text))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
