package dev.epilogue.certificate;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of payments in what a node signed. */
public final class Credits {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PARAMS = 2;

    private Credits() {}

    /**
     * Whether it shows just this payment.
     *
     * @param word the content of a statement of the node's
     */
    public static boolean shows(JsonNode word, String recordId, Address participant, String asset, Amount amount) {
        try {
            return word.has("answer")
                    ? rows(word)
                            .valueStream()
                            .anyMatch(row -> row.path("id").asString("").equals(recordId)
                                    && is(row, "to_account", participant, asset, amount))
                    : word.path("txId").asString("").equalsIgnoreCase(recordId)
                            && is(word, "wallet", participant, asset, amount);
        } catch (IllegalArgumentException | JacksonException otherwise) {
            return false;
        }
    }

    private static JsonNode rows(JsonNode word) {
        return JSON.readTree(word.path("answer").asString()).path(PARAMS).path("ledger_transactions");
    }

    private static boolean is(JsonNode row, String to, Address participant, String asset, Amount amount) {
        return Address.parse(row.path(to).asString("")).equals(participant)
                && row.path("asset").asString("").equals(asset)
                && Amount.parse(row.path("amount").asString("")).equals(amount);
    }
}
