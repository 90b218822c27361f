//! `fest.registration.v1.CategoryService`.

use chassis::{caller::Context, page, text::sought};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    self as proto, CategoryIntake, CategorySubject, CreateCategoryRequest, CreateCategoryResponse,
    DeleteCategoryRequest, DeleteCategoryResponse, GetCategoryRequest, GetCategoryResponse,
    ListCategoriesRequest, ListCategoriesResponse, UpdateCategoryRequest, UpdateCategoryResponse,
    category_service_server::CategoryService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, id};
use crate::{
    contract,
    domain::{
        Refusal,
        category::{Category, Draft, Intake, PublicScores, Scores, Subject},
    },
    error::Error,
    store,
};

pub struct Categories(pub(super) Desk);

#[tonic::async_trait]
impl CategoryService for Categories {
    async fn create_category(
        &self,
        request: Request<CreateCategoryRequest>,
    ) -> Result<Response<CreateCategoryResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn update_category(
        &self,
        request: Request<UpdateCategoryRequest>,
    ) -> Result<Response<UpdateCategoryResponse>, Status> {
        answer(request, |context, request| self.update(context, request)).await
    }

    async fn delete_category(
        &self,
        request: Request<DeleteCategoryRequest>,
    ) -> Result<Response<DeleteCategoryResponse>, Status> {
        answer(request, |context, request| self.delete(context, request)).await
    }

    async fn get_category(
        &self,
        request: Request<GetCategoryRequest>,
    ) -> Result<Response<GetCategoryResponse>, Status> {
        answer(request, |_, request| self.get(request)).await
    }

    async fn list_categories(
        &self,
        request: Request<ListCategoriesRequest>,
    ) -> Result<Response<ListCategoriesResponse>, Status> {
        answer(request, |_, request| self.list(request)).await
    }
}

impl Categories {
    async fn create(
        &self,
        context: Context,
        request: CreateCategoryRequest,
    ) -> Result<CreateCategoryResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let draft = draft(request);
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let category = store::category::create(conn, clock, draft).await?;
            Ok(CreateCategoryResponse {
                category: Some(contract::category(&category)),
            })
        })
        .await
    }

    async fn update(
        &self,
        context: Context,
        request: UpdateCategoryRequest,
    ) -> Result<UpdateCategoryResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.category_id, Refusal::CategoryNotFound)?;
        let version = request.expected_version;
        let draft = rewritten(request);
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |before: Category, rewritten| before.update(version, rewritten);
            let category = store::category::update(conn, clock, id, draft, decide).await?;
            Ok(UpdateCategoryResponse {
                category: Some(contract::category(&category)),
            })
        })
        .await
    }

    async fn delete(
        &self,
        context: Context,
        request: DeleteCategoryRequest,
    ) -> Result<DeleteCategoryResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.category_id, Refusal::CategoryNotFound)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |before: Category| before.remove(version);
            store::category::remove(conn, clock, id, decide).await?;
            Ok(DeleteCategoryResponse {})
        })
        .await
    }

    async fn get(&self, request: GetCategoryRequest) -> Result<GetCategoryResponse, Error> {
        let id = id(&request.category_id, Refusal::CategoryNotFound)?;
        let category = store::category::find(&mut *self.0.conn().await?, id).await?;
        let category = category.ok_or(Refusal::CategoryNotFound)?;
        Ok(GetCategoryResponse {
            category: Some(contract::category(&category)),
        })
    }

    async fn list(&self, request: ListCategoriesRequest) -> Result<ListCategoriesResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let mut conn = self.0.conn().await?;
        let page = store::category::list(&mut conn, edition_id, after, size).await?;
        let cursor = |last: &Category| last.id.to_string();
        let (categories, next_page_token, total_size) = page.encode(cursor, contract::category);
        Ok(ListCategoriesResponse {
            categories,
            next_page_token,
            total_size,
        })
    }
}

fn draft(request: CreateCategoryRequest) -> Draft {
    let intake = match request.intake() {
        CategoryIntake::Unspecified => None,
        CategoryIntake::Monitored => Some(Intake::Monitored),
        CategoryIntake::Entered => Some(Intake::Entered),
        CategoryIntake::Assessed => Some(Intake::Assessed),
    };
    Draft {
        subject: subject(request.subject()),
        scores: Scores {
            public: public_scores(request.public_scores()),
            name: request.score_name,
            name_en: request.score_name_en,
        },
        edition_id: request.edition_id,
        code: request.code,
        name: request.name,
        name_en: request.name_en,
        field: request.field,
        intake,
        levels: request.levels,
        places: request.places,
        proposal: request.proposal,
        minimum_entries: request.minimum_entries,
        minimum_volume: request.minimum_volume,
        may_stay_unawarded: request.may_stay_unawarded,
    }
}

/// Edition and intake are not the request's to say: they stay.
fn rewritten(request: UpdateCategoryRequest) -> Draft {
    Draft {
        subject: subject(request.subject()),
        scores: Scores {
            public: public_scores(request.public_scores()),
            name: request.score_name,
            name_en: request.score_name_en,
        },
        edition_id: String::new(),
        code: request.code,
        name: request.name,
        name_en: request.name_en,
        field: request.field,
        intake: None,
        levels: request.levels,
        places: request.places,
        proposal: request.proposal,
        minimum_entries: request.minimum_entries,
        minimum_volume: request.minimum_volume,
        may_stay_unawarded: request.may_stay_unawarded,
    }
}

const fn subject(subject: CategorySubject) -> Option<Subject> {
    match subject {
        CategorySubject::Unspecified => None,
        CategorySubject::Organisation => Some(Subject::Organisation),
        CategorySubject::Person => Some(Subject::Person),
        CategorySubject::Work => Some(Subject::Work),
    }
}

const fn public_scores(public: proto::PublicScores) -> PublicScores {
    match public {
        proto::PublicScores::Unspecified | proto::PublicScores::None => PublicScores::None,
        proto::PublicScores::Winners => PublicScores::Winners,
        proto::PublicScores::Nominees => PublicScores::Nominees,
        proto::PublicScores::All => PublicScores::All,
    }
}
