package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Response;

/** What the nodes in use say when they refuse. Texts differ between them; what is not known tells nothing. */
final class RpcErrors {

    /** EIP-1474: too many requests, and what the node could not do on its own account. */
    private static final int LIMIT_EXCEEDED = -32005;

    private static final int INTERNAL = -32603;
    private static final int RATE_LIMITED = 429;

    private static final Map<String, SendAnswer> SENDING = new LinkedHashMap<>();

    static {
        SENDING.put("already known", SendAnswer.TAKEN);
        SENDING.put("known transaction", SendAnswer.TAKEN);
        SENDING.put("already imported", SendAnswer.TAKEN);
        SENDING.put("nonce too low", SendAnswer.NONCE_TOO_LOW);
        SENDING.put("nonce is too low", SendAnswer.NONCE_TOO_LOW);
        SENDING.put("old nonce", SendAnswer.NONCE_TOO_LOW);
        SENDING.put("underpriced", SendAnswer.UNDERPRICED);
        SENDING.put("less than block base fee", SendAnswer.UNDERPRICED);
        SENDING.put("fee too low", SendAnswer.UNDERPRICED);
        SENDING.put("max fee per gas", SendAnswer.UNDERPRICED);
        SENDING.put("insufficient funds", SendAnswer.FUNDS);
        SENDING.put("intrinsic gas", SendAnswer.REFUSED);
        SENDING.put("exceeds block gas limit", SendAnswer.REFUSED);
        SENDING.put("gas limit is too high", SendAnswer.REFUSED);
        SENDING.put("exceeds the configured cap", SendAnswer.REFUSED);
        SENDING.put("oversized data", SendAnswer.REFUSED);
        SENDING.put("invalid sender", SendAnswer.REFUSED);
    }

    private RpcErrors() {}

    static ChainException of(Response.Error error) {
        String text = String.valueOf(error.getMessage());
        if (error.getCode() == LIMIT_EXCEEDED || error.getCode() == RATE_LIMITED) {
            return new ChainException.Unavailable("too many requests");
        }
        if (error.getCode() == 3 || text.toLowerCase(Locale.ROOT).contains("revert")) {
            return new ChainException.Reverted(hex(error.getData()));
        }
        if (error.getCode() == INTERNAL && sending(text) == SendAnswer.UNKNOWN) {
            return new ChainException.Unavailable("the endpoint's own error");
        }
        return new ChainException.Refused(error.getCode(), text);
    }

    static SendAnswer sending(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SENDING.entrySet().stream()
                .filter(entry -> lower.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SendAnswer.UNKNOWN);
    }

    /** Some nodes lead it with words, some quote it, some leave it out. */
    private static String hex(@Nullable String data) {
        int start = data == null ? -1 : data.indexOf("0x");
        if (data == null || start < 0) {
            return "0x";
        }
        String hex = data.substring(start).replaceAll("[^0-9a-fA-Fx].*$", "");
        return hex.length() % 2 == 0 && hex.matches("0x[0-9a-fA-F]*") ? hex : "0x";
    }
}
