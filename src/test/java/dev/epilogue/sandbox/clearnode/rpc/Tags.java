package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/** The short name of each wallet. The node draws lots; here it follows from the address. */
final class Tags {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** Empty for accounts that are no wallets. */
    String of(String account) {
        if (!GoAddress.isChecksummed(account)) {
            return "";
        }
        byte[] lots = Keccak.hash(account.getBytes(StandardCharsets.US_ASCII)).bytes();
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            tag.append(ALPHABET.charAt((lots[i] & 0xff) % ALPHABET.length()));
        }
        return tag.toString();
    }
}
