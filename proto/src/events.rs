//! The subject and stream of each event. No other file holds a subject as text.

use prost::Message;

use crate::{announcement, registration, scoring, submission};

/// What every subject of ours begins with.
pub const SUBJECT_PREFIX: &str = "fest";

/// One JetStream stream per service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Events of registration.
    Registration,
    /// Events of submission.
    Submission,
    /// Events of scoring.
    Scoring,
    /// Events of announcement.
    Announcement,
}

impl Stream {
    /// All four, in the order of the road.
    pub const ALL: [Self; 4] = [
        Self::Registration,
        Self::Submission,
        Self::Scoring,
        Self::Announcement,
    ];

    /// The stream's name on the broker.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "FEST_REGISTRATION",
            Self::Submission => "FEST_SUBMISSION",
            Self::Scoring => "FEST_SCORING",
            Self::Announcement => "FEST_ANNOUNCEMENT",
        }
    }

    /// The service that alone publishes to it.
    #[must_use]
    pub const fn service(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Submission => "submission",
            Self::Scoring => "scoring",
            Self::Announcement => "announcement",
        }
    }

    /// The subjects that it takes.
    #[must_use]
    pub fn subjects(self) -> String {
        format!("{SUBJECT_PREFIX}.{}.>", self.service())
    }

    /// The stream of a service by the service's name.
    #[must_use]
    pub fn of_service(service: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|stream| stream.service() == service)
    }
}

/// A message that is published: where, and under which name.
pub trait Event: Message + Default + 'static {
    /// The NATS subject, `fest.<service>.<noun>.<verb>.v1`.
    const SUBJECT: &'static str;
    /// The full protobuf name, which is also `ce-type` and the end of `ce-dataschema`.
    const TYPE: &'static str;
    /// The stream that carries it.
    const STREAM: Stream;
}

macro_rules! events {
    ($($stream:ident $package:ident: $($message:ident => $noun:literal $verb:literal),+;)*) => {
        $($(
            impl Event for $package::v1::$message {
                const SUBJECT: &'static str =
                    concat!("fest.", stringify!($package), ".", $noun, ".", $verb, ".v1");
                const TYPE: &'static str =
                    concat!("fest.", stringify!($package), ".v1.", stringify!($message));
                const STREAM: Stream = Stream::$stream;
            }
        )+)*

        /// Subject and full message name of every event, in the order of the contract.
        pub const ALL: &[(&str, &str)] = &[
            $($((
                <$package::v1::$message as Event>::SUBJECT,
                <$package::v1::$message as Event>::TYPE,
            )),+),*
        ];
    };
}

events! {
    Registration registration:
        EditionCreated => "edition" "created",
        EditionChanged => "edition" "changed",
        EditionLocked => "edition" "locked",
        EditionRescheduled => "edition" "rescheduled",
        EditionArchived => "edition" "archived",
        CategoryCreated => "category" "created",
        CategoryChanged => "category" "changed",
        CategoryRemoved => "category" "removed",
        OrganisationsImported => "organisation" "imported",
        OrganisationChanged => "organisation" "changed",
        ParticipationClaimed => "participation" "claimed",
        ParticipationVerified => "participation" "verified",
        ParticipationEndorsed => "participation" "endorsed",
        ParticipationReturned => "participation" "returned",
        ParticipationWithdrawn => "participation" "withdrawn",
        ParticipationHandedOver => "participation" "handed_over",
        ParticipationRuleSet => "participation_rule" "set",
        InvitationCreated => "invitation" "created",
        InvitationOpened => "invitation" "opened",
        InvitationAnswered => "invitation" "answered",
        JudgeAppointed => "judge" "appointed",
        ChannelDeclared => "channel" "declared",
        ChannelVerified => "channel" "verified",
        ChannelReturned => "channel" "returned",
        ChannelRemoved => "channel" "removed",
        PersonNominated => "person" "nominated",
        PersonErased => "person" "erased",
        AuditCheckpointed => "audit" "checkpointed";
    Submission submission:
        EntrySubmitted => "entry" "submitted",
        LaporCountsImported => "lapor" "imported",
        SnapshotFrozen => "snapshot" "frozen",
        AuditCheckpointed => "audit" "checkpointed";
    Scoring scoring:
        RubricCreated => "rubric" "created",
        AssignmentCreated => "assignment" "created",
        SheetSaved => "sheet" "saved",
        SheetSubmitted => "sheet" "submitted",
        CategorySealed => "seal" "sealed",
        ReleaseApproved => "release" "approved",
        ReleaseWithdrawn => "release" "withdrawn",
        AuditCheckpointed => "audit" "checkpointed";
    Announcement announcement:
        ResultRevealed => "result" "revealed",
        AuditCheckpointed => "audit" "checkpointed";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_an_events_file_has_a_subject() {
        let pool =
            prost_types::FileDescriptorSet::decode(crate::DESCRIPTOR_SET).expect("descriptor");
        let mut in_files: Vec<String> = pool
            .file
            .iter()
            .filter(|file| file.name().ends_with("/events.proto"))
            .flat_map(|file| {
                file.message_type
                    .iter()
                    .map(move |message| format!("{}.{}", file.package(), message.name()))
            })
            .collect();
        let mut in_table: Vec<String> = ALL.iter().map(|(_, name)| (*name).to_owned()).collect();
        in_files.sort();
        in_table.sort();
        assert_eq!(in_files, in_table);
    }

    #[test]
    fn every_subject_belongs_to_its_stream_and_stands_once() {
        let mut subjects: Vec<&str> = ALL.iter().map(|(subject, _)| *subject).collect();
        for subject in &subjects {
            let service = subject.split('.').nth(1).expect("service");
            assert!(Stream::of_service(service).is_some(), "{subject}");
            assert!(subject.ends_with(".v1"), "{subject}");
        }
        subjects.sort_unstable();
        let count = subjects.len();
        subjects.dedup();
        assert_eq!(subjects.len(), count);
    }
}
