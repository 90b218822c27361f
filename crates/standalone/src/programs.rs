//! The five programs in this process: their ports, their start, and their stop in the order of the flow.

use std::{collections::BTreeMap, ffi::OsString, net::SocketAddr};

use anyhow::{Context, anyhow};
use chassis::{clock::Clock, config, health::Health, surroundings::Surroundings};
use eventing::program::{Parts, Service};
use prometheus::Registry;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{databases::Database, keys::Keys};

/// What the programs share.
pub struct Shared {
    pub clock: Clock,
    pub registry: Registry,
    pub keys: Keys,
    pub nats_url: String,
    pub databases: BTreeMap<&'static str, Database>,
}

/// Ports taken before anything starts, so that each program can be told where the others are.
pub struct Ports(BTreeMap<&'static str, (TcpListener, TcpListener)>);

impl Ports {
    /// Takes free ports on loopback for each program, and the given one for the gateway.
    ///
    /// # Errors
    /// When a port is taken.
    pub async fn take(gateway: u16) -> anyhow::Result<Self> {
        let mut ports = BTreeMap::new();
        for program in crate::keys::PROGRAMS {
            let port = if program == "gateway" { gateway } else { 0 };
            let listener = bind(port).await?;
            ports.insert(program, (listener, bind(0).await?));
        }
        Ok(Self(ports))
    }

    /// Where a program takes calls.
    ///
    /// # Errors
    /// When the program is none of ours.
    pub fn url(&self, program: &str) -> anyhow::Result<String> {
        Ok(format!("http://{}", self.addresses(program)?.0))
    }

    /// Addresses by program: calls, admin.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn addresses(&self, program: &str) -> anyhow::Result<(SocketAddr, SocketAddr)> {
        let (listener, admin) = self.0.get(program).context("unknown program")?;
        Ok((listener.local_addr()?, admin.local_addr()?))
    }

    fn give(&mut self, program: &str) -> anyhow::Result<(TcpListener, TcpListener)> {
        self.0.remove(program).context("port given already")
    }
}

async fn bind(port: u16) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await;
    listener.with_context(|| format!("port {port} on 127.0.0.1"))
}

struct Program {
    name: &'static str,
    health: Health,
    stop: CancellationToken,
    task: JoinHandle<anyhow::Result<()>>,
}

/// Programs that run.
#[derive(Default)]
pub struct Programs(Vec<Program>);

impl Programs {
    /// Starts a service; `urls` are its neighbours and stores, by configuration field.
    ///
    /// # Errors
    /// When its configuration does not fit, or a migration fails.
    pub async fn start<S: Service>(
        &mut self,
        shared: &Shared,
        ports: &mut Ports,
        urls: &[(&'static str, String)],
    ) -> anyhow::Result<()> {
        let name = S::STREAM.service();
        let database = shared.databases.get(name).context("no database")?;
        let mut values: Vec<(&'static str, OsString)> = vec![
            ("database-url", database.data_url.clone().into()),
            ("database-owner-url", database.owner_url.clone().into()),
            ("migrate-on-start", "true".into()),
            ("nats-url", shared.nats_url.clone().into()),
            ("signing-key-file", shared.keys.private_file(name).into()),
            ("trusted-keys-file", shared.keys.trusted_file().into()),
        ];
        values.extend(urls.iter().map(|(field, url)| (*field, url.clone().into())));
        let config: S::Config = config::from_values(values)?;
        let surroundings = self.surroundings(shared, ports, name)?;
        let (health, stop) = (surroundings.health.clone(), surroundings.stop.clone());
        let parts = Parts::open::<S>(config.as_ref(), surroundings).await?;
        let task = tokio::spawn(S::run(config, parts));
        self.0.push(Program {
            name,
            health,
            stop,
            task,
        });
        Ok(())
    }

    /// Starts the gateway.
    ///
    /// # Errors
    /// When its configuration does not fit.
    pub fn start_gateway(
        &mut self,
        shared: &Shared,
        ports: &mut Ports,
        urls: &[(&'static str, String)],
    ) -> anyhow::Result<()> {
        let name = "gateway";
        let mut values: Vec<(&'static str, OsString)> = vec![
            ("signing-key-file", shared.keys.private_file(name).into()),
            ("trusted-keys-file", shared.keys.trusted_file().into()),
            ("secure-cookies", "false".into()),
        ];
        values.extend(urls.iter().map(|(field, url)| (*field, url.clone().into())));
        let config = config::from_values(values)?;
        let surroundings = self.surroundings(shared, ports, name)?;
        let (health, stop) = (surroundings.health.clone(), surroundings.stop.clone());
        let task = tokio::spawn(gateway::run(config, surroundings));
        self.0.push(Program {
            name,
            health,
            stop,
            task,
        });
        Ok(())
    }

    fn surroundings(
        &self,
        shared: &Shared,
        ports: &mut Ports,
        name: &'static str,
    ) -> anyhow::Result<Surroundings> {
        let (listener, admin) = ports.give(name)?;
        Ok(Surroundings {
            clock: shared.clock.clone(),
            health: Health::default(),
            stop: CancellationToken::new(),
            registry: shared.registry.clone(),
            listener,
            admin,
        })
    }

    /// Comes back when every program is ready.
    ///
    /// # Errors
    /// When one ends before.
    pub async fn ready(&mut self) -> anyhow::Result<()> {
        for program in &mut self.0 {
            tokio::select! {
                () = program.health.until_ready() => {}
                ended = &mut program.task => return Err(reason(program.name, ended)),
            }
        }
        Ok(())
    }

    /// Comes back only when one has ended by itself.
    pub async fn ended(&mut self) -> anyhow::Error {
        let names: Vec<_> = self.0.iter().map(|program| program.name).collect();
        let tasks = self.0.iter_mut().map(|program| &mut program.task);
        let (ended, index, _) = futures_util::future::select_all(tasks).await;
        reason(names[index], ended)
    }

    /// Stops them, the last one started first, so that nobody loses a neighbour that it still needs.
    pub async fn stop(self) {
        for program in self.0.into_iter().rev() {
            program.stop.cancel();
            if program.task.is_finished() {
                continue;
            }
            if let Ok(Err(error)) = program.task.await {
                tracing::warn!(
                    program = program.name,
                    error = format!("{error:#}"),
                    "stopped badly"
                );
            }
        }
    }
}

fn reason(name: &str, ended: Result<anyhow::Result<()>, tokio::task::JoinError>) -> anyhow::Error {
    match ended {
        Ok(Ok(())) => anyhow!("{name} ended by itself"),
        Ok(Err(error)) => error.context(name.to_owned()),
        Err(error) => anyhow::Error::new(error).context(name.to_owned()),
    }
}
