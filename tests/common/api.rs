//! What users of a crate can name, printed from its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Attribute, Block, Fields, Ident, ImplItem, Item, ItemImpl, TraitItem, Type, UseTree, Visibility};

/// A module, as the names that lead to it from the root.
type Module = Vec<String>;

/// The modules of a crate without its tests.
struct Sources {
    modules: BTreeMap<Module, Vec<Item>>,
}

/// The API of the crate whose root is `lib.rs` in a folder, module by module.
pub(crate) fn printed(folder: &Path, name: &str) -> String {
    let mut sources = Sources { modules: BTreeMap::new() };
    sources.load(folder, &[], &folder.join("lib.rs"));
    let mut printer = Printer { sources: &sources, name, sections: Vec::new(), seen: BTreeSet::new() };
    printer.module(&[], &[], &[]);
    printer.sections.join("\n")
}

impl Sources {
    fn load(&mut self, folder: &Path, module: &[String], file: &Path) {
        let text = fs::read_to_string(file).unwrap();
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.add(folder, module, parsed.items);
    }

    fn add(&mut self, folder: &Path, module: &[String], items: Vec<Item>) {
        for item in &items {
            let Item::Mod(inner) = item else { continue };
            if is_for_tests(&inner.attrs) {
                continue;
            }
            let name = inner.ident.to_string();
            let path = [module, std::slice::from_ref(&name)].concat();
            match &inner.content {
                Some((_, items)) => self.add(folder, &path, items.clone()),
                None => {
                    let stem =
                        module.iter().fold(folder.to_owned(), |folder, name| folder.join(name)).join(name);
                    let file = stem.with_extension("rs");
                    self.load(folder, &path, &if file.exists() { file } else { stem.join("mod.rs") });
                }
            }
        }
        self.modules.insert(module.to_owned(), items);
    }

    /// The module that a path leads to from another one; none if it leads out of the crate.
    fn module(&self, from: &[String], path: &[String]) -> Option<Module> {
        let n_supers = path.iter().take_while(|name| *name == "super").count();
        let (base, rest) = match path.first().map(String::as_str) {
            None | Some("self") => (from, path.get(1..).unwrap_or_default()),
            Some("crate") => (&[][..], &path[1..]),
            Some("super") => (&from[..from.len() - n_supers], &path[n_supers..]),
            Some(_) => (from, path),
        };
        Some([base, rest].concat()).filter(|module| self.modules.contains_key(module))
    }

    /// All implementations for a type of this name.
    fn implementations(&self, name: &Ident) -> Vec<&ItemImpl> {
        let is_of = |implementation: &&ItemImpl| {
            let Type::Path(path) = &*implementation.self_ty else { return false };
            path.path.segments.last().is_some_and(|last| last.ident == *name)
        };
        let items = self.modules.values().flatten();
        let all = items.filter_map(|item| if let Item::Impl(item) = item { Some(item) } else { None });
        all.filter(is_of).filter(|item| !is_for_tests(&item.attrs)).collect()
    }

    /// Whether a trait is of the crate and not public.
    fn is_private(&self, name: &Ident) -> bool {
        let is_it = |item: &Item| match item {
            Item::Trait(item) => item.ident == *name && !is_public(&item.vis),
            _ => false,
        };
        self.modules.values().flatten().any(is_it)
    }
}

/// Prints modules, each as a section.
struct Printer<'a> {
    sources: &'a Sources,
    name: &'a str,
    sections: Vec<String>,
    seen: BTreeSet<Module>,
}

impl Printer<'_> {
    /// Prints a module that is called `public` by users.
    fn module(&mut self, module: &[String], public: &[String], attributes: &[Attribute]) {
        if !self.seen.insert(public.to_owned()) {
            return;
        }
        let at = self.sections.len();
        self.sections.push(String::new());
        let items = self.items(module, public);
        let file = syn::File { shebang: None, attrs: Vec::new(), items };
        let name = std::iter::once(self.name.to_owned())
            .chain(public.iter().cloned())
            .collect::<Vec<_>>()
            .join("::");
        let feature = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let feature: String = feature.map(|attribute| prettyplease::unparse(&marked(attribute))).collect();
        self.sections[at] =
            format!("// {name}\n{}{}", feature.replace("\nstruct Module;", ""), prettyplease::unparse(&file));
    }

    /// The public items of a module, those that it passes on among them.
    fn items(&mut self, module: &[String], public: &[String]) -> Vec<Item> {
        let mut found = Vec::new();
        for item in &self.sources.modules[module] {
            match item {
                Item::Mod(inner) if is_public(&inner.vis) => {
                    let name = inner.ident.to_string();
                    self.module(
                        &[module, std::slice::from_ref(&name)].concat(),
                        &[public, &[name]].concat(),
                        &inner.attrs,
                    );
                }
                Item::Use(passed) if is_public(&passed.vis) => {
                    for (path, name) in branches(&passed.tree) {
                        self.pass_on(module, public, &path, &name, &mut found);
                    }
                }
                _ => found.extend(self.with_implementations(item)),
            }
        }
        found
    }

    /// Prints what a module passes on by this path under this name.
    fn pass_on(
        &mut self,
        module: &[String],
        public: &[String],
        path: &[String],
        name: &str,
        found: &mut Vec<Item>,
    ) {
        if let Some(inner) = self.sources.module(module, path) {
            self.module(&inner, &[public, &[name.to_owned()]].concat(), &[]);
            return;
        }
        let (own_name, parent) = path.split_last().unwrap();
        let Some(parent) = self.sources.module(module, parent).filter(|_| path.len() > 1) else {
            let path = path.join("::");
            let is_own = path.rsplit("::").next() == Some(name);
            let tree = if is_own { path } else { format!("{path} as {name}") };
            found.push(syn::parse_str(&format!("pub use {tree};")).unwrap());
            return;
        };
        for item in &self.sources.modules[&parent] {
            match item {
                Item::Use(passed) if !matches!(passed.vis, Visibility::Inherited) => {
                    for (path, passed_name) in branches(&passed.tree) {
                        if passed_name == *own_name {
                            self.pass_on(&parent, public, &path, name, found);
                        }
                    }
                }
                _ if ident(item).is_some_and(|ident| ident == own_name) => {
                    let mut items = self.with_implementations(item);
                    if let Some(Item::Fn(first)) = items.first_mut() {
                        first.sig.ident = Ident::new(name, first.sig.ident.span());
                    }
                    found.extend(items);
                }
                _ => {}
            }
        }
    }

    /// An item as users see it, and if it is a type what it can do; nothing if it is private.
    fn with_implementations(&self, item: &Item) -> Vec<Item> {
        let Some(shown) = shown(item) else { return Vec::new() };
        let is_type = matches!(item, Item::Struct(_) | Item::Enum(_));
        let Some(name) = ident(item).filter(|_| is_type) else { return vec![shown] };
        let mut own = Vec::new();
        let mut of_traits = BTreeMap::new();
        for implementation in self.sources.implementations(name) {
            match &implementation.trait_ {
                None => own.extend(own_items(implementation).map(Item::Impl)),
                Some((_, path, _)) if !self.sources.is_private(&path.segments.last().unwrap().ident) => {
                    let stripped = of_trait(implementation);
                    let file = syn::File {
                        shebang: None,
                        attrs: Vec::new(),
                        items: vec![Item::Impl(stripped.clone())],
                    };
                    of_traits.insert(prettyplease::unparse(&file), Item::Impl(stripped));
                }
                Some(_) => {}
            }
        }
        std::iter::once(shown).chain(own).chain(of_traits.into_values()).collect()
    }
}

/// An attribute on something, to be printed.
fn marked(attribute: &Attribute) -> syn::File {
    let mut item: syn::ItemStruct = syn::parse_str("struct Module;").unwrap();
    item.attrs.push(attribute.clone());
    syn::File { shebang: None, attrs: Vec::new(), items: vec![Item::Struct(item)] }
}

/// The public methods and constants of an implementation; none if there is none.
fn own_items(implementation: &ItemImpl) -> Option<ItemImpl> {
    let mut stripped = ItemImpl { attrs: kept(&implementation.attrs), ..implementation.clone() };
    stripped.items = implementation.items.iter().filter_map(own_item).collect();
    (!stripped.items.is_empty()).then_some(stripped)
}

fn own_item(item: &ImplItem) -> Option<ImplItem> {
    match item.clone() {
        ImplItem::Fn(mut item) if is_public(&item.vis) => {
            (item.attrs, item.block) = (kept(&item.attrs), empty());
            Some(ImplItem::Fn(item))
        }
        ImplItem::Const(mut item) if is_public(&item.vis) => {
            (item.attrs, item.expr) = (kept(&item.attrs), syn::parse_str("_").unwrap());
            Some(ImplItem::Const(item))
        }
        _ => None,
    }
}

/// The implementation of a trait, whose methods are known: with its associated types.
fn of_trait(implementation: &ItemImpl) -> ItemImpl {
    let mut stripped = ItemImpl { attrs: kept(&implementation.attrs), ..implementation.clone() };
    stripped.items.retain(|item| matches!(item, ImplItem::Type(_)));
    stripped
}

/// A public item without documentation, private fields and what functions do.
fn shown(item: &Item) -> Option<Item> {
    let mut item = item.clone();
    let (attributes, visibility) = match &mut item {
        Item::Const(item) => {
            item.expr = syn::parse_str("_").unwrap();
            (&mut item.attrs, &item.vis)
        }
        Item::Enum(item) => {
            for variant in &mut item.variants {
                variant.attrs = kept(&variant.attrs);
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            }
            (&mut item.attrs, &item.vis)
        }
        Item::Fn(item) => {
            *item.block = empty();
            (&mut item.attrs, &item.vis)
        }
        Item::Struct(item) => {
            item.fields = public_fields(&item.fields);
            (&mut item.attrs, &item.vis)
        }
        Item::Trait(item) => {
            for inner in &mut item.items {
                if let TraitItem::Fn(function) = inner {
                    function.attrs = kept(&function.attrs);
                    function.default = function.default.as_ref().map(|_| empty());
                }
            }
            (&mut item.attrs, &item.vis)
        }
        Item::Type(item) => (&mut item.attrs, &item.vis),
        _ => return None,
    };
    let is_public = is_public(visibility);
    *attributes = kept(attributes);
    is_public.then_some(item)
}

/// The public fields, and one for all that are private.
fn public_fields(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    let n_fields = fields.len();
    match &mut fields {
        Fields::Named(named) => {
            named.named = named.named.iter().filter(|field| is_public(&field.vis)).cloned().collect();
            named.named.iter_mut().for_each(|field| field.attrs.clear());
            if named.named.len() < n_fields {
                let private: syn::FieldsNamed = syn::parse_str("{ _private: () }").unwrap();
                named.named.extend(private.named);
            }
        }
        Fields::Unnamed(unnamed) => {
            for field in unnamed.unnamed.iter_mut().filter(|field| !is_public(&field.vis)) {
                field.ty = syn::parse_str("_").unwrap();
            }
        }
        Fields::Unit => {}
    }
    fields
}

/// What is said of an item to those who use it.
fn kept(attributes: &[Attribute]) -> Vec<Attribute> {
    let names = ["cfg", "derive", "non_exhaustive"];
    let is_kept = |attribute: &&Attribute| names.iter().any(|name| attribute.path().is_ident(name));
    attributes.iter().filter(is_kept).cloned().collect()
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<Ident>().is_ok_and(|word| word == "test" || word == "doctest")
    };
    attributes.iter().any(is_test)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn empty() -> Block {
    syn::parse_str("{}").unwrap()
}

/// The name of an item that has one.
fn ident(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}

/// All paths of a tree such as `a::{self, b::C, d as e}`, with the names that they get.
fn branches(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        UseTree::Path(path) => {
            let stem = path.ident.to_string();
            let inner = branches(&path.tree).into_iter();
            inner
                .map(|(path, name)| match path.as_slice() {
                    [only] if only == "self" => {
                        (vec![stem.clone()], if name == "self" { stem.clone() } else { name })
                    }
                    _ => ([std::slice::from_ref(&stem), &path[..]].concat(), name),
                })
                .collect()
        }
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(branches).collect(),
        UseTree::Glob(_) => panic!("a glob passes on what nobody sees here"),
    }
}
