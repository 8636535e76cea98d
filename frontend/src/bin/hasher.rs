//! The entry of what hashes beside the page: everything is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    holdall_frontend::start_hashing();
}
