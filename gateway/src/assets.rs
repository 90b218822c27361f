//! Styles, typeface and drawings, built into the program. Their address holds a hash of all of them, so a browser may keep each for ever and still
//! gets new ones with a new program; one hash for the set, because the styles name fonts and drawings by relative paths.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

/// One file as it is sent.
#[derive(Debug)]
pub struct Asset {
    /// Below `/assets/<hash>/`.
    pub path: &'static str,
    /// For `content-type`.
    pub media_type: &'static str,
    /// The file.
    pub content: &'static [u8],
}

macro_rules! assets {
    ($($path:literal is $media_type:literal),* $(,)?) => {
        &[$(Asset { path: $path, media_type: $media_type, content: include_bytes!(concat!("../assets/", $path)) }),*]
    };
}

/// Everything that a page may load.
pub const ALL: &[Asset] = assets![
    "tokens.css" is "text/css; charset=utf-8",
    "components.css" is "text/css; charset=utf-8",
    "kode.js" is "text/javascript; charset=utf-8",
    "fonts/plus-jakarta-sans-latin-wght-normal.woff2" is "font/woff2",
    "fonts/plus-jakarta-sans-latin-ext-wght-normal.woff2" is "font/woff2",
    "fonts/LICENSE-OFL.txt" is "text/plain; charset=utf-8",
    "img/icons.svg" is "image/svg+xml",
    "img/mark.svg" is "image/svg+xml",
    "img/motif.svg" is "image/svg+xml",
    "img/pita.svg" is "image/svg+xml",
];

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for asset in ALL {
        hasher.update(asset.path);
        hasher.update([0]);
        hasher.update(Sha256::digest(asset.content));
    }
    hex::encode(&hasher.finalize()[..8])
});

/// The address of a file of [`ALL`].
pub fn href(path: &str) -> String {
    format!("/assets/{}/{path}", *HASH)
}

/// The file behind `/assets/{hash}/{path}`. Another program's hash finds nothing: its bytes would be kept for ever under a wrong name.
pub fn find(hash: &str, path: &str) -> Option<&'static Asset> {
    if hash != *HASH {
        return None;
    }
    ALL.iter().find(|asset| asset.path == path)
}

impl Asset {
    /// What goes with the bytes.
    pub fn headers(&self) -> [(HeaderName, HeaderValue); 3] {
        [
            (CONTENT_TYPE, HeaderValue::from_static(self.media_type)),
            (
                CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            ),
            (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_under_its_own_address() {
        for asset in ALL {
            let address = href(asset.path);
            let (hash, path) = address
                .trim_start_matches("/assets/")
                .split_once('/')
                .expect("an address has a hash");
            assert_eq!(
                find(hash, path).map(|found| found.content),
                Some(asset.content),
                "{address}"
            );
        }
        assert!(find("0000000000000000", "tokens.css").is_none());
    }

    #[test]
    fn what_the_styles_load_is_there() {
        for style in ALL.iter().filter(|asset| asset.path.ends_with(".css")) {
            let text = str::from_utf8(style.content).expect("styles are UTF-8");
            let loaded: Vec<&str> = text
                .split("url(\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect();
            assert!(!loaded.is_empty(), "{} loads nothing", style.path);
            for path in loaded {
                assert!(
                    ALL.iter().any(|asset| asset.path == path),
                    "{} loads {path}",
                    style.path
                );
            }
        }
    }
}
