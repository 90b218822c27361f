//! The claims of the edition, for the committee.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1::{self as pb, ParticipationState};
use tonic::Status;

use crate::{
    app::App,
    pages::{
        ClaimState, Part, Section,
        claim_list::{ClaimList, Listed, state_named},
    },
    routes::{
        answer::Page,
        listed::{Asked, SHOWN},
        participant,
        parts::Missing,
        view::{moment, organisation},
        visit::Visit,
    },
};

/// `GET /panitia/pengajuan?keadaan=&jenis=&kecamatan=&halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (listed, districts) = tokio::join!(
        listed(&app, &visit, &asked),
        participant::districts(&app, &visit)
    );
    let mut missing = Missing::of(&visit);
    let listed = missing.take_page(Part::Registration, listed)?;
    let districts = missing.take(Part::Registration, districts);
    let list = (
        listed.participations.len(),
        listed.total_size,
        listed.next_page_token,
    );
    let page = ClaimList {
        state: state_named(&asked.keadaan),
        bodies: asked.bodies(districts.into_iter().map(|district| district.name)),
        paging: asked.paging(list),
        claims: listed.participations.into_iter().map(claim).collect(),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

async fn listed(
    app: &App,
    visit: &Visit,
    asked: &Asked,
) -> Result<pb::ListParticipationsResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::ListParticipationsResponse::default());
    }
    let states: &[ParticipationState] = match state_named(&asked.keadaan) {
        ClaimState::Claimed | ClaimState::Endorsed => {
            &[ParticipationState::Claimed, ParticipationState::Endorsed]
        }
        ClaimState::Returned => &[ParticipationState::Returned],
        ClaimState::Verified => &[ParticipationState::Verified],
        ClaimState::Withdrawn => &[ParticipationState::Withdrawn],
    };
    let request = pb::ListParticipationsRequest {
        edition_id,
        states: states.iter().map(|state| (*state).into()).collect(),
        kind: asked.jenis.clone(),
        district: asked.kecamatan.clone(),
        page_size: SHOWN,
        page_token: asked.token(),
    };
    let mut client = app.clients.participations(&visit.call);
    Ok(client.list_participations(request).await?.into_inner())
}

fn claim(claim: pb::Participation) -> Listed {
    Listed {
        id: claim.id,
        organisation: organisation(claim.organisation.unwrap_or_default()),
        display_name: claim.display_name,
        claimed_at: moment(claim.claimed_at),
    }
}
