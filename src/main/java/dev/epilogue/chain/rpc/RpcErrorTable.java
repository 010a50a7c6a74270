package dev.epilogue.chain.rpc;

import static dev.epilogue.chain.rpc.RpcMeaning.BUSY;
import static dev.epilogue.chain.rpc.RpcMeaning.FAILED;
import static dev.epilogue.chain.rpc.RpcMeaning.FUNDS;
import static dev.epilogue.chain.rpc.RpcMeaning.HALTED;
import static dev.epilogue.chain.rpc.RpcMeaning.INVALID;
import static dev.epilogue.chain.rpc.RpcMeaning.KNOWN;
import static dev.epilogue.chain.rpc.RpcMeaning.NONCE_AHEAD;
import static dev.epilogue.chain.rpc.RpcMeaning.NONCE_USED;
import static dev.epilogue.chain.rpc.RpcMeaning.NO_HISTORY;
import static dev.epilogue.chain.rpc.RpcMeaning.NO_METHOD;
import static dev.epilogue.chain.rpc.RpcMeaning.OUTBID;
import static dev.epilogue.chain.rpc.RpcMeaning.OWN_LIMIT;
import static dev.epilogue.chain.rpc.RpcMeaning.REVERTED;
import static dev.epilogue.chain.rpc.RpcMeaning.UNDERPRICED;
import static dev.epilogue.chain.rpc.RpcMeaning.UNHEARD;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the Ethereum nodes in use mean by their errors: by method, code and text, the first row that fits. Codes alone say little, for
 * each software gives them meanings of its own; texts go before them. A text that no row has means nothing.
 */
final class RpcErrorTable {

    private static final String SEND = "eth_sendRawTransaction";
    private static final Predicate<String> SENDING = SEND::equals;
    private static final Predicate<String> TRYING = List.of("eth_call", "eth_estimateGas")::contains;
    private static final Predicate<String> ANY = method -> true;

    private RpcErrorTable() {}

    /** @param text in lower case, contained */
    private record Text(Predicate<String> methods, RpcMeaning meaning, String text) {}

    private record Code(Predicate<String> methods, RpcMeaning meaning, int code) {}

    /** In this order: what says why a limit is passed goes before what says that something is too little or too much. */
    private static final List<Text> TEXTS = Stream.of(
                    texts(
                            SENDING,
                            KNOWN,
                            "already known",
                            "known transaction",
                            "already imported",
                            "alreadyknown",
                            "existing tx with same hash"),
                    texts(
                            SENDING,
                            NONCE_USED,
                            "nonce too low",
                            "nonce is too low",
                            "old nonce",
                            "oldnonce",
                            "nonce below sender account nonce"),
                    texts(
                            SENDING,
                            NONCE_AHEAD,
                            "nonce too high",
                            "noncegap",
                            "nonce gap",
                            "future nonce",
                            "nonce is too distant"),
                    texts(
                            SENDING,
                            OWN_LIMIT,
                            "exceeds the configured cap",
                            "fee cap exceeded",
                            "txpool is full",
                            "transaction pool is full",
                            "transaction pool not accepting"),
                    texts(
                            SENDING,
                            INVALID,
                            "gas limit too high",
                            "exceeds transaction gas cap",
                            "exceeds maximum tx gas limit",
                            "intrinsic gas",
                            "gas limit is too high",
                            "exceeds block gas limit",
                            "exceeds block's gas limit",
                            "gaslimitexceeded",
                            "insufficient gas for floor data",
                            "transaction requires at least",
                            "oversized data",
                            "rlp too long",
                            "initcode size exceeded",
                            "invalid sender",
                            "invalid chain id",
                            "invalid chainid",
                            "replay-protected",
                            "priority fee per gas higher than max fee",
                            "is bigger than maxfeepergas",
                            "cannot be greater than max fee",
                            "tip above fee cap"),
                    texts(
                            SENDING,
                            OUTBID,
                            "replacement transaction underpriced",
                            "transaction replacement underpriced",
                            "replacementnotallowed",
                            "replacement not allowed",
                            "could not replace existing tx",
                            "ownnoncealreadyused"),
                    texts(
                            SENDING,
                            UNDERPRICED,
                            "underpriced",
                            "gas price below",
                            "less than block base fee",
                            "less than the block's basefeepergas",
                            "below current base fee",
                            "too low for the next block",
                            "priority fee below minimum",
                            "fee too low",
                            "feetoolow",
                            "fee cap too low",
                            "max fee per gas"),
                    texts(
                            ANY,
                            FUNDS,
                            "insufficient funds",
                            "insufficientfunds",
                            "enough funds to send tx",
                            "upfront cost exceeds account balance",
                            "insufficient balance"),
                    texts(
                            TRYING,
                            HALTED,
                            "invalid opcode",
                            "invalidfeopcode",
                            "evm error",
                            "out of gas",
                            "stack underflow",
                            "stack overflow",
                            "stack limit reached",
                            "invalid jump",
                            "gas required exceeds",
                            "gas uint64 overflow",
                            "write protection",
                            "bad instruction",
                            "cannot estimate gas",
                            "could not be completed due to exception"),
                    texts(TRYING, REVERTED, "revert", "vm execution error", "vm exception"),
                    texts(ANY, INVALID, "invalid block range params", "cannot specify both", "mutually exclusive with"),
                    texts(
                            ANY,
                            NO_HISTORY,
                            "missing trie node",
                            "header not found",
                            "block not found",
                            "unknown block",
                            "historical state",
                            "state is not available",
                            "pruned",
                            "transaction indexing is in progress",
                            "beyond current head",
                            "blockoutofrange",
                            "max proof window"),
                    texts(
                            ANY,
                            NO_METHOD,
                            "method not found",
                            "does not exist/is not available",
                            "method is not supported",
                            "is not supported",
                            "unsupported method"),
                    texts(
                            ANY,
                            BUSY,
                            "too many requests",
                            "rate limit",
                            "request limit",
                            "limit exceeded",
                            "capacity exceeded"))
            .flatMap(List::stream)
            .toList();

    private static final List<Code> CODES = List.of(
            new Code(TRYING, REVERTED, 3),
            new Code(ANY, BUSY, -32005),
            new Code(ANY, BUSY, 429),
            new Code(ANY, NO_METHOD, -32601),
            new Code(ANY, FAILED, -32603));

    static RpcMeaning of(String method, int code, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        TEXTS.stream()
                                .filter(row -> row.methods().test(method) && lower.contains(row.text()))
                                .map(Text::meaning),
                        CODES.stream()
                                .filter(row -> row.methods().test(method) && row.code() == code)
                                .map(Code::meaning))
                .findFirst()
                .orElse(UNHEARD);
    }

    /** For whoever wants to know that each was heard somewhere. */
    static Stream<String> texts() {
        return TEXTS.stream().map(Text::text);
    }

    private static List<Text> texts(Predicate<String> methods, RpcMeaning meaning, String... texts) {
        return Stream.of(texts).map(text -> new Text(methods, meaning, text)).toList();
    }
}
