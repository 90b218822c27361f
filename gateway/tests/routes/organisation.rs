//! One body of the register, and the committee's changes to it.

use chassis::error::{Kind, Violation, refusal};
use fest_proto::{access::v1::Role, registration::v1 as registration};
use http::StatusCode;

use crate::house::{House, session};

const GET: &str = "registration.v1.OrganisationService/GetOrganisation";
const RENAME: &str = "registration.v1.OrganisationService/RenameOrganisation";

fn village() -> registration::GetOrganisationResponse {
    let organisation = registration::Organisation {
        code: "32.16.01.1007".into(),
        name: "Kelurahan Setia Asih".into(),
        kind: "kelurahan".into(),
        district: "Tarumajaya".into(),
        version: 3,
        state: registration::OrganisationState::Active.into(),
        ..Default::default()
    };
    let alias = registration::OrganisationAlias {
        kind: registration::OrganisationAliasKind::FormerCode.into(),
        value: "32.16.01.2007".into(),
        ..Default::default()
    };
    registration::GetOrganisationResponse {
        organisation: Some(organisation),
        aliases: vec![alias],
        ..Default::default()
    }
}

#[tokio::test]
async fn an_old_code_leads_the_reader_to_the_page_of_the_new_one_which_says_so() {
    let house = House::open().await;
    house.services.always(GET, village());
    let old = house.get("/peserta/32.16.01.2007", "").await;
    assert_eq!(old.status, StatusCode::SEE_OTHER);
    let now = old.location();
    assert_eq!(now, "/peserta/32.16.01.1007?dari=32.16.01.2007");
    let page = house.get(now, "").await;
    assert_eq!(page.status, StatusCode::OK);
    let said = "Kode atau nama 32.16.01.2007 sekarang mengarah ke organisasi ini.";
    assert!(page.body.contains(said), "{}", page.body);
    // What an address claims is said only where it is true.
    let lie = house.get("/peserta/32.16.01.1007?dari=pd-lain", "").await;
    let said = "sekarang mengarah ke organisasi ini";
    assert!(!lie.body.contains(said), "{}", lie.body);
}

#[tokio::test]
async fn a_refused_change_keeps_what_was_typed_and_the_name_is_not_lost() {
    let house = House::open().await;
    house.services.always(GET, village());
    house.services.on(
        RENAME,
        |request: registration::RenameOrganisationRequest| {
            assert_eq!(request.expected_version, 3);
            let text = "must not be empty";
            let fault = Violation::new("reason", "REASON_MISSING", text);
            let status = refusal(Kind::InvalidArgument, "REASON_MISSING", text, &[fault]);
            Err::<registration::RenameOrganisationResponse, _>(status)
        },
    );
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [("rename_name", "Kelurahan Baru"), ("expected_version", "3")];
    let path = "/peserta/32.16.01.1007/ubah/nama";
    let answer = house.post(path, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("value=\"Kelurahan Baru\""),
        "{}",
        answer.body
    );
    assert!(
        answer
            .body
            .contains("<a href=\"#rename_reason\">Alasan belum diisi.")
    );
}

#[tokio::test]
async fn a_body_under_its_old_code_is_not_changed() {
    let house = House::open().await;
    house.services.always(GET, village());
    let old = house
        .get("/peserta/32.16.01.2007/ubah", &session(Role::Committee))
        .await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
}
