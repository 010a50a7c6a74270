package dev.epilogue.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.nitronode.NitronodePayloads;
import dev.epilogue.signing.nitrorpc.NitroRpcPayloads;
import dev.epilogue.signing.nitrorpc.OpenSession;
import dev.epilogue.testing.EnabledIfLanguage;
import dev.epilogue.testing.EnabledIfLanguage.Language;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.ForeignWallets;
import dev.epilogue.testing.GoSigners;
import dev.epilogue.testing.PythonSigners;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever signs with a published library is understood, or told the real mistake and what to call instead. What the libraries made
 * is recorded; where they can be run, they are.
 */
class SignerLibrariesTest {

    private static final SessionId SESSION = new SessionId(Hash32.parse("0x" + "5e".repeat(32)));
    private static final Wallet ALICE = Wallet.ALICE;
    private static final List<Allocation> ROWS = List.of(row(ALICE, "50"), row(Wallet.BOB, "37.5"));
    private static final Set<String> DIALECTS = Set.of("v1", "0.x");

    /** What each kind of call has to come to: a code and words of its explanation; none where the signature counts. */
    private static final Map<String, List<String>> EXPECTED = Map.ofEntries(
            Map.entry("right", List.of()),
            Map.entry(
                    "text-of-message",
                    List.of("signature-prefix", "hex text instead of its bytes", "getBytes(message)")),
            Map.entry("text-of-digest", List.of("signature-prefix", "hex text")),
            Map.entry("unprefixed", List.of("signature-prefix", "without the EIP-191 prefix", "personal_sign")),
            Map.entry("prefixed-digest", List.of("signature-prefix", "the digest")),
            Map.entry(
                    "prefixed-text",
                    List.of("signature-prefix", "the text with the EIP-191 prefix", "sign digest itself")),
            Map.entry("sha-256-of-digest", List.of("signature-prefix", "the digest's SHA-256", "prehash: false")),
            Map.entry("sha-256-of-message", List.of("signature-prefix", "the message's SHA-256", "sign digest")),
            Map.entry("hashed-message", List.of("signature-prefix", "the message hashed once more")),
            Map.entry("hashed-digest", List.of("signature-prefix", "the digest hashed once more")),
            Map.entry(
                    "compact",
                    List.of("signature-length", "recovery byte is missing", "Signature.from", "r and s alone")),
            Map.entry("in-front", List.of("signature-length", "recovery byte is in front")),
            Map.entry("der", List.of("signature-length", "DER", "sign_recoverable")),
            Map.entry("no-0x", List.of("signature-length", "without 0x")),
            Map.entry("chain-id", List.of("signature-length", "chain id", "27 or 28")),
            Map.entry("undeployed-contract", List.of("contract-wallet-unsupported", "ERC-6492")),
            Map.entry("contract", List.of("contract-wallet-unsupported", "ERC-1271")));

    /** @param kind what the call does to the payload */
    record Signed(String dialect, String software, String call, String kind, String signature) {

        static Signed of(JsonNode line) {
            return new Signed(
                    line.get("dialect").asString(),
                    line.get("software").asString(),
                    line.get("call").asString(),
                    line.get("kind").asString(),
                    line.get("signature").asString());
        }

        boolean by(String... libraries) {
            return Stream.of(libraries).anyMatch(software::startsWith);
        }

        String name() {
            return dialect + ", " + software + ", " + call + ", " + kind;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Signed> recorded() {
        try (InputStream file = SignerLibrariesTest.class.getResourceAsStream("/recordings/signer-libraries.json")) {
            return lines(JsonMapper.shared().readTree(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void whatALibraryMadeCountsOrIsExplained(Signed signed) {
        assertExplained(signed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "0.x"})
    @EnabledIfNode
    void librariesOfNodeStillDoSo(String dialect) {
        Payload asked = asked(dialect);
        List<Signed> made = lines(ForeignWallets.program(
                "signers.mjs",
                List.of(
                        dialect,
                        ALICE.privateKey(),
                        asked.message(),
                        asked.digest().hex())));

        assertThat(made)
                .extracting(Signed::name)
                .containsExactlyElementsOf(recorded().stream()
                        .filter(signed -> signed.dialect().equals(dialect))
                        .filter(signed -> !signed.by("eth-account", "coincurve", "go-ethereum", "alloy", "k256"))
                        .map(Signed::name)
                        .toList());
        assertThat(made).allSatisfy(this::assertExplained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "0.x"})
    @EnabledIfLanguage(Language.PYTHON)
    void librariesOfPythonStillDoSo(String dialect) {
        Payload asked = asked(dialect);
        List<Signed> made = lines(PythonSigners.run(List.of(
                dialect, ALICE.privateKey(), asked.message(), asked.digest().hex())));

        assertThat(made)
                .extracting(Signed::name)
                .containsExactlyElementsOf(recorded().stream()
                        .filter(signed -> signed.dialect().equals(dialect))
                        .filter(signed -> signed.by("eth-account", "coincurve"))
                        .map(Signed::name)
                        .toList());
        assertThat(made).allSatisfy(this::assertExplained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "0.x"})
    @EnabledIfLanguage(Language.GO)
    void libraryOfGoStillDoesSo(String dialect) {
        Payload asked = asked(dialect);
        List<Signed> made = lines(GoSigners.run(List.of(
                dialect, ALICE.privateKey(), asked.message(), asked.digest().hex())));

        // it signs without chance: the same bytes each time
        assertThat(made)
                .containsExactlyElementsOf(recorded().stream()
                        .filter(signed -> signed.dialect().equals(dialect))
                        .filter(signed -> signed.by("go-ethereum"))
                        .toList());
    }

    @Test
    void everyKindIsMetInEachDialectThatHasIt() {
        assertThat(recorded()).extracting(Signed::kind).containsAll(EXPECTED.keySet());
        assertThat(recorded()).extracting(Signed::dialect).isSubsetOf(DIALECTS);
    }

    /** A key that is found by its difference costs half a recovery. */
    @ParameterizedTest
    @MethodSource("recorded")
    void aRefusedSignatureCostsADozenRecoveriesAtMost(Signed signed) {
        Counting curve = new Counting();
        check(curve, asked(signed.dialect()), signed.signature());

        assertThat(curve.recoveries + curve.differences / 2.0).isLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "0.x"})
    void nothingIsTriedForAStrangerBeyondThat(String dialect) {
        Counting curve = new Counting();
        Payload asked = asked(dialect);
        String strangers = Wallet.CAROL.sign(asked.digest()).hex();

        Verdict verdict = check(curve, asked, strangers);

        assertThat(((Verdict.Refused) verdict).problem()).isEqualTo(SignatureProblem.SIGNATURE_STRANGER);
        assertThat(curve.differences).isGreaterThan(10);
        assertThat(curve.recoveries + curve.differences / 2.0).isLessThanOrEqualTo(12);
    }

    private void assertExplained(Signed signed) {
        List<String> expected = EXPECTED.get(signed.kind());
        Verdict verdict = check(Secp256k1.best(), asked(signed.dialect()), signed.signature());

        if (expected.isEmpty()) {
            assertThat(verdict).as(signed.name()).isInstanceOf(Verdict.Valid.class);
            return;
        }
        assertThat(verdict).as(signed.name()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.problem().code()).as(refused.detail()).isEqualTo(expected.getFirst());
            assertThat(refused.detail()).contains(expected.subList(1, expected.size()));
            assertThat(refused.detail()).doesNotContain(signed.signature().substring(4, 36));
        });
    }

    private static Verdict check(Secp256k1 curve, Payload asked, String posted) {
        RoundPayloads round = new RoundPayloads(SESSION, List.of(asked), List.of(), ROWS);
        Signers signers = new Signers(Set.of(ALICE.address(), Wallet.BOB.address()), Map.of());
        return asked.scheme() == Scheme.EIP191
                ? new dev.epilogue.signing.nitronode.SignatureCheck(curve, round, signers)
                        .check(asked, ALICE.address(), posted, null)
                : new dev.epilogue.signing.nitrorpc.SignatureCheck(curve, round, signers)
                        .check(asked, ALICE.address(), posted, null, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Payload asked(String dialect) {
        return dialect.equals("v1")
                ? NitronodePayloads.freeze(SESSION, 4, ROWS, ROWS, null).getFirst()
                : NitroRpcPayloads.freeze(
                                new OpenSession(
                                        SESSION,
                                        2,
                                        List.of(
                                                ALICE.address().checksummed(),
                                                Wallet.BOB.address().checksummed()),
                                        ROWS),
                                ROWS,
                                null,
                                NitroRpcPayloads.LOWEST_FROZEN_ID,
                                1767229200000L)
                        .getFirst();
    }

    private static List<Signed> lines(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(Signed::of).toList();
    }

    private static Allocation row(Wallet wallet, String amount) {
        return new Allocation(wallet.address(), "yusd", Amount.parse(amount));
    }

    private static final class Counting implements Secp256k1 {

        private final Secp256k1 curve = Secp256k1.best();
        private int recoveries;
        private int differences;

        @Override
        public Optional<Guess> guess(Hash32 digest, EcdsaSignature signature) {
            recoveries++;
            return curve.guess(digest, signature).map(Counted::new);
        }

        @Override
        public Optional<Address> recover(Hash32 digest, EcdsaSignature signature) {
            recoveries++;
            return curve.recover(digest, signature);
        }

        @Override
        public EcdsaSignature sign(Hash32 digest, byte[] privateKey) {
            return curve.sign(digest, privateKey);
        }

        @Override
        public Address addressOf(byte[] privateKey) {
            return curve.addressOf(privateKey);
        }

        private final class Counted implements Guess {
            private final Guess guess;

            Counted(Guess guess) {
                this.guess = guess;
            }

            @Override
            public Address signer() {
                return guess.signer();
            }

            @Override
            public Optional<Address> over(Hash32 digest) {
                differences++;
                return guess.over(digest);
            }
        }
    }
}
