//! Where organisations speak: what their admins declare, and what the committee makes of it.

mod queue;

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};
use fest_proto::registration::v1::{self as pb, ParticipationState};
use serde::Deserialize;
use tonic::{Response, Status};

use super::{
    Pages,
    answer::{Page, Refusal},
    lists,
    parts::{Missing, ROWS, all},
    posted::Posted,
    view::{moment, organisation},
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Html, Notice, Organisation, Part, Section,
        channel::{Channel, Channels, Platform},
        url_encoded,
    },
};

const OWN: &str = "/peserta-saya/kanal";
const QUEUE: &str = "/panitia/kanal";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let declare = || rpc!("registration", "ChannelService", "DeclareChannel");
    let none = rpc!("registration", "ChannelService", "DeclareNoChannel");
    let remove = rpc!("registration", "ChannelService", "RemoveChannel");
    let verify = || rpc!("registration", "ChannelService", "VerifyChannel");
    let send_back = rpc!("registration", "ChannelService", "ReturnChannel");
    pages
        .page(OWN, declare(), show)
        .form(OWN, OWN, declare(), self::declare)
        .form("/peserta-saya/kanal/tidak-punya", OWN, none, state_none)
        .form("/peserta-saya/kanal/hapus", OWN, remove, self::remove)
        .page(QUEUE, verify(), queue::show)
        .form("/panitia/kanal/verifikasi", QUEUE, verify(), queue::verify)
        .form(
            "/panitia/kanal/kembalikan",
            QUEUE,
            send_back,
            queue::send_back,
        )
}

/// Whose channels.
#[derive(Deserialize)]
pub struct Choice {
    #[serde(default)]
    organisasi: String,
}

/// `GET /peserta-saya/kanal?organisasi=`.
async fn show(State(app): State<App>, visit: Visit, Query(choice): Query<Choice>) -> Page {
    let mut page = own(&app, &visit, &choice.organisasi).await;
    page.form = Form::fresh(app.clock.new_id());
    Ok(drawn(&visit, &page).into_response())
}

/// `POST /peserta-saya/kanal`.
async fn declare(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::DeclareChannelRequest {
        request_id: posted.request_id.clone(),
        organisation_code: posted.text("organisation_code"),
        platform: posted.text("platform"),
        handle: posted.text("handle"),
    };
    let mut client = app.clients.channels(&visit.call);
    let answer = client.declare_channel(request).await;
    back(&app, &visit, &posted, answer, Notice::ChannelDeclared).await
}

/// `POST /peserta-saya/kanal/tidak-punya`.
async fn state_none(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::DeclareNoChannelRequest {
        request_id: posted.request_id.clone(),
        organisation_code: posted.text("organisation_code"),
        platform: posted.text("platform"),
    };
    let mut client = app.clients.channels(&visit.call);
    let answer = client.declare_no_channel(request).await;
    back(&app, &visit, &posted, answer, Notice::ChannelDeclared).await
}

/// `POST /peserta-saya/kanal/hapus`.
async fn remove(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::RemoveChannelRequest {
        request_id: posted.request_id.clone(),
        channel_id: posted.text("channel_id"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.channels(&visit.call);
    let answer = client.remove_channel(request).await;
    back(&app, &visit, &posted, answer, Notice::ChannelRemoved).await
}

async fn back<T>(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    answer: Result<Response<T>, Status>,
    notice: Notice,
) -> Page {
    let code = posted.text("organisation_code");
    let Err(status) = answer else {
        let path = format!(
            "{OWN}?organisasi={}&kabar={}",
            url_encoded(&code),
            notice.code()
        );
        return Ok(Redirect::to(&path).into_response());
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = own(app, visit, &code).await;
    // Only the form that adds a channel has fields; what another one was refused with is about the whole.
    let adds = posted.beginning_with("handle").next().is_some();
    page.form = refusal.form(app.clock.new_id().to_string(), |field: &str| {
        let known = adds && ["platform", "handle"].contains(&field);
        known.then(|| field.to_owned())
    });
    if adds {
        page.platform = posted.text("platform");
        page.handle = posted.text("handle");
    }
    Ok(refusal.answer(Ok(drawn(visit, &page))))
}

fn drawn(visit: &Visit, page: &Channels) -> Html {
    page.render(&visit.chrome(Section::Overview))
}

/// What the visitor speaks for, and the channels of one of these.
async fn own(app: &App, visit: &Visit, code: &str) -> Channels {
    let (claims, platforms) =
        tokio::join!(lists::participations(app, visit), platforms(app, visit));
    let mut missing = Missing::of(visit);
    let mut claims = missing.take(Part::Registration, claims);
    // Who is also of the committee is given everybody's.
    claims.retain(|claim| {
        claim.account_id == visit.account_id() && claim.state() == ParticipationState::Verified
    });
    let organisations: Vec<Organisation> = claims
        .into_iter()
        .filter_map(|claim| claim.organisation)
        .map(organisation)
        .collect();
    let known = organisations.iter().find(|known| known.code == code);
    let chosen = known.or(organisations.first());
    let chosen = chosen.map_or_else(String::new, |chosen| chosen.code.clone());
    let channels = match chosen.as_str() {
        "" => Ok(Vec::new()),
        code => channels_of(app, visit, code, pb::ChannelState::Unspecified).await,
    };
    Channels {
        platforms: missing.take(Part::Registration, platforms),
        channels: missing.take(Part::Registration, channels),
        organisations,
        chosen,
        unavailable: missing.parts(),
        ..Channels::default()
    }
}

/// Every platform.
///
/// # Errors
/// What registration says.
pub(super) async fn platforms(app: &App, visit: &Visit) -> Result<Vec<Platform>, Status> {
    let mut client = app.clients.channels(&visit.call);
    let answer = client.list_platforms(pb::ListPlatformsRequest {}).await?;
    let platform = |platform: pb::Platform| Platform {
        code: platform.code,
        name: platform.name,
        name_en: platform.name_en,
        example: platform.example,
    };
    let platforms = answer.into_inner().platforms.into_iter();
    Ok(platforms.map(platform).collect())
}

/// Where an organisation speaks, as everybody may know it.
///
/// # Errors
/// What registration says.
pub(super) async fn verified(app: &App, visit: &Visit, code: &str) -> Result<Vec<Channel>, Status> {
    channels_of(app, visit, code, pb::ChannelState::Verified).await
}

async fn channels_of(
    app: &App,
    visit: &Visit,
    code: &str,
    state: pb::ChannelState,
) -> Result<Vec<Channel>, Status> {
    let listed = all(|page_token| async move {
        let request = pb::ListChannelsRequest {
            organisation_code: code.to_owned(),
            state: state.into(),
            page_size: ROWS,
            page_token,
            ..Default::default()
        };
        let mut client = app.clients.channels(&visit.call);
        let answer = client.list_channels(request).await?.into_inner();
        Ok((answer.channels, answer.next_page_token))
    });
    Ok(listed.await?.into_iter().map(channel).collect())
}

fn channel(channel: pb::Channel) -> Channel {
    Channel {
        state: channel.state().into(),
        id: channel.id,
        organisation: organisation(channel.organisation.unwrap_or_default()),
        platform: channel.platform,
        handle: channel.handle,
        address: channel.address,
        reason: channel.reason,
        declared_at: moment(channel.declared_at),
        version: channel.version,
    }
}
