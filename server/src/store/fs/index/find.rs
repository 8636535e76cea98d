//! The place of one name in an order: of a whole name, or of the next one that begins so.
//!
//! One pass over the names, from where it is looked for and round: a few nanoseconds for each that does not match.

use holdall_shared::ListingQuery;

use super::names::{Id, Names};
use crate::fold::fold_into;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted<'a> {
    /// This name.
    Name(&'a str),
    /// One that begins so, folded, from this place on.
    Beginning { folded: String, from: u64 },
}

/// What a query looks for; a whole name before how one begins.
pub(super) fn wanted(query: &ListingQuery) -> Option<Wanted<'_>> {
    if !query.at.is_empty() {
        return Some(Wanted::Name(&query.at));
    }
    let mut folded = String::new();
    fold_into(&query.begins, &mut folded);
    (!folded.is_empty()).then_some(Wanted::Beginning { folded, from: query.from })
}

impl Wanted<'_> {
    /// Its place among `ids`.
    pub(super) fn place(&self, names: &Names, ids: &[Id]) -> Option<u64> {
        let place = match self {
            Self::Name(name) => ids.iter().position(|id| names.name(*id) == *name),
            Self::Beginning { folded, from } => {
                let from = usize::try_from(*from).unwrap_or(usize::MAX).min(ids.len());
                let (before, rest) = ids.split_at_checked(from)?;
                let mut room = String::new();
                let mut is_one = |id: &Id| begins(names.name(*id), folded, &mut room);
                match rest.iter().position(&mut is_one) {
                    Some(place) => Some(from + place),
                    None => before.iter().position(is_one),
                }
            }
        };
        place.and_then(|place| u64::try_from(place).ok())
    }
}

/// Whether a name, folded, begins with what is folded already. `room` is used again and again.
fn begins(name: &str, folded: &str, room: &mut String) -> bool {
    if name.is_ascii() {
        return name.get(..folded.len()).is_some_and(|start| start.eq_ignore_ascii_case(folded));
    }
    room.clear();
    fold_into(name, room);
    room.starts_with(folded)
}

#[cfg(test)]
mod tests {
    use holdall_shared::EntryKind;
    use proptest::prelude::*;

    use super::*;

    fn place(list: &[String], query: &ListingQuery) -> Option<u64> {
        let mut names = Names::default();
        let ids: Vec<Id> = list.iter().filter_map(|name| names.push(name, EntryKind::File)).collect();
        wanted(query)?.place(&names, &ids)
    }

    proptest! {
        #[test]
        fn the_next_name_that_begins_so_is_found_wherever_the_search_begins(
            list in prop::collection::vec("[abAéE]{0,3}", 0..12), begins in "[abAé]{1,2}", from in 0_u64..14
        ) {
            let fold = |text: &str| { let mut folded = String::new(); fold_into(text, &mut folded); folded };
            let start = usize::try_from(from).unwrap().min(list.len());
            let round = (start..list.len()).chain(0..start);
            let expected = round.into_iter().find(|place| fold(&list[*place]).starts_with(&fold(&begins)));
            let query = ListingQuery { begins, from, ..ListingQuery::default() };
            prop_assert_eq!(place(&list, &query), expected.map(|place| u64::try_from(place).unwrap()));
        }

        #[test]
        fn a_name_is_found_as_it_is_written(list in prop::collection::vec("[abA]{1,2}", 0..8), at in "[abA]{1,2}") {
            let expected = list.iter().position(|name| *name == at).map(|place| u64::try_from(place).unwrap());
            prop_assert_eq!(place(&list, &ListingQuery { at, ..ListingQuery::default() }), expected);
        }
    }
}
