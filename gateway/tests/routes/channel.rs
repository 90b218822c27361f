//! Channels and one's own data, as forms.

use chassis::error::{Kind, Violation, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use http::StatusCode;
use tonic::Status;

use crate::house::{House, token};

const LIST: &str = "registration.v1.ChannelService/ListChannels";
const PLATFORMS: &str = "registration.v1.ChannelService/ListPlatforms";
const DECLARE: &str = "registration.v1.ChannelService/DeclareChannel";
const RETURN: &str = "registration.v1.ChannelService/ReturnChannel";
const CLAIMS: &str = "registration.v1.ParticipationService/ListParticipations";
const CONFIRM: &str = "registration.v1.SessionService/ConfirmSession";
const ERASE: &str = "registration.v1.AccountService/EraseAccount";
const ID: &str = "0192b1f0-0000-7000-8000-0000000000d1";

fn village() -> pb::Organisation {
    pb::Organisation {
        code: "32.16.03.2004".into(),
        name: "Desa Sukawangi".into(),
        kind: "desa".into(),
        ..Default::default()
    }
}

/// A verified admin of a village, which has one channel.
fn fill(house: &House) {
    let platform = |code: &str, name: &str| pb::Platform {
        code: code.into(),
        name: name.into(),
        name_en: name.into(),
        example: "@desa".into(),
    };
    let platforms = pb::ListPlatformsResponse {
        platforms: vec![platform("instagram", "Instagram"), platform("x", "X")],
    };
    house.services.always(PLATFORMS, platforms);
    let claim = pb::Participation {
        account_id: token(Role::Participant).account.unwrap_or_default().id,
        organisation: Some(village()),
        state: pb::ParticipationState::Verified.into(),
        ..Default::default()
    };
    let claims = pb::ListParticipationsResponse {
        participations: vec![claim],
        total_size: 1,
        ..Default::default()
    };
    house.services.always(CLAIMS, claims);
    let channel = pb::Channel {
        id: ID.into(),
        organisation: Some(village()),
        platform: "x".into(),
        handle: "desasukawangi".into(),
        address: "https://x.com/desasukawangi".into(),
        state: pb::ChannelState::Declared.into(),
        version: 1,
        ..Default::default()
    };
    let channels = pb::ListChannelsResponse {
        channels: vec![channel],
        total_size: 1,
        ..Default::default()
    };
    house.services.always(LIST, channels);
}

fn refused(field: &str, reason: &'static str) -> Status {
    let fault = Violation::new(field, reason, "refused");
    refusal(Kind::InvalidArgument, reason, "refused", &[fault])
}

#[tokio::test]
async fn a_refused_handle_comes_back_as_typed_beside_what_stands() {
    let house = House::open().await;
    fill(&house);
    house.services.on(DECLARE, |_: pb::DeclareChannelRequest| {
        Err::<pb::DeclareChannelResponse, _>(refused("handle", "HANDLE_INVALID"))
    });
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [
        ("organisation_code", "32.16.03.2004"),
        ("platform", "x"),
        ("handle", "bukan akun"),
    ];
    let answer = house.post("/peserta-saya/kanal", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in [
        "value=\"bukan akun\"",
        "<a href=\"#handle\">",
        "<option value=\"x\" selected>",
        "https://x.com/desasukawangi",
        "Belum menyatakan",
    ] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_declared_channel_leads_back_to_its_organisation() {
    let house = House::open().await;
    fill(&house);
    house
        .services
        .on(DECLARE, |request: pb::DeclareChannelRequest| {
            assert_eq!((&*request.platform, &*request.handle), ("x", "@desa"));
            Ok(pb::DeclareChannelResponse::default())
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [
        ("organisation_code", "32.16.03.2004"),
        ("platform", "x"),
        ("handle", "@desa"),
    ];
    let answer = house.post("/peserta-saya/kanal", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        answer.location(),
        "/peserta-saya/kanal?organisasi=32.16.03.2004&kabar=kanal-dinyatakan"
    );
}

#[tokio::test]
async fn a_channel_goes_back_only_with_a_reason_which_is_asked_for_in_its_row() {
    let house = House::open().await;
    fill(&house);
    house
        .services
        .on(RETURN, |request: pb::ReturnChannelRequest| {
            assert_eq!((&*request.channel_id, &*request.reason), (ID, " "));
            Err::<pb::ReturnChannelResponse, _>(refused("reason", "REASON_MISSING"))
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let field = format!("reason-{ID}");
    let fields = [("channel_id", ID), (field.as_str(), " ")];
    let answer = house
        .post("/panitia/kanal/kembalikan", &browser, &fields)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(&format!("<a href=\"#{field}\">")));
    assert!(answer.body.contains("<details class=\"fold\" open>"));
}

#[tokio::test]
async fn an_account_is_erased_with_its_password_and_the_browser_forgets_it() {
    let house = House::open().await;
    house
        .services
        .on(CONFIRM, |request: pb::ConfirmSessionRequest| {
            if request.password != "kuda yang benar" {
                let text = "address or password is wrong";
                let reason = "CREDENTIALS_WRONG";
                return Err(refusal(Kind::Unauthenticated, reason, text, &[]));
            }
            Ok(pb::ConfirmSessionResponse {
                access_token: Some(token(Role::Participant)),
            })
        });
    house
        .services
        .always(ERASE, pb::EraseAccountResponse::default());
    let browser = house.browser(Some(Role::Participant)).await;
    let wrong = [("password", "kuda yang salah")];
    let answer = house.post("/akun/hapus", &browser, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#password\">"));
    assert!(
        !house
            .services
            .calls()
            .iter()
            .any(|rpc| rpc.ends_with("/EraseAccount"))
    );

    let right = [("password", "kuda yang benar")];
    let answer = house.post("/akun/hapus", &browser, &right).await;
    assert_eq!(answer.location(), "/?kabar=akun-dihapus");
    let forgotten = answer.headers.get_all("set-cookie").iter().any(|cookie| {
        cookie
            .to_str()
            .is_ok_and(|text| text.starts_with("__Host-session=;"))
    });
    assert!(forgotten);
}
