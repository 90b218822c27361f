//! Claims, reminders and invitations as browsers send them.

use chassis::error::{Kind, Violation, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use http::StatusCode;

use crate::house::{House, moment};

const GET: &str = "registration.v1.ParticipationService/GetParticipation";
const CHANGES: &str = "registration.v1.ParticipationService/ListParticipationChanges";
const HAND_OVER: &str = "registration.v1.ParticipationService/HandOverParticipation";
const RETURN: &str = "registration.v1.ParticipationService/ReturnParticipation";
const CLAIM: &str = "registration.v1.ParticipationService/ClaimParticipation";
const OPEN: &str = "registration.v1.InvitationService/OpenInvitation";
const INVITE: &str = "registration.v1.InvitationService/CreateInvitations";
const PROGRESS: &str = "registration.v1.ProgressService/GetParticipationProgress";
const SILENT: &str = "registration.v1.ProgressService/ListSilentOrganisations";
const VILLAGE: &str = "registration.v1.OrganisationService/GetOrganisation";
const FILE: &str = "registration.v1.FileService/GetFile";
const OWN: &str = "/peserta-saya/0192b1f0-0000-7000-8000-0000000000c1";
const REVIEW: &str = "/panitia/pengajuan/0192b1f0-0000-7000-8000-0000000000c1";

fn village() -> pb::Organisation {
    pb::Organisation {
        code: "32.16.03.2004".into(),
        name: "Desa Sukawangi".into(),
        kind: "desa".into(),
        district: "Sukawangi".into(),
        ..Default::default()
    }
}

fn claim(house: &House) {
    let participation = pb::Participation {
        id: "0192b1f0-0000-7000-8000-0000000000c1".into(),
        organisation: Some(village()),
        account_id: "0192b1f0-0000-7000-8000-00000000000a".into(),
        state: pb::ParticipationState::Verified.into(),
        decree_number: "141/17/SK/2024".into(),
        decree_date: "2024-01-31".into(),
        decree_file_id: "0192b1f0-0000-7000-8000-0000000000f1".into(),
        claimed_at: moment("2024-10-17T10:00:00+07:00"),
        version: 2,
        ..Default::default()
    };
    let services = &house.services;
    services.always(
        GET,
        pb::GetParticipationResponse {
            participation: Some(participation),
        },
    );
    services.always(CHANGES, pb::ListParticipationChangesResponse::default());
}

#[tokio::test]
async fn a_hand_over_has_its_own_decree_and_a_fault_is_shown_at_its_own_field() {
    let house = House::open().await;
    claim(&house);
    house
        .services
        .on(HAND_OVER, |request: pb::HandOverParticipationRequest| {
            assert_eq!(request.expected_version, 2);
            assert_eq!(request.email, "budi@contoh.go.id");
            assert_eq!(request.decree_number, "141/18/SK/2024");
            let text = "a day such as 2024-01-31";
            let fault = Violation::new("decree_date", "DECREE_DATE_INVALID", text);
            let status = refusal(Kind::InvalidArgument, "DECREE_DATE_INVALID", text, &[fault]);
            Err::<pb::HandOverParticipationResponse, _>(status)
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [
        ("expected_version", "2"),
        ("email", "budi@contoh.go.id"),
        ("new_decree_number", "141/18/SK/2024"),
    ];
    let path = format!("{OWN}/serahkan");
    let answer = house.post(&path, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#new_decree_date\">"));
    assert!(answer.body.contains("value=\"budi@contoh.go.id\""));
    assert!(answer.body.contains("<details class=\"fold\" open>"));
}

#[tokio::test]
async fn a_scan_stands_beside_the_decree_that_the_committee_checks() {
    let house = House::open().await;
    claim(&house);
    let file = pb::File {
        id: "0192b1f0-0000-7000-8000-0000000000f1".into(),
        name: "sk admin.pdf".into(),
        content_type: "application/pdf".into(),
        ..Default::default()
    };
    house
        .services
        .always(FILE, pb::GetFileResponse { file: Some(file) });
    let browser = house.browser(Some(Role::Committee)).await;
    let page = house.get(REVIEW, &browser.cookies).await;
    let scan = "data=\"/berkas/0192b1f0-0000-7000-8000-0000000000f1\" type=\"application/pdf\"";
    assert!(page.body.contains(scan), "{}", page.body);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("object-src 'self'"), "{policy}");
    let own = house.get("/panitia/kemajuan", &browser.cookies).await;
    let policy = own.header("content-security-policy");
    assert!(!policy.contains("object-src"), "{policy}");
}

#[tokio::test]
async fn a_refused_claim_keeps_the_scan_that_came_with_it() {
    let house = House::open().await;
    let found = pb::GetOrganisationResponse {
        organisation: Some(village()),
        ..Default::default()
    };
    house.services.always(VILLAGE, found);
    house
        .services
        .on(CLAIM, |request: pb::ClaimParticipationRequest| {
            assert_eq!(
                request.decree_file_id,
                "0192b1f0-0000-7000-8000-0000000000f1"
            );
            let text = "there is no such scan";
            let fault = Violation::new("decree_file_id", "FILE_NOT_FOUND", text);
            let status = refusal(Kind::NotFound, "FILE_NOT_FOUND", text, &[fault]);
            Err::<pb::ClaimParticipationResponse, _>(status)
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [("decree_file_id", "0192b1f0-0000-7000-8000-0000000000f1")];
    let answer = house.post("/peserta-saya/klaim", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("<a href=\"#decree_file\">"));
    let kept = "name=\"decree_file_id\" value=\"0192b1f0-0000-7000-8000-0000000000f1\"";
    assert!(answer.body.contains(kept), "{}", answer.body);
    assert!(answer.body.contains("enctype=\"multipart/form-data\""));
}

#[tokio::test]
async fn a_claim_is_shown_without_its_history_when_only_that_is_away() {
    let house = House::open().await;
    claim(&house);
    let away = |_: pb::ListParticipationChangesRequest| {
        let status = refusal(Kind::Unavailable, "DATABASE_UNAVAILABLE", "away", &[]);
        Err::<pb::ListParticipationChangesResponse, _>(status)
    };
    house.services.on(CHANGES, away);
    let browser = house.browser(Some(Role::Participant)).await;
    let page = house.get(OWN, &browser.cookies).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("141/17/SK/2024"));
    assert!(page.body.contains("Bagian pendaftaran tidak menjawab."));
}

#[tokio::test]
async fn the_committee_returns_a_claim_and_stays_on_its_page() {
    let house = House::open().await;
    claim(&house);
    house
        .services
        .on(RETURN, |request: pb::ReturnParticipationRequest| {
            assert_eq!(
                request.participation_id,
                "0192b1f0-0000-7000-8000-0000000000c1"
            );
            assert_eq!(request.reason, "SK belum\nditandatangani.");
            Ok(pb::ReturnParticipationResponse::default())
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [
        ("reason", "SK belum\r\nditandatangani."),
        ("expected_version", "2"),
    ];
    let path = format!("{REVIEW}/kembalikan");
    let answer = house.post(&path, &browser, &fields).await;
    assert_eq!(answer.location(), format!("{REVIEW}?kabar=dikembalikan"));
}

#[tokio::test]
async fn an_opened_code_waits_in_the_browser_for_the_claim() {
    let house = House::open().await;
    house
        .services
        .on(OPEN, |request: pb::OpenInvitationRequest| {
            assert_eq!(request.code, "acde-2345");
            Ok(pb::OpenInvitationResponse {
                edition_id: "diskom-fest-2024".into(),
                organisation: Some(village()),
                answered: false,
            })
        });
    let browser = house.browser(None).await;
    let answer = house
        .post("/undangan", &browser, &[("code", "acde-2345")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Desa Sukawangi"));
    let kept = answer.header("set-cookie");
    assert!(
        kept.starts_with("__Host-undangan=acde2345; ") && kept.contains("HttpOnly"),
        "{kept}"
    );
    assert!(
        answer
            .header("content-security-policy")
            .contains("script-src 'self'")
    );

    let found = pb::GetOrganisationResponse {
        organisation: Some(village()),
        ..Default::default()
    };
    house.services.always(VILLAGE, found);
    house
        .services
        .always(CLAIM, pb::ClaimParticipationResponse::default());
    let browser = house.browser(Some(Role::Participant)).await;
    let cookies = format!("{}; __Host-undangan=acde2345", browser.cookies);
    let path = "/peserta-saya/klaim?organisasi=32.16.03.2004";
    let form = house.get(path, &cookies).await;
    assert!(
        form.body
            .contains("name=\"invitation_code\" type=\"text\" value=\"acde2345\"")
    );
    assert!(
        !form
            .header("content-security-policy")
            .contains("script-src")
    );
    let claimed = house.post("/peserta-saya/klaim", &browser, &[]).await;
    let forgotten = claimed.header("set-cookie");
    assert!(
        forgotten.starts_with("__Host-undangan=;") && forgotten.contains("Max-Age=0"),
        "{forgotten}"
    );
}

#[tokio::test]
async fn letters_are_the_answer_itself_and_lead_to_where_the_browser_is() {
    let house = House::open().await;
    house
        .services
        .on(INVITE, |request: pb::CreateInvitationsRequest| {
            assert_eq!((&*request.kind, &*request.district), ("desa", "Sukawangi"));
            let letter = pb::InvitationLetter {
                organisation: Some(village()),
                code: "ACDE-2345".into(),
            };
            Ok(pb::CreateInvitationsResponse {
                letters: vec![letter],
            })
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [("jenis", "desa"), ("kecamatan", "Sukawangi")];
    let answer = house.post("/panitia/undangan", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .body
            .contains("<b class=\"letter__digits\">ACDE-2345</b>")
    );
    assert!(
        answer
            .body
            .contains("https://fest.example/undangan#ACDE-2345")
    );
    // A browser that loads the address again is led to the list, and makes no new letters.
    let again = house.get("/panitia/undangan", &browser.cookies).await;
    assert_eq!(again.location(), "/panitia/belum-menjawab");
}

#[tokio::test]
async fn the_spreadsheet_is_a_file_to_keep() {
    let house = House::open().await;
    let counts = pb::GetParticipationProgressResponse::default();
    house.services.always(PROGRESS, counts);
    house
        .services
        .on(SILENT, |request: pb::ListSilentOrganisationsRequest| {
            assert_eq!((&*request.kind, &*request.district), ("desa", ""));
            Ok(pb::ListSilentOrganisationsResponse {
                organisations: vec![pb::SilentOrganisation {
                    organisation: Some(village()),
                    ..Default::default()
                }],
                total_size: 1,
                ..Default::default()
            })
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let path = "/panitia/kemajuan.xlsx?jenis=desa";
    let file = house.get(path, &browser.cookies).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-type").ends_with("spreadsheetml.sheet"));
    let name = "attachment; filename=\"kemajuan-diskom-fest-2024.xlsx\"";
    assert_eq!(file.header("content-disposition"), name);
    assert!(file.body.starts_with("PK"));
}
