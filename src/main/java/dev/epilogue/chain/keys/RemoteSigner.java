package dev.epilogue.chain.keys;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A key at a signer that speaks Ethereum's JSON-RPC, as Web3Signer does: {@code eth_signTransaction} answers the signed bytes. (Its
 * {@code eth_sign} prefixes what it signs and is of no use for a transaction.) What comes back is trusted in nothing: only its
 * signature is taken, and it must be the account's over our own bytes.
 */
public final class RemoteSigner implements TransactionSigner {

    private final URI url;
    private final Address account;
    private final HttpService service;
    private final Scheduler scheduler;

    public RemoteSigner(URI url, Address account, Duration limit, Scheduler scheduler) {
        this.url = url;
        this.account = account;
        this.scheduler = scheduler;
        OkHttpClient client = new OkHttpClient.Builder()
                .callTimeout(limit)
                .followRedirects(false)
                .retryOnConnectionFailure(true)
                .build();
        this.service = new HttpService(url.toString(), client);
    }

    /** The answer of the signer. */
    static final class Signed extends Response<String> {}

    @Override
    public Address account() {
        return account;
    }

    @Override
    public Mono<SignedTransaction> sign(UnsignedTransaction transaction) {
        return Mono.fromCallable(() -> ask(transaction)).subscribeOn(scheduler).map(raw -> checked(raw, transaction));
    }

    private String ask(UnsignedTransaction transaction) {
        Request<Map<String, String>, Signed> request =
                new Request<>("eth_signTransaction", List.of(fields(transaction)), service, Signed.class);
        try {
            Signed answer = request.send();
            if (answer.hasError() || answer.getResult() == null) {
                throw new SigningException("the signer at " + url.getHost() + " refused to sign");
            }
            return answer.getResult();
        } catch (IOException | RuntimeException failure) {
            throw failure instanceof SigningException told
                    ? told
                    : new SigningException("the signer at " + url.getHost() + " gave no answer");
        }
    }

    private Map<String, String> fields(UnsignedTransaction transaction) {
        return Map.of(
                "from", account.lowerCase(),
                "to", transaction.call().to().lowerCase(),
                "gas", quantity(transaction.gasLimit()),
                "maxFeePerGas", quantity(transaction.maxFee()),
                "maxPriorityFeePerGas", quantity(transaction.tip()),
                "value", quantity(transaction.call().value()),
                "nonce", quantity(BigInteger.valueOf(transaction.nonce())),
                "data", transaction.call().data(),
                "chainId", quantity(BigInteger.valueOf(transaction.call().chainId())));
    }

    private static String quantity(BigInteger number) {
        return Numeric.encodeQuantity(number);
    }

    private SignedTransaction checked(String raw, UnsignedTransaction wanted) {
        SignedTransaction ours = wanted.with(signature(raw), account);
        if (!ours.raw().equalsIgnoreCase(raw)) {
            throw new SigningException("the signer answered another transaction");
        }
        return ours;
    }

    private static EcdsaSignature signature(String raw) {
        try {
            Sign.SignatureData data = ((SignedRawTransaction) TransactionDecoder.decode(raw)).getSignatureData();
            byte[] bytes = new byte[EcdsaSignature.LENGTH];
            System.arraycopy(Numeric.toBytesPadded(new BigInteger(1, data.getR()), 32), 0, bytes, 0, 32);
            System.arraycopy(Numeric.toBytesPadded(new BigInteger(1, data.getS()), 32), 0, bytes, 32, 32);
            bytes[64] = data.getV()[data.getV().length - 1];
            return EcdsaSignature.of(bytes);
        } catch (RuntimeException garbled) {
            throw new SigningException("the signer answered no signed transaction");
        }
    }

    @Override
    public String toString() {
        return "RemoteSigner[" + account + " at " + url.getHost() + "]";
    }
}
