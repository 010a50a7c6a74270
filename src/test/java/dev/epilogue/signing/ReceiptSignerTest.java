package dev.epilogue.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptSignerTest {

    /** The key of RFC 8037, appendix A. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PKCS8 =
            Base64.getEncoder().encodeToString(HexFormat.of().parseHex("302e020100300506032b657004220420" + SEED));
    private static final String SPKI = Base64.getEncoder()
            .encodeToString(HexFormat.of()
                    .parseHex("302a300506032b6570032100"
                            + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static final ReceiptClaims CLAIMS = new ReceiptClaims(
            UUID.fromString("018f0000-0000-7000-8000-000000000001"),
            2,
            1,
            Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
            Address.parse("0x90F79bf6EB2c4f870365E785982E1f101E93b906"),
            Hash32.parse("0xbacdec11dec2ef054e58f5df6ba51652b999ed25bb97bb5ad46ebe379d6aaa42"),
            Hash32.parse("0x5a71f4c0f6ca5a25d8880c18e75a413f95a70dd940ff0a72429bbe6181c0e44d"),
            Instant.parse("2026-11-24T01:02:03.123456Z"),
            new TreeMap<>(Map.of("consensus", "UNANIMOUS", "deadline", "2026-11-24T02:02:03Z")));

    private final ReceiptSigner signer = new ReceiptSigner(ReceiptKey.parse(PKCS8), List.of());

    @Test
    void keysAreNamedByTheirThumbprint() {
        String id = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

        assertThat(ReceiptKey.parse(PKCS8).keyId()).isEqualTo(id);
        assertThat(signer.keys())
                .containsExactly(
                        Map.of("kty", "OKP", "crv", "Ed25519", "x", X, "kid", id, "use", "sig", "alg", "Ed25519"));
    }

    @Test
    void pemAndBase64AreTheSameKey() {
        String pem = "-----BEGIN PRIVATE KEY-----\n" + PKCS8 + "\n-----END PRIVATE KEY-----\n";

        assertThat(ReceiptKey.parse(pem).keyId())
                .isEqualTo(ReceiptKey.parse(PKCS8).keyId());
    }

    @Test
    void aReceiptStatesWhatWasTaken() {
        Receipt receipt = signer.sign(CLAIMS);

        assertThat(signer.verify(receipt.jws())).contains(CLAIMS);
        assertThat(receipt.keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        String claims =
                new String(Base64.getUrlDecoder().decode(receipt.jws().split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims)
                .contains(
                        "\"closureId\":\"018f0000-0000-7000-8000-000000000001\"",
                        "\"participant\":\"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\"",
                        "\"receivedAt\":\"2026-11-24T01:02:03.123456Z\"",
                        "\"consensus\":\"UNANIMOUS\"");
    }

    @Test
    void aReceiptVerifiesWithoutOurCode() throws Exception {
        String[] parts = signer.sign(CLAIMS).jws().split("\\.");
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(X)));
        Signature verification = Signature.getInstance("Ed25519");
        verification.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verification.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(verification.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .contains("\"alg\":\"Ed25519\"", "\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\"");
    }

    @Test
    void theSameClaimsGiveTheSameReceipt() {
        assertThat(signer.sign(CLAIMS)).isEqualTo(signer.sign(CLAIMS));
    }

    @Test
    void receiptsOfARetiredKeyStillVerify() {
        Receipt old = signer.sign(CLAIMS);
        ReceiptKey next = ReceiptKey.generate();
        ReceiptKey retired = ReceiptKey.parsePublic(SPKI);

        ReceiptSigner rotated = new ReceiptSigner(next, List.of(retired));

        assertThat(rotated.verify(old.jws())).contains(CLAIMS);
        assertThat(rotated.verify(rotated.sign(CLAIMS).jws())).contains(CLAIMS);
        assertThat(rotated.keys())
                .extracting(key -> key.get("kid"))
                .containsExactly(next.keyId(), ReceiptKey.parse(PKCS8).keyId());
        assertThat(new ReceiptSigner(next, List.of()).verify(old.jws())).isEmpty();
    }

    @Test
    void anAlteredReceiptDoesNotVerify() {
        String jws = signer.sign(CLAIMS).jws();
        String[] parts = jws.split("\\.");
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"round\":2", "\"round\":3")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(signer.verify(parts[0] + "." + other + "." + parts[2])).isEmpty();
        assertThat(signer.verify(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(signer.verify(parts[0] + "." + parts[1])).isEmpty();
    }

    @Test
    void aHeaderWithAnotherAlgorithmIsNotTrusted() {
        String[] parts = signer.sign(CLAIMS).jws().split("\\.");
        String header =
                new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8).replace("Ed25519", "none");
        String unsigned =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));

        assertThat(signer.verify(unsigned + "." + parts[1] + ".")).isEmpty();
    }

    @Test
    void aRetiredKeyIsReadFromItsPublicForm() throws Exception {
        byte[] spki = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----"
                .formatted(Base64.getMimeEncoder().encodeToString(spki));

        ReceiptSigner rotated = new ReceiptSigner(ReceiptKey.generate(), List.of(ReceiptKey.parsePublic(pem)));

        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(spki, 12, spki.length));
        assertThat(rotated.keys())
                .last()
                .satisfies(key -> assertThat(key.get("x")).isEqualTo(x));
        assertThatIllegalArgumentException().isThrownBy(() -> ReceiptKey.parsePublic(PKCS8));
    }

    /** As it was issued before the algorithm got its present name, signed by the JDK. */
    @Test
    void aReceiptUnderTheOlderNameStillVerifies() throws Exception {
        String header = encoded("{\"alg\":\"EdDSA\",\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\","
                + "\"typ\":\"epilogue-receipt+jwt\"}");
        String signed = header + "." + signer.sign(CLAIMS).jws().split("\\.")[1];
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PKCS8))));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));

        String old = signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());

        assertThat(signer.verify(old)).contains(CLAIMS);
    }

    @Test
    void noPrivateHalfIsPublished() {
        assertThat(signer.keys().toString()).doesNotContain(" d=", "{d=", "nWGxne");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2VjcmV0LWtleQ==", "!secret-key!"})
    void aBadKeyIsRefusedWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceiptKey.parse(text))
                .withNoCause()
                .withMessageContaining("key")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret", "c2Vj"));
    }

    @Test
    void aKeyIsNeverPrinted() {
        assertThat(ReceiptKey.parse(PKCS8).toString()).contains("kPrK").doesNotContain("nWGxne", SEED);
    }
}
