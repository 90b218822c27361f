"""An OTLP receiver of our own: what the platform exports, kept in memory.

It stands where an operator's collector would, so a test sees what an operator would see. Nothing is polled: whoever waits is woken by each
export.
"""

import threading
from concurrent import futures
from dataclasses import dataclass, field

import grpc
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2, logs_service_pb2_grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.proto.trace.v1 import trace_pb2

WAIT_SECONDS = 30
# Exports follow each other quickly, so that a test need not wait for the usual seconds.
EXPORT_MILLISECONDS = 200


@dataclass(frozen=True)
class Span:
    trace: str
    id: str
    parent: str  # empty for the first of a trace
    name: str
    kind: str  # "server", "producer", "consumer", "internal", "client"
    status: str
    attributes: dict = field(hash=False)
    events: tuple = ()  # (name, attributes) of what was logged inside


@dataclass(frozen=True)
class Point:
    """The newest value of one metric with one set of labels; `count` is None where the metric is no counter and no histogram."""

    metric: str
    labels: tuple
    count: int | None


class Collector:
    """`with Collector() as collector: Fest(folder, environment=collector.environment)`."""

    def __init__(self):
        self.changed = threading.Condition()
        self.spans, self.logs, self.points, self.exports = [], [], {}, 0

    def __enter__(self):
        self.server = grpc.server(futures.ThreadPoolExecutor(4))
        for adder, service in (
            (trace_service_pb2_grpc.add_TraceServiceServicer_to_server, Traces(self)),
            (metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server, Metrics(self)),
            (logs_service_pb2_grpc.add_LogsServiceServicer_to_server, Logs(self)),
        ):
            adder(service, self.server)
        port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        self.environment = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
            "OTEL_BSP_SCHEDULE_DELAY": str(EXPORT_MILLISECONDS),
            "OTEL_BLRP_SCHEDULE_DELAY": str(EXPORT_MILLISECONDS),
            "OTEL_METRIC_EXPORT_INTERVAL": str(EXPORT_MILLISECONDS * 5),
        }
        return self

    def __exit__(self, *_):
        self.server.stop(None)

    def forget(self):
        """Begins anew, but for metrics, which are totals."""
        with self.changed:
            self.spans, self.logs = [], []

    def trace(self, trace_id, *names):
        """The spans of these names in one trace, once all have come. Each name stands for one span."""

        def spans():
            return [span for span in self.spans if span.trace == trace_id]

        def there():
            return set(names) <= {span.name for span in spans()}

        self.until(there, lambda: f"{names} of {trace_id}; there is {[span.name for span in spans()]}")
        found = [span for span in spans() if span.name in names]
        assert len(found) == len(names), [span.name for span in found]
        return {span.name: span for span in found}

    def until(self, found, wanted):
        """What `found()` gives, as soon as it gives something."""
        with self.changed:
            self.changed.wait_for(found, WAIT_SECONDS)
            result = found()
            assert result, f"did not come: {wanted()}"
            return result

    def take(self, change):
        with self.changed:
            change()
            self.exports += 1
            self.changed.notify_all()


class Traces(trace_service_pb2_grpc.TraceServiceServicer):
    def __init__(self, collector):
        self.collector = collector

    def Export(self, request, _):
        spans = [read_span(span) for scope in scopes(request.resource_spans, "scope_spans") for span in scope.spans]
        self.collector.take(lambda: self.collector.spans.extend(spans))
        return trace_service_pb2.ExportTraceServiceResponse()


class Logs(logs_service_pb2_grpc.LogsServiceServicer):
    def __init__(self, collector):
        self.collector = collector

    def Export(self, request, _):
        lines = [
            (record.severity_text, value(record.body), attributes(record.attributes))
            for scope in scopes(request.resource_logs, "scope_logs")
            for record in scope.log_records
        ]
        self.collector.take(lambda: self.collector.logs.extend(lines))
        return logs_service_pb2.ExportLogsServiceResponse()


class Metrics(metrics_service_pb2_grpc.MetricsServiceServicer):
    def __init__(self, collector):
        self.collector = collector

    def Export(self, request, _):
        points = [point for scope in scopes(request.resource_metrics, "scope_metrics") for metric in scope.metrics for point in read_points(metric)]
        newest = {(point.metric, point.labels): point for point in points}
        self.collector.take(lambda: self.collector.points.update(newest))
        return metrics_service_pb2.ExportMetricsServiceResponse()


def scopes(resources, field_name):
    return [scope for resource in resources for scope in getattr(resource, field_name)]


def read_span(span):
    return Span(
        trace=span.trace_id.hex(),
        id=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        name=span.name,
        kind=trace_pb2.Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_").lower(),
        status=trace_pb2.Status.StatusCode.Name(span.status.code).removeprefix("STATUS_CODE_").lower(),
        attributes=attributes(span.attributes),
        events=tuple((event.name, tuple(sorted(attributes(event.attributes).items()))) for event in span.events),
    )


def read_points(metric):
    kind = metric.WhichOneof("data")
    for point in getattr(metric, kind).data_points:
        count = None
        if kind in ("histogram", "exponential_histogram"):
            count = point.count
        elif kind == "sum" and metric.sum.is_monotonic:
            count = point.as_int if point.WhichOneof("value") == "as_int" else point.as_double
        yield Point(metric.name, tuple(sorted(attributes(point.attributes).items())), count)


def attributes(pairs):
    return {pair.key: value(pair.value) for pair in pairs}


def value(any_value):
    kind = any_value.WhichOneof("value")
    return str(getattr(any_value, kind)) if kind else ""
