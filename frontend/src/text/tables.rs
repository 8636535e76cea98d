//! The texts of the languages other than English; each is reached only by the part of the page that is loaded for it.

/// German.
pub fn de() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/de.txt"))
}

/// The language that nobody speaks.
pub fn qps() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/qps.txt"))
}
