//! The gateway as a browser sees it, with an edition, its categories and people of every role behind it.

use axum::{Router, body::Body};
use chassis::{
    clock::Clock,
    config::KeyConfig,
    error::{Kind, refusal},
    health::Health,
    token::{KeySet, SigningKey},
};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use gateway::{app::App, clients::Clients, config::Config};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::services::Services;

/// What a browser got.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location.map_or("", |value| value.to_str().expect("text"))
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    /// The token in the page's first form.
    pub fn token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"csrf\" value=\"")
            .expect("a form");
        rest.split('"').next().expect("a token").to_owned()
    }
}

/// The house with its services.
pub struct House {
    pub services: Services,
    /// What access tokens are signed with.
    pub registration: SigningKey,
    router: Router,
}

impl House {
    /// With registration's public answers, and sessions named "role-<role>" for every role.
    pub async fn open() -> Self {
        Self::with(true).await
    }

    /// The same where there is no TLS.
    pub async fn on_loopback() -> Self {
        Self::with(false).await
    }

    async fn with(secure_cookies: bool) -> Self {
        let (services, address) = Services::start().await;
        let url = format!("http://{address}");
        let config = Config {
            listen: address,
            admin_listen: address,
            registration_url: url.clone(),
            submission_url: url.clone(),
            scoring_url: url.clone(),
            announcement_url: url,
            keys: KeyConfig {
                signing_key_file: "none".into(),
                trusted_keys_file: "none".into(),
            },
            trusted_proxies: 1,
            secure_cookies,
        };
        let key = SigningKey::generate("gateway").expect("a key");
        let registration = SigningKey::generate("registration").expect("a key");
        let clock = Clock::fixed("2024-10-21T02:00:00Z".parse().expect("a moment"));
        let app = App {
            clients: Clients::new(&config, key, clock.clone()).expect("addresses"),
            clock,
            keys: KeySet::new(vec![registration.public()]).expect("a key"),
            trusted_proxies: 1,
            secure_cookies,
        };
        let router = gateway::router(app, &Health::default()).expect("rules for every page");
        let house = Self {
            services,
            registration,
            router,
        };
        house.fill();
        house
    }

    fn fill(&self) {
        let timeline = pb::Timeline {
            monitoring_starts_at: moment("2024-01-01T00:00:00+07:00"),
            opens_at: moment("2024-10-07T08:00:00+07:00"),
            closes_at: moment("2024-10-30T23:59:00+07:00"),
            announces_at: moment("2024-11-14T19:30:00+07:00"),
        };
        let edition = pb::Edition {
            id: "diskom-fest-2024".into(),
            name: "Diskom Fest 2024".into(),
            year: 2024,
            timeline: Some(timeline),
            phase: pb::EditionPhase::Open.into(),
            version: 2,
            ..Default::default()
        };
        let editions = pb::ListEditionsResponse {
            editions: vec![edition],
            total_size: 1,
            ..Default::default()
        };
        let services = &self.services;
        services.always("registration.v1.EditionService/ListEditions", editions);
        let categories = pb::ListCategoriesResponse {
            categories: vec![category()],
            total_size: 1,
            ..Default::default()
        };
        services.always("registration.v1.CategoryService/ListCategories", categories);
        let found = pb::GetCategoryResponse {
            category: Some(category()),
        };
        services.always("registration.v1.CategoryService/GetCategory", found);
        services.always(
            "registration.v1.EditionService/ListEditionReschedules",
            pb::ListEditionReschedulesResponse::default(),
        );
        services.always(
            "registration.v1.OrganisationService/ListOrganisations",
            pb::ListOrganisationsResponse::default(),
        );
        services.always(
            "registration.v1.OrganisationService/ListOrganisationDistricts",
            pb::ListOrganisationDistrictsResponse::default(),
        );
        services.always(
            "registration.v1.OrganisationService/ListOrganisationChanges",
            pb::ListOrganisationChangesResponse::default(),
        );
        services.always(
            "registration.v1.OrganisationService/ListOrganisationKinds",
            pb::ListOrganisationKindsResponse::default(),
        );
        services.on(
            "registration.v1.SessionService/CreateAccessToken",
            |request: pb::CreateAccessTokenRequest| {
                let role = request.session_token.strip_prefix("role-");
                let role = role.and_then(|name| Role::from_str_name(&format!("ROLE_{name}")));
                let role = role.ok_or_else(|| {
                    refusal(
                        Kind::Unauthenticated,
                        "SESSION_INVALID",
                        "log in again",
                        &[],
                    )
                })?;
                Ok(pb::CreateAccessTokenResponse {
                    access_token: Some(token(role)),
                })
            },
        );
    }

    /// What a browser with these cookies gets from an address.
    pub async fn get(&self, path: &str, cookies: &str) -> Answer {
        self.send(request(Method::GET, path, cookies, Body::empty()))
            .await
    }

    /// What a browser gets for a form, sent as from one of our pages.
    pub async fn post(&self, path: &str, browser: &Browser, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        for (name, value) in [
            ("csrf", browser.token.as_str()),
            ("request_id", "0192b1f0-0000-7000-8000-000000000001"),
        ] {
            if !fields.iter().any(|(given, _)| *given == name) {
                fields.push((name, value));
            }
        }
        let pairs = fields.iter().map(|(name, value)| {
            let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            format!("{name}={value}")
        });
        let body = pairs.collect::<Vec<_>>().join("&");
        let mut request = request(Method::POST, path, &browser.cookies, Body::from(body));
        let kind = "application/x-www-form-urlencoded".parse().expect("a type");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        self.send(request).await
    }

    /// A browser that has seen a page, with a session of this role; none for nobody.
    pub async fn browser(&self, role: Option<Role>) -> Browser {
        let session = role.map(session).unwrap_or_default();
        let seen = self.get("/masuk", "").await;
        let secret = seen
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|value| {
                value
                    .split(';')
                    .next()
                    .filter(|pair| pair.trim_start_matches("__Host-").starts_with("csrf="))
            })
            .expect("a secret for the browser");
        let cookies = format!("{session}; {secret}");
        self.services.calls();
        Browser {
            token: seen.token(),
            cookies: cookies.trim_start_matches("; ").to_owned(),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Cookies, and the token that goes with them.
pub struct Browser {
    pub cookies: String,
    pub token: String,
}

pub fn request(method: Method, path: &str, cookies: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "fest.example")
        .header(header::COOKIE, cookies)
        .body(body)
        .expect("a request")
}

/// The cookie of somebody with this role.
pub fn session(role: Role) -> String {
    format!(
        "__Host-session=role-{}",
        role.as_str_name().trim_start_matches("ROLE_")
    )
}

pub fn token(role: Role) -> pb::AccessToken {
    pb::AccessToken {
        token: "an-access-token".into(),
        account: Some(pb::Account {
            id: "0192b1f0-0000-7000-8000-00000000000a".into(),
            email: "siti@contoh.go.id".into(),
            display_name: "Siti Rahmawati".into(),
            roles: vec![role.into()],
            is_email_verified: true,
            plenary_editions: vec!["diskom-fest-2024".into(); usize::from(role == Role::Plenary)],
        }),
        expires_at: None,
        has_second_factor: role != Role::Participant,
    }
}

pub fn category() -> pb::Category {
    pb::Category {
        id: "0192b1f0-0000-7000-8000-0000000000ca".into(),
        edition_id: "diskom-fest-2024".into(),
        code: "reels-desa".into(),
        name: "Reels desa".into(),
        name_en: "Village reels".into(),
        field: "ikp".into(),
        subject: pb::CategorySubject::Work.into(),
        intake: pb::CategoryIntake::Entered.into(),
        levels: vec!["desa".into()],
        places: 3,
        proposal: false,
        version: 1,
        ..Default::default()
    }
}

pub fn moment(text: &str) -> Option<pbjson_types::Timestamp> {
    let at = chrono::DateTime::parse_from_rfc3339(text).expect("a moment");
    Some(at.to_utc().into())
}
