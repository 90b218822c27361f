//! Who calls in a test: a channel that puts credentials on every call.

use chassis::{client, guard::ARRIVAL_HEADER};
use tonic::{
    Request, Status,
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};

/// What a generated client is made with: `EditionServiceClient::new(service.as_role(Role::Committee))`.
pub type Caller = InterceptedService<Channel, Speaker>;

/// Puts a token, and the gateway's stamp where wanted, on each call.
#[derive(Clone, Default)]
pub struct Speaker {
    token: Option<String>,
    stamp: Option<String>,
}

impl Speaker {
    pub(super) fn with_token(token: String) -> Self {
        Self {
            token: Some(token),
            stamp: None,
        }
    }

    pub(super) fn stamped(mut self, stamp: String) -> Self {
        self.stamp = Some(stamp);
        self
    }

    pub(super) fn on(self, channel: Channel) -> Caller {
        InterceptedService::new(channel, self)
    }
}

impl Interceptor for Speaker {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.token {
            client::bearer(&mut request, token)?;
        }
        if let Some(stamp) = &self.stamp {
            let value = stamp.parse().map_err(|_| Status::internal("not a stamp"))?;
            request.metadata_mut().insert(ARRIVAL_HEADER, value);
        }
        client::pass_on(&mut request);
        Ok(request)
    }
}
