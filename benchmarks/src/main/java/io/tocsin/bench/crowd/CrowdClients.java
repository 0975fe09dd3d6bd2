package io.tocsin.bench.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.tocsin.bench.process.ParentWatch;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ClientMessageWriter;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The crowd: so many {@link Seat}s in a process of its own. It is asked: {@code connect N}, until all are welcomed; {@code told}, how many deliveries there were and how many
 * bytes the last one had; {@code storm N R}: N connections are cut at once, R of which have just raised an alert, come back by themselves and raise the same again;
 * answered in ns until the last was welcomed, how many resumed, and how often a delivery was missing or came twice; {@code sum}, of what all have of the lane CRITICAL; {@code ended}, how many connections were ended after their welcome, by whomever.
 */
public final class CrowdClients implements Seat.Crowd {
    /** So many are let in within the time for a hello, however busy the machine is. */
    private static final int AT_ONCE = 64;

    private static final int AN_ADDRESS = 5_000;
    private static final int FIRST_ADDRESS = 10;
    private static final long MOST_NS = TimeUnit.MINUTES.toNanos(8);
    private static final long LOOK_NS = 1_000_000;
    private static final int FIRST_BACKOFF_MS = 200;
    private static final int MOST_BACKOFF_MS = 5_000;
    private static final String PHONE = "phone-";

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Seat> seats = new ArrayList<>();
    private final Semaphore pending = new Semaphore(AT_ONCE);
    private final AtomicInteger welcomed = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong told = new AtomicLong();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger twice = new AtomicInteger();
    private final InetSocketAddress server;
    private final boolean isBare;
    private final int clientsEach;
    private final Issuer issuer;
    private final AtomicInteger overs = new AtomicInteger();
    private volatile int lastBytes;

    private CrowdClients(final Path folder, final int port, final boolean isBare, final int clientsEach)
            throws IOException, GeneralSecurityException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.isBare = isBare;
        this.clientsEach = clientsEach;
        issuer = Issuer.of(folder);
    }

    /**
     * Runs until its parent is gone.
     *
     * @param args folder of the run, port of the server, whether it is a bare one, clients of each person.
     * @throws IOException              if it cannot be asked.
     * @throws GeneralSecurityException if there is no key for tokens.
     */
    public static void main(final String[] args) throws IOException, GeneralSecurityException {
        ParentWatch.start();
        final CrowdClients crowd = new CrowdClients(
                Path.of(args[0]), Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]), Integer.parseInt(args[3]));
        Remote.serve(0, words -> switch (words[0]) {
            case "connect" -> crowd.connect(Integer.parseInt(words[1]));
            case "told" -> crowd.told.get() + " " + crowd.lastBytes;
            case "storm" -> crowd.storm(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "sum" ->
                Long.toString(crowd.seats.stream().mapToLong(Seat::last).sum());
            case "ended" -> Integer.toString(crowd.overs.get());
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        });
    }

    @Override
    public void welcomed(final Seat seat, final boolean isResumed) {
        if (isResumed) {
            resumed.incrementAndGet();
        }
        welcomed.incrementAndGet();
        pending.release();
    }

    @Override
    public void told(final int bytes) {
        lastBytes = bytes;
        told.incrementAndGet();
    }

    @Override
    public void outOfOrder(final boolean isGap) {
        (isGap ? gaps : twice).incrementAndGet();
    }

    @Override
    public void answered(final Seat seat) {
        answered.incrementAndGet();
    }

    @Override
    public void over(final Seat seat, final boolean wasWelcomed) {
        if (wasWelcomed) {
            welcomed.decrementAndGet();
            overs.incrementAndGet();
        }
        comeBack(seat, FIRST_BACKOFF_MS);
    }

    private String connect(final int count) throws InterruptedException, GeneralSecurityException {
        final long startNs = System.nanoTime();
        for (int i = seats.size(); i < count; i++) {
            final Seat seat = new Seat(this, i, isBare ? null : hello(i));
            seats.add(seat);
            pending.acquire();
            connect(seat, 0);
        }
        await(welcomed::get, count);
        return Long.toString(System.nanoTime() - startNs);
    }

    private void connect(final Seat seat, final int backoffMs) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(final SocketChannel channel) {
                        channel.pipeline().addLast(seat.handler());
                    }
                })
                // An address has not ports enough for everybody.
                .connect(server, new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + seat.number() / AN_ADDRESS), 0))
                .addListener((ChannelFutureListener) connected -> {
                    if (!connected.isSuccess()) {
                        comeBack(seat, Math.min(MOST_BACKOFF_MS, 2 * Math.max(backoffMs, FIRST_BACKOFF_MS)));
                    }
                });
    }

    /** At a random instant before the back-off is over, as clients should. */
    private void comeBack(final Seat seat, final int backoffMs) {
        loops.next()
                .schedule(
                        () -> connect(seat, backoffMs),
                        ThreadLocalRandom.current().nextInt(backoffMs),
                        TimeUnit.MILLISECONDS);
    }

    private String storm(final int count, final int raises) throws InterruptedException {
        final int resumedBefore = resumed.get();
        final int gapsBefore = gaps.get();
        final int twiceBefore = twice.get();
        final int oversBefore = overs.get();
        final int all = seats.size();
        for (int i = 0; i < raises; i++) {
            seats.get(i).say(raise(i));
        }
        final long startNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            seats.get(i).cut();
        }
        await(overs::get, oversBefore + count);
        await(welcomed::get, all);
        final long backNs = System.nanoTime() - startNs;
        final int answeredBefore = answered.get();
        for (int i = 0; i < raises; i++) {
            seats.get(i).say(raise(i));
        }
        await(answered::get, answeredBefore + raises);
        return backNs + " " + (resumed.get() - resumedBefore) + " " + (gaps.get() - gapsBefore) + " "
                + (twice.get() - twiceBefore);
    }

    private void await(final LongSupplier what, final long due) {
        final long startNs = System.nanoTime();
        while (what.getAsLong() < due) {
            if (System.nanoTime() - startNs > MOST_NS) {
                throw new IllegalStateException("only " + what.getAsLong() + " of " + due);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    /** Of the patient of the person's own unit, under the number 1 of the person's client. */
    private byte[] raise(final int number) {
        final int unit = number / clientsEach / CrowdSite.A_UNIT;
        return ClientMessageWriter.write(new ClientMessage.Raise(
                1,
                0,
                null,
                Purpose.PRODUCTION,
                new AlertDeclaration(
                        "storm-" + number,
                        EmergencyType.STROKE,
                        Severity.CRITICAL,
                        CrowdSite.patient(unit),
                        "",
                        "",
                        "",
                        AlertText.NONE)));
    }

    private Seat.Hello hello(final int number) throws GeneralSecurityException {
        final String person = CrowdSite.person(number / clientsEach);
        final String token = issuer.token(person, "clinician", number);
        return (epoch, last) -> ClientMessageWriter.write(new ClientMessage.Hello(
                Role.CLINICIAN, person, PHONE + number, Set.of(), resume(epoch, last), new Token(token)));
    }

    private static ClientMessage.@Nullable Resume resume(final String epoch, final long last) {
        return epoch.isEmpty() ? null : new ClientMessage.Resume(Epoch.parse(epoch), last, 0);
    }
}
