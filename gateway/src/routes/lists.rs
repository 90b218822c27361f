//! The lists that several pages need whole.

use fest_proto::{announcement, registration, scoring, submission};
use tonic::Status;

use super::{
    parts::{ROWS, all},
    visit::Visit,
};
use crate::app::App;

/// A list that is given whole in pages.
macro_rules! whole {
    ($(#[$doc:meta])* $name:ident: $client:ident.$rpc:ident($package:ident::$request:ident { $($field:ident),* }) -> $rows:ident of $row:ident) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// What the service says.
        pub async fn $name(app: &App, visit: &Visit) -> Result<Vec<$package::v1::$row>, Status> {
            let edition_id = visit.edition_id();
            if edition_id.is_empty() {
                return Ok(Vec::new());
            }
            let edition_id = &edition_id;
            all(|page_token| async move {
                let request = $package::v1::$request {
                    edition_id: edition_id.clone(),
                    page_size: ROWS,
                    page_token,
                    $($field: Default::default(),)*
                };
                let answer = app.clients.$client(&visit.call).$rpc(request).await?.into_inner();
                Ok((answer.$rows, answer.next_page_token))
            })
            .await
        }
    };
}

whole! {
    /// The edition's categories, in their order.
    categories: categories.list_categories(registration::ListCategoriesRequest {}) -> categories of Category
}
whole! {
    /// The edition's jurors.
    judges: judges.list_judges(registration::ListJudgesRequest {}) -> judges of Judge
}
whole! {
    /// The claims that the visitor may see.
    participations: participations.list_participations(registration::ListParticipationsRequest { states, kind, district })
        -> participations of Participation
}
whole! {
    /// The claims that wait for the visitor's endorsement.
    endorsable: participations.list_endorsable_participations(registration::ListEndorsableParticipationsRequest {})
        -> participations of Participation
}
whole! {
    /// The entries that the visitor may see.
    entries: entries.list_entries(submission::ListEntriesRequest { category_id }) -> entries of Entry
}
whole! {
    /// The assignments that the visitor may see.
    assignments: assignments.list_assignments(scoring::ListAssignmentsRequest { category_id }) -> assignments of Assignment
}

/// Every edition, the newest first; drafts among them.
///
/// # Errors
/// What registration says.
pub async fn editions(app: &App, visit: &Visit) -> Result<Vec<registration::v1::Edition>, Status> {
    all(|page_token| async move {
        let request = registration::v1::ListEditionsRequest {
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.editions(&visit.call);
        let answer = client.list_editions(request).await?.into_inner();
        Ok((answer.editions, answer.next_page_token))
    })
    .await
}

/// A list that is given at once.
macro_rules! at_once {
    ($(#[$doc:meta])* $name:ident: $client:ident.$rpc:ident($package:ident::$request:ident) -> $rows:ident of $row:ident) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// What the service says.
        pub async fn $name(app: &App, visit: &Visit) -> Result<Vec<$package::v1::$row>, Status> {
            let edition_id = visit.edition_id();
            if edition_id.is_empty() {
                return Ok(Vec::new());
            }
            let request = $package::v1::$request { edition_id };
            let answer = app.clients.$client(&visit.call).$rpc(request).await?;
            Ok(answer.into_inner().$rows)
        }
    };
}

at_once! {
    /// How far scoring is with every category.
    stages: assignments.list_stages(scoring::ListStagesRequest) -> stages of CategoryStage
}
at_once! {
    /// What is sealed, and what of it revealed.
    reveals: results.list_reveals(announcement::ListRevealsRequest) -> reveals of Reveal
}
at_once! {
    /// The revealed results; `NOT_ANNOUNCED` until the first.
    results: results.list_results(announcement::ListResultsRequest) -> results of Result
}
at_once! {
    /// The counts loaded and frozen.
    lapor_imports: lapor.list_lapor_imports(submission::ListLaporImportsRequest) -> lapor_imports of LaporImport
}
