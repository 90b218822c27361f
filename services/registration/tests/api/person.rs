//! Who can win themselves, and who may be forgotten.

use std::slice::from_ref;

use chassis::caller::Person as Somebody;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ErasePersonRequest, ExportPersonRequest, GetConsentTextRequest, ListPersonsRequest,
        NominatePersonRequest, Person, PersonErased, PersonNominated, PersonState,
        PublishConsentTextRequest, participation_service_client::ParticipationServiceClient,
        person_service_client::PersonServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Status};

use crate::{
    participation::{begin, claimed, verify},
    world::{EDITION, Service, owner, sign_up},
};

type Client = PersonServiceClient<Caller>;

const NAME: &str = "Siti Rahmawati";

fn nominate(name: &str) -> NominatePersonRequest {
    NominatePersonRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        name: name.to_owned(),
        position: "Kepala Bidang Kesehatan Masyarakat".to_owned(),
        consent_version: 1,
    }
}

fn erase(person: &Person) -> ErasePersonRequest {
    ErasePersonRequest {
        request_id: request_id(),
        person_id: person.id.clone(),
        expected_version: person.version,
    }
}

async fn nominated(admin: &mut Client, request: NominatePersonRequest) -> Result<Person, Status> {
    let answer = admin.nominate_person(request).await?.into_inner();
    Ok(answer.person.expect("person"))
}

async fn list(client: &mut Client) -> Vec<Person> {
    let request = ListPersonsRequest {
        edition_id: EDITION.to_owned(),
        ..ListPersonsRequest::default()
    };
    let answer = client.list_persons(request).await.expect("listed");
    answer.into_inner().persons
}

async fn export(client: &mut Client, person: &Person) -> Result<String, Status> {
    let request = ExportPersonRequest {
        person_id: person.id.clone(),
    };
    Ok(client.export_person(request).await?.into_inner().content)
}

/// The verified admin of "pd-dinkes".
pub async fn verified_admin(service: &Service) -> Somebody {
    let (ani, mut claims) = begin(service).await;
    let claim = claimed(&mut claims, "pd-dinkes").await;
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let request = verify(&claim.id, 1);
    committee
        .verify_participation(request)
        .await
        .expect("verified");
    ani
}

fn client(service: &Service, person: &Somebody) -> Client {
    PersonServiceClient::new(service.as_person(person))
}

/// Somebody nominated and erased by the verified admin of "pd-dinkes".
pub async fn one_of_each_event(service: &Service, admin: &Somebody) {
    let mut own = client(service, admin);
    let person = nominated(&mut own, nominate(NAME))
        .await
        .expect("nominated");
    own.erase_person(erase(&person)).await.expect("erased");
}

#[tokio::test]
async fn somebody_is_nominated_once_and_told_without_name_and_position() {
    let service = Service::start().await;
    let admin = verified_admin(&service).await;
    let mut own = client(&service, &admin);
    let request = nominate(NAME);
    let person = nominated(&mut own, request.clone())
        .await
        .expect("nominated");
    let again = nominated(&mut own, request).await.expect("again");
    assert_eq!(person, again);
    assert_eq!(
        (&*person.name, person.state()),
        (NAME, PersonState::Nominated)
    );
    assert_eq!(list(&mut own).await, from_ref(&person));
    let mut committee = PersonServiceClient::new(service.as_role(Role::Committee));
    assert_eq!(list(&mut committee).await, from_ref(&person));
    let event = PersonNominated {
        person: Some(Person {
            name: String::new(),
            position: String::new(),
            ..person
        }),
    };
    assert_eq!(service.events::<PersonNominated>().await, [event]);
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_nomination_is_refused_by_name() {
    let service = Service::start().await;
    let admin = verified_admin(&service).await;
    let mut own = client(&service, &admin);
    let right = || nominate(NAME);
    for (code, expected, request) in [
        (Code::InvalidArgument, "PERSON_NAME_MISSING", nominate(" ")),
        (
            Code::InvalidArgument,
            "POSITION_MISSING",
            NominatePersonRequest {
                position: String::new(),
                ..right()
            },
        ),
        (
            Code::InvalidArgument,
            "CONSENT_MISSING",
            NominatePersonRequest {
                consent_version: 0,
                ..right()
            },
        ),
        (
            Code::FailedPrecondition,
            "CONSENT_STALE",
            NominatePersonRequest {
                consent_version: 7,
                ..right()
            },
        ),
        (
            Code::NotFound,
            "EDITION_NOT_FOUND",
            NominatePersonRequest {
                edition_id: "none".to_owned(),
                ..right()
            },
        ),
        (
            Code::PermissionDenied,
            "PERSON_ADMIN_REQUIRED",
            NominatePersonRequest {
                organisation_code: "32.16.03".to_owned(),
                ..right()
            },
        ),
    ] {
        let refusal = refused(nominated(&mut own, request).await);
        assert_eq!((refusal.code, &*refusal.reason), (code, expected));
    }
    assert_eq!(service.events::<PersonNominated>().await.len(), 0);
    service.finish().await;
}

#[tokio::test]
async fn a_person_gets_everything_that_is_kept_and_is_then_forgotten() {
    let service = Service::start().await;
    let admin = verified_admin(&service).await;
    let mut own = client(&service, &admin);
    let request = nominate(NAME);
    let person = nominated(&mut own, request.clone())
        .await
        .expect("nominated");
    let content = export(&mut own, &person).await.expect("exported");
    let kept: serde_json::Value = serde_json::from_str(&content).expect("JSON");
    assert_eq!(kept["person"]["name"], NAME);
    assert_eq!(kept["organisation"]["name"], "Dinas Kesehatan");
    assert_eq!(kept["consent_text"]["version"], 1);

    let erasure = erase(&person);
    let erased = own.erase_person(erasure.clone()).await.expect("erased");
    let again = own.erase_person(erasure).await.expect("again");
    assert_eq!(erased.get_ref(), again.get_ref());
    let erased = erased.into_inner().person.expect("person");
    assert_eq!((&*erased.name, erased.state()), ("", PersonState::Erased));
    assert_eq!(list(&mut own).await, from_ref(&erased));
    assert!(
        !export(&mut own, &erased)
            .await
            .expect("exported")
            .contains(NAME)
    );
    let event = PersonErased {
        person: Some(erased.clone()),
    };
    assert_eq!(service.events::<PersonErased>().await, [event]);
    // The nomination is not answered with the name any more, and does not come back.
    let repeated = nominated(&mut own, request).await;
    assert_eq!(reason(repeated), "REQUEST_ID_REUSED");
    let twice = own.erase_person(erase(&erased)).await;
    assert_eq!(reason(twice), "PERSON_ERASED");
    service.finish().await;
}

#[tokio::test]
async fn somebody_elses_people_are_not_there() {
    let service = Service::start().await;
    let admin = verified_admin(&service).await;
    let mut own = client(&service, &admin);
    let person = nominated(&mut own, nominate(NAME))
        .await
        .expect("nominated");
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut stranger = client(&service, &budi);
    assert_eq!(list(&mut stranger).await, []);
    assert_eq!(
        reason(export(&mut stranger, &person).await),
        "PERSON_NOT_FOUND"
    );
    let erasure = refused(stranger.erase_person(erase(&person)).await);
    assert_eq!(
        (erasure.code, &*erasure.reason),
        (Code::NotFound, "PERSON_NOT_FOUND")
    );
    let mut committee = PersonServiceClient::new(service.as_role(Role::Committee));
    export(&mut committee, &person).await.expect("exported");
    committee
        .erase_person(erase(&person))
        .await
        .expect("erased");
    service.finish().await;
}

#[tokio::test]
async fn a_new_text_counts_from_its_publication_and_the_old_one_stays_as_it_was() {
    let service = Service::start().await;
    let admin = verified_admin(&service).await;
    let mut committee = PersonServiceClient::new(service.as_role(Role::Committee));
    let request = PublishConsentTextRequest {
        request_id: request_id(),
        expected_version: 1,
        purpose: "Untuk menilai".to_owned(),
        purpose_en: "To judge".to_owned(),
        retention: "Dua tahun".to_owned(),
        retention_en: "Two years".to_owned(),
        text: "Saya setuju.".to_owned(),
        text_en: "I consent.".to_owned(),
    };
    let first = committee.publish_consent_text(request.clone()).await;
    let again = committee.publish_consent_text(request.clone()).await;
    let first = first.expect("published").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let late = PublishConsentTextRequest {
        request_id: request_id(),
        ..request
    };
    let stale = committee.publish_consent_text(late).await;
    assert_eq!(reason(stale), "VERSION_STALE");

    let mut anybody = PersonServiceClient::new(service.as_nobody());
    let mut text = async |version| {
        let request = GetConsentTextRequest { version };
        let answer = anybody.get_consent_text(request).await?.into_inner();
        Ok::<_, Status>(answer.consent_text.expect("text"))
    };
    assert_eq!(
        text(0).await.expect("last"),
        first.consent_text.expect("text")
    );
    assert_eq!(text(1).await.expect("first").version, 1);
    assert_eq!(reason(text(3).await), "CONSENT_NOT_FOUND");
    let mut own = client(&service, &admin);
    assert_eq!(
        reason(nominated(&mut own, nominate(NAME)).await),
        "CONSENT_STALE"
    );
    service.finish().await;
}
