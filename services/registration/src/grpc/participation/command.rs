//! What is done to a claim that is there.

use chassis::{caller::Context, text::sought};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        EndorseParticipationRequest, EndorseParticipationResponse, HandOverParticipationRequest,
        HandOverParticipationResponse, ReturnParticipationRequest, ReturnParticipationResponse,
        ReviseParticipationRequest, ReviseParticipationResponse, SetParticipationRuleRequest,
        SetParticipationRuleResponse, VerifyParticipationRequest, VerifyParticipationResponse,
        WithdrawParticipationRequest, WithdrawParticipationResponse,
    },
};

use super::{Participations, scan};
use crate::{
    contract as encode,
    domain::{
        Refusal,
        account::Email,
        participation::{Decree, Touch, Typed, return_reason, withdrawal_reason},
    },
    error::Error,
    grpc::{id, person},
    store,
};

impl Participations {
    pub(super) async fn verify(
        &self,
        context: Context,
        request: VerifyParticipationRequest,
    ) -> Result<VerifyParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::verify(conn, clock, id, touch).await?;
            Ok(VerifyParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn endorse(
        &self,
        context: Context,
        request: EndorseParticipationRequest,
    ) -> Result<EndorseParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::endorse(conn, clock, id, touch).await?;
            Ok(EndorseParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn send_back(
        &self,
        context: Context,
        request: ReturnParticipationRequest,
    ) -> Result<ReturnParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let reason = return_reason(&request.reason)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::send_back(conn, clock, id, touch, reason).await?;
            Ok(ReturnParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn revise(
        &self,
        context: Context,
        request: ReviseParticipationRequest,
    ) -> Result<ReviseParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let typed = Typed {
            number: &request.decree_number,
            date: &request.decree_date,
            signer: &request.decree_signer,
            file_id: scan(&request.decree_file_id)?,
        };
        let decree = Decree::parse(typed, touch.at)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::revise(conn, clock, id, touch, decree).await?;
            Ok(ReviseParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn withdraw(
        &self,
        context: Context,
        request: WithdrawParticipationRequest,
    ) -> Result<WithdrawParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let reason = withdrawal_reason(&request.reason)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let claim = store::participation::withdraw(conn, clock, id, touch, reason).await?;
            Ok(WithdrawParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn hand_over(
        &self,
        context: Context,
        request: HandOverParticipationRequest,
    ) -> Result<HandOverParticipationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = id(&request.participation_id, Refusal::ParticipationNotFound)?;
        let touch = touch(&context, request.expected_version)?;
        let email = Email::parse(&request.email).map_err(|_| Refusal::AccountNotFound)?;
        let typed = Typed {
            number: &request.decree_number,
            date: &request.decree_date,
            signer: &request.decree_signer,
            file_id: scan(&request.decree_file_id)?,
        };
        let decree = Decree::parse(typed, touch.at)?;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let to = (&email, decree);
            let claim = store::participation::hand_over(conn, clock, id, touch, to).await?;
            Ok(HandOverParticipationResponse {
                participation: Some(encode::participation(&claim)),
            })
        })
        .await
    }

    pub(super) async fn set_rule(
        &self,
        context: Context,
        request: SetParticipationRuleRequest,
    ) -> Result<SetParticipationRuleResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let edition_id = sought("edition_id", &request.edition_id)?;
        let (version, required) = (request.expected_version, request.endorsement_required);
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let set = store::participation_rule::set;
            let rule = set(conn, clock, edition_id, version, required).await?;
            Ok(SetParticipationRuleResponse {
                rule: Some(encode::participation_rule(&rule)),
            })
        })
        .await
    }
}

fn touch(context: &Context, expected_version: i64) -> Result<Touch, Error> {
    let person = person(context)?;
    Ok(Touch {
        account_id: person.account_id,
        is_committee: person.has(Role::Committee),
        expected_version,
        at: context.arrival,
    })
}
