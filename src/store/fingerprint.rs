//! SHA-256 of bytes, as lower-case hex.

use sha2::{Digest, Sha256};

/// The fingerprint of some bytes: 64 hex digits.
pub(crate) fn of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    text
}

/// The fingerprint of several named files: changes when any name or any byte does.
pub(crate) fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut whole = String::new();
    for (name, bytes) in files {
        whole.push_str(name);
        whole.push('\n');
        whole.push_str(&of(bytes));
        whole.push('\n');
    }
    of(whole.as_bytes())
}

#[cfg(test)]
mod tests {
    #[test]
    fn known_digest() {
        assert_eq!(super::of(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
