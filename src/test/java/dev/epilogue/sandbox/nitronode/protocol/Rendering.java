package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.ledger.Transaction;
import dev.epilogue.value.Amount;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** How rows look in answers. */
final class Rendering {

    private Rendering() {}

    static Map<String, Object> session(Session session) {
        return Answer.of(
                "app_session_id", session.id().hex(),
                "status", session.closed() ? "closed" : "open",
                "app_definition", definition(session.definition()),
                "session_data", session.sessionData().isEmpty() ? null : session.sessionData(),
                "version", Long.toUnsignedString(session.version()),
                "allocations",
                        session.holdings().entrySet().stream()
                                .map(row -> Answer.of(
                                        "participant",
                                                row.getKey().participant().lowerCase(),
                                        "asset", row.getKey().asset(),
                                        "amount", text(row.getValue())))
                                .toList());
    }

    static Map<String, Object> definition(Definition definition) {
        return Answer.of(
                "application_id", definition.applicationId(),
                "participants",
                        definition.participants().stream()
                                .map(each -> Answer.of(
                                        "wallet_address", each.wallet().lowerCase(),
                                        "signature_weight", each.weight()))
                                .toList(),
                "quorum", definition.quorum(),
                "nonce", Long.toUnsignedString(definition.nonce()));
    }

    static Map<String, Object> state(ChannelState state) {
        return Answer.of(
                "id", state.id(),
                "transition",
                        Answer.of(
                                "type", state.transition().type(),
                                "tx_id", state.transition().txId(),
                                "account_id", state.transition().accountId(),
                                "amount", text(state.transition().amount())),
                "asset", state.account().asset(),
                "user_wallet", state.account().wallet().lowerCase(),
                "epoch", Long.toUnsignedString(state.epoch()),
                "version", Long.toUnsignedString(state.version()),
                "home_channel_id", state.homeChannelId(),
                "home_ledger", ledger(state.home()),
                "user_sig", state.userSig(),
                "node_sig", state.nodeSig());
    }

    private static Map<String, Object> ledger(HomeLedger ledger) {
        return Answer.of(
                "token_address", ledger.token(),
                "blockchain_id", ledger.chainId(),
                "user_balance", text(ledger.userBalance()),
                "user_net_flow", text(ledger.userNetFlow()),
                "node_balance", text(ledger.nodeBalance()),
                "node_net_flow", text(ledger.nodeNetFlow()));
    }

    static Map<String, Object> channel(Channel channel) {
        Map<String, Object> members = Answer.of(
                "channel_id", channel.id(),
                "user_wallet", channel.account().wallet().lowerCase(),
                "asset", channel.account().asset(),
                "type", "home",
                "blockchain_id", channel.token().chainId(),
                "token_address", channel.token().address(),
                "challenge_duration", channel.terms().challengeSeconds(),
                "nonce", Long.toUnsignedString(channel.terms().nonce()),
                "approved_sig_validators", channel.terms().validators(),
                "status", channel.status().text(),
                "state_version", Long.toUnsignedString(channel.stateVersion()));
        // the one member that is present without a value
        members.put(
                "challenge_expires_at",
                channel.challengeExpiresAt() == null
                        ? null
                        : channel.challengeExpiresAt().toString());
        return members;
    }

    static Map<String, Object> transaction(Transaction transaction) {
        return Answer.of(
                "id", transaction.id(),
                "asset", transaction.asset(),
                "tx_type", transaction.type(),
                "from_account", transaction.from(),
                "to_account", transaction.to(),
                "sender_new_state_id", transaction.senderStateId(),
                "receiver_new_state_id", transaction.receiverStateId(),
                "amount", text(transaction.amount()),
                "created_at",
                        transaction.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static String text(BigDecimal amount) {
        return new Amount(amount).text();
    }
}
