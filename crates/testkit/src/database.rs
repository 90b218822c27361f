//! A database of a test's own.
//!
//! A service's schema is migrated once into a template, by whichever test process comes first, and copied for each test.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use chassis::pool::Pool;
use diesel_migrations::EmbeddedMigrations;
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

use crate::server;

/// Enough for a test of one service with its relay and consumers.
const CONNECTIONS: usize = 8;

/// An empty, migrated database, removed when dropped (with whatever is still connected to it).
pub struct TestDatabase {
    name: String,
    /// Its address, for the superuser.
    pub url: String,
    /// Connections to it.
    pub pool: Pool,
}

/// A fresh copy of the database that `migrations` make. `name` stands for that set: the service's name.
///
/// # Panics
/// When the shared PostgreSQL is not there (it is started by nextest) or a migration fails.
pub async fn database(name: &str, migrations: Vec<EmbeddedMigrations>) -> TestDatabase {
    crate::demand(copy(name, migrations).await)
}

impl TestDatabase {
    /// Removes it now; what is still connected is cut off.
    pub async fn finish(mut self) {
        let name = std::mem::take(&mut self.name);
        crate::demand(remove(&name).await);
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        if name.is_empty() {
            return;
        }
        // A thread and a runtime of its own: the test's may be on its way out, or this very thread be its only one. What fails
        // here is left to the end of the run, which removes the whole server.
        let _ = apart(move |runtime| runtime.block_on(remove(&name))).join();
    }
}

async fn copy(name: &str, migrations: Vec<EmbeddedMigrations>) -> Result<TestDatabase> {
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    ensure!(
        plain && !name.is_empty(),
        "lower-case letters only, please, not {name:?}"
    );
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let template = format!("template_{name}");
    prepare(&template, migrations)
        .await
        .with_context(|| format!("cannot migrate a database for {name}"))?;
    let copy = format!(
        "{name}_{}_{}",
        std::process::id(),
        COPIES.fetch_add(1, Ordering::Relaxed)
    );
    let admin = admin().await?;
    admin
        .batch_execute(&format!("CREATE DATABASE {copy} TEMPLATE {template}"))
        .await
        .context("cannot copy a database")?;
    let url = server::url(&copy)?;
    let pool = chassis::pool::connect(&url, CONNECTIONS)?;
    Ok(TestDatabase {
        name: copy,
        url,
        pool,
    })
}

/// Makes the template unless it is there. It gets its name last, so that a half-made one is never copied.
async fn prepare(template: &str, migrations: Vec<EmbeddedMigrations>) -> Result<()> {
    let admin = admin().await?;
    // Held until this connection ends: one process migrates, the others wait for it.
    admin
        .execute("SELECT pg_advisory_lock(hashtext($1))", &[&template])
        .await?;
    if admin
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&template])
        .await?
        .is_some()
    {
        return Ok(());
    }
    let draft = format!("draft_{template}");
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {draft}"))
        .await?;
    admin
        .batch_execute(&format!("CREATE DATABASE {draft}"))
        .await?;
    let url = server::url(&draft)?;
    let migrated = apart(move |runtime| runtime.block_on(chassis::pool::migrate(&url, migrations)));
    tokio::task::spawn_blocking(move || migrated.join())
        .await?
        .map_err(|_| anyhow!("the migration panicked"))??;
    // Its last connection may still be on its way out.
    admin
        .execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
            &[&draft],
        )
        .await?;
    admin
        .batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {template}"))
        .await?;
    Ok(())
}

async fn remove(name: &str) -> Result<()> {
    admin()
        .await?
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await?;
    Ok(())
}

async fn admin() -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(&server::url("postgres")?, NoTls)
        .await
        .context("the shared PostgreSQL does not answer")?;
    tokio::spawn(connection);
    Ok(client)
}

/// Runs `work` on a thread with a runtime of several threads, which migrations ask for and a test need not have.
fn apart<T: Send + 'static>(
    work: impl FnOnce(Runtime) -> Result<T> + Send + 'static,
) -> thread::JoinHandle<Result<T>> {
    thread::spawn(|| work(Runtime::new()?))
}
