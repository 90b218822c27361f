//! What registration reads at its start.

use chassis::config::ServiceConfig;
use clap::Args;

/// Nothing but what every service reads: registration asks no other.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Database, broker, addresses, keys.
    #[command(flatten)]
    pub service: ServiceConfig,
}

impl AsRef<ServiceConfig> for Config {
    fn as_ref(&self) -> &ServiceConfig {
        &self.service
    }
}
