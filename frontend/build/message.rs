//! A text with places for what the page puts in: `{name}` for a text, `{#n}` for a number.

/// A text, in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message(pub(crate) Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// As it stands.
    Words(String),
    /// What the page puts in.
    Place(Place),
}

/// A place for what the page puts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// What is put in.
    pub(crate) name: String,
    /// Of which type.
    pub(crate) kind: Kind,
}

/// What the page puts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text: a name, a size, a time.
    Text,
    /// A number, which is written as the language writes it.
    Number,
}

impl Message {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((words, behind)) = rest.split_once('{') {
            let (place, behind) = behind.split_once('}').ok_or("a “{” without its “}”")?;
            push_words(&mut pieces, words)?;
            pieces.push(Piece::Place(Place::parse(place)?));
            rest = behind;
        }
        push_words(&mut pieces, rest)?;
        Ok(Self(pieces))
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(place) => Some(place),
            Piece::Words(_) => None,
        })
    }

    /// With numbers for the names of its places: `Uploading {0} of {1}`.
    pub(crate) fn numbered(&self, parameters: &[Place]) -> String {
        let write = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Place(place) => {
                let at = parameters.iter().position(|parameter| parameter == place).unwrap_or_default();
                format!("{{{at}}}")
            }
        };
        self.0.iter().map(write).collect()
    }
}

impl Place {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (name, kind) = match text.strip_prefix('#') {
            Some(name) => (name, Kind::Number),
            None => (text, Kind::Text),
        };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Err(format!("“{{{text}}}” is no place: small letters, behind a “#” if it is a number"));
        }
        Ok(Self { name: name.to_owned(), kind })
    }

    /// As it is written.
    pub(crate) fn written(&self) -> String {
        match self.kind {
            Kind::Text => format!("{{{}}}", self.name),
            Kind::Number => format!("{{#{}}}", self.name),
        }
    }
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) -> Result<(), String> {
    if words.contains('}') {
        return Err("a “}” without its “{”".to_owned());
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words.to_owned()));
    }
    Ok(())
}
