package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;

/** Something that a wallet's connections are told unasked. */
public record Push(String wallet, String method, Json params) {}
