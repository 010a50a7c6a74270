package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.protocol.Envelope.Request;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Requests in, answers out; one at a time. */
public final class Protocol {

    private final Node node;
    private final InstantSource clock;
    private final Map<String, Method> methods;

    public Protocol(Node node, Executions executions, InstantSource clock) {
        this.node = node;
        this.clock = clock;
        this.methods = methods(node, executions);
    }

    public Set<String> methods() {
        return methods.keySet();
    }

    /** The answer's frame. */
    public String answer(Request request, String connection) {
        Method method = methods.get(request.method());
        if (method == null) {
            return error(request, "unknown method: " + request.method());
        }
        try {
            synchronized (node) {
                Map<String, Object> payload = method.answer(Fields.of(request.payload()), new Call(connection));
                return Envelope.response(request, payload, clock.millis());
            }
        } catch (Refusal refusal) {
            return error(request, refusal.text());
        } catch (Fields.WrongType misfit) {
            return error(request, method.misfit());
        } catch (RuntimeException broken) {
            LoggerFactory.getLogger(Protocol.class).error("the fake node failed on {}", request.method(), broken);
            return error(request, "an error occurred while processing the request");
        }
    }

    public String error(Request request, String text) {
        return Envelope.error(request, text, clock.millis());
    }

    /** The answer to a frame that is no request. */
    public String malformed(BigInteger id) {
        return Envelope.malformed(id, clock.millis());
    }

    private static Map<String, Method> methods(Node node, Executions executions) {
        NodeMethods own = new NodeMethods(node);
        SessionMethods sessions = new SessionMethods(node, executions);
        SessionReads sessionReads = new SessionReads(node);
        AppKeyMethods appKeys = new AppKeyMethods(node);
        Map<String, Method> methods = new HashMap<>(channels(node));
        methods.put("node.v1.ping", own::ping);
        methods.put("node.v1.get_config", own::getConfig);
        methods.put("node.v1.get_assets", own::getAssets);
        methods.put("app_sessions.v1.create_app_session", sessions::create);
        methods.put("app_sessions.v1.submit_app_state", sessions::submitAppState);
        methods.put("app_sessions.v1.submit_deposit_state", sessions::submitDepositState);
        methods.put("app_sessions.v1.get_app_sessions", sessionReads::getAppSessions);
        methods.put("app_sessions.v1.get_app_definition", sessionReads::getAppDefinition);
        methods.put("app_sessions.v1.submit_session_key_state", appKeys::submit);
        methods.put("app_sessions.v1.get_last_key_states", appKeys::lastStates);
        return methods;
    }

    private static Map<String, Method> channels(Node node) {
        ChannelMethods channels = new ChannelMethods(node);
        ChannelReads reads = new ChannelReads(node);
        ChannelKeyMethods keys = new ChannelKeyMethods(node);
        UserMethods users = new UserMethods(node);
        return Map.of(
                "channels.v1.submit_state", channels::submitState,
                "channels.v1.request_creation", channels::requestCreation,
                "channels.v1.get_latest_state", reads::getLatestState,
                "channels.v1.get_home_channel", Method.wordedAsRequest(reads::getHomeChannel),
                "channels.v1.get_channels", Method.wordedAsRequest(reads::getChannels),
                "channels.v1.get_escrow_channel", reads::getEscrowChannel,
                "channels.v1.submit_session_key_state", keys::submit,
                "channels.v1.get_last_key_states", keys::lastStates,
                "user.v1.get_balances", users::getBalances,
                "user.v1.get_transactions", users::getTransactions);
    }
}
