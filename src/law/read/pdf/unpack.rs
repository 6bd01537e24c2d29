//! Streams unpacked within a bound, with the word whether they were whole.
//!
//! The crate below gives what it could unpack of a damaged stream and says nothing. A reviewer must know
//! that a page was cut short, so the filters that text comes through are undone here; the rare ones are left
//! to the crate.

use std::io::Read;

use pdf_extract::{Dictionary, Object, Stream};

/// What a stream held.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// False where the packed bytes ended too early or their checksum is wrong.
    pub(super) whole: bool,
}

/// More came out than may.
#[derive(Debug)]
pub(super) struct OverLimit;

/// More filters, one upon the other, than anybody needs.
const FILTERS: usize = 4;

/// Unpacks a stream; at most `limit` bytes may come out of any of its filters.
pub(super) fn unpack(stream: &Stream, limit: usize) -> Result<Unpacked, OverLimit> {
    let Ok(filters) = stream.filters() else {
        return bounded(stream.content.clone(), true, limit);
    };
    let parameters = stream.dict.get(b"DecodeParms").or_else(|_| stream.dict.get(b"DP"));
    let plain = parameters.map_or(true, |p| match p {
        Object::Null => true,
        Object::Array(list) => list.iter().all(Object::is_null),
        _ => false,
    });
    if !plain || filters.len() > FILTERS {
        return match stream.decompressed_content() {
            Ok(bytes) => bounded(bytes, true, limit),
            Err(_) => Ok(Unpacked::default()),
        };
    }
    let mut all = Unpacked { bytes: stream.content.clone(), whole: true };
    for filter in filters {
        let one = match filter {
            b"FlateDecode" | b"Fl" => inflate(&all.bytes, limit)?,
            b"ASCIIHexDecode" | b"AHx" => from_hex(&all.bytes),
            b"RunLengthDecode" | b"RL" => from_runs(&all.bytes, limit)?,
            b"ASCII85Decode" | b"A85" => from_85(&all.bytes),
            b"LZWDecode" | b"LZW" => from_lzw(all.bytes, limit)?,
            _ => return Ok(Unpacked::default()),
        };
        all = Unpacked { bytes: one.bytes, whole: all.whole && one.whole };
    }
    Ok(all)
}

fn bounded(bytes: Vec<u8>, whole: bool, limit: usize) -> Result<Unpacked, OverLimit> {
    if bytes.len() > limit { Err(OverLimit) } else { Ok(Unpacked { bytes, whole }) }
}

fn inflate(packed: &[u8], limit: usize) -> Result<Unpacked, OverLimit> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let whole = flate2::read::ZlibDecoder::new(packed).take(most).read_to_end(&mut bytes).is_ok();
    if bytes.is_empty() && !whole {
        // A wrong header only: the packed bytes behind it may still be good.
        let body = packed.get(2..).unwrap_or_default();
        let _ = flate2::read::DeflateDecoder::new(body).take(most).read_to_end(&mut bytes);
    }
    bounded(bytes, whole, limit)
}

fn from_lzw(packed: Vec<u8>, limit: usize) -> Result<Unpacked, OverLimit> {
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Name(b"LZWDecode".to_vec()));
    match Stream::new(dict, packed).decompressed_content() {
        Ok(bytes) => bounded(bytes, true, limit),
        Err(_) => Ok(Unpacked::default()),
    }
}

/// Five characters to four bytes.
fn from_85(packed: &[u8]) -> Unpacked {
    let (mut bytes, mut whole) = (Vec::new(), true);
    let mut group: Vec<u64> = Vec::with_capacity(5);
    let mut flush = |group: &mut Vec<u64>| {
        let missing = 5_usize.saturating_sub(group.len());
        let value = group.iter().chain([84; 5].iter().take(missing)).fold(0, |sum, digit| sum * 85 + digit);
        let value = u32::try_from(value).unwrap_or(u32::MAX);
        bytes.extend(value.to_be_bytes().iter().take(4_usize.saturating_sub(missing)));
        group.clear();
    };
    for byte in packed.iter().take_while(|b| **b != b'~').filter(|b| !b.is_ascii_whitespace() && **b != 0) {
        match byte {
            b'z' if group.is_empty() => {
                group.resize(5, 0);
                flush(&mut group);
            }
            b'!'..=b'u' => {
                group.push(u64::from(byte - b'!'));
                if group.len() == 5 {
                    flush(&mut group);
                }
            }
            _ => whole = false,
        }
    }
    if group.len() > 1 {
        flush(&mut group);
    }
    Unpacked { bytes, whole }
}

fn from_hex(packed: &[u8]) -> Unpacked {
    let digits = packed.iter().take_while(|b| **b != b'>').filter(|b| !b.is_ascii_whitespace());
    let digits: Vec<Option<u32>> = digits.map(|b| char::from(*b).to_digit(16)).collect();
    let whole = digits.iter().all(Option::is_some);
    let digits: Vec<u32> = digits.into_iter().flatten().collect();
    let bytes = digits
        .chunks(2)
        .filter_map(|pair| u8::try_from(pair.first()? * 16 + pair.get(1).unwrap_or(&0)).ok())
        .collect();
    Unpacked { bytes, whole }
}

fn from_runs(packed: &[u8], limit: usize) -> Result<Unpacked, OverLimit> {
    let mut bytes = Vec::new();
    let mut rest = packed;
    let whole = loop {
        match rest {
            [] | [128, ..] => break true,
            [length @ 0..=127, tail @ ..] => {
                let Some((run, tail)) = tail.split_at_checked(usize::from(*length) + 1) else { break false };
                bytes.extend_from_slice(run);
                rest = tail;
            }
            [length, byte, tail @ ..] => {
                bytes.resize(bytes.len() + 257 - usize::from(*length), *byte);
                rest = tail;
            }
            [_] => break false,
        }
        if bytes.len() > limit {
            return Err(OverLimit);
        }
    };
    Ok(Unpacked { bytes, whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(filters: &[&str], content: &[u8]) -> Stream {
        let mut dict = Dictionary::new();
        let filters = filters.iter().map(|f| Object::Name(f.as_bytes().to_vec())).collect();
        dict.set("Filter", Object::Array(filters));
        Stream::new(dict, content.to_vec())
    }

    #[test]
    fn filters_are_undone_one_by_one() {
        for (filters, packed, bytes, whole) in [
            (&["AHx"][..], &b"4 14 2 4>"[..], &b"AB@"[..], true),
            (&["ASCIIHexDecode"], b"41zz42", b"AB", false),
            (&["RL"], b"\x01AB\xfeC\x80rest", b"ABCCC", true),
            (&["RunLengthDecode"], b"\x05AB", b"", false),
            (&["ASCIIHexDecode", "RunLengthDecode"], b"0141 42 FE43>", b"ABCCC", true),
            (&["ASCII85Decode"], b"87cURDZ~>\n", b"Hello", true),
            (&["A85"], b"87cU\xffRDZz", b"Hello", false),
            (&["A85"], b"z87cUR", b"\0\0\0\0Hell", true),
            (&["NoSuchDecode"], b"AB", b"", false),
        ] {
            let unpacked = unpack(&stream(filters, packed), 100).unwrap();
            assert_eq!((unpacked.bytes.as_slice(), unpacked.whole), (bytes, whole), "{filters:?}");
        }
    }

    #[test]
    fn no_more_comes_out_than_may() {
        for (filter, packed) in
            [("RunLengthDecode", &b"\x81A\x81A"[..]), ("LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")]
        {
            assert!(unpack(&stream(&[filter], packed), 4).is_err(), "{filter}");
            assert!(unpack(&stream(&[filter], packed), 400).is_ok(), "{filter}");
        }
    }
}
