package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a wallet signs to log in: EIP-712 typed data in a domain that has only a name (protocol 2.2).
 *
 * @param expiresAt Unix seconds
 */
public record Policy(
        String wallet,
        String sessionKey,
        String application,
        String scope,
        BigInteger expiresAt,
        List<Allowance> allowances) {

    private static final Hash32 DOMAIN_TYPE = hash("EIP712Domain(string name)");
    private static final Hash32 ALLOWANCE_TYPE = hash("Allowance(string asset,string amount)");
    private static final Hash32 POLICY_TYPE =
            hash("Policy(string challenge,string scope,address wallet,address session_key,"
                    + "uint64 expires_at,Allowance[] allowances)Allowance(string asset,string amount)");

    /** @param amount hashed as text */
    public record Allowance(String asset, String amount) {

        public Json json() {
            return Json.obj().with("asset", asset).with("amount", amount);
        }

        private byte[] hashStruct() {
            return Keccak.hash(
                            ALLOWANCE_TYPE.bytes(),
                            hash(asset).bytes(),
                            hash(amount).bytes())
                    .bytes();
        }
    }

    /** @throws IllegalArgumentException when the typed data cannot be built: no application, or an address that is none */
    public Hash32 digest(String challenge) {
        if (application.isEmpty()) {
            throw new IllegalArgumentException("empty domain");
        }
        Hash32 domain = Keccak.hash(DOMAIN_TYPE.bytes(), hash(application).bytes());
        return Keccak.hash(new byte[] {0x19, 0x01}, domain.bytes(), hashStruct(challenge));
    }

    private byte[] hashStruct(String challenge) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        allowances.forEach(allowance -> hashes.writeBytes(allowance.hashStruct()));
        byte[] encoded = new Words()
                .word(POLICY_TYPE.bytes())
                .word(hash(challenge).bytes())
                .word(hash(scope).bytes())
                .address(Address.parse(wallet))
                .address(Address.parse(sessionKey))
                .number(expiresAt)
                .word(Keccak.hash(hashes.toByteArray()).bytes())
                .bytes();
        return Keccak.hash(encoded).bytes();
    }

    private static Hash32 hash(String text) {
        return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
