//! Opens what CHEFS seals, on RustCrypto. Copy this file.
//! It opens the format of npm cryptr 6, more strictly than cryptr itself does:
//!
//!     hex( salt[64] | iv[16] | tag[16] | ciphertext )
//!     key = PBKDF2-HMAC-SHA512(the configured key as text, salt, 100 000, 32)

use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::aes::Aes256;
use aes_gcm::{AesGcm, Nonce};
use sha2::Sha512;

const SALT_END: usize = 64;
const IV_END: usize = SALT_END + 16;
const TAG_END: usize = IV_END + 16;
const ITERATIONS: u32 = 100_000;

/// The crate's own name Aes256Gcm stands for ivs of 12 bytes; CHEFS has 16.
type Aes256Gcm16 = AesGcm<Aes256, U16>;

/// Why the data cannot be opened. For logs: it holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejected {
    NotHex,
    TooShort,
    TagMismatch,
}

impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotHex => "data is not hex",
            Self::TooShort => "data is too short",
            Self::TagMismatch => "wrong key, or the data was changed",
        })
    }
}

/// Gives the plaintext. `data` is payload.data of a PRIVATE event, `key` the
/// UTF-8 bytes of the text that the form's owner configured. On an oversize
/// event payload.data is an object: look for the event's "error" before.
pub fn open(data: &[u8], key: &[u8]) -> Result<Vec<u8>, Rejected> {
    let sealed = hex::decode(data).map_err(|_| Rejected::NotHex)?;
    if sealed.len() < TAG_END {
        return Err(Rejected::TooShort);
    }
    let (salt, rest) = sealed.split_at(SALT_END);
    let (iv, rest) = rest.split_at(IV_END - SALT_END);
    let (tag, ciphertext) = rest.split_at(TAG_END - IV_END);

    // The key is a password: its 64 hex digits are not decoded.
    let aes_key: [u8; 32] = pbkdf2::pbkdf2_hmac_array::<Sha512, 32>(key, salt, ITERATIONS);
    // aes-gcm wants the tag behind the ciphertext; cryptr has it in front.
    let joined = [ciphertext, tag].concat();
    let nonce = Nonce::<U16>::try_from(iv).expect("an iv has 16 bytes");
    Aes256Gcm16::new(&aes_key.into())
        .decrypt(&nonce, joined.as_slice())
        .map_err(|_| Rejected::TagMismatch)
}
