//! A whole `fest up` to measure against, with its example edition in a folder that goes with it.

// Each bench uses its part.
#![allow(dead_code)]
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};
use fest_proto::registration::v1::{
    CreateSessionRequest, session_service_client::SessionServiceClient,
};
use serde_json::Value;
use tokio_postgres::{Client, NoTls};

/// A running platform.
pub struct Fest {
    child: Child,
    folder: PathBuf,
    endpoints: Value,
}

/// Somebody of the example.
pub struct Account {
    pub email: String,
    pub password: String,
}

impl Fest {
    /// Starts it and waits until it is ready.
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let log = fs::File::create(folder.join("log"))?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_fest"))
            .args(["up", "--port", &port.to_string(), "--data-dir"])
            .arg(folder.join("data"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().context("stdout")?;
        BufReader::new(out).read_line(&mut line)?;
        ensure!(line.starts_with("ready "), "fest did not start");
        let endpoints = fs::read_to_string(folder.join("data/endpoints.json"))?;
        Ok(Self {
            child,
            folder: folder.join("data"),
            endpoints: serde_json::from_str(&endpoints)?,
        })
    }

    /// Ends it in order.
    pub fn stop(mut self) -> anyhow::Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        ensure!(self.child.wait()?.success(), "fest did not stop well");
        Ok(())
    }

    /// What stands at this place of its endpoints.
    pub fn text(&self, pointer: &str) -> anyhow::Result<String> {
        let value = self.endpoints.pointer(pointer).and_then(Value::as_str);
        Ok(value.with_context(|| pointer.to_owned())?.to_owned())
    }

    /// Where a service takes calls.
    pub fn grpc(&self, service: &str) -> anyhow::Result<String> {
        Ok(format!(
            "http://{}",
            self.text(&format!("/grpc/{service}"))?
        ))
    }

    /// The first account of a role.
    pub fn account(&self, role: &str) -> anyhow::Result<Account> {
        let accounts = fs::read_to_string(self.folder.join("example-accounts.json"))?;
        let accounts: Vec<Value> = serde_json::from_str(&accounts)?;
        let first = accounts.iter().find(|one| one["role"] == role);
        let field = |name: &str| {
            first
                .and_then(|one| one[name].as_str())
                .map(ToOwned::to_owned)
        };
        Ok(Account {
            email: field("email").context("email")?,
            password: field("password").context("password")?,
        })
    }

    /// An access token of the account.
    pub async fn log_in(&self, account: &Account) -> anyhow::Result<String> {
        let channel = chassis::client::connect(&self.grpc("registration")?)?;
        let request = CreateSessionRequest {
            email: account.email.clone(),
            password: account.password.clone(),
            ..CreateSessionRequest::default()
        };
        let answer = SessionServiceClient::new(channel)
            .create_session(request)
            .await?;
        Ok(answer.into_inner().access_token.unwrap_or_default().token)
    }

    /// A connection to a service's database.
    pub async fn database(&self, service: &str) -> anyhow::Result<Client> {
        let url = self.text(&format!("/postgres/{service}"))?;
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// CPU time of the process with all its programs, PostgreSQL and NATS apart.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit_once(") ")
            .context("stat")?
            .1
            .split(' ')
            .collect();
        let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        // USER_HZ is 100 on every Linux that we run on.
        Ok(Duration::from_millis(ticks * 10))
    }
}
