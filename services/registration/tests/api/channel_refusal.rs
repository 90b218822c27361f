//! What may not be declared, and what ends something else that was.

use fest_proto::registration::v1::{
    ChannelRemoved, DeclareChannelRequest, participation_service_client::ParticipationServiceClient,
};
use testkit::{reason, refused};
use tonic::Code;

use crate::{
    channel::{
        admin, client, committee, confirm, declare, declared, list, none_on, returned, verified,
    },
    participation::claimed,
    world::{Service, owner, sign_up},
};

#[tokio::test]
async fn a_wrong_declaration_is_refused_by_field() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    for (field, expected, request) in [
        ("platform", "PLATFORM_UNKNOWN", declare("myspace", "dinkes")),
        ("handle", "HANDLE_MISSING", declare("x", " ")),
        ("handle", "HANDLE_INVALID", declare("x", "dinkes.bekasi")),
        ("handle", "HANDLE_INVALID", declare("situs", "dinkes")),
        ("handle", "HANDLE_INVALID", declare("whatsapp", "telepon")),
        (
            "organisation_code",
            "ORGANISATION_NOT_FOUND",
            DeclareChannelRequest {
                organisation_code: "pd-none".to_owned(),
                ..declare("x", "dinkes")
            },
        ),
    ] {
        let refusal = refused(declared(&mut own, request).await);
        assert_eq!(refusal.reason, expected);
        assert_eq!(refusal.fields, [(field.to_owned(), expected.to_owned())]);
    }
    service.finish().await;
}

#[tokio::test]
async fn a_handle_that_stands_is_one_organisations_and_a_returned_one_bars_nobody() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut claims = ParticipationServiceClient::new(service.as_person(&budi));
    let claim = claimed(&mut claims, "32.16.03").await;
    confirm(&service, &claim.id).await;
    let mut other = client(&service, &budi);
    let theirs = || DeclareChannelRequest {
        organisation_code: "32.16.03".to_owned(),
        ..declare("facebook", "Dinkes.KabBekasi")
    };
    let request = declare("facebook", "dinkeskabbekasi");
    let channel = declared(&mut own, request).await.expect("declared");
    let taken = refused(declared(&mut other, theirs()).await);
    assert_eq!(
        (taken.code, &*taken.reason),
        (Code::AlreadyExists, "CHANNEL_TAKEN")
    );
    let again = declare("facebook", "@DINKESKABBEKASI");
    assert_eq!(reason(declared(&mut own, again).await), "CHANNEL_TAKEN");

    let answer = committee(&service).return_channel(returned(&channel)).await;
    answer.expect("returned");
    declared(&mut other, theirs()).await.expect("theirs");
    let again = declare("facebook", "dinkeskabbekasi");
    assert_eq!(reason(declared(&mut own, again).await), "CHANNEL_TAKEN");
    service.finish().await;
}

#[tokio::test]
async fn what_was_returned_is_declared_again_in_its_place() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let first = declared(&mut own, declare("x", "dinkes"))
        .await
        .expect("declared");
    let answer = committee(&service).return_channel(returned(&first)).await;
    answer.expect("returned");
    let second = declared(&mut own, declare("x", "dinkes"))
        .await
        .expect("again");
    assert_ne!(first.id, second.id);
    assert_eq!(list(&mut own).await, [second]);
    let removed = service.events::<ChannelRemoved>().await;
    let ids: Vec<_> = removed
        .into_iter()
        .filter_map(|event| Some(event.channel?.id))
        .collect();
    assert_eq!(ids, [first.id]);
    service.finish().await;
}

#[tokio::test]
async fn none_is_a_statement_that_ends_with_the_first_channel() {
    let service = Service::start().await;
    let mut own = admin(&service).await;
    let request = none_on("tiktok");
    let first = own
        .declare_no_channel(request.clone())
        .await
        .expect("stated");
    let again = own.declare_no_channel(request).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());
    let none = first.into_inner().channel.expect("channel");
    assert!(none.is_none && none.handle.is_empty() && none.address.is_empty());
    let twice = own.declare_no_channel(none_on("tiktok")).await;
    assert_eq!(reason(twice), "CHANNEL_TAKEN");
    let verified = committee(&service).verify_channel(verified(&none)).await;
    verified.expect("verified");

    let channel = declared(&mut own, declare("tiktok", "dinkes")).await;
    let channel = channel.expect("declared");
    assert_eq!(list(&mut own).await, [channel]);
    let refusal = refused(own.declare_no_channel(none_on("tiktok")).await);
    assert_eq!(refusal.reason, "CHANNEL_EXISTS");
    let field = ("platform".to_owned(), "CHANNEL_EXISTS".to_owned());
    assert_eq!(refusal.fields, [field]);
    service.finish().await;
}
