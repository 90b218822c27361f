//! What the committee makes of declared channels.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1::{self as pb, ChannelState};
use tonic::{Response, Status};

use super::{QUEUE, channel, platforms};
use crate::{
    api::word,
    app::App,
    pages::{Form, Notice, Part, Section, channel::ChannelQueue},
    routes::{
        answer::{Oops, Page, Refusal, moved},
        listed::{Asked, SHOWN},
        parts::Missing,
        posted::Posted,
        visit::Visit,
    },
};

/// `GET /panitia/kanal?keadaan=&halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Page {
    let mut page = waiting(&app, &visit, &asked).await?;
    page.form = Form::fresh(app.clock.new_id());
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/kanal/verifikasi`.
pub async fn verify(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::VerifyChannelRequest {
        request_id: posted.request_id.clone(),
        channel_id: posted.text("channel_id"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.channels(&visit.call);
    let answer = client.verify_channel(request).await;
    decided(&app, &visit, &posted, answer, Notice::ChannelVerified).await
}

/// `POST /panitia/kanal/kembalikan`.
pub async fn send_back(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::ReturnChannelRequest {
        request_id: posted.request_id.clone(),
        channel_id: posted.text("channel_id"),
        expected_version: posted.expected_version(),
        reason: posted.text(&reason_field(&posted)),
    };
    let mut client = app.clients.channels(&visit.call);
    let answer = client.return_channel(request).await;
    decided(&app, &visit, &posted, answer, Notice::ChannelReturned).await
}

/// Each row of the page has a field of its own for it.
fn reason_field(posted: &Posted) -> String {
    format!("reason-{}", posted.text("channel_id"))
}

async fn decided<T>(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    answer: Result<Response<T>, Status>,
    notice: Notice,
) -> Page {
    let Err(status) = answer else {
        return Ok(moved(QUEUE, notice));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = waiting(app, visit, &Asked::posted(posted)).await?;
    let field = reason_field(posted);
    page.form = refusal.form(app.clock.new_id().to_string(), |at: &str| {
        (at == "reason").then(|| field.clone())
    });
    page.reason = posted.text(&field);
    page.returning = posted.text("channel_id");
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Board)))))
}

async fn waiting(app: &App, visit: &Visit, asked: &Asked) -> Result<ChannelQueue, Oops> {
    let state = match asked.keadaan.as_str() {
        "verified" => ChannelState::Verified,
        "returned" => ChannelState::Returned,
        _ => ChannelState::Declared,
    };
    let request = pb::ListChannelsRequest {
        state: state.into(),
        page_size: SHOWN,
        page_token: asked.token(),
        ..Default::default()
    };
    let mut client = app.clients.channels(&visit.call);
    let (listed, platforms) = tokio::join!(client.list_channels(request), platforms(app, visit));
    let listed = match listed {
        // A page of the list that is not there: the reader's address is wrong, nobody's service.
        Err(status) if status.code() == tonic::Code::InvalidArgument => return Err(status.into()),
        other => other.map(Response::into_inner),
    };
    let mut missing = Missing::of(visit);
    let listed = missing.take(Part::Registration, listed);
    let list = (
        listed.channels.len(),
        listed.total_size,
        listed.next_page_token,
    );
    Ok(ChannelQueue {
        state: word(state.as_str_name(), "CHANNEL_STATE_"),
        platforms: missing.take(Part::Registration, platforms),
        paging: asked.paging(list),
        channels: listed.channels.into_iter().map(channel).collect(),
        unavailable: missing.parts(),
        ..ChannelQueue::default()
    })
}
