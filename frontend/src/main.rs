//! The page's entry: everything is in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    holdall_frontend::start();
}
