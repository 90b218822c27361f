//! Fixing a category's result before it is shown.

use chrono::{DateTime, Utc};
use proof::{Digest, Salt, Sealed};
use uuid::Uuid;

use super::{Refusal, approval::Approval, category::Edition, ranking::Inputs};

/// What is known of a sealed result before its release.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The fields are those of the contract's `Seal`.
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
}

impl SealCommand {
    /// Seals what was judged, once and not before the last entry can have come in.
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
        let result = inputs.result(self.example)?;
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
