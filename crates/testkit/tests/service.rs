//! The harness for a whole service, tried with a service that only listens.

use chassis::config::ServiceConfig;
use clap::Args;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::{
    consumer::Consumer,
    failure::Failure,
    program::{Parts, Service},
};
use fest_proto::{Stream, registration::v1::EditionLocked, submission::v1::AuditCheckpointed};
use testkit::service::TestService;

#[derive(Args, Clone, Debug)]
struct Config {
    #[command(flatten)]
    service: ServiceConfig,
    /// Whether it takes what it hears.
    #[arg(long, default_value_t = true, action = clap::ArgAction::Set)]
    takes: bool,
}

impl AsRef<ServiceConfig> for Config {
    fn as_ref(&self) -> &ServiceConfig {
        &self.service
    }
}

struct Listener;

impl Service for Listener {
    const STREAM: Stream = Stream::Submission;
    const PREFIX: &'static str = "LISTENER";
    type Config = Config;
    type Checkpoint = AuditCheckpointed;

    fn migrations() -> EmbeddedMigrations {
        const MIGRATIONS: EmbeddedMigrations = embed_migrations!("tests/migrations");
        MIGRATIONS
    }

    async fn run(config: Config, mut parts: Parts) -> anyhow::Result<()> {
        parts.consume(Ear {
            takes: config.takes,
        });
        let server = parts.server()?;
        parts.run(server).await
    }
}

struct Ear {
    takes: bool,
}

#[tonic::async_trait]
impl Consumer for Ear {
    type Event = EditionLocked;
    type Prepared = ();
    const NAME: &'static str = "submission-edition-locked";

    async fn prepare(&self, _: &EditionLocked) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        _: &mut AsyncPgConnection,
        _: EditionLocked,
        (): (),
    ) -> Result<(), Failure> {
        if self.takes {
            return Ok(());
        }
        Err(Failure::Never {
            reason: "NOT_TAKEN",
            source: anyhow::anyhow!("told to refuse"),
        })
    }
}

async fn deaf() -> TestService<Listener> {
    let service = TestService::builder().with("takes", "false").start().await;
    service.deliver(&EditionLocked::default()).await;
    service
}

#[tokio::test]
async fn an_event_is_delivered_as_often_as_the_test_says_and_handled_once() {
    let service = TestService::<Listener>::start().await;
    let id = service.deliver(&EditionLocked::default()).await;
    service.deliver_as(id, &EditionLocked::default()).await;
    service.finish().await;
}

#[tokio::test]
#[should_panic(expected = "dead letters")]
async fn a_dead_letter_that_nobody_asked_for_fails_the_test() {
    deaf().await.finish().await;
}

#[tokio::test]
async fn a_dead_letter_that_the_test_asked_for_is_fine() {
    let mut service = deaf().await;
    service.settled().await;
    let letters = service.dead_letters().await;
    let reasons: Vec<&str> = letters
        .iter()
        .map(|letter| letter.reason.as_str())
        .collect();
    assert_eq!(reasons, ["NOT_TAKEN"]);
    service.finish().await;
}

#[tokio::test]
#[should_panic(expected = "foreign keys without an index: [\"child child_parent_fkey\"]")]
async fn a_foreign_key_without_an_index_is_named() {
    let database = testkit::database("thing", vec![Listener::migrations()]).await;
    let mut conn = database.pool.get().await.expect("connection");
    let tables = "CREATE TABLE parent (id int PRIMARY KEY, other int UNIQUE);
        CREATE TABLE child (id int, parent int REFERENCES parent, other int REFERENCES parent (other));
        CREATE INDEX behind_another ON child (id, parent);
        CREATE INDEX in_front ON child (other, id)";
    conn.batch_execute(tables).await.expect("tables");
    testkit::schema::every_foreign_key_has_an_index(&database).await;
}

#[tokio::test]
#[should_panic(expected = "must be finished")]
async fn a_service_that_nobody_finishes_fails_the_test() {
    drop(TestService::<Listener>::start().await);
}
