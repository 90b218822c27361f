//! The services behind the gateway. Every call carries the visitor's access token, the moment of arrival vouched for by the gateway's own key, the
//! trace and the deadline.

use chassis::{caller::Stamp, client, clock::Clock, guard::ARRIVAL_HEADER, token::SigningKey};
use fest_proto::{
    announcement, audit::v1::audit_service_client::AuditServiceClient, registration, scoring,
    submission,
};
use serde::Deserialize;
use tonic::{
    Request, Status,
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};
use utoipa::ToSchema;

use crate::config::Config;

/// What one visit puts on the calls that it causes.
#[derive(Clone, Debug)]
pub struct Call {
    /// The visitor's access token, if logged in.
    pub access_token: Option<String>,
    /// When the visit arrived, and from where.
    pub stamp: Stamp,
}

/// Puts a [`Call`] on outgoing requests.
#[derive(Clone)]
pub struct Passport {
    access_token: Option<String>,
    stamp: Option<String>,
}

impl Interceptor for Passport {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.access_token {
            client::bearer(&mut request, token)?;
        }
        let stamp = self.stamp.as_deref().and_then(|stamp| stamp.parse().ok());
        let stamp = stamp.ok_or_else(|| Status::internal("no arrival stamp"))?;
        request.metadata_mut().insert(ARRIVAL_HEADER, stamp);
        client::pass_on(&mut request);
        Ok(request)
    }
}

/// Channels to the four services.
#[derive(Clone)]
pub struct Clients {
    registration: Channel,
    submission: Channel,
    scoring: Channel,
    announcement: Channel,
    key: SigningKey,
    clock: Clock,
}

impl Clients {
    /// Channels that connect when they are first used.
    ///
    /// # Errors
    /// When an address is none.
    pub fn new(config: &Config, key: SigningKey, clock: Clock) -> anyhow::Result<Self> {
        Ok(Self {
            registration: client::connect(&config.registration_url)?,
            submission: client::connect(&config.submission_url)?,
            scoring: client::connect(&config.scoring_url)?,
            announcement: client::connect(&config.announcement_url)?,
            key,
            clock,
        })
    }

    fn passport(&self, call: &Call, audience: &str) -> Passport {
        let stamp = self
            .key
            .arrival(audience, call.stamp, self.clock.system_now());
        Passport {
            access_token: call.access_token.clone(),
            stamp: stamp.ok(),
        }
    }
}

/// Whose audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audited {
    /// Of editions, organisations, accounts and participation.
    Registration,
    /// Of entries and counts.
    Submission,
    /// Of sheets, rankings and seals.
    Scoring,
    /// Of what was revealed.
    Announcement,
}

impl Audited {
    /// In the order of the road that an entry takes.
    pub const ALL: [Self; 4] = [
        Self::Registration,
        Self::Submission,
        Self::Scoring,
        Self::Announcement,
    ];

    /// As addresses and programs name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Submission => "submission",
            Self::Scoring => "scoring",
            Self::Announcement => "announcement",
        }
    }
}

impl Clients {
    /// The `AuditService` of one of them, on behalf of a visit.
    #[must_use]
    pub fn audit(
        &self,
        call: &Call,
        audited: Audited,
    ) -> AuditServiceClient<InterceptedService<Channel, Passport>> {
        let channel = match audited {
            Audited::Registration => &self.registration,
            Audited::Submission => &self.submission,
            Audited::Scoring => &self.scoring,
            Audited::Announcement => &self.announcement,
        };
        let passport = self.passport(call, audited.name());
        AuditServiceClient::with_interceptor(channel.clone(), passport)
    }
}

macro_rules! clients {
    ($($service:ident { $($name:ident: $module:ident $client:ident),+ $(,)? })+) => {
        impl Clients {
            $($(
                #[doc = concat!("`", stringify!($client), "`, on behalf of a visit.")]
                #[must_use]
                pub fn $name(
                    &self,
                    call: &Call,
                ) -> $service::v1::$module::$client<InterceptedService<Channel, Passport>> {
                    let passport = self.passport(call, stringify!($service));
                    $service::v1::$module::$client::with_interceptor(self.$service.clone(), passport)
                }
            )+)+
        }
    };
}

clients! {
    registration {
        accounts: account_service_client AccountServiceClient,
        second_factors: second_factor_service_client SecondFactorServiceClient,
        api_clients: api_client_service_client ApiClientServiceClient,
        sessions: session_service_client SessionServiceClient,
        editions: edition_service_client EditionServiceClient,
        categories: category_service_client CategoryServiceClient,
        channels: channel_service_client ChannelServiceClient,
        files: file_service_client FileServiceClient,
        organisations: organisation_service_client OrganisationServiceClient,
        organisation_imports: organisation_import_service_client OrganisationImportServiceClient,
        participations: participation_service_client ParticipationServiceClient,
        progress: progress_service_client ProgressServiceClient,
        invitations: invitation_service_client InvitationServiceClient,
        password_resets: password_reset_service_client PasswordResetServiceClient,
        persons: person_service_client PersonServiceClient,
        reminders: reminder_service_client ReminderServiceClient,
        judges: judge_service_client JudgeServiceClient,
        verifications: verification_service_client VerificationServiceClient,
    }
    submission {
        entries: entry_service_client EntryServiceClient,
        lapor: lapor_service_client LaporServiceClient,
    }
    scoring {
        rubrics: rubric_service_client RubricServiceClient,
        assignments: assignment_service_client AssignmentServiceClient,
        sheets: sheet_service_client SheetServiceClient,
        rankings: ranking_service_client RankingServiceClient,
        seals: seal_service_client SealServiceClient,
    }
    announcement {
        results: result_service_client ResultServiceClient,
    }
}
