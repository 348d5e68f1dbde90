//! Fewer points that draw the same line.
//!
//! Of the points within a px, a line needs the first, the least, the greatest and the last (Jugel, Jerzak, Hackenbroich
//! and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).

use crate::geom::Point;

/// Collects the points of a line from left to right, at most four for each px.
#[derive(Debug, Default)]
pub(super) struct Thinned {
    points: Vec<Point>,
    /// The points of the current px, in their order; at most four.
    column: Vec<Point>,
}

impl Thinned {
    pub(super) fn push(&mut self, point: Point) {
        if self.column.first().is_some_and(|first| first.x.floor() != point.x.floor()) {
            self.points.append(&mut self.column);
        }
        self.column.push(point);
        if self.column.len() == 5 {
            let middle = 1..4;
            let by_y = |&a: &usize, &b: &usize| self.column[a].y.total_cmp(&self.column[b].y);
            let (least, most) =
                (middle.clone().min_by(by_y).unwrap_or(1), middle.clone().max_by(by_y).unwrap_or(3));
            let spare = middle.clone().find(|at| *at != least && *at != most).unwrap_or(2);
            self.column.remove(spare);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Point> {
        self.points.append(&mut self.column);
        self.points.dedup();
        self.points
    }
}

/// The points, thinned out.
pub(super) fn thinned(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    let mut thinned = Thinned::default();
    points.into_iter().for_each(|point| thinned.push(point));
    thinned.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_peak_is_lost() {
        let points = (0..100_000).map(|at| Point::new(f64::from(at) / 1000.0, f64::from(at * 7919 % 10_007)));
        let all: Vec<_> = points.collect();
        let few = thinned(all.iter().copied());
        assert!(few.len() <= 400, "{}", few.len());
        for px in 0..100 {
            let range = |points: &[Point]| {
                let inside =
                    points.iter().filter(|point| point.x.floor() == f64::from(px)).map(|point| point.y);
                inside.fold((f64::MAX, f64::MIN), |(least, most), y| (least.min(y), most.max(y)))
            };
            assert_eq!(range(&few), range(&all), "{px}");
        }
        assert_eq!((few.first(), few.last()), (all.first(), all.last()));
    }

    #[test]
    fn few_points_stay() {
        let points = [(0.0, 1.0), (0.5, 2.0), (7.0, 1.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(thinned(points), points);
        assert!(thinned([]).is_empty());
    }
}
