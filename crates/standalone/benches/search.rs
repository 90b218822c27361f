//! What looking for an organisation costs among 100,000, next to the same among the 368 of the example: through the real gRPC client on a whole
//! `fest up`, in the same run. Prints p50 and p99 of each way of looking, and their ratios, which are worth more.

// Figures go to the screen.
#![allow(clippy::print_stdout)]

mod platform;

use std::time::{Duration, Instant};

use fest_proto::registration::v1::{
    ListOrganisationsRequest, organisation_service_client::OrganisationServiceClient,
};
use tokio_postgres::Client;
use tonic::transport::Channel;

use platform::Fest;

const MANY: i32 = 100_000;
/// Bodies that are looked for, each in every way.
const SOUGHT: i64 = 300;

/// Names of as many words, and as like each other, as those of villages are.
const BODIES: &str = "
    WITH beginning AS (SELECT string_to_array('suka karang cika tanjung muara sumber tambun pantai setia mekar jaya sri wana banjar cibi ciba lam tegal \
        kedung pasir bojong kali ban gunung pulo rawa teluk ujung batu padang', ' ') AS of),
    ending AS (SELECT string_to_array('rang mulya maju jaya bakti sari indah mukti wangi harja baru asih laya tani makmur agung ratu rasa raya daya budi \
        karya mandiri tengah wetan kulon kidul lor girang hilir', ' ') AS of)
    INSERT INTO organisation (id, code, name, kind, district, source, version)
    SELECT gen_random_uuid(), 'bench-' || n,
           'Desa ' || initcap(b.of[1 + n % 30] || e.of[1 + n / 30 % 30] || ' ' || b.of[1 + n / 900 % 30] || e.of[1 + n / 27000 % 30]),
           'desa', '', 'bench', 1
    FROM generate_series(1, $1::int) n, beginning b, ending e";

/// A way of looking for a body of this name and code.
type Way = (&'static str, fn(&str, &str) -> String);

const WAYS: [Way; 5] = [
    ("whole name", |name, _| name.to_lowercase()),
    ("last word", |name, _| word(name).to_owned()),
    ("code", |_, code| code.to_owned()),
    ("misspelt", |name, _| misspelt(name)),
    ("nothing", |name, _| format!("{}qqq", word(name))),
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let fest = Fest::start(folder.path())?;
    let database = fest.database("registration").await?;
    let channel = chassis::client::connect(&fest.grpc("registration")?)?;
    let few = times(&database, &channel).await?;
    database.execute(BODIES, &[&MANY]).await?;
    // What autovacuum does in the minutes after such an import.
    for table in ["organisation", "organisation_word"] {
        let vacuum = format!("VACUUM ANALYZE {table}");
        database.batch_execute(&vacuum).await?;
    }
    let many = times(&database, &channel).await?;
    println!("| search by | 368: p50 | p99 | {MANY}: p50 | p99 | p99 ratio |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (((way, _), few), many) in WAYS.iter().zip(&few).zip(&many) {
        let ratio = many.p99.as_secs_f64() / few.p99.as_secs_f64();
        println!(
            "| {way} | {:.1?} | {:.1?} | {:.1?} | {:.1?} | {ratio:.1} |",
            few.p50, few.p99, many.p50, many.p99
        );
    }
    fest.stop()
}

struct Times {
    p50: Duration,
    p99: Duration,
}

/// How long each way takes, one search after the other.
async fn times(database: &Client, channel: &Channel) -> anyhow::Result<Vec<Times>> {
    let query = "SELECT name, code FROM organisation ORDER BY md5(code) LIMIT $1";
    let rows = database.query(query, &[&SOUGHT]).await?;
    let bodies: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let mut client = OrganisationServiceClient::new(channel.clone());
    let mut all = Vec::new();
    for (_, way) in WAYS {
        let mut taken = Vec::new();
        for (name, code) in &bodies {
            let request = ListOrganisationsRequest {
                query: way(name, code),
                ..ListOrganisationsRequest::default()
            };
            let sent = Instant::now();
            client.list_organisations(request).await?;
            taken.push(sent.elapsed());
        }
        taken.sort_unstable();
        let at = |part: usize| taken[(taken.len() - 1) * part / 100];
        all.push(Times {
            p50: at(50),
            p99: at(99),
        });
    }
    Ok(all)
}

fn word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The name without one letter in the middle of its longest word.
fn misspelt(name: &str) -> String {
    let longest = name.split(' ').max_by_key(|word| word.len());
    let longest = longest.unwrap_or(name);
    let middle = longest.len() / 2;
    let wrong: String = longest
        .char_indices()
        .filter(|(at, _)| *at != middle)
        .map(|(_, char)| char)
        .collect();
    name.replace(longest, &wrong)
}
