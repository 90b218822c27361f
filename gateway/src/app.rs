//! What every handler gets.

use chassis::{clock::Clock, token::KeySet};

use crate::clients::Clients;

/// The gateway's state: channels, public keys and settings, no data.
#[derive(Clone)]
pub struct App {
    /// The services.
    pub clients: Clients,
    /// The time; set in example mode.
    pub clock: Clock,
    /// What access tokens of other systems' clients are known by.
    pub keys: KeySet,
    /// How many proxies of ours stand before the gateway.
    pub trusted_proxies: usize,
    /// Whether cookies are sent over TLS only.
    pub secure_cookies: bool,
}
