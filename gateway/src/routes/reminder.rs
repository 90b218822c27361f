//! Mails to organisations that have not answered.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;

use super::{
    answer::{Page, Refusal},
    listed::Asked,
    posted::Posted,
    progress::silent_list,
    view::count,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{Form, progress::Reminded},
};

/// `POST /panitia/pengingat`: the answer says on the list what became of it.
pub async fn send(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let asked = Asked::posted(&posted);
    let request = pb::SendRemindersRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        kind: asked.jenis.clone(),
        district: asked.kecamatan.clone(),
    };
    let mut client = app.clients.reminders(&visit.call);
    match client.send_reminders(request).await {
        Ok(answer) => {
            let answer = answer.into_inner();
            let reminded = Reminded {
                queued: count(answer.queued),
                recent: count(answer.recent),
                unknown: count(answer.unknown),
            };
            let form = Form::fresh(app.clock.new_id());
            let list = silent_list(&app, &visit, &asked, form, Some(reminded)).await?;
            Ok(list.into_response())
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), |_| None);
            let again = silent_list(&app, &visit, &asked, form, None).await;
            Ok(refusal.answer(again.map_err(Into::into)))
        }
    }
}
