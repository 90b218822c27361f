//! The JSON API: one file per noun, each operation one call to the service behind it. Names are snake_case, times RFC 3339 in UTC, exact numbers
//! strings; a page of a list is `{"<nouns>": [...], "next_page_token", "total_size"}`.

pub mod account;
pub mod api_client;
pub mod assignment;
pub mod audit;
pub mod category;
pub mod channel;
pub mod edition;
pub mod entry;
pub mod etag;
pub mod example;
pub mod file;
pub mod invitation;
pub mod judge;
pub mod lapor;
pub mod organisation;
pub mod organisation_alias;
pub mod organisation_change;
pub mod organisation_import;
pub(crate) mod own_data;
pub mod participation;
pub mod password_reset;
pub mod person;
pub mod progress;
pub mod ranking;
pub mod reminder;
pub mod result;
pub mod rubric;
mod rules;
pub mod seal;
pub mod second_factor;
pub mod session;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod verification;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware,
    routing::get,
};
use chassis::token::{SCOPES, scope_name};
use chrono::{DateTime, Utc};
use fest_proto::access::v1::Scope;
use pbjson_types::Timestamp;
use utoipa::{
    OpenApi,
    openapi::{
        RefOr,
        security::{
            ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
        },
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    admission::{self, CLIENT_SCHEME, Rules, SCHEME},
    app::App,
    oauth::TOKEN_PATH,
    problem::Problem,
};

/// The largest body: an imported file.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

#[derive(OpenApi)]
#[openapi(info(
    title = "Diskom Fest",
    description = "The award platform of Kabupaten Bekasi: registration, submission, scoring and announcement. \
        Errors are application/problem+json with a stable `reason`; send `Idempotency-Key` (a UUID) on a POST that may be repeated.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
))]
struct Document;

/// The routes under `/api`, with their document.
///
/// # Errors
/// When an operation has no access rule.
pub fn router(app: App) -> anyhow::Result<Router> {
    let (routes, document, rules) = documented(app.clock.is_example())?;
    let json = written(&document)?;
    let api = routes
        .layer(middleware::from_fn(etag::conditional))
        .route_layer(middleware::from_fn_with_state(
            (app.clone(), rules),
            admission::admit,
        ))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(app)
        .method_not_allowed_fallback(async || {
            let text = "this address does not take that method";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", text)
        });
    let openapi = get(async move || ([(header::CONTENT_TYPE, "application/json")], json));
    // The document is served by the line above; the browser only needs its address.
    let browser =
        SwaggerUi::new("/api/docs").config(utoipa_swagger_ui::Config::from("/api/openapi.json"));
    Ok(Router::new()
        .route("/api/openapi.json", openapi)
        .merge(browser)
        .merge(api))
}

/// Who may use which operation, but for the example's own.
///
/// # Errors
/// When an operation has no access rule.
pub fn rules() -> anyhow::Result<Rules> {
    let (_, _, rules) = documented(false)?;
    Ok(rules)
}

/// The document of the API as text; `example` adds what only the example mode has.
///
/// # Errors
/// When an operation has no access rule.
pub fn document(example: bool) -> anyhow::Result<String> {
    let (_, document, _) = documented(example)?;
    written(&document)
}

fn written(document: &utoipa::openapi::OpenApi) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(document)?)
}

fn documented(example: bool) -> anyhow::Result<(Router<App>, utoipa::openapi::OpenApi, Rules)> {
    let mut routes = operations();
    if example {
        routes = routes.routes(routes!(example::set_example_clock));
    }
    let (router, mut document) = routes.split_for_parts();
    let rules = Rules::apply(&mut document, &rules::all())?;
    tell_of_problems(&mut document);
    let scheme = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of POST /api/v1/sessions"))
            .build(),
    );
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(SCHEME, scheme);
    let scopes = SCOPES.map(|scope| (scope_name(scope), meaning(scope).to_owned()));
    let flow = ClientCredentials::new(TOKEN_PATH, Scopes::from_iter(scopes));
    let scheme = SecurityScheme::OAuth2(OAuth2::new([Flow::ClientCredentials(flow)]));
    components.add_security_scheme(CLIENT_SCHEME, scheme);
    Ok((router, document, rules))
}

const fn meaning(scope: Scope) -> &'static str {
    match scope {
        Scope::Unspecified => "nothing",
        Scope::ChangesRead => {
            "learn which organisations, editions, participations and results are new or changed"
        }
        Scope::LaporImport => "hand in counts of SP4N-LAPOR! reports",
    }
}

/// A refusal is a problem, where utoipa takes any body for plain JSON.
fn tell_of_problems(document: &mut utoipa::openapi::OpenApi) {
    for item in document.paths.paths.values_mut() {
        for (_, operation) in admission::operations(item) {
            let refusals = operation.responses.responses.iter_mut();
            for (_, refusal) in refusals.filter(|(status, _)| status.starts_with('4')) {
                if let RefOr::T(refusal) = refusal
                    && let Some(body) = refusal.content.swap_remove("application/json")
                {
                    let kind = "application/problem+json".to_owned();
                    refusal.content.insert(kind, body);
                }
            }
        }
    }
}

fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(audit::list_audit_rows))
        .routes(routes!(account::create_account))
        .routes(routes!(account::get_current_account))
        .routes(routes!(account::grant_role))
        .routes(routes!(own_data::export_account))
        .routes(routes!(own_data::erase_account))
        .routes(routes!(account::change_password))
        .routes(routes!(
            second_factor::get_second_factor,
            second_factor::begin_second_factor
        ))
        .routes(routes!(second_factor::confirm_second_factor))
        .routes(routes!(second_factor::replace_recovery_codes))
        .routes(routes!(
            verification::get_verification,
            verification::request_verification
        ))
        .routes(routes!(verification::verify_address))
        .routes(routes!(password_reset::request_password_reset))
        .routes(routes!(password_reset::reset_password))
        .routes(routes!(password_reset::issue_password_reset))
        .routes(routes!(session::list_sessions, session::create_session))
        .routes(routes!(session::revoke_session))
        .routes(routes!(session::revoke_other_sessions))
        .routes(routes!(session::delete_session))
        .routes(routes!(
            api_client::list_api_clients,
            api_client::create_api_client
        ))
        .routes(routes!(api_client::rotate_api_client_secret))
        .routes(routes!(api_client::revoke_api_client))
        .routes(routes!(edition::list_editions, edition::create_edition))
        .routes(routes!(edition::get_edition, edition::update_edition))
        .routes(routes!(edition::lock_edition))
        .routes(routes!(edition::check_edition))
        .routes(routes!(edition::archive_edition))
        .routes(routes!(edition::copy_edition))
        .routes(routes!(
            edition::list_edition_reschedules,
            edition::reschedule_edition
        ))
        .routes(routes!(
            category::list_categories,
            category::create_category
        ))
        .routes(routes!(
            category::update_category,
            category::delete_category
        ))
        .routes(routes!(channel::list_platforms))
        .routes(routes!(channel::list_channels, channel::declare_channel))
        .routes(routes!(channel::declare_no_channel))
        .routes(routes!(channel::remove_channel))
        .routes(routes!(channel::verify_channel))
        .routes(routes!(channel::return_channel))
        .routes(routes!(organisation::list_organisations))
        .routes(routes!(organisation::get_organisation))
        .routes(routes!(organisation::list_organisation_districts))
        .routes(routes!(organisation_alias::add_organisation_alias))
        .routes(routes!(organisation_alias::import_organisation_aliases))
        .routes(routes!(organisation_change::rename_organisation))
        .routes(routes!(organisation_change::merge_organisations))
        .routes(routes!(organisation_change::retire_organisation))
        .routes(routes!(organisation_change::list_organisation_changes))
        .routes(routes!(organisation_import::preview_organisation_import))
        .routes(routes!(
            organisation_import::list_organisation_imports,
            organisation_import::import_organisations
        ))
        .routes(routes!(organisation_import::undo_organisation_import))
        .routes(routes!(organisation_import::export_organisations))
        .routes(routes!(file::upload_file))
        .routes(routes!(file::download_file))
        .routes(routes!(
            participation::list_participations,
            participation::claim_participation
        ))
        .routes(routes!(participation::get_participation))
        .routes(routes!(participation::list_endorsable_participations))
        .routes(routes!(participation::list_participation_changes))
        .routes(routes!(participation::command::verify_participation))
        .routes(routes!(participation::command::endorse_participation))
        .routes(routes!(participation::command::return_participation))
        .routes(routes!(participation::command::withdraw_participation))
        .routes(routes!(participation::command::revise_participation))
        .routes(routes!(participation::command::hand_over_participation))
        .routes(routes!(
            participation::command::get_participation_rule,
            participation::command::set_participation_rule
        ))
        .routes(routes!(progress::get_participation_progress))
        .routes(routes!(progress::list_silent_organisations))
        .routes(routes!(invitation::create_invitations))
        .routes(routes!(invitation::open_invitation))
        .routes(routes!(reminder::send_reminders))
        .routes(routes!(
            person::get_consent_text,
            person::publish_consent_text
        ))
        .routes(routes!(person::list_persons, person::nominate_person))
        .routes(routes!(person::export_person))
        .routes(routes!(person::erase_person))
        .routes(routes!(judge::list_judges, judge::appoint_judge))
        .routes(routes!(entry::create_entry))
        .routes(routes!(entry::list_entries))
        .routes(routes!(entry::get_entry, entry::save_entry))
        .routes(routes!(entry::submit_entry))
        .routes(routes!(lapor::import_lapor_counts))
        .routes(routes!(lapor::freeze_snapshot))
        .routes(routes!(rubric::get_rubric, rubric::create_rubric))
        .routes(routes!(assignment::assign_juror))
        .routes(routes!(assignment::list_assignments))
        .routes(routes!(assignment::list_stages))
        .routes(routes!(sheet::get_sheet, sheet::save_sheet))
        .routes(routes!(sheet::submit_sheet))
        .routes(routes!(ranking::get_ranking))
        .routes(routes!(seal::get_seal, seal::seal))
        .routes(routes!(seal::approve))
        .routes(routes!(seal::withdraw_approval))
        .routes(routes!(result::reveal))
        .routes(routes!(result::list_results))
}

/// A time of the contract as JSON writes it; `None` when unset.
pub(crate) fn time(timestamp: Option<Timestamp>) -> Option<DateTime<Utc>> {
    timestamp.and_then(|timestamp| timestamp.try_into().ok())
}

/// An enum value of the contract in JSON: `EDITION_PHASE_OPEN` is "open".
pub(crate) fn word(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix).to_ascii_lowercase()
}

/// What [`word`] made a word of.
pub(crate) fn named(prefix: &str, word: &str) -> String {
    format!("{prefix}{}", word.to_ascii_uppercase())
}
