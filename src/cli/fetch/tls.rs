//! TLS configuration: certificate authorities and client certificates.

use std::ffi::OsStr;
use std::fs;
use std::sync::{Arc, OnceLock};

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::CertifiedKey;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ureq::{Proxy, ProxyProtocol};

use super::super::options::Fetching;
use super::super::{reason, shown};
use super::error::{Cause, FetchError};
use super::url::Url;

/// TLS settings.
pub(super) struct Tls {
    provider: Arc<CryptoProvider>,
    /// The certificate authorities of the user, or else those of the system, which are loaded lazily.
    authorities: OnceLock<RootCerts>,
    identity: Option<ClientCert>,
}

impl Tls {
    /// Reads the files of the command line.
    pub(super) fn new(fetching: &Fetching) -> Result<Tls, FetchError> {
        let provider = Arc::new(ring::default_provider());
        let authorities = OnceLock::new();
        if let Some(file) = &fetching.authorities {
            let certificates = certificates("tls_ca", file, &read("tls_ca", file)?)?;
            authorities.get_or_init(|| RootCerts::new_with_certs(&certificates));
        }
        let identity =
            fetching.identity.as_ref().map(|(file, key)| identity(file, key, &provider)).transpose()?;
        Ok(Tls { provider, authorities, identity })
    }

    /// The TLS configuration for `url`. The client certificate is sent to trusted servers only.
    pub(super) fn config(
        &self,
        url: &Url,
        is_trusted: bool,
        proxy: Option<&Proxy>,
    ) -> Result<TlsConfig, Cause> {
        let config = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::clone(&self.provider))
            .disable_verification(url.is_insecure())
            .client_cert(self.identity.clone().filter(|_| is_trusted));
        let is_secure = url.scheme() == "https" && !url.is_insecure();
        let is_proxy_secure = proxy.is_some_and(|proxy| proxy.protocol() == ProxyProtocol::Https);
        if !is_secure && !is_proxy_secure {
            return Ok(config.build());
        }
        Ok(config.root_certs(self.authorities()?.clone()).build())
    }

    fn authorities(&self) -> Result<&RootCerts, Cause> {
        if let Some(authorities) = self.authorities.get() {
            return Ok(authorities);
        }
        let found = rustls_native_certs::load_native_certs().certs;
        if found.is_empty() {
            return Err(Cause::NoAuthorities);
        }
        let certificates: Vec<_> = found.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        Ok(self.authorities.get_or_init(|| RootCerts::new_with_certs(&certificates)))
    }
}

fn read(option: &'static str, file: &OsStr) -> Result<Vec<u8>, FetchError> {
    fs::read(file).map_err(|error| wrong(option, file, reason(&error)))
}

fn wrong(option: &'static str, file: &OsStr, what: impl Into<String>) -> FetchError {
    FetchError::File { option, file: shown(file), what: what.into() }
}

fn certificates(
    option: &'static str,
    file: &OsStr,
    pem: &[u8],
) -> Result<Vec<Certificate<'static>>, FetchError> {
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    let certificates: Vec<_> = parse_pem(pem).filter_map(certificate).collect();
    if certificates.is_empty() {
        return Err(wrong(option, file, "no certificate in PEM"));
    }
    Ok(certificates)
}

/// The client certificate and its key, if they match.
fn identity(file: &OsStr, key_file: &OsStr, provider: &CryptoProvider) -> Result<ClientCert, FetchError> {
    let chain = certificates("tls_cert", file, &read("tls_cert", file)?)?;
    let pem = read("tls_key", key_file)?;
    let no_key = |_| wrong("tls_key", key_file, "no private key in PEM without a password");
    let key = PrivateKey::from_pem(&pem).map_err(|error| no_key(error.to_string()))?;
    let der = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| no_key(error.to_string()))?;
    let chain_der = chain.iter().map(|certificate| certificate.der().to_vec().into()).collect();
    CertifiedKey::from_der(chain_der, der, provider)
        .map_err(|_| wrong("tls_key", key_file, "not the key of the certificate in -tls_cert"))?;
    Ok(ClientCert::new_with_certs(&chain, key))
}
