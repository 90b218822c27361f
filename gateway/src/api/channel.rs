//! Where organisations speak.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{edition::Expected, organisation::Organisation, time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Query, RequestId},
    problem::Problem,
};

/// Where organisations may have channels.
#[derive(Serialize, ToSchema)]
pub struct Platform {
    /// "instagram".
    code: String,
    name: String,
    name_en: String,
    /// A handle as somebody would type it.
    example: String,
}

/// All platforms, in the order of forms.
#[derive(Serialize, ToSchema)]
pub struct Platforms {
    platforms: Vec<Platform>,
}

/// A handle of an organisation, or its statement that it has none on the platform.
#[derive(Serialize, ToSchema)]
pub struct Channel {
    id: String,
    organisation: Organisation,
    platform: String,
    is_none: bool,
    handle: String,
    /// Where it is found.
    address: String,
    /// "declared", "verified", "returned" or "removed".
    state: String,
    /// Why it was returned; for the committee and the organisation's admins.
    reason: String,
    declared_at: Option<DateTime<Utc>>,
    version: i64,
}

impl From<pb::Channel> for Channel {
    fn from(channel: pb::Channel) -> Self {
        Self {
            state: word(channel.state().as_str_name(), "CHANNEL_STATE_"),
            id: channel.id,
            organisation: channel.organisation.unwrap_or_default().into(),
            platform: channel.platform,
            is_none: channel.is_none,
            handle: channel.handle,
            address: channel.address,
            reason: channel.reason,
            declared_at: time(channel.declared_at),
            version: channel.version,
        }
    }
}

/// A page of channels.
#[derive(Serialize, ToSchema)]
pub struct Channels {
    channels: Vec<Channel>,
    next_page_token: String,
    total_size: i32,
}

/// Which channels.
#[derive(Deserialize, IntoParams)]
pub struct Filter {
    /// Code of one organisation; empty for all.
    #[serde(default)]
    organisation: String,
    /// Code of one platform; empty for all.
    #[serde(default)]
    platform: String,
    /// "declared", "verified" or "returned"; empty for all that the caller may see.
    #[serde(default)]
    state: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// The platforms that channels are declared on.
#[utoipa::path(get, path = "/api/v1/platforms", operation_id = "listPlatforms", tag = "channels",
    responses((status = 200, body = Platforms), (status = "4XX", body = Problem)))]
pub async fn list_platforms(
    State(app): State<App>,
    call: Call,
) -> Result<Json<Platforms>, Problem> {
    let request = pb::ListPlatformsRequest {};
    let answer = app.clients.channels(&call).list_platforms(request).await?;
    let platform = |platform: pb::Platform| Platform {
        code: platform.code,
        name: platform.name,
        name_en: platform.name_en,
        example: platform.example,
    };
    let platforms = answer.into_inner().platforms;
    Ok(Json(Platforms {
        platforms: platforms.into_iter().map(platform).collect(),
    }))
}

/// Verified channels for everybody, all for the committee and, of their own organisation, for its admins.
#[utoipa::path(get, path = "/api/v1/channels", operation_id = "listChannels", tag = "channels", params(Filter),
    responses((status = 200, body = Channels), (status = "4XX", body = Problem)))]
pub async fn list_channels(
    State(app): State<App>,
    call: Call,
    Query(filter): Query<Filter>,
) -> Result<Json<Channels>, Problem> {
    let state = format!("CHANNEL_STATE_{}", filter.state.to_ascii_uppercase());
    let request = pb::ListChannelsRequest {
        organisation_code: filter.organisation,
        platform: filter.platform,
        state: pb::ChannelState::from_str_name(&state).unwrap_or_default() as i32,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let answer = app.clients.channels(&call).list_channels(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Channels {
        channels: answer.channels.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// A handle of an organisation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChannel {
    organisation_code: String,
    platform: String,
    /// The handle, or its address.
    handle: String,
}

/// Declare a channel, as a verified admin of the organisation.
#[utoipa::path(post, path = "/api/v1/channels", operation_id = "declareChannel", tag = "channels",
    request_body = NewChannel, responses((status = 201, body = Channel), (status = "4XX", body = Problem)))]
pub async fn declare_channel(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewChannel>,
) -> Result<(StatusCode, Json<Channel>), Problem> {
    let request = pb::DeclareChannelRequest {
        request_id,
        organisation_code: new.organisation_code,
        platform: new.platform,
        handle: new.handle,
    };
    let answer = app.clients.channels(&call).declare_channel(request).await?;
    let channel = answer.into_inner().channel.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(channel.into())))
}

/// Where an organisation does not speak.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoChannel {
    organisation_code: String,
    platform: String,
}

/// State that the organisation has no channel on a platform.
#[utoipa::path(post, path = "/api/v1/channels/none", operation_id = "declareNoChannel", tag = "channels",
    request_body = NoChannel, responses((status = 201, body = Channel), (status = "4XX", body = Problem)))]
pub async fn declare_no_channel(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(none): Body<NoChannel>,
) -> Result<(StatusCode, Json<Channel>), Problem> {
    let request = pb::DeclareNoChannelRequest {
        request_id,
        organisation_code: none.organisation_code,
        platform: none.platform,
    };
    let mut client = app.clients.channels(&call);
    let answer = client.declare_no_channel(request).await?;
    let channel = answer.into_inner().channel.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(channel.into())))
}

/// Take a channel or a statement back, as a verified admin of the organisation.
#[utoipa::path(post, path = "/api/v1/channels/{channel}/remove", operation_id = "removeChannel", tag = "channels",
    params(("channel" = String, Path)), request_body = Expected,
    responses((status = 200, body = Channel), (status = "4XX", body = Problem)))]
pub async fn remove_channel(
    State(app): State<App>,
    call: Call,
    Path(channel_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Channel>, Problem> {
    let request = pb::RemoveChannelRequest {
        request_id,
        channel_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.channels(&call).remove_channel(request).await?;
    Ok(Json(answer.into_inner().channel.unwrap_or_default().into()))
}

/// Confirm what was declared.
#[utoipa::path(post, path = "/api/v1/channels/{channel}/verify", operation_id = "verifyChannel", tag = "channels",
    params(("channel" = String, Path)), request_body = Expected,
    responses((status = 200, body = Channel), (status = "4XX", body = Problem)))]
pub async fn verify_channel(
    State(app): State<App>,
    call: Call,
    Path(channel_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Channel>, Problem> {
    let request = pb::VerifyChannelRequest {
        request_id,
        channel_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.channels(&call).verify_channel(request).await?;
    Ok(Json(answer.into_inner().channel.unwrap_or_default().into()))
}

/// Why a channel goes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelReturn {
    expected_version: i64,
    reason: String,
}

/// Send a channel back to its organisation, with a reason.
#[utoipa::path(post, path = "/api/v1/channels/{channel}/return", operation_id = "returnChannel", tag = "channels",
    params(("channel" = String, Path)), request_body = ChannelReturn,
    responses((status = 200, body = Channel), (status = "4XX", body = Problem)))]
pub async fn return_channel(
    State(app): State<App>,
    call: Call,
    Path(channel_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(back): Body<ChannelReturn>,
) -> Result<Json<Channel>, Problem> {
    let request = pb::ReturnChannelRequest {
        request_id,
        channel_id,
        expected_version: back.expected_version,
        reason: back.reason,
    };
    let answer = app.clients.channels(&call).return_channel(request).await?;
    Ok(Json(answer.into_inner().channel.unwrap_or_default().into()))
}
