//! Universal files of macOS: an object file for each of several architectures.

use object::FileKind;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};

/// The maximum number of architectures. There are two or three.
const MAX: usize = 16;

/// The object files in a universal file, or `bytes` themselves.
pub(super) fn objects(bytes: &[u8]) -> Vec<&[u8]> {
    match FileKind::parse(bytes) {
        Ok(FileKind::MachOFat32) => held(bytes, MachOFatFile32::parse(bytes).map(|file| file.arches())),
        Ok(FileKind::MachOFat64) => held(bytes, MachOFatFile64::parse(bytes).map(|file| file.arches())),
        _ => vec![bytes],
    }
}

fn held<'d, A: FatArch>(bytes: &'d [u8], programs: object::Result<&'d [A]>) -> Vec<&'d [u8]> {
    let programs = programs.unwrap_or_default().iter().take(MAX);
    programs.filter_map(|program| program.data(bytes).ok()).collect()
}
