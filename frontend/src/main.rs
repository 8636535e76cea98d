//! The page's entry: everything is in the library but the cuts.

#[cfg(target_arch = "wasm32")]
mod cuts;

fn main() {
    #[cfg(target_arch = "wasm32")]
    holdall_frontend::start(cuts::PARTS);
}
