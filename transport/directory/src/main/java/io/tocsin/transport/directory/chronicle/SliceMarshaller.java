package io.tocsin.transport.directory.chronicle;

import io.tocsin.transport.directory.Slice;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.util.ReadResolvable;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/** Bytes as they are. Has no state; the map notes its name in the file's header. */
public final class SliceMarshaller implements SizedReader<Slice>, SizedWriter<Slice>, ReadResolvable<SliceMarshaller> {
    static final SliceMarshaller INSTANCE = new SliceMarshaller();

    private SliceMarshaller() {}

    @Override
    public Slice read(@SuppressWarnings("rawtypes") final Bytes in, final long size, final @Nullable Slice using) {
        final Slice slice = using == null ? new Slice() : using;
        in.read(slice.bytes(), 0, (int) size);
        slice.length((int) size);
        return slice;
    }

    @Override
    public long size(final Slice slice) {
        return slice.length();
    }

    @Override
    public void write(@SuppressWarnings("rawtypes") final Bytes out, final long size, final Slice slice) {
        out.write(slice.bytes(), 0, slice.length());
    }

    @Override
    public SliceMarshaller readResolve() {
        return INSTANCE;
    }

    @Override
    public void readMarshallable(final WireIn wire) {
        // There is nothing to read.
    }

    @Override
    public void writeMarshallable(final WireOut wire) {
        // There is nothing to write.
    }
}
