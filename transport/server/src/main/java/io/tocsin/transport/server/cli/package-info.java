/**
 * The subcommands of {@code tocsin} that serve and that talk to a server: {@code serve}, {@code raise}, {@code alerts}, {@code watch}, {@code accept}, {@code reject}
 * and {@code resolve}. Called by the launcher, one command a process; they print what people or programs read and answer with an exit code.
 */
@NullMarked
package io.tocsin.transport.server.cli;

import org.jspecify.annotations.NullMarked;
