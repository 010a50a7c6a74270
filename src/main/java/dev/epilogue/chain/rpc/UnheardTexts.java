package dev.epilogue.chain.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors of endpoints that no table has: each is shown to operators once, with its text, and counted
 * ({@code epilogue.chain.errors.unknown} by chain and method).
 */
final class UnheardTexts {

    private static final Logger LOG = LoggerFactory.getLogger(UnheardTexts.class);
    private static final int MOST = 200;
    private static final int LONGEST = 200;

    private final String chain;
    private final MeterRegistry meters;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    UnheardTexts(String chain, MeterRegistry meters) {
        this.chain = chain;
        this.meters = meters;
    }

    void heard(String endpoint, String method, int code, String text) {
        if (RpcErrorTable.of(method, code, text) != RpcMeaning.UNHEARD) {
            return;
        }
        meters.counter("epilogue.chain.errors.unknown", "chain", chain, "method", method)
                .increment();
        // what differs from one error to the next is numbers and hashes; raw transactions belong in no log
        String told = text.replaceAll("0x[0-9a-fA-F]+", "0x…").replaceAll("\\d+", "N");
        String kind = method + " " + code + " " + told;
        if (shown.size() < MOST && shown.add(kind)) {
            String shortened = told.length() > LONGEST ? told.substring(0, LONGEST) + "…" : told;
            LOG.warn(
                    "chain {}: endpoint {} answered {} with an error that is not known: {} {}",
                    chain,
                    endpoint,
                    method,
                    code,
                    shortened);
        }
    }
}
