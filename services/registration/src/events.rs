//! Our events as contract messages; nothing else builds them. None holds a name, an address or a decree: persons go by id.

use fest_proto::registration::v1::{
    CategoryChanged, CategoryCreated, CategoryRemoved, ChannelDeclared, ChannelRemoved,
    ChannelReturned, ChannelVerified, EditionArchived, EditionChanged, EditionCreated,
    EditionLocked, EditionRescheduled, InvitationAnswered, InvitationCreated, InvitationOpened,
    JudgeAppointed, OrganisationChanged, OrganisationsImported, ParticipationClaimed,
    ParticipationEndorsed, ParticipationHandedOver, ParticipationReturned, ParticipationRuleSet,
    ParticipationVerified, ParticipationWithdrawn, PersonErased, PersonNominated,
};

use crate::{
    contract,
    domain::{
        category::Category,
        channel::Channel,
        edition::{Edition, Phase, Reschedule},
        invitation::Invitation,
        judge::Judge,
        organisation::Organisation,
        organisation_alias::KnownAlias,
        participation::{Participation, Rule},
        person::Person,
    },
    store::organisation_import::Import,
};

/// An edition was made.
pub fn edition_created(edition: &Edition) -> EditionCreated {
    EditionCreated {
        edition: Some(contract::edition(edition, Phase::Draft)),
    }
}

/// A draft was rewritten.
pub fn edition_changed(edition: &Edition) -> EditionChanged {
    EditionChanged {
        edition: Some(contract::edition(edition, Phase::Draft)),
    }
}

/// An edition was locked. Later phases are computed by whoever asks, so the event says no more than that.
pub fn edition_locked(edition: &Edition) -> EditionLocked {
    EditionLocked {
        edition: Some(contract::edition(edition, Phase::Locked)),
    }
}

/// A date of a locked edition was moved.
pub fn edition_rescheduled(edition: &Edition, reschedule: &Reschedule) -> EditionRescheduled {
    EditionRescheduled {
        edition: Some(contract::edition(edition, Phase::Locked)),
        reschedule: Some(contract::reschedule(reschedule)),
    }
}

/// An edition was put away.
pub fn edition_archived(edition: &Edition) -> EditionArchived {
    EditionArchived {
        edition: Some(contract::edition(edition, Phase::Archived)),
    }
}

/// A category was added.
pub fn category_created(category: &Category) -> CategoryCreated {
    CategoryCreated {
        category: Some(contract::category(category)),
    }
}

/// A category was rewritten.
pub fn category_changed(category: &Category) -> CategoryChanged {
    CategoryChanged {
        category: Some(contract::category(category)),
    }
}

/// A category is no more.
pub fn category_removed(category: &Category) -> CategoryRemoved {
    CategoryRemoved {
        category: Some(contract::category(category)),
    }
}

/// A file was loaded.
pub fn organisations_imported(import: &Import) -> OrganisationsImported {
    OrganisationsImported {
        batch_id: import.id.to_string(),
        file_sha256: import.file_sha256.clone(),
        created: import.counts.created,
        updated: import.counts.updated,
        unchanged: import.counts.unchanged,
    }
}

/// An organisation is called or stands otherwise.
pub fn organisation_changed(body: &Organisation, aliases: &[KnownAlias]) -> OrganisationChanged {
    OrganisationChanged {
        organisation: Some(contract::organisation(body)),
        aliases: aliases.iter().map(contract::organisation_alias).collect(),
    }
}

/// An organisation was claimed, for the first time or again.
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

/// The body above stands behind a claim.
pub fn participation_endorsed(claim: &Participation) -> ParticipationEndorsed {
    ParticipationEndorsed {
        participation: Some(contract::public_participation(claim)),
    }
}

/// A claim was sent back.
pub fn participation_returned(claim: &Participation) -> ParticipationReturned {
    ParticipationReturned {
        participation: Some(contract::public_participation(claim)),
    }
}

/// A claim was taken back.
pub fn participation_withdrawn(claim: &Participation) -> ParticipationWithdrawn {
    ParticipationWithdrawn {
        participation: Some(contract::public_participation(claim)),
    }
}

/// A participation has another admin.
pub fn participation_handed_over(claim: &Participation) -> ParticipationHandedOver {
    ParticipationHandedOver {
        participation: Some(contract::public_participation(claim)),
    }
}

/// How claims are confirmed was set.
pub fn participation_rule_set(rule: &Rule) -> ParticipationRuleSet {
    ParticipationRuleSet {
        rule: Some(contract::participation_rule(rule)),
    }
}

/// An organisation was invited.
pub fn invitation_created(invitation: &Invitation) -> InvitationCreated {
    InvitationCreated {
        invitation: Some(contract::invitation(invitation)),
    }
}

/// An invitation was opened.
pub fn invitation_opened(invitation: &Invitation) -> InvitationOpened {
    InvitationOpened {
        invitation: Some(contract::invitation(invitation)),
    }
}

/// A claim was made with an invitation.
pub fn invitation_answered(invitation: &Invitation) -> InvitationAnswered {
    InvitationAnswered {
        invitation: Some(contract::invitation(invitation)),
    }
}

/// A juror was appointed.
pub fn judge_appointed(judge: &Judge) -> JudgeAppointed {
    JudgeAppointed {
        judge: Some(contract::public_judge(judge)),
    }
}

/// A channel was declared.
pub fn channel_declared(channel: &Channel) -> ChannelDeclared {
    ChannelDeclared {
        channel: Some(contract::public_channel(channel)),
    }
}

/// A channel was confirmed.
pub fn channel_verified(channel: &Channel) -> ChannelVerified {
    ChannelVerified {
        channel: Some(contract::public_channel(channel)),
    }
}

/// A channel was sent back; why, stays here.
pub fn channel_returned(channel: &Channel) -> ChannelReturned {
    ChannelReturned {
        channel: Some(contract::public_channel(channel)),
    }
}

/// A channel was taken back.
pub fn channel_removed(channel: &Channel) -> ChannelRemoved {
    ChannelRemoved {
        channel: Some(contract::public_channel(channel)),
    }
}

/// Somebody was nominated; who, stays here.
pub fn person_nominated(person: &Person) -> PersonNominated {
    PersonNominated {
        person: Some(contract::public_person(person)),
    }
}

/// A person was erased.
pub fn person_erased(person: &Person) -> PersonErased {
    PersonErased {
        person: Some(contract::public_person(person)),
    }
}
