//! Logs, traces and metrics: set up once by `main`, flushed last. Logs are JSON lines with the trace id (readable text on a terminal). Traces,
//! logs and metrics go out over OTLP when an endpoint is configured; metrics are also there for scraping on the admin port.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};

use crate::config;
use anyhow::Context;
use opentelemetry::{global, trace::TracerProvider};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    logs::SdkLoggerProvider,
    metrics::{PeriodicReader, SdkMeterProvider},
    trace::SdkTracerProvider,
};
use prometheus::Registry;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// The standard variables that telemetry reads.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct TelemetryConfig {
    /// OTLP gRPC endpoint; nothing is exported without one.
    #[arg(long)]
    pub exporter_otlp_endpoint: Option<String>,
    /// Which log lines are written.
    #[arg(
        long,
        default_value = "info,h2=warn,hyper=warn,tonic=warn,tower=warn,async_nats=warn,opentelemetry=warn"
    )]
    pub log_filter: String,
}

/// The prefix of [`TelemetryConfig`]'s variables: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_LOG_FILTER`.
pub const PREFIX: &str = "OTEL";

/// What is set up; [`Telemetry::shutdown`] flushes it.
pub struct Telemetry {
    traces: SdkTracerProvider,
    metrics: SdkMeterProvider,
    logs: Option<SdkLoggerProvider>,
    registry: Registry,
}

impl Telemetry {
    /// Sets up logs, traces and metrics for the whole process. Must run inside the runtime.
    ///
    /// # Errors
    /// When an exporter cannot be made, the filter is wrong, or it is set up twice. A dead collector is no error.
    pub fn start(service: &'static str, config: &TelemetryConfig) -> anyhow::Result<Self> {
        let resource = Resource::builder().with_service_name(service).build();
        let endpoint = config.exporter_otlp_endpoint.as_deref();
        let registry = Registry::new();
        let traces = tracer(resource.clone(), endpoint)?;
        let metrics = meter(resource.clone(), endpoint, registry.clone())?;
        let logs = endpoint.map(|url| logger(resource, url)).transpose()?;
        global::set_tracer_provider(traces.clone());
        global::set_meter_provider(metrics.clone());

        let filter = EnvFilter::try_new(&config.log_filter).context("OTEL_LOG_FILTER")?;
        let to_screen = std::io::stderr().is_terminal();
        let written = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
        let written = if to_screen {
            written.boxed()
        } else {
            written
                .json()
                .flatten_event(true)
                .with_current_span(false)
                .boxed()
        };
        tracing_subscriber::registry()
            .with(filter)
            .with(written)
            .with(tracing_opentelemetry::layer().with_tracer(traces.tracer(service)))
            .with(logs.as_ref().map(OpenTelemetryTracingBridge::new))
            .try_init()
            .context("telemetry is set up once per process")?;
        Ok(Self {
            traces,
            metrics,
            logs,
            registry,
        })
    }

    /// The metrics for scraping.
    #[must_use]
    pub fn registry(&self) -> Registry {
        self.registry.clone()
    }

    /// Sends what is left, for a few seconds at most. A collector that does not answer is logged, not an error.
    pub async fn shutdown(self) {
        let limit = Duration::from_secs(3);
        let flushed = tokio::task::spawn_blocking(move || {
            let outcomes = [
                self.traces.shutdown_with_timeout(limit),
                self.metrics.shutdown_with_timeout(limit),
                self.logs
                    .map_or(Ok(()), |logs| logs.shutdown_with_timeout(limit)),
            ];
            outcomes.into_iter().collect::<Result<Vec<()>, _>>()
        });
        match flushed.await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "telemetry was not flushed"),
            Err(error) => tracing::warn!(%error, "telemetry was not flushed"),
        }
    }
}

/// Runs a program's work inside a runtime, with telemetry around it that is flushed last; the exit code says how it ended.
pub fn run_with<W>(service: &'static str, work: W) -> ExitCode
where
    W: AsyncFnOnce(Registry) -> anyhow::Result<()>,
{
    let outcome = (|| {
        let config = config::from_env::<TelemetryConfig>(PREFIX)?;
        let runtime = tokio::runtime::Runtime::new().context("runtime")?;
        runtime.block_on(async {
            let telemetry = Telemetry::start(service, &config)?;
            let outcome = work(telemetry.registry()).await;
            telemetry.shutdown().await;
            outcome
        })
    })();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Before telemetry is up there is no log to write to; a broken stderr leaves the exit code.
            let _ = writeln!(std::io::stderr(), "{service}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn tracer(resource: Resource, endpoint: Option<&str>) -> anyhow::Result<SdkTracerProvider> {
    let mut builder = SdkTracerProvider::builder().with_resource(resource);
    if let Some(url) = endpoint {
        let exporter = SpanExporter::builder()
            .with_tonic()
            .with_endpoint(url)
            .build()
            .context("span exporter")?;
        builder = builder.with_batch_exporter(exporter);
    }
    Ok(builder.build())
}

fn meter(
    resource: Resource,
    endpoint: Option<&str>,
    registry: Registry,
) -> anyhow::Result<SdkMeterProvider> {
    let scraped = opentelemetry_prometheus::exporter()
        .with_registry(registry)
        .build()
        .context("metrics for scraping")?;
    let mut builder = SdkMeterProvider::builder()
        .with_resource(resource)
        .with_reader(scraped);
    if let Some(url) = endpoint {
        let exporter = MetricExporter::builder()
            .with_tonic()
            .with_endpoint(url)
            .build()
            .context("metric exporter")?;
        builder = builder.with_reader(PeriodicReader::builder(exporter).build());
    }
    Ok(builder.build())
}

fn logger(resource: Resource, endpoint: &str) -> anyhow::Result<SdkLoggerProvider> {
    let exporter = LogExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint)
        .build()
        .context("log exporter")?;
    Ok(SdkLoggerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(exporter)
        .build())
}
