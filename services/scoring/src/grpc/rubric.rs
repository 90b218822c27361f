//! `fest.scoring.v1.RubricService`.

use chassis::caller::context;
use eventing::{decision::Decides, idempotency::Key};
use fest_proto::scoring::v1::{
    self, CreateRubricRequest, CreateRubricResponse, GetRubricRequest, GetRubricResponse,
    rubric_service_server::RubricService,
};
use rules::rubric::{CriterionDraft, SourceDraft};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{desk::Desk, id, text};
use crate::{
    domain::{
        Fact, Noun,
        category::{Edition, Heard},
        rubric::CategoryRubric,
    },
    error::Error,
    messages,
    store::rubric as store,
};

#[tonic::async_trait]
impl RubricService for Desk {
    async fn create_rubric(
        &self,
        request: Request<CreateRubricRequest>,
    ) -> Result<Response<CreateRubricResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category_id = id(&request.category_id, Noun::Category).map_err(Error::from)?;
        let drafts: Vec<CriterionDraft> = request.criteria.into_iter().map(draft).collect();
        Ok(Response::new(self.create(&key, category_id, drafts).await?))
    }

    async fn get_rubric(
        &self,
        request: Request<GetRubricRequest>,
    ) -> Result<Response<GetRubricResponse>, Status> {
        let category_id = id(&request.get_ref().category_id, Noun::Rubric).map_err(Error::from)?;
        let mut conn = self.connection().await?;
        let rubric = store::require(&mut conn, category_id).await?;
        Ok(Response::new(GetRubricResponse {
            rubric: Some(messages::rubric(&rubric)),
        }))
    }
}

impl Desk {
    async fn create(
        &self,
        key: &Key,
        category_id: Uuid,
        drafts: Vec<CriterionDraft>,
    ) -> Result<CreateRubricResponse, Error> {
        self.carry_out_knowing(key, |asked| {
            let asked = asked.clone();
            let (clock, drafts) = (self.clock.clone(), drafts.clone());
            async move |conn| {
                let decide = |category: &_, edition: &Edition, existing: Option<&_>| {
                    let heard = Heard::of(&Fact::Edition(edition.id.clone()), &asked);
                    let edition = (edition, heard);
                    CategoryRubric::create(clock.new_id(), category, edition, existing, drafts)
                };
                let rubric = store::create(conn, &clock, category_id, decide).await?;
                Ok(CreateRubricResponse {
                    rubric: Some(messages::rubric(&rubric)),
                })
            }
        })
        .await
    }
}

fn draft(criterion: v1::Criterion) -> CriterionDraft {
    use v1::criterion::Source;
    let source = criterion.source.map(|source| match source {
        Source::Juror(scale) => SourceDraft::Juror {
            minimum: text(scale.minimum),
            maximum: text(scale.maximum),
        },
        Source::Measured(scale) => SourceDraft::Measured {
            measure: scale.measure,
            floor: text(scale.floor),
            target: text(scale.target),
            minimum_volume: scale.minimum_volume,
        },
    });
    CriterionDraft {
        code: criterion.code,
        name: criterion.name,
        name_en: criterion.name_en,
        weight: text(criterion.weight),
        source,
    }
}
