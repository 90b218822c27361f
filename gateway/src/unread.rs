//! An answer that comes before the body was read, such as a refusal. What is left of the body stands in the way of the connection's next request,
//! so the connection ends; without a word about that a caller would send the next one into nothing.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, header::CONNECTION},
    middleware::Next,
    response::Response,
};
use http_body::{Frame, SizeHint};

/// The layer that says so.
pub async fn announce_close(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let was_read = Arc::new(AtomicBool::new(false));
    let watched = Watched {
        body,
        was_read: was_read.clone(),
    };
    let mut response = next
        .run(Request::from_parts(parts, Body::new(watched)))
        .await;
    if !was_read.load(Ordering::Acquire) {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
    response
}

/// A body that notes whether it was read to its end.
struct Watched {
    body: Body,
    was_read: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if frame.is_none() {
            self.was_read.store(true, Ordering::Release);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // Whoever knows the length stops at the last byte and does not ask for more.
        if self.body.is_end_stream() {
            self.was_read.store(true, Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware, routing::post};
    use tower::ServiceExt;

    use super::*;

    async fn connection_after(path: &str, body: &'static str) -> Option<HeaderValue> {
        let router = Router::new()
            .route("/reads", post(async |_: String| "read"))
            .route("/refuses", post(async || "refused"))
            .layer(middleware::from_fn(announce_close));
        let request = Request::post(path).body(Body::from(body));
        let response = router.oneshot(request.expect("a request")).await;
        let response = response.expect("an answer");
        response.headers().get(CONNECTION).cloned()
    }

    #[tokio::test]
    async fn a_connection_ends_where_a_body_was_left() {
        assert_eq!(
            connection_after("/refuses", "a body").await,
            Some(HeaderValue::from_static("close"))
        );
        assert_eq!(connection_after("/reads", "a body").await, None);
        assert_eq!(connection_after("/refuses", "").await, None);
    }
}
