//! `fest.registration.v1.InvitationService`.

use chassis::{caller::Context, text::sought};
use diesel_async::AsyncConnection;
use eventing::{
    audit,
    idempotency::{Key, once},
};
use fest_proto::registration::v1::{
    CreateInvitationsRequest, CreateInvitationsResponse, InvitationLetter, OpenInvitationRequest,
    OpenInvitationResponse, invitation_service_server::InvitationService,
};
use tonic::{Request, Response, Status};

use super::{Desk, answer};
use crate::{
    contract as encode,
    error::Error,
    store::{self, progress::Wanted},
};

pub struct Invitations(pub(super) Desk);

#[tonic::async_trait]
impl InvitationService for Invitations {
    async fn create_invitations(
        &self,
        request: Request<CreateInvitationsRequest>,
    ) -> Result<Response<CreateInvitationsResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn open_invitation(
        &self,
        request: Request<OpenInvitationRequest>,
    ) -> Result<Response<OpenInvitationResponse>, Status> {
        answer(request, |context, request| self.open(context, request)).await
    }
}

impl Invitations {
    async fn create(
        &self,
        context: Context,
        request: CreateInvitationsRequest,
    ) -> Result<CreateInvitationsResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let codes = request.organisation_codes.iter();
        let codes: Result<Vec<_>, _> = codes
            .map(|code| sought("organisation_codes", code).map(ToOwned::to_owned))
            .collect();
        let wanted = Wanted {
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            kind: sought("kind", &request.kind)?.to_owned(),
            district: sought("district", &request.district)?.to_owned(),
            invited: false,
            codes: codes?,
        };
        let (clock, at) = (&self.0.clock, context.arrival);
        // The remembered answer holds no code: whoever reads the database later must not find one.
        let mut made = Vec::new();
        let mut conn = self.0.conn().await?;
        let mut answer = once(&mut conn, clock, &key, async |conn| {
            let letters = store::invitation::create(conn, clock, &wanted, at).await?;
            let (organisations, codes) = letters.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
            made = codes;
            let letter = |organisation| InvitationLetter {
                organisation: Some(encode::organisation(organisation)),
                code: String::new(),
            };
            Ok::<_, Error>(CreateInvitationsResponse {
                letters: organisations.iter().map(letter).collect(),
            })
        })
        .await?;
        for (letter, code) in answer.letters.iter_mut().zip(made) {
            letter.code = code.text();
        }
        Ok(answer)
    }

    async fn open(
        &self,
        context: Context,
        request: OpenInvitationRequest,
    ) -> Result<OpenInvitationResponse, Error> {
        let clock = &self.0.clock;
        let mut conn = self.0.conn().await?;
        let check = store::invitation::check_guesses;
        let (now, address) = (clock.system_now(), context.address);
        let code = check(&mut conn, now, address, &request.code).await?;
        let (invitation, organisation) = conn
            .transaction::<_, Error, _>(async |conn| {
                let opened = store::invitation::open(conn, clock, &code, context.arrival).await?;
                audit::changed(conn, clock, &context).await?;
                Ok(opened)
            })
            .await?;
        Ok(OpenInvitationResponse {
            edition_id: invitation.edition_id,
            organisation: Some(encode::organisation(&organisation)),
            answered: invitation.participation_id.is_some(),
        })
    }
}
