package dev.epilogue.sandbox;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.List;

/** A participant's key. The named ones are those of the well-known development mnemonic: never use them for value. */
public record Wallet(String name, String privateKey) {

    private static final Secp256k1 CURVE = Secp256k1.best();

    public static final Wallet ALICE =
            new Wallet("alice", "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
    public static final Wallet BOB =
            new Wallet("bob", "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");
    public static final Wallet CAROL =
            new Wallet("carol", "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6");
    public static final Wallet DAVE =
            new Wallet("dave", "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a");

    public Address address() {
        return CURVE.addressOf(Hex.decode(privateKey));
    }

    /** Over the digest as it is. */
    public EcdsaSignature sign(Hash32 digest) {
        return CURVE.sign(digest, Hex.decode(privateKey));
    }

    /** What a wallet posts for a round: one signature for each payload. */
    public List<String> sign(List<Payload> payloads) {
        return payloads.stream().map(payload -> sign(payload.digest()).hex()).toList();
    }

    /** {@code personal_sign} of a text. */
    public String signText(String text) {
        return sign(Eip191.digest(text)).hex();
    }

    @Override
    public String toString() {
        return name;
    }
}
