//! What importing the registry costs: a file of 100,000 bodies through FileService and OrganisationImportService on a whole `fest up`, next to a
//! plain COPY of as many rows into the same table on the same PostgreSQL in the same run.

// Figures go to the screen.
#![allow(clippy::print_stdout)]
mod platform;

use std::{
    fmt::Write,
    pin::pin,
    time::{Duration, Instant},
};

use bytes::Bytes;
use chassis::clock::Clock;
use fest_proto::registration::v1::{
    FilePurpose, ImportOrganisationsRequest, OrganisationImport, UploadFileEnd, UploadFileHeader,
    UploadFileRequest, file_service_client::FileServiceClient,
    organisation_import_service_client::OrganisationImportServiceClient, upload_file_request::Part,
};
use futures_util::SinkExt;
use tonic::{Request, transport::Channel};

use platform::Fest;

const BODIES: usize = 100_000;
const CHUNK: usize = 64 * 1024;
const COPY: &str =
    "COPY organisation (id, code, name, kind, parent_code, district, source, version) FROM STDIN";
/// Bodies below each one that has any.
const UNITS: usize = 100;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let fest = Fest::start(folder.path())?;
    let token = fest.log_in(&fest.account("committee")?).await?;
    let committee = Committee {
        channel: chassis::client::connect(&fest.grpc("registration")?)?,
        token,
    };
    let file = file();
    let copied = copy(&fest).await?;

    println!(
        "| {BODIES} bodies, {} MiB | took | rate | of COPY |",
        file.len() >> 20
    );
    println!("| --- | --- | --- | --- |");
    row("plain COPY", copied, copied);
    let began = Instant::now();
    let id = committee.upload(&file).await?;
    row("upload", began.elapsed(), copied);
    for name in ["import, all new", "the same file again"] {
        let began = Instant::now();
        let import = committee.import(&id).await?;
        row(name, began.elapsed(), copied);
        println!(
            "| | {} new, {} changed, {} as they were | | |",
            import.created, import.updated, import.unchanged
        );
    }
    fest.stop()
}

fn row(name: &str, took: Duration, copied: Duration) {
    let rate = BODIES as f64 / took.as_secs_f64();
    let ratio = copied.as_secs_f64() / took.as_secs_f64();
    println!("| {name} | {took:.2?} | {rate:.0}/s | {ratio:.2} |");
}

/// Code, name, kind and the code of the body above.
fn body(prefix: &str, number: usize) -> (String, String, &'static str, String) {
    let code = |number: usize| format!("{prefix}-{number:06}");
    let parent = match number % UNITS {
        0 => String::new(),
        _ => code(number - number % UNITS),
    };
    (
        code(number),
        format!("Organisasi Uji {number}"),
        "desa",
        parent,
    )
}

fn file() -> Vec<u8> {
    let mut text = String::from("code,name,kind,parent_code,district,source\n");
    for number in 0..BODIES {
        let (code, name, kind, parent) = body("bench", number);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{code},{name},{kind},{parent},Babelan,bench");
    }
    text.into_bytes()
}

/// As many rows straight into the registry's own table, with all that it checks, and away again: what no import can be faster than.
async fn copy(fest: &Fest) -> anyhow::Result<Duration> {
    let client = fest.database("registration").await?;
    let clock = Clock::system();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for number in 0..BODIES {
        let (code, name, kind, parent) = body("copy", number);
        let parent = if parent.is_empty() { "\\N" } else { &parent };
        let id = clock.new_id();
        let _ = writeln!(
            piece,
            "{id}\t{code}\t{name}\t{kind}\t{parent}\tBabelan\tbench\t1"
        );
        if piece.len() >= CHUNK {
            pieces.push(Bytes::from(std::mem::take(&mut piece)));
        }
    }
    pieces.push(Bytes::from(piece));
    let began = Instant::now();
    client.batch_execute("BEGIN").await?;
    let sink = client.copy_in::<_, Bytes>(COPY).await?;
    let mut sink = pin!(sink);
    for piece in pieces {
        sink.send(piece).await?;
    }
    sink.finish().await?;
    client
        .batch_execute("SET CONSTRAINTS ALL IMMEDIATE")
        .await?;
    let took = began.elapsed();
    client.batch_execute("ROLLBACK").await?;
    Ok(took)
}

struct Committee {
    channel: Channel,
    token: String,
}

impl Committee {
    fn request<T>(&self, message: T, limit: Duration) -> anyhow::Result<Request<T>> {
        let mut request = Request::new(message);
        chassis::client::bearer(&mut request, &self.token)?;
        request.set_timeout(limit);
        Ok(request)
    }

    async fn upload(&self, file: &[u8]) -> anyhow::Result<String> {
        let header = UploadFileHeader {
            request_id: request_id(),
            purpose: FilePurpose::Import.into(),
            name: "bench.csv".to_owned(),
        };
        let chunks = file.chunks(CHUNK).map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = [Part::Header(header)].into_iter().chain(chunks);
        let parts = parts.chain([Part::End(UploadFileEnd {})]);
        let parts: Vec<_> = parts
            .map(|part| UploadFileRequest { part: Some(part) })
            .collect();
        let upload = self.request(futures_util::stream::iter(parts), Duration::from_secs(60))?;
        let mut files = FileServiceClient::new(self.channel.clone());
        let answer = files.upload_file(upload).await?.into_inner();
        Ok(answer.file.unwrap_or_default().id)
    }

    async fn import(&self, file_id: &str) -> anyhow::Result<OrganisationImport> {
        let request = ImportOrganisationsRequest {
            request_id: request_id(),
            file_id: file_id.to_owned(),
            columns: Vec::new(),
        };
        let request = self.request(request, Duration::from_secs(30))?;
        let mut imports = OrganisationImportServiceClient::new(self.channel.clone());
        let answer = imports.import_organisations(request).await?.into_inner();
        Ok(answer.organisation_import.unwrap_or_default())
    }
}

fn request_id() -> String {
    Clock::system().new_id().to_string()
}
