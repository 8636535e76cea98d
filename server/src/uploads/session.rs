//! Whether bytes fit where they are meant to go. Pure.

use crate::catalog::UploadRow;

/// Bytes that somebody means to append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offer {
    /// Where they begin.
    pub(super) offset: u64,
    /// How many, where that is announced.
    pub(super) bytes: Option<u64>,
    /// What the length of the whole is said to be now, where it was not known.
    pub(super) length: Option<u64>,
}

/// Why bytes do not fit. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The upload stands elsewhere.
    #[error("the upload stands at {0}")]
    OtherOffset(u64),
    /// More than are left.
    #[error("more bytes than are left, which are {0}")]
    TooLong(u64),
    /// The length was known, and is another one.
    #[error("the length is {0} already")]
    LengthFixed(u64),
    /// The length would be less than what is there.
    #[error("{0} bytes are there already")]
    LengthTooShort(u64),
    /// It was put together from other uploads.
    #[error("nothing is appended to an upload that was put together")]
    Final,
}

/// What may be appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    /// The length of the whole, as it is known now.
    pub(super) length: Option<u64>,
    /// Bytes that may come; nothing: as many as a file may have.
    pub(super) most: Option<u64>,
}

/// Whether an offer fits an upload.
pub(super) fn fit(row: &UploadRow, offer: Offer) -> Result<Fit, Misfit> {
    if row.terms.concat.as_deref().is_some_and(|concat| concat.starts_with("final")) {
        return Err(Misfit::Final);
    }
    let length = match (row.length, offer.length) {
        (Some(known), Some(said)) if known != said => return Err(Misfit::LengthFixed(known)),
        (None, Some(said)) if said < row.offset => return Err(Misfit::LengthTooShort(row.offset)),
        (known, said) => known.or(said),
    };
    if offer.offset != row.offset {
        return Err(Misfit::OtherOffset(row.offset));
    }
    let most = length.map(|length| length - row.offset);
    match (most, offer.bytes) {
        (Some(most), Some(bytes)) if bytes > most => Err(Misfit::TooLong(most)),
        _ => Ok(Fit { length, most }),
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::{EntryPath, Timestamp};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalog::{UploadStage, UploadTerms},
        store::KeptId,
    };

    fn row(offset: u64, length: Option<u64>) -> UploadRow {
        let now = Timestamp::from_unix_ms(0);
        UploadRow {
            id: KeptId::random().unwrap(),
            path: EntryPath::new("a").unwrap(),
            terms: UploadTerms::default(),
            length,
            offset,
            stage: UploadStage::Open,
            touched: now,
            expires: now,
        }
    }

    fn offer(offset: u64, bytes: Option<u64>, length: Option<u64>) -> Offer {
        Offer { offset, bytes, length }
    }

    #[test]
    fn bytes_go_where_the_upload_stands_and_nowhere_else() {
        let row = row(5, Some(9));
        assert_eq!(fit(&row, offer(5, Some(4), None)), Ok(Fit { length: Some(9), most: Some(4) }));
        assert_eq!(fit(&row, offer(5, None, Some(9))), Ok(Fit { length: Some(9), most: Some(4) }));
        assert_eq!(fit(&row, offer(4, Some(1), None)), Err(Misfit::OtherOffset(5)));
        assert_eq!(fit(&row, offer(6, Some(1), None)), Err(Misfit::OtherOffset(5)));
        assert_eq!(fit(&row, offer(5, Some(5), None)), Err(Misfit::TooLong(4)));
        assert_eq!(fit(&row, offer(5, Some(1), Some(8))), Err(Misfit::LengthFixed(9)));
    }

    #[test]
    fn a_length_that_was_not_known_is_told_once() {
        let row = row(5, None);
        assert_eq!(fit(&row, offer(5, None, None)), Ok(Fit { length: None, most: None }));
        assert_eq!(fit(&row, offer(5, Some(0), Some(5))), Ok(Fit { length: Some(5), most: Some(0) }));
        assert_eq!(fit(&row, offer(5, None, Some(4))), Err(Misfit::LengthTooShort(5)));
    }

    #[test]
    fn nothing_is_appended_to_what_was_put_together() {
        let terms = UploadTerms { concat: Some("final;/api/uploads/A".to_owned()), ..UploadTerms::default() };
        assert_eq!(fit(&UploadRow { terms, ..row(5, Some(5)) }, offer(5, None, None)), Err(Misfit::Final));
    }

    proptest! {
        /// What fits never leads beyond the length, nor elsewhere than to the end of what is there.
        #[test]
        fn what_fits_stays_within_the_length(
            (at, length, offset) in (0..9u64, proptest::option::of(0..9u64), 0..9u64),
            (bytes, said) in (proptest::option::of(0..9u64), proptest::option::of(0..9u64)),
        ) {
            let row = row(at.min(length.unwrap_or(at)), length);
            if let Ok(fit) = fit(&row, offer(offset, bytes, said)) {
                prop_assert_eq!(offset, row.offset);
                prop_assert!(row.length.is_none() || row.length == fit.length);
                if let Some(length) = fit.length {
                    prop_assert_eq!(fit.most, Some(length - row.offset));
                    prop_assert!(bytes.is_none_or(|bytes| row.offset + bytes <= length));
                }
            }
        }
    }
}
