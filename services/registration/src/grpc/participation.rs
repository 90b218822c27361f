//! `fest.registration.v1.ParticipationService`.

mod command;

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
        CountParticipationAdminsRequest, CountParticipationAdminsResponse,
        EndorseParticipationRequest, EndorseParticipationResponse, GetParticipationRequest,
        GetParticipationResponse, GetParticipationRuleRequest, GetParticipationRuleResponse,
        HandOverParticipationRequest, HandOverParticipationResponse,
        ListEndorsableParticipationsRequest, ListEndorsableParticipationsResponse,
        ListParticipationChangesRequest, ListParticipationChangesResponse,
        ListParticipationsRequest, ListParticipationsResponse, ParticipationState,
        ReturnParticipationRequest, ReturnParticipationResponse, ReviseParticipationRequest,
        ReviseParticipationResponse, SetParticipationRuleRequest, SetParticipationRuleResponse,
        VerifyParticipationRequest, VerifyParticipationResponse, WithdrawParticipationRequest,
        WithdrawParticipationResponse, participation_service_server::ParticipationService,
    },
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{Desk, answer, id, person};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        invitation::Code,
        participation::{Change, Decree, Participation, State, Typed},
    },
    error::Error,
    store::{
        self,
        participation::{Claim, Wanted},
    },
};

pub struct Participations(pub(super) Desk);

/// The rpcs, each by the method of ours that answers it.
macro_rules! rpcs {
    ($($rpc:ident($request:ident) -> $response:ident: $method:ident;)*) => {
        #[tonic::async_trait]
        impl ParticipationService for Participations {
            $(async fn $rpc(&self, request: Request<$request>) -> Result<Response<$response>, Status> {
                answer(request, |context, request| self.$method(context, request)).await
            })*
        }
    };
}

rpcs! {
    claim_participation(ClaimParticipationRequest) -> ClaimParticipationResponse: claim;
    verify_participation(VerifyParticipationRequest) -> VerifyParticipationResponse: verify;
    endorse_participation(EndorseParticipationRequest) -> EndorseParticipationResponse: endorse;
    return_participation(ReturnParticipationRequest) -> ReturnParticipationResponse: send_back;
    revise_participation(ReviseParticipationRequest) -> ReviseParticipationResponse: revise;
    withdraw_participation(WithdrawParticipationRequest) -> WithdrawParticipationResponse: withdraw;
    hand_over_participation(HandOverParticipationRequest) -> HandOverParticipationResponse: hand_over;
    set_participation_rule(SetParticipationRuleRequest) -> SetParticipationRuleResponse: set_rule;
    get_participation_rule(GetParticipationRuleRequest) -> GetParticipationRuleResponse: get_rule;
    get_participation(GetParticipationRequest) -> GetParticipationResponse: get;
    count_participation_admins(CountParticipationAdminsRequest)
        -> CountParticipationAdminsResponse: count_admins;
    list_participations(ListParticipationsRequest) -> ListParticipationsResponse: list;
    list_endorsable_participations(ListEndorsableParticipationsRequest)
        -> ListEndorsableParticipationsResponse: list_endorsable;
    list_participation_changes(ListParticipationChangesRequest)
        -> ListParticipationChangesResponse: list_changes;
}

impl Participations {
    async fn claim(
        &self,
        context: Context,
        request: ClaimParticipationRequest,
    ) -> Result<ClaimParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let typed = Typed {
            number: &request.decree_number,
            date: &request.decree_date,
            signer: &request.decree_signer,
            file_id: scan(&request.decree_file_id)?,
        };
        let decree = Decree::parse(typed, context.arrival)?;
        let invitation = self.invitation(&context, &request.invitation_code).await?;
        let claim = Claim {
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            organisation_code: sought("organisation_code", &request.organisation_code)?.to_owned(),
            account_id: person(&context)?.account_id,
            decree,
            invitation,
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

    /// The code that a claim comes with. That a wrong one was tried is counted before the claim is refused.
    async fn invitation(&self, context: &Context, typed: &str) -> Result<Option<Code>, Error> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let mut conn = self.0.conn().await?;
        let now = self.0.clock.system_now();
        let check = store::invitation::check_guesses;
        match check(&mut conn, now, context.address, typed).await {
            Err(Error::Refused(Refusal::InvitationNotFound, _)) => {
                Err(Refusal::InvitationUnclaimable.into())
            }
            checked => checked.map(Some),
        }
    }

    async fn get(
        &self,
        context: Context,
        request: GetParticipationRequest,
    ) -> Result<GetParticipationResponse, Error> {
        let claim = self.found(&request.participation_id).await?;
        let shown = shown_to(&context.caller, &claim);
        Ok(GetParticipationResponse {
            participation: Some(shown.ok_or(Refusal::ParticipationNotFound)?),
        })
    }

    async fn count_admins(
        &self,
        _: Context,
        request: CountParticipationAdminsRequest,
    ) -> Result<CountParticipationAdminsResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let code = sought("organisation_code", &request.organisation_code)?;
        let mut conn = self.0.conn().await?;
        let edition = store::edition::find(&mut conn, edition_id).await?;
        edition.ok_or(Refusal::EditionNotFound)?;
        let body = store::organisation::find(&mut conn, code).await?;
        let body = body.ok_or(Refusal::OrganisationNotFound)?;
        let count = store::participation::count_verified(&mut conn, edition_id, body.id).await?;
        Ok(CountParticipationAdminsResponse {
            verified: i32::try_from(count).unwrap_or(i32::MAX),
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
            states: request.states().filter_map(state).collect(),
            account_id: whose(&context)?,
            edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
            kind: sought("kind", &request.kind)?.to_owned(),
            district: sought("district", &request.district)?.to_owned(),
        };
        let mut conn = self.0.conn().await?;
        let page = store::participation::list(&mut conn, &wanted, after, size).await?;
        let (participations, next_page_token, total_size) =
            page.encode(by_id, encode::participation);
        Ok(ListParticipationsResponse {
            participations,
            next_page_token,
            total_size,
        })
    }

    async fn list_endorsable(
        &self,
        context: Context,
        request: ListEndorsableParticipationsRequest,
    ) -> Result<ListEndorsableParticipationsResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let account_id = person(&context)?.account_id;
        let mut conn = self.0.conn().await?;
        let list = store::participation::list_endorsable;
        let page = list(&mut conn, edition_id, account_id, after, size).await?;
        let (participations, next_page_token, total_size) =
            page.encode(by_id, encode::participation);
        Ok(ListEndorsableParticipationsResponse {
            participations,
            next_page_token,
            total_size,
        })
    }

    async fn list_changes(
        &self,
        context: Context,
        request: ListParticipationChangesRequest,
    ) -> Result<ListParticipationChangesResponse, Error> {
        let after = page::after(&request.page_token, |cursor| cursor.parse().ok())?;
        let size = page::size(request.page_size);
        let claim = self.found(&request.participation_id).await?;
        shown_to(&context.caller, &claim).ok_or(Refusal::ParticipationNotFound)?;
        let mut conn = self.0.conn().await?;
        let page = store::participation::list_changes(&mut conn, claim.id, after, size).await?;
        let cursor = |last: &Change| last.version.to_string();
        let (changes, next_page_token, total_size) =
            page.encode(cursor, encode::participation_change);
        Ok(ListParticipationChangesResponse {
            changes,
            next_page_token,
            total_size,
        })
    }

    async fn get_rule(
        &self,
        _: Context,
        request: GetParticipationRuleRequest,
    ) -> Result<GetParticipationRuleResponse, Error> {
        let edition_id = sought("edition_id", &request.edition_id)?;
        let mut conn = self.0.conn().await?;
        let edition = store::edition::find(&mut conn, edition_id).await?;
        edition.ok_or(Refusal::EditionNotFound)?;
        let rule = store::participation_rule::find(&mut conn, edition_id).await?;
        Ok(GetParticipationRuleResponse {
            rule: Some(encode::participation_rule(&rule)),
        })
    }

    async fn found(&self, participation_id: &str) -> Result<Participation, Error> {
        let id = id(participation_id, Refusal::ParticipationNotFound)?;
        let claim = store::participation::find(&mut *self.0.conn().await?, id).await?;
        Ok(claim.ok_or(Refusal::ParticipationNotFound)?)
    }
}

/// The scan that a decree comes with, if any.
fn scan(file_id: &str) -> Result<Option<Uuid>, Refusal> {
    match file_id {
        "" => Ok(None),
        text => id(text, Refusal::DecreeFileNotFound).map(Some),
    }
}

fn by_id(last: &Participation) -> String {
    last.id.to_string()
}

/// As much of a claim as this caller may see; nothing of somebody else's.
fn shown_to(caller: &Caller, claim: &Participation) -> Option<contract::Participation> {
    match caller {
        Caller::Anonymous | Caller::Client(_) => None,
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
        ParticipationState::Endorsed => Some(State::Endorsed),
        ParticipationState::Verified => Some(State::Verified),
        ParticipationState::Returned => Some(State::Returned),
        ParticipationState::Withdrawn => Some(State::Withdrawn),
    }
}
