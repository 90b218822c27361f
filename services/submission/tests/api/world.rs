//! One edition with two categories, an organisation's admin, and submission beside a registration that knows of them.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{self as proto, CategoryIntake, EditionPhase, ParticipationState},
    submission::v1::{
        CreateEntryRequest, Entry, EntryState, SaveEntryRequest, SubmitEntryRequest,
        entry_service_client::EntryServiceClient, lapor_service_client::LaporServiceClient,
    },
};
use pbjson_types::Timestamp;
use submission::Submission;
use testkit::service::{Caller, TestService, person};
use tonic::{Code, Response, Status};
use tonic_types::StatusExt;
use uuid::Uuid;

use crate::neighbour::Neighbour;

pub const EDITION: &str = "diskom-fest-2024";
pub const OPENS: &str = "2024-09-01T00:00:00+07:00";
/// The last moment in time, and the first that is late.
pub const LAST: &str = "2024-10-30T23:58:59.999999+07:00";
pub const CLOSES: &str = "2024-10-30T23:59:00+07:00";
/// The file of the example edition.
pub const EXAMPLE: &[u8] = include_bytes!("../../data/lapor-counts-example.csv");

pub struct World {
    pub service: TestService<Submission>,
    pub registration: Neighbour,
    /// The admin of the organisation.
    pub admin: Person,
    pub edition: proto::Edition,
    /// Works are entered here.
    pub entered: proto::Category,
    /// Reports are counted here.
    pub monitored: proto::Category,
    pub participation: proto::Participation,
}

impl World {
    /// Registration knows everything, and submission has heard nothing of it.
    pub async fn untold() -> Self {
        let builder = TestService::<Submission>::builder();
        let clock = testkit::clock("2024-10-21T09:00:00+07:00");
        let registration = Neighbour::start(clock, builder.keys()).await;
        let builder = builder.with("registration-url", &registration.url);
        let service = builder.start().await;
        let admin = person([Role::Participant]);
        let world = Self {
            edition: edition(),
            entered: category("reels", CategoryIntake::Entered),
            monitored: category("lapor", CategoryIntake::Monitored),
            participation: participation(
                &admin,
                organisation("pd-dinas-kesehatan", "perangkat_daerah"),
            ),
            service,
            registration,
            admin,
        };
        world.tell_registration();
        world
    }

    /// Everybody knows everything.
    pub async fn told() -> Self {
        let world = Self::untold().await;
        world.tell_submission().await;
        world.registration.asked();
        world
    }

    fn tell_registration(&self) {
        let mut facts = self.registration.facts();
        facts.editions = vec![self.edition.clone()];
        facts.categories = vec![self.entered.clone(), self.monitored.clone()];
        facts.participations = vec![self.participation.clone()];
        facts.organisations = registry();
        facts.imported_page = 4;
    }

    async fn tell_submission(&self) {
        let service = &self.service;
        service.deliver(&locked(&self.edition)).await;
        service.deliver(&created(&self.entered)).await;
        service.deliver(&created(&self.monitored)).await;
        service.deliver(&verified(&self.participation)).await;
        service.deliver(&imported()).await;
        service.settled().await;
    }

    pub async fn finish(self) {
        self.service.finish().await;
        self.registration.finish().await;
    }

    /// The admin, arriving now.
    pub fn entries(&self) -> EntryServiceClient<Caller> {
        EntryServiceClient::new(self.service.as_person(&self.admin))
    }

    /// The admin, who arrived at the gateway at this moment.
    pub fn entries_arriving(&self, at: &str) -> EntryServiceClient<Caller> {
        EntryServiceClient::new(self.service.arriving(&self.admin, at))
    }

    pub fn entries_as(&self, role: Role) -> EntryServiceClient<Caller> {
        EntryServiceClient::new(self.service.as_role(role))
    }

    /// The committee, arriving now.
    pub fn lapor(&self) -> LaporServiceClient<Caller> {
        LaporServiceClient::new(self.service.as_role(Role::Committee))
    }

    /// The committee, arriving at this moment.
    pub fn lapor_arriving(&self, at: &str) -> LaporServiceClient<Caller> {
        let member = person([Role::Committee]);
        LaporServiceClient::new(self.service.arriving(&member, at))
    }

    /// The admin's request for a complete draft.
    pub fn draft(&self) -> CreateEntryRequest {
        CreateEntryRequest {
            request_id: new_id(),
            participation_id: self.participation.id.clone(),
            category_id: self.entered.id.clone(),
            title: "Posyandu dalam 60 detik".to_owned(),
            description: "Reel tentang posyandu.".to_owned(),
            link: "https://example.go.id/reel/1".to_owned(),
        }
    }

    /// One more category for works, known to registration only.
    pub fn another_category(&self, code: &str) -> String {
        let another = category(code, CategoryIntake::Entered);
        let id = another.id.clone();
        self.registration.facts().categories.push(another);
        id
    }

    /// A complete draft of the admin's.
    pub async fn create(&self) -> Entry {
        let created = self.entries().create_entry(self.draft()).await;
        created.expect("a draft").into_inner().entry.expect("entry")
    }

    /// A submitted entry of the admin's.
    pub async fn submit(&self) -> Entry {
        let draft = self.create().await;
        let submitted = self.entries().submit_entry(submission_of(&draft)).await;
        let submitted = submitted.expect("submitted").into_inner();
        let entry = submitted.entry.expect("entry");
        assert_eq!(entry.state(), EntryState::Submitted);
        entry
    }
}

pub fn save_of(entry: &Entry) -> SaveEntryRequest {
    SaveEntryRequest {
        request_id: new_id(),
        entry_id: entry.id.clone(),
        expected_version: entry.version,
        title: "Posyandu dalam 45 detik".to_owned(),
        description: entry.description.clone(),
        link: entry.link.clone(),
    }
}

pub fn submission_of(entry: &Entry) -> SubmitEntryRequest {
    SubmitEntryRequest {
        request_id: new_id(),
        entry_id: entry.id.clone(),
        expected_version: entry.version,
    }
}

pub fn new_id() -> String {
    chassis::clock::Clock::system().new_id().to_string()
}

/// The code and the reason of a refusal.
pub fn refusal<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> (Code, String) {
    let status = answer.expect_err("a refusal");
    let details = status.get_error_details();
    let info = details.error_info().expect("error info");
    (status.code(), info.reason.clone())
}

/// The fields at fault and their reasons, in order of field.
pub fn faults<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> Vec<(String, String)> {
    let status = answer.expect_err("a refusal");
    let details = status.get_error_details();
    let info = details.error_info().expect("error info");
    let mut faults: Vec<_> = info.metadata.clone().into_iter().collect();
    faults.sort();
    faults
}

pub fn at(time: &str) -> Option<Timestamp> {
    Some(testkit::clock(time).now().into())
}

pub fn edition() -> proto::Edition {
    proto::Edition {
        id: EDITION.to_owned(),
        name: "Diskom Fest 2024".to_owned(),
        year: 2024,
        timeline: Some(proto::Timeline {
            monitoring_starts_at: at("2024-01-01T00:00:00+07:00"),
            opens_at: at(OPENS),
            closes_at: at(CLOSES),
            announces_at: at("2024-11-14T19:00:00+07:00"),
        }),
        phase: EditionPhase::Locked.into(),
        version: 2,
        ..proto::Edition::default()
    }
}

pub fn category(code: &str, intake: CategoryIntake) -> proto::Category {
    proto::Category {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        code: code.to_owned(),
        intake: intake.into(),
        levels: vec!["perangkat_daerah".to_owned()],
        places: 3,
        version: 1,
        ..proto::Category::default()
    }
}

pub fn organisation(code: &str, kind: &str) -> proto::Organisation {
    proto::Organisation {
        id: Uuid::from_u128(code.bytes().fold(0, |id, byte| id << 3 ^ u128::from(byte)))
            .to_string(),
        code: code.to_owned(),
        name: code.to_uppercase(),
        kind: kind.to_owned(),
        version: 1,
        ..proto::Organisation::default()
    }
}

/// The organisations of the example file, and a village.
pub fn registry() -> Vec<proto::Organisation> {
    let text = std::str::from_utf8(EXAMPLE).expect("UTF-8");
    let codes = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next());
    let mut all: Vec<_> = codes
        .map(|code| organisation(code, "perangkat_daerah"))
        .collect();
    all.push(organisation("32.16.03.2004", "desa"));
    all
}

pub fn participation(of: &Person, organisation: proto::Organisation) -> proto::Participation {
    proto::Participation {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        organisation: Some(organisation),
        account_id: of.account_id.to_string(),
        state: ParticipationState::Verified.into(),
        version: 2,
        ..proto::Participation::default()
    }
}

pub fn locked(edition: &proto::Edition) -> proto::EditionLocked {
    proto::EditionLocked {
        edition: Some(edition.clone()),
    }
}

pub fn created(category: &proto::Category) -> proto::CategoryCreated {
    proto::CategoryCreated {
        category: Some(category.clone()),
    }
}

pub fn verified(participation: &proto::Participation) -> proto::ParticipationVerified {
    proto::ParticipationVerified {
        participation: Some(participation.clone()),
    }
}

pub fn imported() -> proto::OrganisationsImported {
    proto::OrganisationsImported {
        batch_id: new_id(),
        ..proto::OrganisationsImported::default()
    }
}
