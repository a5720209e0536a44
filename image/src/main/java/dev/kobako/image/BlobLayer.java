package dev.kobako.image;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.ZipException;

/** A layer whose blob is a {@link Content}, wherever that is. */
record BlobLayer(Descriptor descriptor, Digest diffId, Content blob, Compression compression)
    implements Layer {
  private static final int BUFFER = 256 * 1024;

  /**
   * Opens by what the blob is and not by what its media type says: Docker wrote uncompressed layers
   * as {@code tar.gzip} for years, and every reader goes by the first bytes.
   */
  @Override
  public InputStream open() throws IOException {
    String place = "layer " + descriptor.digest();
    InputStream raw =
        new VerifyingInputStream(blob.open(), place, descriptor.digest(), descriptor.size());
    try {
      byte[] start = raw.readNBytes(Compression.MAGIC_BYTES);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), raw);
      return switch (Compression.sniff(place, start)) {
        case Compression.None _ -> plain(whole, place);
        case Compression.Gzip _ ->
            unpacked(new GzipInput(new Chunks(whole), BUFFER), whole, place, "gzip");
        case Compression.Zstd _ ->
            unpacked(
                new ZstdInputStreamNoFinalizer(new Chunks(whole)).setContinuous(false),
                whole,
                place,
                "zstd");
      };
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw explain(e, place, "gzip");
    }
  }

  private InputStream plain(InputStream whole, String place) {
    if (diffId.equals(descriptor.digest())) {
      return whole;
    }
    return new VerifyingInputStream(
        whole, "the tar of " + place, diffId, VerifyingInputStream.ANY_SIZE);
  }

  private InputStream unpacked(
      InputStream decoder, InputStream packed, String place, String format) {
    InputStream drained = new Draining(decoder, packed, place, format);
    InputStream guarded = ExpansionLimit.DEFAULT.guard(drained, place, descriptor.size());
    return new VerifyingInputStream(
        guarded, "the tar of " + place, diffId, VerifyingInputStream.ANY_SIZE);
  }

  private static IOException explain(Exception e, String place, String format) throws IOException {
    return switch (e) {
      case KobakoException known -> throw known;
      case EOFException _, ZipException _, ZstdIOException _ ->
          throw KobakoException.finding(
              Diagnostic.of(
                  place,
                  "damaged " + format + " data: " + e.getMessage(),
                  "fetch or write the image again"));
      case IOException io -> io;
      case RuntimeException bug -> throw bug;
      default -> throw new IllegalStateException(e);
    };
  }

  /** Hides {@link SequenceInputStream}'s short reads at the seam and its {@code available}. */
  private static final class Chunks extends FilterInputStream {
    Chunks(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.readNBytes(target, offset, length);
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  /**
   * Turns a decoder's complaints into findings, and reads the blob to its end, so that it is
   * checked even if the decoder stops before.
   */
  private static final class Draining extends WrappedInputStream {
    private final InputStream packed;
    private final String place;
    private final String format;

    Draining(InputStream decoder, InputStream packed, String place, String format) {
      super(decoder);
      this.packed = packed;
      this.place = place;
      this.format = format;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int n = in.read(target, offset, length);
        if (n < 0) {
          packed.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return n;
      } catch (IOException e) {
        throw explain(e, place, format);
      }
    }
  }
}
