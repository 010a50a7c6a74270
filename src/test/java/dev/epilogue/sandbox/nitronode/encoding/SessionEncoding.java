package dev.epilogue.sandbox.nitronode.encoding;

import static dev.epilogue.sandbox.nitronode.encoding.Abi.address;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.array;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.bytes32;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.encode;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.text;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.uint;

import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;

/** Session ids and what participants sign about a session (sections 3.2, 3.4 and 3.5 of the protocol). */
public final class SessionEncoding {

    private SessionEncoding() {}

    public static SessionId sessionId(Definition definition) {
        return new SessionId(Keccak.hash(encode(
                text(definition.applicationId()),
                participants(definition),
                uint(definition.quorum()),
                uint(definition.nonce()))));
    }

    /** What is signed to create a session. */
    public static Hash32 creationHash(Definition definition, String sessionData) {
        return Keccak.hash(encode(
                text(definition.applicationId()),
                participants(definition),
                uint(definition.quorum()),
                uint(definition.nonce()),
                text(sessionData)));
    }

    /** What is signed to operate, deposit, withdraw or close; in the order of the given allocations. */
    public static Hash32 updateHash(Update update) {
        var allocations = update.allocations().stream()
                .map(entry -> new DynamicStruct(
                        address(entry.participant()), text(entry.asset()), text(new Amount(entry.amount()).text())))
                .toList();
        return Keccak.hash(encode(
                bytes32(update.sessionHash().bytes()),
                uint(update.intent()),
                uint(update.version()),
                array(DynamicStruct.class, allocations),
                text(update.sessionData())));
    }

    private static DynamicArray<StaticStruct> participants(Definition definition) {
        return array(
                StaticStruct.class,
                definition.participants().stream()
                        .map(each -> new StaticStruct(address(each.wallet()), uint(each.weight())))
                        .toList());
    }
}
