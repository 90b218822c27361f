//! Connections to the service's own PostgreSQL database, and its migrations.

use ::deadpool::Runtime;
use anyhow::Context;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection,
    pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod, deadpool},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

/// A bounded set of connections.
pub type Pool = deadpool::Pool<AsyncPgConnection>;
/// One of them, given back when dropped.
pub type Connection = deadpool::Object<AsyncPgConnection>;
/// Why none could be had.
pub type PoolError = deadpool::PoolError;

/// How long a caller waits for a connection before the pool counts as exhausted.
const WAIT: std::time::Duration = std::time::Duration::from_secs(5);

/// The key of the advisory lock that migrations of one database take turns by.
const MIGRATION_LOCK: i64 = 0x6665_7374;

/// A pool of at most `size` connections, made as they are needed.
///
/// # Errors
/// When the pool's settings do not fit; the database is not asked.
pub fn connect(url: &str, size: usize) -> anyhow::Result<Pool> {
    let mut config = ManagerConfig::default();
    // A connection whose server went away is noticed without asking it `SELECT 1` at each checkout (30 % of a small insert).
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    Pool::builder(manager)
        .max_size(size)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(WAIT))
        .runtime(Runtime::Tokio1)
        .build()
        .context("connection pool")
}

/// What a database wants done when its tables are as they should be.
const AFTER: &str = "DO $$ BEGIN IF to_regproc('after_migrations') IS NOT NULL THEN PERFORM after_migrations(); END IF; END $$";

/// Runs what is pending of each set, in their order, and then the database's own function `after_migrations`, if it has one; one process at a
/// time.
///
/// # Errors
/// When the database does not answer or a migration fails; earlier ones stay done.
pub async fn migrate(url: &str, sets: Vec<EmbeddedMigrations>) -> anyhow::Result<()> {
    let mut connection = AsyncPgConnection::establish(url)
        .await
        .context("connect to migrate")?;
    connection
        .batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        .await
        .context("wait for other migrations")?;
    let mut harness = AsyncMigrationHarness::new(connection);
    for set in sets {
        harness
            .run_pending_migrations(set)
            .map_err(|error| anyhow::anyhow!("migration: {error}"))?;
    }
    let mut connection = harness.into_inner();
    connection
        .batch_execute(AFTER)
        .await
        .context("after the migrations")
    // The lock goes with the connection.
}

/// Whether an error of diesel's means that the database is away or going away, so that the same call may work later.
#[must_use]
pub fn is_away(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::ReadOnlyTransaction,
            _,
        )
        | DieselError::BrokenTransactionManager => true,
        // diesel wraps what the commit said when the rollback failed too.
        DieselError::RollbackErrorOnCommit { commit_error, .. } => is_away(commit_error),
        // diesel does not pass the SQLSTATE on (57P01, 57P02, 57P03); these are PostgreSQL's own words for them.
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.message().starts_with("terminating connection")
                || info.message().starts_with("the database system is")
        }
        _ => false,
    }
}
