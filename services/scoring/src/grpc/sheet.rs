//! `fest.scoring.v1.SheetService`: for the juror whose sheet it is.

use chassis::caller::context;
use eventing::{decision::Decides, idempotency::Key};
use fest_proto::scoring::v1::{
    GetSheetRequest, GetSheetResponse, Mark, SaveSheetRequest, SaveSheetResponse,
    SubmitSheetRequest, SubmitSheetResponse, sheet_service_server::SheetService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{desk::Desk, id, text};
use crate::{
    domain::{Noun, sheet::SheetDraft},
    error::Error,
    messages,
    store::sheet as store,
};

/// Which sheet, whose, and as it was last seen.
#[derive(Clone, Copy)]
struct Target {
    assignment_id: Uuid,
    account_id: Uuid,
    expected_version: i64,
}

#[tonic::async_trait]
impl SheetService for Desk {
    async fn save_sheet(
        &self,
        request: Request<SaveSheetRequest>,
    ) -> Result<Response<SaveSheetResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let target = Target {
            assignment_id: id(&request.assignment_id, Noun::Assignment).map_err(Error::from)?,
            account_id: context.person()?.account_id,
            expected_version: request.expected_version,
        };
        let draft = SheetDraft {
            marks: request.marks.into_iter().map(mark).collect(),
            comment: request.comment,
        };
        Ok(Response::new(self.save(&key, target, draft).await?))
    }

    async fn submit_sheet(
        &self,
        request: Request<SubmitSheetRequest>,
    ) -> Result<Response<SubmitSheetResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let target = Target {
            assignment_id: id(&request.assignment_id, Noun::Assignment).map_err(Error::from)?,
            account_id: context.person()?.account_id,
            expected_version: request.expected_version,
        };
        Ok(Response::new(self.submit(&key, target).await?))
    }

    async fn get_sheet(
        &self,
        request: Request<GetSheetRequest>,
    ) -> Result<Response<GetSheetResponse>, Status> {
        let account_id = context(&request)?.person()?.account_id;
        let asked = &request.get_ref().assignment_id;
        let assignment_id = id(asked, Noun::Assignment).map_err(Error::from)?;
        let mut conn = self.connection().await?;
        let sheet = store::find(&mut conn, assignment_id, account_id).await?;
        Ok(Response::new(GetSheetResponse {
            sheet: Some(messages::sheet(&sheet)),
        }))
    }
}

impl Desk {
    async fn save(
        &self,
        key: &Key,
        target: Target,
        draft: SheetDraft,
    ) -> Result<SaveSheetResponse, Error> {
        let clock = self.clock.clone();
        self.carry_out(key, async move |conn| {
            let (id, account_id) = (target.assignment_id, target.account_id);
            let saved = store::update(conn, &clock, id, account_id, |sheet, rubric| {
                sheet.save(target.expected_version, draft, rubric, clock.now())
            });
            Ok(SaveSheetResponse {
                sheet: Some(messages::sheet(&saved.await?)),
            })
        })
        .await
    }

    async fn submit(&self, key: &Key, target: Target) -> Result<SubmitSheetResponse, Error> {
        let clock = self.clock.clone();
        self.carry_out(key, async move |conn| {
            let (id, account_id) = (target.assignment_id, target.account_id);
            let submitted = store::update(conn, &clock, id, account_id, |sheet, rubric| {
                sheet.submit(target.expected_version, rubric)
            });
            Ok(SubmitSheetResponse {
                sheet: Some(messages::sheet(&submitted.await?)),
            })
        })
        .await
    }
}

fn mark(mark: Mark) -> (String, String) {
    (mark.criterion_code, text(mark.value))
}
