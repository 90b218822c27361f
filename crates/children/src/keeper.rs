//! Starts a child, waits for it, and never leaves it behind.
//!
//! The kernel's promise to signal a child when its parent ends is about the *thread* that started the child, not the
//! process: a child started on a thread of the runtime's pool would be stopped whenever that thread is put to rest. So
//! each child has a thread of its own, which starts it and stays until it has ended.

use std::process::{Command, ExitStatus};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};

/// How often a child that starts is asked whether it is ready.
const POLL: Duration = Duration::from_millis(20);

/// A running child and the thread that keeps it. Dropped while it runs, it is stopped at once and waited for.
#[derive(Debug)]
pub(crate) struct Keeper {
    pid: Pid,
    ended: watch::Receiver<Option<ExitStatus>>,
    thread: Option<JoinHandle<()>>,
    at_once: Signal,
}

/// Why a child did not become ready.
pub(crate) enum NotReady {
    /// It ended by itself.
    Ended(ExitStatus),
    /// It ran but did not answer in time; the last answer.
    Late(anyhow::Error),
}

impl Keeper {
    /// Starts `command`; `at_once` is the signal that ends the child without delay.
    pub(crate) fn start(command: Command, at_once: Signal) -> Result<Self> {
        let (started, starting) = mpsc::sync_channel(1);
        let (end, ended) = watch::channel(None);
        let keep = move || keep(command, &started, &end);
        let thread = thread::Builder::new()
            .name("child-keeper".to_owned())
            .spawn(keep)
            .context("cannot start a thread")?;
        let pid = starting
            .recv()
            .context("the thread that starts the child ended")?
            .context("cannot start the child")?;
        let pid = Pid::from_raw(pid.try_into().context("a process id out of range")?);
        Ok(Self {
            pid,
            ended,
            thread: Some(thread),
            at_once,
        })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid.as_raw().unsigned_abs()
    }

    /// Resolves when the child has ended, by itself or stopped.
    pub(crate) fn ended(&self) -> impl Future<Output = ExitStatus> + Send + 'static {
        let mut ended = self.ended.clone();
        async move {
            match ended.wait_for(Option::is_some).await.map(|status| *status) {
                Ok(Some(status)) => status,
                // The keeper's thread sets the status before it ends; without one there is nothing to report.
                _ => ExitStatus::default(),
            }
        }
    }

    /// Asks `probe` until it succeeds, the child ends, or `limit` is over.
    pub(crate) async fn ready<T>(
        &self,
        limit: Duration,
        probe: impl AsyncFn() -> Result<T>,
    ) -> Result<T, NotReady> {
        let deadline = Instant::now() + limit;
        loop {
            let answer = tokio::select! {
                status = self.ended() => return Err(NotReady::Ended(status)),
                answer = timeout_at(deadline, probe()) => answer,
            };
            match answer {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) if Instant::now() >= deadline => return Err(NotReady::Late(error)),
                Ok(Err(_)) => sleep(POLL).await,
                Err(elapsed) => return Err(NotReady::Late(elapsed.into())),
            }
        }
    }

    /// Sends `signal` and waits until the child has ended; ends it at once when it takes longer than `limit`.
    pub(crate) async fn stop(self, signal: Signal, limit: Duration) -> Result<ExitStatus> {
        self.send(signal);
        match timeout(limit, self.ended()).await {
            Ok(status) => Ok(status),
            Err(_) => bail!(
                "process {} did not end within {limit:?} of {signal} and was ended at once",
                self.pid
            ),
        }
    }

    fn send(&self, signal: Signal) {
        if self.ended.borrow().is_none()
            && let Err(error) = kill(self.pid, signal)
        {
            tracing::debug!(pid = self.pid(), %signal, %error, "the child could not be signalled");
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.send(self.at_once);
        if let Some(thread) = self.thread.take() {
            // It only starts and waits, so it does not panic.
            let _ = thread.join();
        }
    }
}

fn keep(
    mut command: Command,
    started: &mpsc::SyncSender<std::io::Result<u32>>,
    end: &watch::Sender<Option<ExitStatus>>,
) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let _ = started.send(Err(error));
            return;
        }
    };
    // The folder's handle is in the command too: without this the folder would stay locked as long as we run.
    drop(command);
    let _ = started.send(Ok(child.id()));
    let status = child.wait().unwrap_or_else(|error| {
        tracing::warn!(%error, "the end of a child could not be seen");
        ExitStatus::default()
    });
    end.send_replace(Some(status));
}
