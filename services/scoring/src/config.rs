//! What scoring reads at its start.

use chassis::config::ServiceConfig;
use clap::Args;

/// Variables of the program, each with the prefix `SCORING_`.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// What every service reads.
    #[command(flatten)]
    pub service: ServiceConfig,
    /// gRPC address of registration, such as `http://registration:50051`.
    #[arg(long)]
    pub registration_url: String,
    /// gRPC address of submission, such as `http://submission:50051`.
    #[arg(long)]
    pub submission_url: String,
}

impl AsRef<ServiceConfig> for Config {
    fn as_ref(&self) -> &ServiceConfig {
        &self.service
    }
}
