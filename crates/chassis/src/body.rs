//! A request's body that fails at the deadline of its call. The work of a call outlives its caller on purpose; without this, a caller who never
//! finishes its message would keep the work, and its place among those in flight, for as long as the connection lasts.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use tokio::time::{Instant, Sleep, sleep_until};
use tonic::{Status, body::Body};

struct UntilDeadline {
    inner: Body,
    deadline: Pin<Box<Sleep>>,
}

/// The same body, broken off at `deadline`.
pub(crate) fn until(deadline: Instant, inner: Body) -> Body {
    Body::new(UnsyncBoxBody::new(UntilDeadline {
        inner,
        deadline: Box::pin(sleep_until(deadline)),
    }))
}

impl http_body::Body for UntilDeadline {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Status>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) {
            return Poll::Ready(frame);
        }
        match self.deadline.as_mut().poll(cx) {
            Poll::Ready(()) => {
                let late = Status::deadline_exceeded("the message did not come in time");
                Poll::Ready(Some(Err(late)))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_ends_fails_at_the_deadline() {
        let endless = StreamBody::new(futures_util::stream::pending::<
            Result<http_body::Frame<Bytes>, Status>,
        >());
        let deadline = Instant::now() + Duration::from_secs(30);
        let body = until(deadline, Body::new(endless));
        let status = body.collect().await.expect_err("broken off");
        assert_eq!(status.code(), tonic::Code::DeadlineExceeded);
        assert_eq!(Instant::now(), deadline);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_in_time_is_left_alone() {
        let whole = Body::new(http_body_util::Full::new(Bytes::from_static(b"whole")));
        let body = until(Instant::now() + Duration::from_secs(30), whole);
        let bytes = body.collect().await.expect("whole").to_bytes();
        assert_eq!(bytes, "whole");
    }
}
