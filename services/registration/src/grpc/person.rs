//! `fest.registration.v1.PersonService`.

use chassis::{caller::Context, page, text::sought};
use diesel_async::AsyncPgConnection;
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ErasePersonRequest, ErasePersonResponse, ExportPersonRequest, ExportPersonResponse,
        GetConsentTextRequest, GetConsentTextResponse, ListPersonsRequest, ListPersonsResponse,
        NominatePersonRequest, NominatePersonResponse, PublishConsentTextRequest,
        PublishConsentTextResponse, person_service_server::PersonService,
    },
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Desk, answer, id, person};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        consent::{Consent, Words},
        person::{Identity, Person},
    },
    error::Error,
    store::{self, person::Nomination},
};

pub struct Persons(pub(super) Desk);

#[tonic::async_trait]
impl PersonService for Persons {
    async fn get_consent_text(
        &self,
        request: Request<GetConsentTextRequest>,
    ) -> Result<Response<GetConsentTextResponse>, Status> {
        answer(request, |_, request| self.consent_text(request)).await
    }

    async fn publish_consent_text(
        &self,
        request: Request<PublishConsentTextRequest>,
    ) -> Result<Response<PublishConsentTextResponse>, Status> {
        answer(request, |context, request| self.publish(context, request)).await
    }

    async fn nominate_person(
        &self,
        request: Request<NominatePersonRequest>,
    ) -> Result<Response<NominatePersonResponse>, Status> {
        answer(request, |context, request| self.nominate(context, request)).await
    }

    async fn list_persons(
        &self,
        request: Request<ListPersonsRequest>,
    ) -> Result<Response<ListPersonsResponse>, Status> {
        answer(request, |context, request| self.list(context, request)).await
    }

    async fn export_person(
        &self,
        request: Request<ExportPersonRequest>,
    ) -> Result<Response<ExportPersonResponse>, Status> {
        answer(request, |context, request| self.export(context, request)).await
    }

    async fn erase_person(
        &self,
        request: Request<ErasePersonRequest>,
    ) -> Result<Response<ErasePersonResponse>, Status> {
        answer(request, |context, request| self.erase(context, request)).await
    }
}

impl Persons {
    async fn consent_text(
        &self,
        request: GetConsentTextRequest,
    ) -> Result<GetConsentTextResponse, Error> {
        let mut conn = self.0.conn().await?;
        let consent = match request.version {
            0 => store::consent::last(&mut conn).await?,
            version => store::consent::find(&mut conn, version)
                .await?
                .ok_or(Refusal::ConsentNotFound)?,
        };
        Ok(GetConsentTextResponse {
            consent_text: Some(encode::consent_text(&consent)),
        })
    }

    async fn publish(
        &self,
        context: Context,
        request: PublishConsentTextRequest,
    ) -> Result<PublishConsentTextResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let version = request.expected_version;
        let words = Words {
            purpose: [request.purpose, request.purpose_en],
            retention: [request.retention, request.retention_en],
            text: [request.text, request.text_en],
        };
        let words = words.parse()?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |last: Consent| last.next(version, words, context.arrival);
            let consent = store::consent::publish(conn, decide).await?;
            Ok(PublishConsentTextResponse {
                consent_text: Some(encode::consent_text(&consent)),
            })
        })
        .await
    }

    async fn nominate(
        &self,
        context: Context,
        request: NominatePersonRequest,
    ) -> Result<NominatePersonResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let nomination = Nomination {
            identity: Identity::parse(&request.name, &request.position)?,
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            organisation_code: sought("organisation_code", &request.organisation_code)?.to_owned(),
            consent_version: request.consent_version,
            account_id: person(&context)?.account_id,
            at: context.arrival,
        };
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let person = store::person::nominate(conn, clock, nomination).await?;
            Ok(NominatePersonResponse {
                person: Some(encode::person(&person)),
            })
        })
        .await
    }

    async fn list(
        &self,
        context: Context,
        request: ListPersonsRequest,
    ) -> Result<ListPersonsResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let edition_id = sought("edition_id", &request.edition_id)?;
        let mut conn = self.0.conn().await?;
        let own = own(&mut conn, &context).await?;
        let page = store::person::list(&mut conn, edition_id, own.as_deref(), after, size).await?;
        let cursor = |last: &Person| last.id.to_string();
        let (persons, next_page_token, total_size) = page.encode(cursor, encode::person);
        Ok(ListPersonsResponse {
            persons,
            next_page_token,
            total_size,
        })
    }

    async fn export(
        &self,
        context: Context,
        request: ExportPersonRequest,
    ) -> Result<ExportPersonResponse, Error> {
        let id = id(&request.person_id, Refusal::PersonNotFound)?;
        let mut conn = self.0.conn().await?;
        must_be_theirs(&mut conn, &context, id).await?;
        Ok(ExportPersonResponse {
            content: store::export::person(&mut conn, id).await?,
        })
    }

    async fn erase(
        &self,
        context: Context,
        request: ErasePersonRequest,
    ) -> Result<ErasePersonResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.person_id, Refusal::PersonNotFound)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            must_be_theirs(conn, &context, id).await?;
            let decide = |person: Person| person.erase(version);
            let person = store::person::erase(conn, clock, id, decide).await?;
            Ok(ErasePersonResponse {
                person: Some(encode::person(&person)),
            })
        })
        .await
    }
}

/// The bodies whose people the caller may see; none for all.
async fn own(conn: &mut AsyncPgConnection, context: &Context) -> Result<Option<Vec<Uuid>>, Error> {
    let person = person(context)?;
    if person.has(Role::Committee) {
        return Ok(None);
    }
    let own = store::channel::spoken_for(conn, person.account_id).await?;
    Ok(Some(own))
}

/// Somebody else's people are not there.
async fn must_be_theirs(
    conn: &mut AsyncPgConnection,
    context: &Context,
    id: Uuid,
) -> Result<(), Error> {
    let found = store::person::find(conn, id).await?;
    let found = found.ok_or(Refusal::PersonNotFound)?;
    match own(conn, context).await? {
        Some(own) if !own.contains(&found.organisation.id) => Err(Refusal::PersonNotFound.into()),
        _ => Ok(()),
    }
}
