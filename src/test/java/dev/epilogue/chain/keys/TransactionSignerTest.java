package dev.epilogue.chain.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.value.Hex;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.WalletUtils;
import org.web3j.utils.Numeric;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Keys in files and at a remote signer whose signatures are real. */
class TransactionSignerTest {

    private static final Wallet OWNER = Wallet.CAROL;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UnsignedTransaction WANTED = new UnsignedTransaction(
            new ContractCall(31337, Wallet.ALICE.address(), "0x01020304", BigInteger.TWO),
            7,
            BigInteger.valueOf(60_000),
            BigInteger.valueOf(3_000_000_000L),
            BigInteger.valueOf(1_000_000_000L));

    @Test
    void aKeystoreOpensWithItsPasswordAndSignsAsAnotherLibraryDoes(@TempDir Path folder) throws Exception {
        ECKeyPair key = ECKeyPair.create(Hex.decode(OWNER.privateKey()));
        Path file = folder.resolve(WalletUtils.generateWalletFile("open sesame", key, folder.toFile(), false));

        LocalSigner signer = LocalSigner.keystore(file, "open sesame", Schedulers.boundedElastic());
        assertThat(signer.account()).isEqualTo(OWNER.address());
        assertThat(signer.sign(WANTED).block(PATIENCE).raw()).isEqualTo(signedBy(OWNER, raw(WANTED)));
        assertThat(signer.toString()).doesNotContain(OWNER.privateKey().substring(2));

        assertThatThrownBy(() -> LocalSigner.keystore(file, "close sesame", Schedulers.boundedElastic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password does not open");
    }

    @Test
    void whatIsNoKeystoreIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "{}");
        assertThatThrownBy(() -> LocalSigner.keystore(file, "x", Schedulers.boundedElastic()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRemoteSignersTransactionIsTakenWhenItIsExactlyOurs() {
        try (RpcProxy signer = remote(OWNER, fields -> fields)) {
            assertThat(remoteSigner(signer).sign(WANTED).block(PATIENCE).raw()).isEqualTo(signedBy(OWNER, raw(WANTED)));
            assertThat(signer.methods()).containsExactly("eth_signTransaction");
        }
    }

    @Test
    void anotherTransactionOfTheRightAccountIsRefused() {
        refused(remote(OWNER, fields -> new Fields(fields.chainId(), fields.nonce() + 1, fields.to(), fields.value())));
        refused(remote(OWNER, fields -> new Fields(1, fields.nonce(), fields.to(), fields.value())));
        refused(remote(
                OWNER,
                fields -> new Fields(
                        fields.chainId(), fields.nonce(), OWNER.address().lowerCase(), fields.value())));
        refused(remote(OWNER, fields -> new Fields(fields.chainId(), fields.nonce(), fields.to(), BigInteger.TEN)));
    }

    @Test
    void ourTransactionSignedByAnotherAccountIsRefused() {
        refused(remote(Wallet.BOB, fields -> fields));
    }

    @Test
    void garbageAndSilenceAreRefused() {
        refused(RpcProxy.before("http://127.0.0.1:1").behave(call -> new RpcProxy.Answer("0x02")));
        refused(RpcProxy.before("http://127.0.0.1:1").behave(call -> new RpcProxy.Answer(null)));
        refused(RpcProxy.before("http://127.0.0.1:1").behave(call -> new RpcProxy.Die()));
    }

    private static void refused(RpcProxy remote) {
        try (remote) {
            assertThatThrownBy(() -> remoteSigner(remote).sign(WANTED).block(PATIENCE))
                    .isInstanceOf(SigningException.class);
        }
    }

    private static RemoteSigner remoteSigner(RpcProxy remote) {
        return new RemoteSigner(
                URI.create(remote.url()), OWNER.address(), Duration.ofSeconds(10), Schedulers.boundedElastic());
    }

    private record Fields(long chainId, long nonce, String to, BigInteger value) {}

    /** A signer that reads what it is asked for as Web3Signer does, and may change its mind about it. */
    private static RpcProxy remote(Wallet wallet, UnaryOperator<Fields> change) {
        return RpcProxy.before("http://127.0.0.1:1").behave(call -> {
            JsonNode asked = call.params().path(0);
            Fields fields = change.apply(new Fields(
                    number(asked, "chainId").longValueExact(),
                    number(asked, "nonce").longValueExact(),
                    asked.path("to").asString(),
                    number(asked, "value")));
            return new RpcProxy.Answer(signedBy(
                    wallet,
                    RawTransaction.createTransaction(
                            fields.chainId(),
                            BigInteger.valueOf(fields.nonce()),
                            number(asked, "gas"),
                            fields.to(),
                            fields.value(),
                            asked.path("data").asString(),
                            number(asked, "maxPriorityFeePerGas"),
                            number(asked, "maxFeePerGas"))));
        });
    }

    private static BigInteger number(JsonNode fields, String name) {
        return Numeric.decodeQuantity(fields.path(name).asString());
    }

    private static RawTransaction raw(UnsignedTransaction wanted) {
        return RawTransaction.createTransaction(
                wanted.call().chainId(),
                BigInteger.valueOf(wanted.nonce()),
                wanted.gasLimit(),
                wanted.call().to().lowerCase(),
                wanted.call().value(),
                wanted.call().data(),
                wanted.tip(),
                wanted.maxFee());
    }

    private static String signedBy(Wallet wallet, RawTransaction transaction) {
        Credentials credentials = Credentials.create(ECKeyPair.create(Hex.decode(wallet.privateKey())));
        return Numeric.toHexString(TransactionEncoder.signMessage(transaction, credentials));
    }
}
