package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.http.HttpService;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One endpoint and what is known of its health. Calls block, and run on a scheduler of their own. */
final class RpcEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(RpcEndpoint.class);

    private final URI url;
    private final long chainId;
    private final ChainSettings settings;
    private final Scheduler scheduler;
    private final HttpService service;
    private final UnheardTexts unheard;
    private volatile Health health = new Health(false, -1, System.nanoTime());

    /**
     * @param usable as of the last look
     * @param head newest block that it knew of
     * @param until when to look again, on the monotonic clock
     */
    private record Health(boolean usable, long head, long until) {}

    RpcEndpoint(URI url, ChainSettings settings, Scheduler scheduler, UnheardTexts unheard) {
        this.unheard = unheard;
        this.url = url;
        this.chainId = settings.id();
        this.settings = settings;
        this.scheduler = scheduler;
        this.service = new HttpService(
                url.toString(),
                new OkHttpClient.Builder()
                        .callTimeout(settings.answer())
                        .readTimeout(settings.answer())
                        .followRedirects(false)
                        .build());
    }

    boolean usable() {
        return health.usable();
    }

    /** -1 where nothing is known. */
    long head() {
        return health.head();
    }

    /** Host and port only: the rest of an address is often a secret. */
    String name() {
        return url.getAuthority() == null ? "?" : url.getHost() + ":" + url.getPort();
    }

    /** Looks how it does where that is due. Never fails. */
    Mono<RpcEndpoint> checked() {
        if (System.nanoTime() - health.until() < 0) {
            return Mono.just(this);
        }
        return ask("eth_chainId", List.of(), EthChainId.class)
                .map(answer -> answer.getChainId().longValueExact())
                .flatMap(id -> id == chainId
                        ? ask("eth_blockNumber", List.of(), EthBlockNumber.class)
                                .map(answer -> answer.getBlockNumber().longValueExact())
                        : Mono.error(new ChainException.Unavailable("belongs to chain " + id)))
                .doOnNext(head -> health = new Health(true, head, in(settings.poll())))
                .doOnError(this::failed)
                .onErrorComplete()
                .thenReturn(this);
    }

    /** It failed just now, or said what cannot be: left alone for a while. */
    void failed(Throwable failure) {
        if (health.usable() || health.head() < 0) {
            LOG.warn("chain {}: endpoint {} is passed over: {}", chainId, name(), failure.getMessage());
        }
        health = new Health(false, 0, in(settings.retry()));
    }

    /** Fails with {@code Unavailable} where there is no answer, with {@code Reverted} or {@code Refused} where it is an error. */
    <R extends Response<?>> Mono<R> ask(String method, List<?> params, Class<R> type) {
        return Mono.fromCallable(() -> send(method, params, type))
                .subscribeOn(scheduler)
                // what hangs in a queue is as bad as what hangs on the wire
                .timeout(
                        settings.answer().multipliedBy(2),
                        Mono.error(() -> new ChainException.Unavailable("too late")));
    }

    private <R extends Response<?>> R send(String method, List<?> params, Class<R> type) {
        R answer;
        try {
            answer = new Request<>(method, List.<Object>copyOf(params), service, type).send();
        } catch (IOException | RuntimeException broken) {
            throw new ChainException.Unavailable(broken.getClass().getSimpleName());
        }
        if (answer.hasError()) {
            Response.Error error = answer.getError();
            unheard.heard(name(), method, error.getCode(), String.valueOf(error.getMessage()));
            throw RpcErrors.of(method, error);
        }
        if (answer.getResult() == null && !mayBeMissing(method, params)) {
            throw new ChainException.Refused(0, "null for " + method, ChainException.About.ENDPOINT);
        }
        return answer;
    }

    /** A block of a number, or a transaction's receipt. Of everything else there is one. */
    private static boolean mayBeMissing(String method, List<?> params) {
        return method.equals("eth_getTransactionReceipt")
                || method.equals("eth_getBlockByNumber") && !params.contains("latest");
    }

    private static long in(Duration pause) {
        return System.nanoTime() + pause.toNanos();
    }

    static String quantity(long number) {
        return "0x" + BigInteger.valueOf(number).toString(16);
    }
}
