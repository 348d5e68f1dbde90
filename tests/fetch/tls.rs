//! Servers with certificates, and servers that require client certificates.

use std::fs;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

use super::server::{Server, send};
use super::{Folder, common};

/// A certificate and its key.
struct Identity {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

/// An authority, and two certificates that it has signed: for the server at 127.0.0.1, and for a client.
struct World {
    authority: Identity,
    server: Identity,
    client: Identity,
}

impl World {
    fn new() -> World {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let issuer = Issuer::from_params(&params, &key);
        let vouched = |name: &str| {
            let key = KeyPair::generate().unwrap();
            let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
            Identity { certificate: params.signed_by(&key, &issuer).unwrap(), key }
        };
        let (server, client) = (vouched("127.0.0.1"), vouched("client"));
        World { authority: Identity { certificate, key }, server, client }
    }

    /// A server with a profile; it requires a client certificate if `asks`.
    fn serve(&self, asks: bool) -> Server {
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_safe_default_protocol_versions().unwrap();
        let builder = if asks {
            let mut roots = RootCertStore::empty();
            roots.add(self.authority.certificate.der().clone()).unwrap();
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let chain: Vec<CertificateDer<'static>> = vec![self.server.certificate.der().clone()];
        let key = PrivateKeyDer::try_from(self.server.key.serialize_der()).unwrap();
        Server::secure(builder.with_single_cert(chain, key).unwrap(), |_, stream| {
            send(stream, &common::profile())
        })
    }

    /// Writes everything as PEM files.
    fn write(&self, folder: &Folder) {
        for (name, identity) in [("ca", &self.authority), ("client", &self.client)] {
            fs::write(folder.path(&format!("{name}.pem")), identity.certificate.pem()).unwrap();
            fs::write(folder.path(&format!("{name}.key")), identity.key.serialize_pem()).unwrap();
        }
    }
}

#[test]
fn a_server_is_trusted_by_its_authority_or_by_request() {
    let (folder, world) = (Folder::new("tls"), World::new());
    world.write(&folder);
    let server = world.serve(false);
    let (expected, _) = folder.dot(&["p"]);
    let at = |scheme: &str, host: &str| format!("{scheme}://{host}:{}/p", server.port);
    let unknown = folder.failure(&[&at("https", "127.0.0.1")]);
    let advice = "-tls_ca=FILE names whom to trust, https+insecure:// trusts everybody";
    let fault = |what: &str| format!("{what}; {advice}");
    assert!(
        unknown.ends_with(&fault(": the server's certificate is from nobody known here"))
            || unknown.contains("this system knows no authorities"),
        "{unknown}"
    );
    let other = folder.failure(&[&at("https", "localhost"), "-tls_ca=ca.pem"]);
    assert!(other.ends_with(&fault(": the server's certificate is another host's")), "{other}");
    let plain = folder.failure(&[&at("http", "127.0.0.1")]);
    assert!(
        plain.contains(": no answer that is HTTP") || plain.contains(": the connection ended"),
        "{plain}"
    );
    assert_eq!(folder.dot(&[&at("https", "127.0.0.1"), "-tls_ca=ca.pem"]).0, expected);
    let (dot, said) = folder.dot(&[&at("https+insecure", "127.0.0.1")]);
    assert_eq!(dot, expected);
    let fetching = format!("Fetching profile over HTTP from {}\n", at("https+insecure", "127.0.0.1"));
    assert!(said.starts_with(&fetching), "{said}");
}

#[test]
fn a_certificate_is_shown_to_a_server_that_asks() {
    let (folder, world) = (Folder::new("client"), World::new());
    world.write(&folder);
    let server = world.serve(true);
    let url = format!("https://127.0.0.1:{}/p", server.port);
    let nobody = folder.failure(&[&url, "-tls_ca=ca.pem"]);
    let advice = "the server wants a certificate that it knows; -tls_cert=FILE and -tls_key=FILE show one";
    assert_eq!(nobody, format!("{url}: {advice}"));
    let identity = ["-tls_cert=client.pem", "-tls_key=client.key"];
    let (dot, _) = folder.dot(&[&url, "-tls_ca=ca.pem", identity[0], identity[1]]);
    assert_eq!(dot, folder.dot(&["p"]).0);
}

#[test]
fn files_that_are_no_certificates_are_told_before_anything_is_fetched() {
    let (folder, world) = (Folder::new("files"), World::new());
    world.write(&folder);
    let said = |arguments: &[&str]| folder.failure(&[&["https://127.0.0.1:1"], arguments].concat());
    assert_eq!(said(&["-tls_ca=p"]), "-tls_ca=p: no certificate in PEM");
    assert_eq!(said(&["-tls_ca=none"]), "-tls_ca=none: no such file or directory");
    assert_eq!(said(&["-tls_cert=client.pem"]), "-tls_cert and -tls_key must be given together");
    let key = said(&["-tls_cert=client.pem", "-tls_key=p"]);
    assert_eq!(key, "-tls_key=p: no private key in PEM without a password");
    let other = said(&["-tls_cert=client.pem", "-tls_key=ca.key"]);
    assert_eq!(other, "-tls_key=ca.key: not the key of the certificate in -tls_cert");
}
