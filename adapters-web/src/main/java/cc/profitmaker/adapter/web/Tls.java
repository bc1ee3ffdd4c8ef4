package cc.profitmaker.adapter.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import cc.profitmaker.adapter.web.WebConfig.PemFiles;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;

/**
 * TLS from PEM files, looked at every second. What is in force stays so while the files make no
 * sense, as they do for a moment when they are replaced one after the other.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private final PemFiles files;
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private Pems seen;

    private record Pems(String certificate, String key) {
        static Pems read(PemFiles files) throws IOException {
            return new Pems(
                    Files.readString(files.certificate(), ISO_8859_1),
                    Files.readString(files.key(), ISO_8859_1));
        }

        @Override
        public String toString() {
            return "Pems[redacted]";
        }
    }

    /** Fails with an {@link IllegalStateException} fit for the operator. */
    Tls(PemFiles files) {
        this.files = files;
        try {
            seen = Pems.read(files);
            use(ssl, keyStore(seen));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "TLS_CERT and TLS_KEY must be readable PEM files that belong together", e);
        }
    }

    SslContextFactory.Server ssl() {
        return ssl;
    }

    /** Until the scheduler stops. */
    void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    reloadIfChanged();
                    watch(scheduler);
                },
                1,
                TimeUnit.SECONDS);
    }

    private void reloadIfChanged() {
        try {
            Pems now = Pems.read(files);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            KeyStore fresh = keyStore(now);
            ssl.reload(factory -> use((SslContextFactory.Server) factory, fresh));
            LOG.info("the TLS certificate was reloaded");
        } catch (Exception e) {
            LOG.warn(
                    "the TLS files changed, but cannot be used; the old certificate stays: {}",
                    e.getClass().getName());
        }
    }

    private static void use(SslContextFactory.Server ssl, KeyStore keys) {
        ssl.setKeyStore(keys);
        ssl.setKeyStorePassword(new String(IN_MEMORY));
        // Any name of ours may be asked for, IP literals included; Host is checked later.
        ssl.setSniRequired(false);
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    }

    private static KeyStore keyStore(Pems pems) throws IOException, GeneralSecurityException {
        Certificate[] chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(pems.certificate().getBytes(ISO_8859_1)))
                        .toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new GeneralSecurityException("no certificate");
        }
        PrivateKey key = privateKey(pems.key());
        mustBelongTogether(key, chain[0].getPublicKey());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, IN_MEMORY, chain);
        return store;
    }

    /** PKCS#8, or the older PKCS#1 and SEC 1 forms. */
    private static PrivateKey privateKey(String pem) throws IOException, GeneralSecurityException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var converter = new JcaPEMKeyConverter();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                // An EC file may start with its curve's parameters.
                switch (part) {
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    default -> {}
                }
            }
        }
        throw new GeneralSecurityException("no unencrypted private key");
    }

    private static void mustBelongTogether(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        byte[] signed = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certified);
        verifier.update(probe);
        if (!verifier.verify(signed)) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }
}
