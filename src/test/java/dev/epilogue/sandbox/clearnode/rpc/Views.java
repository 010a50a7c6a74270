package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.engine.LedgerEntry;
import dev.epilogue.sandbox.clearnode.engine.LedgerRecord;
import dev.epilogue.sandbox.clearnode.engine.Session;
import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import dev.epilogue.sandbox.clearnode.gojson.GoTime;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Rows as the node shows them. */
final class Views {

    private Views() {}

    /** @param application shown name: lists show it, pushes hide it */
    static Json session(Session session, String application) {
        Json.Obj view = Json.obj()
                .with("app_session_id", session.id())
                .with("application", application)
                .with("status", session.status())
                .with("participants", session.definition().participants());
        if (!session.data().isEmpty()) {
            view = view.with("session_data", session.data());
        }
        return view.with("protocol", session.definition().protocol())
                .with("challenge", session.definition().challenge())
                .with("weights", session.definition().weights())
                .with("quorum", session.quorum())
                .with("version", session.version())
                .with("nonce", session.definition().nonce())
                .with("created_at", GoTime.seconds(session.life().createdAt()))
                .with("updated_at", GoTime.seconds(session.life().updatedAt()));
    }

    /** The answer to a change: everything but id, status and version is a zero value. */
    static Json changed(Session session) {
        return Json.obj()
                .with("app_session_id", session.id())
                .with("application", "")
                .with("status", session.status())
                .with("participants", null)
                .with("protocol", "")
                .with("challenge", 0)
                .with("weights", null)
                .with("quorum", 0)
                .with("version", session.version())
                .with("nonce", 0)
                .with("created_at", "")
                .with("updated_at", "");
    }

    static Json entry(LedgerEntry entry) {
        return Json.obj()
                .with("id", entry.id())
                .with("account_id", entry.account())
                .with("account_type", 0)
                .with("asset", entry.asset())
                .with("participant", entry.wallet())
                .with("credit", GoDecimal.text(entry.credit()))
                .with("debit", GoDecimal.text(entry.debit()))
                .with("created_at", GoTime.exact(entry.at()));
    }

    static Json ledgerRecord(LedgerRecord row, Tags tags) {
        Json.Obj view =
                Json.obj().with("id", row.id()).with("tx_type", row.type()).with("from_account", row.from());
        view = tagged(view, "from_account_tag", tags.of(row.from()));
        view = tagged(view.with("to_account", row.to()), "to_account_tag", tags.of(row.to()));
        return view.with("asset", row.asset())
                .with("amount", GoDecimal.text(row.amount()))
                .with("created_at", GoTime.exact(row.at()));
    }

    private static Json.Obj tagged(Json.Obj view, String name, String tag) {
        return tag.isEmpty() ? view : view.with(name, tag);
    }

    /** @param wallet shown wallet: lists show it, pushes hide it */
    static Json channel(Channel channel, String wallet) {
        return Json.obj()
                .with("channel_id", channel.id())
                .with("participant", channel.terms().wallet())
                .with("status", channel.status())
                .with("token", channel.terms().token())
                .with("wallet", wallet)
                .with("amount", channel.amount().toString())
                .with("chain_id", channel.terms().chainId())
                .with("adjudicator", channel.terms().adjudicator())
                .with("challenge", channel.terms().challenge())
                .with("nonce", channel.terms().nonce())
                .with("version", channel.version())
                .with("created_at", GoTime.seconds(channel.createdAt()))
                .with("updated_at", GoTime.seconds(channel.updatedAt()));
    }

    static List<Json> balances(Map<String, BigDecimal> balances) {
        return balances.entrySet().stream()
                .<Json>map(balance ->
                        Json.obj().with("asset", balance.getKey()).with("amount", GoDecimal.text(balance.getValue())))
                .toList();
    }
}
