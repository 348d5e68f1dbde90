//! Fitting: laying out again, more narrowly, until the drawing is no wider than it should be.
//!
//! How wide a drawing becomes is known only when it is drawn: edges that pass and labels take room besides the boxes.
//! So the aspect, which says how wide ranks may be, is lowered by what the last drawing was too wide.

use crate::geom::Size;
use crate::layout::Layout;
use crate::options::Options;

/// How often a graph is laid out at most, but for large ones.
const MOST_TRIES: usize = 6;

/// How many boxes and edges are laid out in all tries together; two tries are always made.
const MOST_PARTS: usize = 10_000;

/// What the aspect is multiplied by from try to try: most drawings come near their least width within the tries. It
/// does not depend on the wanted width, so that wanting less does not end in a wider drawing.
const FACTOR: f64 = 0.65;

/// Lays out with ever smaller aspects until the drawing keeps `options.width`; if none does, the result is the best of
/// them, and of equals the first. Without a wanted width, it is laid out once, and
/// where the aspect is meant strictly once more as if it were not, which may come nearer to it.
///
/// `n_parts` is how many boxes and edges there are: of large graphs there are fewer tries, further from each other.
pub(crate) fn fitted(
    options: &Options,
    n_parts: usize,
    mut lay_out: impl FnMut(&Options) -> Layout,
) -> Layout {
    let mut best = lay_out(options);
    if options.width <= 0.0 {
        if options.enforce_aspect && options.aspect > 0.0 {
            // Ranks that gave boxes away for the aspect may still have become no nearer to it.
            let relaxed = lay_out(&Options { enforce_aspect: false, ..options.clone() });
            if misfit(relaxed.size, options.aspect) < misfit(best.size, options.aspect) {
                best = relaxed;
            }
        }
        return best;
    }
    // The drawing may be narrower already than what the aspect asks for.
    let drawn = best.size.width / best.size.height.max(1.0);
    let aspect = if options.aspect > 0.0 { options.aspect.min(drawn) } else { drawn };
    let mut options = Options { enforce_aspect: true, aspect, ..options.clone() };
    let n_tries = (MOST_PARTS / n_parts.max(1)).clamp(2, MOST_TRIES);
    for _ in 1..n_tries {
        if best.size.width <= options.width {
            break;
        }
        for _ in 0..(MOST_TRIES - 1) / (n_tries - 1) {
            options.aspect *= FACTOR;
        }
        let layout = lay_out(&options);
        if layout.size.width <= options.width || cost(layout.size) < cost(best.size) {
            best = layout;
        }
    }
    best
}

/// How many times wider than the aspect a drawing is, or narrower.
pub(crate) fn misfit(size: Size, aspect: f64) -> f64 {
    let ratio = size.width.max(1.0) / size.height.max(1.0) / aspect;
    ratio.max(1.0 / ratio)
}

/// How bad a drawing is that is too wide: a hundredth less of width is worth six hundredths more of height, and no
/// more, since folding goes on to add height where it hardly takes width away.
fn cost(size: Size) -> f64 {
    // Multiplied out, since the precision of `powi` is the machine's own.
    let square = size.width * size.width;
    square * square * square * size.height
}

#[cfg(test)]
#[path = "tests/fit.rs"]
mod tests;
