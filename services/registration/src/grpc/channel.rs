//! `fest.registration.v1.ChannelService`.

mod view;

use chassis::{caller::Context, page, text::sought};
use diesel_async::AsyncPgConnection;
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    ChannelState, DeclareChannelRequest, DeclareChannelResponse, DeclareNoChannelRequest,
    DeclareNoChannelResponse, ListChannelsRequest, ListChannelsResponse, ListPlatformsRequest,
    ListPlatformsResponse, RemoveChannelRequest, RemoveChannelResponse, ReturnChannelRequest,
    ReturnChannelResponse, VerifyChannelRequest, VerifyChannelResponse,
    channel_service_server::ChannelService,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use self::view::View;
use super::{Desk, answer, id, person};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        channel::{Channel, State, return_reason},
        platform::Platform,
    },
    error::Error,
    store::{
        self,
        channel::{Declaration, Wanted},
    },
};

pub struct Channels(pub(super) Desk);

#[tonic::async_trait]
impl ChannelService for Channels {
    async fn list_platforms(
        &self,
        request: Request<ListPlatformsRequest>,
    ) -> Result<Response<ListPlatformsResponse>, Status> {
        answer(request, |_, _| self.platforms()).await
    }

    async fn declare_channel(
        &self,
        request: Request<DeclareChannelRequest>,
    ) -> Result<Response<DeclareChannelResponse>, Status> {
        answer(request, |context, request| self.declare(context, request)).await
    }

    async fn declare_no_channel(
        &self,
        request: Request<DeclareNoChannelRequest>,
    ) -> Result<Response<DeclareNoChannelResponse>, Status> {
        answer(request, |context, request| {
            self.state_none(context, request)
        })
        .await
    }

    async fn remove_channel(
        &self,
        request: Request<RemoveChannelRequest>,
    ) -> Result<Response<RemoveChannelResponse>, Status> {
        answer(request, |context, request| self.remove(context, request)).await
    }

    async fn verify_channel(
        &self,
        request: Request<VerifyChannelRequest>,
    ) -> Result<Response<VerifyChannelResponse>, Status> {
        answer(request, |context, request| self.verify(context, request)).await
    }

    async fn return_channel(
        &self,
        request: Request<ReturnChannelRequest>,
    ) -> Result<Response<ReturnChannelResponse>, Status> {
        answer(request, |context, request| self.send_back(context, request)).await
    }

    async fn list_channels(
        &self,
        request: Request<ListChannelsRequest>,
    ) -> Result<Response<ListChannelsResponse>, Status> {
        answer(request, |context, request| self.list(context, request)).await
    }
}

impl Channels {
    async fn platforms(&self) -> Result<ListPlatformsResponse, Error> {
        let platforms = store::platform::list(&mut *self.0.conn().await?).await?;
        Ok(ListPlatformsResponse {
            platforms: platforms.iter().map(encode::platform).collect(),
        })
    }

    async fn declare(
        &self,
        context: Context,
        request: DeclareChannelRequest,
    ) -> Result<DeclareChannelResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let mut conn = self.0.conn().await?;
        let platform = platform(&mut conn, &request.platform).await?;
        let declaration = Declaration {
            organisation_code: sought("organisation_code", &request.organisation_code)?.to_owned(),
            handle: Some(platform.read(&request.handle)?),
            platform,
            account_id: person(&context)?.account_id,
            at: context.arrival,
        };
        let clock = &self.0.clock;
        once(&mut conn, clock, &key, async |conn| {
            let channel = store::channel::declare(conn, clock, declaration).await?;
            Ok(DeclareChannelResponse {
                channel: Some(encode::channel(&channel)),
            })
        })
        .await
    }

    async fn state_none(
        &self,
        context: Context,
        request: DeclareNoChannelRequest,
    ) -> Result<DeclareNoChannelResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let mut conn = self.0.conn().await?;
        let declaration = Declaration {
            organisation_code: sought("organisation_code", &request.organisation_code)?.to_owned(),
            handle: None,
            platform: platform(&mut conn, &request.platform).await?,
            account_id: person(&context)?.account_id,
            at: context.arrival,
        };
        let clock = &self.0.clock;
        once(&mut conn, clock, &key, async |conn| {
            let channel = store::channel::declare(conn, clock, declaration).await?;
            Ok(DeclareNoChannelResponse {
                channel: Some(encode::channel(&channel)),
            })
        })
        .await
    }

    async fn remove(
        &self,
        context: Context,
        request: RemoveChannelRequest,
    ) -> Result<RemoveChannelResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.channel_id, Refusal::ChannelNotFound)?;
        let by = person(&context)?.account_id;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |channel: Channel| channel.remove(version);
            let channel = store::channel::remove(conn, clock, id, by, decide).await?;
            Ok(RemoveChannelResponse {
                channel: Some(encode::channel(&channel)),
            })
        })
        .await
    }

    async fn verify(
        &self,
        context: Context,
        request: VerifyChannelRequest,
    ) -> Result<VerifyChannelResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.channel_id, Refusal::ChannelNotFound)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |channel: Channel| channel.verify(version);
            let channel = store::channel::update(conn, clock, id, decide).await?;
            Ok(VerifyChannelResponse {
                channel: Some(encode::channel(&channel)),
            })
        })
        .await
    }

    async fn send_back(
        &self,
        context: Context,
        request: ReturnChannelRequest,
    ) -> Result<ReturnChannelResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.channel_id, Refusal::ChannelNotFound)?;
        let reason = return_reason(&request.reason)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |channel: Channel| channel.send_back(version, reason);
            let channel = store::channel::update(conn, clock, id, decide).await?;
            Ok(ReturnChannelResponse {
                channel: Some(encode::channel(&channel)),
            })
        })
        .await
    }

    async fn list(
        &self,
        context: Context,
        request: ListChannelsRequest,
    ) -> Result<ListChannelsResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let code = sought("organisation_code", &request.organisation_code)?;
        let platform = sought("platform", &request.platform)?.to_owned();
        let mut conn = self.0.conn().await?;
        let organisation_id = organisation(&mut conn, code).await?;
        let view = View::of(&mut conn, &context.caller).await?;
        let wanted = Wanted {
            organisation_id,
            platform,
            state: state(request.state()),
            shown: view.shown(),
        };
        let page = store::channel::list(&mut conn, &wanted, after, size).await?;
        let cursor = |last: &Channel| last.id.to_string();
        let (channels, next_page_token, total_size) =
            page.encode(cursor, |channel| view.encode(channel));
        Ok(ListChannelsResponse {
            channels,
            next_page_token,
            total_size,
        })
    }
}

async fn platform(conn: &mut AsyncPgConnection, code: &str) -> Result<Platform, Error> {
    let found = store::platform::find(conn, sought("platform", code)?).await?;
    Ok(found.ok_or(Refusal::PlatformUnknown)?)
}

/// The body whose channels are wanted; none for everybody's.
async fn organisation(conn: &mut AsyncPgConnection, code: &str) -> Result<Option<Uuid>, Error> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = store::organisation::find(conn, code).await?;
    Ok(Some(found.ok_or(Refusal::OrganisationUnclaimable)?.id))
}

const fn state(state: ChannelState) -> Option<State> {
    match state {
        ChannelState::Unspecified => None,
        ChannelState::Declared => Some(State::Declared),
        ChannelState::Verified => Some(State::Verified),
        ChannelState::Returned => Some(State::Returned),
        ChannelState::Removed => Some(State::Removed),
    }
}
