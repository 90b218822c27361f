//! `endpoints.json`: where everything answers, with the generated credentials.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The file's name in the data folder.
pub const FILE: &str = "endpoints.json";

/// Addresses of a running folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Endpoints {
    /// Pages and JSON API.
    pub http: String,
    /// gRPC, by service.
    pub grpc: BTreeMap<String, String>,
    /// Metrics and health, by program.
    pub admin: BTreeMap<String, String>,
    /// The broker, credentials included.
    pub nats: String,
    /// The owner role's address of each service's database.
    pub postgres: BTreeMap<String, String>,
}
