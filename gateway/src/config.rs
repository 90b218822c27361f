//! What the gateway reads at its start.

use std::net::SocketAddr;

use chassis::config::KeyConfig;

/// `GATEWAY_*`.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// HTTP address.
    #[arg(long, default_value = "0.0.0.0:8080")]
    pub listen: SocketAddr,
    /// Address of metrics and health.
    #[arg(long, default_value = "0.0.0.0:9090")]
    pub admin_listen: SocketAddr,
    /// gRPC address of registration.
    #[arg(long)]
    pub registration_url: String,
    /// gRPC address of submission.
    #[arg(long)]
    pub submission_url: String,
    /// gRPC address of scoring.
    #[arg(long)]
    pub scoring_url: String,
    /// gRPC address of announcement.
    #[arg(long)]
    pub announcement_url: String,
    /// The key by which the gateway vouches for the moment of arrival, and those that it knows access tokens by.
    #[command(flatten)]
    pub keys: KeyConfig,
    /// How many proxies of ours stand before the gateway, each of which adds to `X-Forwarded-For` who called it; without any, nobody is believed it.
    #[arg(long, default_value_t = 0)]
    pub trusted_proxies: usize,
    /// Whether cookies are sent over TLS only; off on loopback.
    #[arg(long, default_value_t = true, action = clap::ArgAction::Set)]
    pub secure_cookies: bool,
}

/// What the variables begin with.
pub const PREFIX: &str = "GATEWAY";
