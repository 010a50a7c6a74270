package dev.epilogue.sandbox.nitronode.encoding;

import static dev.epilogue.sandbox.nitronode.encoding.Abi.address;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.array;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.bytes32;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.encode;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.uint;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;

/** What is signed to register a session key (sections 2.3 and 2.4 of the protocol). */
public final class KeyEncoding {

    private static final Hash32 TYPE_HASH = Keccak.hash(
            "Nitrolite.SessionKey(address sessionKey,bytes32 metadataHash)".getBytes(StandardCharsets.US_ASCII));

    private KeyEncoding() {}

    public static Hash32 appRegistration(Grant grant, List<String> applicationIds, List<String> sessionIds) {
        return Keccak.hash(encode(
                address(grant.owner()),
                address(grant.key()),
                uint(grant.version()),
                hashes(applicationIds),
                hashes(sessionIds),
                uint(grant.expiresAt())));
    }

    public static Hash32 channelMetadata(Grant grant, List<String> assets) {
        return Keccak.hash(encode(
                address(grant.owner()),
                uint(grant.version()),
                array(Utf8String.class, assets.stream().map(Abi::text).toList()),
                uint(grant.expiresAt())));
    }

    /** 96 bytes, signed as they are. */
    public static byte[] channelAuthorisation(Address key, Hash32 metadataHash) {
        return encode(bytes32(TYPE_HASH.bytes()), address(key), bytes32(metadataHash.bytes()));
    }

    private static DynamicArray<Bytes32> hashes(List<String> ids) {
        return array(
                Bytes32.class,
                ids.stream()
                        .map(id -> bytes32(
                                Keccak.hash(id.getBytes(StandardCharsets.UTF_8)).bytes()))
                        .toList());
    }

    /** Who lets which key sign, and until when (Unix seconds). */
    public record Grant(Address owner, Address key, long version, long expiresAt) {}
}
