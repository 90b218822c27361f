//! The service through its real gRPC client.
