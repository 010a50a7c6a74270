package dev.epilogue.sandbox.nitronode.ledger;

import java.util.List;

/** A definition as it was sent: nothing in it is checked yet. */
public record CreateRequest(String applicationId, List<Member> members, int quorum, String nonce, String sessionData) {

    /** @param wallet as spelled */
    public record Member(String wallet, int weight) {}
}
