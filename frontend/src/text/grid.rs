//! Words of the grid, and of how rows are shown.

/// The switch between rows and tiles, and that group of a menu.
pub const VIEW: &str = "View";
/// Rows.
pub const LIST: &str = "List";
/// Tiles.
pub const GRID: &str = "Grid";
/// How high rows are: that group of a menu.
pub const DENSITY: &str = "Density";
/// As high as is calm.
pub const COMFORTABLE: &str = "Comfortable";
/// Lower.
pub const COMPACT: &str = "Compact";

/// The button that opens the choice of order: `Sorted by Name`.
pub fn sorted_by(column: &str) -> String {
    format!("Sorted by {column}")
}
