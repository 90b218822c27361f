//! Compiles the contracts in pure Rust: messages, clients, servers, JSON mapping and the descriptor set.

use std::{env, error::Error, fs, path::Path};

const PACKAGES: [&str; 7] = [
    "access",
    "type",
    "audit",
    "registration",
    "submission",
    "scoring",
    "announcement",
];

// A build script is told where to write by the environment; there is no other way.
#[allow(clippy::disallowed_methods)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=fest");
    let out = env::var("OUT_DIR")?;
    let mut files = Vec::new();
    collect(Path::new("fest"), &mut files)?;
    files.sort();

    let mut compiler = protox::Compiler::new(["."])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(&files)?;
    // These bytes keep our method options; the typed descriptor set would lose them.
    let descriptor = compiler.encode_file_descriptor_set();
    fs::write(Path::new(&out).join("descriptor.bin"), &descriptor)?;

    tonic_prost_build::configure()
        .compile_well_known_types(true)
        .extern_path(".google.protobuf", "::pbjson_types")
        .compile_fds(compiler.file_descriptor_set())?;

    let packages = PACKAGES.map(|name| format!(".fest.{name}.v1"));
    pbjson_build::Builder::new()
        .register_descriptors(&descriptor)?
        .build(&packages)?;
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ext| ext == "proto") {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
