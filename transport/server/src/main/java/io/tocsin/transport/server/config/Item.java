package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigOrigin;

/**
 * A text of a configuration and where it stands, so that what it refers to can be checked later.
 *
 * @param text   as written.
 * @param key    full path of its key.
 * @param origin file and line.
 */
record Item(String text, String key, ConfigOrigin origin) {}
