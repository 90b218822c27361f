//! What registration says of participations. Submission asks for one by its id, and for nothing else.

use fest_proto::registration::v1::{
    self as proto, participation_service_server::ParticipationService,
};
use tonic::{Request, Response, Status};

use super::{Shared, unexpected};

fn get(
    shared: &Shared,
    request: &proto::GetParticipationRequest,
) -> Result<Response<proto::GetParticipationResponse>, Status> {
    shared.answer("participation", |facts| {
        let mut participations = facts.participations.iter();
        let found = participations.find(|one| one.id == request.participation_id);
        Some(proto::GetParticipationResponse {
            participation: Some(found.cloned()?),
        })
    })
}

fn unasked<Q, R>(_: &Shared, _: &Q) -> Result<Response<R>, Status> {
    unexpected()
}

/// The rpcs, each by what answers it.
macro_rules! rpcs {
    ($($rpc:ident($request:ident) -> $response:ident: $answer:ident;)*) => {
        #[tonic::async_trait]
        impl ParticipationService for Shared {
            $(async fn $rpc(
                &self,
                request: Request<proto::$request>,
            ) -> Result<Response<proto::$response>, Status> {
                $answer(self, request.get_ref())
            })*
        }
    };
}

rpcs! {
    get_participation(GetParticipationRequest) -> GetParticipationResponse: get;
    claim_participation(ClaimParticipationRequest) -> ClaimParticipationResponse: unasked;
    verify_participation(VerifyParticipationRequest) -> VerifyParticipationResponse: unasked;
    endorse_participation(EndorseParticipationRequest) -> EndorseParticipationResponse: unasked;
    return_participation(ReturnParticipationRequest) -> ReturnParticipationResponse: unasked;
    revise_participation(ReviseParticipationRequest) -> ReviseParticipationResponse: unasked;
    withdraw_participation(WithdrawParticipationRequest) -> WithdrawParticipationResponse: unasked;
    hand_over_participation(HandOverParticipationRequest) -> HandOverParticipationResponse: unasked;
    set_participation_rule(SetParticipationRuleRequest) -> SetParticipationRuleResponse: unasked;
    get_participation_rule(GetParticipationRuleRequest) -> GetParticipationRuleResponse: unasked;
    count_participation_admins(CountParticipationAdminsRequest)
        -> CountParticipationAdminsResponse: unasked;
    list_participations(ListParticipationsRequest) -> ListParticipationsResponse: unasked;
    list_endorsable_participations(ListEndorsableParticipationsRequest)
        -> ListEndorsableParticipationsResponse: unasked;
    list_participation_changes(ListParticipationChangesRequest)
        -> ListParticipationChangesResponse: unasked;
}
