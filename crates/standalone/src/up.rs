//! `fest up`: children, databases, programs, the example edition, one line when all of it is ready, and the way back.

use std::io::{Read, Write};

use anyhow::{Context, anyhow};
use chassis::{clock::Clock, pool, process::stop_on_signals};
use children::{Nats, Options, Postgres};
use chrono::Utc;
use fest_proto::Stream;
use prometheus::Registry;
use registration::{NewAccount, Registration};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::{
    CommitteeAccount, Up, databases,
    endpoints::{self, Endpoints},
    example,
    folder::{DataFolder, Mode},
    keys::{Keys, PROGRAMS},
    programs::{Ports, Programs, Shared},
};

/// Runs until SIGTERM.
///
/// # Errors
/// When something does not start, or ends by itself.
pub async fn run(up: Up, registry: Registry) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    stop_on_signals(stop.clone())?;
    let mode = if up.no_example {
        Mode::System
    } else {
        Mode::Example
    };
    let folder = DataFolder::open(&up.data_dir, mode)?;
    let (postgres_folder, nats_folder) = (folder.join("postgres"), folder.join("nats"));
    let (postgres, nats) = tokio::try_join!(
        Postgres::start(&postgres_folder, Options::default()),
        Nats::start(&nats_folder, Options::default()),
    )?;
    let mut programs = Programs::default();
    let outcome = tokio::select! {
        outcome = work(&up, mode, &folder, registry, &postgres, &nats, &mut programs) => outcome,
        () = stop.cancelled() => Ok(()),
        _ = postgres.ended() => Err(anyhow::anyhow!("PostgreSQL ended by itself; see {}", postgres.log().display())),
        _ = nats.ended() => Err(anyhow::anyhow!("nats-server ended by itself; see {}", nats.log().display())),
    };
    programs.stop().await;
    let (nats, postgres) = (nats.stop().await, postgres.stop().await);
    outcome.and(nats).and(postgres)
}

async fn work(
    up: &Up,
    mode: Mode,
    folder: &DataFolder,
    registry: Registry,
    postgres: &Postgres,
    nats: &Nats,
    programs: &mut Programs,
) -> anyhow::Result<()> {
    let clock = match mode {
        Mode::System => Clock::system(),
        Mode::Example => Clock::stored(&folder.join("clock"), example::start()?)?,
    };
    let shared = Shared {
        clock,
        registry,
        keys: Keys::ensure(folder)?,
        nats_url: nats.url(),
        databases: databases::ensure(postgres, folder).await?,
    };
    let mut ports = Ports::take(up.port).await?;
    let endpoints = endpoints(&ports, &shared)?;
    let stores = stores(up, folder, &endpoints.http)?;
    start(programs, &shared, &mut ports, &stores).await?;
    programs.ready().await?;
    if mode == Mode::Example {
        example::load(folder, &shared, &endpoints, up.clock.with_timezone(&Utc)).await?;
    }
    folder.write(endpoints::FILE, &serde_json::to_vec_pretty(&endpoints)?)?;
    let mut out = std::io::stdout();
    writeln!(out, "ready {}", endpoints.http)
        .and_then(|()| out.flush())
        .context("stdout")?;
    Err(programs.ended().await)
}

async fn start(
    programs: &mut Programs,
    shared: &Shared,
    ports: &mut Ports,
    stores: &[(&'static str, String)],
) -> anyhow::Result<()> {
    let second_factor = shared.keys.second_factor_file();
    let second_factor = second_factor.to_str().context("the data folder's path")?;
    let second_factor = [("second-factor-key-file", second_factor.to_owned())];
    let registration = ("registration-url", ports.url("registration")?);
    let submission = ("submission-url", ports.url("submission")?);
    let scoring = ("scoring-url", ports.url("scoring")?);
    let announcement = ("announcement-url", ports.url("announcement")?);
    let all = [
        registration.clone(),
        submission.clone(),
        scoring.clone(),
        announcement,
    ];
    programs
        .start::<Registration>(shared, ports, &[stores, &second_factor].concat())
        .await?;
    programs
        .start::<submission::Submission>(shared, ports, std::slice::from_ref(&registration))
        .await?;
    programs
        .start::<scoring::Scoring>(shared, ports, &[registration, submission])
        .await?;
    programs
        .start::<announcement::Announcement>(shared, ports, &[scoring])
        .await?;
    programs.start_gateway(shared, ports, &all)
}

/// Where files and mails go.
fn stores(up: &Up, folder: &DataFolder, http: &str) -> anyhow::Result<Vec<(&'static str, String)>> {
    let within = |name: &str| {
        let url = Url::from_directory_path(folder.join(name));
        url.map_err(|()| anyhow!("the data folder's path is no address"))
    };
    let mail = match &up.mail_url {
        Some(url) => url.clone(),
        None => {
            let url = within("mail")?;
            tracing::info!(folder = %folder.join("mail").display(), "each mail becomes a file");
            url
        }
    };
    let public = up.public_url.as_ref();
    let public = public.map_or_else(|| http.to_owned(), Url::to_string);
    Ok(vec![
        ("files-url", within("files")?.to_string()),
        ("mail-url", mail.to_string()),
        ("mail-from", up.mail_from.clone()),
        ("public-url", public),
    ])
}

fn endpoints(ports: &Ports, shared: &Shared) -> anyhow::Result<Endpoints> {
    let mut endpoints = Endpoints {
        http: ports.url("gateway")?,
        grpc: Default::default(),
        admin: Default::default(),
        nats: shared.nats_url.clone(),
        postgres: Default::default(),
    };
    for program in PROGRAMS {
        let (calls, admin) = ports.addresses(program)?;
        endpoints
            .admin
            .insert(program.to_owned(), format!("http://{admin}"));
        if Stream::of_service(program).is_some() {
            endpoints.grpc.insert(program.to_owned(), calls.to_string());
        }
    }
    for (service, database) in &shared.databases {
        let url = database.owner_url.clone();
        endpoints.postgres.insert((*service).to_owned(), url);
    }
    Ok(endpoints)
}

/// Makes the first committee account of a folder that runs.
///
/// # Errors
/// When the folder does not run, the password does not come, or there is a committee account already.
pub async fn create_committee_account(account: CommitteeAccount) -> anyhow::Result<()> {
    let folder = DataFolder::existing(&account.data_dir);
    let endpoints = folder.read(endpoints::FILE)?;
    let endpoints = endpoints.context("this folder was never started with `fest up`")?;
    let endpoints: Endpoints = serde_json::from_str(&endpoints)?;
    let url = endpoints
        .postgres
        .get("registration")
        .context("no database")?;
    let mut password = String::new();
    std::io::stdin()
        .read_to_string(&mut password)
        .context("password on standard input")?;
    let pool = pool::connect(url, 1)?;
    let new = NewAccount {
        email: account.email,
        display_name: account.display_name,
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
    };
    registration::start_account(&pool, &Clock::system(), new)
        .await
        .map(|_| ())
        .context("the account was not made")
}
