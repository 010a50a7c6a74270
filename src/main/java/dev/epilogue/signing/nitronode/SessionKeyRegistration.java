package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One version of what a wallet lets an app session key sign. Wallet and key sign the same digest, without a type byte.
 *
 * @param version unsigned
 * @param expiresAt seconds since the epoch; not in the future means revoked
 */
public record SessionKeyRegistration(
        Address owner, Address key, long version, List<String> applications, List<SessionId> sessions, long expiresAt) {

    public SessionKeyRegistration {
        applications = List.copyOf(applications);
        sessions = List.copyOf(sessions);
    }

    public byte[] abiEncoded() {
        return Abi.encode(
                Abi.address(owner),
                Abi.address(key),
                Abi.uint(version),
                hashesOf(applications),
                hashesOf(sessions.stream().map(SessionId::hex).toList()),
                Abi.uint(expiresAt));
    }

    public Hash32 payloadHash() {
        return Keccak.hash(abiEncoded());
    }

    public Hash32 digest() {
        return Eip191.digest(payloadHash());
    }

    /** Ids of both kinds are hashed as text. */
    private static Abi.Value hashesOf(List<String> ids) {
        return Abi.array(ids.stream()
                .map(id -> Abi.bytes32(Keccak.hash(id.getBytes(StandardCharsets.UTF_8))))
                .toList());
    }
}
