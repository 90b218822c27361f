//! Calls to other services: one lazy channel per service, and an interceptor that puts credentials, trace and deadline on every call.

use std::time::Duration;

use anyhow::Context;
use tonic::{
    Request, Status,
    metadata::MetadataValue,
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Channel, Endpoint},
};

use crate::{clock::Clock, deadline, token::SigningKey, trace};

const KEEPALIVE: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(2);

/// A channel on which every call carries our service's identity.
pub type ServiceChannel = InterceptedService<Channel, Identity>;

/// A channel that connects when it is first used, and again after a loss.
///
/// # Errors
/// When the address is none.
pub fn connect(url: &str) -> anyhow::Result<Channel> {
    let endpoint = Endpoint::from_shared(url.to_owned())
        .with_context(|| format!("not an address: {url}"))?
        .connect_timeout(CONNECT)
        .http2_keep_alive_interval(KEEPALIVE)
        .keep_alive_while_idle(true);
    Ok(endpoint.connect_lazy())
}

/// Speaks as one of our services to another.
#[derive(Clone)]
pub struct Identity {
    key: SigningKey,
    audience: &'static str,
    clock: Clock,
}

impl Identity {
    /// The owner of `key` towards the service `audience`.
    #[must_use]
    pub fn new(key: SigningKey, audience: &'static str, clock: Clock) -> Self {
        Self {
            key,
            audience,
            clock,
        }
    }

    /// A channel to the audience with this identity.
    ///
    /// # Errors
    /// When the address is none.
    pub fn connect(self, url: &str) -> anyhow::Result<ServiceChannel> {
        Ok(InterceptedService::new(connect(url)?, self))
    }
}

impl Interceptor for Identity {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let token = self.key.service(self.audience, self.clock.system_now());
        let token = token.map_err(|_| Status::internal("no service token"))?;
        bearer(&mut request, &token)?;
        pass_on(&mut request);
        Ok(request)
    }
}

/// Puts a token on a call.
///
/// # Errors
/// `UNAUTHENTICATED` when the text cannot be a token.
pub fn bearer<T>(request: &mut Request<T>, token: &str) -> Result<(), Status> {
    let value: MetadataValue<_> = format!("Bearer {token}")
        .parse()
        .map_err(|_| Status::unauthenticated("not a token"))?;
    request.metadata_mut().insert("authorization", value);
    Ok(())
}

/// Puts trace and deadline on a call.
pub fn pass_on<T>(request: &mut Request<T>) {
    trace::inject(request.metadata_mut());
    request.set_timeout(deadline::left());
}
