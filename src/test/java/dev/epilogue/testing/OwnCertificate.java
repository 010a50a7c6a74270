package dev.epilogue.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of localhost that nobody has signed, made for one test. */
public final class OwnCertificate {

    private static final char[] WORD = "nobody's".toCharArray();

    private final Path chain;
    private final Path key;
    private final Path both;
    private final Certificate certificate;

    private OwnCertificate(Path folder, KeyStore store) throws GeneralSecurityException, IOException {
        certificate = store.getCertificate("own");
        String certificatePem = pem("CERTIFICATE", certificate.getEncoded());
        String keyPem = pem("PRIVATE KEY", store.getKey("own", WORD).getEncoded());
        chain = Files.writeString(folder.resolve("epilogue.crt"), certificatePem);
        key = Files.writeString(folder.resolve("epilogue.key"), keyPem);
        both = Files.writeString(folder.resolve("epilogue.pem"), certificatePem + keyPem);
    }

    public static OwnCertificate in(Path folder) {
        Path file = folder.resolve("own.p12");
        Programs.Ended made = Programs.run(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(WORD),
                        "-keystore",
                        file.toString()),
                60);
        if (made.code() != 0) {
            throw new AssertionError(made.output());
        }
        try (InputStream stored = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stored, WORD);
            return new OwnCertificate(folder, store);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    Path chain() {
        return chain;
    }

    Path key() {
        return key;
    }

    /** Chain and key in one file. */
    Path both() {
        return both;
    }

    /** For clients that trust this one and no other. */
    public SSLContext trusted() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("own", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
    }
}
