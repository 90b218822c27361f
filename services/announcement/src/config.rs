//! What announcement reads at its start.

use chassis::config::ServiceConfig;
use clap::Args;

/// Variables of the program, each with the prefix `ANNOUNCEMENT_`.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// What every service reads.
    #[command(flatten)]
    pub service: ServiceConfig,
    /// gRPC address of scoring, such as `http://scoring:50051`.
    #[arg(long)]
    pub scoring_url: String,
}

impl AsRef<ServiceConfig> for Config {
    fn as_ref(&self) -> &ServiceConfig {
        &self.service
    }
}
