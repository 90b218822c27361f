//! What the committee and the participants did, as calls of the services.

use anyhow::Context;
use chassis::{client, token::role_named};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        self as pb, account_service_client::AccountServiceClient,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient, file_service_client::FileServiceClient,
        judge_service_client::JudgeServiceClient,
        organisation_import_service_client::OrganisationImportServiceClient,
        participation_service_client::ParticipationServiceClient,
        session_service_client::SessionServiceClient, upload_file_request::Part,
    },
    scoring::v1::{CreateRubricRequest, rubric_service_client::RubricServiceClient},
};
use sha2::{Digest, Sha256};
use tonic::{Request, transport::Channel};

use super::{
    data::ExampleEdition,
    people::{ExampleAccount, People},
};
use crate::endpoints::Endpoints;

const ORGANISATIONS: &str =
    include_str!("../../../../services/registration/data/organisations.csv");
const ALIASES: &str =
    include_str!("../../../../services/registration/data/organisation-aliases.csv");
/// A file goes in pieces of this many bytes.
const UPLOAD_CHUNK: usize = 64 * 1024;

/// The committee member at work, and the participants through their own sessions.
pub struct Committee {
    registration: Channel,
    scoring: Channel,
    people: People,
    token: String,
}

impl Committee {
    /// Logs the first committee account in.
    pub async fn log_in(endpoints: &Endpoints, people: People) -> anyhow::Result<Self> {
        let channel = |service: &str| {
            let address = endpoints.grpc.get(service).context("no address")?;
            client::connect(&format!("http://{address}"))
        };
        let registration = channel("registration")?;
        let token = access_token(&registration, people.committee()?.account).await?;
        Ok(Self {
            scoring: channel("scoring")?,
            registration,
            people,
            token,
        })
    }

    fn request<T>(&self, message: T) -> anyhow::Result<Request<T>> {
        with_token(message, &self.token)
    }

    pub async fn make_accounts(&self) -> anyhow::Result<()> {
        let mut accounts = AccountServiceClient::new(self.registration.clone());
        let first = self.people.committee()?.account.email.clone();
        for person in self.people.all() {
            let ExampleAccount {
                role,
                email,
                password,
                ..
            } = person.account;
            if *email == first {
                continue;
            }
            let create = pb::CreateAccountRequest {
                request_id: request_id(&["account", email]),
                email: email.clone(),
                password: password.clone(),
                display_name: person.display_name.to_owned(),
                language: String::new(),
            };
            accounts.create_account(self.request(create)?).await?;
            // Jurors get their role with their appointment, participants with their account.
            if let Some(role @ (Role::Committee | Role::Leadership | Role::Operator)) =
                role_named(role)
            {
                let grant = pb::GrantRoleRequest {
                    request_id: request_id(&["role", email]),
                    email: email.clone(),
                    role: role as i32,
                    edition_id: String::new(),
                };
                accounts.grant_role(self.request(grant)?).await?;
            }
        }
        Ok(())
    }

    pub async fn import_organisations(&self) -> anyhow::Result<()> {
        let mut imports = OrganisationImportServiceClient::new(self.registration.clone());
        let import = pb::ImportOrganisationsRequest {
            request_id: request_id(&["organisations"]),
            file_id: self.hand_in("organisations", ORGANISATIONS).await?,
            columns: Vec::new(),
        };
        imports.import_organisations(self.request(import)?).await?;
        let import = pb::ImportOrganisationAliasesRequest {
            request_id: request_id(&["organisation aliases"]),
            file_id: self.hand_in("organisation aliases", ALIASES).await?,
        };
        let import = self.request(import)?;
        imports.import_organisation_aliases(import).await?;
        Ok(())
    }

    /// Hands a table in for an import.
    async fn hand_in(&self, name: &str, table: &str) -> anyhow::Result<String> {
        let header = pb::UploadFileHeader {
            request_id: request_id(&[name, "file"]),
            purpose: pb::FilePurpose::Import.into(),
            name: format!("{name}.csv"),
        };
        let chunks = table.as_bytes().chunks(UPLOAD_CHUNK);
        let chunks = chunks.map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = [Part::Header(header)].into_iter().chain(chunks);
        let parts = parts.chain([Part::End(pb::UploadFileEnd {})]);
        let parts: Vec<_> = parts
            .map(|part| pb::UploadFileRequest { part: Some(part) })
            .collect();
        let mut files = FileServiceClient::new(self.registration.clone());
        let upload = self.request(futures_util::stream::iter(parts))?;
        let answer = files.upload_file(upload).await?.into_inner();
        Ok(answer.file.unwrap_or_default().id)
    }

    pub async fn make_edition(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let create = pb::CreateEditionRequest {
            request_id: request_id(&["edition"]),
            id: edition.id.clone(),
            name: edition.name.clone(),
            year: edition.year,
            timeline: Some(edition.timeline.clone().into()),
        };
        let mut editions = EditionServiceClient::new(self.registration.clone());
        editions.create_edition(self.request(create)?).await?;
        let plan = edition.plan(request_id(&["plan"]));
        editions.update_edition(self.request(plan)?).await?;
        let mut categories = CategoryServiceClient::new(self.registration.clone());
        let mut rubrics = RubricServiceClient::new(self.scoring.clone());
        for category in &edition.categories {
            let create = category.request(request_id(&["category", &category.code]), &edition.id);
            let made = categories.create_category(self.request(create)?).await?;
            let made = made.into_inner().category.unwrap_or_default();
            let Some(key) = &category.rubric else {
                continue;
            };
            let rubric = edition.rubrics.get(key).context("unknown rubric")?;
            let create = CreateRubricRequest {
                request_id: request_id(&["rubric", &category.code]),
                category_id: made.id,
                criteria: rubric.criteria(),
            };
            rubrics.create_rubric(self.request(create)?).await?;
        }
        self.grant_plenary(edition).await
    }

    async fn grant_plenary(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let mut accounts = AccountServiceClient::new(self.registration.clone());
        for person in self.people.all().filter(|person| person.is_plenary) {
            let grant = pb::GrantRoleRequest {
                request_id: request_id(&["plenary", &person.account.email]),
                email: person.account.email.clone(),
                role: Role::Plenary as i32,
                edition_id: edition.id.clone(),
            };
            accounts.grant_role(self.request(grant)?).await?;
        }
        Ok(())
    }

    pub async fn lock_edition(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let mut editions = EditionServiceClient::new(self.registration.clone());
        let lock = pb::LockEditionRequest {
            request_id: request_id(&["lock"]),
            edition_id: edition.id.clone(),
            // Made, then planned.
            expected_version: 2,
        };
        editions.lock_edition(self.request(lock)?).await?;
        Ok(())
    }

    pub async fn claim(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let mut participations = ParticipationServiceClient::new(self.registration.clone());
        for (number, person) in self.people.of_role("participant").enumerate() {
            let Some(organisation) = person.organisation else {
                continue;
            };
            let claim = pb::ClaimParticipationRequest {
                request_id: request_id(&["claim", organisation]),
                edition_id: edition.id.clone(),
                organisation_code: organisation.to_owned(),
                decree_number: format!("800/{}-contoh/2024", number + 1),
                decree_date: "2024-02-01".to_owned(),
                decree_signer: "Kepala Dinas (contoh)".to_owned(),
                invitation_code: String::new(),
                decree_file_id: String::new(),
            };
            let token = access_token(&self.registration, person.account).await?;
            participations
                .claim_participation(with_token(claim, &token)?)
                .await?;
        }
        Ok(())
    }

    pub async fn verify(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let mut participations = ParticipationServiceClient::new(self.registration.clone());
        let list = pb::ListParticipationsRequest {
            edition_id: edition.id.clone(),
            states: vec![pb::ParticipationState::Claimed.into()],
            ..pb::ListParticipationsRequest::default()
        };
        let claims = participations
            .list_participations(self.request(list)?)
            .await?;
        for claim in claims.into_inner().participations {
            let verify = pb::VerifyParticipationRequest {
                request_id: request_id(&["verify", &claim.id]),
                participation_id: claim.id,
                expected_version: claim.version,
            };
            participations
                .verify_participation(self.request(verify)?)
                .await?;
        }
        Ok(())
    }

    pub async fn appoint(&self, edition: &ExampleEdition) -> anyhow::Result<()> {
        let mut judges = JudgeServiceClient::new(self.registration.clone());
        for person in self.people.of_role("juror") {
            let appoint = pb::AppointJudgeRequest {
                request_id: request_id(&["judge", &person.account.email]),
                edition_id: edition.id.clone(),
                email: person.account.email.clone(),
            };
            judges.appoint_judge(self.request(appoint)?).await?;
        }
        Ok(())
    }
}

async fn access_token(registration: &Channel, account: &ExampleAccount) -> anyhow::Result<String> {
    let request = pb::CreateSessionRequest {
        email: account.email.clone(),
        password: account.password.clone(),
        ..pb::CreateSessionRequest::default()
    };
    let mut sessions = SessionServiceClient::new(registration.clone());
    let session = sessions.create_session(request).await?.into_inner();
    Ok(session.access_token.unwrap_or_default().token)
}

fn with_token<T>(message: T, token: &str) -> anyhow::Result<Request<T>> {
    let mut request = Request::new(message);
    client::bearer(&mut request, token)?;
    Ok(request)
}

/// The same id for the same step, also after a start that was cut off.
fn request_id(step: &[&str]) -> String {
    let digest = Sha256::digest(step.join("\n"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .to_string()
}
