//! How far a category is, from counts alone.

use chrono::{DateTime, Utc};
use rules::rubric::Intake;
use uuid::Uuid;

/// What is counted of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub category_id: Uuid,
    pub intake: Intake,
    /// Entries may still come in.
    pub window_open: bool,
    pub has_rubric: bool,
    pub has_snapshot: bool,
    pub entries: u32,
    pub entries_assigned: u32,
    pub sheets_assigned: u32,
    pub sheets_submitted: u32,
    pub sealed: bool,
    pub approvals: u32,
    /// The latest moment that an approval names, or the edition's evening if that was put off beyond it.
    pub latest_moment: Option<DateTime<Utc>>,
}

/// Where a category stands with scoring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// The stages are those of the contract.
pub enum Stage {
    Intake,
    Judging,
    Decidable,
    Sealed,
    Approved,
}

/// It takes one of each side.
const APPROVALS: u32 = 2;

impl Progress {
    /// The stage that these counts are.
    pub fn stage(&self) -> Stage {
        match (self.sealed, self.missing().is_empty()) {
            (true, true) => Stage::Approved,
            (true, false) => Stage::Sealed,
            (false, _) if self.is_intake() => Stage::Intake,
            (false, false) => Stage::Judging,
            (false, true) => Stage::Decidable,
        }
    }

    /// What is missing before the next stage, as reasons.
    pub fn missing(&self) -> Vec<&'static str> {
        let checks: &[(bool, &'static str)] = match (self.sealed, self.intake) {
            (true, _) => &[(self.approvals < APPROVALS, "APPROVALS_MISSING")],
            (false, Intake::Monitored) => &[
                (!self.has_rubric, "RUBRIC_MISSING"),
                (!self.has_snapshot, "SNAPSHOT_MISSING"),
            ],
            (false, Intake::Entered) => &[
                (!self.has_rubric, "RUBRIC_MISSING"),
                (self.entries == 0, "ENTRIES_MISSING"),
                (self.entries_assigned < self.entries, "ASSIGNMENTS_MISSING"),
                (self.sheets_submitted < self.sheets_assigned, "SHEETS_OPEN"),
            ],
        };
        checks
            .iter()
            .filter_map(|(lacks, reason)| lacks.then_some(*reason))
            .collect()
    }

    /// From when the content may be handed out; `None` until both approvals stand.
    pub fn released_from(&self) -> Option<DateTime<Utc>> {
        self.latest_moment
            .filter(|_| self.stage() == Stage::Approved)
    }

    fn is_intake(&self) -> bool {
        let nothing_to_judge = match self.intake {
            Intake::Entered => self.sheets_assigned == 0,
            Intake::Monitored => !self.has_snapshot,
        };
        self.window_open || !self.has_rubric || nothing_to_judge
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::id;
    use super::*;

    fn judged() -> Progress {
        Progress {
            category_id: id(1),
            intake: Intake::Entered,
            window_open: false,
            has_rubric: true,
            has_snapshot: false,
            entries: 2,
            entries_assigned: 2,
            sheets_assigned: 4,
            sheets_submitted: 4,
            sealed: false,
            approvals: 0,
            latest_moment: None,
        }
    }

    fn measured() -> Progress {
        Progress {
            intake: Intake::Monitored,
            has_snapshot: true,
            entries: 0,
            entries_assigned: 0,
            sheets_assigned: 0,
            sheets_submitted: 0,
            ..judged()
        }
    }

    #[test]
    fn a_category_goes_through_its_stages() {
        let nothing = Progress {
            window_open: true,
            has_rubric: false,
            entries: 0,
            entries_assigned: 0,
            sheets_assigned: 0,
            sheets_submitted: 0,
            ..judged()
        };
        let unassigned = Progress {
            entries_assigned: 0,
            sheets_assigned: 0,
            sheets_submitted: 0,
            ..judged()
        };
        let half = Progress {
            entries_assigned: 1,
            sheets_submitted: 1,
            ..judged()
        };
        let sealed = Progress {
            sealed: true,
            approvals: 1,
            ..judged()
        };
        let approved = Progress {
            approvals: 2,
            ..sealed.clone()
        };
        for (progress, stage, missing) in [
            (
                nothing,
                Stage::Intake,
                vec!["RUBRIC_MISSING", "ENTRIES_MISSING"],
            ),
            (unassigned, Stage::Intake, vec!["ASSIGNMENTS_MISSING"]),
            (
                half,
                Stage::Judging,
                vec!["ASSIGNMENTS_MISSING", "SHEETS_OPEN"],
            ),
            (judged(), Stage::Decidable, vec![]),
            (sealed, Stage::Sealed, vec!["APPROVALS_MISSING"]),
            (approved, Stage::Approved, vec![]),
        ] {
            assert_eq!(progress.stage(), stage, "{progress:?}");
            assert_eq!(progress.missing(), missing, "{progress:?}");
        }
    }

    #[test]
    fn a_measured_category_waits_for_its_rubric_and_its_counts_alone() {
        let nothing = Progress {
            has_rubric: false,
            has_snapshot: false,
            ..measured()
        };
        assert_eq!(nothing.stage(), Stage::Intake);
        assert_eq!(nothing.missing(), ["RUBRIC_MISSING", "SNAPSHOT_MISSING"]);
        assert_eq!(measured().stage(), Stage::Decidable);
    }

    #[test]
    fn nothing_can_be_decided_while_entries_may_come_in() {
        let open = Progress {
            window_open: true,
            ..judged()
        };
        assert_eq!(open.stage(), Stage::Intake);
    }
}
