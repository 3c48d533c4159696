//! What the programs in src/bin share.
pub mod cryptr;
pub mod event;
