//! A consumer whose failures a test directs, and its loop in a task.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::{
    consumer::{Consumer, ConsumerLoop},
    failure::Failure,
};
use fest_proto::registration::v1::EditionCreated;
use testkit::wait_for;
use tokio::{sync::Semaphore, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::stage::LIMIT;

/// What the handler is told to do next time; after the last one it works.
pub enum Order {
    Again,
    Never,
    Passing,
    /// Waits inside the transaction until the test lets it go on, then works.
    Hold,
    /// Waits for ever inside the transaction, as a process does that dies there.
    Hang,
}

/// The strings by which a test directs its consumer; clones hold the same ones.
#[derive(Clone)]
pub struct Strings {
    orders: Arc<Mutex<Vec<Order>>>,
    calls: Arc<AtomicU32>,
    go: Arc<Semaphore>,
}

impl Strings {
    /// Orders in the order in which they are to be followed.
    pub fn new(orders: impl IntoIterator<Item = Order>) -> Self {
        let mut orders: Vec<_> = orders.into_iter().collect();
        orders.reverse();
        Self {
            orders: Arc::new(Mutex::new(orders)),
            calls: Arc::default(),
            go: Arc::new(Semaphore::new(0)),
        }
    }

    /// Waits until the handler was called so many times.
    pub async fn called(&self, times: u32) {
        wait_for(&format!("call {times} of the handler"), LIMIT, async || {
            let calls = AtomicU32::load(&self.calls, Ordering::SeqCst);
            (calls >= times).then_some(()).ok_or(calls)
        })
        .await;
    }

    /// Lets one held handler go on.
    pub fn go(&self) {
        self.go.add_permits(1);
    }

    async fn obey(&self, conn: &mut AsyncPgConnection) -> Result<(), Failure> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let order = self.orders.lock().expect("orders").pop();
        match order {
            None => {}
            Some(Order::Again) => return Err(Failure::Again(anyhow::anyhow!("told to"))),
            Some(Order::Never) => {
                let source = anyhow::anyhow!("secret cause").context("told never to");
                return Err(Failure::never("TOLD_NEVER", source));
            }
            Some(Order::Passing) => return Err(Failure::Passing(anyhow::anyhow!("told to"))),
            Some(Order::Hold) => self.go.acquire().await.expect("open").forget(),
            Some(Order::Hang) => std::future::pending().await,
        }
        // So that a line which was cut meanwhile is noticed.
        diesel::sql_query("SELECT 1").execute(conn).await?;
        Ok(())
    }
}

macro_rules! consumers {
    ($($(#[$doc:meta])* $name:ident = $durable:literal),+) => {
        $(
            $(#[$doc])*
            pub struct $name(pub Strings);

            #[tonic::async_trait]
            impl Consumer for $name {
                type Event = EditionCreated;
                type Prepared = ();
                const NAME: &'static str = $durable;

                async fn prepare(&self, _: &EditionCreated) -> Result<(), Failure> {
                    Ok(())
                }

                async fn apply(
                    &self,
                    conn: &mut AsyncPgConnection,
                    event: EditionCreated,
                    (): (),
                ) -> Result<(), Failure> {
                    self.0.obey(conn).await?;
                    copy_edition(conn, Self::NAME, event).await
                }
            }
        )+
    };
}

consumers! {
    /// Keeps copies of editions.
    Copies = "submission-edition-copy",
    /// Another consumer of the same event.
    Others = "scoring-edition-copy"
}

/// The effect: a row per call, and a copy that only a newer version overwrites.
async fn copy_edition(
    conn: &mut AsyncPgConnection,
    consumer: &str,
    event: EditionCreated,
) -> Result<(), Failure> {
    let edition = event.edition.unwrap_or_default();
    diesel::sql_query("INSERT INTO effect (consumer, edition) VALUES ($1, $2)")
        .bind::<Text, _>(consumer)
        .bind::<Text, _>(&edition.id)
        .execute(conn)
        .await?;
    diesel::sql_query(
        "INSERT INTO edition_copy VALUES ($1, $2)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version
         WHERE edition_copy.version < excluded.version",
    )
    .bind::<Text, _>(&edition.id)
    .bind::<BigInt, _>(edition.version)
    .execute(conn)
    .await?;
    Ok(())
}

/// A loop in a task, until it is stopped or killed.
pub struct Running {
    task: JoinHandle<()>,
    stopping: CancellationToken,
}

/// Starts a loop.
pub fn start<C: Consumer>(consumer: ConsumerLoop<C>) -> Running {
    let stopping = CancellationToken::new();
    let task = tokio::spawn(consumer.run_until(stopping.clone()));
    Running { task, stopping }
}

impl Running {
    /// Tells it to stop and waits for its end.
    pub async fn stop(self) {
        self.stopping.cancel();
        self.task.await.expect("loop");
    }

    /// Tells it to stop.
    pub fn tell_to_stop(&self) {
        self.stopping.cancel();
    }

    /// Cuts it off where it stands, as the end of its process would.
    pub async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}
