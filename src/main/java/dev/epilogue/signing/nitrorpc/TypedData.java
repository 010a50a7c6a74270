package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;

/** The common part of EIP-712. */
final class TypedData {

    private static final byte[] PREFIX = {0x19, 0x01};

    private TypedData() {}

    static Hash32 digest(Hash32 domainSeparator, Hash32 structHash) {
        return Keccak.hash(PREFIX, domainSeparator.bytes(), structHash.bytes());
    }

    /** Of a type's text, or of a member of type {@code string}. */
    static Hash32 hash(String text) {
        return Keccak.hash(Abi.utf8(text));
    }

    static Abi.Value hashed(String text) {
        return Abi.bytes32(hash(text));
    }

    static Hash32 struct(String type, Abi.Value... members) {
        return Keccak.hash(Abi.concat(hash(type).bytes(), Abi.encode(members)));
    }
}
