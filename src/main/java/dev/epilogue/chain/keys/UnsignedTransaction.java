package dev.epilogue.chain.keys;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.util.Arrays;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/**
 * A transaction of type 2 (EIP-1559). Fees in wei for a unit of gas.
 *
 * @param maxFee base fee and tip together
 */
public record UnsignedTransaction(
        ContractCall call, long nonce, BigInteger gasLimit, BigInteger maxFee, BigInteger tip) {

    /** What is signed. */
    public Hash32 digest() {
        return Keccak.hash(TransactionEncoder.encode(raw()));
    }

    /** @throws SigningException when {@code account} has not signed exactly this */
    SignedTransaction with(EcdsaSignature signature, Address account) {
        if (!Secp256k1.best()
                .recover(digest(), signature)
                .filter(account::equals)
                .isPresent()) {
            throw new SigningException("what came back is not this transaction, signed by " + account);
        }
        byte[] compact = signature.compact();
        Sign.SignatureData data = new Sign.SignatureData(
                (byte) (27 + signature.recoveryId()), Arrays.copyOf(compact, 32), Arrays.copyOfRange(compact, 32, 64));
        return SignedTransaction.of(TransactionEncoder.encode(raw(), data));
    }

    private RawTransaction raw() {
        return RawTransaction.createTransaction(
                call.chainId(),
                BigInteger.valueOf(nonce),
                gasLimit,
                call.to().lowerCase(),
                call.value(),
                call.data(),
                tip,
                maxFee);
    }
}
