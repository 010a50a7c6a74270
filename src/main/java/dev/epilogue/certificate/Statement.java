package dev.epilogue.certificate;

import tools.jackson.databind.JsonNode;

/**
 * One thing that a certificate says.
 *
 * @param name no other statement of the certificate has it
 * @param content a JSON object without fractions
 */
public record Statement(String name, Mark mark, JsonNode content) {}
