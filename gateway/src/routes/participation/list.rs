//! The claims of the edition, for the committee.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1::{self as pb, ParticipationState};
use serde::Deserialize;
use tonic::Status;

use crate::{
    app::App,
    pages::{
        ClaimState, Part, Place, Section,
        claim_list::{ClaimList, Listed, state_named},
    },
    routes::{
        answer::Page,
        parts::Missing,
        view::{self, moment, organisation},
        visit::Visit,
    },
};

/// How many are listed on one page.
const SHOWN: i32 = 50;

/// Which claims.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    halaman: String,
}

/// `GET /panitia/pengajuan?keadaan=&halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let place = Place::parse(&filter.halaman);
    let state = state_named(&filter.keadaan);
    let listed = listed(&app, &visit, state, place.token()).await;
    let mut missing = Missing::of(&visit);
    let listed = missing.take_page(Part::Registration, listed)?;
    let list = (
        listed.participations.len(),
        listed.total_size,
        listed.next_page_token,
    );
    let page = ClaimList {
        state,
        paging: view::paging(place, SHOWN, list),
        claims: listed.participations.into_iter().map(claim).collect(),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

async fn listed(
    app: &App,
    visit: &Visit,
    state: ClaimState,
    page_token: String,
) -> Result<pb::ListParticipationsResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::ListParticipationsResponse::default());
    }
    let states: &[ParticipationState] = match state {
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
        page_size: SHOWN,
        page_token,
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
