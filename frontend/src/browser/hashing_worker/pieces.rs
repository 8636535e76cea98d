//! Reads a blob piece by piece, through one buffer that is used again and again.
//!
//! Reading a slice into a buffer of its own leaves that buffer to the garbage collector, which comes when it likes: of
//! 1 GiB, several hundred MiB stood about on a busy machine. Where the browser has no byte streams, that is what is left.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileReaderSync, ReadableStreamByobReader};

use crate::number;

/// What is asked of the browser at a time, in bytes.
const PIECE: u32 = 1 << 20;

/// What is copied at a time from JavaScript's memory into ours: it stays in the processor's cache.
const BLOCK: u32 = 128 << 10;

/// The buffer, and what of it is in our memory.
#[derive(Default)]
pub(super) struct Pieces {
    buffer: Option<ArrayBuffer>,
    block: Vec<u8>,
}

impl Pieces {
    /// Tells `hear` every byte in its order. Nothing, where not all of them can be read any more.
    pub(super) async fn read(&mut self, blob: &Blob, hear: impl FnMut(&[u8])) -> Option<()> {
        match ReadableStreamByobReader::new(&blob.stream()) {
            Ok(reader) => self.by_stream(&reader, number::to_count(blob.size()), hear).await,
            Err(_) => self.by_parts(blob, hear),
        }
    }

    async fn by_stream(
        &mut self,
        reader: &ReadableStreamByobReader,
        size: u64,
        mut hear: impl FnMut(&[u8]),
    ) -> Option<()> {
        let mut read = 0;
        while read < size {
            // While the browser fills it, the buffer is its own; it comes back with the bytes.
            let buffer = self.buffer.take().unwrap_or_else(|| ArrayBuffer::new(PIECE));
            let answer = JsFuture::from(reader.read_with_array_buffer_view(&Uint8Array::new(&buffer))).await.ok()?;
            let bytes: Uint8Array = Reflect::get(&answer, &JsValue::from_str("value")).ok()?.dyn_into().ok()?;
            self.buffer = Some(bytes.buffer());
            if bytes.length() == 0 {
                return None;
            }
            read += u64::from(bytes.length());
            self.tell(&bytes, &mut hear);
        }
        Some(())
    }

    fn by_parts(&mut self, blob: &Blob, mut hear: impl FnMut(&[u8])) -> Option<()> {
        let size = number::to_count(blob.size());
        let reader = FileReaderSync::new().ok()?;
        let mut from = 0;
        while from < size {
            let end = (from + u64::from(PIECE)).min(size);
            let part = blob.slice_with_f64_and_f64(number::to_float(from), number::to_float(end)).ok()?;
            let bytes = reader.read_as_array_buffer(&part).ok()?;
            self.tell(&Uint8Array::new(&bytes), &mut hear);
            from = end;
        }
        Some(())
    }

    fn tell(&mut self, bytes: &Uint8Array, hear: &mut impl FnMut(&[u8])) {
        let length = bytes.length();
        let mut at = 0;
        while at < length {
            let end = at.saturating_add(BLOCK).min(length);
            let part = bytes.subarray(at, end);
            self.block.resize(usize::try_from(end - at).unwrap_or_default(), 0);
            part.copy_to(&mut self.block);
            hear(&self.block);
            at = end;
        }
    }
}
