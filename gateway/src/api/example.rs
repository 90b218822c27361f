//! The clock of an example edition; not there in any other.

use axum::{Json, extract::State, http::StatusCode};
use chassis::clock::ClockError;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{app::App, extract::Body, problem::Problem};

/// What the event's clock shows.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleClock {
    now: DateTime<Utc>,
}

/// Move the example's clock forward; it never goes back.
#[utoipa::path(post, path = "/api/v1/example/clock", operation_id = "setExampleClock", tag = "example",
    request_body = ExampleClock, responses((status = 200, body = ExampleClock), (status = "4XX", body = Problem)))]
pub async fn set_example_clock(
    State(app): State<App>,
    Body(asked): Body<ExampleClock>,
) -> Result<Json<ExampleClock>, Problem> {
    app.clock.advance(asked.now).map_err(|error| match error {
        ClockError::Backwards { now } => Problem::field(
            "now",
            "CLOCK_BACKWARDS",
            format!("the clock stands at {} already", now.to_rfc3339()),
        ),
        ClockError::NotSettable | ClockError::File { .. } => {
            tracing::error!(error = %chassis::error::chain(&error), "the clock did not move");
            let text = "the clock did not move";
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", text)
        }
    })?;
    Ok(Json(ExampleClock {
        now: app.clock.now(),
    }))
}
