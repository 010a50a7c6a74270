package dev.epilogue.sandbox.nitronode.encoding;

import static dev.epilogue.sandbox.nitronode.encoding.Abi.address;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.bytes32;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.encode;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.uint;

import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Channel ids (section 5.2 of the protocol). */
public final class ChannelEncoding {

    private ChannelEncoding() {}

    public static Hash32 channelId(Address user, Address node, String asset, ChannelTerms terms) {
        byte[] id = Keccak.hash(encode(
                        uint(terms.challengeSeconds()),
                        address(user),
                        address(node),
                        uint(terms.nonce()),
                        uint(new BigInteger(terms.validators().substring(2), 16)),
                        bytes32(metadata(asset))))
                .bytes();
        id[0] = 1;
        return Hash32.of(id);
    }

    private static byte[] metadata(String asset) {
        byte[] hash = Keccak.hash(asset.getBytes(StandardCharsets.UTF_8)).bytes();
        return Arrays.copyOf(Arrays.copyOf(hash, 8), 32);
    }
}
