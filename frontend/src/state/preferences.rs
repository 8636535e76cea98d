//! What this browser remembers: how lists are shown and in which order, hidden files, the theme.

use holdall_shared::{Direction, SortKey};
use serde::{Deserialize, Serialize};

use crate::text::list;

/// Kept as JSON under one key of the browser's storage; what is missing or unknown there is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The order of lists.
    pub sorting: Sorting,
    /// Whether names that begin with a dot are listed.
    pub hidden: Hidden,
    /// In rows or in tiles.
    pub view: View,
    /// How high rows are.
    pub density: Density,
    /// Light or dark.
    pub theme: Theme,
    /// Whether single letters and signs do something.
    pub single_keys: SingleKeys,
    /// Whether the hint of the very first visit has been seen.
    pub visit: Visit,
}

impl Preferences {
    /// Reads what was kept.
    pub fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// To be kept.
    pub fn to_json(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sorting {
    /// By what.
    pub key: SortKey,
    /// Which way.
    pub direction: Direction,
}

impl Sorting {
    /// After a click on the column of `key`: the other way, or the way people want first (largest, newest).
    pub fn clicked(self, key: SortKey) -> Self {
        let direction = match key {
            _ if key == self.key => self.direction.reversed(),
            SortKey::Name | SortKey::Kind => Direction::Ascending,
            SortKey::Size | SortKey::Modified => Direction::Descending,
        };
        Self { key, direction }
    }

    /// For `aria-sort` of the column of `key`.
    pub fn aria(self, key: SortKey) -> &'static str {
        match self.direction {
            _ if key != self.key => "none",
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        }
    }

    /// Said after sorting.
    pub fn announcement(self) -> String {
        let (ascending, descending) = match self.key {
            SortKey::Name | SortKey::Kind => (list::a_to_z(), list::z_to_a()),
            SortKey::Size => (list::smallest_first(), list::largest_first()),
            SortKey::Modified => (list::oldest_first(), list::newest_first()),
        };
        list::sorted(self.key, if self.direction == Direction::Ascending { ascending } else { descending })
    }
}

/// In rows or in tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// In rows.
    #[default]
    List,
    /// In tiles, with pictures.
    Grid,
}

impl View {
    /// As addresses and stylesheets call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Grid => "grid",
        }
    }
}

/// How high rows are, where a mouse points at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// As high as is calm.
    #[default]
    Comfortable,
    /// Lower: more of them are seen.
    Compact,
}

impl Density {
    /// The value of `data-density` on the root element; the usual one needs none.
    pub fn attribute(self) -> Option<&'static str> {
        (self == Self::Compact).then_some("compact")
    }
}

/// Whether names that begin with a dot are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hidden {
    /// They are counted only.
    #[default]
    Counted,
    /// They are listed.
    Shown,
}

impl Hidden {
    /// The other one.
    pub fn toggled(self) -> Self {
        if self == Self::Shown { Self::Counted } else { Self::Shown }
    }
}

/// Whether single letters and signs do something. Who speaks to the computer, or types by accident, can do without
/// (WCAG 2.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SingleKeys {
    /// They do.
    #[default]
    On,
    /// They do not.
    Off,
}

impl SingleKeys {
    /// The other one.
    #[must_use]
    pub fn toggled(self) -> Self {
        if self == Self::On { Self::Off } else { Self::On }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme` on the root element; the system's theme needs none.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Whether this browser has been here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visit {
    /// Never.
    #[default]
    First,
    /// Before.
    Again,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_click_shows_what_people_look_for() {
        let by_name = Sorting::default();
        let by_size = by_name.clicked(SortKey::Size);
        assert_eq!(by_size.direction, Direction::Descending);
        assert_eq!(by_size.clicked(SortKey::Size).direction, Direction::Ascending);
        assert_eq!(by_name.clicked(SortKey::Name).direction, Direction::Descending);
        assert_eq!((by_size.aria(SortKey::Size), by_size.aria(SortKey::Name)), ("descending", "none"));
        assert_eq!(by_size.announcement(), "Sorted by size, largest first");
    }

    #[test]
    fn preferences_come_back_and_survive_rubbish() {
        let kept = Preferences {
            view: View::Grid,
            density: Density::Compact,
            theme: Theme::Dark,
            hidden: Hidden::Shown,
            ..Preferences::default()
        };
        assert_eq!(Preferences::from_json(&kept.to_json()), kept);
        let older = Preferences::from_json("{\"theme\":\"dark\",\"later\":1}");
        assert_eq!((older.theme, older.view, older.density), (Theme::Dark, View::List, Density::Comfortable));
        assert_eq!(Preferences::from_json("rubbish"), Preferences::default());
    }
}
