//! Values of ours as messages of our contract; answers and events are made of the same.

use fest_proto::{scoring::v1, r#type::v1::Exact as ExactMessage};
use proof::{SealedResult, result::SealedSubject};
use rules::{Criterion, Exact, Source};

use crate::domain::{
    approval::{Approval, Side},
    assignment::{Assignment, Listed, SheetState},
    rubric::CategoryRubric,
    seal::Seal,
    sheet::Sheet,
    stage::{Progress, Stage},
};

fn exact(number: &Exact) -> Option<ExactMessage> {
    Some(ExactMessage {
        value: number.to_string(),
    })
}

/// The rubric.
pub fn rubric(rubric: &CategoryRubric) -> v1::Rubric {
    v1::Rubric {
        id: rubric.id.to_string(),
        category_id: rubric.category_id.to_string(),
        criteria: rubric.rubric.criteria().iter().map(criterion).collect(),
        version: rubric.version,
    }
}

fn criterion(criterion: &Criterion) -> v1::Criterion {
    use v1::criterion::Source as Message;
    let source = match &criterion.source {
        Source::Juror(scale) => Message::Juror(v1::JurorScale {
            minimum: exact(&scale.minimum),
            maximum: exact(&scale.maximum),
        }),
        Source::Measured(scale) => Message::Measured(v1::MeasuredScale {
            measure: scale.measure.to_string(),
            floor: exact(&scale.floor),
            target: exact(&scale.target),
            // It came in as an i64 and lies within one.
            minimum_volume: i64::try_from(scale.minimum_volume).unwrap_or(i64::MAX),
        }),
    };
    v1::Criterion {
        code: criterion.code.clone(),
        name: criterion.name.clone(),
        name_en: criterion.name_en.clone(),
        weight: exact(&criterion.weight),
        source: Some(source),
    }
}

/// The assignment with its sheet's state, no mark.
pub fn assignment(assignment: &Assignment) -> v1::Assignment {
    v1::Assignment {
        id: assignment.id.to_string(),
        edition_id: assignment.edition_id.clone(),
        category_id: assignment.category_id.to_string(),
        entry_id: assignment.entry_id.to_string(),
        judge_id: assignment.judge_id.to_string(),
        sheet_state: sheet_state(assignment.sheet_state).into(),
        version: assignment.version,
        assigned_at: Some(assignment.assigned_at.into()),
        entry: None,
    }
}

/// The assignment as a list shows it.
pub fn listed_assignment(listed: &Listed) -> v1::Assignment {
    let organisation = &listed.entry.organisation;
    v1::Assignment {
        entry: Some(v1::AssignedEntry {
            title: listed.entry.title.clone(),
            organisation_code: organisation.code.clone(),
            organisation_name: organisation.name.clone(),
            organisation_kind: organisation.kind.clone(),
        }),
        ..assignment(&listed.assignment)
    }
}

const fn sheet_state(state: SheetState) -> v1::SheetState {
    match state {
        SheetState::Empty => v1::SheetState::Empty,
        SheetState::Saved => v1::SheetState::Saved,
        SheetState::Submitted => v1::SheetState::Submitted,
    }
}

/// The sheet with its marks, for the juror whose it is.
pub fn sheet(sheet: &Sheet) -> v1::Sheet {
    let assignment = &sheet.assignment;
    let mark = |(code, value): (&String, &Exact)| v1::Mark {
        criterion_code: code.clone(),
        value: exact(value),
    };
    v1::Sheet {
        assignment_id: assignment.id.to_string(),
        entry_id: assignment.entry_id.to_string(),
        category_id: assignment.category_id.to_string(),
        state: sheet_state(assignment.sheet_state).into(),
        marks: sheet.marks.iter().map(mark).collect(),
        comment: sheet.comment.clone(),
        version: assignment.version,
        saved_at: sheet.saved_at.map(Into::into),
    }
}

/// The order, for the plenary.
pub fn ranking(result: &SealedResult) -> Vec<v1::RankedSubject> {
    result.subjects.iter().map(ranked).collect()
}

fn ranked(subject: &SealedSubject) -> v1::RankedSubject {
    let entrant = &subject.entrant;
    let scores = subject.scores.iter().map(|part| v1::CriterionScore {
        criterion_code: part.criterion.clone(),
        score: exact(&part.score),
    });
    v1::RankedSubject {
        // Ranks count subjects, of which there are far fewer.
        rank: subject
            .rank
            .map_or(0, |rank| i32::try_from(rank).unwrap_or(i32::MAX)),
        subject_id: entrant.subject_id.clone(),
        title: entrant.title.clone(),
        organisation_code: entrant.organisation.code.clone(),
        organisation_name: entrant.organisation.name.clone(),
        organisation_kind: entrant.organisation.kind.clone(),
        total: subject.total.as_ref().and_then(exact),
        scores: scores.collect(),
    }
}

/// The seal: root and approvals, nothing of the content.
pub fn seal(seal: &Seal) -> v1::Seal {
    v1::Seal {
        id: seal.id.to_string(),
        edition_id: seal.edition_id.clone(),
        category_id: seal.category_id.to_string(),
        root: seal.root.to_string(),
        sealed_at: Some(seal.sealed_at.into()),
        approvals: seal.approvals.iter().map(approval).collect(),
        version: seal.version,
    }
}

fn approval(approval: &Approval) -> v1::Approval {
    let side = match approval.side {
        Side::Leadership => v1::ApprovalSide::Leadership,
        Side::Plenary => v1::ApprovalSide::Plenary,
    };
    v1::Approval {
        account_id: approval.account_id.to_string(),
        side: side.into(),
        not_before: Some(approval.not_before.into()),
        approved_at: Some(approval.approved_at.into()),
    }
}

/// One category's progress.
pub fn stage(progress: &Progress) -> v1::CategoryStage {
    let stage = match progress.stage() {
        Stage::Intake => v1::Stage::Intake,
        Stage::Judging => v1::Stage::Judging,
        Stage::Decidable => v1::Stage::Decidable,
        Stage::Sealed => v1::Stage::Sealed,
        Stage::Approved => v1::Stage::Approved,
    };
    let count = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let missing = progress.missing();
    v1::CategoryStage {
        category_id: progress.category_id.to_string(),
        stage: stage.into(),
        entries: count(progress.entries),
        sheets_assigned: count(progress.sheets_assigned),
        sheets_submitted: count(progress.sheets_submitted),
        approvals: count(progress.approvals),
        missing: missing.into_iter().map(str::to_owned).collect(),
        released_from: progress.released_from().map(Into::into),
    }
}
