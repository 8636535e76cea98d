//! Digests of a file's content.

use serde::{Deserialize, Serialize};

/// In lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Digests {
    /// BLAKE3, 256 bits.
    pub blake3: String,
    /// SHA-256, where a client has sent it or asked for it.
    #[serde(rename = "sha-256", default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}
