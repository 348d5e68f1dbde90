//! The uninteresting functions of the older formats: allocators, mutexes and the profiler itself.
//!
//! In protobuf, profiles name these functions themselves; in the older formats the list is fixed.

use super::parts::Kind;

/// The `drop_frames` and `keep_frames` expressions of a profile.
#[derive(Debug)]
pub(super) struct DropFrames {
    pub(super) drop: String,
    pub(super) keep: String,
}

impl DropFrames {
    /// The expressions for a profile with these sample types.
    pub(super) fn of(sample_types: &[Kind]) -> DropFrames {
        let kinds: Vec<&[u8]> = sample_types.iter().map(|kind| kind.kind.as_slice()).collect();
        let is = |known: &&[&str]| kinds.iter().copied().eq(known.iter().map(|kind| kind.as_bytes()));
        let (drop, keep) = if HEAP_KINDS.iter().any(is) {
            (HEAP_DROP, HEAP_KEEP)
        } else if is(&CONTENTION_KINDS) {
            (CONTENTION_DROP, &[][..])
        } else {
            (CPU_DROP, &[][..])
        };
        DropFrames { drop: drop.join("|"), keep: keep.join("|") }
    }
}

const HEAP_KINDS: [&[&str]; 5] = [
    &["allocations", "size"],
    &["objects", "space"],
    &["inuse_objects", "inuse_space"],
    &["alloc_objects", "alloc_space"],
    &["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"],
];

const CONTENTION_KINDS: &[&str] = &["contentions", "delay"];

const HEAP_DROP: &[&str] = &[
    // POSIX
    "calloc",
    "cfree",
    "malloc",
    "free",
    "memalign",
    "do_memalign",
    "(__)?posix_memalign",
    "pvalloc",
    "valloc",
    "realloc",
    // TCMalloc
    "tcmalloc::.*",
    "tc_calloc",
    "tc_cfree",
    "tc_malloc",
    "tc_free",
    "tc_memalign",
    "tc_posix_memalign",
    "tc_pvalloc",
    "tc_valloc",
    "tc_realloc",
    "tc_new",
    "tc_delete",
    "tc_newarray",
    "tc_deletearray",
    "tc_new_nothrow",
    "tc_newarray_nothrow",
    // macOS
    "malloc_zone_malloc",
    "malloc_zone_calloc",
    "malloc_zone_valloc",
    "malloc_zone_realloc",
    "malloc_zone_memalign",
    "malloc_zone_free",
    // Go
    r"runtime\..*",
    // C++
    "BaseArena::.*",
    "(::)?do_malloc_no_errno",
    "(::)?do_malloc_pages",
    "(::)?do_malloc",
    "DoSampledAllocation",
    "MallocedMemBlock::MallocedMemBlock",
    "_M_allocate",
    "__builtin_(vec_)?delete",
    "__builtin_(vec_)?new",
    "__gnu_cxx::new_allocator::allocate",
    "__libc_malloc",
    "__malloc_alloc_template::allocate",
    "allocate",
    "cpp_alloc",
    r"operator new(\[\])?",
    "simple_alloc::allocate",
];

/// Exceptions: functions of Go's runtime that a heap profile should show.
const HEAP_KEEP: &[&str] = &[r"runtime\.panic", r"runtime\.reflectcall", r"runtime\.call[0-9]*"];

const CONTENTION_DROP: &[&str] = &[
    "RecordLockProfileData",
    "(base::)?RecordLockProfileData.*",
    "(base::)?SubmitMutexProfileData.*",
    "(base::)?SubmitSpinLockProfileData.*",
    "(base::Mutex::)?AwaitCommon.*",
    "(base::Mutex::)?Unlock.*",
    "(base::Mutex::)?UnlockSlow.*",
    "(base::Mutex::)?ReaderUnlock.*",
    "(base::MutexLock::)?~MutexLock.*",
    "(Mutex::)?AwaitCommon.*",
    "(Mutex::)?Unlock.*",
    "(Mutex::)?UnlockSlow.*",
    "(Mutex::)?ReaderUnlock.*",
    "(MutexLock::)?~MutexLock.*",
    "(SpinLock::)?Unlock.*",
    "(SpinLock::)?SlowUnlock.*",
    "(SpinLockHolder::)?~SpinLockHolder.*",
];

/// Also used for all other sample types.
const CPU_DROP: &[&str] = &[
    "ProfileData::Add",
    "ProfileData::prof_handler",
    "CpuProfiler::prof_handler",
    "__pthread_sighandler",
    "__restore",
];

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    fn of(kinds: &[&str]) -> DropFrames {
        DropFrames::of(&kinds.iter().map(|&kind| Kind::new(kind, "")).collect::<Vec<_>>())
    }

    #[test]
    fn kinds_decide() {
        for kinds in HEAP_KINDS {
            assert!(of(kinds).drop.starts_with("calloc|cfree|malloc|") && !of(kinds).keep.is_empty());
        }
        assert!(of(&["contentions", "delay"]).drop.starts_with("RecordLockProfileData|"));
        for kinds in [&["samples", "cpu"][..], &["objects"], &["space", "objects"], &[]] {
            assert!(of(kinds).drop.starts_with("ProfileData::Add|") && of(kinds).keep.is_empty());
        }
    }

    #[test]
    fn all_are_regular_expressions() {
        for kinds in [&["objects", "space"], CONTENTION_KINDS, &[]] {
            Regex::new(&of(kinds).drop).unwrap();
            Regex::new(&of(kinds).keep).unwrap();
        }
    }
}
