//! `fest.scoring.v1.RankingService`: for the plenary of the edition.

use chassis::caller::{Context, context};
use eventing::audit;
use fest_proto::scoring::v1::{
    GetRankingRequest, GetRankingResponse, ranking_service_server::RankingService,
};
use proof::SealedResult;
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{desk::Desk, id, plenary_of};
use crate::{
    domain::Noun,
    error::Error,
    messages,
    store::{category, ranking as store},
};

#[tonic::async_trait]
impl RankingService for Desk {
    async fn get_ranking(
        &self,
        request: Request<GetRankingRequest>,
    ) -> Result<Response<GetRankingResponse>, Status> {
        let context = context(&request)?;
        let grants = plenary_of(context.person()?);
        let category_id =
            id(&request.get_ref().category_id, Noun::Category).map_err(Error::from)?;
        let result = self.ranking(&context, category_id, &grants).await?;
        Ok(Response::new(GetRankingResponse {
            subjects: messages::ranking(&result),
        }))
    }
}

impl Desk {
    async fn ranking(
        &self,
        context: &Context,
        category_id: Uuid,
        grants: &[String],
    ) -> Result<SealedResult, Error> {
        let mut conn = self.connection().await?;
        // One moment for all queries: a sheet handed in between two of them would give a ranking that never was.
        let inputs = conn
            .build_transaction()
            .repeatable_read()
            .run(async |conn| {
                let category = category::find(conn, category_id).await?;
                category.admit_plenary(grants)?;
                let subject = format!("category:{category_id}");
                audit::read(conn, &self.clock, context, &subject).await?;
                store::inputs(conn, category).await
            })
            .await?;
        Ok(inputs.result(self.clock.is_example())?)
    }
}
