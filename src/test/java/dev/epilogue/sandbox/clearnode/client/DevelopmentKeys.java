package dev.epilogue.sandbox.clearnode.client;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import java.util.Arrays;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.utils.Numeric;

/** Keys of the publicly known development mnemonic. */
public final class DevelopmentKeys {

    private static final Bip32ECKeyPair MASTER = Bip32ECKeyPair.generateKeyPair(
            MnemonicUtils.generateSeed("test test test test test test test test test test test junk", null));
    private static final int HARD = Bip32ECKeyPair.HARDENED_BIT;

    private DevelopmentKeys() {}

    /** Path m/44'/60'/0'/0/index. */
    public static byte[] key(int index) {
        int[] path = {44 | HARD, 60 | HARD, HARD, 0, index};
        return Numeric.toBytesPadded(
                Bip32ECKeyPair.deriveKeyPair(MASTER, Arrays.copyOf(path, 5)).getPrivateKey(), 32);
    }

    public static Address address(int index) {
        return Secp256k1.best().addressOf(key(index));
    }
}
