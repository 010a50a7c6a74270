package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.Numbers;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.value.Address;
import java.util.Map;
import java.util.Optional;

/** What requests about both kinds of session keys share. */
final class KeyReader {

    private static final String PREFIX = "invalid_session_key_state: ";

    private KeyReader() {}

    record Query(Address owner, Optional<Address> key, boolean includeInactive, Page page) {}

    static Grant grant(Fields state) {
        long version = number(state, "version");
        long expiresAt = expiry(state.text("expires_at"));
        return new Grant(
                HexAddress.parse(state.text("user_address"), PREFIX + "invalid user_address: "),
                HexAddress.parse(state.text("session_key"), PREFIX + "invalid session_key: "),
                version,
                expiresAt);
    }

    private static long number(Fields state, String name) {
        return Numbers.uint64(state.text(name))
                .orElseThrow(() -> new Refusal(PREFIX + "invalid " + name + ": " + state.text(name)));
    }

    private static long expiry(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new Refusal(PREFIX + "invalid expires_at: " + text);
        }
    }

    static Query query(Fields payload) {
        if (payload.text("user_address").isEmpty()) {
            throw new Refusal("user_address is required");
        }
        if (payload.object("pagination").has("sort")) {
            throw new Refusal("invalid_pagination: sort is not supported by get_last_key_states");
        }
        Optional<Address> key = Optional.ofNullable(payload.optionalText("session_key"))
                .map(text -> HexAddress.parse(text, "invalid session_key: "));
        return new Query(
                HexAddress.parse(payload.text("user_address"), "invalid user_address: "),
                key,
                payload.flag("include_inactive"),
                Page.of(payload, 10, 10));
    }

    static Map<String, Object> rendered(Grant grant, String userSig, String keySig) {
        return Answer.of(
                "user_address", grant.owner().lowerCase(),
                "session_key", grant.key().lowerCase(),
                "version", Long.toUnsignedString(grant.version()),
                "expires_at", Long.toString(grant.expiresAt()),
                "user_sig", userSig,
                "session_key_sig", keySig);
    }
}
