package dev.epilogue.chain.keys;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.web3j.crypto.WalletUtils;
import org.web3j.crypto.exception.CipherException;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A key in this process's memory. Never printed. */
public final class LocalSigner implements TransactionSigner {

    private static final int KEY_BYTES = 32;

    private final byte[] key;
    private final Address account;
    private final Scheduler scheduler;

    private LocalSigner(byte[] key, Scheduler scheduler) {
        this.key = key;
        this.account = Secp256k1.best().addressOf(key);
        this.scheduler = scheduler;
    }

    /**
     * @param file in the format of Ethereum wallets (version 3)
     * @throws IllegalArgumentException when the file cannot be read or the password does not open it
     */
    public static LocalSigner keystore(Path file, String password, Scheduler scheduler) {
        try {
            BigInteger key = WalletUtils.loadCredentials(password, file.toFile())
                    .getEcKeyPair()
                    .getPrivateKey();
            return new LocalSigner(Numeric.toBytesPadded(key, KEY_BYTES), scheduler);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read a keystore from " + file, unreadable);
        } catch (CipherException wrong) {
            throw new IllegalArgumentException("the password does not open " + file, wrong);
        }
    }

    /** @throws IllegalArgumentException unless 32 bytes of hex; the message holds nothing of it */
    public static LocalSigner plain(String hex, Scheduler scheduler) {
        byte[] key;
        try {
            key = Hex.decode(hex, KEY_BYTES);
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("a plain key is 0x and 64 hex digits");
        }
        return new LocalSigner(key, scheduler);
    }

    @Override
    public Address account() {
        return account;
    }

    @Override
    public Mono<SignedTransaction> sign(UnsignedTransaction transaction) {
        return Mono.fromCallable(() -> transaction.with(Secp256k1.best().sign(transaction.digest(), key), account))
                .subscribeOn(scheduler);
    }

    @Override
    public String toString() {
        return "LocalSigner[" + account + "]";
    }
}
