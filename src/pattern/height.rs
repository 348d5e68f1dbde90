//! How high the tree of a pattern is.
//!
//! Go refuses patterns whose trees are higher than a thousand nodes. In such a tree a group is a node only if it
//! captures; sequences within sequences and choices within choices are one node, and so are characters in a
//! row and characters to choose from. Go also takes out what alternatives begin with, which may add a few
//! nodes and is not done here.

/// How high a tree may be.
const MAX_HEIGHT: u32 = 1000;

/// What the root of a tree is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// Matches the empty text.
    Empty,
    /// One character.
    Character,
    /// One of several characters.
    Class,
    /// Several characters in a row.
    Text,
    Sequence,
    Choice,
    /// Anything that stays a node of its own.
    Other,
}

/// A part of a pattern as a tree.
#[derive(Clone, Copy)]
pub(super) struct Tree {
    root: Root,
    height: u32,
}

/// The tree of a pattern grows higher than is allowed.
pub(super) struct TooHigh;

/// The trees of a group, so far as it is read.
#[derive(Default)]
pub(super) struct Group {
    /// The alternatives before the current one.
    choice: Option<Tree>,
    /// The current alternative without its last part, to which an operator may still apply.
    sequence: Option<Tree>,
    last: Option<Tree>,
}

impl Group {
    /// Adds a part.
    pub(super) fn push(&mut self, part: Tree) {
        self.sequence = self.alternative();
        self.last = Some(part);
    }

    /// Puts the last part below an operator.
    pub(super) fn repeat(&mut self) -> Result<(), TooHigh> {
        self.last = self.last.map(Tree::wrapped).transpose()?;
        Ok(())
    }

    /// Ends the current alternative.
    pub(super) fn end_alternative(&mut self) -> Result<(), TooHigh> {
        self.choice = Some(self.with_alternative()?);
        (self.sequence, self.last) = (None, None);
        Ok(())
    }

    /// The tree of the whole group, which ends here.
    pub(super) fn tree(&self) -> Result<Tree, TooHigh> {
        self.with_alternative()?.limited()
    }

    fn with_alternative(&self) -> Result<Tree, TooHigh> {
        let ended = self.alternative().unwrap_or(Tree::leaf(Root::Empty)).limited()?;
        Ok(self.choice.map_or(ended, |choice| choice.or(ended)))
    }

    fn alternative(&self) -> Option<Tree> {
        match (self.sequence, self.last) {
            (Some(sequence), Some(last)) => Some(sequence.then(last)),
            (sequence, last) => sequence.or(last),
        }
    }
}

impl Tree {
    /// A single node.
    pub(super) fn leaf(root: Root) -> Tree {
        Tree { root, height: 1 }
    }

    /// The tree below one node more: a group that captures, or an operator.
    pub(super) fn wrapped(self) -> Result<Tree, TooHigh> {
        Tree { root: Root::Other, height: self.height + 1 }.limited()
    }

    fn then(self, next: Tree) -> Tree {
        let is_text = |tree: Tree| matches!(tree.root, Root::Character | Root::Text);
        if is_text(self) && is_text(next) {
            return Tree::leaf(Root::Text);
        }
        self.joined(next, Root::Sequence)
    }

    fn or(self, other: Tree) -> Tree {
        let is_class = |tree: Tree| matches!(tree.root, Root::Character | Root::Class);
        match (self.root, other.root) {
            (Root::Empty, Root::Empty) => self,
            _ if is_class(self) && is_class(other) => Tree::leaf(Root::Class),
            _ => self.joined(other, Root::Choice),
        }
    }

    /// Both below one root, which is their own if they have the same.
    fn joined(self, other: Tree, root: Root) -> Tree {
        let below = |tree: Tree| if tree.root == root { tree.height - 1 } else { tree.height };
        Tree { root, height: below(self).max(below(other)) + 1 }
    }

    fn limited(self) -> Result<Tree, TooHigh> {
        if self.height > MAX_HEIGHT { Err(TooHigh) } else { Ok(self) }
    }
}
