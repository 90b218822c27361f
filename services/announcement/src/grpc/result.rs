//! `fest.announcement.v1.ResultService`.

use chassis::{caller::context, clock::Clock, pool::Pool, text::sought};
use eventing::idempotency::{self, Key};
use fest_proto::announcement::v1::{
    GetResultRequest, GetResultResponse, ListResultsRequest, ListResultsResponse,
    ListRevealsRequest, ListRevealsResponse, Reveal, RevealCategoryRequest, RevealCategoryResponse,
    result_service_server::ResultService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::{
    clients::Scoring,
    domain::{
        Refusal,
        result::{Handed, Published},
    },
    error::Error,
    events,
    store::{result as store, seal},
};

/// Reveals, and what everybody may read afterwards.
#[derive(Clone)]
pub struct Results {
    /// Our database.
    pub pool: Pool,
    /// The time.
    pub clock: Clock,
    /// Who holds what is not yet public.
    pub scoring: Scoring,
}

#[tonic::async_trait]
impl ResultService for Results {
    async fn reveal_category(
        &self,
        request: Request<RevealCategoryRequest>,
    ) -> Result<Response<RevealCategoryResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category_id: Result<Uuid, _> = request.category_id.parse();
        let category_id = category_id.map_err(|_| Error::from(Refusal::SealNotFound))?;
        let opened = self.open(category_id).await?;
        Ok(Response::new(self.reveal(&key, opened).await?))
    }

    async fn list_results(
        &self,
        request: Request<ListResultsRequest>,
    ) -> Result<Response<ListResultsResponse>, Status> {
        let edition_id = sought("edition_id", &request.get_ref().edition_id);
        let edition_id = edition_id.map_err(Error::from)?;
        let mut conn = self.pool.get().await.map_err(Error::from)?;
        let found = store::list(&mut conn, edition_id).await;
        let found = found.map_err(Error::from)?;
        if found.is_empty() {
            return Err(Error::from(Refusal::NotAnnounced).into());
        }
        Ok(Response::new(ListResultsResponse {
            results: found.iter().map(events::result).collect(),
        }))
    }

    async fn get_result(
        &self,
        request: Request<GetResultRequest>,
    ) -> Result<Response<GetResultResponse>, Status> {
        let unknown = || Error::from(Refusal::NotAnnounced);
        let category_id: Result<Uuid, _> = request.get_ref().category_id.parse();
        let category_id = category_id.map_err(|_| unknown())?;
        let mut conn = self.pool.get().await.map_err(Error::from)?;
        let found = store::find(&mut conn, category_id).await;
        let (published, handed) = found.map_err(Error::from)?.ok_or_else(unknown)?;
        Ok(Response::new(GetResultResponse {
            result: Some(events::result(&published)),
            content: handed.content,
            salt: handed.salt.as_bytes().to_vec(),
        }))
    }

    async fn list_reveals(
        &self,
        request: Request<ListRevealsRequest>,
    ) -> Result<Response<ListRevealsResponse>, Status> {
        let edition_id = sought("edition_id", &request.get_ref().edition_id);
        let edition_id = edition_id.map_err(Error::from)?;
        let mut conn = self.pool.get().await.map_err(Error::from)?;
        let found = seal::list(&mut conn, edition_id).await;
        let reveals = found.map_err(Error::from)?.into_iter();
        let reveals = reveals.map(|(seal, revealed_at)| Reveal {
            category_id: seal.category_id.to_string(),
            root: seal.root.to_string(),
            sealed_at: Some(seal.sealed_at.into()),
            revealed_at: revealed_at.map(Into::into),
        });
        Ok(Response::new(ListRevealsResponse {
            reveals: reveals.collect(),
        }))
    }
}

impl Results {
    /// The content that is to become public, fetched and checked; `None` when it is public already, so that a repeated command asks nobody.
    async fn open(&self, category_id: Uuid) -> Result<Option<(Published, Handed)>, Error> {
        let mut conn = self.pool.get().await?;
        let known = seal::find(&mut conn, category_id).await?;
        // Given back before the network is asked.
        drop(conn);
        let (known, revealed) = known.ok_or(Refusal::SealNotFound)?;
        if revealed {
            return Ok(None);
        }
        let handed = self.scoring.sealed_content(category_id).await?;
        let published = known.reveal(&handed, self.clock.now())?;
        Ok(Some((published, handed)))
    }

    async fn reveal(
        &self,
        key: &Key,
        opened: Option<(Published, Handed)>,
    ) -> Result<RevealCategoryResponse, Error> {
        let mut conn = self.pool.get().await?;
        let clock = self.clock.clone();
        idempotency::once(&mut conn, &self.clock, key, async move |conn| {
            let Some((published, handed)) = opened else {
                return Err(Refusal::ResultRevealed.into());
            };
            store::publish(conn, &clock, &published, &handed).await?;
            Ok(RevealCategoryResponse {
                result: Some(events::result(&published)),
            })
        })
        .await
    }
}
