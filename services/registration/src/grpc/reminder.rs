//! `fest.registration.v1.ReminderService`.

use chassis::{caller::Context, text::sought};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    SendRemindersRequest, SendRemindersResponse, reminder_service_server::ReminderService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer};
use crate::{
    error::Error,
    store::{self, progress::Wanted},
};

pub struct Reminders(pub(super) Desk);

#[tonic::async_trait]
impl ReminderService for Reminders {
    async fn send_reminders(
        &self,
        request: Request<SendRemindersRequest>,
    ) -> Result<Response<SendRemindersResponse>, Status> {
        answer(request, |context, request| self.send(context, request)).await
    }
}

impl Reminders {
    async fn send(
        &self,
        context: Context,
        request: SendRemindersRequest,
    ) -> Result<SendRemindersResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let wanted = Wanted {
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            kind: sought("kind", &request.kind)?.to_owned(),
            district: sought("district", &request.district)?.to_owned(),
            invited: false,
            codes: Vec::new(),
        };
        let (clock, at) = (&self.0.clock, context.arrival);
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let plan = store::reminder::send(conn, clock, &wanted, at).await?;
            let count = |number| i32::try_from(number).unwrap_or(i32::MAX);
            Ok::<_, Error>(SendRemindersResponse {
                queued: count(plan.queued),
                recent: count(plan.recent),
                unknown: count(plan.unknown),
            })
        })
        .await
    }
}
