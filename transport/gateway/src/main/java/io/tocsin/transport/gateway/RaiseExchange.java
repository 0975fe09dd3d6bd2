package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ClientMessageReader;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.RaiseRequest;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageWriter;
import io.tocsin.codecs.text.EdgeText;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One {@code POST /v1/alerts}: a raise by HTTP, answered when the engine has answered at the level asked for, and not before. Without an answer in time nobody knows
 * whether it was carried out; the same commandId again finds out. Loop only.
 */
final class RaiseExchange implements Correlated {
    /** Names the source; else {@value #DEFAULT_SOURCE}. */
    static final String SOURCE_HEADER = "Tocsin-Source";

    /** The commandId, unless the body has one. */
    static final String COMMAND_HEADER = "Tocsin-Command-Id";

    private static final String DEFAULT_SOURCE = "http";
    private static final String JSON_TYPE = "application/json";

    private final HttpFront front;
    private final ChannelHandlerContext ctx;
    private final LoopDesk desk;
    private final Switchboard switchboard;
    private final SourceIds sourceIds;
    private long correlatedId;
    private long commandId;
    private @Nullable Future<?> timer;
    private boolean isAnswered;

    RaiseExchange(
            final HttpFront front,
            final ChannelHandlerContext ctx,
            final LoopDesk desk,
            final Switchboard switchboard,
            final SourceIds sourceIds) {
        this.front = front;
        this.ctx = ctx;
        this.desk = desk;
        this.switchboard = switchboard;
        this.sourceIds = sourceIds;
    }

    @Override
    public LoopDesk desk() {
        return desk;
    }

    /** Reads the request and offers its raise; whoever has proved to be somebody is the source, {@code null} = nobody asks. */
    void begin(final FullHttpRequest request, final @Nullable Principal principal) {
        final CharSequence type = HttpUtil.getMimeType(request);
        if (type == null || !JSON_TYPE.contentEquals(type)) {
            // A page of a stranger cannot send this type without asking first.
            answer(HttpReply.text(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "the body is " + JSON_TYPE));
            return;
        }
        try {
            final RaiseRequest read = read(request, principal);
            if (principal != null
                    && !principal
                            .scopes(desk.settings().scopes)
                            .permits(Scope.COMMUNICATION_CREATE, Role.SOURCE, false)) {
                final String scope = Scope.COMMUNICATION_CREATE.name(Role.SOURCE);
                throw new ProtocolException(ErrorCode.SCOPE_MISSING, scope, "this needs the scope " + scope)
                        .about(read.raise().commandId(), "");
            }
            final ClientMessage.Raise raise = read.raise();
            commandId = raise.commandId();
            if (!desk.ring().gives(raise.level())) {
                answer(refused(AnswerResult.LEVEL_UNAVAILABLE));
                return;
            }
            offer(raise, sourceIds.of(Role.SOURCE, "", read.source()));
        } catch (final ProtocolException refused) {
            final boolean isForbidden =
                    refused.code() == ErrorCode.FORBIDDEN || refused.code() == ErrorCode.SCOPE_MISSING;
            if (refused.code() == ErrorCode.SCOPE_MISSING) {
                desk.counters().increment(GatewayMetric.SCOPES_REFUSED);
            } else if (isForbidden) {
                desk.counters().increment(GatewayMetric.IDENTITIES_REFUSED);
            }
            answer(HttpReply.of(
                    isForbidden ? HttpResponseStatus.FORBIDDEN : HttpResponseStatus.BAD_REQUEST,
                    HttpReply.JSON,
                    ServerMessageWriter.write(refused.toMessage())));
        }
    }

    @Override
    public void onAnswer(final int slot, final EngineAnswer answer) {
        if (isAnswered) {
            return;
        }
        if (!answer.result().isOk()) {
            answer(refused(answer.result()));
            return;
        }
        final ServerMessage.Answer message = new ServerMessage.Answer(
                commandId,
                "",
                answer.result(),
                answer.alertId(),
                answer.isNew(),
                answer.occurrence(),
                answer.repeated(),
                answer.detail(),
                answer.level(),
                0);
        answer(HttpReply.of(
                answer.isNew() ? HttpResponseStatus.CREATED : HttpResponseStatus.OK,
                HttpReply.JSON,
                ServerMessageWriter.write(message)));
    }

    private void offer(final ClientMessage.Raise raise, final long sourceId) {
        correlatedId = switchboard.register(this);
        final AnswerResult result = desk.ring().offer(raise, sourceId, 0, Correlation.of(correlatedId, 0));
        if (result == AnswerResult.OK) {
            desk.counters().increment(GatewayMetric.COMMANDS_TAKEN);
            desk.exchange(1);
            timer = ctx.executor().schedule(this::expire, desk.settings().httpAnswerMs, TimeUnit.MILLISECONDS);
            ctx.channel().closeFuture().addListener(closed -> forget());
        } else {
            desk.counters()
                    .increment(
                            result == AnswerResult.BUSY
                                    ? GatewayMetric.COMMANDS_BUSY
                                    : GatewayMetric.COMMANDS_UNAVAILABLE);
            answer(refused(result));
        }
    }

    private Object expire() {
        if (!isAnswered) {
            desk.counters().increment(GatewayMetric.HTTP_TIMEOUTS);
            answer(HttpReply.text(
                    HttpResponseStatus.GATEWAY_TIMEOUT,
                    "no answer in time: whether the alert was raised is not known; send it again with the same"
                            + " commandId"));
        }
        return this;
    }

    private void answer(final HttpReply reply) {
        forget();
        front.reply(ctx, reply);
    }

    private void forget() {
        isAnswered = true;
        if (correlatedId != 0) {
            switchboard.unregister(correlatedId);
        }
        if (timer != null) {
            desk.exchange(-1);
            timer.cancel(false);
            timer = null;
        }
    }

    private HttpReply refused(final AnswerResult result) {
        final int retryAfterMs = result.isTransient() ? CommandWindow.retryAfterMs() : 0;
        final HttpReply reply = HttpReply.of(
                status(result),
                HttpReply.JSON,
                ServerMessageWriter.write(
                        new ServerMessage.Answer(commandId, "", result, 0, false, 0, false, 0, null, retryAfterMs)));
        return result.isTransient() ? reply.header(HttpHeaderNames.RETRY_AFTER.toString(), 1) : reply;
    }

    private static HttpResponseStatus status(final AnswerResult result) {
        return switch (result) {
            case BUSY, STORAGE_FULL, CLOSED, NOT_STARTED, TABLE_FULL -> HttpResponseStatus.SERVICE_UNAVAILABLE;
            case LEVEL_UNAVAILABLE, STALE_KEY -> HttpResponseStatus.CONFLICT;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private static RaiseRequest read(final FullHttpRequest request, final @Nullable Principal principal)
            throws ProtocolException {
        final RaiseRequest body =
                ClientMessageReader.readRaise(request.content().nioBuffer());
        final HttpHeaders headers = request.headers();
        return new RaiseRequest(
                source(headers.get(SOURCE_HEADER, ""), body.source(), principal),
                withCommandId(body.raise(), headers.get(COMMAND_HEADER)));
    }

    private static String source(final String header, final String field, final @Nullable Principal principal)
            throws ProtocolException {
        if (EdgeText.utf8Length(header) > EdgeText.MAX_ID_BYTES) {
            throw invalid(SOURCE_HEADER, "has at most " + EdgeText.MAX_ID_BYTES + " bytes");
        }
        if (!header.isEmpty() && !field.isEmpty() && !header.equals(field)) {
            throw invalid("source", "differs from the header " + SOURCE_HEADER);
        }
        final String name = header.isEmpty() ? field : header;
        if (principal == null || principal.isDeveloper()) {
            return name.isEmpty() ? DEFAULT_SOURCE : name;
        }
        if (!principal.roles().contains(Role.SOURCE)) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "role", "the token does not permit to be a source");
        }
        final String claimed = name.isEmpty() ? principal.subject() : name;
        if (!principal.isSource(claimed)) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "source", "the token does not permit to be this source");
        }
        return claimed;
    }

    private static ClientMessage.Raise withCommandId(final ClientMessage.Raise raise, final @Nullable String header)
            throws ProtocolException {
        if (header == null) {
            return raise;
        }
        final long commandId = commandId(header);
        if (raise.commandId() != 0 && raise.commandId() != commandId) {
            throw invalid("commandId", "differs from the header " + COMMAND_HEADER);
        }
        return new ClientMessage.Raise(commandId, raise.claimedNs(), raise.level(), raise.purpose(), raise.alert());
    }

    private static long commandId(final String header) throws ProtocolException {
        try {
            final long commandId = Long.parseUnsignedLong(header);
            if (commandId != 0) {
                return commandId;
            }
        } catch (final NumberFormatException notANumber) {
            // As 0.
        }
        throw invalid(COMMAND_HEADER, "is a decimal number of 64 bits, not 0");
    }

    private static ProtocolException invalid(final String field, final String message) {
        return new ProtocolException(ErrorCode.INVALID_FIELD, field, message);
    }
}
