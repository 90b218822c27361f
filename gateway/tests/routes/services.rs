//! All four services at one address: each rpc answers what the test gave it, and `UNAVAILABLE` otherwise, as a service that is away.

use std::{
    collections::HashMap,
    convert::Infallible,
    future::{Ready, ready},
    net::SocketAddr,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use axum::{Router, body::Body};
use bytes::{Buf, BufMut};
use futures_util::future::BoxFuture;
use http::{Request, Response};
use prost::Message;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{
    Status,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    server::Grpc,
    service::Routes,
    transport::Server,
};
use tower::Service;

type Answer = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, Status> + Send>;

/// A handle on the services; clones share them.
#[derive(Clone, Default)]
pub struct Services(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: HashMap<String, Answer>,
    calls: Vec<String>,
}

impl Services {
    /// Starts them on a free port.
    pub async fn start() -> (Self, SocketAddr) {
        let services = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let routes = Routes::from(Router::new().fallback_service(services.clone()));
        let incoming = TcpListenerStream::new(listener);
        let server = Server::builder().add_routes(routes);
        tokio::spawn(server.serve_with_incoming(incoming));
        (services, address)
    }

    /// What an rpc ("registration.v1.EditionService/ListEditions") answers from now on.
    pub fn on<Q, A>(&self, rpc: &str, answer: impl Fn(Q) -> Result<A, Status> + Send + 'static)
    where
        Q: Message + Default,
        A: Message,
    {
        let answer = move |bytes: &[u8]| {
            let request = Q::decode(bytes).expect("a request of this rpc");
            answer(request).map(|answer| answer.encode_to_vec())
        };
        let mut state = self.0.lock().expect("no test panicked inside");
        state
            .answers
            .insert(format!("/fest.{rpc}"), Box::new(answer));
    }

    /// An rpc that answers the same to everything.
    pub fn always<A: Message + Clone + 'static>(&self, rpc: &str, answer: A) {
        self.on(rpc, move |()| Ok(answer.clone()));
    }

    /// The rpcs asked since the last look.
    pub fn calls(&self) -> Vec<String> {
        let mut state = self.0.lock().expect("no test panicked inside");
        std::mem::take(&mut state.calls)
    }

    fn answer(&self, path: &str, request: &[u8]) -> Result<Vec<u8>, Status> {
        let mut state = self.0.lock().expect("no test panicked inside");
        state
            .calls
            .push(path.trim_start_matches("/fest.").to_owned());
        match state.answers.get(path) {
            Some(answer) => answer(request),
            None => Err(Status::unavailable("away")),
        }
    }
}

impl Service<Request<Body>> for Services {
    type Response = Response<tonic::body::Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let method = Method {
            services: self.clone(),
            path: request.uri().path().to_owned(),
        };
        Box::pin(async move { Ok(Grpc::new(Bytes).unary(method, request).await) })
    }
}

struct Method {
    services: Services,
    path: String,
}

impl Service<tonic::Request<Vec<u8>>> for Method {
    type Response = tonic::Response<Vec<u8>>;
    type Error = Status;
    type Future = Ready<Result<Self::Response, Status>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: tonic::Request<Vec<u8>>) -> Self::Future {
        let answer = self.services.answer(&self.path, request.get_ref());
        ready(answer.map(tonic::Response::new))
    }
}

/// Messages as they are on the wire.
#[derive(Clone, Copy)]
struct Bytes;

impl Codec for Bytes {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, item: Vec<u8>, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(&item);
        Ok(())
    }
}

impl Decoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut bytes = vec![0; buffer.remaining()];
        buffer.copy_to_slice(&mut bytes);
        Ok(Some(bytes))
    }
}
