package dev.epilogue.webhook;

/**
 * What an endpoint is told.
 *
 * @param id of the event: the same whenever and to whomever it is told
 * @param type wire name
 * @param body exactly these characters are signed and sent
 */
record Message(String id, String type, String body) {}
