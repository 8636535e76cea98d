//! What was found, by its key, up to a number of bytes: that which was not used for longest goes first.

/// What even a key that stands for nothing takes.
const LEAST_BYTES: usize = 256;

/// See the module. A few thousand at most, so that looking through them costs nothing.
#[derive(Debug)]
pub struct Kept<V> {
    most_bytes: usize,
    bytes: usize,
    /// What was used last is the last.
    all: Vec<Item<V>>,
}

#[derive(Debug)]
struct Item<V> {
    key: String,
    value: V,
    bytes: usize,
}

impl<V: Clone> Kept<V> {
    /// Room for so many bytes, and nothing there.
    pub fn up_to(most_bytes: usize) -> Self {
        Self { most_bytes, bytes: 0, all: Vec::new() }
    }

    /// What was found; it is used now.
    pub fn get(&mut self, key: &str) -> Option<V> {
        let place = self.all.iter().position(|item| item.key == key)?;
        let item = self.all.remove(place);
        let value = item.value.clone();
        self.all.push(item);
        Some(value)
    }

    /// Keeps something of that size, in the place of what had its key. What is larger than all the room is not kept.
    pub fn put(&mut self, key: String, value: V, bytes: usize) {
        self.forget(&key);
        let bytes = bytes.max(LEAST_BYTES);
        if bytes > self.most_bytes {
            return;
        }
        self.bytes += bytes;
        self.all.push(Item { key, value, bytes });
        let mut over = self.bytes.saturating_sub(self.most_bytes);
        let gone = self.all.iter().take_while(|item| {
            let must_go = over > 0;
            over = over.saturating_sub(item.bytes);
            must_go
        });
        let gone = gone.count();
        for item in self.all.drain(..gone) {
            self.bytes -= item.bytes;
        }
    }

    fn forget(&mut self, key: &str) {
        if let Some(place) = self.all.iter().position(|item| item.key == key) {
            self.bytes -= self.all.remove(place).bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut kept = Kept::up_to(3000);
        for (key, value) in [("a", 1), ("b", 2), ("c", 3)] {
            kept.put(key.to_owned(), value, 1000);
        }
        assert_eq!(kept.get("a"), Some(1));
        kept.put("d".to_owned(), 4, 1000);
        assert_eq!((kept.get("a"), kept.get("b"), kept.get("c"), kept.get("d")), (Some(1), None, Some(3), Some(4)));
        kept.put("e".to_owned(), 5, 2500);
        assert_eq!((kept.get("a"), kept.get("d"), kept.get("e")), (None, None, Some(5)));
    }

    #[test]
    fn a_key_has_one_value_and_what_is_too_large_is_not_kept() {
        let mut kept = Kept::up_to(3000);
        kept.put("a".to_owned(), 1, 1000);
        kept.put("a".to_owned(), 2, 2000);
        assert_eq!((kept.get("a"), kept.bytes, kept.all.len()), (Some(2), 2000, 1));
        kept.put("b".to_owned(), 3, 3001);
        assert_eq!((kept.get("b"), kept.get("a")), (None, Some(2)));
        kept.put("a".to_owned(), 4, 3001);
        assert_eq!((kept.get("a"), kept.bytes), (None, 0), "the old value is wrong by now");
    }

    proptest! {
        #[test]
        fn there_is_never_more_than_there_is_room_for(
            steps in prop::collection::vec((0_u8..20, 0_usize..3000, any::<bool>()), 0..200)
        ) {
            let mut kept = Kept::up_to(8000);
            for (key, bytes, is_put) in steps {
                let key = key.to_string();
                if is_put {
                    kept.put(key.clone(), bytes, bytes);
                    prop_assert_eq!(kept.get(&key), Some(bytes), "the newest is there");
                } else {
                    let _ = kept.get(&key);
                }
                prop_assert_eq!(kept.bytes, kept.all.iter().map(|item| item.bytes).sum::<usize>());
                prop_assert!(kept.bytes <= 8000);
            }
        }
    }
}
