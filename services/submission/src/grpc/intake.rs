//! The end of a category's intake, the part of `fest.submission.v1.EntryService` that scoring calls.

use chassis::caller::Context;
use eventing::{decision::Decides, idempotency::Key};
use fest_proto::submission::v1::{EndIntakeRequest, EndIntakeResponse};
use tonic::{Response, Status};

use super::{entry::Entries, id};
use crate::{copies::About, domain::intake::IntakeEnd, error::Error, store::intake as store};

impl Entries {
    pub(super) async fn end(
        &self,
        context: &Context,
        request: EndIntakeRequest,
    ) -> Result<Response<EndIntakeResponse>, Status> {
        let key = Key::of(context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category = id(&request.category_id);
        let about = About {
            category,
            ..About::default()
        };
        let now = context.arrival;
        let deciding = self.copies.about(about);
        let ended = deciding.carry_out(&key, async |conn| {
            let end = |category, edition| IntakeEnd::decide(category, edition, now);
            let ended = store::end(conn, category, end).await?;
            Ok(EndIntakeResponse {
                closes_at: Some(ended.closes_at.into()),
            })
        });
        Ok(Response::new(ended.await?))
    }
}
