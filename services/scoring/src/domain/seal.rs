//! Fixing a category's result before it is shown.

use chrono::{DateTime, Utc};
use proof::{Digest, Salt, Sealed};
use uuid::Uuid;

use rules::rubric::Intake;

use super::{
    Refusal,
    approval::Approval,
    category::{Edition, Heard},
    ranking::Inputs,
};

/// What is known of a sealed result before its release.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Seal`.
pub struct Seal {
    pub id: Uuid,
    pub edition_id: String,
    pub category_id: Uuid,
    pub root: Digest,
    pub sealed_at: DateTime<Utc>,
    pub approvals: Vec<Approval>,
    pub version: i64,
}

/// A sealed result with its content. No `Debug`: see [`crate::domain`].
pub struct SealedCategory {
    /// What is known of it.
    pub seal: Seal,
    /// What is not.
    pub sealed: Sealed,
}

/// Why nothing was sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealFailure {
    /// For a reason that the caller may hear.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A fault of ours. Its cause would name what is embargoed, so it goes nowhere.
    #[error("the result cannot be written in its canonical form")]
    Unwritable,
}

/// The word of a member of the plenary that a category be sealed, with what chance and the clock give to it.
#[derive(Clone)]
pub struct SealCommand {
    /// The seal's id.
    pub id: Uuid,
    /// The editions whose plenary the caller belongs to.
    pub plenary_of: Vec<String>,
    /// Drawn for this seal.
    pub salt: Salt,
    /// Whether judgements are made as an example.
    pub example: bool,
    /// What the event sees.
    pub now: DateTime<Utc>,
    /// Whose word it is that these are all the entries: submission's, once it has ended the category's intake and told of what came in.
    pub entries: Heard,
}

impl SealCommand {
    /// Seals what was judged, once and not before the last entry has come in. An entry counts by the moment of its arrival, so one can still be under
    /// way after the closing: the seal waits until submission has ended the intake. It is asked to only when nothing else speaks against the seal.
    pub fn decide(
        self,
        inputs: Inputs,
        edition: &Edition,
        is_sealed: bool,
    ) -> Result<SealedCategory, SealFailure> {
        inputs.category.admit_plenary(&self.plenary_of)?;
        if is_sealed {
            return Err(Refusal::CategorySealed.into());
        }
        if edition.is_open_at(self.now) {
            let edition_id = edition.id.clone();
            return Err(Refusal::WindowOpen { edition_id }.into());
        }
        let category_id = inputs.category.id;
        let is_entered = inputs.category.intake == Intake::Entered;
        let result = inputs.result(self.example)?;
        if is_entered && self.entries == Heard::Copy {
            return Err(Refusal::IntakeUnended { category_id }.into());
        }
        let sealed = result
            .seal(self.salt)
            .map_err(|_| SealFailure::Unwritable)?;
        let seal = Seal {
            id: self.id,
            edition_id: edition.id.clone(),
            category_id,
            root: sealed.root,
            sealed_at: self.now,
            approvals: Vec::new(),
            version: 1,
        };
        Ok(SealedCategory { seal, sealed })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rules::rubric::Intake;

    use super::super::{
        ranking::JudgedSheet,
        samples::{CLOSES, EDITION, at, category, edition, entry, id, rubric},
    };
    use super::*;

    fn inputs() -> Inputs {
        let mark = || "4".parse().expect("a mark");
        let codes = ["kreativitas", "pesan"];
        let marks: BTreeMap<_, _> = codes.map(|code| (code.to_owned(), mark())).into();
        Inputs {
            category: category(Intake::Entered),
            rubric: Some(rubric()),
            entries: vec![entry(10)],
            sheets: vec![JudgedSheet {
                assignment_id: id(20),
                entry_id: id(10),
                submitted: true,
                marks,
            }],
            snapshot: None,
        }
    }

    fn command(now: &str) -> SealCommand {
        SealCommand {
            id: id(40),
            plenary_of: vec![EDITION.to_owned()],
            salt: Salt::new([5; 32]),
            example: true,
            now: at(now),
            entries: Heard::Owner,
        }
    }

    fn refusal(command: SealCommand, inputs: Inputs, is_sealed: bool) -> Refusal {
        match command.decide(inputs, &edition(), is_sealed) {
            Err(SealFailure::Refused(refusal)) => refusal,
            Err(SealFailure::Unwritable) => panic!("unwritable"),
            Ok(_) => panic!("sealed"),
        }
    }

    #[test]
    fn the_result_is_fixed_under_its_root_from_the_closing_on() {
        let sealed = command(CLOSES).decide(inputs(), &edition(), false);
        let SealedCategory { seal, sealed } = sealed.expect("sealed");
        assert_eq!(seal.root, sealed.root);
        let opened = proof::SealedResult::open(&sealed.content, &sealed.salt, &seal.root);
        assert!(opened.expect("a result").heading.example);
    }

    #[test]
    fn nothing_is_sealed_while_entries_may_come_in() {
        let edition_id = EDITION.to_owned();
        let early = command("2024-10-30T16:58:59.999999Z");
        let open = refusal(early, inputs(), false);
        assert_eq!(open, Refusal::WindowOpen { edition_id });
    }

    #[test]
    fn nothing_is_sealed_on_a_copys_word_that_the_intake_is_over() {
        let copied = SealCommand {
            entries: Heard::Copy,
            ..command(CLOSES)
        };
        let refused = refusal(copied.clone(), inputs(), false);
        let category_id = id(1);
        assert_eq!(refused, Refusal::IntakeUnended { category_id });
        // Nobody's intake is ended for a seal that cannot be made.
        let mut open = inputs();
        open.sheets[0].submitted = false;
        let refused = refusal(copied, open, false);
        assert!(matches!(refused, Refusal::RankingIncomplete(_)));
    }

    #[test]
    fn a_seal_is_made_once_by_the_plenary_of_the_edition_on_a_whole_ranking() {
        let again = refusal(command(CLOSES), inputs(), true);
        assert_eq!(again, Refusal::CategorySealed);
        let outsider = SealCommand {
            plenary_of: Vec::new(),
            ..command(CLOSES)
        };
        let refused = refusal(outsider, inputs(), true);
        assert_eq!(refused, Refusal::PlenaryOtherEdition);
        let mut open = inputs();
        open.sheets[0].submitted = false;
        let refused = refusal(command(CLOSES), open, false);
        assert!(matches!(refused, Refusal::RankingIncomplete(_)));
    }
}
