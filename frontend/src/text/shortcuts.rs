//! The table of keys.

pub use super::catalogue::shortcuts::*;

/// What a key does.
#[derive(Debug, Clone)]
pub struct Shortcut {
    /// The keys, as they are printed on them.
    pub keys: Vec<String>,
    /// What they do.
    pub does: &'static str,
}

/// The whole table.
pub fn table() -> Vec<Shortcut> {
    let moving = ["↑", "↓", page_up(), page_down(), home(), end()];
    let shortcut = |keys: &[&str], does| Shortcut { keys: keys.iter().map(|key| (*key).to_owned()).collect(), does };
    vec![
        shortcut(&moving, does_move()),
        shortcut(&["←", "→"], does_move_in_row()),
        shortcut(&[enter()], does_open()),
        shortcut(&[&with_alt("↑")], does_go_up()),
        shortcut(&[&with_alt("←")], does_go_back()),
        shortcut(&[space()], does_select()),
        shortcut(&[&with_ctrl("A")], does_select_all()),
        shortcut(&[escape()], does_close()),
        shortcut(&["A – Z"], does_jump()),
        shortcut(&["/", &with_ctrl("F")], does_search()),
        shortcut(&[&with_ctrl(enter())], does_search_everywhere()),
        shortcut(&["F2"], does_rename()),
        shortcut(&[delete()], does_delete()),
        shortcut(&[&with_ctrl("Z")], does_undo()),
        shortcut(&[&with_ctrl("V")], does_paste()),
        shortcut(&[&with_alt(enter())], does_details()),
        shortcut(&["←", "→", space()], does_preview()),
        shortcut(&[&with_shift("F10"), menu()], does_menu()),
        shortcut(&["?"], does_table()),
    ]
}
