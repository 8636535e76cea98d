//! Names in narrow rows, shortened in the middle so that the extension stays; and the parts of a name.

use holdall_shared::MAX_NAME_BYTES;

/// How much room there is for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// As in a row.
    Row,
    /// As below the picture of a tile.
    Tile,
}

impl Room {
    /// How many characters of a name are never cut off: an extension and a bit.
    fn kept(self) -> usize {
        match self {
            Self::Row => 10,
            Self::Tile => 5,
        }
    }
}

/// A name in two parts; the first is what may be shortened. Who has not more than twice what is kept has one part. The
/// second does not begin with a space: after the dots it would look like a hole.
pub fn in_two(name: &str, room: Room) -> (&str, &str) {
    let count = name.chars().count();
    if count <= 2 * room.kept() {
        return (name, "");
    }
    let mut places = name.char_indices().skip(count - room.kept());
    let cut = places.find(|(_, c)| *c != ' ').map_or(name.len(), |(place, _)| place);
    name.split_at_checked(cut).unwrap_or((name, ""))
}

/// How many characters of what was found are never cut off.
const FOUND: usize = 16;

/// A piece of a name in a narrow row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// It may be shortened.
    Shrinks(&'a str),
    /// It is seen whole.
    Stays(&'a str),
}

/// The pieces of a name of which a part, from one byte to another, was found: that is seen wherever it stands.
pub fn pieces(name: &str, found: Option<(usize, usize)>, room: Room) -> Vec<Piece<'_>> {
    let (start, end) = in_two(name, room);
    if end.is_empty() {
        return vec![Piece::Shrinks(name)];
    }
    let in_middle = found.and_then(|(from, to)| {
        let (before, behind) = start.split_at_checked(from)?;
        let to = name.get(from..to)?.char_indices().nth(FOUND).map_or(to, |(at, _)| from + at);
        if before.chars().count() <= room.kept() {
            return None;
        }
        Some(match behind.split_at_checked(to - from) {
            Some((found, behind)) => {
                vec![Piece::Shrinks(before), Piece::Stays(found), Piece::Shrinks(behind), Piece::Stays(end)]
            }
            // It goes on in what stays anyway.
            None => vec![Piece::Shrinks(before), Piece::Stays(name.get(from..)?)],
        })
    });
    in_middle.unwrap_or_else(|| vec![Piece::Shrinks(start), Piece::Stays(end)])
}

/// UTF-16 units of the part of a name that people change: all but the extension. A folder has none.
pub fn stem_units(name: &str, has_extension: HasExtension) -> u32 {
    u32::try_from(stem_and_extension(name, has_extension).0.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The name of what is put back where its own name is taken: `report (restored).pdf`. The stem is shortened where it
/// would grow too long.
pub fn marked_restored(name: &str, has_extension: HasExtension) -> String {
    const MARK: &str = " (restored)";
    let (stem, extension) = stem_and_extension(name, has_extension);
    let room = MAX_NAME_BYTES.saturating_sub(MARK.len() + extension.len());
    let end = (0..=room.min(stem.len())).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or(0);
    format!("{}{MARK}{extension}", stem.get(..end).unwrap_or_default().trim_end())
}

/// As the server numbers a name that is taken: `report (2).pdf`.
pub fn numbered(name: &str) -> String {
    let (stem, extension) = stem_and_extension(name, HasExtension::Perhaps);
    format!("{stem} (2){extension}")
}

/// The extension has its dot.
fn stem_and_extension(name: &str, has_extension: HasExtension) -> (&str, &str) {
    match (has_extension, name.rfind('.')) {
        (HasExtension::Perhaps, Some(dot)) if dot > 0 => name.split_at_checked(dot).unwrap_or((name, "")),
        _ => (name, ""),
    }
}

/// Whether what follows the last dot of a name is an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HasExtension {
    /// Of files.
    Perhaps,
    /// Of folders.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_keep_their_end() {
        assert_eq!(in_two("short.txt", Room::Row), ("short.txt", ""));
        assert_eq!(in_two("Minutes of the long meeting.pdf", Room::Row), ("Minutes of the long m", "eeting.pdf"));
        assert_eq!(in_two("Invoice 2026-03 Müller & Söhne.pdf", Room::Row), ("Invoice 2026-03 Müller & ", "Söhne.pdf"));
        assert_eq!(in_two("IMG_2041.jpg", Room::Row), ("IMG_2041.jpg", ""));
        assert_eq!(in_two("IMG_2041.jpg", Room::Tile), ("IMG_204", "1.jpg"));
        let (start, end) = in_two("ääääääääääääääääääääääää.pdf", Room::Row);
        assert_eq!((start.chars().count(), end), (18, "ääääää.pdf"));
    }

    #[test]
    fn what_was_found_in_the_middle_stays() {
        let name = "Minutes of the long meeting about the new roof.pdf";
        let told = |from: usize, to: usize| -> String {
            let tell = |piece: &Piece<'_>| match piece {
                Piece::Shrinks(text) => format!("({text})"),
                Piece::Stays(text) => format!("[{text}]"),
            };
            pieces(name, Some((from, to)), Room::Row).iter().map(tell).collect()
        };
        assert_eq!(told(20, 27), "(Minutes of the long )[meeting]( about the ne)[w roof.pdf]");
        assert_eq!(told(38, 41), "(Minutes of the long meeting about the )[new roof.pdf]");
        assert_eq!(told(15, 40), "(Minutes of the )[long meeting abo](ut the ne)[w roof.pdf]");
        for (from, to) in [(0, 7), (46, 50), (60, 70), (9, 3)] {
            assert_eq!(told(from, to), "(Minutes of the long meeting about the ne)[w roof.pdf]", "{from}");
        }
        assert_eq!(pieces("short.txt", Some((0, 5)), Room::Row), [Piece::Shrinks("short.txt")]);
    }

    #[test]
    fn the_stem_is_what_people_change() {
        for (name, has_extension, units) in [
            ("report.pdf", HasExtension::Perhaps, 6),
            (".env", HasExtension::Perhaps, 4),
            ("v1.2", HasExtension::Never, 4),
            ("🎵.mp3", HasExtension::Perhaps, 2),
        ] {
            assert_eq!(stem_units(name, has_extension), units, "{name}");
        }
    }

    #[test]
    fn what_was_restored_says_so_before_its_extension() {
        let files = |name: &str| marked_restored(name, HasExtension::Perhaps);
        assert_eq!(files("report.pdf"), "report (restored).pdf");
        assert_eq!(files(".env"), ".env (restored)");
        assert_eq!(marked_restored("v1.2", HasExtension::Never), "v1.2 (restored)");
        let long = files(&format!("{}.pdf", "ü".repeat(125)));
        assert!(long.len() <= MAX_NAME_BYTES && long.ends_with("ü (restored).pdf"), "{long}");
    }
}
