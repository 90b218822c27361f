//! By what a category is judged.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::{scoring::v1 as pb, r#type::v1::Exact};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// A category's criteria. A tie in the total is broken by the criteria in their order.
#[derive(Serialize, ToSchema)]
pub struct Rubric {
    id: String,
    category_id: String,
    criteria: Vec<Criterion>,
    version: i64,
}

/// One leaf: judged (`juror`) or computed (`measured`).
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    code: String,
    name: String,
    name_en: String,
    /// Exact; all of them sum to 1.
    weight: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    juror: Option<JurorScale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measured: Option<MeasuredScale>,
}

/// Marks lie on this scale.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JurorScale {
    minimum: String,
    maximum: String,
}

/// Floor gives 0, target and above 1, linear between.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuredScale {
    /// "lapor.follow_up_rate" or "lapor.resolved_rate".
    measure: String,
    floor: String,
    target: String,
    /// Fewer reports than this: not ranked.
    minimum_volume: i64,
}

/// An exact number of the contract as text.
pub(crate) fn text(exact: Option<Exact>) -> String {
    exact.unwrap_or_default().value
}

/// Text as an exact number of the contract; the service judges it.
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn exact(value: String) -> Option<Exact> {
    Some(Exact { value })
}

impl From<pb::Criterion> for Criterion {
    fn from(criterion: pb::Criterion) -> Self {
        let (juror, measured) = match criterion.source {
            Some(pb::criterion::Source::Juror(scale)) => (
                Some(JurorScale {
                    minimum: text(scale.minimum),
                    maximum: text(scale.maximum),
                }),
                None,
            ),
            Some(pb::criterion::Source::Measured(scale)) => (
                None,
                Some(MeasuredScale {
                    measure: scale.measure,
                    floor: text(scale.floor),
                    target: text(scale.target),
                    minimum_volume: scale.minimum_volume,
                }),
            ),
            None => (None, None),
        };
        Self {
            code: criterion.code,
            name: criterion.name,
            name_en: criterion.name_en,
            weight: text(criterion.weight),
            juror,
            measured,
        }
    }
}

impl From<Criterion> for pb::Criterion {
    fn from(criterion: Criterion) -> Self {
        let juror = criterion.juror.map(|scale| {
            pb::criterion::Source::Juror(pb::JurorScale {
                minimum: exact(scale.minimum),
                maximum: exact(scale.maximum),
            })
        });
        let measured = criterion.measured.map(|scale| {
            pb::criterion::Source::Measured(pb::MeasuredScale {
                measure: scale.measure,
                floor: exact(scale.floor),
                target: exact(scale.target),
                minimum_volume: scale.minimum_volume,
            })
        });
        Self {
            code: criterion.code,
            name: criterion.name,
            name_en: criterion.name_en,
            weight: exact(criterion.weight),
            source: juror.xor(measured),
        }
    }
}

impl From<pb::Rubric> for Rubric {
    fn from(rubric: pb::Rubric) -> Self {
        Self {
            id: rubric.id,
            category_id: rubric.category_id,
            criteria: rubric.criteria.into_iter().map(Into::into).collect(),
            version: rubric.version,
        }
    }
}

/// A category's rubric.
#[utoipa::path(get, path = "/api/v1/categories/{category}/rubric", operation_id = "getRubric", tag = "rubrics",
    params(("category" = String, Path)), responses((status = 200, body = Rubric), (status = "4XX", body = Problem)))]
pub async fn get_rubric(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
) -> Result<Json<Rubric>, Problem> {
    let request = pb::GetRubricRequest { category_id };
    let answer = app.clients.rubrics(&call).get_rubric(request).await?;
    Ok(Json(answer.into_inner().rubric.unwrap_or_default().into()))
}

/// The criteria of a category.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRubric {
    criteria: Vec<Criterion>,
}

/// Give a category its criteria, once.
#[utoipa::path(post, path = "/api/v1/categories/{category}/rubric", operation_id = "createRubric", tag = "rubrics",
    params(("category" = String, Path)), request_body = NewRubric,
    responses((status = 201, body = Rubric), (status = "4XX", body = Problem)))]
pub async fn create_rubric(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewRubric>,
) -> Result<(StatusCode, Json<Rubric>), Problem> {
    let request = pb::CreateRubricRequest {
        request_id,
        category_id,
        criteria: new.criteria.into_iter().map(Into::into).collect(),
    };
    let answer = app.clients.rubrics(&call).create_rubric(request).await?;
    let rubric = answer.into_inner().rubric.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(rubric.into())))
}
