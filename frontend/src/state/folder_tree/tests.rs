use holdall_shared::{Entry, Timestamp};

use super::*;

fn path(text: &str) -> EntryPath {
    EntryPath::new(text).unwrap()
}

/// A page of a folder: names that end in a slash are folders.
fn page(folder: &str, offset: u64, total: u64, names: &[&str]) -> Listing {
    let entry = |name: &&str| {
        let kind = if name.ends_with('/') { EntryKind::Folder } else { EntryKind::File };
        let name = EntryName::new(name.trim_end_matches('/')).unwrap();
        Entry {
            path: path(folder).child(&name),
            name,
            kind,
            url: String::new(),
            size: None,
            modified: Timestamp::from_unix_ms(0),
            media_type: None,
            etag: None,
            digests: None,
            previous: None,
        }
    };
    Listing {
        path: path(folder),
        entries: names.iter().map(entry).collect(),
        offset,
        total,
        hidden: 0,
        unlisted: 0,
        found: None,
        matches: Vec::new(),
    }
}

/// The tree as people see it: `>` is the cursor, `+` closed, `-` open, `…` what is not shown.
fn drawn(tree: &FolderTree) -> String {
    let draw = |line: Line| {
        let mark = if line.key() == *tree.cursor() { ">" } else { "" };
        match line {
            Line::Folder { path, level, fold } => {
                let sign = match fold {
                    Fold::Closed => "+",
                    Fold::Open => "-",
                    Fold::Leaf => "",
                };
                format!("{level}{mark}{sign}{}", path.name().map_or("Files".to_owned(), String::from))
            }
            Line::More { level, .. } => format!("{level}{mark}…"),
        }
    };
    tree.lines().into_iter().map(draw).collect::<Vec<_>>().join(" ")
}

fn at_root(names: &[&str]) -> FolderTree {
    let mut tree = FolderTree::new(&EntryPath::ROOT);
    tree.asked(&EntryPath::ROOT);
    tree.listed(&EntryPath::ROOT, page("", 0, u64::try_from(names.len()).unwrap(), names));
    tree
}

#[test]
fn the_way_to_where_one_is_stands_open() {
    let mut tree = FolderTree::new(&path("a/b"));
    assert_eq!(drawn(&tree), "1-Files 2-a 3>+b 3… 2…");
    assert_eq!(tree.wanted(), [path(""), path("a")]);
    for wanted in tree.wanted() {
        tree.asked(&wanted);
    }
    assert_eq!(tree.wanted(), [], "nothing is asked for twice");
    // `b` is not on the first page of `a`.
    tree.listed(&path("a"), page("a", 0, 900, &["a1/", "a2/"]));
    tree.listed(&path(""), page("", 0, 3, &["a/", "c/", "x.txt"]));
    assert_eq!(drawn(&tree), "1-Files 2-a 3+a1 3+a2 3>+b 3… 2+c");
    assert_eq!(tree.asked(&path("a")), 2, "where the next page begins");
    tree.listed(&path("a"), page("a", 2, 900, &["b/", "y.txt"]));
    assert_eq!(drawn(&tree), "1-Files 2-a 3+a1 3+a2 3>+b 2+c");
}

#[test]
fn a_folder_without_folders_is_a_leaf() {
    let mut tree = at_root(&["a/", "x.txt"]);
    tree.toggle(&path("a"));
    assert_eq!(tree.wanted(), [path("a")]);
    tree.listed(&path("a"), page("a", 0, 1, &["y.txt"]));
    assert_eq!(drawn(&tree), "1>-Files 2a");
    tree.toggle(&path("a"));
    assert_eq!(drawn(&tree), "1>-Files 2a");
}

#[test]
fn keys_walk_through_the_tree() {
    let mut tree = at_root(&["a/", "b/"]);
    tree.toggle(&path("a"));
    tree.listed(&path("a"), page("a", 0, 500, &["a1/"]));
    for (key, expected) in [
        ("ArrowDown", "1-Files 2>-a 3+a1 3… 2+b"),
        ("ArrowRight", "1-Files 2-a 3>+a1 3… 2+b"),
        ("ArrowLeft", "1-Files 2>-a 3+a1 3… 2+b"),
        ("ArrowLeft", "1-Files 2>+a 2+b"),
        ("ArrowLeft", "1>-Files 2+a 2+b"),
        ("ArrowUp", "1>-Files 2+a 2+b"),
        ("End", "1-Files 2+a 2>+b"),
        ("ArrowDown", "1-Files 2+a 2>+b"),
        ("ArrowRight", "1-Files 2+a 2>-b 3…"),
        ("ArrowRight", "1-Files 2+a 2-b 3>…"),
        ("ArrowRight", "1-Files 2+a 2-b 3>…"),
        ("ArrowLeft", "1-Files 2+a 2>-b 3…"),
        ("Home", "1>-Files 2+a 2-b 3…"),
    ] {
        assert_eq!(tree.key(key), Pressed::Done, "{key}");
        assert_eq!(drawn(&tree), expected, "{key}");
    }
    assert_eq!(tree.key("Enter"), Pressed::Unknown, "who owns the tree decides");
    assert_eq!(tree.key("Tab"), Pressed::Unknown);
    tree.go(Key::More(path("b")));
    assert_eq!(tree.key("Enter"), Pressed::More(path("b")));
    assert_eq!(tree.chosen(), &path("b"), "what is not shown of a folder stands for it");
}

#[test]
fn letters_jump_to_the_next_name_that_begins_so() {
    let mut tree = at_root(&["Apple/", "avocado/", "Bread/"]);
    for expected in ["Apple", "avocado", "Apple"] {
        tree.jump("a");
        assert_eq!(tree.chosen(), &path(expected));
    }
    tree.jump("x");
    assert_eq!(tree.chosen(), &path("Apple"));
}

#[test]
fn closing_a_folder_takes_the_cursor_out_of_it() {
    let mut tree = FolderTree::new(&path("a/b/c"));
    tree.toggle(&path("a"));
    assert_eq!(tree.cursor(), &Key::Folder(path("a")));
}

#[test]
fn a_new_folder_is_shown_and_chosen() {
    let mut tree = at_root(&["a/"]);
    tree.toggle(&path("a"));
    tree.listed(&path("a"), page("a", 0, 0, &[]));
    assert_eq!(drawn(&tree), "1>-Files 2a");
    tree.made(&path("a/new"));
    assert_eq!(drawn(&tree), "1-Files 2-a 3>new");
}

#[test]
fn what_could_not_be_had_can_be_asked_for_again() {
    let mut tree = FolderTree::new(&EntryPath::ROOT);
    tree.asked(&EntryPath::ROOT);
    tree.failed(&EntryPath::ROOT);
    assert_eq!(tree.lines().last(), Some(&Line::More { of: EntryPath::ROOT, level: 2, rest: Rest::Failed }));
    assert_eq!(tree.wanted(), [], "not by itself");
}
