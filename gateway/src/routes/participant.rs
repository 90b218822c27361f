//! Who takes part: the register for everybody, and an admin's own overview.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::{
    registration::v1::{self as registration, CategoryIntake, ParticipationState},
    submission::v1 as submission,
};
use serde::Deserialize;
use tonic::Status;

use super::{
    answer::Page,
    lists,
    parts::Missing,
    view::{self, count, moment, organisation},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Form, Html, Part, Place, Section,
        participant::{Claim, District, Endorsable, Entry, Opening, Overview, Participants},
    },
};

const ROWS: i32 = 50;

/// Which organisations.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default)]
    jenis: String,
    #[serde(default)]
    kecamatan: String,
    #[serde(default)]
    halaman: String,
}

/// `GET /peserta?q=&jenis=&kecamatan=&halaman=`.
pub async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let place = Place::parse(&filter.halaman);
    let request = registration::ListOrganisationsRequest {
        query: filter.q.trim().to_owned(),
        kind: filter.jenis.clone(),
        page_size: ROWS,
        page_token: place.token(),
        district: filter.kecamatan.clone(),
        ..Default::default()
    };
    let mut client = app.clients.organisations(&visit.call);
    let (answer, districts) =
        tokio::join!(client.list_organisations(request), districts(&app, &visit));
    let answer = answer.map(tonic::Response::into_inner);
    let mut missing = Missing::of(&visit);
    let listed = missing.take_page(Part::Registration, answer)?;
    let list = (
        listed.organisations.len(),
        listed.total_size,
        listed.next_page_token,
    );
    let paging = view::paging(place, ROWS, list);
    let page = Participants {
        query: filter.q.trim().to_owned(),
        kind: filter.jenis,
        district: filter.kecamatan,
        districts: missing.take(Part::Registration, districts),
        is_near: listed.is_near,
        organisations: listed.organisations.into_iter().map(organisation).collect(),
        paging,
        unavailable: missing.parts(),
    };
    Ok(page
        .render(&visit.chrome(Section::Participants))
        .into_response())
}

/// Every kecamatan that bodies lie in.
///
/// # Errors
/// What registration says.
pub async fn districts(app: &App, visit: &Visit) -> Result<Vec<District>, Status> {
    let request = registration::ListOrganisationDistrictsRequest {};
    let mut client = app.clients.organisations(&visit.call);
    let answer = client.list_organisation_districts(request).await?;
    let district = |district: registration::OrganisationDistrict| District {
        name: district.name,
        organisations: count(district.organisations),
    };
    let districts = answer.into_inner().districts.into_iter();
    Ok(districts.map(district).collect())
}

/// `GET /ruang-peserta`.
pub async fn overview(State(app): State<App>, visit: Visit) -> Page {
    let form = Form::fresh(app.clock.new_id());
    Ok(show(&app, &visit, form).await.into_response())
}

/// The overview, as it is or after a refusal.
pub async fn show(app: &App, visit: &Visit, form: Form) -> Html {
    let edition_id = visit.edition_id();
    let (claims, endorsable, categories, moved, entries) = tokio::join!(
        lists::participations(app, visit),
        lists::endorsable(app, visit),
        lists::categories(app, visit),
        view::moved(app, visit, &edition_id),
        lists::entries(app, visit),
    );
    let mut missing = Missing::of(visit);
    let mut claims = missing.take(Part::Registration, claims);
    // Who is also of the committee is given everybody's.
    claims.retain(|claim| claim.account_id == visit.account_id());
    let endorsable = missing.take(Part::Registration, endorsable);
    let categories = missing.take(Part::Registration, categories);
    let entries = missing
        .take(Part::Submission, entries.map(Some))
        .map(|mut entries| {
            entries.retain(|entry| {
                claims
                    .iter()
                    .any(|claim| claim.id == entry.participation_id)
            });
            entries
        });
    let openings = match &entries {
        Some(entries) => openings(&claims, &categories, entries),
        // What is begun already is not known.
        None => Vec::new(),
    };
    let page = Overview {
        form,
        edition: view::edition(visit),
        moved: missing.take(Part::Registration, moved),
        claims: claims.into_iter().map(claim).collect(),
        endorsable: endorsable.into_iter().map(self::endorsable).collect(),
        entries: entered(entries.unwrap_or_default(), &categories),
        openings,
        unavailable: missing.parts(),
    };
    page.render(&visit.chrome(Section::Overview))
}

fn endorsable(claim: registration::Participation) -> Endorsable {
    Endorsable {
        id: claim.id,
        organisation: organisation(claim.organisation.unwrap_or_default()),
        display_name: claim.display_name,
        decree_number: claim.decree_number,
        version: claim.version,
    }
}

fn claim(claim: registration::Participation) -> Claim {
    Claim {
        state: claim.state().into(),
        id: claim.id,
        organisation: organisation(claim.organisation.unwrap_or_default()),
        decree_number: claim.decree_number,
        claimed_at: moment(claim.claimed_at),
    }
}

fn entered(entries: Vec<submission::Entry>, categories: &[registration::Category]) -> Vec<Entry> {
    let categories: HashMap<&str, &registration::Category> = categories
        .iter()
        .map(|category| (category.id.as_str(), category))
        .collect();
    let entry = |entry: submission::Entry| {
        let category = categories.get(entry.category_id.as_str());
        let (name, name_en) = category.map_or_else(Default::default, |category| {
            (category.name.clone(), category.name_en.clone())
        });
        Entry {
            state: entry.state().into(),
            id: entry.id,
            title: entry.title,
            category_name: name,
            category_name_en: name_en,
            organisation_name: entry.organisation.unwrap_or_default().name,
            submitted_at: crate::api::time(entry.submitted_at),
        }
    };
    entries.into_iter().map(entry).collect()
}

/// What a verified claim may enter and has not.
fn openings(
    claims: &[registration::Participation],
    categories: &[registration::Category],
    entries: &[submission::Entry],
) -> Vec<Opening> {
    let mut openings = Vec::new();
    let verified = claims
        .iter()
        .filter(|claim| claim.state() == ParticipationState::Verified);
    for claim in verified {
        let organisation = claim.organisation.clone().unwrap_or_default();
        for category in categories {
            let is_entered = entries.iter().any(|entry| {
                entry.participation_id == claim.id && entry.category_id == category.id
            });
            let is_open = category.intake() == CategoryIntake::Entered
                && category.levels.contains(&organisation.kind);
            if is_open && !is_entered {
                openings.push(Opening {
                    participation_id: claim.id.clone(),
                    organisation_name: organisation.name.clone(),
                    category_id: category.id.clone(),
                    category_name: category.name.clone(),
                    category_name_en: category.name_en.clone(),
                });
            }
        }
    }
    openings
}
