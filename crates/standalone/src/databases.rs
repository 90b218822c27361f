//! One database per service, with an owner role (migrations) and a data role (rows only); no role opens another's.

use std::collections::BTreeMap;

use anyhow::Context;
use chassis::secret;
use children::Postgres;
use fest_proto::Stream;
use tokio_postgres::{Client, NoTls};

use crate::folder::DataFolder;

/// The two addresses of a service's database.
#[derive(Clone, Debug)]
pub struct Database {
    /// For migrations.
    pub owner_url: String,
    /// For the program.
    pub data_url: String,
}

/// Passwords by role.
type Passwords = BTreeMap<String, String>;

/// Makes what is missing, and gives the addresses by service.
///
/// # Errors
/// When PostgreSQL refuses or the passwords cannot be stored.
pub async fn ensure(
    postgres: &Postgres,
    folder: &DataFolder,
) -> anyhow::Result<BTreeMap<&'static str, Database>> {
    let passwords: Passwords = folder.remembered("database-passwords.json", || {
        let roles = Stream::ALL.map(Stream::service).into_iter();
        Ok(roles
            .flat_map(|service| [owner(service), data(service)])
            .map(|role| (role, secret::token()))
            .collect())
    })?;
    let admin = connect(&postgres.url("postgres")).await?;
    let mut databases = BTreeMap::new();
    for stream in Stream::ALL {
        let service = stream.service();
        let make = make(&admin, postgres, service, &passwords).await;
        databases.insert(
            service,
            make.with_context(|| format!("database {service}"))?,
        );
    }
    Ok(databases)
}

async fn make(
    admin: &Client,
    postgres: &Postgres,
    service: &str,
    passwords: &Passwords,
) -> anyhow::Result<Database> {
    let (owner, data) = (owner(service), data(service));
    for role in [&owner, &data] {
        let password = passwords.get(role).context("no password stored")?;
        if !exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = $1", role).await? {
            admin
                .batch_execute(&format!("CREATE ROLE {role} LOGIN"))
                .await?;
        }
        // Passwords are ours, in base64url: there is nothing in them to quote.
        let set = format!("ALTER ROLE {role} PASSWORD '{password}'");
        admin.batch_execute(&set).await?;
    }
    if !exists(
        admin,
        "SELECT 1 FROM pg_database WHERE datname = $1",
        service,
    )
    .await?
    {
        let create = format!("CREATE DATABASE {service} OWNER {owner}");
        admin.batch_execute(&create).await?;
    }
    let inside = connect(&postgres.url(service)).await?;
    inside
        .batch_execute(&format!(
            "REVOKE ALL ON DATABASE {service} FROM PUBLIC;
             GRANT CONNECT ON DATABASE {service} TO {data};
             ALTER SCHEMA public OWNER TO {owner};
             GRANT USAGE ON SCHEMA public TO {data};
             ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
                 GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {data};
             ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
                 GRANT USAGE ON SEQUENCES TO {data};"
        ))
        .await?;
    let url = |role: &str| {
        let password = passwords.get(role).map_or("", String::as_str);
        format!(
            "postgres://{role}:{password}@127.0.0.1:{}/{service}",
            postgres.port()
        )
    };
    Ok(Database {
        owner_url: url(&owner),
        data_url: url(&data),
    })
}

fn owner(service: &str) -> String {
    format!("{service}_owner")
}

fn data(service: &str) -> String {
    format!("{service}_data")
}

async fn exists(client: &Client, query: &str, name: &str) -> anyhow::Result<bool> {
    Ok(client.query_opt(query, &[&name]).await?.is_some())
}

async fn connect(url: &str) -> anyhow::Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    // Ends with the client.
    tokio::spawn(connection);
    Ok(client)
}
