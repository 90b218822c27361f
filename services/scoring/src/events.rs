//! What we tell other services. Nothing here holds a mark, a comment, a score or a rank: [`messages::sheet`] and
//! [`messages::ranking`] have no place in this file.

use fest_proto::scoring::v1;

use crate::{
    domain::{assignment::Assignment, rubric::CategoryRubric, seal::Seal},
    messages,
};

/// A category got its criteria.
pub fn rubric_created(rubric: &CategoryRubric) -> v1::RubricCreated {
    v1::RubricCreated {
        rubric: Some(messages::rubric(rubric)),
    }
}

/// A juror got an entry.
pub fn assignment_created(assignment: &Assignment) -> v1::AssignmentCreated {
    v1::AssignmentCreated {
        assignment: Some(messages::assignment(assignment)),
    }
}

/// A sheet was saved.
pub fn sheet_saved(assignment: &Assignment) -> v1::SheetSaved {
    v1::SheetSaved {
        assignment: Some(messages::assignment(assignment)),
    }
}

/// A sheet was handed in.
pub fn sheet_submitted(assignment: &Assignment) -> v1::SheetSubmitted {
    v1::SheetSubmitted {
        assignment: Some(messages::assignment(assignment)),
    }
}

/// A category's result was fixed.
pub fn category_sealed(seal: &Seal) -> v1::CategorySealed {
    v1::CategorySealed {
        seal: Some(messages::seal(seal)),
    }
}

/// Both approvals stand.
pub fn release_approved(seal: &Seal) -> v1::ReleaseApproved {
    v1::ReleaseApproved {
        seal: Some(messages::seal(seal)),
    }
}

/// The approvals no longer suffice.
pub fn release_withdrawn(seal: &Seal) -> v1::ReleaseWithdrawn {
    v1::ReleaseWithdrawn {
        seal: Some(messages::seal(seal)),
    }
}
