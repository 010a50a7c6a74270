package dev.epilogue.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is expected of the database.
 *
 * @param allowDataLoss whether to serve on a server that confirms what it has not flushed: for a sandbox, never for value. There a
 *     crash of the server may forget that a frame was sent
 */
@ConfigurationProperties("epilogue.database")
public record DatabaseSettings(@DefaultValue("false") boolean allowDataLoss) {}
