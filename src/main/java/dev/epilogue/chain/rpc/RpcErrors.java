package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.tx.SendVerdict;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an error answer to what is made of it. */
final class RpcErrors {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern DATA = Pattern.compile("0x([0-9a-fA-F]{2})*");

    /** geth: the tip; Hardhat: what a replacement, or the next block, asks for. */
    private static final Pattern LEAST_TIP = Pattern.compile("minimum needed (\\d+)");

    private static final Pattern LEAST_MAX =
            Pattern.compile("(?:maxFeePerGas of at least|has a baseFeePerGas of|block's baseFeePerGas) \\(?(\\d+)");

    private RpcErrors() {}

    static ChainException of(String method, Response.Error error) {
        String text = String.valueOf(error.getMessage());
        return switch (RpcErrorTable.of(method, error.getCode(), text)) {
            case REVERTED -> new ChainException.Reverted(data(error.getData()));
            case HALTED -> new ChainException.Reverted("0x");
            case BUSY -> new ChainException.Unavailable("too many requests");
            case FAILED -> new ChainException.Unavailable("the endpoint's own error");
            case KNOWN,
                    NONCE_USED,
                    NONCE_AHEAD,
                    UNDERPRICED,
                    OUTBID,
                    FUNDS,
                    OWN_LIMIT,
                    INVALID,
                    NO_METHOD,
                    NO_HISTORY,
                    UNHEARD ->
                new ChainException.Refused(
                        error.getCode(),
                        text,
                        RpcErrorTable.of(method, error.getCode(), text).about());
        };
    }

    /** What a refusal means for a transaction. */
    static SendVerdict sending(ChainException.Refused refused) {
        String text = String.valueOf(refused.getMessage());
        RpcMeaning meaning = RpcErrorTable.of("eth_sendRawTransaction", refused.code(), text);
        return new SendVerdict(meaning.sending(), least(LEAST_TIP, text), least(LEAST_MAX, text), true);
    }

    private static @Nullable BigInteger least(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? new BigInteger(matcher.group(1)) : null;
    }

    /** A string by itself; or in an object, as {@code data} (Hardhat 2) or {@code result} (Ganache), which may be nested. */
    static String data(@Nullable String data) {
        if (data == null) {
            return "0x";
        }
        String bare = data.strip();
        if (DATA.matcher(bare).matches()) {
            return bare;
        }
        try {
            return found(JSON.readTree(bare)).orElse("0x");
        } catch (JacksonException noJson) {
            return "0x";
        }
    }

    private static Optional<String> found(JsonNode node) {
        if (node.isString()) {
            return Optional.of(node.asString())
                    .filter(text -> DATA.matcher(text).matches());
        }
        return Stream.of("data", "result", "originalError", "error")
                .map(node::get)
                .filter(member -> member != null)
                .map(RpcErrors::found)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
