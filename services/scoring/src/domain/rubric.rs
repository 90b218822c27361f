//! A category's criteria.

use rules::{Rubric, rubric::CriterionDraft, rubric::Faults};
use uuid::Uuid;

use super::{
    Fault, Refusal,
    category::{Category, Edition, Heard},
};

/// The longest name of a criterion, in characters.
const MAX_NAME: usize = 200;

/// The rubric of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRubric {
    pub id: Uuid,
    pub category_id: Uuid,
    pub rubric: Rubric,
    pub version: i64,
}

impl CategoryRubric {
    /// Gives a category of a draft edition its criteria.
    ///
    /// That the edition is a draft is taken from registration alone, asked after the whole request had come. So whatever becomes a rubric was asked
    /// for before the lock: nobody thinks criteria out after it, and where the two ran at the same time either order is right. Once scoring has
    /// heard of the lock nothing is made any more, whatever was asked before.
    pub fn create(
        id: Uuid,
        category: &Category,
        (edition, heard): (&Edition, Heard),
        existing: Option<&Self>,
        criteria: Vec<CriterionDraft>,
    ) -> Result<Self, Refusal> {
        if edition.locked {
            return Err(Refusal::EditionLocked);
        }
        if existing.is_some() {
            return Err(Refusal::RubricTaken);
        }
        let unwritable = name_faults(&criteria);
        let rubric = Rubric::new(criteria).map_err(|faults| refuse(faults, &unwritable))?;
        Refusal::none_of(unwritable)?;
        rubric
            .check_intake(category.intake)
            .map_err(|faults| refuse(faults, &[]))?;
        if heard == Heard::Copy {
            let edition_id = edition.id.clone();
            return Err(Refusal::DraftUnheard { edition_id });
        }
        Ok(Self {
            id,
            category_id: category.id,
            rubric,
            version: 1,
        })
    }
}

fn refuse(Faults(faults): Faults, others: &[Fault]) -> Refusal {
    let in_request = |fault: rules::rubric::Fault| {
        Fault::new(
            fault.path(),
            fault.reason.as_str(),
            fault.reason.description(),
        )
    };
    let faults = faults.into_iter().map(in_request);
    Refusal::Invalid(faults.chain(others.iter().cloned()).collect())
}

/// Names that no page could show and no database keep.
fn name_faults(criteria: &[CriterionDraft]) -> Vec<Fault> {
    let is_unwritable =
        |name: &str| name.chars().count() > MAX_NAME || name.chars().any(char::is_control);
    let mut faults = Vec::new();
    for (position, criterion) in criteria.iter().enumerate() {
        for (field, name) in [("name", &criterion.name), ("name_en", &criterion.name_en)] {
            if is_unwritable(name) {
                faults.push(Fault::new(
                    format!("criteria[{position}].{field}"),
                    "NAME_INVALID",
                    "a name has at most 200 characters and no line breaks or control characters",
                ));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use rules::rubric::Intake;

    use super::super::samples::{
        category, edition, faults, id, judged_criteria, measured_criteria,
    };
    use super::*;

    fn draft_edition() -> Edition {
        Edition {
            locked: false,
            ..edition()
        }
    }

    fn create(intake: Intake, criteria: Vec<CriterionDraft>) -> Result<CategoryRubric, Refusal> {
        let category = category(intake);
        let draft = (&draft_edition(), Heard::Owner);
        CategoryRubric::create(id(9), &category, draft, None, criteria)
    }

    #[test]
    fn a_draft_edition_takes_one_rubric_per_category() {
        let first = create(Intake::Entered, judged_criteria()).expect("a rubric");
        let category = category(Intake::Entered);
        let draft = (&draft_edition(), Heard::Owner);
        let again = judged_criteria();
        let second = CategoryRubric::create(id(10), &category, draft, Some(&first), again);
        assert_eq!(second, Err(Refusal::RubricTaken));
    }

    #[test]
    fn a_locked_edition_takes_none() {
        let category = category(Intake::Entered);
        for heard in [Heard::Copy, Heard::Owner] {
            let locked = (&edition(), heard);
            let refused = CategoryRubric::create(id(9), &category, locked, None, judged_criteria());
            assert_eq!(refused, Err(Refusal::EditionLocked));
        }
    }

    #[test]
    fn a_copy_alone_makes_no_edition_a_draft_but_a_fault_needs_nobody_else() {
        let category = category(Intake::Entered);
        let create = |criteria| {
            let copied = (&draft_edition(), Heard::Copy);
            CategoryRubric::create(id(9), &category, copied, None, criteria)
        };
        let edition_id = draft_edition().id;
        let unheard = create(judged_criteria());
        assert_eq!(unheard, Err(Refusal::DraftUnheard { edition_id }));
        let faulty = create(Vec::new()).expect_err("no criteria");
        assert_eq!(faults(&faulty), ["criteria CRITERIA_MISSING"]);
    }

    #[test]
    fn every_fault_is_named_with_its_field() {
        let mut criteria = judged_criteria();
        criteria[0].weight = "0.5".to_owned();
        criteria[1].code = criteria[0].code.clone();
        criteria[1].name = "two\nlines".to_owned();
        let refused = create(Intake::Entered, criteria).expect_err("faults");
        assert_eq!(
            faults(&refused),
            [
                "criteria[1].code CODE_REPEATED",
                "criteria WEIGHTS_NOT_ONE",
                "criteria[1].name NAME_INVALID"
            ]
        );
    }

    #[test]
    fn a_rubric_fits_how_the_category_comes_in() {
        let marks = create(Intake::Monitored, judged_criteria()).expect_err("marks");
        assert_eq!(faults(&marks)[0], "criteria[0].juror MARKS_UNWANTED");
        let measure = create(Intake::Entered, measured_criteria()).expect_err("a measure");
        assert_eq!(faults(&measure), ["criteria[0].measured MEASURE_UNWANTED"]);
    }
}
