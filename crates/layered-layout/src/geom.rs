//! Points, sizes and rectangles. Lengths are CSS pixels, x grows to the right and y downwards.

/// A place in the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the top edge.
    pub y: f64,
}

impl Point {
    /// The point at (`x`, `y`).
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    /// The straight distance to `other`.
    #[must_use]
    pub fn distance(self, other: Point) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        // `hypot` comes from the platform's C library, whose last bits differ; a square root does not.
        (dx * dx + dy * dy).sqrt()
    }

    /// The point at the share `t` of the way to `other`.
    #[must_use]
    pub fn lerp(self, other: Point, t: f64) -> Point {
        Point::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}

/// A cubic Bézier curve: start, two control points, end.
pub type Cubic = [Point; 4];

/// The curves of a chain: a start, then three points for each curve. What is left over is ignored.
pub fn cubics(chain: &[Point]) -> impl Iterator<Item = Cubic> + '_ {
    let rests = chain.get(1..).unwrap_or_default().chunks_exact(3);
    chain.iter().step_by(3).zip(rests).map(|(&start, rest)| [start, rest[0], rest[1], rest[2]])
}

/// The straight line between two points, as far along as its parameter says.
pub fn even_cubic(from: Point, to: Point) -> Cubic {
    [from, from.lerp(to, 1.0 / 3.0), from.lerp(to, 2.0 / 3.0), to]
}

/// The part of a cubic up to the parameter `t`, which ends in the point there, by de Casteljau's construction.
pub fn cubic_head(&[a, b, c, d]: &Cubic, t: f64) -> Cubic {
    let (ab, bc, cd) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
    let (abc, bcd) = (ab.lerp(bc, t), bc.lerp(cd, t));
    [a, ab, abc, abc.lerp(bcd, t)]
}

/// The ends of `n` chords of a cubic, at equal steps of its parameter.
pub fn chords(cubic: &Cubic, n: u32) -> impl Iterator<Item = (Point, Point)> + '_ {
    let point = move |step: u32| cubic_head(cubic, f64::from(step) / f64::from(n))[3];
    (0..n).map(move |step| (point(step), point(step + 1)))
}

/// A width and a height, neither negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Extent in x.
    pub width: f64,
    /// Extent in y.
    pub height: f64,
}

impl Size {
    /// The size `width` × `height`.
    #[must_use]
    pub const fn new(width: f64, height: f64) -> Size {
        Size { width, height }
    }
}

/// An axis-parallel rectangle; `min` is its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Upper left corner.
    pub min: Point,
    /// Lower right corner.
    pub max: Point,
}

impl Rect {
    /// The rectangle of `size` around `centre`.
    #[must_use]
    pub fn around(centre: Point, size: Size) -> Rect {
        let (dx, dy) = (size.width / 2.0, size.height / 2.0);
        Rect { min: Point::new(centre.x - dx, centre.y - dy), max: Point::new(centre.x + dx, centre.y + dy) }
    }

    /// The same rectangle, moved outwards by `by` on every side (inwards where negative).
    #[must_use]
    pub fn grown(self, by: f64) -> Rect {
        Rect {
            min: Point::new(self.min.x - by, self.min.y - by),
            max: Point::new(self.max.x + by, self.max.y + by),
        }
    }

    /// Whether the two rectangles share more than their borders.
    #[must_use]
    pub fn overlaps(self, other: Rect) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// Whether the segment between two points passes through the inside (Liang and Barsky, 1984).
    #[must_use]
    pub fn meets(self, a: Point, b: Point) -> bool {
        // Most do not come near, and a comparison costs less than a division.
        if a.x.max(b.x) <= self.min.x
            || self.max.x <= a.x.min(b.x)
            || a.y.max(b.y) <= self.min.y
            || self.max.y <= a.y.min(b.y)
        {
            return false;
        }
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut from, mut to) = (0.0f64, 1.0f64);
        for (direction, room) in
            [(-dx, a.x - self.min.x), (dx, self.max.x - a.x), (-dy, a.y - self.min.y), (dy, self.max.y - a.y)]
        {
            if direction == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if direction < 0.0 {
                from = from.max(room / direction);
            } else {
                to = to.min(room / direction);
            }
        }
        from < to
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// The middle.
    #[must_use]
    pub fn centre(self) -> Point {
        Point::new(f64::midpoint(self.min.x, self.max.x), f64::midpoint(self.min.y, self.max.y))
    }

    /// Extent in both directions.
    #[must_use]
    pub fn size(self) -> Size {
        Size::new(self.max.x - self.min.x, self.max.y - self.min.y)
    }
}
