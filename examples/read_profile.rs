//! Reads a profile and prints its contents.
//!
//! ```sh
//! cargo run --example read_profile -- examples/redis-restore.heap.pb.gz
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use pprof_svg::profile;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("which profile?")?;
    let profile = profile::read(&std::fs::read(file)?)?;

    println!("{} samples", profile.samples.len());
    for (index, sample_type) in profile.sample_types.iter().enumerate() {
        let (kind, unit) = (profile.text(sample_type.kind), profile.text(sample_type.unit));
        let total: i64 = profile.samples.iter().map(|sample| sample.values[index]).sum();
        println!("  {kind}: {total} {unit}");
    }
    println!("{} functions at {} locations", profile.functions.len(), profile.locations.len());
    for mapping in &profile.mappings {
        println!("  of {}", profile.text(mapping.filename));
    }

    // A stack is a list of locations, leaf first; a location has several frames if calls were inlined.
    if let Some(heaviest) = profile.samples.iter().max_by_key(|sample| sample.values.last().copied()) {
        println!("the stack of the heaviest sample, from its root:");
        for &location in heaviest.stack.iter().rev() {
            for line in profile.lines_of(location).iter().rev() {
                let function = &profile.functions[line.function.0 as usize];
                println!("  {}:{}", profile.text(function.name), line.line);
            }
        }
    }
    Ok(())
}
