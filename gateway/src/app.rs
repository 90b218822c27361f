//! What every handler gets.

use chassis::clock::Clock;

use crate::clients::Clients;

/// The gateway's state: channels and settings, no data.
#[derive(Clone)]
pub struct App {
    /// The services.
    pub clients: Clients,
    /// The time; set in example mode.
    pub clock: Clock,
    /// Whether cookies are sent over TLS only.
    pub secure_cookies: bool,
}
