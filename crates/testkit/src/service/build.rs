//! Putting a service together for a test.

use std::{ffi::OsString, marker::PhantomData};

use anyhow::Context;
use chassis::{clock::Clock, health::Health, surroundings::Surroundings};
use clap::{Args, Command, FromArgMatches};
use eventing::{
    MIGRATIONS,
    program::{Parts, Service},
    stream,
};
use fest_proto::Stream;
use prometheus::Registry;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Keys, LIMIT, Program, TestService};
use crate::{Proxy, TestDatabase, TestNats};

/// What a test sets before the service starts.
pub struct Builder<S> {
    clock: Clock,
    keys: Keys,
    arguments: Vec<OsString>,
    service: PhantomData<S>,
}

/// A name for the service's set of tables: its type's, since a test may play a service with other tables under a real one's name.
fn tables_of<S>() -> String {
    let path = std::any::type_name::<S>();
    let name = path.rsplit("::").next().unwrap_or(path);
    name.to_ascii_lowercase()
}

fn takes(command: &Command, flag: &str) -> bool {
    command
        .get_arguments()
        .any(|one| one.get_long() == Some(flag))
}

impl<S: Service> Builder<S> {
    pub(super) fn new() -> Self {
        Self {
            clock: crate::clock("2024-10-21T09:00:00+07:00"),
            keys: crate::demand(Keys::generate()),
            arguments: Vec::new(),
            service: PhantomData,
        }
    }

    /// The event's time at the start, as in `2024-10-30T23:59:00+07:00`.
    #[must_use]
    pub fn at(mut self, time: &str) -> Self {
        self.clock = crate::clock(time);
        self
    }

    /// A field of the service's own configuration by its flag's name: `registration-url`.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.arguments.push(format!("--{field}={value}").into());
        self
    }

    /// The keys that all programs will have, for a neighbour that a test plays itself.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Starts it and waits until it is ready.
    pub async fn start(self) -> TestService<S> {
        let name = S::STREAM.service();
        let tables = tables_of::<S>();
        let (database, nats) = tokio::join!(
            crate::database(&tables, vec![MIGRATIONS, S::migrations()]),
            crate::nats()
        );
        crate::demand(self.run(name, database, nats).await)
    }

    async fn run(
        self,
        name: &'static str,
        database: TestDatabase,
        nats: TestNats,
    ) -> anyhow::Result<TestService<S>> {
        let jetstream = nats.jetstream().await;
        // The neighbours' too, so that no consumer has to wait for one that never starts here.
        for each in Stream::ALL {
            stream::ensure(&jetstream, each, 1).await?;
        }
        let database_line = Proxy::to_url(&database.url).await;
        let config = self.config(name, &database_line.url(&database.url), nats.url())?;
        let health = Health::default();
        let stop = CancellationToken::new();
        let grpc = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", grpc.local_addr()?);
        let surroundings = Surroundings {
            clock: self.clock.clone(),
            health: health.clone(),
            stop: stop.clone(),
            registry: Registry::new(),
            listener: grpc,
            admin: TcpListener::bind("127.0.0.1:0").await?,
        };
        let parts = Parts::open::<S>(config.as_ref(), surroundings).await?;
        let mut running = tokio::spawn(S::run(config, parts));
        tokio::select! {
            ended = &mut running => ended??,
            ready = tokio::time::timeout(LIMIT, health.until_ready()) => ready.context("not ready in time")?,
        }
        Ok(TestService {
            clock: self.clock,
            database,
            database_line,
            nats,
            keys: self.keys,
            channel: chassis::client::connect(&url)?,
            url,
            name,
            jetstream,
            program: Program {
                stop,
                running: Some(running),
            },
            letters_asked_for: Vec::new(),
            service: PhantomData,
        })
    }

    /// The same fields that a program reads from its environment, given as flags.
    fn config(&self, name: &'static str, database: &str, nats: &str) -> anyhow::Result<S::Config> {
        let file = |path: std::path::PathBuf| path.into_os_string();
        let mut arguments: Vec<OsString> = vec![name.into()];
        for (flag, value) in [
            ("--database-url", database.into()),
            ("--nats-url", nats.into()),
            ("--signing-key-file", file(self.keys.private_file(name))),
            ("--trusted-keys-file", file(self.keys.public_file())),
        ] {
            arguments.extend([flag.into(), value]);
        }
        let command = S::Config::augment_args(Command::new(name));
        let set = |flag: &str| {
            self.arguments
                .iter()
                .any(|one| one.to_string_lossy().starts_with(flag))
        };
        if takes(&command, "files-url") && !set("--files-url=") {
            arguments.push("--files-url=memory:///".into());
        }
        if takes(&command, "second-factor-key-file") {
            arguments.extend([
                "--second-factor-key-file".into(),
                file(self.keys.cipher_file()),
            ]);
        }
        arguments.extend(self.arguments.iter().cloned());
        let matches = command.try_get_matches_from(arguments)?;
        Ok(S::Config::from_arg_matches(&matches)?)
    }
}
