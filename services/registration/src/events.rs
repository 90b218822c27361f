//! Our events as contract messages; nothing else builds them. None holds a name, an address or a decree: persons go by id.

use fest_proto::registration::v1::{
    CategoryCreated, EditionCreated, EditionLocked, JudgeAppointed, OrganisationsImported,
    ParticipationClaimed, ParticipationVerified,
};

use crate::{
    contract,
    domain::{
        category::Category,
        edition::{Edition, Phase},
        judge::Judge,
        participation::Participation,
    },
    store::import_batch::Batch,
};

/// An edition was made.
pub fn edition_created(edition: &Edition) -> EditionCreated {
    EditionCreated {
        edition: Some(contract::edition(edition, Phase::Draft)),
    }
}

/// An edition was locked. Later phases are computed by whoever asks, so the event says no more than that.
pub fn edition_locked(edition: &Edition) -> EditionLocked {
    EditionLocked {
        edition: Some(contract::edition(edition, Phase::Locked)),
    }
}

/// A category was added.
pub fn category_created(category: &Category) -> CategoryCreated {
    CategoryCreated {
        category: Some(contract::category(category)),
    }
}

/// A file was loaded.
pub fn organisations_imported(batch: &Batch) -> OrganisationsImported {
    OrganisationsImported {
        batch_id: batch.id.to_string(),
        file_sha256: batch.file_sha256.clone(),
        created: batch.created,
        updated: batch.updated,
        unchanged: batch.unchanged,
    }
}

/// An organisation was claimed.
pub fn participation_claimed(claim: &Participation) -> ParticipationClaimed {
    ParticipationClaimed {
        participation: Some(contract::public_participation(claim)),
    }
}

/// A claim was confirmed.
pub fn participation_verified(claim: &Participation) -> ParticipationVerified {
    ParticipationVerified {
        participation: Some(contract::public_participation(claim)),
    }
}

/// A juror was appointed.
pub fn judge_appointed(judge: &Judge) -> JudgeAppointed {
    JudgeAppointed {
        judge: Some(contract::public_judge(judge)),
    }
}
