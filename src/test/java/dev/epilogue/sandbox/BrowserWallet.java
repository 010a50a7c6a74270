package dev.epilogue.sandbox;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitrorpc.Mandate;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands behind {@code wallet.js}: keys of the demo, and the manners of a wallet (EIP-1193). Signs what its user has agreed to. */
public final class BrowserWallet {

    private static final JsonMapper JSON = JsonMapper.shared();

    private volatile List<Wallet> keys;
    private volatile boolean locked;
    private volatile BiFunction<Wallet, Hash32, EcdsaSignature> manner = Wallet::sign;

    public BrowserWallet(Wallet... keys) {
        this.keys = List.of(keys);
    }

    /** Its user chooses other accounts. */
    public void show(Wallet... chosen) {
        keys = List.of(chosen);
    }

    /** It signs in another way than it is asked to. */
    public void sign(BiFunction<Wallet, Hash32, EcdsaSignature> otherwise) {
        manner = otherwise;
    }

    public void lock(boolean now) {
        locked = now;
    }

    /** @return {@code {"result":…}} or {@code {"error":{"code","message"}}} */
    public Map<String, Object> answer(String request) {
        JsonNode asked = JSON.readTree(request);
        try {
            return Map.of("result", result(asked.path("method").asString(), asked.path("params")));
        } catch (Refused refused) {
            return Map.of("error", Map.of("code", refused.code, "message", String.valueOf(refused.getMessage())));
        }
    }

    private Object result(String method, JsonNode params) {
        if (locked) {
            throw new Refused(-32002, "The wallet is locked.");
        }
        return switch (method) {
            case "eth_chainId" -> "0x1";
            case "eth_accounts", "eth_requestAccounts" ->
                keys.stream().map(key -> key.address().checksummed()).toList();
            case "wallet_requestPermissions" -> List.of(Map.of("parentCapability", "eth_accounts"));
            case "personal_sign" ->
                signed(params.path(1), Eip191.digest(Hex.decode(params.path(0).asString())));
            case "eth_signTypedData_v4" ->
                signed(params.path(0), mandate(JSON.readTree(params.path(1).asString())));
            default -> throw new Refused(4200, "The wallet does not know " + method + ".");
        };
    }

    private String signed(JsonNode account, Hash32 digest) {
        Address wanted = Address.parse(account.asString());
        Wallet key = keys.stream()
                .filter(each -> each.address().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refused(4100, "Not an account of this wallet."));
        return manner.apply(key, digest).hex();
    }

    private static Hash32 mandate(JsonNode typed) {
        JsonNode message = typed.path("message");
        Map<String, Object> domain = new LinkedHashMap<>();
        typed.path("domain")
                .propertyStream()
                .forEach(each -> domain.put(each.getKey(), each.getValue().asString()));
        if (!typed.path("primaryType").asString().equals("Mandate")
                || !domain.equals(Map.of("name", "Epilogue", "version", "1"))) {
            throw new Refused(-32602, "The sandbox wallet signs mandates only.");
        }
        return new Mandate(
                        Address.parse(message.path("participant").asString()),
                        Address.parse(message.path("signer").asString()),
                        SessionId.parse(message.path("session").asString()),
                        Instant.ofEpochSecond(
                                Long.parseLong(message.path("notAfter").asString())))
                .digest();
    }

    /** As wallets refuse: by a number. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }
}
