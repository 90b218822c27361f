//! What stands on an edition's page.

use std::collections::BTreeMap;

use fest_proto::registration::v1 as pb;
use tonic::Status;

use crate::{
    api::word,
    app::App,
    format::field_moment,
    pages::{
        Dated, Form, Part, Timeline,
        edition::{CategoryLine, EditionPage, Finding, stage_field},
    },
    routes::{
        answer::{Oops, not_found},
        parts::{Missing, ROWS, all, found},
        view::{self, count},
        visit::Visit,
    },
};

/// An edition by its id.
///
/// # Errors
/// When there is none, or registration does not answer.
pub async fn find(app: &App, visit: &Visit, id: &str) -> Result<pb::Edition, Oops> {
    let request = pb::GetEditionRequest {
        edition_id: id.to_owned(),
    };
    let answer = app.clients.editions(&visit.call).get_edition(request).await;
    let answer = found(answer)?.ok_or_else(not_found)?;
    answer.into_inner().edition.ok_or_else(not_found)
}

/// The page of an edition.
///
/// # Errors
/// When there is none, or registration does not answer.
pub async fn edition(app: &App, visit: &Visit, id: &str) -> Result<EditionPage, Oops> {
    let edition = find(app, visit, id).await?;
    let (findings, categories, moved) = tokio::join!(
        findings(app, visit, id),
        categories(app, visit, id),
        view::moved(app, visit, id),
    );
    let mut missing = Missing::of(visit);
    let page = EditionPage {
        form: Form::fresh(app.clock.new_id()),
        typed: typed(&edition),
        organiser: edition.organiser.as_ref().map(|organiser| {
            let competes = organiser.rule() == pb::OrganiserRule::Competes;
            (organiser.organisation_code.clone(), competes)
        }),
        letterhead: edition.letterhead.clone(),
        edition: view::edition_of(&edition),
        id: edition.id,
        name: edition.name,
        version: edition.version,
        findings: missing.take(Part::Registration, findings),
        categories: missing.take(Part::Registration, categories),
        moved: missing.take(Part::Registration, moved),
        unavailable: missing.parts(),
    };
    Ok(page)
}

async fn findings(app: &App, visit: &Visit, id: &str) -> Result<Vec<Finding>, Status> {
    let request = pb::CheckEditionRequest {
        edition_id: id.to_owned(),
    };
    let mut client = app.clients.editions(&visit.call);
    let answer = client.check_edition(request);
    let findings = answer.await?.into_inner().findings.into_iter();
    let finding = |finding: pb::EditionFinding| Finding {
        reason: finding.reason,
        parameters: finding.parameters.into_iter().collect(),
        blocks_lock: finding.blocks_lock,
    };
    Ok(findings.map(finding).collect())
}

async fn categories(app: &App, visit: &Visit, id: &str) -> Result<Vec<CategoryLine>, Status> {
    let listed = all(|page_token| async move {
        let request = pb::ListCategoriesRequest {
            edition_id: id.to_owned(),
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.categories(&visit.call);
        let answer = client.list_categories(request);
        let answer = answer.await?.into_inner();
        Ok((answer.categories, answer.next_page_token))
    });
    let line = |category: pb::Category| CategoryLine {
        intake: category.intake().into(),
        id: category.id,
        name: category.name,
        name_en: category.name_en,
        levels: category.levels,
        places: count(category.places),
        proposal: category.proposal,
    };
    Ok(listed.await?.into_iter().map(line).collect())
}

/// Every field of the forms on the page, but what each form has anyway.
pub fn fields() -> Vec<String> {
    let plain = [
        "name",
        "year",
        "theme",
        "branding.tagline",
        "colour",
        "letterhead",
        "organiser.organisation_code",
        "organiser.rule",
        "timeline.monitoring_starts_at",
        "timeline.opens_at",
        "timeline.closes_at",
        "timeline.announces_at",
        "what",
        "starts_at",
        "ends_at",
        "reason",
    ];
    let stages = Dated::STAGES.into_iter();
    let stages =
        stages.flat_map(|stage| ["starts_at", "ends_at"].map(|moment| stage_field(stage, moment)));
    plain.map(str::to_owned).into_iter().chain(stages).collect()
}

fn typed(edition: &pb::Edition) -> BTreeMap<String, String> {
    let branding = edition.branding.clone().unwrap_or_default();
    let timeline: Timeline = view::timeline(edition);
    let mut typed = BTreeMap::from([
        ("name", edition.name.clone()),
        ("year", edition.year.to_string()),
        ("theme", edition.theme.clone()),
        (
            "colour",
            word(branding.colour().as_str_name(), "BRAND_COLOUR_"),
        ),
        ("branding.tagline", branding.tagline),
        ("letterhead", edition.letterhead.join("\n")),
        (
            "timeline.monitoring_starts_at",
            field_moment(timeline.monitoring_starts_at),
        ),
        ("timeline.opens_at", field_moment(timeline.opens_at)),
        ("timeline.closes_at", field_moment(timeline.closes_at)),
        ("timeline.announces_at", field_moment(timeline.announces_at)),
    ])
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<BTreeMap<_, _>>();
    if let Some(organiser) = &edition.organiser {
        let rule = word(organiser.rule().as_str_name(), "ORGANISER_RULE_");
        typed.insert("organiser.rule".to_owned(), rule);
        let code = organiser.organisation_code.clone();
        typed.insert("organiser.organisation_code".to_owned(), code);
    }
    for stage in timeline.stages {
        let starts_at = field_moment(stage.starts_at);
        typed.insert(stage_field(stage.what, "starts_at"), starts_at);
        let ends_at = field_moment(stage.ends_at);
        typed.insert(stage_field(stage.what, "ends_at"), ends_at);
    }
    typed
}
