package dev.epilogue.node.nitronode;

import dev.epilogue.node.LinkedNode;
import dev.epilogue.node.NodeClients;
import dev.epilogue.node.NodeSettings;
import org.springframework.stereotype.Component;

/** Clients for nodes of dialect {@code nitronode-v1}. */
@Component
class NitronodeClients implements NodeClients {

    @Override
    public String dialect() {
        return "nitronode-v1";
    }

    @Override
    public LinkedNode client(String name, NodeSettings settings) {
        return new NitronodeClient(name, settings);
    }
}
