package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.LinkedNode;
import dev.epilogue.node.NodeClients;
import dev.epilogue.node.NodeSettings;
import org.springframework.stereotype.Component;

/** Clients for nodes of dialect {@code nitrorpc}. */
@Component
class NitroRpcClients implements NodeClients {

    @Override
    public String dialect() {
        return "nitrorpc";
    }

    @Override
    public LinkedNode client(String name, NodeSettings settings) {
        return new NitroRpcClient(name, settings);
    }
}
