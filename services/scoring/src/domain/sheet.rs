//! What one juror thinks of one entry.

use std::collections::{BTreeMap, HashSet};

use chassis::text::Text;
use chrono::{DateTime, Utc};
use rules::{Exact, Rubric, Source, rubric::JurorScale};

use super::{
    Fault, Refusal,
    assignment::{Assignment, SheetState},
};

const COMMENT: Text = Text::up_to(2000)
    .in_lines()
    .refused_as("COMMENT_TOO_LONG", "COMMENT_INVALID");
/// Digits behind the point that a mark may have.
const MARK_DECIMALS: usize = 4;

/// A juror's marks so far. No `Debug`: see [`crate::domain`].
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Whose, on what, and how far.
    pub assignment: Assignment,
    /// By criterion code.
    pub marks: BTreeMap<String, Exact>,
    /// For the plenary.
    pub comment: String,
    /// `None` until it is first saved.
    pub saved_at: Option<DateTime<Utc>>,
}

/// What the juror wrote, still text.
#[derive(Clone)]
pub struct SheetDraft {
    /// Criterion code and mark, in the order of writing.
    pub marks: Vec<(String, String)>,
    /// For the plenary.
    pub comment: String,
}

impl Sheet {
    /// Keeps what the juror wrote, also when marks are still missing; what was there before is replaced.
    pub fn save(
        mut self,
        expected_version: i64,
        draft: SheetDraft,
        rubric: &Rubric,
        at: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        self.check_open(expected_version)?;
        self.marks = read(&draft, rubric)?;
        self.comment = draft.comment;
        self.saved_at = Some(at);
        Ok(self.moved_to(SheetState::Saved))
    }

    /// Hands the sheet in; every criterion that jurors judge has its mark.
    pub fn submit(self, expected_version: i64, rubric: &Rubric) -> Result<Self, Refusal> {
        self.check_open(expected_version)?;
        let is_missing =
            |code: &&str| !self.marks.contains_key(*code) && juror_scale(rubric, code).is_some();
        let codes = rubric.criteria().iter().map(|one| one.code.as_str());
        let missing = codes.filter(is_missing).map(|code| {
            Fault::new(
                format!("marks[{code}]"),
                "MARKS_MISSING",
                "this criterion has no mark yet",
            )
        });
        Refusal::none_of(missing.collect())?;
        Ok(self.moved_to(SheetState::Submitted))
    }

    fn check_open(&self, expected_version: i64) -> Result<(), Refusal> {
        // Before the version: who hands in twice wants to hear that it is done.
        if self.assignment.sheet_state == SheetState::Submitted {
            return Err(Refusal::SheetSubmitted);
        }
        if self.assignment.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        Ok(())
    }

    fn moved_to(mut self, state: SheetState) -> Self {
        self.assignment.sheet_state = state;
        self.assignment.version += 1;
        self
    }
}

/// The marks that were written, or all their faults. A fault names the field and never the mark.
fn read(draft: &SheetDraft, rubric: &Rubric) -> Result<BTreeMap<String, Exact>, Refusal> {
    let mut faults = Vec::new();
    let mut seen = HashSet::new();
    let mut marks = BTreeMap::new();
    for (position, (code, text)) in draft.marks.iter().enumerate() {
        let at = |field| format!("marks[{position}].{field}");
        if !seen.insert(code) {
            let text = "another mark before it is for this criterion";
            faults.push(Fault::new(at("criterion_code"), "CRITERION_REPEATED", text));
            continue;
        }
        let Some(scale) = juror_scale(rubric, code) else {
            let text = "jurors judge no criterion of this code";
            faults.push(Fault::new(at("criterion_code"), "CRITERION_UNKNOWN", text));
            continue;
        };
        match read_mark(text, scale) {
            Ok(mark) => {
                marks.insert(code.clone(), mark);
            }
            Err((reason, text)) => faults.push(Fault::new(at("value"), reason, text)),
        }
    }
    faults.extend(comment_fault(&draft.comment));
    Refusal::none_of(faults)?;
    Ok(marks)
}

fn read_mark(text: &str, scale: &JurorScale) -> Result<Exact, (&'static str, &'static str)> {
    let mark = Exact::parse_decimal(text, MARK_DECIMALS).map_err(|_| {
        let text = "a mark is a decimal with at most four digits behind the point";
        ("NUMBER_INVALID", text)
    })?;
    if scale.contains(&mark) {
        Ok(mark)
    } else {
        Err(("MARK_OUTSIDE_SCALE", "the criterion's scale ends before it"))
    }
}

fn comment_fault(comment: &str) -> Option<Fault> {
    let refused = COMMENT.parse("comment", comment).err()?;
    let text = "a comment has at most 2000 characters and none of them controls more than lines";
    Some(Fault::new(refused.field, refused.reason, text))
}

fn juror_scale<'a>(rubric: &'a Rubric, code: &str) -> Option<&'a JurorScale> {
    match &rubric.criterion(code)?.source {
        Source::Juror(scale) => Some(scale),
        Source::Measured(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{at, entry, faults, id, judge, rubric};
    use super::*;

    const NOW: &str = "2024-11-01T02:00:00Z";

    fn empty() -> Sheet {
        Sheet {
            assignment: Assignment::assign(id(7), &entry(10), &judge(), at(NOW)).expect("assigned"),
            marks: BTreeMap::new(),
            comment: String::new(),
            saved_at: None,
        }
    }

    fn draft(marks: &[(&str, &str)]) -> SheetDraft {
        let owned = |(code, value): &(&str, &str)| ((*code).to_owned(), (*value).to_owned());
        SheetDraft {
            marks: marks.iter().map(owned).collect(),
            comment: "Kuat di awal.".to_owned(),
        }
    }

    fn save(sheet: Sheet, version: i64, marks: &[(&str, &str)]) -> Result<Sheet, Refusal> {
        sheet.save(version, draft(marks), &rubric(), at(NOW))
    }

    #[test]
    fn a_sheet_is_saved_in_parts_and_handed_in_whole() {
        let saved = save(empty(), 1, &[("pesan", "4.50")]).expect("saved");
        assert_eq!(saved.assignment.sheet_state, SheetState::Saved);
        assert_eq!(saved.marks["pesan"].to_string(), "4.5");

        let early = saved.clone().submit(2, &rubric()).err().expect("refused");
        assert_eq!(faults(&early), ["marks[kreativitas] MARKS_MISSING"]);

        let both = [("pesan", "4.5"), ("kreativitas", "5")];
        let full = save(saved, 2, &both).expect("saved");
        let submitted = full.submit(3, &rubric()).expect("handed in");
        assert_eq!(submitted.assignment.sheet_state, SheetState::Submitted);
        assert_eq!(submitted.assignment.version, 4);
    }

    #[test]
    fn a_later_save_replaces_the_one_before() {
        let first = save(empty(), 1, &[("pesan", "4")]).expect("saved");
        let second = save(first, 2, &[("kreativitas", "2")]).expect("saved");
        let codes: Vec<&String> = second.marks.keys().collect();
        assert_eq!(codes, ["kreativitas"]);
    }

    #[test]
    fn a_sheet_that_was_handed_in_or_changed_meanwhile_is_left_alone() {
        let both = [("pesan", "1"), ("kreativitas", "1")];
        let saved = save(empty(), 1, &both).expect("saved");
        let stale = save(saved.clone(), 1, &both).err();
        assert_eq!(stale, Some(Refusal::VersionStale));
        let submitted = saved.submit(2, &rubric()).expect("handed in");
        for again in [
            save(submitted.clone(), 3, &both).err(),
            submitted.submit(2, &rubric()).err(),
        ] {
            assert_eq!(again, Some(Refusal::SheetSubmitted));
        }
    }

    #[test]
    fn every_fault_is_named_with_its_field() {
        let marks = [
            ("pesan", "6"),
            ("musik", "3"),
            ("kreativitas", "0.9999"),
            ("kreativitas", "2"),
        ];
        let refused = save(empty(), 1, &marks).err().expect("refused");
        assert_eq!(
            faults(&refused),
            [
                "marks[0].value MARK_OUTSIDE_SCALE",
                "marks[1].criterion_code CRITERION_UNKNOWN",
                "marks[2].value MARK_OUTSIDE_SCALE",
                "marks[3].criterion_code CRITERION_REPEATED",
            ]
        );
        for unreadable in ["", "4,5", "9/2", "1.23456", "1e0", "+2", "NaN"] {
            let refused = save(empty(), 1, &[("pesan", unreadable)]).err();
            let faults = faults(&refused.expect("refused"));
            assert_eq!(faults, ["marks[0].value NUMBER_INVALID"], "{unreadable}");
        }
    }

    #[test]
    fn a_comment_has_its_limit() {
        let with_comment = |comment: String| {
            let marks = Vec::new();
            empty().save(1, SheetDraft { marks, comment }, &rubric(), at(NOW))
        };
        // Characters, not bytes.
        assert!(with_comment("é".repeat(2000)).is_ok());
        let long = with_comment("é".repeat(2001)).err();
        assert_eq!(faults(&long.expect("long")), ["comment COMMENT_TOO_LONG"]);
        let unwritable = with_comment("a\0b".to_owned()).err();
        assert_eq!(
            faults(&unwritable.expect("a NUL")),
            ["comment COMMENT_INVALID"]
        );
    }

    proptest! {
        /// A refusal goes to logs and other machines; a mark must not.
        #[test]
        fn no_refusal_repeats_a_mark(units in 60u32..9999, decimals in 10u32..99) {
            let mark = format!("{units}.{decimals}");
            let refused = save(empty(), 1, &[("pesan", &mark)]).err().expect("outside the scale");
            let said = format!("{refused:?} {refused}");
            prop_assert!(!said.contains(&mark), "{}", said);
        }
    }
}
