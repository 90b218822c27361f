//! Editions and their categories.

use fest_proto::registration::v1::{
    self as proto, category_service_server::CategoryService, edition_service_server::EditionService,
};
use tonic::{Request, Response, Status};

use super::{Shared, unexpected};

#[tonic::async_trait]
impl EditionService for Shared {
    async fn get_edition(
        &self,
        request: Request<proto::GetEditionRequest>,
    ) -> Result<Response<proto::GetEditionResponse>, Status> {
        let id = &request.get_ref().edition_id;
        self.answer("edition", |facts| {
            let edition = facts.editions.iter().find(|one| one.id == *id).cloned()?;
            Some(proto::GetEditionResponse {
                edition: Some(edition),
            })
        })
    }

    async fn create_edition(
        &self,
        _: Request<proto::CreateEditionRequest>,
    ) -> Result<Response<proto::CreateEditionResponse>, Status> {
        unexpected()
    }

    async fn update_edition(
        &self,
        _: Request<proto::UpdateEditionRequest>,
    ) -> Result<Response<proto::UpdateEditionResponse>, Status> {
        unexpected()
    }

    async fn reschedule_edition(
        &self,
        _: Request<proto::RescheduleEditionRequest>,
    ) -> Result<Response<proto::RescheduleEditionResponse>, Status> {
        unexpected()
    }

    async fn list_edition_reschedules(
        &self,
        _: Request<proto::ListEditionReschedulesRequest>,
    ) -> Result<Response<proto::ListEditionReschedulesResponse>, Status> {
        unexpected()
    }

    async fn copy_edition(
        &self,
        _: Request<proto::CopyEditionRequest>,
    ) -> Result<Response<proto::CopyEditionResponse>, Status> {
        unexpected()
    }

    async fn archive_edition(
        &self,
        _: Request<proto::ArchiveEditionRequest>,
    ) -> Result<Response<proto::ArchiveEditionResponse>, Status> {
        unexpected()
    }

    async fn check_edition(
        &self,
        _: Request<proto::CheckEditionRequest>,
    ) -> Result<Response<proto::CheckEditionResponse>, Status> {
        unexpected()
    }

    async fn lock_edition(
        &self,
        _: Request<proto::LockEditionRequest>,
    ) -> Result<Response<proto::LockEditionResponse>, Status> {
        unexpected()
    }

    async fn list_editions(
        &self,
        _: Request<proto::ListEditionsRequest>,
    ) -> Result<Response<proto::ListEditionsResponse>, Status> {
        unexpected()
    }
}

#[tonic::async_trait]
impl CategoryService for Shared {
    async fn get_category(
        &self,
        request: Request<proto::GetCategoryRequest>,
    ) -> Result<Response<proto::GetCategoryResponse>, Status> {
        let id = &request.get_ref().category_id;
        self.answer("category", |facts| {
            let category = facts.categories.iter().find(|one| one.id == *id).cloned()?;
            Some(proto::GetCategoryResponse {
                category: Some(category),
            })
        })
    }

    async fn create_category(
        &self,
        _: Request<proto::CreateCategoryRequest>,
    ) -> Result<Response<proto::CreateCategoryResponse>, Status> {
        unexpected()
    }

    async fn update_category(
        &self,
        _: Request<proto::UpdateCategoryRequest>,
    ) -> Result<Response<proto::UpdateCategoryResponse>, Status> {
        unexpected()
    }

    async fn delete_category(
        &self,
        _: Request<proto::DeleteCategoryRequest>,
    ) -> Result<Response<proto::DeleteCategoryResponse>, Status> {
        unexpected()
    }

    async fn list_categories(
        &self,
        _: Request<proto::ListCategoriesRequest>,
    ) -> Result<Response<proto::ListCategoriesResponse>, Status> {
        unexpected()
    }
}
