//! Words of the menu in the top bar.

/// The button and the menu.
pub const MENU: &str = "Menu";
/// The group of themes.
pub const THEME: &str = "Theme";
/// Follows the system.
pub const SYSTEM: &str = "System";
/// Always light.
pub const LIGHT: &str = "Light";
/// Always dark.
pub const DARK: &str = "Dark";
/// Lists names that begin with a dot.
pub const SHOW_HIDDEN: &str = "Show hidden files";
/// The table of keys.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// Ends the session.
pub const SIGN_OUT: &str = "Sign out";
/// Makes an app of the page.
pub const INSTALL: &str = "Install as an app";
/// Version and licence.
pub const ABOUT: &str = "About";
