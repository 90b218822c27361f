//! The life of a program: its parts start together, it is ready when each says so, and they stop one after the other in the order of the flow
//! (server, consumers, relay, ...) within a limit below the pod's grace time. A part that ends by itself takes the program down, instead
//! of leaving a server that says it is well.

use std::{future::Future, time::Duration};

use anyhow::{Context, anyhow};
use futures_util::future::select_all;
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, info, warn};

use crate::health::Health;

/// How long all parts together may take to stop.
pub const STOP_LIMIT: Duration = Duration::from_secs(25);

/// What a part gets: the word to stop, and the latch that it lets go of once it is up.
pub struct Stage {
    stopping: CancellationToken,
    ready: watch::Sender<bool>,
}

impl Stage {
    /// Cancelled when the part should finish what is in flight and end.
    #[must_use]
    pub fn stopping(&self) -> CancellationToken {
        self.stopping.clone()
    }

    /// The part is up.
    pub fn ready(&self) {
        self.ready.send_replace(true);
    }
}

struct Part {
    name: &'static str,
    stopping: CancellationToken,
    ready: watch::Receiver<bool>,
    task: JoinHandle<anyhow::Result<()>>,
}

/// A program made of parts.
pub struct Process {
    program: &'static str,
    health: Health,
    stop: CancellationToken,
    parts: Vec<Part>,
}

impl Process {
    /// A program that stops when `stop` is cancelled.
    #[must_use]
    pub fn new(program: &'static str, health: Health, stop: CancellationToken) -> Self {
        Self {
            program,
            health,
            stop,
            parts: Vec::new(),
        }
    }

    /// Starts a part. Parts stop in the order in which they were started.
    pub fn part<F, R>(&mut self, name: &'static str, start: F)
    where
        F: FnOnce(Stage) -> R,
        R: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let stopping = CancellationToken::new();
        let (ready, observed) = watch::channel(false);
        let work = start(Stage {
            stopping: stopping.clone(),
            ready,
        });
        let span = tracing::info_span!(parent: None, "part", program = self.program, part = name);
        self.parts.push(Part {
            name,
            stopping,
            ready: observed,
            task: tokio::spawn(work.instrument(span)),
        });
    }

    /// Runs until told to stop or until a part ends.
    ///
    /// # Errors
    /// When a part ended by itself, with its reason.
    pub async fn run(mut self) -> anyhow::Result<()> {
        self.health.alive().await;
        let failure = tokio::select! {
            () = self.stop.cancelled() => None,
            failure = watch_parts(self.program, &mut self.parts, &self.health) => Some(failure),
        };
        self.health.ready(false).await;
        info!(program = self.program, "stopping");
        stop_parts(self.parts).await;
        failure.map_or(Ok(()), Err)
    }
}

/// Comes back only when a part has ended.
async fn watch_parts(program: &'static str, parts: &mut [Part], health: &Health) -> anyhow::Error {
    let latches: Vec<_> = parts.iter().map(|part| part.ready.clone()).collect();
    let all_ready = async {
        for mut latch in latches {
            // A part that ends before it is ready drops its latch; the branch below reports it.
            let _ = latch.wait_for(|ready| *ready).await;
        }
        info!(program, "ready");
        health.ready(true).await;
        std::future::pending::<()>().await;
    };
    let names: Vec<_> = parts.iter().map(|part| part.name).collect();
    let ended = select_all(parts.iter_mut().map(|part| &mut part.task));
    tokio::select! {
        biased;
        (outcome, index, _) = ended => {
            let name = names[index];
            match outcome {
                Ok(Ok(())) => anyhow!("{program}: {name} ended by itself"),
                Ok(Err(error)) => error.context(format!("{program}: {name}")),
                Err(error) => anyhow::Error::new(error).context(format!("{program}: {name} panicked")),
            }
        }
        () = all_ready => unreachable!("waits for ever"),
    }
}

async fn stop_parts(parts: Vec<Part>) {
    let deadline = Instant::now() + STOP_LIMIT;
    for mut part in parts {
        part.stopping.cancel();
        if part.task.is_finished() {
            continue;
        }
        match timeout_at(deadline, &mut part.task).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => warn!(
                part = part.name,
                error = format!("{error:#}"),
                "stopped badly"
            ),
            Ok(Err(error)) => warn!(part = part.name, %error, "stopped badly"),
            Err(_) => {
                warn!(part = part.name, "cut off: the time to stop is over");
                part.task.abort();
            }
        }
    }
}

/// Cancels `stop` at SIGTERM or Ctrl-C.
///
/// # Errors
/// When the signals cannot be listened for.
pub fn stop_on_signals(stop: CancellationToken) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT")?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stop.cancel();
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[tokio::test]
    async fn parts_stop_in_the_order_of_their_start() {
        let stop = CancellationToken::new();
        let health = Health::default();
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut process = Process::new("test", health.clone(), stop.clone());
        for name in ["server", "consumers", "relay"] {
            let order = order.clone();
            process.part(name, |stage| async move {
                stage.ready();
                stage.stopping().cancelled().await;
                order.lock().expect("lock").push(name);
                Ok(())
            });
        }
        let running = tokio::spawn(process.run());
        health.until_ready().await;
        stop.cancel();
        running.await.expect("task").expect("stopped well");
        assert!(!health.is_ready());
        assert_eq!(
            *order.lock().expect("lock"),
            ["server", "consumers", "relay"]
        );
    }

    #[tokio::test]
    async fn a_part_that_ends_by_itself_takes_the_program_down() {
        let mut process = Process::new("test", Health::default(), CancellationToken::new());
        process.part("server", |stage| async move {
            stage.ready();
            stage.stopping().cancelled().await;
            Ok(())
        });
        process.part("relay", |_| async { anyhow::bail!("the broker is gone") });
        let error = process.run().await.expect_err("down");
        assert!(
            format!("{error:#}").contains("relay: the broker is gone"),
            "{error:#}"
        );
    }
}
