use base64::prelude::{BASE64_STANDARD, Engine as _};
use bstr::BString;
use expect_test::{Expect, expect};
use ring::digest::{SHA256, digest};

use super::*;
use crate::{
    analysis::Analysis,
    options::{Filters, Options},
    profile::{Profile, testing::profile},
};

/// One text for all files but those of that name.
struct Files(&'static [u8]);

impl Sources for Files {
    fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString> {
        if file == "none" { Err("not <there>".into()) } else { Ok(self.0.to_vec()) }
    }
}

fn page(profile: &Profile, options: &Options, source: &'static [u8]) -> String {
    let analysis = Analysis::new(profile).unwrap();
    let selection = analysis.select(options).unwrap();
    let mut out = Vec::new();
    weblist(&mut out, &selection, &selection.listing(), &mut Files(source)).unwrap();
    String::from_utf8(out).unwrap()
}

/// What stands between the header and the script.
fn check(page: &str, expected: &Expect) {
    let (_, body) = page.split_once("</header>\n").unwrap();
    expected.assert_eq(body.split("<script>").next().unwrap());
}

#[test]
fn functions_stand_below_their_links() {
    let profile = profile("main@m.go:2;work@none:9 3\nmain@m.go:3;work@none:9 4\nmain@m.go:8 1");
    check(
        &page(&profile, &Options::default(), b"1\n2\n\t3"),
        &expect![[r##"
        <nav aria-label="Functions">
        <table>
        <tr><th>flat</th><th>cum</th><th>function</th></tr>
        <tr id="n1"><td>7 (87.50%)</td><td>7 (87.50%)</td><th><a href="#f1">work</a></th></tr>
        <tr id="n2"><td>1 (12.50%)</td><td>8 (100%)</td><th><a href="#f2">main</a></th></tr>
        </table>
        </nav>
        <main>
        <section id="f1">
        <h2>work</h2>
        <p class="q">none · flat 7 (87.50%) · cum 7 (87.50%)</p>
        <p class="error">not &lt;there&gt;</p>
        <table>
        <tr><th>flat</th><th>cum</th><th>line</th><th>source</th></tr>
        <tr class="p15"><td>7<td>7<td>9<td>
        </table>
        </section>
        <section id="f2">
        <h2>main</h2>
        <p class="q">m.go · flat 1 (12.50%) · cum 8 (100%)</p>
        <table>
        <tr><th>flat</th><th>cum</th><th>line</th><th>source</th></tr>
        <tr><td><td><td>1<td>1
        <tr class="p10"><td><td>3<td>2<td>2
        <tr class="p11"><td><td>4<td>3<td>	3
        </table>
        <table>
        <tr><th>flat</th><th>cum</th><th>line</th><th>source</th></tr>
        <tr class="p6"><td>1<td>1<td>8<td>
        </table>
        </section>
        </main>
    "##]],
    );
}

#[test]
fn growth_has_a_sign() {
    let mut profile = profile("f@f.go:1 5\ng@g.go:1 -5");
    profile.is_difference = true;
    let page = page(&profile, &Options::default(), b"1");
    assert!(page.contains("<tr class=\"p11\"><td>+5<td>+5<td>1<td>1\n"), "{page}");
    assert!(page.contains("<tr class=\"n11\"><td>-5<td>-5<td>1<td>1\n"), "{page}");
}

/// Names, files, units, comments, filters and sources may hold anything; none of it is markup, and no text changes
/// what the page is made of.
#[test]
fn nothing_untrusted_is_live() {
    const HOSTILE: &str = "</td></script><script>alert(1)</script><img/src=x\u{a0}onerror='a\"&lt;--><!--";
    let tags = |hostile: &str| {
        let mut profile = profile("f@f.go:2 5\ng@none:2 5");
        let hostile_text = profile.strings.push(hostile.as_bytes());
        profile.comments = vec![hostile_text];
        profile.sample_types[0].kind = hostile_text;
        profile.sample_types[0].unit = hostile_text;
        profile.doc_url = hostile_text;
        for (number, function) in profile.functions.iter_mut().enumerate() {
            function.name = profile.strings.push(format!("{hostile}{number}").as_bytes());
        }
        profile.functions[0].filename = profile.strings.push(format!("{hostile}.go").as_bytes());
        let filters = Filters { tag_hide: Some(hostile.to_owned()), ..Filters::default() };
        let source = "\n</td></script><script>alert(1)</script><img/src=x onerror='a\"&lt;--><!--".as_bytes();
        let page = page(&profile, &Options { filters, ..Options::default() }, source);
        assert!(hostile == "harmless" || page.matches("alert(1)").count() > 5);
        let (page, _) = page.rsplit_once("<script>").unwrap();
        page.matches('<').count()
    };
    assert_eq!(tags(HOSTILE), tags("harmless"));
}

#[test]
fn the_page_allows_its_script_alone() {
    let page = page(&profile("f@f.go:1 5"), &Options::default(), b"1");
    let (_, script) = page.split_once("<script>").unwrap();
    let (script, _) = script.split_once("</script>").unwrap();
    let hash = BASE64_STANDARD.encode(digest(&SHA256, script.as_bytes()));
    let expected = format!("script-src 'sha256-{hash}'");
    assert!(page.contains(&expected), "SCRIPT_HASH is stale; {expected}");
}
