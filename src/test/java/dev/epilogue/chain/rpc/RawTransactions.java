package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.LocalSigner;
import dev.epilogue.chain.keys.UnsignedTransaction;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import reactor.core.scheduler.Schedulers;

/** Signed bytes as {@code eth_sendRawTransaction} takes them, of a call that does nothing. */
final class RawTransactions {

    private static final Address TO = Address.parse("0x00000000000000000000000000000000000c0001");

    private RawTransactions() {}

    /** @param max in gwei, as the tip */
    static String signed(Wallet who, long chain, long nonce, long gas, long max, long tip) {
        return LocalSigner.plain(who.privateKey(), Schedulers.boundedElastic())
                .sign(new UnsignedTransaction(
                        new ContractCall(chain, TO, "0x01", BigInteger.ZERO),
                        nonce,
                        BigInteger.valueOf(gas),
                        gwei(max),
                        gwei(tip)))
                .block(Duration.ofSeconds(20))
                .raw();
    }

    private static BigInteger gwei(long amount) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(1_000_000_000));
    }
}
