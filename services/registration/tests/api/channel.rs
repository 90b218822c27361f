//! Where organisations speak.

use std::slice::from_ref;

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Channel, ChannelDeclared, ChannelRemoved, ChannelReturned, ChannelState, ChannelVerified,
        DeclareChannelRequest, DeclareNoChannelRequest, ListChannelsRequest, ListPlatformsRequest,
        RemoveChannelRequest, ReturnChannelRequest, VerifyChannelRequest,
        channel_service_client::ChannelServiceClient,
        participation_service_client::ParticipationServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Status};

use crate::{
    participation::{begin, claimed, verify},
    world::{Service, owner, sign_up},
};

pub type Client = ChannelServiceClient<Caller>;

const REASON: &str = "Akun ini milik orang lain";

pub fn declare(platform: &str, handle: &str) -> DeclareChannelRequest {
    DeclareChannelRequest {
        request_id: request_id(),
        organisation_code: "pd-dinkes".to_owned(),
        platform: platform.to_owned(),
        handle: handle.to_owned(),
    }
}

pub fn none_on(platform: &str) -> DeclareNoChannelRequest {
    DeclareNoChannelRequest {
        request_id: request_id(),
        organisation_code: "pd-dinkes".to_owned(),
        platform: platform.to_owned(),
    }
}

fn remove(channel: &Channel) -> RemoveChannelRequest {
    RemoveChannelRequest {
        request_id: request_id(),
        channel_id: channel.id.clone(),
        expected_version: channel.version,
    }
}

pub fn verified(channel: &Channel) -> VerifyChannelRequest {
    VerifyChannelRequest {
        request_id: request_id(),
        channel_id: channel.id.clone(),
        expected_version: channel.version,
    }
}

pub fn returned(channel: &Channel) -> ReturnChannelRequest {
    ReturnChannelRequest {
        request_id: request_id(),
        channel_id: channel.id.clone(),
        expected_version: channel.version,
        reason: REASON.to_owned(),
    }
}

pub async fn declared(
    admin: &mut Client,
    request: DeclareChannelRequest,
) -> Result<Channel, Status> {
    let answer = admin.declare_channel(request).await?.into_inner();
    Ok(answer.channel.expect("channel"))
}

pub async fn list(client: &mut Client) -> Vec<Channel> {
    let request = ListChannelsRequest::default();
    let answer = client.list_channels(request).await.expect("listed");
    answer.into_inner().channels
}

pub fn committee(service: &Service) -> Client {
    ChannelServiceClient::new(service.as_role(Role::Committee))
}

pub fn client(service: &Service, person: &Person) -> Client {
    ChannelServiceClient::new(service.as_person(person))
}

/// The verified admin of "pd-dinkes".
pub async fn admin(service: &Service) -> Client {
    let (ani, mut claims) = begin(service).await;
    let claim = claimed(&mut claims, "pd-dinkes").await;
    confirm(service, &claim.id).await;
    client(service, &ani)
}

pub async fn confirm(service: &Service, participation_id: &str) {
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let request = verify(participation_id, 1);
    committee
        .verify_participation(request)
        .await
        .expect("verified");
}

/// A channel of "pd-dinkes" through all that can happen to it, by its verified admin.
pub async fn one_of_each_event(service: &Service, admin: &Person) {
    let mut own = client(service, admin);
    let mut committee = committee(service);
    let channel = declared(&mut own, declare("instagram", "dinkes")).await;
    let channel = channel.expect("declared");
    let answer = committee.verify_channel(verified(&channel)).await;
    let channel = answer.expect("verified").into_inner().channel;
    let channel = channel.expect("channel");
    let answer = committee.return_channel(returned(&channel)).await;
    let channel = answer.expect("returned").into_inner().channel;
    let channel = channel.expect("channel");
    own.remove_channel(remove(&channel)).await.expect("removed");
}

#[tokio::test]
async fn a_channel_is_declared_verified_returned_and_removed_and_each_is_told_without_the_reason() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let request = declare("instagram", "https://www.instagram.com/Dinkes.Bekasi/");
    let channel = declared(&mut own, request.clone()).await.expect("declared");
    let again = declared(&mut own, request).await.expect("again");
    assert_eq!(channel, again);
    assert_eq!(channel.state(), ChannelState::Declared);
    assert_eq!(
        (&*channel.handle, channel.is_none),
        ("Dinkes.Bekasi", false)
    );
    assert_eq!(channel.address, "https://www.instagram.com/Dinkes.Bekasi");
    assert_eq!(channel.declared_at, Some(service.clock.now().into()));

    let mut committee = committee(&service);
    let answer = committee.verify_channel(verified(&channel)).await;
    let seen = answer
        .expect("verified")
        .into_inner()
        .channel
        .expect("channel");
    assert_eq!((seen.state(), seen.version), (ChannelState::Verified, 2));
    let answer = committee.return_channel(returned(&seen)).await;
    let back = answer
        .expect("returned")
        .into_inner()
        .channel
        .expect("channel");
    assert_eq!(
        (back.state(), &*back.reason),
        (ChannelState::Returned, REASON)
    );
    assert_eq!(list(&mut own).await, from_ref(&back));
    let answer = own.remove_channel(remove(&back)).await;
    let gone = answer
        .expect("removed")
        .into_inner()
        .channel
        .expect("channel");
    assert_eq!((gone.state(), gone.version), (ChannelState::Removed, 4));
    assert_eq!(list(&mut own).await, []);

    let told = |channel: Channel| {
        Some(Channel {
            reason: String::new(),
            ..channel
        })
    };
    let event = ChannelDeclared {
        channel: told(channel),
    };
    assert_eq!(service.events::<ChannelDeclared>().await, [event]);
    let event = ChannelVerified {
        channel: told(seen),
    };
    assert_eq!(service.events::<ChannelVerified>().await, [event]);
    let event = ChannelReturned {
        channel: told(back),
    };
    assert_eq!(service.events::<ChannelReturned>().await, [event]);
    let event = ChannelRemoved {
        channel: told(gone),
    };
    assert_eq!(service.events::<ChannelRemoved>().await, [event]);
    service.finish().await;
}

#[tokio::test]
async fn only_a_verified_admin_of_the_organisation_declares() {
    let service = Service::start().await;
    let (ani, mut claims) = begin(&service).await;
    let mut own = client(&service, &ani);
    let request = declare("instagram", "dinkes");
    let early = refused(declared(&mut own, request.clone()).await);
    assert_eq!(
        (early.code, &*early.reason),
        (Code::PermissionDenied, "CHANNEL_ADMIN_REQUIRED")
    );
    let claim = claimed(&mut claims, "pd-dinkes").await;
    assert_eq!(
        reason(declared(&mut own, request.clone()).await),
        "CHANNEL_ADMIN_REQUIRED"
    );
    confirm(&service, &claim.id).await;
    let channel = declared(&mut own, request).await.expect("declared");

    let elsewhere = DeclareChannelRequest {
        organisation_code: "32.16.03".to_owned(),
        ..declare("instagram", "babelan")
    };
    assert_eq!(
        reason(declared(&mut own, elsewhere).await),
        "CHANNEL_ADMIN_REQUIRED"
    );
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let foreign = client(&service, &budi)
        .remove_channel(remove(&channel))
        .await;
    assert_eq!(reason(foreign), "CHANNEL_ADMIN_REQUIRED");
    service.finish().await;
}

#[tokio::test]
async fn everybody_sees_what_is_verified_and_the_rest_is_for_admins_and_committee() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let waiting = declared(&mut own, declare("x", "dinkes"))
        .await
        .expect("declared");
    let first = declared(&mut own, declare("tiktok", "dinkes"))
        .await
        .expect("declared");
    let mut committee = committee(&service);
    let answer = committee.verify_channel(verified(&first)).await;
    let first = answer
        .expect("verified")
        .into_inner()
        .channel
        .expect("channel");

    let all = [waiting.clone(), first.clone()];
    assert_eq!(list(&mut own).await, all);
    assert_eq!(list(&mut committee).await, all);
    let mut anybody = ChannelServiceClient::new(service.as_nobody());
    assert_eq!(list(&mut anybody).await, from_ref(&first));
    let mut stranger = ChannelServiceClient::new(service.as_role(Role::Participant));
    assert_eq!(list(&mut stranger).await, [first]);

    let queue = ListChannelsRequest {
        state: ChannelState::Declared.into(),
        page_size: 1,
        ..ListChannelsRequest::default()
    };
    let answer = committee
        .list_channels(queue)
        .await
        .expect("listed")
        .into_inner();
    assert_eq!((answer.channels, answer.total_size), (vec![waiting], 1));
    let nowhere = ListChannelsRequest {
        organisation_code: "pd-none".to_owned(),
        ..ListChannelsRequest::default()
    };
    assert_eq!(
        reason(anybody.list_channels(nowhere).await),
        "ORGANISATION_NOT_FOUND"
    );
    service.finish().await;
}

#[tokio::test]
async fn every_platform_takes_the_handle_that_it_gives_as_an_example() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let request = ListPlatformsRequest {};
    let answer = own.list_platforms(request).await.expect("listed");
    let platforms = answer.into_inner().platforms;
    assert_eq!(platforms.len(), 9);
    for platform in platforms {
        let request = declare(&platform.code, &platform.example);
        let channel = declared(&mut own, request).await;
        let channel = channel.expect(&platform.code);
        let address = declare(&platform.code, &channel.address);
        assert_eq!(reason(declared(&mut own, address).await), "CHANNEL_TAKEN");
    }
    service.finish().await;
}
