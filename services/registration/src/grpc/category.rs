//! `fest.registration.v1.CategoryService`.

use chassis::{caller::Context, page, text::sought};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    CategoryIntake, CategorySubject, CreateCategoryRequest, CreateCategoryResponse,
    GetCategoryRequest, GetCategoryResponse, ListCategoriesRequest, ListCategoriesResponse,
    category_service_server::CategoryService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, id};
use crate::{
    contract,
    domain::{
        Refusal,
        category::{Category, Draft, Intake, Subject},
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
    let subject = match request.subject() {
        CategorySubject::Unspecified => None,
        CategorySubject::Organisation => Some(Subject::Organisation),
        CategorySubject::Person => Some(Subject::Person),
        CategorySubject::Work => Some(Subject::Work),
    };
    let intake = match request.intake() {
        CategoryIntake::Unspecified => None,
        CategoryIntake::Monitored => Some(Intake::Monitored),
        CategoryIntake::Entered => Some(Intake::Entered),
        CategoryIntake::Assessed => Some(Intake::Assessed),
    };
    Draft {
        edition_id: request.edition_id,
        code: request.code,
        name: request.name,
        name_en: request.name_en,
        field: request.field,
        subject,
        intake,
        levels: request.levels,
        places: request.places,
        proposal: request.proposal,
    }
}
