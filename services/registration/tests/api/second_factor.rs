//! One-time codes and recovery codes, as an app and its owner use them.

use chassis::caller::Person;
use fest_proto::registration::v1::{
    BeginSecondFactorRequest, BeginSecondFactorResponse, ConfirmSecondFactorRequest,
    ConfirmSessionRequest, CreateAccessTokenRequest, CreateSessionRequest, CreateSessionResponse,
    GetSecondFactorRequest, ReplaceRecoveryCodesRequest,
    second_factor_service_client::SecondFactorServiceClient,
    session_service_client::SessionServiceClient,
};
use registration::second_factor_code;
use testkit::{reason, refused};
use tonic::{Code, Response, Status};

use crate::world::{PASSWORD, Service, owner, sign_up};

pub const ANI: &str = "ani@bekasikab.go.id";
/// Without a wait.
const FREE: usize = 10;

/// Somebody with an app.
pub struct Enrolled {
    pub person: Person,
    pub secret: String,
    pub recovery_codes: Vec<String>,
}

impl Enrolled {
    /// What the app shows so many steps from now. A step is good once, and each test has three: -1 is the enrolment's.
    pub fn code(&self, service: &Service, steps: i64) -> String {
        shown(service, &self.secret, steps)
    }
}

fn shown(service: &Service, secret: &str, steps: i64) -> String {
    second_factor_code(secret, service.clock.system_now(), steps).expect("a secret")
}

pub async fn log_in(
    service: &Service,
    code: &str,
) -> Result<Response<CreateSessionResponse>, Status> {
    let request = CreateSessionRequest {
        email: ANI.to_owned(),
        password: PASSWORD.to_owned(),
        code: code.to_owned(),
        ..CreateSessionRequest::default()
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    sessions.create_session(request).await
}

fn confirmed(service: &Service, person: &Person) -> Person {
    Person {
        confirmed_at: Some(service.clock.system_now()),
        ..person.clone()
    }
}

async fn begin(service: &Service, person: &Person) -> Result<BeginSecondFactorResponse, Status> {
    let request = BeginSecondFactorRequest {
        issuer: "Diskom Fest".to_owned(),
    };
    let mut factors = SecondFactorServiceClient::new(service.as_person(person));
    let begun = factors.begin_second_factor(request).await?;
    Ok(begun.into_inner())
}

async fn confirm(
    service: &Service,
    person: &Person,
    code: &str,
    session_token: &str,
) -> Result<Vec<String>, Status> {
    let request = ConfirmSecondFactorRequest {
        code: code.to_owned(),
        session_token: session_token.to_owned(),
    };
    let mut factors = SecondFactorServiceClient::new(service.as_person(person));
    let confirmed = factors.confirm_second_factor(request).await?;
    Ok(confirmed.into_inner().recovery_codes)
}

/// An account with a second factor.
pub async fn enrolled(service: &Service) -> Enrolled {
    let person = owner(&sign_up(service, ANI).await);
    let begun = begin(service, &confirmed(service, &person)).await;
    let secret = begun.expect("begun").secret;
    let code = shown(service, &secret, -1);
    let recovery_codes = confirm(service, &person, &code, "").await;
    Enrolled {
        recovery_codes: recovery_codes.expect("enrolled"),
        person,
        secret,
    }
}

#[tokio::test]
async fn from_the_first_code_on_each_log_in_asks_for_one() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let without = refused(log_in(&service, "").await);
    assert_eq!(
        (without.code, &*without.reason),
        (Code::Unauthenticated, "SECOND_FACTOR_REQUIRED")
    );
    assert_eq!(
        without.fields,
        [("code".to_owned(), "SECOND_FACTOR_REQUIRED".to_owned())]
    );
    let code = ani.code(&service, 0);
    let session = log_in(&service, &code)
        .await
        .expect("logged in")
        .into_inner();
    assert!(session.access_token.expect("token").has_second_factor);
    let again = log_in(&service, &code).await;
    assert_eq!(reason(again), "SECOND_FACTOR_USED");
    let earlier = log_in(&service, &ani.code(&service, -1)).await;
    assert_eq!(reason(earlier), "SECOND_FACTOR_USED");
    let spaced = ani.code(&service, 1);
    let spaced = format!(" {} {}", &spaced[..3], &spaced[3..]);
    log_in(&service, &spaced)
        .await
        .expect("the next code, as people type");
    service.finish().await;
}

#[tokio::test]
async fn a_code_that_is_sent_twice_at_once_opens_once() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let code = ani.code(&service, 0);
    let (one, other) = tokio::join!(log_in(&service, &code), log_in(&service, &code));
    assert_ne!(one.is_ok(), other.is_ok());
    service.finish().await;
}

#[tokio::test]
async fn wrong_codes_are_slowed_and_no_wrong_password() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    for _ in 0..FREE {
        // Beyond the window, and so wrong for certain but for a chance of one in a million.
        let wrong = log_in(&service, &ani.code(&service, 90)).await;
        assert_eq!(reason(wrong), "SECOND_FACTOR_WRONG");
    }
    let slowed = refused(log_in(&service, &ani.code(&service, 0)).await);
    assert_eq!(slowed.reason, "GUESSES_TOO_MANY");
    assert!(slowed.retry_after.is_some());
    let password = log_in(&service, "").await;
    assert_eq!(
        reason(password),
        "SECOND_FACTOR_REQUIRED",
        "the password was right each time"
    );
    service.finish().await;
}

#[tokio::test]
async fn each_recovery_code_opens_once_and_other_ones_take_their_place() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    assert_eq!(ani.recovery_codes.len(), 10);
    let first = &ani.recovery_codes[0];
    log_in(&service, &first.to_uppercase())
        .await
        .expect("logged in");
    let again = log_in(&service, first).await;
    assert_eq!(reason(again), "SECOND_FACTOR_WRONG");
    let mut factors = SecondFactorServiceClient::new(service.as_person(&ani.person));
    let state = factors.get_second_factor(GetSecondFactorRequest {}).await;
    let state = state.expect("state").into_inner();
    assert_eq!(
        (state.enrolled_at.is_some(), state.recovery_codes),
        (true, 9)
    );
    let unconfirmed = factors
        .replace_recovery_codes(ReplaceRecoveryCodesRequest {})
        .await;
    assert_eq!(reason(unconfirmed), "CONFIRMATION_REQUIRED");
    let person = confirmed(&service, &ani.person);
    let mut factors = SecondFactorServiceClient::new(service.as_person(&person));
    let other = factors
        .replace_recovery_codes(ReplaceRecoveryCodesRequest {})
        .await;
    let other = other.expect("replaced").into_inner().recovery_codes;
    let old = log_in(&service, &ani.recovery_codes[1]).await;
    assert_eq!(reason(old), "SECOND_FACTOR_WRONG");
    log_in(&service, &other[0]).await.expect("logged in");
    service.finish().await;
}

#[tokio::test]
async fn a_session_that_began_without_a_code_ends_where_the_second_factor_begins() {
    let service = Service::start().await;
    let person = owner(&sign_up(&service, ANI).await);
    let stolen = log_in(&service, "").await.expect("logged in").into_inner();
    let own = log_in(&service, "").await.expect("logged in").into_inner();
    let begun = begin(&service, &confirmed(&service, &person))
        .await
        .expect("begun");
    let code = shown(&service, &begun.secret, 0);
    confirm(&service, &person, &code, &own.session_token)
        .await
        .expect("enrolled");
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let mut trade = async |session_token: String| {
        let request = CreateAccessTokenRequest { session_token };
        sessions.create_access_token(request).await
    };
    trade(own.session_token).await.expect("goes on");
    assert_eq!(reason(trade(stolen.session_token).await), "SESSION_INVALID");
    service.finish().await;
}

#[tokio::test]
async fn a_confirmation_asks_for_a_code_and_no_longer_for_the_password() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let session = log_in(&service, &ani.recovery_codes[0])
        .await
        .expect("logged in");
    let session_token = session.into_inner().session_token;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let mut confirm = async |password: &str, code: &str| {
        let request = ConfirmSessionRequest {
            session_token: session_token.clone(),
            password: password.to_owned(),
            code: code.to_owned(),
        };
        sessions.confirm_session(request).await
    };
    assert_eq!(
        reason(confirm(PASSWORD, "").await),
        "SECOND_FACTOR_REQUIRED"
    );
    let code = ani.code(&service, 0);
    let token = confirm("", &code)
        .await
        .expect("confirmed")
        .into_inner()
        .access_token;
    let caller = service
        .keys
        .public()
        .caller(&token.expect("token").token, "any");
    let Ok(chassis::caller::Caller::Person(person)) = caller else {
        panic!("not a person's token");
    };
    let age = service.clock.system_now() - person.confirmed_at.expect("confirmed");
    assert!(age.num_seconds() < 60, "{age}");
    assert_eq!(reason(confirm("", &code).await), "SECOND_FACTOR_USED");
    service.finish().await;
}

#[tokio::test]
async fn another_app_takes_the_place_of_the_first_once_it_gave_a_code() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let unconfirmed = begin(&service, &ani.person).await;
    assert_eq!(reason(unconfirmed), "CONFIRMATION_REQUIRED");
    let none = confirm(&service, &ani.person, "123456", "").await;
    assert_eq!(reason(none), "SECOND_FACTOR_NOT_BEGUN");
    let begun = begin(&service, &confirmed(&service, &ani.person))
        .await
        .expect("begun");
    assert!(
        begun
            .url
            .starts_with("otpauth://totp/Diskom%20Fest:ani%40bekasikab.go.id?secret=")
    );
    let old = confirm(&service, &ani.person, &ani.code(&service, 0), "").await;
    assert_eq!(reason(old), "SECOND_FACTOR_WRONG");
    log_in(&service, &ani.code(&service, 0))
        .await
        .expect("the first app still holds");
    let code = shown(&service, &begun.secret, 0);
    confirm(&service, &ani.person, &code, "")
        .await
        .expect("enrolled");
    let first = log_in(&service, &ani.code(&service, 1)).await;
    assert_eq!(reason(first), "SECOND_FACTOR_WRONG");
    log_in(&service, &shown(&service, &begun.secret, 1))
        .await
        .expect("the other app");
    service.finish().await;
}
