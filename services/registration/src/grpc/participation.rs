//! `fest.registration.v1.ParticipationService`.

use chassis::{
    caller::{Caller, Context},
    page,
    text::sought,
};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        self as contract, ClaimParticipationRequest, ClaimParticipationResponse,
        GetParticipationRequest, GetParticipationResponse, ListParticipationsRequest,
        ListParticipationsResponse, ParticipationState, VerifyParticipationRequest,
        VerifyParticipationResponse, participation_service_server::ParticipationService,
    },
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Desk, answer, id, person};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        participation::{Decree, Participation, State},
    },
    error::Error,
    store::{
        self,
        participation::{Claim, Wanted},
    },
};

pub struct Participations(pub(super) Desk);

#[tonic::async_trait]
impl ParticipationService for Participations {
    async fn claim_participation(
        &self,
        request: Request<ClaimParticipationRequest>,
    ) -> Result<Response<ClaimParticipationResponse>, Status> {
        answer(request, |context, request| self.claim(context, request)).await
    }

    async fn verify_participation(
        &self,
        request: Request<VerifyParticipationRequest>,
    ) -> Result<Response<VerifyParticipationResponse>, Status> {
        answer(request, |context, request| self.verify(context, request)).await
    }

    async fn get_participation(
        &self,
        request: Request<GetParticipationRequest>,
    ) -> Result<Response<GetParticipationResponse>, Status> {
        answer(request, |context, request| self.get(context, request)).await
    }

    async fn list_participations(
        &self,
        request: Request<ListParticipationsRequest>,
    ) -> Result<Response<ListParticipationsResponse>, Status> {
        answer(request, |context, request| self.list(context, request)).await
    }
}

impl Participations {
    async fn claim(
        &self,
        context: Context,
        request: ClaimParticipationRequest,
    ) -> Result<ClaimParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let decree = Decree::parse(
            &request.decree_number,
            &request.decree_date,
            &request.decree_signer,
            context.arrival,
        )?;
        let claim = Claim {
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            organisation_code: sought("organisation_code", &request.organisation_code)?.to_owned(),
            account_id: person(&context)?.account_id,
            decree,
            at: context.arrival,
        };
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::claim(conn, clock, claim).await?;
            Ok(ClaimParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    async fn verify(
        &self,
        context: Context,
        request: VerifyParticipationRequest,
    ) -> Result<VerifyParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let version = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let decide = |claim: Participation| claim.verify(version);
            let claim = store::participation::verify(conn, clock, id, decide).await?;
            Ok(VerifyParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    async fn get(
        &self,
        context: Context,
        request: GetParticipationRequest,
    ) -> Result<GetParticipationResponse, Error> {
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let claim = store::participation::find(&mut *self.0.conn().await?, id).await?;
        let shown = claim.and_then(|claim| shown_to(&context.caller, &claim));
        Ok(GetParticipationResponse {
            participation: Some(shown.ok_or(Refusal::ParticipationNotFound)?),
        })
    }

    async fn list(
        &self,
        context: Context,
        request: ListParticipationsRequest,
    ) -> Result<ListParticipationsResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let wanted = Wanted {
            state: state(request.state()),
            account_id: whose(&context)?,
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
        };
        let mut conn = self.0.conn().await?;
        let page = store::participation::list(&mut conn, &wanted, after, size).await?;
        let cursor = |last: &Participation| last.id.to_string();
        let (participations, next_page_token, total_size) =
            page.encode(cursor, encode::participation);
        Ok(ListParticipationsResponse {
            participations,
            next_page_token,
            total_size,
        })
    }
}

/// As much of a claim as this caller may see; nothing of somebody else's.
fn shown_to(caller: &Caller, claim: &Participation) -> Option<contract::Participation> {
    match caller {
        Caller::Anonymous => None,
        Caller::Service(_) => Some(encode::public_participation(claim)),
        Caller::Person(person) => {
            let may = person.has(Role::Committee) || person.account_id == claim.account_id;
            may.then(|| encode::participation(claim))
        }
    }
}

/// Whose claims this caller may list: none means everybody's.
fn whose(context: &Context) -> Result<Option<Uuid>, Error> {
    let person = person(context)?;
    let own = !person.has(Role::Committee);
    Ok(own.then_some(person.account_id))
}

const fn state(state: ParticipationState) -> Option<State> {
    match state {
        ParticipationState::Unspecified => None,
        ParticipationState::Claimed => Some(State::Claimed),
        ParticipationState::Verified => Some(State::Verified),
    }
}
